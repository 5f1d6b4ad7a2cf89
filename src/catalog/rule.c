#include "catalog/rule.h"

#include "catalog/fields.h"
#include "catalog/schema_internal.h"

#include <string.h>

static const cyaml_schema_field_t rule_fields[] = {
    TEXT("code", sg_rule, code),
    TEXT("severity", sg_rule, severity_name),
    TEXT("title", sg_rule, title),
    TEXT("why", sg_rule, why),
    TEXT("bad", sg_rule, bad),
    TEXT("good", sg_rule, good),
    CYAML_FIELD_END,
};
ENTRY(rule_entry, sg_rule, rule_fields);

static const cyaml_schema_field_t rules_fields[] = {
    CYAML_FIELD_SEQUENCE_COUNT("rules", CYAML_FLAG_POINTER, struct sg_rules, items, count, &rule_entry, 1,
                               CYAML_UNLIMITED),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(rules_schema, sg_rules, rules_fields);

static bool read_severity(struct sg_rule *rule, struct sg_findings *f)
{
    return sg_severity_of(rule->severity_name, &rule->severity) ||
           sg_fail(f, (struct sg_origin){.subject = "rules.yaml"}, "%s: severity must be error, warning or info",
                   rule->code);
}

const struct sg_rules *sg_rules(struct sg_catalog *c, struct sg_findings *f)
{
    const struct sg_rules *rules = sg_catalog_load(c, "rules.yaml", &rules_schema, f);
    for (size_t i = 0; rules && i < rules->count; i++)
        if (!read_severity(&rules->items[i], f))
            return NULL;
    return rules;
}

const struct sg_rule *sg_find_rule(const struct sg_rules *rules, const char *code)
{
    for (size_t i = 0; i < rules->count; i++)
        if (strcmp(rules->items[i].code, code) == 0)
            return &rules->items[i];
    return NULL;
}
