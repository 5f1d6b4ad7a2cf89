#include "catalog/rule.h"

#include "catalog/catalog_internal.h"

#include <string.h>

static bool read_severity(struct sg_rule *rule, struct sg_findings *f)
{
    return sg_severity_of(rule->severity_name, &rule->severity) ||
           sg_fail(f, (struct sg_origin){.subject = "rules.yaml"}, "%s: severity must be error, warning or info",
                   rule->code);
}

const struct sg_rules *sg_rules(struct sg_catalog *c, struct sg_findings *f)
{
    static const char key[] = "rules";
    const struct sg_rules *read = sg_catalog_kept(c, key), *rules = read ? read : sg_catalog_load(c, "rules.yaml", f);
    if (read)
        return read;
    if (rules && !rules->count)
        sg_fail(f, (struct sg_origin){.subject = "rules.yaml"}, "holds no rules");
    for (size_t i = 0; rules && i < rules->count; i++)
        if (!read_severity(&rules->items[i], f))
            return NULL;
    return rules && rules->count ? sg_catalog_keep(c, key, rules) : NULL;
}

const struct sg_rule *sg_find_rule(const struct sg_rules *rules, const char *code)
{
    for (size_t i = 0; i < rules->count; i++)
        if (strcmp(rules->items[i].code, code) == 0)
            return &rules->items[i];
    return NULL;
}
