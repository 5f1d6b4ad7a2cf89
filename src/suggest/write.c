#include "suggest/suggest_internal.h"

#include "base/shown.h"
#include "base/text.h"
#include "grant/command.h"

#include <string.h>

#define ACTIONS_SHOWN 6 /* of one policy */
#define WIDE_MOST 72    /* characters of a resource that others are aligned with */

/* ---- Words ---- */

const char *sg_code_need_resource(struct sg_arena *a, const struct sg_code_need *need)
{
    const char *rest = need->rest ? need->rest : "";
    switch (need->used.type) {
    case SG_USED_TEMPLATE:
    case SG_USED_PARAMETER:
    case SG_USED_EVENT:
        return sg_format(a, "${%s}%s", need->used.id, rest);
    case SG_USED_IMPORT:
        return sg_format(a, "!ImportValue %s%s", need->used.id, rest);
    case SG_USED_LITERAL:
        return sg_concat(a, need->used.id, rest);
    case SG_USED_NONE:
        return "*";
    case SG_USED_UNKNOWN:
        break;
    }
    if (need->used.from)
        return sg_format(a, "a resource that comes from %s", need->used.from);
    return "a resource that the code does not tell";
}

static const char *place(struct sg_arena *a, const struct sg_call *call)
{
    if (!call->file)
        return sg_format(a, "CloudTrail: %s", call->text);
    return sg_format(a, "%s:%u%s%s", call->file->path, call->line, call->text ? " " : "", call->text ? call->text : "");
}

static const char *policy_words(struct sg_arena *a, const struct sg_code_excess *excess)
{
    return excess->policy ? sg_format(a, "%s (line %zu)", excess->policy, excess->line)
                          : sg_format(a, "the policy in line %zu", excess->line);
}

/* As many as people read: "dynamodb:Scan, dynamodb:Query and 7 more". */
static const char *some_actions(struct sg_arena *a, const struct sg_strings *actions)
{
    struct sg_strings shown = *actions;
    size_t more = actions->count > ACTIONS_SHOWN ? actions->count - ACTIONS_SHOWN : 0;
    shown.count -= more;
    return sg_concat(a, sg_join(a, &shown, ", "), more ? sg_format(a, " and %zu more", more) : "");
}

/* ---- Lines ---- */

/* One line: what kind it is, what it says, and where in the code. */
struct line {
    const char *kind, *text, *where;
};

struct lines {
    struct sg_arena *arena;
    struct line *items;
    size_t count, capacity;
};

static void add_line(struct lines *lines, const char *kind, const char *text, const char *where)
{
    sg_grow(lines->arena, lines->items, lines->count, lines->capacity);
    lines->items[lines->count++] = (struct line){kind, text, where};
}

static void add_findings(struct lines *lines, const struct sg_suggestion *s)
{
    struct sg_arena *a = lines->arena;
    for (size_t i = 0; i < s->missing.count; i++) {
        const struct sg_code_need *need = s->missing.items[i].need;
        add_line(lines, "missing", sg_format(a, "%s on %s", need->action, sg_code_need_resource(a, need)),
                 place(a, need->call));
    }
    for (size_t i = 0; i < s->wide.count; i++) {
        const struct sg_code_excess *wide = &s->wide.items[i];
        add_line(lines, "wide", sg_format(a, "%s on %s: %s", wide->actions.items[0], wide->resource, wide->text),
                 wide->need ? place(a, wide->need->call) : NULL);
    }
    for (size_t i = 0; i < s->unused.count; i++)
        add_line(lines, "unused",
                 sg_format(a, "%s of %s: %s", some_actions(a, &s->unused.items[i].actions),
                           policy_words(a, &s->unused.items[i]), s->unused.items[i].text),
                 NULL);
    for (size_t i = 0; i < s->unknown.count; i++) {
        const struct sg_code_finding *finding = &s->unknown.items[i];
        const char *text = sg_format(a, "%s on %s", finding->need->action, sg_code_need_resource(a, finding->need));
        add_line(lines, "unknown", finding->why ? sg_format(a, "%s: %s", text, finding->why) : text,
                 place(a, finding->need->call));
    }
}

static void add_notes(struct lines *lines, const struct sg_suggesting *all, const struct sg_suggestion *s)
{
    struct sg_arena *a = lines->arena;
    for (size_t i = 0; i < s->undefined_count; i++) {
        const struct sg_undefined_variable *v = &s->undefined[i];
        add_line(lines, "env",
                 sg_format(a, "%s is read (%s:%u) but not in Environment.Variables%s%s%s", v->read->name,
                           v->read->file ? v->read->file->path : "", v->read->line, v->near ? "; did you mean " : "",
                           v->near ? v->near : "", v->near ? "?" : ""),
                 NULL);
    }
    if (s->handler.unread)
        add_line(lines, "not read", sg_format(a, "its code: %s", s->handler.unread), NULL);
    for (size_t i = 0; i < s->facts.not_read.count; i++)
        add_line(lines, "not read", s->facts.not_read.items[i], NULL);
    if (!s->role.known)
        add_line(lines, "not read",
                 "its role, or one of its policies, is not in the template, so nothing is reported as missing", NULL);
    const char *command = sg_suggest_command(all, s);
    if (command)
        add_line(lines, "fix", command, NULL);
}

static size_t width_of(const struct lines *lines)
{
    size_t width = 0;
    for (size_t i = 0; i < lines->count; i++) {
        size_t length = strlen(lines->items[i].text);
        if (lines->items[i].where && length > width && length <= WIDE_MOST)
            width = length;
    }
    return width;
}

static void write_lines(const struct lines *lines, struct sg_buffer *b)
{
    size_t width = width_of(lines);
    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        size_t length = strlen(line->text);
        bool fix = strcmp(line->kind, "fix") == 0;
        sg_add_format(b, fix ? "%-9s  " : "  %-8s ", line->kind);
        sg_add_shown(b, line->text, length);
        if (line->where) {
            sg_add_spaces(b, length < width ? width - length + 2 : 2);
            sg_add_shown(b, line->where, strlen(line->where));
        }
        sg_add_char(b, '\n');
    }
}

static void write_function(const struct sg_suggesting *all, const struct sg_suggestion *s, struct sg_buffer *b)
{
    struct lines lines = {.arena = all->arena};
    const char *path = s->handler.file ? s->handler.file->path : NULL;
    sg_add_format(b, "%s (%s:%zu%s", s->function->id, all->template->source->name, s->line, path ? ", " : "");
    if (path)
        sg_add_shown(b, path, strlen(path));
    sg_add(b, ")\n");
    add_findings(&lines, s);
    add_notes(&lines, all, s);
    bool clean = s->needs.count || s->facts.complete; /* code that was not read may make the calls */
    if (!s->missing.count && !s->handler.unread && s->role.known && clean)
        add_line(&lines, "ok",
                 !s->needs.count
                     ? "no call of AWS was found in its code"
                     : sg_format(all->arena, "its role allows what its code was seen to need (%zu permission%s)",
                                 s->needs.count, s->needs.count == 1 ? "" : "s"),
                 NULL);
    write_lines(&lines, b);
}

void sg_suggest_text(const struct sg_suggesting *all, struct sg_buffer *b)
{
    size_t written = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (!all->items[i].asked)
            continue;
        if (written++)
            sg_add_char(b, '\n');
        write_function(all, &all->items[i], b);
    }
    if (!written)
        sg_add(b, "the template has no function\n");
}
