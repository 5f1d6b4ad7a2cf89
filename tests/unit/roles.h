#ifndef TESTS_ROLES_H
#define TESTS_ROLES_H

#include "sam/role.h"

/* Templates and their roles as rows of tests write them. All memory is of the test's arena. */

/* A template with the one function F; `properties` are lines indented by six blanks, the first of them is line 8. */
#define FUNCTION(properties) FUNCTION_IN("", properties)
/* The same behind other sections. */
#define FUNCTION_IN(head, properties)                                                                 \
    head "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: h\n" \
         "      Runtime: python3.13\n      InlineCode: x\n" properties
/* A template with the one state machine M; the first line of `properties` is line 6. */
#define MACHINE(properties)                                                                                    \
    "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: {StartAt: " \
    "A}\n" properties

/* NULL when it is refused. */
const struct sg_template *template_in(const char *yaml, const char *region, struct sg_roles *roles);

/* What `samgen expand --format json` prints of a template; fails the test when it is refused. */
const char *expanded_json(const char *yaml, const char *region);

/* One key of one role of it: "managed", "policies", "trust", "path", "boundary". */
void assert_role(const char *yaml, const char *region, const char *id, const char *key, const char *wanted);

/* Two texts stand for the same JSON value. */
void assert_same_json(const char *made, const char *wanted);

#endif
