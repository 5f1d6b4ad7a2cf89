#ifndef SG_PLACE_PLACE_H
#define SG_PLACE_PLACE_H

#include "catalog/place.h"
#include "value/request.h"

/*
 * Helpers to write CloudFormation resources, for all files of this folder. Resources are a map from logical id to
 * resource, as in the Resources of a template.
 */

/* Adds {Type, Properties} under `id`, or under `id` and a number if that is taken. Adding it twice changes nothing. */
void sg_place_put_resource(struct sg_scope *scope, struct sg_node *resources, const char *id, const char *type,
                           struct sg_node *properties);

/* The words of a value, for a logical id: "Incoming" of ${Incoming.Arn}, "MyBucket" of my-bucket. */
const char *sg_place_id_words(struct sg_scope *scope, const struct sg_value *value);

/* "Incoming" if the whole text is ${Incoming} or ${Incoming.Attribute}, else NULL. */
const char *sg_place_whole_reference(struct sg_arena *a, const char *text);

/* The URL pattern of the value's kind, for its region and partition; NULL if the kind has none. */
const char *sg_place_url_form(struct sg_scope *scope, const struct sg_value *value);

/* Returns whether every option that the text names is given. */
bool sg_place_all_given(const struct sg_use *use, const char *text);

/* The text of a property, "" if the row does not apply, NULL after reporting. */
const char *sg_place_property_text(struct sg_scope *scope, const struct sg_use *use, const struct sg_property_row *row,
                                   enum sg_arn_style style);

/* Returns whether the text has the form of a service principal, such as sqs.amazonaws.com. */
bool sg_place_is_service_principal(const char *text);

/* A list with one item. */
struct sg_node *sg_place_list_of(struct sg_arena *a, struct sg_node *item);

/* Reports that the folder of the place has no file of this name, with the nearest name. Returns false. */
bool sg_place_unknown(struct sg_scope *scope, struct sg_catalog *catalog, enum sg_place_type place,
                      const struct sg_asked_grant *asked);

/* Reports each text as a note on `subject`. */
void sg_place_add_notes(struct sg_scope *scope, const char *subject, const struct sg_strings *notes);

#endif
