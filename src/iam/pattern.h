#ifndef SG_IAM_PATTERN_H
#define SG_IAM_PATTERN_H

#include "base/arena.h"

/*
 * A text of a policy with its wildcards, escapes and variables, made ready to be compared many times. Sources: IAM User
 * Guide, "IAM policy elements: Variables and tags" and "Resource".
 */
struct sg_iam_request;

/* A pair that cannot be compared, such as a number and a text, makes neither an operator nor its negation true. */
enum sg_iam_match { SG_DIFFERS, SG_MATCHES, SG_INCOMPARABLE };

/* What is compared with a pattern. Wildcards take no ':' before `tail`: the first five colons part an ARN. */
struct sg_iam_text {
    const char *start, *end, *tail;
    bool wild; /* of a request's resource: a '*' in it asks about any resource it matches */
};

/* A text in which wildcards may take everything. */
struct sg_iam_text sg_iam_text(const char *text);

#define SG_ARN_COLONS 5 /* between the six parts of an ARN; the last part may have more */

/* An ARN. False when it has fewer than six parts; then `tail` is its end. */
bool sg_iam_arn_text(const char *text, struct sg_iam_text *arn);

enum sg_iam_pattern_flag {
    SG_WILDCARDS = 1, /* '*' and '?' are wildcards */
    SG_VARIABLES = 2, /* ${key}, ${key, 'default'}, ${*}, ${?} and ${$} */
    SG_FOLDED = 4,    /* ASCII case does not count */
};

#define SG_IAM_VARIABLES_MOST 16 /* in one text, whose values are kept on the stack */

enum sg_iam_piece_type { SG_LITERAL, SG_ONE, SG_ANY, SG_VARIABLE };

struct sg_iam_piece {
    enum sg_iam_piece_type type;
    const char *text;    /* literal; or the key of a variable */
    size_t length;       /* of a literal */
    const char *initial; /* of a variable: its default, or NULL */
};

struct sg_iam_pattern {
    const char *text; /* as written */
    struct sg_iam_piece *pieces;
    size_t count;
    size_t least;     /* bytes that every match has at least */
    size_t colons;    /* outside of variables */
    size_t variables; /* at most SG_IAM_VARIABLES_MOST; further ones are read as text */
    bool folded;
    bool open;  /* a '*' at its end takes the rest, colons too */
    bool never; /* a resource that IAM User Guide, "IAM ARNs", rules out: a type with a wildcard in it, "tab*e/x" */
};

/* Makes a text ready. What is written as a variable but is none ("${", "${}") stands for itself. */
void sg_iam_pattern_read(struct sg_arena *a, const char *text, unsigned flags, struct sg_iam_pattern *pattern);

/* A resource of a statement. Variables count behind the fifth colon alone. */
void sg_iam_resource_pattern(struct sg_arena *a, const char *text, bool has_variables, struct sg_iam_pattern *pattern);

/* Whether all variables have a value: a key of the request with one value that is not empty, or a default. */
bool sg_iam_pattern_has_values(const struct sg_iam_pattern *pattern, const struct sg_iam_request *request);

/*
 * Whether the whole text matches. Values of variables come from `request` and are literal; where one is missing nothing
 * matches, as IAM User Guide says in "Policy variables with no value". Time is at most length times length.
 */
enum sg_iam_match sg_iam_pattern_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                       const struct sg_iam_request *request);

/* Of a request about several resources: whether a pattern reaches one of them, as an Allow, or has all, as a Deny. */
enum sg_iam_extent { SG_REACHES, SG_COVERS };

/* The same for a resource: a pattern that is neither "*" nor an ARN of six parts is incomparable where it does not match. */
enum sg_iam_match sg_iam_resource_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                        enum sg_iam_extent extent, const struct sg_iam_request *request);

#endif
