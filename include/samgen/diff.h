#ifndef SAMGEN_DIFF_H
#define SAMGEN_DIFF_H

/*
 * The part of libsamgen's header about permissions in review: comparing them, and what a spec expects;
 * <samgen/samgen.h> includes it.
 */

#include <samgen/samgen.h>

#ifdef __cplusplus
extern "C" {
#endif

enum samgen_diff_form { SAMGEN_DIFF_TEXT, SAMGEN_DIFF_JSON, SAMGEN_DIFF_MARKDOWN };

/* What a comparison found. */
struct samgen_diff {
    bool adds;    /* somebody may do more in the new template, or not everything could be compared */
    bool removes; /* or less; the same */
};

/*
 * Compares what each function, state machine and role may do in two templates, and who may call their resources, and
 * writes the differences: nothing as text when there is none. Permissions are compared, not text: how statements are
 * ordered, split and written does not matter. What only deployment decides is the same on both sides when it has the
 * same name. `older` or `newer` may be NULL, or an empty text: no template. `settings` has the region and the bindings
 * for both sides. SAMGEN_BAD_INPUT for a template that SAM refuses, and for a policy that IAM refuses.
 */
SAMGEN_EXPORT enum samgen_status samgen_compare(struct samgen *samgen, const struct samgen_input *older,
                                                const struct samgen_input *newer,
                                                const struct samgen_template_settings *settings,
                                                enum samgen_diff_form form, struct samgen_diff *diff,
                                                struct samgen_result *result);

/* Returns a text as JSON, in quotes, for a program that joins several comparisons. */
SAMGEN_EXPORT const char *samgen_json_text(struct samgen *samgen, const char *text);

/* What a spec says that a function may (`allow`) or may not, and whether it is so. */
struct samgen_expectation {
    const char *function;
    bool allow;
    const char *action, *on; /* as the spec writes them */
    const char *with;        /* "aws:PrincipalTag/team=sales", or NULL */
    const char *file;        /* the spec */
    size_t line;
    bool passed;
    const char *failing_action, *failing_resource; /* the first request that is decided otherwise; NULL: it passed */
    enum samgen_verdict verdict;                   /* on that request */
    struct samgen_statement by;                    /* that decided on it, or on the first request */
};

struct samgen_expectations {
    const struct samgen_expectation *items; /* in the order of the templates and the spec */
    size_t count, failed;
};

/*
 * Decides what the functions of a spec expect (`expect`), by their roles in the templates. With `allow`, all requests
 * are allowed that the patterns match, as far as the role's policies can tell them apart; with `deny`, none is.
 * `templates` are those of samgen_spec_templates with their texts. SAMGEN_FINDINGS when an expectation fails;
 * SAMGEN_BAD_INPUT, with findings, when one cannot be decided, or the spec or a template has faults.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_spec(struct samgen *samgen, const struct samgen_input *spec,
                                                   const struct samgen_spec_template *templates, size_t template_count,
                                                   const struct samgen_template_settings *settings,
                                                   struct samgen_expectations *expectations,
                                                   struct samgen_result *result);

/* Returns the expectations as JSON, and as XML for JUnit; `spec` is the name of the suite. NULL is never returned. */
SAMGEN_EXPORT const char *samgen_expectations_json(struct samgen *samgen,
                                                   const struct samgen_expectations *expectations);
SAMGEN_EXPORT const char *samgen_expectations_junit(struct samgen *samgen,
                                                    const struct samgen_expectations *expectations, const char *spec);

#ifdef __cplusplus
}
#endif

#endif
