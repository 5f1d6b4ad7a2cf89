#include "serve/completion_internal.h"

#include "base/buffer.h"

/* ---- SAM policy templates ---- */

static const char *example_of(const struct sg_parameter *parameter)
{
    return parameter->kind && parameter->kind->example ? parameter->kind->example : parameter->name;
}

/* In lines of their own, if the editor leaves these as they are; or within { }. */
static const char *parameters_text(const struct sg_completion *c, const struct sg_policy *policy, bool snippet)
{
    struct sg_buffer b = sg_buffer_new(c->arena, SG_BUFFER_MOST);
    bool json = c->spot.json, lines = snippet && c->session->as_is && !json;
    const char *quote = json ? "\"" : "";
    size_t column = c->start - sg_line_start(c->document->text, c->start);
    if (!policy->parameters.count)
        return "{}";
    sg_add(&b, lines ? "" : "{");
    for (size_t i = 0; i < policy->parameters.count; i++) {
        const struct sg_parameter *p = &policy->parameters.items[i];
        if (lines) {
            sg_add(&b, "\n");
            sg_add_spaces(&b, column + 2);
        } else {
            sg_add(&b, i ? ", " : "");
        }
        sg_add_format(&b, "%s%s%s: %s", quote, p->name, quote, quote);
        if (snippet)
            sg_add_format(&b, "${%zu:%s}", i + 1, sg_snippet_text(c->arena, example_of(p)));
        else
            sg_add(&b, example_of(p));
        sg_add(&b, quote);
    }
    sg_add(&b, lines ? "" : snippet ? "\\}" : "}");
    return b.text;
}

static const char *template_text(const struct sg_completion *c, const struct sg_policy *policy, bool snippet)
{
    const char *parameters = parameters_text(c, policy, snippet);
    if (c->spot.json)
        return sg_format(c->arena, snippet ? "{\"%s\": %s\\}" : "{\"%s\": %s}", policy->name, parameters);
    return sg_format(c->arena, "%s:%s%s", policy->name, *parameters == '\n' ? "" : " ", parameters);
}

static void propose_template(struct sg_completion *c, const char *name)
{
    const struct sg_policy *policy = sg_find_policy(c->catalog, name, NULL);
    if (policy)
        sg_propose(c, (struct sg_proposal){.label = name,
                                           .kind = SG_PROPOSE_SNIPPET,
                                           .detail = policy->title,
                                           .fact = "template",
                                           .snippet = template_text(c, policy, true),
                                           .plain = template_text(c, policy, false),
                                           .whole = true});
}

static const struct sg_strings *template_names(struct sg_catalog *c)
{
    static const char key[] = "names of policy templates";
    const struct sg_strings *kept = sg_catalog_kept(c, key);
    if (kept)
        return kept;
    struct sg_strings *made = sg_new(sg_catalog_arena(c), struct sg_strings);
    sg_catalog_files(c, "policies", made);
    return sg_catalog_keep(c, key, made);
}

void sg_propose_policies(struct sg_completion *c)
{
    const struct sg_strings *names = template_names(c->catalog);
    for (size_t i = 0; i < names->count; i++)
        propose_template(c, names->items[i]);
    sg_propose_managed(c, false);
}

void sg_propose_parameters(struct sg_completion *c, const struct sg_policy *policy)
{
    for (size_t i = 0; i < policy->parameters.count; i++) {
        const struct sg_parameter *p = &policy->parameters.items[i];
        const char *quote = c->spot.json ? "\"" : "";
        const char *text = sg_format(c->arena, "%s%s%s: ", quote, p->name, quote);
        sg_propose(c, (struct sg_proposal){.label = p->name,
                                           .kind = SG_PROPOSE_PROPERTY,
                                           .detail = p->kind ? p->kind->title : NULL,
                                           .snippet = text,
                                           .plain = text,
                                           .whole = true});
    }
}

/* ---- Values of parameters ---- */

/* How a resource gives what the parameter takes: "Ref", an attribute, or NULL. */
static const char *attribute_giving(const struct sg_kind *kind, const char *holds)
{
    for (size_t i = 0; i < kind->yields.count; i++) {
        const struct sg_yield *yield = &kind->yields.items[i];
        if (!yield->separator && !yield->pattern && strcmp(yield->gives, holds) == 0)
            return yield->attribute;
    }
    return NULL;
}

void sg_propose_parameter_values(struct sg_completion *c, const struct sg_parameter *parameter)
{
    const struct sg_kind *kind = parameter->kind;
    const struct sg_node *resources = sg_get(c->root, "Resources"), *parameters = sg_get(c->root, "Parameters");
    const char *holds = parameter->holds ? parameter->holds : "name";
    const char *attribute = kind ? attribute_giving(kind, holds) : NULL;
    const struct sg_node *key = attribute && resources && resources->type == SG_MAP ? resources->first : NULL;
    for (; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        if (type && sg_strings_have(&kind->types, type))
            sg_propose_reference(c, key->text, attribute, type);
    }
    key = parameters && parameters->type == SG_MAP ? parameters->first : NULL;
    for (; key; key = key->next->next)
        sg_propose_reference(c, key->text, "Ref", "a parameter");
}

/* ---- Managed policies ---- */

/* SAM takes the names that it knows. */
void sg_propose_managed(struct sg_completion *c, bool by_arn)
{
    const struct sg_managed_names *all = sg_managed_names(c->catalog, NULL);
    for (size_t i = 0; all && i < all->policies.count; i++) {
        const struct sg_managed_name *managed = &all->policies.items[i];
        const char *path = managed->path ? managed->path : "", *label = managed->name;
        if (by_arn || managed->unknown_to_sam)
            label = sg_format(c->arena, "arn:aws:iam::aws:policy/%s%s", path, managed->name);
        sg_propose(c,
                   (struct sg_proposal){
                       .label = label, .kind = SG_PROPOSE_VALUE, .detail = "managed policy of AWS", .fact = "managed"});
    }
}
