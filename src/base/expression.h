#ifndef SG_BASE_EXPRESSION_H
#define SG_BASE_EXPRESSION_H

/*
 * Extended regular expressions as POSIX has them, without character classes such as [:alpha:], back references and
 * locales. Those of C are compiled at every use, which takes longer than all else that is done with a name.
 */
enum sg_match { SG_NO_MATCH, SG_MATCH, SG_MATCH_FAULTY };

/*
 * Returns whether the expression matches a part of the text; '^' and '$' tie it to the ends. SG_MATCH_FAULTY when it is
 * not an expression, or a match would take more than SG_MATCH_STEPS_MOST steps.
 */
enum sg_match sg_match_expression(const char *expression, const char *text);

#define SG_MATCH_STEPS_MOST 1000000

#endif
