#ifndef SG_PLACE_PLACE_H
#define SG_PLACE_PLACE_H

#include "catalog/place.h"
#include "catalog/request.h"

/*
 * The parts of CloudFormation resources that all places are written with. Resources stand in a map from logical id to
 * resource, as under the Resources of a template.
 */

/*
 * Adds {Type, Properties} under an id that the map has not, which is `id` or that with a number; what stands there under
 * one of these already, once is enough.
 */
void sg_place_put_resource(struct sg_scope *scope, struct sg_node *resources, const char *id, const char *type,
                           struct sg_node *properties);

/* The words of a value that a logical id may have: "Incoming" of ${Incoming.Arn}, "MyBucket" of my-bucket. */
const char *sg_place_id_words(struct sg_scope *scope, const struct sg_value *value);

/* "Incoming" when the text is ${Incoming} or ${Incoming.Attribute} and nothing else, else NULL. */
const char *sg_place_whole_reference(struct sg_arena *a, const char *text);

/* The form of the URLs of the value's kind, for its region and partition; NULL when it has none. */
const char *sg_place_url_form(struct sg_scope *scope, const struct sg_value *value);

/* Whether every option that the text names is given. */
bool sg_place_all_given(const struct sg_use *use, const char *text);

/* The text of one row, "" when it is not written, NULL after reporting. */
const char *sg_place_property_text(struct sg_scope *scope, const struct sg_use *use, const struct sg_property_row *row,
                                   enum sg_arn_style style);

/* Whether a text is the principal of some service, such as sqs.amazonaws.com. */
bool sg_place_is_service_principal(const char *text);

/* A list with one item. */
struct sg_node *sg_place_list_of(struct sg_arena *a, struct sg_node *item);

/* Reports that no such thing is in the folder of the place, with the nearest name. Returns false. */
bool sg_place_unknown(struct sg_scope *scope, struct sg_catalog *catalog, enum sg_place_type place,
                      const struct sg_asked_grant *asked);

/* The notes of what was asked for. */
void sg_place_add_notes(struct sg_scope *scope, const char *subject, const struct sg_strings *notes);

#endif
