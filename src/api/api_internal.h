#ifndef SG_API_API_INTERNAL_H
#define SG_API_API_INTERNAL_H

#include <samgen/samgen.h>

#include "base/buffer.h"
#include "catalog/catalog.h"
#include "sam/resolve.h"
#include "sam/role.h"
#include "grant/generate.h"

/*
 * The context of the public functions. Results live in `arena`, the catalog and this struct in `lasting`, and what is
 * valid until the next call in `scratch`.
 */
struct samgen {
    struct sg_arena *arena, *lasting, *scratch;
    struct sg_mark empty; /* of `arena` */
    struct sg_catalog *catalog;
};

/* Puts findings into a result: positions as lines and columns, sorted by position, equal notes once. */
void sg_api_publish(struct samgen *samgen, const struct sg_findings *findings, struct samgen_result *result);

/* The caller's input as a source for findings; it does not copy the bytes. */
const struct sg_source *sg_api_input_source(struct samgen *samgen, const struct samgen_input *input);

/* Ends a call: puts the findings into the result, and the text if none of them is an error. */
enum samgen_status sg_api_finish(struct samgen *samgen, struct sg_findings *findings, const struct sg_buffer *text,
                                 struct samgen_result *result);

/* A call in progress: its scope with the findings, and its settings. */
struct sg_call {
    struct sg_findings findings;
    struct sg_scope scope;
    struct sg_settings settings;
    struct sg_names names;
    bool no_kms; /* do not look in the template for keys */
};

/* False after reporting wrong settings, or a template that cannot be read. */
bool sg_api_start_call(struct samgen *samgen, const struct samgen_settings *settings, struct sg_call *call);

/* A copy of a grant of the caller, which is valid until samgen_release. */
struct sg_asked_grant sg_api_ask(struct samgen *samgen, const struct samgen_grant *grant);

/* Asks also for the keys that the template says, unless the settings of the call forbid it. */
void sg_api_ask_keys(struct sg_call *call, struct sg_asked *asked);

/* Checks what `as` and the settings for it say. False after reporting. */
bool sg_api_check_as(struct sg_call *call, const struct samgen_settings *settings);

/* What a function needs, as `as` says: a map with a resource, or a document. NULL after reporting. */
struct sg_node *sg_api_generate_as(struct sg_call *call, const struct sg_asked *asked,
                                   const struct samgen_settings *settings);

/* The same for all functions of a spec (NULL) or one. Of all, each document is under the name of its function. */
struct sg_node *sg_api_generate_spec_as(struct sg_call *call, const struct sg_source *source, const char *function,
                                        const struct samgen_settings *settings);

/* Writes a tree in the format and with the indent of the settings. */
void sg_api_write_result(struct sg_buffer *b, const struct sg_node *root, const struct samgen_settings *settings);

/* Fills `info` from a grant, or from a source or service, which have options in the same form. */
void sg_api_describe_options(struct samgen *samgen, const struct sg_grant *grant, struct samgen_grant_info *info);

/* "stacks/spec.yaml" and "a.yaml" give "stacks/a.yaml". */
const char *sg_api_beside(struct sg_arena *a, const char *file, const char *named);

struct sg_spec;

/* Reports that the spec has no such function, and the nearest name. Returns false. */
bool sg_api_unknown_function(struct sg_call *call, const struct sg_spec *spec, const char *function);

#define SG_DEFAULT_REGION "us-east-1"

/* Reads a template and its roles for a region (NULL: the default). NULL after reporting. */
const struct sg_template *sg_api_template(struct samgen *samgen, const struct samgen_input *input, const char *region,
                                          struct sg_findings *findings, struct sg_roles *roles);

const struct sg_template *sg_api_template_of(struct samgen *samgen, const struct sg_source *source, const char *region,
                                             struct sg_findings *findings, struct sg_roles *roles);

/* A copy of the bindings in the settings. */
const struct samgen_binding *sg_api_bindings(struct samgen *samgen, const struct samgen_template_settings *settings);

/*
 * Makes the change of a template that writes what each function asks. After an error there is none, and the findings
 * say why.
 */
void sg_api_apply_asked(struct samgen *samgen, const struct samgen_input *template, bool no_kms, struct sg_asked *asked,
                        size_t count, struct sg_findings *findings, struct samgen_change *change);

struct sg_template_role;

/*
 * With a role of a template (or NULL), replaces ${Id} in the resource of a request by the value that CloudFormation
 * gives it. Returns a fault or NULL.
 */
const char *sg_api_resolve_resource(struct sg_arena *a, struct sg_template_role *role, struct samgen_request *asked);

/* The role of settings->function; NULL after reporting. */
struct sg_template_role *sg_api_role(struct samgen *samgen, const struct samgen_input *template,
                                     const struct samgen_template_settings *settings, struct sg_findings *findings);

#endif
