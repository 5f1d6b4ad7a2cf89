#ifndef SG_COMPARE_WHEN_INTERNAL_H
#define SG_COMPARE_WHEN_INTERNAL_H

#include "base/list.h"

/* Branches of Fn::If as texts: "if IsProd and unless IsTest". NULL is always taken. */

/* Adds the names of the conditions in it. */
void sg_when_add(struct sg_arena *a, const char *when, struct sg_strings *names);

/* Returns whether the branch is taken, with a bit of `values` for each name. Conditions without a name hold. */
bool sg_when_holds(const struct sg_strings *names, unsigned values, const char *when);

#endif
