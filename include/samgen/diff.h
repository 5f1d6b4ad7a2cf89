#ifndef SAMGEN_DIFF_H
#define SAMGEN_DIFF_H

/* The part of libsamgen's header about comparing permissions; <samgen/samgen.h> includes it. */

#include <samgen/samgen.h>

#ifdef __cplusplus
extern "C" {
#endif

enum samgen_diff_form { SAMGEN_DIFF_TEXT, SAMGEN_DIFF_JSON, SAMGEN_DIFF_MARKDOWN };

/* What a comparison found. */
struct samgen_diff {
    bool adds;    /* somebody may do more in the new template */
    bool removes; /* or less */
};

/*
 * Compares what each function, state machine and role may do in two templates, and who may call their resources, and writes
 * the differences: nothing as text when there is none. Permissions are compared, not text: how statements are ordered, split
 * and written does not matter. What only deployment decides is the same on both sides when it has the same name. `older` or
 * `newer` may be NULL, or an empty text: no template. `settings` has the region and the bindings for both sides.
 * SAMGEN_BAD_INPUT for a template that SAM refuses, and for a policy that IAM refuses.
 */
SAMGEN_EXPORT enum samgen_status samgen_compare(struct samgen *samgen, const struct samgen_input *older,
                                                const struct samgen_input *newer,
                                                const struct samgen_template_settings *settings,
                                                enum samgen_diff_form form, struct samgen_diff *diff,
                                                struct samgen_result *result);

#ifdef __cplusplus
}
#endif

#endif
