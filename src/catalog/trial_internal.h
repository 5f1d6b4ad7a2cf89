#ifndef SG_CATALOG_TRIAL_INTERNAL_H
#define SG_CATALOG_TRIAL_INTERNAL_H

#include "base/arena.h"

/*
 * A build with -DSAMGEN_TRIALS=ON can run as if a row of the built-in catalog did not exist, or as if a text in it were another,
 * so that a script can try for each whether some test notices. Each of these variables is a list "N,N" of numbers:
 *
 *   SAMGEN_LEAVE_OUT    leaves out these items of lists
 *   SAMGEN_GARBLE_TEXT  changes every letter and digit of these texts, except in {placeholders}
 *
 * Such a build writes catalog-rows.tsv into the build folder. A line is KIND, N, FILE and PATH with tabs between them: "row" is a
 * map in a list and "word" a text in a list, which can be left out; "text" is a text that users read, which can be changed.
 *
 *   row     48213   grants/s3.yaml   grants[s3-read].options[prefix]
 *   word    48391   grants/s3.yaml   grants[s3-read].needs[0].actions[0]
 *   text    48240   grants/s3.yaml   grants[s3-read].options[prefix].title
 */
#ifdef SAMGEN_TRIALS
bool sg_trial_leaves_out(const unsigned char *item);
const char *sg_trial_text(struct sg_arena *a, const char *text);
#else
static inline bool sg_trial_leaves_out(const unsigned char *item)
{
    (void)item;
    return false;
}
static inline const char *sg_trial_text(struct sg_arena *a, const char *text)
{
    (void)a;
    return text;
}
#endif

#endif
