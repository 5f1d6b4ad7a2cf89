#ifndef SG_SAM_PROPERTY_INTERNAL_H
#define SG_SAM_PROPERTY_INTERNAL_H

#include "sam/template.h"

/*
 * Which properties functions, state machines and their events have, and of what shape the translator takes them
 * (aws-sam-translator 1.110.0, property types of its models and the list of its Globals).
 */
enum sg_property_flag {
    SG_TAKES_TEXT = 1 << 0,
    SG_TAKES_MAP = 1 << 1,
    SG_TAKES_MAP_OF_MAPS = 1 << 2,
    SG_TAKES_MAP_OF_TEXTS = 1 << 3,
    SG_TAKES_LIST = 1 << 4,
    SG_TAKES_LIST_OF_TEXTS = 1 << 5,
    SG_TAKES_LIST_OF_ENTRIES = 1 << 6, /* texts and maps */
    SG_TAKES_BOOLEAN = 1 << 7,
    SG_TAKES_INTEGER = 1 << 8,
    SG_TAKES_ANY = 1 << 9,
    SG_TAKES_RETENTION = 1 << 10, /* Delete or Retain */
    SG_NO_INTRINSIC = 1 << 11,    /* an intrinsic stands for any other shape */
    SG_REQUIRED = 1 << 12,
    SG_IN_GLOBALS = 1 << 13,
};

struct sg_property {
    const char *owner; /* "Function", "event SQS" */
    const char *name;
    unsigned flags;
};

const struct sg_property *sg_find_property(const char *owner, const char *name);
/* Whether there is an owner of this name. */
bool sg_is_property_owner(const char *owner);
/* The names of an owner's properties with all these flags. */
void sg_property_names(struct sg_arena *a, const char *owner, unsigned flags, struct sg_strings *names);

/*
 * Checks a map of properties against one owner, or two ("event SQS" and "event source mapping"; NULL: only one).
 * `subject` says whose they are: "Ingest" or "event Jobs of Ingest". Reports unknown and missing ones and wrong shapes.
 */
struct sg_properties {
    const char *owner, *other_owner, *subject;
    const struct sg_node *map;   /* NULL: none are given */
    const struct sg_node *place; /* where to report what is missing */
};
bool sg_check_properties(const struct sg_template *t, const struct sg_properties *properties);

#endif
