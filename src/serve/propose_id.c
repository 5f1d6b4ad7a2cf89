#include "serve/completion_internal.h"

#include "catalog/text.h"
#include "catalog/type.h"

/* Calls `propose` for each name of a map. */
static void each_id(struct sg_completion *c, const struct sg_node *section,
                    void (*propose)(struct sg_completion *c, const char *id, const char *type))
{
    const struct sg_node *key = section && section->type == SG_MAP ? section->first : NULL;
    for (; key; key = key->next->next) {
        const char *type = sg_get_text(key->next, "Type");
        if (key->text)
            propose(c, key->text, type ? type : "");
    }
}

static void propose_id(struct sg_completion *c, const char *id, const char *type)
{
    sg_propose(c, (struct sg_proposal){.label = id, .kind = SG_PROPOSE_VARIABLE, .detail = type});
}

/* Each attribute, the ARN first. A "*" is part of attributes that nobody can list. */
static void each_attribute(struct sg_completion *c, const char *id, const char *type_name,
                           void (*propose)(struct sg_completion *c, const char *name, const char *type))
{
    struct sg_type type;
    if (!sg_find_type(c->arena, c->catalog, type_name, &type))
        return;
    if (type.arn && strcmp(type.arn, "Ref") != 0)
        propose(c, sg_format(c->arena, "%s.%s", id, type.arn), type_name);
    for (size_t i = 0; i < type.attributes.count; i++)
        if (!strchr(type.attributes.items[i], '*') && !sg_same_text(type.arn, type.attributes.items[i]))
            propose(c, sg_format(c->arena, "%s.%s", id, type.attributes.items[i]), type_name);
}

static void propose_attributes(struct sg_completion *c, const char *id, const char *type)
{
    each_attribute(c, id, type, propose_id);
}

void sg_propose_ids(struct sg_completion *c, const char *tag)
{
    const struct sg_node *resources = sg_get(c->root, "Resources");
    bool attributes = strcmp(tag, "!GetAtt") == 0 || strcmp(tag, "Fn::GetAtt") == 0;
    struct sg_strings pseudo = {0};
    if (attributes && !c->spot.json) {
        each_id(c, resources, propose_attributes);
        return;
    }
    each_id(c, resources, propose_id);
    if (attributes || strcmp(tag, "DependsOn") == 0)
        return;
    each_id(c, sg_get(c->root, "Parameters"), propose_id);
    sg_pseudo_parameters(c->arena, &pseudo);
    for (size_t i = 0; i < pseudo.count; i++)
        propose_id(c, pseudo.items[i], "pseudo parameter");
}

/* ---- ${...} ---- */

static void propose_substitution(struct sg_completion *c, const char *name, const char *type)
{
    const char *text = sg_format(c->arena, "${%s}", name);
    sg_propose(c, (struct sg_proposal){.label = text,
                                       .kind = SG_PROPOSE_VARIABLE,
                                       .detail = type,
                                       .snippet = sg_snippet_text(c->arena, text),
                                       .plain = text});
}

static void propose_substitutions_of(struct sg_completion *c, const char *id, const char *type)
{
    propose_substitution(c, id, type);
    each_attribute(c, id, type, propose_substitution);
}

/* A spec names resources, without attributes. */
static void propose_all(struct sg_completion *c, const struct sg_node *template)
{
    bool spec = c->document->kind == SG_DOCUMENT_SPEC;
    struct sg_strings pseudo = {0};
    each_id(c, sg_get(template, "Resources"), spec ? propose_substitution : propose_substitutions_of);
    each_id(c, sg_get(template, "Parameters"), propose_substitution);
    sg_pseudo_parameters(c->arena, &pseudo);
    for (size_t i = 0; i < pseudo.count; i++)
        propose_substitution(c, pseudo.items[i], "pseudo parameter");
}

bool sg_propose_substitutions(struct sg_completion *c, const struct sg_node *template)
{
    const char *open = NULL;
    for (const char *p = strstr(c->spot.typed, "${"); p; p = strstr(p + 2, "${"))
        open = p;
    if (!open || strchr(open, '}') || open[2] == '!')
        return false;
    c->typed = open;
    c->start = c->spot.start + (size_t)(open - c->spot.typed);
    c->end = c->spot.cursor;
    const char *rest = c->spot.word + (c->spot.cursor - c->spot.start);
    size_t name = strcspn(rest, "}${ \"'");
    c->end += rest[name] == '}' ? name + 1 : 0;
    propose_all(c, template);
    return true;
}

/* ---- Intrinsics ---- */

void sg_propose_intrinsic(struct sg_completion *c, const char *yaml, const char *json, const char *detail)
{
    const char *text = c->spot.json ? json : yaml;
    sg_propose(c, (struct sg_proposal){.label = yaml,
                                       .kind = SG_PROPOSE_REFERENCE,
                                       .detail = detail,
                                       .snippet = sg_snippet_text(c->arena, text),
                                       .plain = text,
                                       .whole = true});
}

void sg_propose_reference(struct sg_completion *c, const char *id, const char *attribute, const char *detail)
{
    if (strcmp(attribute, "Ref") == 0)
        sg_propose_intrinsic(c, sg_format(c->arena, "!Ref %s", id), sg_format(c->arena, "{\"Ref\": \"%s\"}", id),
                             detail);
    else
        sg_propose_intrinsic(c, sg_format(c->arena, "!GetAtt %s.%s", id, attribute),
                             sg_format(c->arena, "{\"Fn::GetAtt\": [\"%s\", \"%s\"]}", id, attribute), detail);
}
