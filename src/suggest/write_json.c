#include "suggest/suggest_internal.h"

#include "sam/apart.h"
#include "yaml/tree.h"

static const char *const kinds[] = {
    [SG_USED_TEMPLATE] = "template", [SG_USED_PARAMETER] = "parameter", [SG_USED_IMPORT] = "import",
    [SG_USED_LITERAL] = "literal",   [SG_USED_EVENT] = "event",         [SG_USED_UNKNOWN] = "unknown",
    [SG_USED_NONE] = "none"};

static const char *const ways[] = {[SG_VIA_CALL] = "call",
                                   [SG_VIA_HELPER] = "helper",
                                   [SG_VIA_IMPLICIT] = "implicit",
                                   [SG_VIA_PRESIGNED] = "presigned",
                                   [SG_VIA_TRAIL] = "trail"};

static struct sg_node *resource_node(struct sg_arena *a, const struct sg_code_need *need)
{
    struct sg_node *node = sg_map(a);
    sg_put_text(a, node, "kind", kinds[need->used.type]);
    sg_put_text(a, node, "id", need->used.id);
    sg_put_text(a, node, "arn", need->arn ? sg_apart_shown(a, need->arn) : NULL);
    return node;
}

static void put_place(struct sg_arena *a, struct sg_node *node, const struct sg_call *call)
{
    sg_put_text(a, node, "file", call->file ? call->file->path : NULL);
    sg_put_number(a, node, "line", call->line);
}

static struct sg_node *granting_node(const struct sg_suggesting *all, const struct sg_permission *permission)
{
    struct sg_arena *a = all->arena;
    const struct sg_granted *granted = permission->granted;
    struct sg_node *node = sg_map(a);
    bool whole = granted->because || granted->type != SG_DOCUMENT_ENTRY;
    size_t offset = whole ? granted->entry->start : permission->statement->offset;
    sg_put_text(a, node, "policy", granted->name);
    sg_put_text(a, node, "sid", permission->statement->sid);
    sg_put_number(a, node, "line", sg_locate(all->template->source, offset).line);
    return node;
}

static struct sg_node *call_node(const struct sg_suggesting *all, const struct sg_code_need *need,
                                 const struct sg_permission *permission)
{
    struct sg_arena *a = all->arena;
    struct sg_node *node = sg_map(a);
    sg_put_text(a, node, "action", need->action);
    sg_put_text(a, node, "operation", need->call->operation);
    sg_put_text(a, node, "service", need->call->service);
    sg_put(a, node, "resource", resource_node(a, need));
    sg_put_text(a, node, "prefix", need->prefix);
    put_place(a, node, need->call);
    sg_put_text(a, node, "via", ways[need->call->via]);
    if (permission->state == SG_PERMITTED_IF)
        sg_put_text(a, node, "granted", permission->when);
    else
        sg_put_plain(a, node, "granted",
                     permission->state == SG_PERMITTED       ? "true"
                     : permission->state == SG_NOT_PERMITTED ? "false"
                                                             : "null");
    if (permission->granted)
        sg_put(a, node, "by", granting_node(all, permission));
    return node;
}

static struct sg_node *finding_node(struct sg_arena *a, const struct sg_code_finding *finding)
{
    struct sg_node *node = sg_map(a);
    sg_put_text(a, node, "action", finding->need->action);
    sg_put(a, node, "resource", resource_node(a, finding->need));
    sg_put_text(a, node, "on", sg_code_need_resource(a, finding->need));
    put_place(a, node, finding->need->call);
    if (finding->why)
        sg_put_text(a, node, "why", finding->why);
    return node;
}

static struct sg_node *findings_node(struct sg_arena *a, const struct sg_code_findings *findings)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < findings->count; i++)
        sg_append(list, finding_node(a, &findings->items[i]));
    return list;
}

static struct sg_node *excesses_node(struct sg_arena *a, const struct sg_code_excesses *excesses)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < excesses->count; i++) {
        const struct sg_code_excess *excess = &excesses->items[i];
        struct sg_node *node = sg_map(a);
        sg_put_texts(a, node, "actions", excess->actions.items, excess->actions.count);
        sg_put_text(a, node, "policy", excess->policy);
        sg_put_number(a, node, "line", excess->line);
        if (excess->resource)
            sg_put_text(a, node, "on", excess->resource);
        if (excess->text)
            sg_put_text(a, node, "why", excess->text);
        sg_append(list, node);
    }
    return list;
}

static struct sg_node *environment_node(struct sg_arena *a, const struct sg_suggestion *s)
{
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < s->undefined_count; i++) {
        const struct sg_undefined_variable *v = &s->undefined[i];
        struct sg_node *node = sg_map(a);
        sg_put_text(a, node, "name", v->read->name);
        sg_put_text(a, node, "near", v->near);
        sg_put_text(a, node, "file", v->read->file ? v->read->file->path : NULL);
        sg_put_number(a, node, "line", v->read->line);
        sg_append(list, node);
    }
    return list;
}

static struct sg_node *not_read_node(struct sg_arena *a, const struct sg_suggestion *s)
{
    struct sg_strings texts = {0};
    struct sg_node *holder = sg_map(a);
    if (s->handler.unread)
        sg_push(a, &texts, s->handler.unread);
    for (size_t i = 0; i < s->facts.not_read.count; i++)
        sg_push(a, &texts, s->facts.not_read.items[i]);
    sg_put_texts(a, holder, "not_read", texts.items, texts.count);
    return sg_get(holder, "not_read");
}

static struct sg_node *function_node(const struct sg_suggesting *all, const struct sg_suggestion *s)
{
    struct sg_arena *a = all->arena;
    struct sg_node *node = sg_map(a), *calls = sg_list(a);
    for (size_t i = 0; i < s->needs.count; i++)
        sg_append(calls, call_node(all, &s->needs.items[i], &s->permissions[i]));
    sg_put_texts(a, node, "files", s->facts.files.items, s->facts.files.count);
    sg_put(a, node, "calls", calls);
    sg_put(a, node, "missing", findings_node(a, &s->missing));
    sg_put(a, node, "wide", excesses_node(a, &s->wide));
    sg_put(a, node, "unused", excesses_node(a, &s->unused));
    sg_put(a, node, "unknown", findings_node(a, &s->unknown));
    sg_put(a, node, "env", environment_node(a, s));
    sg_put(a, node, "not_read", not_read_node(a, s));
    sg_put_text(a, node, "fix", sg_suggest_command(all, s));
    return node;
}

struct sg_node *sg_suggest_json(const struct sg_suggesting *all)
{
    struct sg_node *root = sg_map(all->arena), *functions = sg_map(all->arena);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].asked)
            sg_put(all->arena, functions, all->items[i].function->id, function_node(all, &all->items[i]));
    sg_put(all->arena, root, "functions", functions);
    return root;
}
