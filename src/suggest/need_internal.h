#ifndef SG_SUGGEST_NEED_INTERNAL_H
#define SG_SUGGEST_NEED_INTERNAL_H

#include "suggest/used_internal.h"

/* One action that a call needs on one resource. */
struct sg_code_need {
    const struct sg_call *call;
    const char *action; /* "s3:GetObject" */
    struct sg_used used;
    const char *prefix; /* of the key of an object, or NULL */
    const char *arn;    /* what is asked for, resolved, '*' for unknown text; NULL: unknown */
    const char *rest;   /* what follows the resource itself in it: all of it, or the keys of a bucket; NULL */
    const char *form,
        *placeholder;         /* of the ARN: "arn:{partition}:s3:::{BucketName}/{ObjectName}", "BucketName"; or NULL */
    struct sg_strings others; /* further forms that it can have */
};

struct sg_code_needs {
    struct sg_code_need *items;
    size_t count, capacity;
};

/* Where a resource is, in its ARN: values, or pseudo parameters, or '*'. */
struct sg_arn_surroundings {
    const char *partition, *region, *account;
};

/*
 * The ARN of a need with an ARN or a name (or NULL) in place of its own, and '*' for unknown parts; NULL: it has no
 * form.
 */
const char *sg_code_need_arn(struct sg_joiner *joiner, const struct sg_code_need *need, const char *arn,
                             const char *name, const struct sg_arn_surroundings *around);

/* What AWS appends to a name in such ARNs, '?' for a character, as the six of a secret; "" when it appends nothing. */
const char *sg_code_need_suffix(struct sg_joiner *joiner, const struct sg_code_need *need);

/*
 * What follows the placeholder in a form: the beginning of the key that the call names, or '*' for each further part.
 */
const char *sg_code_need_rest(struct sg_arena *a, const char *form, const char *placeholder, const char *key);

/* The ARNs by which a statement can name the resource of a need, the likeliest first; empty: it is unknown. */
struct sg_strings sg_code_need_arns(struct sg_joiner *joiner, const struct sg_code_need *need);

/* Whether a placeholder is not one of those that every ARN has. */
bool sg_code_is_own_placeholder(const char *name, size_t length);

/* Adds what a call needs: the actions of its operation, each on every resource that its arguments can name. */
void sg_add_code_needs(const struct sg_surroundings *around, const struct sg_call *call, struct sg_code_needs *needs);

#endif
