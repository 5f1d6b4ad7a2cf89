#ifndef SG_IAM_PATTERN_H
#define SG_IAM_PATTERN_H

#include "base/arena.h"

/*
 * Texts of a policy with wildcards, escapes and variables, parsed once and compared many times. Sources: IAM User
 * Guide, "IAM policy elements: Variables and tags" and "Resource".
 */
struct sg_iam_request;

/* When two values cannot be compared, such as a number and a text, neither an operator nor its negation is met. */
enum sg_iam_match { SG_DIFFERS, SG_MATCHES, SG_INCOMPARABLE };

/*
 * A text to compare with a pattern. Wildcards do not match ':' before `tail`, because five colons separate the parts of
 * an ARN.
 */
struct sg_iam_text {
    const char *start, *end, *tail;
    bool wild; /* it is the resource of a request, in which '*' stands for any text */
};

/* Returns a text in which wildcards may match everything. */
struct sg_iam_text sg_iam_text(const char *text);

#define SG_ARN_COLONS 5 /* between the six parts of an ARN; the last part may contain more */

/* Sets `*arn`. Returns false when the text has fewer than six parts; `tail` is then its end. */
bool sg_iam_arn_text(const char *text, struct sg_iam_text *arn);

enum sg_iam_pattern_flag {
    SG_WILDCARDS = 1, /* '*' and '?' are wildcards */
    SG_VARIABLES = 2, /* ${key}, ${key, 'default'}, ${*}, ${?} and ${$} */
    SG_FOLDED = 4,    /* ASCII letters match in any case */
};

#define SG_IAM_VARIABLES_MOST 16 /* in one text: their values are on the stack */

enum sg_iam_piece_type { SG_LITERAL, SG_ONE, SG_ANY, SG_VARIABLE };

struct sg_iam_piece {
    enum sg_iam_piece_type type;
    const char *text;    /* the literal, or the key of the variable */
    size_t length;       /* of a literal */
    const char *initial; /* the default of a variable, or NULL */
};

struct sg_iam_pattern {
    const char *text; /* as written */
    struct sg_iam_piece *pieces;
    size_t count;
    size_t least;     /* the bytes of the shortest match */
    size_t colons;    /* outside variables */
    size_t variables; /* at most SG_IAM_VARIABLES_MOST; further ones are read as text */
    bool folded;
    bool open;  /* a '*' at its end matches the rest, including colons */
    bool never; /* it matches no resource: its type contains a wildcard, "tab*e/x" (IAM User Guide, "IAM ARNs") */
};

/* Parses a text. An incomplete variable ("${", "${}") stands for itself. */
void sg_iam_pattern_read(struct sg_arena *a, const char *text, unsigned flags, struct sg_iam_pattern *pattern);

/*
 * Returns the ARN with '*' for each part that is missing at its end, as IAM reads it in identity policies:
 * "arn:aws:sqs" is "arn:aws:sqs:*:*:*". The IAM User Guide ("IAM ARNs") says so of "an incomplete ARN in an
 * identity-based policy", so of Resource and NotResource alike. Another text is returned as it is.
 */
const char *sg_iam_complete_arn(struct sg_arena *a, const char *text);

/* Parses a resource of a statement. IAM reads variables only after the fifth colon. */
void sg_iam_resource_pattern(struct sg_arena *a, const char *text, bool has_variables, struct sg_iam_pattern *pattern);

/* Returns whether all variables have a value: a key of the request with one value that is not empty, or a default. */
bool sg_iam_pattern_has_values(const struct sg_iam_pattern *pattern, const struct sg_iam_request *request);

/*
 * Returns whether the whole text matches. The values of variables come from `request` and are literal; if one is
 * missing, nothing matches (IAM User Guide, "Policy variables with no value"). The time is at most length times length.
 */
enum sg_iam_match sg_iam_pattern_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                       const struct sg_iam_request *request);

/* For a request with '*' in its resource: does the pattern match one of these resources, or all of them? */
enum sg_iam_extent { SG_REACHES, SG_COVERS };

/* The same for a resource. A pattern that is neither "*" nor an ARN of six parts is incomparable unless it matches. */
enum sg_iam_match sg_iam_resource_match(const struct sg_iam_pattern *pattern, const struct sg_iam_text *text,
                                        enum sg_iam_extent extent, const struct sg_iam_request *request);

/*
 * Returns whether the text matches a pattern of '*' and '?' alone. When `text` is a pattern too, this means that the
 * pattern covers it: only '*' matches its '*'. The time is at most length times length.
 */
bool sg_iam_glob(const char *pattern, const char *text);

/* The same for names of actions, which match in any case. */
bool sg_iam_glob_action(const char *pattern, const char *action);

#endif
