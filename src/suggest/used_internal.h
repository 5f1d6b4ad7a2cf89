#ifndef SG_SUGGEST_USED_INTERNAL_H
#define SG_SUGGEST_USED_INTERNAL_H

#include "sam/resolve.h"
#include "suggest/call_internal.h"

/* Which resource a value of the code names, found through the template. */
enum sg_used_type {
    SG_USED_TEMPLATE,  /* `id` is a resource of the template */
    SG_USED_PARAMETER, /* `id` is a parameter of it */
    SG_USED_IMPORT,    /* `id` is the name of an export */
    SG_USED_LITERAL,   /* `id` is the text, in the notation of Fn::Sub */
    SG_USED_EVENT,     /* `id` is the resource that the event of the function comes from */
    SG_USED_UNKNOWN,   /* `id` is NULL */
    SG_USED_NONE,      /* the call names no resource, and needs none */
};

struct sg_used {
    enum sg_used_type type;
    const char *id;
    const struct sg_resource *resource; /* of SG_USED_TEMPLATE and SG_USED_EVENT */
    const char *value;                  /* the text that the code has, resolved, with unknown values apart; or NULL */
    const char *from;                   /* SG_USED_UNKNOWN: where it comes from, in words: "the event"; or NULL */
    bool undefined;                     /* from a variable that is not defined, so the code may not come that far */
};

struct sg_used_list {
    struct sg_used *items;
    size_t count, capacity;
};

/* A name by which code can mean a resource of the template. */
struct sg_known_name {
    const char *text, *service;
    const struct sg_resource *resource;
};

/* Joins the values of code with one template. */
struct sg_joiner {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_template *template;
    struct sg_resolver *apart; /* with unknown_apart */
    struct sg_resolver *plain; /* with the Defaults of parameters */
    struct sg_known_name *names;
    size_t name_count, name_capacity;
};

/* Collects the names of all resources. The resolvers must be set. */
void sg_joiner_start(struct sg_joiner *joiner);

/*
 * The resource of the template that has this name, ARN or URL, in which '*' is any text; NULL when there is none, or
 * more than one. `service` is that of its ARN; NULL: any.
 */
const struct sg_resource *sg_resource_named(const struct sg_joiner *joiner, const char *text, const char *service);

/* What one function has around its code. */
struct sg_surroundings {
    struct sg_joiner *joiner;
    const struct sg_resource *function;
    const struct sg_node *variables;  /* of its environment, with Globals; or NULL */
    const struct sg_strings *defined; /* variables of the environment that the code sets itself; or NULL */
};

struct sg_surroundings sg_surroundings_of(struct sg_joiner *joiner, const struct sg_resource *function);

/*
 * Adds what the values can name, each resource once. `service` is that in the ARNs of the action ("dynamodb"), so that
 * a table and a bucket of one name are told apart; NULL: any. `sub`: the code is the text of an Fn::Sub.
 */
void sg_add_used(const struct sg_surroundings *around, const struct sg_seen_set *values, const char *service, bool sub,
                 struct sg_used_list *list);

/* What `sg_add_used` is doing. */
struct sg_using {
    const struct sg_surroundings *around;
    const char *service;
    bool sub;
    struct sg_used_list *list;
    size_t depth;
};

/* used_value.c: values of the template, and texts. */
void sg_use(struct sg_using *a, struct sg_used used);
void sg_use_unknown(struct sg_using *a, const char *from);
void sg_use_value(struct sg_using *a, const struct sg_node *value);
/* `written` is the text in the notation of Fn::Sub. */
void sg_use_written(struct sg_using *a, const char *text, const char *written);
/* Each part of the value between separators, or the last one. */
void sg_use_parts(struct sg_using *a, const struct sg_node *value, const char *separator, bool last);
const char *sg_use_resolved(struct sg_resolver *r, const struct sg_node *value);

/* The text that a set gives before its first unknown part: "incoming/" of a key; "" when there is none. */
const char *sg_seen_prefix(const struct sg_surroundings *around, const struct sg_seen_set *values);

#endif
