#include <samgen/samgen.h>

#include "base/buffer.h"
#include "verb/expand.h"
#include "yaml/write.h"

#include <string.h>

#include "api.h"

#define DEFAULT_REGION "us-east-1"

/* The partition follows from it, and it stands in role documents only as text, so any name of this shape will do. */
static bool check_region(struct sg_findings *findings, const char *region)
{
    static const char characters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return (*region && strlen(region) < 32 && region[strspn(region, characters)] == '\0') ||
           sg_fail(findings, (struct sg_origin){.subject = "--region"}, "\"%s\" is no region such as us-east-1",
                   region);
}

enum samgen_status samgen_expand(struct samgen *samgen, const struct samgen_input *template,
                                 const struct samgen_template_settings *settings, struct samgen_result *result)
{
    struct sg_arena *a = samgen->arena;
    struct sg_findings findings = {.arena = a};
    const char *region = settings->region ? settings->region : DEFAULT_REGION;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_roles roles;
    *result = (struct samgen_result){0};
    const struct sg_template *t =
        check_region(&findings, region)
            ? sg_template_read(a, samgen->catalog, sg_input_source(samgen, template), region, &findings)
            : NULL;
    const struct sg_node *root = t && sg_build_roles(t, &roles) ? sg_expand(t, &roles, settings->function) : NULL;
    if (root && settings->format == SAMGEN_JSON)
        sg_write_json(&text, root, 0);
    else if (root)
        sg_write_yaml(&text, root, 0);
    return sg_finish(samgen, &findings, &text, result);
}
