#ifndef SG_DIAGNOSE_PRINCIPAL_INTERNAL_H
#define SG_DIAGNOSE_PRINCIPAL_INTERNAL_H

#include "diagnose/denial.h"

/*
 * Reads the principal before "is not authorized", which begins at `at`; it does not read before `floor`. Sets the
 * principal and its kind, and the beginning of the sentence.
 */
void sg_diagnose_read_caller(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                             size_t floor, size_t at, struct sg_mention *mention);

/*
 * Returns whether a word is one letter, only marks, a time, which logs have before a text, or a number that is no
 * account.
 */
bool sg_diagnose_is_no_name(const char *word);

/* assumed-role, iam-user, role, root, federated-user, service, anonymous or other. */
const char *sg_diagnose_principal_kind(const struct sg_denial_facts *facts, const char *principal);

/*
 * For an assumed role: "lambda" when its session has the name of a function that the role belongs to, or a kind of
 * denials.yaml. NULL when the names do not show it.
 */
const char *sg_diagnose_session_kind(struct sg_arena *a, const struct sg_denial_facts *facts, const char *principal);

/* Whether a role whose session is like it has more than the same name to show that it is the role of a function. */
bool sg_diagnose_is_function_role(struct sg_arena *a, const char *principal);

#endif
