#ifndef SG_CHECK_CHECK_H
#define SG_CHECK_CHECK_H

#include "base/buffer.h"
#include "base/list.h"
#include "catalog/catalog.h"
#include "iam/decide.h"

/* Decides requests by the policies that have a say, and tells which statement decided. */
struct sg_check;

/* The bytes that an action, a resource, a principal or a value of a request may have; S3's longest keys have 1024. */
#define SG_CHECK_TEXT_MOST 4096

/* A check without policies, whose caller is a role of the account that owns the resource. */
struct sg_check *sg_check_new(struct sg_arena *a);

/* Whether a text names someone who can call: an ARN with an account, a service, or a provider of identities. */
bool sg_check_is_principal(const char *principal);

/* Who calls: an ARN or a service. */
void sg_check_principal(struct sg_check *check, const char *principal);

/* The ARN of the role of the principal, which is set before, with its path: a session does not tell it. */
void sg_check_principal_arn(struct sg_check *check, const char *arn);

/*
 * From now on, what decisions leave open is told as warnings and notes of `findings`, each once (check_notice.h).
 * `catalog`, where actions are looked up, may be NULL.
 */
void sg_check_listen(struct sg_check *check, struct sg_catalog *catalog, struct sg_findings *findings);

/* A policy of this place. There is one boundary and one resource policy, and each service control policy is a level. */
void sg_check_add(struct sg_check *check, enum sg_iam_layer place, const struct sg_iam_policy *policy);

/* Which statements of a policy hold values that only stand in for unknown ones: one mark a statement. */
void sg_check_uncertain(struct sg_check *check, const struct sg_iam_policy *policy, const bool *uncertain);

/* A key that every request has, unless it says otherwise. Values of the same key are added to those it has. */
void sg_check_context(struct sg_check *check, const char *key, const char *value);

/* What is wrong with a request, or NULL: its action or resource is none, or a text is longer than is compared. */
const char *sg_check_fault(struct sg_arena *a, const struct samgen_request *request);

/*
 * Decides, with what every request brings besides: the context of the check, and what the principal and the resource's
 * ARN tell (check_context.h). aws:ResourceAccount and aws:PrincipalAccount tell accounts that no ARN does. Memory comes from `a`.
 */
struct sg_iam_decision sg_check_decide(const struct sg_check *check, struct sg_arena *a,
                                       const struct samgen_request *request);

/* The statement that decided. Its `policy` is NULL when none did. */
struct samgen_statement sg_check_statement(const struct sg_check *check, const struct sg_iam_decision *decision);

/* The statement with unknown values that might turn the decision over, were they known. False: there is none. */
bool sg_check_doubt(const struct sg_check *check, const struct samgen_request *request,
                    const struct sg_iam_decision *decision, struct samgen_statement *doubt);

/* All statements in the order of the policies; memory comes from `a`. */
size_t sg_check_reasons(const struct sg_check *check, struct sg_arena *a, const struct samgen_request *request,
                        const struct samgen_reason **reasons);

/* "allowed", "implicit-deny", "explicit-deny" */
const char *sg_check_word(enum samgen_verdict result);

/* A request as a line of JSON has it, and its "id" as written there: "null" when it has none. */
struct sg_check_line {
    struct samgen_request request;
    const char *id;
    size_t id_length;
};

/*
 * Reads a JSON object {"id","action","resource","context","principal"}. Keys that resemble none of these are ignored.
 * False with `*error` set when it is no such object. Memory comes from `a`; `id` points into `text`.
 */
bool sg_check_line_read(struct sg_arena *a, const char *text, size_t length, struct sg_check_line *line,
                        const char **error);

/* Decides it and appends {"id","decision","by"} and a line end to `text`; with reasons also "why". */
struct sg_iam_decision sg_check_line_write(const struct sg_check *check, struct sg_arena *a,
                                           const struct sg_check_line *line, enum samgen_detail detail,
                                           struct sg_buffer *text);

/* The same for a request without a fault that was not written as JSON; the answer has no id. */
struct sg_iam_decision sg_check_write(const struct sg_check *check, struct sg_arena *a,
                                      const struct samgen_request *request, enum samgen_detail detail,
                                      struct sg_buffer *text);

#endif
