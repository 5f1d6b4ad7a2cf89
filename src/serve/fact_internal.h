#ifndef SG_SERVE_FACT_INTERNAL_H
#define SG_SERVE_FACT_INTERNAL_H

#include "serve/session_internal.h"

#include "base/buffer.h"

/*
 * What samgen knows, as Markdown for an editor. Each returns false, and adds nothing, when the catalog has nothing of
 * this name: then nothing is said, since nothing is known.
 */
bool sg_fact_action(struct samgen *samgen, const char *name, struct sg_buffer *b);   /* or a pattern: "s3:Get*" */
bool sg_fact_template(struct samgen *samgen, const char *name, struct sg_buffer *b); /* a SAM policy template */
bool sg_fact_managed(struct samgen *samgen, const char *name, struct sg_buffer *b);  /* a managed policy, or its ARN */
bool sg_fact_grant(struct samgen *samgen, const char *name, struct sg_buffer *b);
bool sg_fact_key(struct samgen *samgen, const char *name, struct sg_buffer *b);      /* a condition key */
bool sg_fact_operator(struct samgen *samgen, const char *name, struct sg_buffer *b); /* of conditions */
bool sg_fact_rule(struct samgen *samgen, const char *code, struct sg_buffer *b);

/* The resource or parameter of a template. */
bool sg_fact_id(struct samgen *samgen, const struct sg_node *root, const char *id, struct sg_buffer *b);

/* Text as code; "`" in it cannot be escaped in Markdown, so that it is left out. */
void sg_add_code(struct sg_buffer *b, const char *text);

#endif
