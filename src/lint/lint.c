#include "lint/lint.h"

#include "base/buffer.h"
#include "catalog/action.h"
#include "lint/finding_internal.h"
#include "lint/rules_internal.h"
#include "lint/reference_internal.h"
#include "sam/intrinsic.h"
#include "yaml/load.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <string.h>

#define REGION "us-east-1" /* nothing that is looked for depends on it */

/* ---- Values ---- */

/* {{resolve:...}} is read when the stack is deployed. */
static const char *without_dynamic(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    const char *p = text, *end;
    for (const char *open; (open = strstr(p, "{{resolve:")) && (end = strstr(open, "}}")); p = end + 2) {
        sg_add_bytes(&b, p, (size_t)(open - p));
        sg_add(&b, SG_SOME_PATH);
        while (end[2] == '}') /* that of a ${...} at its end */
            end++;
    }
    sg_add(&b, p);
    return b.text;
}

const char *sg_lint_text(struct sg_lint *l, const struct sg_node *value)
{
    const struct sg_node *resolved = sg_resolve(&l->resolver, value);
    if (!resolved || resolved->type != SG_SCALAR)
        return NULL;
    return strstr(resolved->text, "{{resolve:") ? without_dynamic(l->arena, resolved->text) : resolved->text;
}

#define SHOWN_MOST 120 /* bytes of a value in a message */

static const char *shorten(struct sg_arena *a, const char *text, size_t length)
{
    if (length <= SHOWN_MOST)
        return sg_copy_bytes(a, text, length);
    for (length = SHOWN_MOST; length && ((unsigned char)text[length] & 0xC0) == 0x80; length--) /* no half character */
        ;
    return sg_concat(a, sg_copy_bytes(a, text, length), "...");
}

const char *sg_lint_shown(struct sg_lint *l, const struct sg_node *value)
{
    const char *bytes = l->source->bytes + value->start;
    size_t length = value->end - value->start;
    if (length && !memchr(bytes, '\n', length) && !memchr(bytes, '\r', length))
        return shorten(l->arena, bytes, length);
    struct sg_buffer b = sg_buffer_new(l->arena, SG_BUFFER_MOST);
    sg_write_flow(&b, value);
    return shorten(l->arena, b.text, b.length);
}

const char *sg_lint_guess(struct sg_lint *l, const char *near)
{
    return near ? sg_format(l->arena, "; did you mean %s%s?", near, sg_ends_with(near, ":") ? "..." : "") : "";
}

bool sg_lint_is_unknown(const char *text)
{
    return sg_starts_with(text, SG_SOME_NAME) || sg_starts_with(text, SG_SOME_PATH);
}

void sg_lint_each(struct sg_lint *l, const struct sg_node *value, sg_lint_value_fn *call, void *context)
{
    struct sg_if items;
    if (!value || sg_is_no_value(value))
        return;
    if (value->type == SG_LIST) {
        for (const struct sg_node *item = value->first; item; item = item->next)
            sg_lint_each(l, item, call, context);
    } else if (sg_if_items(value, &items)) {
        sg_lint_each(l, items.yes, call, context);
        sg_lint_each(l, items.no, call, context);
    } else {
        call(l, value, context);
    }
}

/* ---- The whole template ---- */

/* What reading the template told. */
static void tell(struct sg_lint *l, const char *code, enum samgen_severity severity, const struct sg_findings *told)
{
    for (const struct sg_finding *f = told->first; f; f = f->next)
        if (f->severity == severity) {
            const struct sg_node place = {.start = f->offset, .end = f->offset};
            sg_lint_report(l, code, &place, "%s", f->message);
        }
}

static bool is_sam(const struct sg_node *root)
{
    return root->type == SG_MAP && sg_get(root, "Resources");
}

bool sg_lint_template(struct sg_lint *l, struct sg_findings *findings)
{
    struct sg_findings *refused = sg_new(l->arena, struct sg_findings);
    refused->arena = l->arena;
    l->rules = sg_rules(l->catalog, findings);
    if (!l->rules)
        return false;
    struct sg_node *root = sg_yaml_load(l->arena, l->source, SG_ALIASES_RESOLVED, refused);
    l->root = root;
    if (!root) {
        tell(l, "SG001", SAMGEN_ERROR, refused);
        return true;
    }
    if (!is_sam(root))
        return true;
    l->holders = sg_holders(l->catalog, findings);
    l->callers = sg_callers(l->catalog, findings);
    if (!l->holders || !l->callers)
        return false;
    bool whole;
    l->template = sg_template_in_part(l->arena, l->catalog, l->source, root, REGION, refused, &whole);
    tell(l, "SG003", SAMGEN_WARNING, refused); /* so far only of keys that stand twice */
    bool taken = whole && sg_build_roles(l->template, &l->roles);
    tell(l, "SG002", SAMGEN_ERROR, refused);
    l->resolver = (struct sg_resolver){.template = l->template, .symbolic = true, .all_branches = true};
    if (taken)
        l->dependencies = sg_dependencies_of(l->template, &l->roles);
    l->is_whole = sg_lint_is_whole(l);
    for (size_t i = 0; i < sg_lint_check_count; i++) {
        l->resource = NULL;
        sg_lint_checks[i](l);
    }
    sg_lint_sort(l);
    return true;
}
