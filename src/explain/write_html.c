#include "explain/write_html.h"

#include "base/shown.h"
#include "catalog/catalog.h"

#include <string.h>

/* Adds text of the template: markup and what a browser would hide or reorder stay visible text. */
static void add_text(struct sg_buffer *b, const char *text)
{
    for (const char *p = sg_shown(b->arena, text); *p; p++) {
        const char *entity = *p == '&'    ? "&amp;"
                             : *p == '<'  ? "&lt;"
                             : *p == '>'  ? "&gt;"
                             : *p == '"'  ? "&quot;"
                             : *p == '\'' ? "&#39;"
                                          : NULL;
        if (entity)
            sg_add(b, entity);
        else
            sg_add_char(b, *p);
    }
}

static void add_element(struct sg_buffer *b, const char *open, const char *text, const char *close)
{
    sg_add(b, open);
    add_text(b, text);
    sg_add(b, close);
}

/* ---- The page ---- */

static void add_file(struct sg_buffer *b, struct sg_catalog *catalog, const char *file)
{
    struct sg_source source;
    if (sg_catalog_read(catalog, file, &source))
        sg_add_bytes(b, source.bytes, source.length);
}

/* The policy of the page allows its own style and script by their hashes, and no request at all. */
static void add_policy(struct sg_buffer *b, struct sg_catalog *catalog)
{
    struct sg_source source;
    if (!sg_catalog_read(catalog, "page/policy.txt", &source))
        return;
    size_t length = source.length && source.bytes[source.length - 1] == '\n' ? source.length - 1 : source.length;
    sg_add(b, "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    sg_add_bytes(b, source.bytes, length);
    sg_add(b, "\">\n");
}

void sg_explain_html_page(struct sg_buffer *b, struct sg_catalog *catalog, const char *file, const char *list,
                          const char *sections)
{
    sg_add(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add_policy(b, catalog);
    add_element(b, "<title>Permissions of ", file, "</title>\n<style>");
    add_file(b, catalog, "page/explain.css");
    add_element(b, "</style>\n</head>\n<body>\n<header>\n<h1>Permissions of ", file, "</h1>\n");
    sg_add(b, "<label class=\"search\">Search <input type=\"search\"> <output></output></label>\n</header>\n"
              "<div class=\"page\">\n<nav aria-label=\"Functions and roles\">\n<ul>\n");
    sg_add(b, list);
    sg_add(b, "</ul>\n</nav>\n<main>\n");
    sg_add(b, sections);
    sg_add(b, "</main>\n</div>\n<script>");
    add_file(b, catalog, "page/explain.js");
    sg_add(b, "</script>\n</body>\n</html>\n");
}

/* ---- A row ---- */

static void add_term(struct sg_buffer *b, const char *name, const struct sg_strings *texts, const char *before)
{
    if (!texts->count)
        return;
    sg_add_format(b, "<dt>%s</dt><dd>%s", name, before);
    for (size_t i = 0; i < texts->count; i++)
        add_element(b, i ? "<br><code>" : "<code>", texts->items[i], "</code>");
    sg_add(b, "</dd>");
}

static void add_actions(const struct sg_explanation *e, const struct sg_access_row *row, struct sg_buffer *b)
{
    struct sg_strings used = {0}, unused = {0};
    for (size_t i = 0; i < row->actions.count; i++)
        sg_push(b->arena, sg_explain_is_unused(e, row, row->actions.items[i]) ? &unused : &used, row->actions.items[i]);
    add_term(b, "Action", &used, row->all_but ? "all but " : "");
    add_term(b, "Action without a call in the code", &unused, "");
}

static void add_one(struct sg_buffer *b, const char *name, const char *text)
{
    if (!text)
        return;
    sg_add_format(b, "<dt>%s</dt><dd>", name);
    add_element(b, "", text, "</dd>");
}

static void add_details(const struct sg_explanation *e, const struct sg_access_row *row, struct sg_buffer *b)
{
    add_element(b, "<details><summary>", sg_explain_row_origin(e, row), "</summary><dl>");
    add_one(b, "Effect", row->effect == SG_DENY ? "Deny" : "Allow");
    add_actions(e, row, b);
    add_term(b, "Resource", &row->resources, row->all_other ? "all but " : "");
    add_term(b, "Condition", &row->conditions, "");
    add_one(b, "When", row->when);
    add_one(b, "Sid", row->sid);
    add_one(b, "Policy", row->granted->name);
    add_one(b, "Line", sg_format(b->arena, "%zu", row->line));
    add_one(b, "Why", row->granted->because);
    sg_add(b, "</dl></details>");
}

static void add_row(const struct sg_explanation *e, const struct sg_access_row *row, struct sg_buffer *b)
{
    sg_add(b, "<tr><td data-label=\"Service\">");
    if (row->effect == SG_DENY)
        sg_add(b, "<span class=\"deny\">DENY</span> ");
    add_element(b, row->all_but ? "all but some actions of " : "", row->service, "</td><td data-label=\"Access\">");
    add_element(b, "", sg_explain_level_names(b->arena, row->levels), "</td><td data-label=\"Resources\">");
    sg_add(b, row->all_other ? "all but " : "");
    for (size_t i = 0; i < row->resources.count; i++)
        add_element(b, i ? "<br><code>" : "<code>", sg_explain_short_resource(b->arena, row->resources.items[i]),
                    "</code>");
    if (row->conditions.count)
        add_element(b, "<br>when ", sg_join(b->arena, &row->conditions, " and "), "");
    if (row->when)
        add_element(b, "<br>", row->when, "");
    sg_add(b, "</td><td data-label=\"From\">");
    add_details(e, row, b);
    sg_add(b, "</td></tr>\n");
}

/* ---- A function ---- */

static void add_notes(const struct sg_explanation *e, struct sg_buffer *b)
{
    struct sg_strings before = {0}, after = {0};
    sg_explain_notes(e, &before, &after);
    if (!before.count && !after.count)
        return;
    sg_add(b, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < before.count; i++)
        add_element(b, "<li>", before.items[i], "</li>\n");
    for (size_t i = 0; i < after.count; i++)
        add_element(b, "<li>", after.items[i], "</li>\n");
    sg_add(b, "</ul>\n");
}

void sg_explain_html(const struct sg_explanation *e, size_t number, struct sg_buffer *list, struct sg_buffer *sections)
{
    sg_add_format(list, "<li><a href=\"#s%zu\">", number);
    add_element(list, "", e->resource->id, "</a></li>\n");
    sg_add_format(sections, "<section id=\"s%zu\" data-name=\"", number);
    add_element(sections, "", e->resource->id, "\">\n");
    add_element(sections, "<h2>", e->resource->id, "</h2>\n");
    add_element(sections, "<p class=\"about\">", e->resource->type, "");
    add_element(sections, ", ", e->role->template->source->name, "");
    sg_add_format(sections, ":%zu</p>\n", e->line);
    if (e->row_count)
        sg_add(sections,
               "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Permissions\">\n<table>\n<thead><tr>"
               "<th scope=\"col\">Service</th><th scope=\"col\">Access</th><th scope=\"col\">Resources</th>"
               "<th scope=\"col\">From</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < e->row_count; i++)
        add_row(e, &e->rows[i], sections);
    if (e->row_count)
        sg_add(sections, "</tbody>\n</table>\n</div>\n");
    add_notes(e, sections);
    sg_add(sections, "</section>\n");
}
