#ifndef SG_CATALOG_RULE_H
#define SG_CATALOG_RULE_H

#include "base/finding.h"
#include "catalog/catalog.h"

/* The rules of `lint` in templates/rules.yaml; templates/README.md explains each key. */

struct sg_rule {
    const char *code; /* "SG201" */
    const char *severity_name, *title, *why;
    const char *bad, *good; /* lines of a template */
    const char *page;       /* the address of AWS's page about it, or NULL */
    bool once;              /* the same message is shown once a file */
    enum samgen_severity severity;
};

struct sg_rules {
    struct sg_rule *items; /* by code */
    size_t count;
};

/* NULL after reporting faults of the file. */
const struct sg_rules *sg_rules(struct sg_catalog *c, struct sg_findings *f);
const struct sg_rule *sg_find_rule(const struct sg_rules *rules, const char *code);

#endif
