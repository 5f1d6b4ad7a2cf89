#ifndef SG_VALUE_REQUEST_H
#define SG_VALUE_REQUEST_H

#include "catalog/catalog.h"
#include "value/value.h"

/* The option that names a key in every grant whose service encrypts. */
#define SG_KEY_OPTION "kms-key"

/* A key that nobody gave, because the template says it: see template_key.h. */
struct sg_template_key {
    const char *note;
    struct sg_strings conditions; /* of the template, all of which must hold: "UseKey", or "!UseKey" for its contrary */
};

/* What somebody asks for, before it is checked: from the command line, the library's caller, or a spec. */
struct sg_asked_option {
    const char *name;
    const char *text;           /* NULL for a flag, or when `node` has the value */
    const struct sg_node *node; /* of a spec */
    struct sg_origin origin;
    const struct sg_template_key *found; /* NULL: the user gave it */
};

struct sg_asked_grant {
    const char *name;
    struct sg_origin origin;
    struct sg_asked_option *options;
    size_t count;
    bool key_alone;             /* only what it needs of the key is missing */
    bool copied;                /* from a message, whose ids are often not the real ones: a wrong id is a warning */
    bool faulty;                /* something in it was reported already */
    struct sg_strings mistyped; /* options that were meant, as far as one can tell: they are not missing */
};

/* What a spec says that a function may, or may not do. */
struct sg_expectation {
    bool allow;                 /* all requests that match are allowed; else none is */
    const char *action, *on;    /* patterns; `on` as `samgen check` takes resources */
    const struct sg_node *with; /* condition keys of the request, or NULL */
    struct sg_origin origin;
};

/* What one function asks for. `statements` are raw IAM of a spec, checked by grant/raw_statement.c. */
struct sg_asked {
    const char *function;
    const char *role;     /* of a template, in place of a function; or NULL */
    const char *template; /* the file that a spec says it stands in, or NULL */
    struct sg_asked_grant *grants;
    size_t count;
    struct sg_asked_grant *invokers; /* sources that invoke it, with their options */
    size_t invoker_count;
    const struct sg_node *invoked_by; /* where they stand, or NULL */
    const struct sg_node *statements;
    struct sg_expectation *expectations;
    size_t expectation_count;
    const struct sg_source *source;
    struct sg_origin origin; /* of the function, for what is wrong with it as a whole */
    bool no_logs;
};

/* One option of a grant with its values understood. */
struct sg_given {
    const struct sg_option *option;
    struct sg_value *values;
    size_t count, capacity;
    bool by_default;
    struct sg_origin origin;
};

/* A grant with its options, checked against the catalog. */
struct sg_use {
    const struct sg_grant *grant;
    struct sg_origin origin;
    struct sg_given *given;
    size_t count;
    const char *region;  /* that its ARNs say; NULL: the stack's */
    bool key_alone;      /* as asked */
    bool copied;         /* as asked */
    const bool *applies; /* each statement of the needs; NULL: nobody looked yet */
};

/* Checks names and values, and that nothing required is missing. Reports every fault; true when there is none. */
bool sg_read_use(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *asked,
                 struct sg_use *use);

/* The same for what is not a grant of the catalog but has options as grants have them. */
bool sg_read_options(struct sg_scope *scope, const struct sg_grant *grant, const struct sg_asked_grant *asked,
                     struct sg_use *use);

/*
 * Gives the scope the partition that the ARNs say, and reports ARNs of different partitions. Uses that could not be
 * read have no grant.
 */
bool sg_share_partition(struct sg_scope *scope, const struct sg_use *uses, size_t count);

/* The same, and gives names the region of the ARNs beside them. */
bool sg_share_place(struct sg_scope *scope, struct sg_use *uses, size_t count);

/* NULL when the option was not given. */
const struct sg_given *sg_given(const struct sg_use *use, const char *option, size_t length);

#endif
