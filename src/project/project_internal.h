#ifndef SG_PROJECT_PROJECT_INTERNAL_H
#define SG_PROJECT_PROJECT_INTERNAL_H

#include "project/project.h"
#include "project/text_parts_internal.h"

/* A project in the making: what the files of this folder hand each other. */

/* A resource that the template creates. */
struct sg_creation {
    const char *id;
    const struct sg_kind *kind;
    const struct sg_blueprint *blueprint;
    bool of_event;
};

struct sg_project {
    struct sg_scope *scope;
    struct sg_catalog *catalog;
    struct sg_wish *wish;
    const struct sg_runtime *runtime;
    const struct sg_language *language;
    const struct sg_event *event;
    struct sg_creation *creations;
    size_t creation_count;
    const char *event_id;        /* of the resource that the event comes from, or NULL */
    const char *event_reference; /* how options name it: ${Id}, or the name that the template gives it */
    struct sg_use *uses;         /* the grants of the wish, understood */
    const struct sg_given *only; /* what of that resource the function is called for, or NULL: all */
    struct sg_words words;
};

/*
 * Finds the resources that the event and the ${Id}s of the grants name. Where the function must not refer to the event's
 * resource, its ${Id} in the wish becomes the name that the template gives it. False after reporting.
 */
bool sg_project_find_resources(struct sg_project *p);

/* Those resources as names that references are checked against. */
void sg_project_name_resources(struct sg_project *p, struct sg_names *names);

/* Whether a use reads what the event tells of, so that the event's names are names there. */
bool sg_project_reads_event(const struct sg_project *p, const struct sg_use *use);

/* Whether a value of the use is this reference. */
bool sg_project_names_resource(const struct sg_use *use, const char *reference);

/* After the uses are read: what of its resource the event is for. Warns of what calls the function again. */
void sg_project_read_event_uses(struct sg_project *p);

/* An event for each value that the function is called for, or one for all, with the words of the event's resource. */
const char *sg_project_write_events(struct sg_project *p, struct sg_words *words);

/* A text in the notation of values as it stands in YAML. */
const char *sg_project_as_yaml(struct sg_scope *scope, const char *text);

/* After the uses are read: the words `resources`, `events`, `properties`, `globals` and those of the test event. */
void sg_project_write_resources(struct sg_project *p);

/* The words that make the handler, and `environment`. */
void sg_project_write_handler(struct sg_project *p);

/* The word `spec`: the functions of samgen.yaml. False after reporting. */
bool sg_project_write_spec(struct sg_project *p);

#endif
