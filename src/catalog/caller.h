#ifndef SG_CATALOG_CALLER_H
#define SG_CATALOG_CALLER_H

#include "catalog/place.h"

/* All services that act for resources, and where templates name what they act on, sorted by type. */
struct sg_callers {
    const struct sg_caller *items;
    size_t count;
    const struct sg_call_row *calls;
    size_t call_count;
};

/*
 * The rows of places/invoke/ and of the `callers` of service files. Made once a catalog. NULL after reporting a faulty
 * file.
 */
const struct sg_callers *sg_callers(struct sg_catalog *c, struct sg_findings *f);

/* The first row for resources of a type, and how many there are; NULL: no service acts for such resources. */
const struct sg_call_row *sg_calls_of(const struct sg_callers *all, const char *type, size_t *count);

/* The one with this principal ("s3.amazonaws.com"), or with this SAM event ("S3"); or NULL. */
const struct sg_caller *sg_caller_of(const struct sg_callers *all, const char *principal);
const struct sg_caller *sg_caller_of_event(const struct sg_callers *all, const char *event);

/* The service in the ARN that it sends as the source: "execute-api". NULL: not known. */
const char *sg_caller_source(struct sg_catalog *c, const struct sg_caller *caller);

#endif
