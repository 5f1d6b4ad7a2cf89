#ifndef SG_VALUE_INTERNAL_H
#define SG_VALUE_INTERNAL_H

#include "catalog/pattern.h"
#include "value/value.h"

/*
 * A value is read in parts: value.c reads texts, arn.c reads ARNs and URLs, form.c knows the forms of a kind,
 * reference.c, parameter.c and intrinsic.c read what CloudFormation replaces.
 */

bool sg_value_is(const struct sg_kind *kind, const char *how);

/* Checks a name and takes it into the value, of whose form it is. */
bool sg_value_take_name(struct sg_scope *scope, struct sg_origin origin, const char *name, struct sg_value *value);

bool sg_value_read_arn(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value);
/* Reads another way to write the value; `*found`: it is one. */
bool sg_value_read_url(struct sg_scope *scope, struct sg_origin origin, struct sg_value *value, bool *found);

/* The form that a whole value has, such as "/" of a path; NULL: none. */
const struct sg_arn_form *sg_value_form_of_value(const struct sg_kind *kind, const char *given);
/* The form that a value may have which nobody can see; NULL: none. */
const struct sg_arn_form *sg_value_hidden_form(const struct sg_kind *kind);
bool sg_value_check_form_name(struct sg_scope *scope, struct sg_origin origin, const struct sg_value *value,
                              const char *name);

/* Reads ${Id} of a parameter: its default and its allowed values tell what it holds. */
bool sg_value_read_parameter(struct sg_scope *scope, struct sg_origin origin, const char *id, struct sg_value *value);
/* Says for which form a value is taken that nobody can see, because another form may need other statements. */
void sg_value_tell_form(struct sg_scope *scope, struct sg_origin origin, const char *what,
                        const struct sg_value *value);

/* Sets the form of a value, or the one that it may have, from the texts that a parameter may have. */
void sg_value_guess_form(struct sg_scope *scope, const struct sg_strings *texts, struct sg_value *value);

/* !Sub ... for {Fn::Sub: ...}; NULL if it is not a function of CloudFormation. */
struct sg_node *sg_value_short_form(struct sg_arena *a, const struct sg_node *node);

/*
 * Returns whether SAM makes the resource "Id.Attribute" and replaces !Ref of it. Without a kind of its own, any
 * resource is meant.
 */
bool sg_value_made_by_sam(const struct sg_scope *scope, const struct sg_kind *kind, const char *attribute);

#endif
