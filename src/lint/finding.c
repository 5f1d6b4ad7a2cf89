#include "lint/finding_internal.h"

#include "base/buffer.h"
#include "base/list.h"
#include "base/shown.h"
#include "yaml/write.h"

#include <stdarg.h>
#include <string.h>

/* ---- Recording ---- */

/* The id of the resource at this byte, or NULL. */
static const char *resource_at(const struct sg_lint *l, size_t offset)
{
    const struct sg_node *resources = l->root ? sg_get(l->root, "Resources") : NULL;
    for (const struct sg_node *key = resources && resources->type == SG_MAP ? resources->first : NULL; key;
         key = key->next->next)
        if (key->start <= offset && offset < key->next->end)
            return key->text;
    return NULL;
}

static void find_position(const struct sg_lint *l, const struct sg_node *node, struct sg_lint_finding *finding)
{
    bool made = !node || node->start == node->end;
    if (made && l->resource && l->resource->key && !(node && node->start))
        node = l->resource->key;
    finding->start = node ? node->start : 0;
    finding->end = node ? node->end : 0;
    finding->resource = l->kind == SAMGEN_LINT_POLICY ? NULL
                        : l->resource                 ? l->resource->id
                                                      : resource_at(l, finding->start);
}

static bool is_recorded(const struct sg_lint *l, const struct sg_lint_finding *finding)
{
    for (const struct sg_lint_finding *f = l->first; f; f = f->next)
        if (f->start == finding->start && f->rule == finding->rule && strcmp(f->message, finding->message) == 0)
            return true;
    return false;
}

enum samgen_severity sg_lint_severity(const struct sg_lint_finding *finding)
{
    enum samgen_severity severity = finding->rule->severity;
    if (finding->milder)
        return severity == SAMGEN_ERROR ? SAMGEN_WARNING : SAMGEN_NOTE;
    return finding->certain && severity == SAMGEN_NOTE ? SAMGEN_WARNING : severity;
}

bool sg_lint_is_full(const struct sg_lint *l)
{
    return l->count >= SG_LINT_FINDINGS_MOST;
}

bool sg_lint_may_compare(struct sg_lint *l)
{
    return l->comparisons < SG_LINT_COMPARISONS_MOST && ++l->comparisons;
}

static const char *const codes[] = {
#define CHECK(name)
#define RULE(code) #code,
#include "lint/rules.def"
#undef CHECK
#undef RULE
};

struct sg_lint_finding *sg_lint_report(struct sg_lint *l, enum sg_lint_rule code, const struct sg_node *node,
                                       const char *format, ...)
{
    struct sg_lint_finding *finding = sg_new(l->arena, struct sg_lint_finding);
    va_list arguments;
    va_start(arguments, format);
    finding->message = sg_shown(l->arena, sg_vformat(l->arena, format, arguments));
    va_end(arguments);
    finding->rule = sg_find_rule(l->rules, codes[code]);
    find_position(l, node, finding);
    if (!finding->rule || sg_lint_is_full(l) || is_recorded(l, finding))
        return finding;
    if (l->last)
        l->last->next = finding;
    else
        l->first = finding;
    l->last = finding;
    l->count++;
    return finding;
}

void sg_lint_offer(struct sg_lint *l, struct sg_lint_finding *finding, const char *to, const struct sg_kind *kind,
                   const struct sg_strings *grants, const char *id)
{
    struct sg_lint_offer *offer = sg_new(l->arena, struct sg_lint_offer);
    *offer = (struct sg_lint_offer){.to = to, .grants = grants->items, .count = grants->count, .kind = kind, .id = id};
    finding->offer = offer;
}

/* ---- Order ---- */

static int by_position(const void *x, const void *y)
{
    const struct sg_lint_finding *a = *(const struct sg_lint_finding *const *)x;
    const struct sg_lint_finding *b = *(const struct sg_lint_finding *const *)y;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    int order = strcmp(a->rule->code, b->rule->code);
    return order ? order : strcmp(a->message, b->message);
}

void sg_lint_sort(struct sg_lint *l)
{
    struct sg_lint_finding **all = sg_new_array(l->arena, struct sg_lint_finding *, l->count);
    size_t count = 0;
    for (struct sg_lint_finding *f = l->first; f; f = f->next)
        all[count++] = f;
    sg_sort(all, count, sizeof *all, by_position);
    for (size_t i = 0; i < count; i++)
        all[i]->next = i + 1 < count ? all[i + 1] : NULL;
    l->first = count ? all[0] : NULL;
    l->last = count ? all[count - 1] : NULL;
}

/* ---- Places in the tree ---- */

static void add_key(struct sg_buffer *b, const char *key)
{
    if (*key && !strpbrk(key, ".[]\"\\\n\r\t")) {
        sg_add(b, b->length ? "." : "");
        sg_add(b, key);
        return;
    }
    sg_add(b, "[");
    sg_add_json_text(b, key);
    sg_add(b, "]");
}

/* A range can be empty. */
static bool holds(size_t start, size_t end, const struct sg_lint_finding *finding)
{
    return start <= finding->start && (finding->start < end || finding->start == start);
}

/* Adds the step to the child that holds the finding, and returns that child; NULL: there is none. */
static const struct sg_node *descend(struct sg_buffer *b, const struct sg_node *node,
                                     const struct sg_lint_finding *finding)
{
    size_t index = 0;
    if (node->type == SG_MAP)
        for (const struct sg_node *key = node->first; key; key = key->next->next) {
            if (!holds(key->start, key->end, finding) && !holds(key->next->start, key->next->end, finding))
                continue;
            add_key(b, key->text);
            return key->next;
        }
    else if (node->type == SG_LIST)
        for (const struct sg_node *item = node->first; item; item = item->next, index++) {
            if (!holds(item->start, item->end, finding))
                continue;
            sg_add_format(b, "[%zu]", index);
            return item;
        }
    return NULL;
}

const char *sg_lint_path(const struct sg_lint *l, const struct sg_lint_finding *finding)
{
    struct sg_buffer b = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    const struct sg_node *node = l->root;
    do
        node = node ? descend(&b, node, finding) : NULL;
    while (node && (node->start != finding->start || node->end != finding->end));
    return b.length ? b.text : NULL;
}
