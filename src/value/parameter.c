#include "value/name.h"
#include "value/reference.h"
#include "value/value_internal.h"

#include <string.h>

static void add_texts(struct sg_scope *scope, const struct sg_node *node, struct sg_strings *texts)
{
    for (const struct sg_node *item = node && node->type == SG_LIST ? node->first : node; item; item = item->next) {
        if (item->type == SG_SCALAR && !item->tag && *item->text)
            sg_push_once(scope->arena, texts, item->text);
        if (item == node)
            return;
    }
}

static const struct sg_arn_form *told_form(const struct sg_kind *kind)
{
    for (size_t i = 0; i < kind->others.count; i++)
        if (kind->others.items[i].tell)
            return &kind->others.items[i];
    return sg_value_hidden_form(kind);
}

void sg_value_tell_form(struct sg_scope *scope, struct sg_origin origin, const char *what, const struct sg_value *value)
{
    const struct sg_arn_form *other = told_form(value->kind);
    const char *plain = sg_with_article(scope->arena, value->kind->title);
    const char *way =
        other && other->option ? sg_format(scope->arena, "use --%s", other->option) : "write the value itself";
    if (value->maybe)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s may be %s or %s, so both are allowed", what, plain,
                  value->maybe->title);
    else if (other && value->form == other)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s is taken for %s; if it may be %s, write the value itself",
                  what, other->title, plain);
    else if (other)
        sg_report(scope->findings, SAMGEN_NOTE, origin, "%s is taken for %s; if it may be %s, %s", what, plain,
                  other->title, way);
}

static bool begin_with_arn(const struct sg_strings *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        if (!sg_starts_with(texts->items[i], "arn:"))
            return false;
    return texts->count > 0;
}

static bool is_list(const char *type)
{
    return type && (strstr(type, "List<") || strstr(type, "CommaDelimitedList"));
}

enum holds { A_VALUE, ANOTHER_SPELLING, NO_VALUE };

/* What a parameter holds: !Ref of it stands where a name or an ARN must, so the URL of a queue is not a value there. */
static enum holds read_held(struct sg_scope *scope, const struct sg_kind *kind, const char *text)
{
    struct sg_value value = {.kind = kind, .given = text};
    struct sg_hush hush;
    bool other = false;
    sg_hush(&hush, &scope->findings);
    if (kind->arn)
        sg_value_read_url(scope, (struct sg_origin){0}, &value, &other);
    bool ok = other || sg_read_value(scope, (struct sg_origin){0}, kind, text, &value);
    sg_unhush(&hush);
    return other ? ANOTHER_SPELLING : ok ? A_VALUE : NO_VALUE;
}

/*
 * Checks the values that the template gives a parameter. A wrong one may be replaced at deployment, so it is a
 * warning.
 */
static bool check_held(struct sg_scope *scope, struct sg_origin origin, const char *id, const struct sg_kind *kind,
                       const struct sg_strings *texts)
{
    const char *what = sg_kind_name(scope->arena, kind);
    for (size_t i = 0; i < texts->count; i++) {
        enum holds holds = read_held(scope, kind, texts->items[i]);
        if (holds == ANOTHER_SPELLING)
            return sg_fail(scope->findings, origin,
                           "the value of %s can be \"%s\", which is neither %s nor its ARN; use a parameter for the "
                           "name or the ARN",
                           id, texts->items[i], what);
        if (holds == NO_VALUE)
            sg_report(scope->findings, SAMGEN_WARNING, origin, "the value of %s can be \"%s\", which is %s", id,
                      texts->items[i],
                      kind->arn ? sg_format(scope->arena, "neither %s nor its ARN", what)
                                : sg_format(scope->arena, "not %s", what));
    }
    return true;
}

bool sg_value_read_parameter(struct sg_scope *scope, struct sg_origin origin, const char *id, struct sg_value *value)
{
    const struct sg_name *name = sg_find_name(scope->names, id);
    const char *text = sg_format(scope->arena, "${%s}", id);
    struct sg_strings texts = {0};
    const struct sg_node *allowed = sg_get(name->properties, "AllowedValues");
    const char *type = sg_get_text(name->properties, "Type");
    if (is_list(type))
        return sg_fail(scope->findings, origin,
                       "the parameter %s is a list; take one of its values, as in !Select [0, !Ref %s]", id, id);
    add_texts(scope, allowed ? allowed : sg_get(name->properties, "Default"), &texts);
    if (type && sg_starts_with(type, "AWS::SSM::Parameter::Value<")) /* the texts name what holds the value */
        texts.count = 0;
    if (!check_held(scope, origin, id, value->kind, &texts))
        return false;
    sg_value_guess_form(scope, &texts, value);
    if (value->kind->arn && (begin_with_arn(&texts) || (!texts.count && sg_looks_like_arn(id))))
        value->arn = text;
    else
        value->name = text;
    value->slash_unknown = value->kind->drop != NULL;
    if (!allowed || !texts.count)
        sg_value_tell_form(scope, origin, text, value);
    return true;
}
