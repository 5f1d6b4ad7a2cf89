#ifndef SG_SAM_NEED_INTERNAL_H
#define SG_SAM_NEED_INTERNAL_H

#include "sam/role.h"

/*
 * `from` must be created after `to`; a `to` of NULL only says that there is such a thing. What SAM makes beside a
 * resource of the template has the id that SAM gives it (IngestRole, IngestUpload), or where SAM makes that id from
 * other texts the name by which SAM lets a template refer to it: "Ingest.Alias", "Ingest.Version", "Api.Stage".
 * `to` is as written, and may be a parameter, "Data.Arn" or "Ingest.Alias.Arn".
 */
struct sg_need {
    const char *from, *to;
};

struct sg_needs {
    struct sg_need *items;
    size_t count, capacity;
};

/*
 * What each resource that the translator makes of the template refers to (aws-sam-translator 1.110.0,
 * model/sam_resources.py, model/eventsources/, model/stepfunctions/ and model/api/), as far as written resources can
 * need it.
 */
void sg_collect_needs(const struct sg_template *t, const struct sg_roles *roles, struct sg_needs *needs);

#endif
