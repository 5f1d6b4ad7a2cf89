#ifndef SG_SUGGEST_SUGGEST_H
#define SG_SUGGEST_SUGGEST_H

#include "base/buffer.h"
#include "explain/explain.h"
#include "sam/role.h"
#include "suggest/trail.h"
#include "value/request.h"

/*
 * What the code of functions needs, and what their roles have: the calls of AWS that a handler reaches, the resources
 * of the template that they are for, what the role lacks, and what no call uses.
 */
struct sg_suggesting;

struct sg_suggest_settings {
    const char *function;         /* only this one; NULL: all */
    const char *code;             /* the folder of its code in place of the one in the template; NULL: that one */
    const struct sg_trail *trail; /* evidence beside the code, or NULL */
    const struct samgen_binding *bindings; /* values of parameters */
    size_t binding_count;
    bool only_code;  /* without any code to read, do nothing more */
    bool only_calls; /* nothing is compared with roles, and a function is read when sg_suggest_use_of asks for it */
};

/* Reads the code of the functions. NULL after reporting. Results live in the arena of the template. */
struct sg_suggesting *sg_suggest(const struct sg_template *t, const struct sg_roles *roles,
                                 const struct sg_suggest_settings *settings);

/* Whether a role lacks something that its code needs, and whether it allows more than that. */
bool sg_suggest_lacks(const struct sg_suggesting *all);
bool sg_suggest_is_wide(const struct sg_suggesting *all);

/* Whether no grant is known for something that is missing. */
bool sg_suggest_has_no_fix(const struct sg_suggesting *all);

/* The missing grants of each function, for sg_apply_grants; functions without any are left out. */
size_t sg_suggest_fixes(const struct sg_suggesting *all, struct sg_asked **asked);

/* What no call in the code of a function uses of its role's policies. */
struct sg_unused_list sg_suggest_unused(const struct sg_suggesting *all, const char *function);

/* What the code of a function needs on a resource of the template. */
struct sg_suggest_use {
    struct sg_strings actions;
    const char *place; /* of the first call: "src/app.py:12"; NULL: there is none */
    bool all; /* nothing more: the code was read to the end, and no call of `service` is for what is not known */
};
struct sg_suggest_use sg_suggest_use_of(struct sg_suggesting *all, const char *function, const char *resource,
                                        const char *service);

/* Add the answer as text, or as a spec that grants each function exactly what its code needs. */
void sg_suggest_text(const struct sg_suggesting *all, struct sg_buffer *b);
void sg_suggest_spec(struct sg_suggesting *all, struct sg_buffer *b);
/* Returns the answer as a tree that will be written as JSON. */
struct sg_node *sg_suggest_json(const struct sg_suggesting *all);

#endif
