#ifndef SG_SAM_NEED_INTERNAL_H
#define SG_SAM_NEED_INTERNAL_H

#include "sam/role.h"

/*
 * CloudFormation must create `from` after `to`. If `to` is NULL, this only says that `from` exists. A resource that SAM
 * creates has the ID that SAM gives it (IngestRole, IngestUpload) or, when SAM makes the ID from other texts, the name
 * by which a template can refer to it: "Ingest.Alias", "Ingest.Version", "Api.Stage". `to` is as written: it may be a
 * parameter, "Data.Arn" or "Ingest.Alias.Arn".
 */
struct sg_need {
    const char *from, *to;
};

struct sg_needs {
    struct sg_need *items;
    size_t count, capacity;
    struct sg_strings names; /* that the last value mentions */
};

/*
 * Collects what each resource in the output of the translator refers to (aws-sam-translator 1.110.0,
 * model/sam_resources.py, model/eventsources/, model/stepfunctions/ and model/api/), as far as a resource of the
 * template can need it.
 */
void sg_collect_needs(const struct sg_template *t, const struct sg_roles *roles, struct sg_needs *needs);

#endif
