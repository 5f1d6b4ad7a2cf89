#ifndef SG_SAM_FOR_EACH_INTERNAL_H
#define SG_SAM_FOR_EACH_INTERNAL_H

#include "sam/template.h"

/*
 * Replaces each Fn::ForEach in Conditions, Resources and Outputs by what the transform AWS::LanguageExtensions makes of
 * it, as the CloudFormation user guide describes it (Fn::ForEach, 2023-07). What is made has the positions of the
 * loop's body. A loop is removed, with a note, when its collection is not known before deployment. Needs `root`,
 * `parameters` and `mappings` of the template, and sets `loops`. Returns false after reporting an error.
 */
bool sg_unroll_loops(struct sg_template *t);

/* Returns whether a file may have a loop. Few have one, and the others need not be searched. */
bool sg_mentions_loop(const struct sg_source *source);

#endif
