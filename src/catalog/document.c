#include "catalog/document.h"

#include "base/file.h"
#include "yaml/load.h"

#include <string.h>

static struct sg_node *texts_node(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < texts->count; i++)
        sg_append(list, sg_scalar(a, texts->items[i]));
    return list;
}

static struct sg_node *conditions_node(struct sg_arena *a, const struct sg_statement *s)
{
    struct sg_node *conditions = sg_map(a);
    for (size_t i = 0; i < s->conditions.count; i++) {
        const struct sg_condition *c = &s->conditions.items[i];
        if (!sg_get(conditions, c->name))
            sg_put(a, conditions, c->name, sg_map(a));
        sg_put(a, sg_get(conditions, c->name), c->key, texts_node(a, &c->values));
    }
    return conditions;
}

static struct sg_node *statement_node(struct sg_arena *a, const struct sg_statement *s)
{
    const struct {
        const char *key;
        const struct sg_strings *texts;
    } elements[] = {{"Action", &s->actions},
                    {"NotAction", &s->not_actions},
                    {"Resource", &s->resources},
                    {"NotResource", &s->not_resources}};
    struct sg_node *node = sg_map(a);
    if (s->sid)
        sg_put(a, node, "Sid", sg_scalar(a, s->sid));
    sg_put(a, node, "Effect", sg_scalar(a, s->effect ? s->effect : "Allow"));
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (elements[i].texts->count)
            sg_put(a, node, elements[i].key, texts_node(a, elements[i].texts));
    if (s->conditions.count)
        sg_put(a, node, "Condition", conditions_node(a, s));
    return node;
}

struct sg_node *sg_policy_document(struct sg_arena *a, const struct sg_policy *policy)
{
    struct sg_node *document = sg_map(a), *statements = sg_list(a);
    sg_put(a, document, "Version", sg_scalar(a, "2012-10-17"));
    sg_put(a, document, "Statement", statements);
    for (size_t i = 0; i < policy->statements.count; i++)
        sg_append(statements, statement_node(a, &policy->statements.items[i]));
    return document;
}

/* Names in ARNs may have characters that a path must not be built of. */
static bool is_file_name(const char *name)
{
    return *name && *name != '.' && !strchr(name, '/');
}

/* The document itself, or what `aws iam get-policy-version` prints around it. */
static const struct sg_node *document_in(const struct sg_node *root)
{
    const struct sg_node *version = sg_get(root, "PolicyVersion");
    return version ? sg_get(version, "Document") : root;
}

static const struct sg_node *own_document(struct sg_arena *a, const char *path, const struct sg_source **source,
                                          struct sg_findings *findings)
{
    struct sg_source *file = sg_new(a, struct sg_source);
    const char *error;
    file->name = path;
    if (!sg_read_file(a, path, SG_YAML_BYTES_MOST, &file->bytes, &file->length, &error))
        return NULL;
    const struct sg_node *root = sg_yaml_load(a, file, SG_ALIASES_REFUSED, findings);
    const struct sg_node *document = root ? document_in(root) : NULL;
    *source = file;
    if (root && !sg_get(document, "Statement"))
        sg_fail(findings, (struct sg_origin){.source = file}, "this is not a policy document: it has no Statement");
    return sg_get(document, "Statement") ? document : NULL;
}

const struct sg_node *sg_managed_document(struct sg_arena *a, struct sg_catalog *c, const char *name, bool of_aws,
                                          const struct sg_source **source, struct sg_findings *findings)
{
    static const char *const endings[] = {"json", "yaml", "yml"};
    const char *folder = sg_catalog_managed_folder(c);
    for (size_t i = 0; folder && is_file_name(name) && i < sizeof endings / sizeof *endings; i++) {
        const char *path = sg_format(a, "%s/%s.%s", folder, name, endings[i]);
        const struct sg_node *document = own_document(a, path, source, findings);
        if (document || *source)
            return document;
    }
    const struct sg_policy *policy = of_aws ? sg_find_managed(c, name, findings) : NULL;
    return policy ? sg_policy_document(a, policy) : NULL;
}
