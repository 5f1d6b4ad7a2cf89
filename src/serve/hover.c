#include "serve/fact_internal.h"
#include "serve/mention_internal.h"
#include "serve/spec_internal.h"

#include "catalog/action.h"

/* ---- What is at the cursor ---- */

/* The code of a rule in a comment, such as "# samgen: ignore SG201". */
static bool add_rule(struct sg_session *s, struct sg_text text, size_t offset, struct sg_buffer *b)
{
    size_t start = offset, end = offset;
    while (start > 0 && sg_is_alnum(text.bytes[start - 1]))
        start--;
    while (end < text.length && sg_is_alnum(text.bytes[end]))
        end++;
    return sg_fact_rule(s->samgen, sg_copy_bytes(sg_api_arena(s->samgen), text.bytes + start, end - start), b);
}

/* The options of a grant are keys beside its name. */
static bool add_option(struct sg_session *s, const struct sg_spot *spot, const struct sg_node *root,
                       struct sg_buffer *b)
{
    const char *grant = sg_get_text(sg_spot_node(spot, root, 0), "grant");
    struct samgen_grant_info info = {0};
    if (!spot->may_be_key || !grant || !samgen_describe(s->samgen, grant, &info))
        return false;
    for (size_t i = 0; i < info.option_count; i++) {
        const struct samgen_option_info *o = &info.options[i];
        if (!sg_starts_with(spot->word, o->name) || strlen(spot->word) > strlen(o->name) + 2)
            continue;
        sg_add_format(b, "**%s** of %s\n\n%s: %s%s.\n\nFor example ", spot->word, grant, o->kind ? o->kind : "",
                      o->title, o->required ? " (required)" : "");
        sg_add_code(b, o->example ? o->example : "true");
        sg_add(b, "\n");
        return true;
    }
    return false;
}

/* A parameter of a SAM policy template. */
static bool add_parameter(struct sg_session *s, const struct sg_spot *spot, struct sg_buffer *b)
{
    struct samgen_grant_info info = {0};
    if (!spot->may_be_key || !samgen_describe_template(s->samgen, sg_spot_key(spot, 0), &info))
        return false;
    for (size_t i = 0; i < info.option_count; i++) {
        if (strcmp(info.options[i].name, spot->word) != 0)
            continue;
        sg_add_format(b, "**%s** of %s\n\n%s\n", spot->word, info.name, info.options[i].title);
        return true;
    }
    return false;
}

static bool is_under_condition(const struct sg_spot *spot, size_t up)
{
    const char *key = sg_spot_key(spot, up);
    return strcmp(key, "Condition") == 0 || strcmp(key, "conditions") == 0 || strcmp(key, "Conditions") == 0;
}

/* An action that is not in the data: nothing is known of it. */
static bool add_unknown(struct sg_session *s, const struct sg_spot *spot, struct sg_buffer *b)
{
    static const char *const keys[] = {"Action", "NotAction", "actions", "allow", "deny"};
    const struct sg_action_index *index = sg_action_index(sg_api_catalog(s->samgen), NULL);
    bool action = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        action = action || strcmp(sg_spot_key(spot, 0), keys[i]) == 0;
    if (!action || !index || !strchr(spot->word, ':'))
        return false;
    sg_add_code(b, spot->word);
    sg_add_format(b, "\n\nUnknown: the actions that samgen knows do not have it (%s).\n", index->source);
    return true;
}

static bool add_facts(struct sg_session *s, const struct sg_spot *spot, const struct sg_node *root, struct sg_buffer *b)
{
    const char *id = sg_spot_id(sg_api_arena(s->samgen), spot), *word = spot->word;
    if (id && sg_fact_id(s->samgen, root, id, b))
        return true;
    if (spot->may_be_key && is_under_condition(spot, 0) && sg_fact_operator(s->samgen, word, b))
        return true;
    if (spot->may_be_key && is_under_condition(spot, 1) && sg_fact_key(s->samgen, word, b))
        return true;
    return sg_fact_action(s->samgen, word, b) || sg_fact_template(s->samgen, word, b) ||
           sg_fact_managed(s->samgen, word, b) || add_option(s, spot, root, b) || add_parameter(s, spot, b) ||
           sg_fact_grant(s->samgen, word, b) || add_unknown(s, spot, b);
}

/* What a spec names is in its template. */
static bool add_named(struct sg_session *s, const struct sg_document *d, const struct sg_spot *spot,
                      const struct sg_node *root, struct sg_buffer *b)
{
    struct sg_own_template own;
    const char *id = strcmp(sg_spot_key(spot, 0), "name") == 0 ? spot->word : sg_spot_id(sg_api_arena(s->samgen), spot);
    return id && sg_template_of_spec(s, d, spot, root, &own) && sg_fact_id(s->samgen, own.root, id, b);
}

static bool add_all(struct sg_session *s, struct sg_document *d, size_t offset, const struct sg_spot *spot,
                    struct sg_buffer *b)
{
    struct sg_text text;
    if (spot->in_comment)
        return add_rule(s, d->text, offset, b);
    if (!*spot->word)
        return false;
    const struct sg_node *root = sg_document_tree(d, offset, &text);
    return (d->kind == SG_DOCUMENT_SPEC && add_named(s, d, spot, root, b)) || add_facts(s, spot, root, b);
}

json_t *sg_answer_hover(struct sg_session *s, const json_t *params)
{
    size_t offset;
    struct sg_document *d = sg_document_at(s, params, &offset);
    struct sg_arena *a = sg_api_arena(s->samgen);
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_spot spot;
    if (!d)
        return NULL;
    sg_spot_find(a, d->text, offset, &spot);
    if (!add_all(s, d, offset, &spot, &b))
        return json_null();
    return json_pack("{s:{s:s, s:s}, s:o}", "contents", "kind", s->markdown ? "markdown" : "plaintext", "value", b.text,
                     "range",
                     sg_range(d->text, spot.in_comment ? offset : spot.start, spot.in_comment ? offset : spot.end));
}
