#ifndef SG_IAM_OPERATOR_H
#define SG_IAM_OPERATOR_H

#include "base/list.h"
#include "iam/date.h"
#include "iam/number.h"
#include "iam/pattern.h"

/* The condition operators: IAM User Guide, "IAM JSON policy elements: Condition operators". */

/* Internet addresses that share their first bits. */
struct sg_iam_network {
    int family; /* AF_INET or AF_INET6 */
    unsigned char bytes[16];
    unsigned bits;
};

/* A value of a condition, parsed for its operator. */
struct sg_iam_value {
    const char *text;
    bool readable; /* false: the operator cannot compare with it, because it is not a number, for example */
    union {
        struct sg_iam_pattern pattern;
        struct sg_iam_number number;
        struct sg_iam_date date;
        struct sg_iam_network network;
        bool truth;
    };
};

struct sg_iam_operator {
    const char *name;
    bool negated;      /* met when no value matches, instead of one */
    unsigned accepts;  /* for numbers and dates: the orders that match */
    unsigned flags;    /* for texts: enum sg_iam_pattern_flag */
    const char *wants; /* its type of value in messages: "a number"; NULL: any text */
    /* Parses value->text. Returns false when the operator cannot compare with it. */
    bool (*read)(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value);
    /* Compares `given` with the value. NULL for the operator Null. */
    enum sg_iam_match (*test)(const struct sg_iam_operator *op, const struct sg_iam_value *value, const char *given,
                              const struct sg_iam_request *request);
};

/* Returns the operator of a name in any case, without qualifier and IfExists, or NULL. */
const struct sg_iam_operator *sg_iam_find_operator(const char *name, size_t length);

/* Adds the names of all operators. */
void sg_iam_operator_names(struct sg_arena *a, struct sg_strings *names);

/* Reads "true" or "false" in any case. Returns false for anything else. */
bool sg_iam_truth_read(const char *text, bool *truth);

#endif
