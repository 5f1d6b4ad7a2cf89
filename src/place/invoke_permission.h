#ifndef SG_PLACE_INVOKE_PERMISSION_H
#define SG_PLACE_INVOKE_PERMISSION_H

#include "catalog/place.h"
#include "value/request.h"

/*
 * Adds the AWS::Lambda::Permission that lets a source invoke a function to a map from logical id to resource (two of
 * them for a function URL). `source` has the name of a file of templates/places/invoke/ and its options, including
 * `function`. False after reporting; a source that needs no permission is reported too, with what it needs instead.
 */
bool sg_place_invoke_permission(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *source,
                                struct sg_node *resources);

/*
 * The same for a denial: from the service principal ("s3.amazonaws.com"), the ARN or name of the function and, if
 * known, the ARN of the resource that calls it. {Id: resource}, or NULL after reporting.
 */
struct sg_node *sg_place_invoke_permission_for(struct sg_scope *scope, struct sg_catalog *catalog,
                                               const char *principal, const char *function, const char *source_arn);

#endif
