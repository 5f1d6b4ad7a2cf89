#ifndef SG_SAM_GLOBALS_INTERNAL_H
#define SG_SAM_GLOBALS_INTERNAL_H

#include "sam/template.h"

#define SG_SAM_PREFIX "AWS::Serverless::"

/*
 * Merges the properties that Globals has for a type into its resources: maps are merged, lists are joined, and any
 * other value of the resource replaces that of Globals. Returns false after reporting what SAM does not accept in
 * Globals.
 */
bool sg_merge_globals(struct sg_template *t);

#endif
