#ifndef SG_GRANT_BLOCK_H
#define SG_GRANT_BLOCK_H

#include "grant/choose.h"

/*
 * Builds a Policies list: managed policies and templates in the order they are added, then one document with all inline
 * statements. Adding an entry or a statement twice changes nothing; Sids are made unique.
 */
struct sg_block {
    struct sg_scope *scope;
    struct sg_node *entries;    /* managed policies and templates */
    struct sg_node *statements; /* of the document */
    struct sg_strings sids;
    size_t most;    /* the limit of `size` */
    size_t managed; /* number of managed policies */
    size_t size;    /* characters of inline policy without white space; references count with their least length */
};

/* IAM's limits for one role: IAM user guide, "IAM and AWS STS quotas". */
#define SG_INLINE_POLICY_MOST 10240
#define SG_MANAGED_POLICIES_MOST 10
#define SG_MANAGED_POLICY_MOST 6144 /* characters of one managed policy */

struct sg_block sg_grant_block_new(struct sg_scope *scope);
/* Adds the name or the ARN of a managed policy. */
void sg_grant_block_managed(struct sg_block *b, const char *policy, const char *comment);
void sg_grant_block_template(struct sg_block *b, const struct sg_chosen_form *chosen, const char *comment);
void sg_grant_block_statement(struct sg_block *b, const struct sg_statement *statement, const char *comment);
/* Adds all of them, with the comment at the first. */
void sg_grant_block_statements(struct sg_block *b, const struct sg_statements *statements, const char *comment);
void sg_grant_block_node(struct sg_block *b, struct sg_node *statement);

/* A statement as a tree; `sid` "" means none. */
struct sg_node *sg_grant_statement_node(struct sg_scope *scope, const struct sg_statement *s, const char *sid);

/* Compares statements without their Sids, which are only names. */
bool sg_grant_same_statement(const struct sg_node *x, const struct sg_node *y);

/* {Policies: [...]}, or NULL after reporting that it exceeds a limit of the role. */
struct sg_node *sg_grant_block_finish(struct sg_block *b, struct sg_origin origin);

#endif
