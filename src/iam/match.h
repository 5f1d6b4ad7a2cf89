#ifndef SG_IAM_MATCH_H
#define SG_IAM_MATCH_H

#include <stdbool.h>

/*
 * IAM's wildcards: '*' any run, '?' one character. When `text` is a pattern itself, true means that everything it
 * matches is matched: a '*' in it is only matched by a '*'. Time is at most length times length.
 */
bool sg_match(const char *pattern, const char *text);

/* The same for action names, whose case does not count. */
bool sg_match_action(const char *pattern, const char *action);

#endif
