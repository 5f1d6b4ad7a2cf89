#ifndef SG_CATALOG_FUNCTION_H
#define SG_CATALOG_FUNCTION_H

#include "catalog/catalog.h"

/* The contents of templates/functions/, from which projects are made; templates/README.md explains each key. */

/* A piece of a text, written when each of `when` is given and none of `unless`. */
struct sg_part {
    struct sg_strings when, unless;
    const char *text;
};

/* A text with placeholders. */
struct sg_passage {
    struct sg_part *items;
    size_t count;
};

struct sg_project_file {
    const char *path;
    bool function; /* a function that is added to a project gets this file too */
    struct sg_passage parts;
};

struct sg_project_files {
    struct sg_project_file *items;
    size_t count;
};

/* Code in one language that handles an event, or uses what a grant allows. */
struct sg_code {
    const char *language;
    struct sg_strings imports, clients;
    struct sg_passage parts;
};

struct sg_codes {
    struct sg_code *items;
    size_t count;
};

/* project.yaml: the files that every project has. */
struct sg_project_layout {
    struct sg_project_files files;
};

struct sg_runtime {
    const char *name, *title, *language, *handler;
};

/* runtimes.yaml: the first is the one that nobody needs to ask for. */
struct sg_runtimes {
    struct {
        struct sg_runtime *items;
        size_t count;
    } runtimes;
};

struct sg_language {
    const char *name;
    const char *between;  /* the words of a function's name: "_", or "" for camelCase */
    const char *variable; /* how a handler reads {variable} */
    const char *variable_import, *call;
    unsigned apart; /* blank lines before a function */
    struct sg_project_files files;
    struct sg_code *other; /* for grants that have no example */
};

/*
 * A part of the event, such as Records[].s3.bucket.name, and the property of the event source that it comes from, a
 * path.
 */
struct sg_event_value {
    const char *path, *property;
};

struct sg_event {
    const char *name, *title;
    const char *kind, *id;     /* of the resource it comes from, or NULL */
    const char *fixed_name;    /* of that resource, when the function must not refer to it */
    const char *name_property; /* where an existing resource has its fixed name */
    const char *property;      /* that an existing resource must have, or NULL */
    struct sg_strings types;   /* of events of a function in SAM that have this form */
    struct {
        struct sg_event_value *items;
        size_t count;
    } gives;
    struct sg_strings grants; /* whose ${Id} names that resource */
    struct sg_strings each;   /* options of those grants; each value gets an event of its own */
    struct sg_passage globals, properties, events, example;
    struct sg_codes code;
};

/* examples/: code for a grant. */
struct sg_example {
    const char *grant;
    struct sg_codes code;
};

/* resources/: how the environment names a kind's value, and how a resource of it is created. */
struct sg_blueprint {
    const char *kind, *variable;
    const char *holds;       /* name, arn or url; NULL: the name, or the ARN where the name does not do */
    struct sg_passage parts; /* empty: no project creates it */
};

/*
 * Each returns NULL when the file does not exist or is faulty; only faults are reported. The catalog owns the result.
 * The lists of names that may be asked for are those of sg_catalog_files("functions/events") and the like.
 */
const struct sg_project_layout *sg_project_layout(struct sg_catalog *c, struct sg_findings *f);
const struct sg_runtimes *sg_runtimes(struct sg_catalog *c, struct sg_findings *f);
const struct sg_runtime *sg_find_runtime(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_language *sg_find_language(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_event *sg_find_event(struct sg_catalog *c, const char *name, struct sg_findings *f);
const struct sg_example *sg_find_example(struct sg_catalog *c, const char *grant, struct sg_findings *f);
const struct sg_blueprint *sg_find_blueprint(struct sg_catalog *c, const char *kind, struct sg_findings *f);

/* The code in a language, or NULL when there is none. */
const struct sg_code *sg_code_in(const struct sg_codes *codes, const char *language);

#endif
