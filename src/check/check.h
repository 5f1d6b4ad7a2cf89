#ifndef SG_CHECK_CHECK_H
#define SG_CHECK_CHECK_H

#include "base/buffer.h"
#include "base/list.h"
#include "catalog/catalog.h"
#include "iam/decide.h"

/* Decides requests by the policies that apply, and says which statement decided. */
struct sg_check;

/* The bytes of an action, a resource, a principal or a value of a request; the longest keys of S3 have 1024. */
#define SG_CHECK_TEXT_MOST 4096

/* Returns a check without policies, whose caller is a role of the account that owns the resource. */
struct sg_check *sg_check_new(struct sg_arena *a);

/* Returns whether the text names a possible caller: an ARN with an account, a service or an identity provider. */
bool sg_check_is_principal(const char *principal);

/* Sets the caller: an ARN or a service. */
void sg_check_principal(struct sg_check *check, const char *principal);

/* After sg_check_principal: sets the ARN of the caller's role with its path, which the ARN of a session lacks. */
void sg_check_principal_arn(struct sg_check *check, const char *arn);

/*
 * From now on, what a decision leaves open is reported to `findings` as warnings and notes, each once
 * (notice_internal.h). `catalog`, in which actions are looked up, may be NULL.
 */
void sg_check_listen(struct sg_check *check, struct sg_catalog *catalog, struct sg_findings *findings);

/* Adds a policy. There can be one boundary and one resource policy; each service control policy is a level. */
void sg_check_add(struct sg_check *check, enum sg_iam_layer layer, const struct sg_iam_policy *policy);

/* Marks the statements of a policy that contain examples instead of unknown values: one mark a statement. */
void sg_check_uncertain(struct sg_check *check, const struct sg_iam_policy *policy, const bool *uncertain);

/* Adds a value to a context key that every request has unless it has the key itself. */
void sg_check_context(struct sg_check *check, const char *key, const char *value);

/*
 * Returns what is wrong with a request, or NULL: an action, resource or principal that is not one, or a text that is
 * too long.
 */
const char *sg_check_fault(struct sg_arena *a, const struct samgen_request *request);

/*
 * Decides a request together with the context of the check and the keys that the principal implies
 * (context_internal.h). aws:ResourceAccount and aws:PrincipalAccount name accounts that no ARN contains.
 */
struct sg_iam_decision sg_check_decide(const struct sg_check *check, struct sg_arena *a,
                                       const struct samgen_request *request);

/* Returns the statement that decided. Its `policy` is NULL when none did. */
struct samgen_statement sg_check_statement(const struct sg_check *check, const struct sg_iam_decision *decision);

/* Finds an uncertain statement that could reverse the decision. Returns false when there is none. */
bool sg_check_doubt(const struct sg_check *check, const struct samgen_request *request,
                    const struct sg_iam_decision *decision, struct samgen_statement *doubt);

/*
 * Lists all statements in the order of the policies, each with the reason why it does not match. Returns their number.
 */
size_t sg_check_reasons(const struct sg_check *check, struct sg_arena *a, const struct samgen_request *request,
                        const struct samgen_reason **reasons);

/* Returns "allowed", "implicit-deny" or "explicit-deny". */
const char *sg_check_word(enum samgen_verdict result);

/* A request from a line of JSON, and its "id" as written there; "null" when it has none. */
struct sg_check_line {
    struct samgen_request request;
    const char *id;
    size_t id_length;
};

/*
 * Reads a JSON object {"id","action","resource","context","principal"}. Other keys are ignored unless they resemble one
 * of these. Returns false with `*error` set when the line is faulty. `id` points into `text`.
 */
bool sg_check_line_read(struct sg_arena *a, const char *text, size_t length, struct sg_check_line *line,
                        const char **error);

/* Decides the request and adds {"id","decision","by"} and a line end to `text`; with reasons also "why". */
struct sg_iam_decision sg_check_line_write(const struct sg_check *check, struct sg_arena *a,
                                           const struct sg_check_line *line, enum samgen_detail detail,
                                           struct sg_buffer *text);

/* The same for a request without a fault that did not come as JSON; the answer has no "id". */
struct sg_iam_decision sg_check_write(const struct sg_check *check, struct sg_arena *a,
                                      const struct samgen_request *request, enum samgen_detail detail,
                                      struct sg_buffer *text);

#endif
