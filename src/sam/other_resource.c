#include "sam/other_resource_internal.h"

#include "sam/intrinsic.h"
#include "sam/parameter_internal.h"
#include "sam/property_internal.h"
#include "yaml/scalar.h"

#include <string.h>
#include <strings.h>

static bool fail(const struct sg_template *t, const struct sg_resource *r, const struct sg_node *at,
                 const char *message)
{
    return sg_fail(t->findings, sg_at(t, at), "%s: %s", r->id, message);
}

static bool check_content(const struct sg_template *t, const struct sg_resource *layer)
{
    const struct sg_node *content = sg_get(layer->properties, "ContentUri");
    if (content->type != SG_MAP)
        return true;
    return (!sg_is_nothing(sg_get(content, "Bucket")) && !sg_is_nothing(sg_get(content, "Key"))) ||
           fail(t, layer, content, "ContentUri must be a path, an s3:// address, or a map with Bucket and Key");
}

static bool check_retention(const struct sg_template *t, const struct sg_resource *layer)
{
    const struct sg_node *given = sg_get(layer->properties, "RetentionPolicy");
    const struct sg_node *policy = sg_is_nothing(given) ? NULL : sg_with_parameters(t, given);
    if (!policy ||
        (sg_is_text(policy) && (strcasecmp(policy->text, "Retain") == 0 || strcasecmp(policy->text, "Delete") == 0)))
        return true;
    return fail(t, layer, given, "RetentionPolicy must be Retain or Delete");
}

static bool check_architectures(const struct sg_template *t, const struct sg_resource *layer)
{
    const struct sg_node *list = sg_get(layer->properties, "CompatibleArchitectures");
    for (const struct sg_node *item = list && list->type == SG_LIST ? list->first : NULL; item; item = item->next)
        if (!sg_intrinsic_name(item) &&
            !(sg_is_text(item) && (strcmp(item->text, "x86_64") == 0 || strcmp(item->text, "arm64") == 0)))
            return fail(t, layer, item, "CompatibleArchitectures must be x86_64 or arm64");
    return true;
}

static bool check_layer(const struct sg_template *t, const struct sg_resource *layer)
{
    return check_content(t, layer) && check_retention(t, layer) && check_architectures(t, layer);
}

static bool check_table(const struct sg_template *t, const struct sg_resource *table)
{
    static const char *const parts[] = {"Name", "Type"}, *const types[] = {"String", "Number", "Binary"};
    const struct sg_node *key = sg_get(table->properties, "PrimaryKey");
    for (size_t i = 0; !sg_is_nothing(key) && i < 2; i++)
        if (!sg_get(key, parts[i]) || sg_is_null(sg_get(key, parts[i])))
            return fail(t, table, key, sg_concat(t->arena, "PrimaryKey must have ", parts[i]));
    const struct sg_node *type = sg_get(key, "Type");
    bool known = !type;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        known = known || (type->type == SG_SCALAR && strcmp(type->text, types[i]) == 0);
    return known || fail(t, table, type, "the Type of PrimaryKey must be String, Number or Binary");
}

static const struct {
    const char *type, *owner;
    bool (*check)(const struct sg_template *, const struct sg_resource *);
} rows[] = {
    {"AWS::Serverless::LayerVersion", "LayerVersion", check_layer},
    {"AWS::Serverless::SimpleTable", "SimpleTable", check_table},
};

static bool check_resource(const struct sg_template *t, const struct sg_resource *r)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_properties properties = {
            .owner = rows[i].owner, .subject = r->id, .map = r->properties, .at = r->key};
        if (sg_has_type(r, rows[i].type))
            return sg_check_properties(t, &properties) && rows[i].check(t, r);
    }
    return true;
}

bool sg_check_other_resources(const struct sg_template *t)
{
    bool ok = true;
    for (size_t i = 0; i < t->count; i++)
        ok = check_resource(t, &t->resources[i]) && ok;
    return ok;
}
