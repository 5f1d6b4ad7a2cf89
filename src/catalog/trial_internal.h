#ifndef SG_CATALOG_TRIAL_INTERNAL_H
#define SG_CATALOG_TRIAL_INTERNAL_H

#include "base/arena.h"
#include "base/source.h"

/*
 * A build with -DSAMGEN_TRIALS=ON can run as if a row of the built-in catalog did not exist, or as if a text in it were
 * another, so that a script can try for each whether some test notices. Each of these variables is a list "N,N" of
 * numbers:
 *
 *   SAMGEN_LEAVE_OUT       leaves out these items of lists
 *   SAMGEN_LEAVE_OUT_LINE  leaves out these lines of .txt files
 *   SAMGEN_GARBLE_TEXT     changes every letter and digit of these texts, except in {placeholders}; all of a text
 *                          without them
 *
 * With SAMGEN_TRIAL_LOG, the name of a file, the program adds what it reads: "N" for an item or a text, "N-N" for the
 * lines of a file.
 *
 * Such a build writes catalog-rows.tsv into the build folder. A line is KIND, N, FILE, PATH and TEXT with tabs between
 * them: "row" is a map in a list and "word" a text in a list, which can be left out; "text" is a text that users read,
 * which can be changed; "line" is a line of a .txt file.
 *
 *   row     48213   grants/s3.yaml   grants[s3-read].options[prefix]            prefix
 *   word    48391   grants/s3.yaml   grants[s3-read].needs[0].actions[0]        s3:ListBucket
 *   text    48240   grants/s3.yaml   grants[s3-read].options[prefix].title      only keys under this folder
 *   line    1021    types.txt        2                                          AWS::ACMPCA::Certificate arn Arn
 */
#ifdef SAMGEN_TRIALS
bool sg_trial_leaves_out(const unsigned char *item);
const char *sg_trial_text(struct sg_arena *a, const char *text);
void sg_trial_lines(struct sg_arena *a, struct sg_source *source);
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
static inline void sg_trial_lines(struct sg_arena *a, struct sg_source *source)
{
    (void)a;
    (void)source;
}
#endif

#endif
