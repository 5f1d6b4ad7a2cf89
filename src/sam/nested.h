#ifndef SG_SAM_NESTED_H
#define SG_SAM_NESTED_H

#include "sam/template.h"

/* The template of a nested stack or application. */
struct sg_nested {
    const struct sg_resource *resource;
    const char *path;   /* a local file, from the folder of the template that names it; NULL: it is not a local file */
    const char *unread; /* why it is not: "its TemplateURL is a URL" */
};

/*
 * Returns whether the resource is an AWS::CloudFormation::Stack (TemplateURL) or an AWS::Serverless::Application
 * (Location). `sam package` and `aws cloudformation package` upload those that are local files.
 */
bool sg_is_nested(const struct sg_template *t, const struct sg_resource *resource, struct sg_nested *nested);

/*
 * Lists what the nested stack gets for each of its own parameters: a text, or for a value that only deployment knows
 * "${Name}", so that no Default is taken for it. `inner` is its template.
 */
size_t sg_nested_bindings(const struct sg_nested *nested, const struct sg_template *inner,
                          const struct samgen_binding **bindings);

#endif
