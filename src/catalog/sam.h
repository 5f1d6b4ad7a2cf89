#ifndef SG_CATALOG_SAM_H
#define SG_CATALOG_SAM_H

#include "catalog/catalog.h"

/* What the SAM translator knows of properties: templates/sam.yaml, which tools/make-properties writes. */
enum sg_property_flag {
    SG_TAKES_ANY = 1 << 0,
    SG_TAKES_TEXT = 1 << 1,
    SG_TAKES_MAP = 1 << 2,
    SG_TAKES_MAP_OF_MAPS = 1 << 3,
    SG_TAKES_MAP_OF_TEXTS = 1 << 4,
    SG_TAKES_MAP_OF_NUMBERS = 1 << 5, /* and maps */
    SG_TAKES_LIST = 1 << 6,
    SG_TAKES_LIST_OF_TEXTS = 1 << 7,
    SG_TAKES_LIST_OF_ENTRIES = 1 << 8, /* texts and maps */
    SG_TAKES_BOOLEAN = 1 << 9,
    SG_TAKES_INTEGER = 1 << 10,
    SG_TAKES_RETENTION = 1 << 11, /* Delete or Retain */
    SG_NO_INTRINSIC = 1 << 12,    /* else an intrinsic function is taken in place of any shape */
    SG_REQUIRED = 1 << 13,
    SG_IN_GLOBALS = 1 << 14,
};

struct sg_property {
    const char *name;
    const char *takes; /* "text or map" */
    bool required, literal, global;
    unsigned flags; /* all of this, found after loading */
};

struct sg_property_owner {
    const char *name;    /* "Function", "event SQS" */
    const char *managed; /* the managed policy that SAM attaches for the event, or NULL */
    bool polled;         /* an event that Lambda polls for */
    struct {
        struct sg_property *items;
        size_t count;
    } properties;
};

struct sg_sam_file {
    struct {
        struct sg_property_owner *items;
        size_t count;
    } owners;
};

/* Returns NULL when no owner has this name, or after reporting faulty properties. */
const struct sg_property_owner *sg_find_property_owner(struct sg_catalog *c, const char *name, struct sg_findings *f);

/* NULL: it has no such property, or `owner` is NULL. */
const struct sg_property *sg_find_property(const struct sg_property_owner *owner, const char *name);

/* The names of an owner's properties with all these flags; `owner` may be NULL. */
void sg_property_names(struct sg_arena *a, const struct sg_property_owner *owner, unsigned flags,
                       struct sg_strings *names);

#endif
