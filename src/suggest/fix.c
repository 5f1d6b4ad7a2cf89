#include "suggest/suggest_internal.h"

#include "base/text.h"
#include "catalog/target.h"
#include "catalog/type.h"
#include "grant/command.h"
#include "grant/match.h"
#include "grant/needs.h"
#include "yaml/write.h"

#include <string.h>

/* A name that stands for what only deployment knows while a grant is searched. */
#define STAND_IN "samgen-stand-in"

/* The resource of a need, as an ARN of an example, and what is written in place of the example's name. */
struct example {
    const char *arn;
    const char *name;    /* in the ARN */
    const char *written; /* "${Uploads}", "!ImportValue uploads" */
};

/* "Uploads" of an ARN of the template is written as ${Uploads} in options. */
static bool example_of(struct sg_suggesting *all, const struct sg_code_need *need, struct example *example)
{
    struct sg_arena *a = all->arena;
    const struct sg_used *used = &need->used;
    struct sg_type type;
    *example = (struct example){.arn = need->arn};
    if (used->type == SG_USED_NONE || (need->arn && strcmp(need->arn, "*") == 0)) {
        example->arn = "*";
        return true;
    }
    if (used->type == SG_USED_UNKNOWN || !need->form)
        return false;
    const char *arn = NULL, *name = NULL;
    if (used->resource) {
        name = sg_physical_name(&all->plain, used->resource);
        if (sg_find_type(a, all->template->catalog, used->resource->type, &type) && type.arn)
            arn = sg_attribute_of(&all->plain, used->resource, type.arn);
        example->written = sg_format(a, "${%s}", used->resource->id);
    } else if (used->type == SG_USED_PARAMETER) {
        name = STAND_IN;
        example->written = sg_format(a, "${%s}", used->id);
    } else if (used->type == SG_USED_IMPORT) {
        name = STAND_IN;
        example->written = sg_format(a, "!ImportValue %s", used->id);
    } else {
        name = used->id;
        example->written = used->id;
        if (strstr(used->id, "${")) /* its text depends on the stack */
            name = STAND_IN;
    }
    bool suffixed = !used->resource && !strchr(name, ':') && *sg_code_need_suffix(&all->joiner, need);
    example->name = name = suffixed ? sg_concat(a, name, "-AbCdEf") : name;
    const struct sg_arn_surroundings around = {all->template->partition, all->template->region,
                                               sg_example_account(&all->plain)};
    example->arn = sg_code_need_arn(&all->joiner, need, arn, name, &around);
    return example->arn != NULL;
}

/* Writes `written` where an option has the ARN or the name of the example. `rest` follows the resource in the ARN. */
static const char *refer(struct sg_arena *a, const char *text, const struct example *example, const char *rest)
{
    size_t whole = strlen(example->arn), after = rest ? strlen(rest) : 0;
    if (!text || !example->written)
        return text;
    if (sg_same_text(text, example->name))
        return example->written;
    if (after < whole && sg_starts_with(example->arn, "arn:") && strncmp(text, example->arn, whole - after) == 0)
        return sg_concat(a, example->written, text + whole - after);
    return text;
}

static struct sg_asked_grant referring(struct sg_arena *a, const struct sg_asked_grant *asked,
                                       const struct example *example, const char *rest)
{
    struct sg_asked_grant made = *asked;
    made.options = sg_new_array(a, struct sg_asked_option, asked->count);
    for (size_t i = 0; i < asked->count; i++) {
        made.options[i] = asked->options[i];
        made.options[i].text = refer(a, asked->options[i].text, example, rest);
        made.options[i].origin.subject = sg_format(a, "--%s", asked->options[i].name);
    }
    return made;
}

/* The ARN of the resource in the notation of Fn::Sub: "${Uploads.Arn}/incoming/" and a star. */
static const char *attribute_arn(struct sg_suggesting *all, const struct sg_code_need *need)
{
    struct sg_type type;
    const char *rest = need->rest ? need->rest : "";
    if (!need->used.resource || !sg_find_type(all->arena, all->template->catalog, need->used.resource->type, &type) ||
        !type.arn)
        return NULL;
    bool ref = strcmp(type.arn, "Ref") == 0;
    return sg_format(all->arena, "${%s%s%s}%s", need->used.id, ref ? "" : ".", ref ? "" : type.arn, rest);
}

/* The ARN of a need as a statement has it. */
static const char *written_arn(struct sg_suggesting *all, const struct sg_code_need *need,
                               const struct example *example)
{
    static const struct sg_arn_surroundings own = {"${AWS::Partition}", "${AWS::Region}", "${AWS::AccountId}"};
    struct sg_arena *a = all->arena;
    const char *attribute = attribute_arn(all, need), *id = need->used.id;
    if (attribute)
        return attribute;
    if (need->used.type == SG_USED_LITERAL)
        return sg_code_need_arn(&all->joiner, need, sg_starts_with(id, "arn:") ? id : NULL,
                                sg_concat(a, id, sg_code_need_suffix(&all->joiner, need)), &own);
    if (need->used.type == SG_USED_PARAMETER && sg_ends_with(id, "Arn"))
        return sg_concat(a, example->written, need->rest);
    return sg_code_need_arn(&all->joiner, need, NULL, example->written, &own);
}

/* !ImportValue "arn", or !Sub ["arn:${AWS::Partition}:dynamodb:...:table/${Import}", {Import: !ImportValue "name"}] */
static struct sg_node *imported_arn(struct sg_suggesting *all, const struct sg_code_need *need)
{
    struct sg_arena *a = all->arena;
    const char *id = need->used.id;
    struct sg_node *import = sg_tagged(a, "!ImportValue", id), *sub = sg_list(a), *with = sg_map(a);
    const struct example name = {.written = sg_concat(a, "${Import}", sg_code_need_suffix(&all->joiner, need))};
    bool is_arn = sg_ends_with(id, "arn") || sg_ends_with(id, "Arn") || sg_ends_with(id, "ARN");
    if (strstr(id, "${")) {
        import = sg_map(a);
        sg_put(a, import, "Fn::ImportValue", sg_tagged(a, "!Sub", id));
    }
    if (is_arn && !(need->rest && *need->rest))
        return import;
    sub->tag = "!Sub";
    sg_append(sub, sg_scalar(a, is_arn ? sg_concat(a, "${Import}", need->rest) : written_arn(all, need, &name)));
    sg_put(a, with, "Import", import);
    sg_append(sub, with);
    return sub;
}

static const char *flow_text(struct sg_arena *a, const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_write_flow(&b, node);
    return b.text;
}

/* A statement, where no grant of the catalog is small enough. */
static struct sg_asked_grant statement_of(struct sg_suggesting *all, const struct sg_code_need *need,
                                          const struct example *example)
{
    struct sg_arena *a = all->arena;
    struct sg_asked_option *options = sg_new_array(a, struct sg_asked_option, 2);
    bool whole = strcmp(example->arn, "*") == 0;
    const struct sg_node *node = !whole && need->used.type == SG_USED_IMPORT ? imported_arn(all, need) : NULL;
    const char *resource = whole ? example->arn : node ? flow_text(a, node) : written_arn(all, need, example);
    options[0] = (struct sg_asked_option){.name = "action", .text = need->action, .origin = {.subject = "--action"}};
    options[1] = (struct sg_asked_option){
        .name = "resource", .text = resource, .node = node, .origin = {.subject = "--resource"}};
    return (struct sg_asked_grant){.name = "allow", .options = options, .count = 2};
}

static bool is_same_grant(const struct sg_asked_grant *x, const struct sg_asked_grant *y)
{
    if (strcmp(x->name, y->name) != 0 || x->count != y->count)
        return false;
    for (size_t i = 0; i < x->count; i++)
        if (strcmp(x->options[i].name, y->options[i].name) != 0 ||
            !sg_same_text(x->options[i].text, y->options[i].text))
            return false;
    return true;
}

static bool needs_too(const struct sg_suggestion *s, const struct sg_code_need *need, const char *action)
{
    for (size_t i = 0; i < s->needs.count; i++)
        if (strcmp(s->needs.items[i].action, action) == 0 && s->needs.items[i].used.type == need->used.type &&
            sg_same_text(s->needs.items[i].used.id, need->used.id))
            return true;
    return false;
}

/* Whether the grant allows nothing that the code does not need of this resource. */
static bool is_exact(struct sg_suggesting *all, const struct sg_suggestion *s, const struct sg_code_need *need,
                     const struct sg_asked_grant *asked)
{
    struct sg_use use;
    struct sg_statements statements;
    if (!sg_read_use(&all->scope, all->template->catalog, asked, &use) ||
        !sg_grant_needs(&all->scope, &use, SG_ARN_SHORTEST, &statements))
        return false;
    for (size_t i = 0; i < statements.count; i++)
        for (size_t k = 0; k < statements.items[i].actions.count; k++)
            if (!needs_too(s, need, statements.items[i].actions.items[k]))
                return false;
    return true;
}

bool sg_suggest_add_grant(struct sg_suggesting *all, struct sg_suggestion *s, const struct sg_code_need *need,
                          struct sg_asked_grant **items, size_t *count, size_t *capacity)
{
    struct example example;
    struct sg_asked_grant asked, made;
    if (!example_of(all, need, &example))
        return false;
    if (sg_grant_match(&all->scope, all->template->catalog, SG_MATCH_PATTERNS, need->action, example.arn, &asked) &&
        is_exact(all, s, need, &asked))
        made = referring(all->arena, &asked, &example, need->rest);
    else
        made = statement_of(all, need, &example);
    for (size_t i = 0; i < *count; i++)
        if (is_same_grant(&(*items)[i], &made))
            return true;
    sg_grow(all->arena, *items, *count, *capacity);
    (*items)[(*count)++] = made;
    return true;
}

void sg_suggest_fix(struct sg_suggesting *all, struct sg_suggestion *s)
{
    for (size_t i = 0; i < s->missing.count; i++)
        if (!sg_suggest_add_grant(all, s, s->missing.items[i].need, &s->fixes, &s->fix_count, &s->fix_capacity))
            s->unfixed++;
}

const char *sg_suggest_command(const struct sg_suggesting *all, const struct sg_suggestion *s)
{
    struct sg_buffer b = sg_buffer_new(all->arena, SG_BUFFER_MOST);
    if (!s->fix_count)
        return NULL;
    sg_add(&b, "samgen apply ");
    sg_grant_add_shell_word(&b, all->template->source->name);
    sg_add_format(&b, " --function %s", s->function->id);
    for (size_t i = 0; i < s->fix_count; i++)
        sg_add_format(&b, "%s %s", i ? " +" : "", sg_grant_words(all->arena, &s->fixes[i]));
    return b.text;
}

/* ---- The spec of all needs ---- */

/* An option as a spec writes it: a switch is true, the others are texts. */
static void put_option(struct sg_arena *a, struct sg_node *grant, const struct sg_asked_option *option)
{
    if (option->text)
        sg_put(a, grant, option->name, sg_scalar(a, option->text));
    else
        sg_put_plain(a, grant, option->name, "true");
}

static struct sg_node *list_of(struct sg_arena *a, const struct sg_asked_option *option)
{
    struct sg_node *list = sg_list(a);
    list->flow = true;
    sg_append(list, option->node ? sg_copy_node(a, option->node) : sg_scalar(a, option->text));
    return list;
}

/* {actions: [s3:GetObject], resources: [...]} of the grant `allow`. */
static struct sg_node *statement_node(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "actions", list_of(a, &grant->options[0]));
    sg_put(a, node, "resources", list_of(a, &grant->options[1]));
    return node;
}

static struct sg_node *grant_node(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    struct sg_node *node = sg_map(a);
    sg_put(a, node, "grant", sg_scalar(a, grant->name));
    for (size_t i = 0; i < grant->count; i++)
        put_option(a, node, &grant->options[i]);
    return node;
}

/* Whether the call is certain, and what it is for is known. */
static bool is_stated(const struct sg_code_need *need)
{
    return need->call->sure && need->used.type != SG_USED_UNKNOWN;
}

static struct sg_node *function_node(struct sg_suggesting *all, struct sg_suggestion *s)
{
    struct sg_arena *a = all->arena;
    struct sg_node *node = sg_map(a), *grants = sg_list(a), *statements = sg_list(a);
    struct sg_asked_grant *items = NULL;
    size_t count = 0, capacity = 0;
    struct sg_buffer left = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < s->needs.count; i++) {
        const struct sg_code_need *need = &s->needs.items[i];
        if (!is_stated(need) || !sg_suggest_add_grant(all, s, need, &items, &count, &capacity))
            sg_add_format(&left, "%snot granted: %s on %s", left.length ? "\n" : "", need->action,
                          sg_code_need_resource(a, need));
    }
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].name, "allow") == 0)
            sg_append(statements, statement_node(a, &items[i]));
        else
            sg_append(grants, grant_node(a, &items[i]));
    sg_put(a, node, "name", sg_scalar(a, s->function->id));
    sg_put(a, node, "template", sg_scalar(a, all->template->source->name));
    if (grants->count)
        sg_put(a, node, "grants", grants);
    if (statements->count)
        sg_put(a, node, "statements", statements);
    if (left.length)
        node->comment = left.text;
    return node;
}

void sg_suggest_spec(struct sg_suggesting *all, struct sg_buffer *b)
{
    struct sg_node *root = sg_map(all->arena), *functions = sg_list(all->arena);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked)
            sg_append(functions, function_node(all, &all->items[i]));
    sg_put(all->arena, root, "functions", functions);
    sg_write_yaml(b, root, 0);
}
