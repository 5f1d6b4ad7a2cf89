#ifndef SG_SUGGEST_SUGGEST_INTERNAL_H
#define SG_SUGGEST_SUGGEST_INTERNAL_H

#include "suggest/permission_internal.h"
#include "suggest/suggest.h"

/* A need that the role does not cover, or of which that is not known. */
struct sg_code_finding {
    const struct sg_code_need *need;
    const char *why; /* of an unknown one, in words; or NULL */
};

struct sg_code_findings {
    struct sg_code_finding *items;
    size_t count, capacity;
};

/* What a policy of the role allows beyond the code. */
struct sg_code_excess {
    struct sg_strings actions;       /* as the policy has them */
    const char *resource;            /* wide: on what, in the notation of Fn::Sub; NULL: unused */
    const char *text;                /* wide: what the code uses; unused: how that is known */
    const char *policy;              /* its name */
    size_t line;                     /* of the statement or the entry in the template */
    const struct sg_code_need *need; /* wide: a call that uses it */
};

struct sg_code_excesses {
    struct sg_code_excess *items;
    size_t count, capacity;
};

/* A variable that the code reads and nobody defines. */
struct sg_undefined_variable {
    const struct sg_environment_read *read;
    const char *near; /* one that is defined, or NULL */
};

struct sg_suggestion {
    const struct sg_resource *function;
    size_t line;
    struct sg_program program;
    struct sg_handler handler;
    struct sg_code_facts facts;
    struct sg_surroundings around;
    struct sg_code_role role;
    struct sg_code_needs needs;
    struct sg_permission *permissions; /* of each need */
    struct sg_code_findings missing, unknown;
    struct sg_code_excesses wide, unused;
    struct sg_undefined_variable *undefined;
    size_t undefined_count, undefined_capacity;
    struct sg_asked_grant *fixes;
    size_t fix_count, fix_capacity;
    size_t unfixed; /* missing needs for which no grant is known */
    bool recorded;  /* the trail has records of it */
    bool compared;  /* `unused` has all that no call uses */
    bool opened;    /* the file of its handler was searched */
    bool asked;     /* the user wants it; others are read because they share a role */
};

struct sg_suggesting {
    const struct sg_template *template;
    const struct sg_roles *roles;
    const struct sg_suggest_settings *settings;
    struct sg_arena *arena;
    struct sg_resolver apart, plain;
    struct sg_joiner joiner;
    struct sg_code_files files;
    struct sg_role_uses uses;
    struct sg_scope scope; /* of the fixes */
    struct sg_suggestion *items;
    size_t count;
};

/* Adds what the trail of the settings has of a function to its facts. */
void sg_suggest_add_trail(struct sg_suggesting *all, struct sg_suggestion *s);

/* Whether the trail would have a record of the action if the function had called it. */
bool sg_suggest_records(const struct sg_suggesting *all, const struct sg_suggestion *s, const char *action);

/* The resource of a need as people read it: "${Uploads}/", and a star. */
const char *sg_code_need_resource(struct sg_arena *a, const struct sg_code_need *need);

/* What the policies of the role allow beyond the calls of all functions that have it. */
void sg_suggest_excess(struct sg_suggesting *all, struct sg_suggestion *s);

/* Finds the smallest grant for each missing need. */
void sg_suggest_fix(struct sg_suggesting *all, struct sg_suggestion *s);

/* Adds the grant that allows an action on the resource of a need, unless the list has it. False: none is known. */
bool sg_suggest_add_grant(struct sg_suggesting *all, struct sg_suggestion *s, const struct sg_code_need *need,
                          struct sg_asked_grant **items, size_t *count, size_t *capacity);

/* The command that applies the fixes of a function, or NULL when it lacks nothing. */
const char *sg_suggest_command(const struct sg_suggesting *all, const struct sg_suggestion *s);

#endif
