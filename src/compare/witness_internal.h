#ifndef SG_COMPARE_WITNESS_INTERNAL_H
#define SG_COMPARE_WITNESS_INTERNAL_H

#include "base/list.h"

/* Texts that stand for all others, as far as some patterns of '*' and '?' can tell them apart. */
enum sg_witness_form {
    SG_WITNESS_TEXT, /* a wildcard matches everything */
    SG_WITNESS_ARN,  /* before the fifth colon only a '*' at the end of a pattern matches ':'; all texts are ARNs */
};

/*
 * Adds one text for each set of the patterns that some text matches, and that no pattern outside the set matches: also
 * one that none matches, except for ARNs. `folded`: letters match in any case, and the texts are in lower case. Returns
 * false when there are more such sets than samgen compares; then the texts do not stand for all.
 */
bool sg_compare_witnesses(struct sg_arena *a, enum sg_witness_form form, bool folded, const struct sg_strings *patterns,
                          struct sg_strings *texts);

#endif
