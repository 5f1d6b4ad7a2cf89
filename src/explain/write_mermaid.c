#include "explain/write_html.h"

#include "base/shown.h"

#include <string.h>

#define LABEL_MOST 80 /* characters of a label; a longer one makes the graph unreadable */

/* Mermaid reads "#60;" as the character 60, so that no text of the template is syntax. */
static void add_label(struct sg_buffer *b, const char *text)
{
    static const char plain[] = SG_ALNUM " _-.,:/*";
    size_t shown = 0;
    for (const char *p = sg_shown(b->arena, text); *p; p++) {
        bool first = ((unsigned char)*p & 0xC0) != 0x80; /* of a character in UTF-8 */
        if (first && shown++ == LABEL_MOST) {
            sg_add(b, "...");
            break;
        }
        if ((unsigned char)*p >= 0x80 || strchr(plain, *p))
            sg_add_char(b, *p);
        else
            sg_add_format(b, "#%d;", *p);
    }
}

static const char *resources_text(struct sg_arena *a, const struct sg_access_row *row)
{
    const char *resources = sg_join(a, &row->resources, ", ");
    return sg_concat(a, row->all_other ? "all but " : "", resources);
}

/* Whether the row allows something, but nothing that the code uses. */
static bool is_unused(const struct sg_explanation *e, const struct sg_access_row *row)
{
    for (size_t i = 0; i < row->actions.count; i++)
        if (!sg_explain_is_unused(e, row, row->actions.items[i]))
            return false;
    return row->actions.count > 0;
}

void sg_explain_mermaid(const struct sg_explanation *e, size_t number, struct sg_buffer *b)
{
    sg_add_format(b, "  f%zu[\"", number);
    add_label(b, e->resource->id);
    sg_add(b, "\"]\n");
    for (size_t i = 0; i < e->row_count; i++) {
        const struct sg_access_row *row = &e->rows[i];
        const char *levels = sg_explain_level_names(b->arena, row->levels);
        bool unused = is_unused(e, row);
        sg_add_format(b, "  f%zu %s|\"%s%s%s\"| f%zur%zu[\"", number, unused ? "-.->" : "-->",
                      row->effect == SG_DENY ? "DENY " : "", *levels ? levels : "other",
                      unused ? ", no call in the code" : "", number, i);
        add_label(b, sg_format(b->arena, "%s: %s", row->service, resources_text(b->arena, row)));
        sg_add(b, "\"]\n");
    }
}
