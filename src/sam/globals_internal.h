#ifndef SG_SAM_GLOBALS_INTERNAL_H
#define SG_SAM_GLOBALS_INTERNAL_H

#include "sam/template.h"

#define SG_SAM_PREFIX "AWS::Serverless::"

/*
 * Gives every resource the properties that Globals has for its type: maps are merged, lists joined, of all else the
 * resource's own counts. False after reporting a section or property that SAM does not take there.
 */
bool sg_merge_globals(struct sg_template *t);

#endif
