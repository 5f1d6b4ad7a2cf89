#ifndef SG_SUGGEST_TRAIL_H
#define SG_SUGGEST_TRAIL_H

#include "base/set.h"

/* Records of CloudTrail, summed up: who called what on which resource, and whether it was denied. */
struct sg_trail_event {
    const char *role, *session; /* of an assumed role: their names */
    const char *source, *name;  /* "s3.amazonaws.com", "GetObject" */
    const char *resource;       /* its ARN, or NULL: see parameters */
    const char **parameters;    /* names and texts of the request, one after the other: "BucketName", "uploads" */
    size_t parameter_count;     /* of both */
    size_t denied, allowed;     /* how often */
    const char *last;           /* when it was, of the last one: "2026-11-03T10:00:00Z" */
};

struct sg_trail {
    struct sg_arena *arena;
    struct sg_trail_event **items;
    size_t count, capacity;
    struct sg_map by_key;     /* the same */
    struct sg_map data;       /* services of which data events are recorded: "s3" */
    const char *first, *last; /* the time of the records; NULL: there are none */
    bool full;                /* there are more than are kept */
};

/* More different events are not kept. */
#define SG_TRAIL_EVENTS_MOST 200000

/*
 * Adds the records of one file: {"Records": [...]}, as CloudTrail delivers it, a list of records, or one record on each
 * line. `scratch` is rewound. False with `*fault` when the text is nothing of these.
 */
bool sg_trail_take(struct sg_trail *trail, struct sg_arena *scratch, const char *bytes, size_t length,
                   const char **fault);

#endif
