#ifndef SG_SUGGEST_VALUE_INTERNAL_H
#define SG_SUGGEST_VALUE_INTERNAL_H

#include "base/list.h"

#include <stdint.h>

/*
 * What an expression of the code can be, as far as a resource can come from it. A variable has a set of these; a set
 * with SG_SEEN_UNKNOWN among them is not complete.
 */
enum sg_seen_type {
    SG_SEEN_TEXT,        /* `text` */
    SG_SEEN_ENVIRONMENT, /* the variable `text` of the environment; `fallback` are the values where it is not defined */
    SG_SEEN_EVENT,       /* a part of the event: `text` is "Records[].s3.bucket.name", "" is all of it */
    SG_SEEN_CONTEXT,     /* a member of the context of Lambda: "function_name", "invoked_function_arn" */
    SG_SEEN_JOINED,      /* `parts` one after the other */
    SG_SEEN_ANSWER,      /* a part of the answer of an AWS call: not known before deployment */
    SG_SEEN_UNKNOWN,     /* `text` says what it comes from, or NULL */
};

struct sg_seen {
    enum sg_seen_type type;
    const char *text;
    const char *separator; /* of a variable: the value is each of its parts between these; or NULL */
    bool last;             /* it is only the last of the parts */
    const struct sg_seen_set *fallback;
    const struct sg_seen_set *parts; /* SG_SEEN_JOINED: a set for each part, whose values are alternatives */
    uint32_t part_count;
};

struct sg_seen_set {
    const struct sg_seen **items;
    size_t count, capacity;
};

#endif
