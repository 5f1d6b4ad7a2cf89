#ifndef SG_IAM_OPERATOR_H
#define SG_IAM_OPERATOR_H

#include "base/list.h"
#include "iam/date.h"
#include "iam/network.h"
#include "iam/number.h"
#include "iam/pattern.h"

/* The condition operators: IAM User Guide, "IAM JSON policy elements: Condition operators". */

/* A value of a condition, made ready for its operator. */
struct sg_iam_value {
    const char *text;
    bool readable; /* false: no number, date ... that the operator could compare with */
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
    bool negated;      /* true when no value matches, rather than one */
    unsigned accepts;  /* of an ordering operator: which orders match */
    unsigned flags;    /* of a text operator: enum sg_iam_pattern_flag */
    const char *wants; /* what its values are, for messages: "a number"; NULL: any text */
    /* Fills `value`, whose text is set; false when the operator cannot compare with it. NULL for the operator Null. */
    bool (*read)(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value);
    enum sg_iam_match (*test)(const struct sg_iam_operator *op, const struct sg_iam_value *value, const char *given,
                              const struct sg_iam_request *request);
};

/* The operator of a name without qualifier and IfExists, whose case does not count; NULL for an unknown one. */
const struct sg_iam_operator *sg_iam_find_operator(const char *name, size_t length);

/* All names, for looking for the nearest. */
void sg_iam_operator_names(struct sg_arena *a, struct sg_strings *names);

/* "true" or "false", in any case. */
bool sg_iam_truth_read(const char *text, bool *truth);

#endif
