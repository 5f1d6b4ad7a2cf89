#ifndef SG_PLACE_INVOKE_PERMISSION_H
#define SG_PLACE_INVOKE_PERMISSION_H

#include "catalog/place.h"
#include "catalog/request.h"

/*
 * Adds the AWS::Lambda::Permission that lets a source invoke a function, or two for a function URL, to a map from logical
 * id to resource. `source` has the name of a file of templates/places/invoke/ and its options, `function` among them.
 * False after reporting; also for a source that needs no permission, with the place where it belongs.
 */
bool sg_place_invoke_permission(struct sg_scope *scope, struct sg_catalog *catalog, const struct sg_asked_grant *source,
                                struct sg_node *resources);

/*
 * The same from what a denial or a template tells: the service principal ("s3.amazonaws.com"), the function's ARN or name
 * and, if known, the ARN of what calls it. {Id: resource}, or NULL after reporting.
 */
struct sg_node *sg_place_invoke_permission_for(struct sg_scope *scope, struct sg_catalog *catalog,
                                               const char *principal, const char *function, const char *source_arn);

#endif
