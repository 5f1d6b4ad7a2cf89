#ifndef SG_CATALOG_PATTERN_H
#define SG_CATALOG_PATTERN_H

#include "catalog/catalog.h"

/*
 * The parts of an ARN or URL that a pattern like "arn:{partition}:sqs:{region}:{account}:{name}" names. NULL: not in
 * it.
 */
struct sg_parts {
    const char *partition, *region, *account, *name, *qualifier, *suffix;
};

/*
 * Takes `text` apart by `pattern`: a placeholder takes the text before the pattern's next character, the last one
 * takes the rest. ${...} in the text counts as one character that no pattern splits.
 */
bool sg_match_pattern(struct sg_arena *a, const char *pattern, const char *text, struct sg_parts *parts);

/* Puts the parts in; without a suffix, that of the partition. A part that is NULL leaves its placeholder's text out. */
const char *sg_fill_pattern(struct sg_arena *a, const char *pattern, const struct sg_parts *parts);

#endif
