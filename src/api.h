#ifndef SG_API_H
#define SG_API_H

#include <samgen/samgen.h>

#include "base/buffer.h"
#include "catalog/catalog.h"

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
void sg_publish(struct samgen *samgen, const struct sg_findings *findings, struct samgen_result *result);

/* What the caller gave, as a source for findings; the bytes stay the caller's. */
const struct sg_source *sg_input_source(struct samgen *samgen, const struct samgen_input *input);

/* Ends a call: findings into the result, and the text too when none of them is an error. */
enum samgen_status sg_finish(struct samgen *samgen, struct sg_findings *findings, const struct sg_buffer *text,
                             struct samgen_result *result);

struct sg_template_role;

/* The role of settings->function; NULL after reporting. */
struct sg_template_role *sg_public_role(struct samgen *samgen, const struct samgen_input *template,
                                        const struct samgen_template_settings *settings, struct sg_findings *findings);

#endif
