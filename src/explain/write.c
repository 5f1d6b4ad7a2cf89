#include "explain/explain.h"

#include "base/buffer.h"
#include "base/shown.h"

#include <string.h>

#define COLUMNS 4
#define CELL_WIDTH 44 /* of the texts in one cell; the others are counted */
#define EXCESS_SHOWN 8

const char *sg_explain_short_resource(struct sg_arena *a, const char *resource)
{
    static const char *const own[] = {"${AWS::Region}:${AWS::AccountId}:", "::"};
    const char *service = strchr(resource, ':');
    if (!sg_starts_with(resource, "arn:") || !service)
        return resource;
    const char *p = resource + strlen("arn:");
    p = sg_starts_with(p, "${AWS::Partition}:") ? p + strlen("${AWS::Partition}:")
        : strchr(p, ':')                        ? strchr(p, ':') + 1
                                                : p;
    const char *rest = strchr(p, ':');
    for (size_t i = 0; rest && i < sizeof own / sizeof *own; i++)
        if (sg_starts_with(rest + 1, own[i]))
            return sg_copy(a, rest + 1 + strlen(own[i]));
    return resource;
}

/* Returns as many texts as fit into a cell, at least one: "a, b and 3 more". */
static const char *some_texts(struct sg_arena *a, const struct sg_strings *texts)
{
    struct sg_strings shown = {0};
    size_t width = 0;
    while (shown.count < texts->count &&
           (shown.count == 0 || width + strlen(texts->items[shown.count]) <= CELL_WIDTH)) {
        width += strlen(texts->items[shown.count]) + strlen(", ");
        sg_push(a, &shown, texts->items[shown.count]);
    }
    size_t more = texts->count - shown.count;
    return sg_concat(a, sg_join(a, &shown, ", "), more ? sg_format(a, " and %zu more", more) : "");
}

static const char *resources_text(struct sg_arena *a, const struct sg_access_row *row)
{
    struct sg_strings shown = {0};
    for (size_t i = 0; i < row->resources.count; i++)
        sg_push(a, &shown, sg_explain_short_resource(a, row->resources.items[i]));
    return sg_concat(a, row->all_other ? "all but " : "", some_texts(a, &shown));
}

/* Returns "SQS" for "Amazon SQS", because all services are of AWS. */
static const char *short_service(const char *service)
{
    static const char *const starts[] = {"Amazon ", "AWS "};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (sg_starts_with(service, starts[i]))
            return service + strlen(starts[i]);
    return service;
}

/* Returns a text of the template without what could end the line, control the terminal or look like another column. */
static const char *clean(struct sg_arena *a, const char *text)
{
    char *copy = sg_copy(a, sg_shown(a, text)), *out = copy;
    for (const char *p = copy; *p; p++)
        if (*p != ' ' || out == copy || out[-1] != ' ')
            *out++ = *p;
    *out = '\0';
    return copy;
}

static void fill_cells(const struct sg_explanation *e, const struct sg_access_row *row, const char *cells[COLUMNS])
{
    struct sg_arena *a = e->role->template->arena;
    cells[0] =
        sg_format(a, "%s%s", row->effect == SG_DENY ? "DENY " : "",
                  row->all_but ? sg_concat(a, "all but ", some_texts(a, &row->actions)) : short_service(row->service));
    cells[1] = sg_explain_level_names(a, row->levels);
    cells[2] = resources_text(a, row);
    if (row->conditions.count)
        cells[2] = sg_format(a, "%s when %s", cells[2], sg_join(a, &row->conditions, " and "));
    if (row->when)
        cells[2] = sg_format(a, "%s, %s", cells[2], row->when);
    cells[3] = sg_explain_row_origin(e, row);
    for (size_t i = 0; i < COLUMNS; i++)
        cells[i] = clean(a, cells[i]);
}

/* Statements that differ only in actions of one access level are one line. */
static bool same_cells(const char *const x[COLUMNS], const char *const y[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (strcmp(x[i], y[i]) != 0)
            return false;
    return true;
}

static void add_cell(struct sg_buffer *b, const char *text, size_t width, bool last)
{
    size_t length = strlen(text);
    sg_add(b, text);
    if (!last)
        sg_add_spaces(b, (length < width ? width - length : 0) + 2);
}

#define WIDEST 60 /* a longer cell shifts only the cells after it in its line */

static void add_table(const struct sg_explanation *e, struct sg_buffer *b)
{
    static const char *const titles[COLUMNS] = {"SERVICE", "ACCESS", "RESOURCES", "FROM"};
    size_t widths[COLUMNS] = {0};
    size_t lines = 1;
    const char *(*cells)[COLUMNS] = sg_alloc(b->arena, e->row_count + 1, sizeof *cells);
    memcpy(cells[0], titles, sizeof titles);
    for (size_t i = 0; i < e->row_count; i++) {
        fill_cells(e, &e->rows[i], cells[lines]);
        lines += !same_cells(cells[lines - 1], cells[lines]);
    }
    for (size_t i = 0; i < lines; i++)
        for (size_t c = 0; c < COLUMNS; c++)
            if (strlen(cells[i][c]) > widths[c] && strlen(cells[i][c]) <= WIDEST)
                widths[c] = strlen(cells[i][c]);
    for (size_t i = 0; i < lines; i++) {
        sg_add(b, "  ");
        for (size_t c = 0; c < COLUMNS; c++)
            add_cell(b, cells[i][c], widths[c], c == COLUMNS - 1);
        sg_add_char(b, '\n');
    }
}

static const char *some_actions(struct sg_arena *a, const struct sg_strings *actions)
{
    struct sg_strings shown = {0};
    for (size_t i = 0; i < actions->count && i < EXCESS_SHOWN; i++)
        sg_push(a, &shown, actions->items[i]);
    size_t more = actions->count - shown.count;
    return sg_concat(a, sg_join(a, &shown, ", "), more ? sg_format(a, " and %zu more", more) : "");
}

/* "role if IsProd: IngestRole (line 20)", or what is known of a role that is not in the template. */
static const char *use_text(const struct sg_explanation *e, const struct sg_role_use *use)
{
    const struct sg_template *t = e->role->template;
    const char *role = use->when ? sg_format(t->arena, "role %s", use->when) : "role";
    if (!use->role)
        return sg_format(t->arena, "%s: %s, so what it allows is unknown", role, sg_other_role_text(t, use));
    if (!use->role->own)
        return sg_format(t->arena, "%s: %s, which SAM creates", role, use->role->id);
    return sg_format(t->arena, "%s: %s (line %zu)", role, use->role->id,
                     sg_locate_next(e->cursor, use->role->resource->key->start).line);
}

void sg_explain_notes(const struct sg_explanation *e, struct sg_strings *before, struct sg_strings *after)
{
    struct sg_arena *a = e->role->template->arena;
    for (size_t i = 0; sg_explain_has_own_role(e) && i < e->role->uses.count; i++)
        sg_push(a, before, use_text(e, &e->role->uses.items[i]));
    if (e->others.count)
        sg_push(a, before,
                sg_format(a, "%s by %s", e->role->user ? "also used" : "used", sg_join(a, &e->others, ", ")));
    if (!e->row_count && e->role->role)
        sg_push(a, after, "nothing: the policies of its role allow nothing");
    for (size_t i = 0; i < e->excess_count; i++)
        sg_push(a, after,
                sg_format(a, "line %zu allows more than %s needs: %s", e->excess[i].line,
                          sg_join(a, &e->excess[i].grants, ", "), some_actions(a, &e->excess[i].actions)));
    for (size_t i = 0; i < e->unused.count; i++)
        sg_push(a, after,
                sg_format(a, "line %zu allows what no call in the code uses: %s", e->unused.items[i].line,
                          some_actions(a, &e->unused.items[i].actions)));
    for (size_t i = 0; i < e->role->granted.count; i++)
        if (!e->role->granted.items[i].policy)
            sg_push(a, after, sg_format(a, "the document of %s is unknown", e->role->granted.items[i].name));
    for (size_t i = 0; i < e->role->boundaries.count; i++) {
        const struct sg_granted *boundary = &e->role->boundaries.items[i];
        sg_push(a, after,
                sg_format(a, "at most what the permissions boundary %s allows%s%s%s", boundary->name,
                          boundary->when ? " " : "", boundary->when ? boundary->when : "",
                          boundary->policy ? "" : ", whose document is unknown"));
    }
}

static void add_notes(struct sg_buffer *b, const struct sg_strings *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        sg_add_format(b, "  %s\n", clean(b->arena, notes->items[i]));
}

void sg_explain_text(const struct sg_explanation *e, struct sg_buffer *b)
{
    const struct sg_template *t = e->role->template;
    struct sg_strings before = {0}, after = {0};
    sg_explain_notes(e, &before, &after);
    sg_add_format(b, "%s (%s, %s:%zu)\n", clean(b->arena, e->resource->id), e->resource->type,
                  clean(b->arena, t->source->name), e->line);
    add_notes(b, &before);
    if (e->row_count)
        add_table(e, b);
    add_notes(b, &after);
}

/* Escapes what could end the cell or be read as markup. */
static void add_markdown(struct sg_buffer *b, const char *text)
{
    for (text = clean(b->arena, text); *text; text++) {
        if (strchr("|\\`*_<>[]", *text))
            sg_add_char(b, '\\');
        sg_add_char(b, *text);
    }
}

static void add_markdown_cell(struct sg_buffer *b, const char *text)
{
    sg_add_char(b, ' ');
    add_markdown(b, text);
    sg_add(b, " |");
}

/* "- BEFORE NAME AFTER" */
static void add_markdown_item(struct sg_buffer *b, const char *before, const char *name, const char *after)
{
    sg_add_format(b, "- %s", before);
    add_markdown(b, name);
    sg_add_format(b, "%s\n", after);
}

void sg_explain_markdown(const struct sg_explanation *e, struct sg_buffer *b)
{
    struct sg_arena *a = b->arena;
    sg_add(b, "## ");
    add_markdown(b, e->resource->id);
    sg_add(b, "\n\n| service | access | actions | resources | conditions | from |\n"
              "| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = 0; i < e->row_count; i++) {
        const struct sg_access_row *row = &e->rows[i];
        const char *cells[COLUMNS];
        fill_cells(e, row, cells);
        sg_add(b, "|");
        add_markdown_cell(b, cells[0]);
        add_markdown_cell(b, cells[1]);
        add_markdown_cell(b, sg_concat(a, row->all_but ? "all but " : "", sg_join(a, &row->actions, ", ")));
        add_markdown_cell(b, sg_concat(a, row->all_other ? "all but " : "", sg_join(a, &row->resources, ", ")));
        add_markdown_cell(b, sg_format(a, "%s%s%s", sg_join(a, &row->conditions, " and "),
                                       row->when && row->conditions.count ? ", " : "", row->when ? row->when : ""));
        add_markdown_cell(b, cells[3]);
        sg_add_char(b, '\n');
    }
    sg_add_char(b, '\n');
    size_t length = b->length;
    for (size_t i = 0; sg_explain_has_own_role(e) && i < e->role->uses.count; i++)
        add_markdown_item(b, "", use_text(e, &e->role->uses.items[i]), "");
    if (e->others.count)
        add_markdown_item(b, e->role->user ? "also used by " : "used by ", sg_join(a, &e->others, ", "), "");
    for (size_t i = 0; i < e->excess_count; i++)
        add_markdown_item(b, "", e->excess[i].granted->name,
                          sg_format(a, " allows more than %s needs: %s", sg_join(a, &e->excess[i].grants, ", "),
                                    sg_join(a, &e->excess[i].actions, ", ")));
    for (size_t i = 0; i < e->unused.count; i++)
        add_markdown_item(
            b, "", sg_format(a, "line %zu", e->unused.items[i].line),
            sg_format(a, " allows what no call in the code uses: %s", sg_join(a, &e->unused.items[i].actions, ", ")));
    for (size_t i = 0; i < e->role->granted.count; i++)
        if (!e->role->granted.items[i].policy)
            add_markdown_item(b, "the document of ", e->role->granted.items[i].name, " is unknown");
    for (size_t i = 0; i < e->role->boundaries.count; i++) {
        const struct sg_granted *boundary = &e->role->boundaries.items[i];
        const char *when = boundary->when ? sg_concat(a, " ", boundary->when) : "";
        add_markdown_item(b, "at most what the permissions boundary ", boundary->name,
                          sg_concat(a, boundary->policy ? " allows" : " allows, whose document is unknown", when));
    }
    if (b->length > length)
        sg_add_char(b, '\n');
}
