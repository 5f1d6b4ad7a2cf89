#ifndef SG_API_API_INTERNAL_H
#define SG_API_API_INTERNAL_H

#include <samgen/samgen.h>

#include "base/buffer.h"
#include "catalog/catalog.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "grant/generate.h"

/*
 * The context behind the public functions. Results live in `arena`; the catalog, and this, in `lasting`; what holds
 * until the next call only, in `scratch`.
 */
struct samgen {
    struct sg_arena *arena, *lasting, *scratch;
    struct sg_mark empty; /* of `arena` */
    struct sg_catalog *catalog;
};

/* Puts findings into a result: places as lines and columns, sorted by place, notes once. */
void sg_api_publish(struct samgen *samgen, const struct sg_findings *findings, struct samgen_result *result);

/* What the caller gave, as a source for findings; the bytes stay the caller's. */
const struct sg_source *sg_api_input_source(struct samgen *samgen, const struct samgen_input *input);

/* Ends a call: findings into the result, and the text too when none of them is an error. */
enum samgen_status sg_api_finish(struct samgen *samgen, struct sg_findings *findings, const struct sg_buffer *text,
                                 struct samgen_result *result);

/* A call in the making: the scope with its findings, and the inner settings. */
struct sg_call {
    struct sg_findings findings;
    struct sg_scope scope;
    struct sg_settings settings;
    struct sg_names names;
};

/* False after reporting settings that are wrong, or a template that cannot be read. */
bool sg_api_start_call(struct samgen *samgen, const struct samgen_settings *settings, struct sg_call *call);

/* What the caller asks for, copied: it holds until samgen_release. */
struct sg_asked_grant sg_api_ask(struct samgen *samgen, const struct samgen_grant *grant);

/* Writes a tree by format and indent. */
void sg_api_write_result(struct sg_buffer *b, const struct sg_node *root, const struct samgen_settings *settings);

/* Name, title, options, notes and example of what has options as a grant has them. */
void sg_api_describe_options(struct sg_arena *a, const struct sg_grant *grant, struct samgen_grant_info *info);

struct sg_spec;

/* Reports that the spec has no such function, with the nearest name. Returns false. */
bool sg_api_unknown_function(struct sg_call *call, const struct sg_spec *spec, const char *function);

#define SG_DEFAULT_REGION "us-east-1"

/* A template with its roles, for a region (NULL: the default); NULL after reporting. */
const struct sg_template *sg_api_template(struct samgen *samgen, const struct samgen_input *input, const char *region,
                                          struct sg_findings *findings, struct sg_roles *roles);

/* What the user says parameters and names are, copied. */
const struct samgen_binding *sg_api_bindings(struct samgen *samgen, const struct samgen_template_settings *settings);

struct sg_template_role;

/* The role of settings->function; NULL after reporting. */
struct sg_template_role *sg_api_role(struct samgen *samgen, const struct samgen_input *template,
                                     const struct samgen_template_settings *settings, struct sg_findings *findings);

#endif
