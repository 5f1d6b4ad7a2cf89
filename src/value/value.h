#ifndef SG_VALUE_VALUE_H
#define SG_VALUE_VALUE_H

#include "catalog/catalog.h"
#include "catalog/text.h"

/*
 * What an option was given, understood by its kind. Texts are in the notation of text.h. `name` is NULL when only the
 * ARN is known (`!Ref Topic`), `arn` is NULL when the ARN must be built from the name.
 */
struct sg_value {
    const struct sg_kind *kind;
    const char *given;
    struct sg_origin origin; /* where it was written */
    const char *name, *arn;
    const char *partition, *region, *account; /* NULL: the stack's */
    const char *qualifier;                    /* of a version or an alias; NULL: there is none */
    const struct sg_arn_form *form;           /* the value is of this other form of its kind */
    const struct sg_arn_form *maybe;          /* it may be of this other form as well: nobody can see it */
    const struct sg_template_key *found;      /* of a key that the template says; NULL: the user gave the value */
    const char *arn_by_name;                  /* its ARN, kept once it was built; NULL: it was not */
    bool complete;                            /* the name has its suffix already */
    /* Of a kind with `drop`, which stands for the '/' of SSM parameters: */
    bool slashed;       /* the name was written with it; `name` is without */
    bool slash_in_name; /* `name` is a reference that yields it */
    bool slash_unknown; /* `name` is a reference, and nobody knows whether it yields it */
};

/* Reads a text of the command line or a spec. A text that begins with "!" is an intrinsic in YAML. */
bool sg_read_value(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind, const char *given,
                   struct sg_value *value);

/* The same from a node of a spec, which may have a tag. */
bool sg_read_value_node(struct sg_scope *scope, struct sg_origin origin, const struct sg_kind *kind,
                        const struct sg_node *node, struct sg_value *value);

enum sg_arn_style {
    SG_ARN_SHORTEST, /* ${Jobs.Arn} where that is known */
    SG_ARN_BY_NAME,  /* built from the name where that is known: the form SAM's own templates have */
};

/* The ARN in the kind's main form (NULL) or in another; reports and returns NULL when the value cannot give it. */
const char *sg_value_arn(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value,
                         const struct sg_arn_form *form, enum sg_arn_style style);

/* The name, reported and NULL when the value does not tell it. */
const char *sg_value_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value);

/* The form that a name has by its prefix, and the length of that; NULL: none. */
const struct sg_arn_form *sg_form_of_name(const struct sg_kind *kind, const char *name, size_t *length);

#endif
