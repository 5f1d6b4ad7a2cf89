#ifndef SG_PROJECT_PROJECT_INTERNAL_H
#define SG_PROJECT_PROJECT_INTERNAL_H

#include "project/project.h"
#include "project/text_parts_internal.h"

/* A resource that the template creates. */
struct sg_creation {
    const char *id;
    const struct sg_kind *kind;
    const struct sg_blueprint *blueprint;
    bool of_event;
    const char *reference; /* the text of options that name it: ${Id}, or its fixed name */
    bool exists;           /* the template has it already; only the event's resource is listed then */
};

/* The project that the files of this folder build together. */
struct sg_project {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    struct sg_project_request *request;
    const struct sg_runtime *runtime;
    const struct sg_language *language;
    const struct sg_event *event;
    const struct sg_template *into; /* the template to which the function is added; NULL: a new one is made */
    struct sg_names known;          /* its parameters and resources */
    struct sg_creation *creations;
    size_t creation_count;
    const char *event_id;        /* of the resource that sends the event, or NULL */
    const char *event_reference; /* the text of options that name it: ${Id}, or its fixed name */
    struct sg_use *uses;         /* the grants of the request, read */
    const struct sg_given *only; /* the values to which the event is limited, or NULL */
    const struct sg_project_layout *layout;
    struct sg_names names; /* all that references may name */
    struct sg_words words;
};

/*
 * Finds the resources that the event and the ${Id}s of the grants name. If the function must not refer to the event's
 * resource, replaces its ${Id} in the request by its fixed name. False after reporting.
 */
bool sg_project_find_resources(struct sg_project *p);

/* The parameter or resource of the template to which the function is added, or NULL. */
const struct sg_name *sg_project_known(const struct sg_project *p, const char *id);

/* A grant on a resource that another grant encrypts needs that key too: adds it, with a note. */
void sg_project_share_keys(struct sg_project *p);

/* The Id of a text that is exactly ${Id}, or NULL. */
const char *sg_project_id_of(struct sg_arena *a, const char *text);

/* Fills `names` with those resources, so that references to them are known. */
void sg_project_name_resources(struct sg_project *p, struct sg_names *names);

/* Returns whether a use reads the resource that the event reports. */
bool sg_project_reads_event(const struct sg_project *p, const struct sg_use *use);

/* Returns whether a value of the use is this reference. */
bool sg_project_names_resource(const struct sg_use *use, const char *reference);

/* Needs the uses. Finds the values to which the event is limited. Warns if a use may call the function again. */
void sg_project_read_event_uses(struct sg_project *p);

/* One event for each value to which the event is limited, or one event; `words` are those of its resource. */
const char *sg_project_write_events(struct sg_project *p, struct sg_words *words);

/* The text of a value as YAML. */
const char *sg_project_as_yaml(struct sg_scope *scope, const char *text);

/* Needs the uses. Sets the words `resources`, `events`, `properties`, `globals` and those of the test event. */
void sg_project_write_resources(struct sg_project *p);

/* Sets `environment` and the words of the handler. */
void sg_project_write_handler(struct sg_project *p);

/* The function as an item of a spec. NULL after reporting. */
struct sg_node *sg_project_spec_function(struct sg_project *p);

/* Sets the word `spec`, the functions of samgen.yaml. False after reporting. */
bool sg_project_write_spec(struct sg_project *p);

/*
 * The steps of a project, in their order. Each is false after reporting. The first finds what the request names; the
 * second sets all words but `policies`.
 */
bool sg_project_begin(struct sg_project *p);
bool sg_project_fill(struct sg_project *p, const struct sg_settings *settings);

/* Adds files, with their paths under `folder` ("" or "emails/"); `function`: only those that each function has. */
void sg_project_add_files(struct sg_project *p, const struct sg_project_files *wanted, const char *folder,
                          bool function, struct sg_file_texts *files);

#endif
