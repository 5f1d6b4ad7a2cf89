#include "apply/made_internal.h"

#include "apply/own_role_internal.h"
#include "yaml/load.h"

#include <string.h>

/* The name of the anchor before the node, "&shared" without '&', if the text has an alias of it; else NULL. */
static const char *shared_anchor(const struct sg_template *t, const struct sg_node *node)
{
    const char *text = t->source->bytes + node->start;
    if (node->end <= node->start || *text != '&')
        return NULL;
    const char *name = sg_copy_bytes(t->arena, text + 1, strcspn(text + 1, " \t\r\n,[]{}"));
    size_t length = strlen(name);
    const struct sg_source *source = t->source;
    for (size_t i = 0; i + length < source->length; i++)
        if (source->bytes[i] == '*' && memcmp(source->bytes + i + 1, name, length) == 0)
            return name;
    return NULL;
}

/* Reports an anchor on the way to what a role was given. Returns whether there is one. */
static bool names_anchor(const struct sg_application *to, const char *id, const char *key)
{
    const struct sg_template *t = to->template;
    const char *const path[] = {"Resources", id, "Properties", key};
    const struct sg_node *node = to->root;
    for (size_t p = 0; node && p < sizeof path / sizeof *path; p++) {
        node = sg_get(node, path[p]);
        const char *anchor = node ? shared_anchor(t, node) : NULL;
        if (anchor)
            return !sg_fail(
                t->findings, sg_at(t, node),
                "%s has the anchor &%s, so a new entry would appear at *%s too; write it without the anchor", path[p],
                anchor, anchor);
    }
    return false;
}

/* Says why the text cannot be edited: what is written once is used twice, or else nothing that a reader could see. */
static bool refuse_edit(const struct sg_application *to, const struct sg_role_list *roles)
{
    for (size_t i = 0; i < roles->count; i++) {
        const char *id = roles->items[i]->resource->id;
        if (names_anchor(to, id, "Policies") || names_anchor(to, id, "ManagedPolicyArns"))
            return false;
    }
    return sg_fail(to->template->findings, (struct sg_origin){.source = to->template->source},
                   "samgen cannot edit this template without changing something else; paste the output of "
                   "`samgen GRANT` instead");
}

bool sg_apply_check_made(const struct sg_application *to, const struct sg_role_list *roles,
                         const struct sg_source *made)
{
    const struct sg_template *t = to->template;
    struct sg_findings silent = {.arena = t->arena};
    struct sg_roles again;
    bool ok = true;
    if (made->length > SG_YAML_BYTES_MOST)
        return sg_fail(t->findings, (struct sg_origin){.source = t->source},
                       "with this the template becomes larger than 1 MiB, the limit of samgen; split it");
    if (!sg_yaml_means(t->arena, made, to->root))
        return refuse_edit(to, roles);
    const struct sg_template *new = sg_template_of(t->arena, to->catalog, made, to->root, t->region, &silent);
    if (!new || !sg_build_roles(new, &again))
        return sg_fail(t->findings, (struct sg_origin){.source = t->source}, "SAM refuses the result: %s",
                       silent.first ? silent.first->message : "");
    for (size_t i = 0; i < roles->count; i++)
        ok = sg_apply_check_limits(t, new, &again, roles->items[i]->id) && ok;
    return ok;
}
