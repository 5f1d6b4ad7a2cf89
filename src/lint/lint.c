#include "lint/lint.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/action.h"
#include "lint/finding_internal.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"
#include "yaml/write.h"

#include <string.h>

/* ---- Values ---- */

/* Replaces {{resolve:...}}, which is read when the stack is deployed. */
static const char *without_dynamic(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    const char *p = text, *end;
    for (const char *open; (open = strstr(p, "{{resolve:")) && (end = strstr(open, "}}")); p = end + 2) {
        sg_add_bytes(&b, p, (size_t)(open - p));
        sg_add(&b, SG_SOME_PATH);
        while (end[2] == '}') /* of a ${...} at its end */
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
    const char *brace = resolved->text + sg_length_before(resolved->text, '{'); /* few texts have any */
    return *brace && strstr(brace, "{{resolve:") ? without_dynamic(l->arena, resolved->text) : resolved->text;
}

#define SHOWN_MOST 120 /* bytes of a value in a message */

static const char *shorten(struct sg_arena *a, const char *text, size_t length)
{
    if (length <= SHOWN_MOST)
        return sg_copy_bytes(a, text, length);
    for (length = SHOWN_MOST; length && ((unsigned char)text[length] & 0xC0) == 0x80;
         length--) /* do not cut a character */
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

/* ---- Resources ---- */

const struct sg_resource *sg_lint_next_resource(struct sg_lint *l, const struct sg_resource *resource)
{
    const struct sg_template *t = l->template;
    size_t next = resource ? (size_t)(resource - t->resources) + 1 : 0;
    l->resource = next < t->count ? &t->resources[next] : NULL;
    return l->resource;
}

static bool has_policies(const struct sg_resource *r)
{
    return sg_has_type(r, SG_FUNCTION_TYPE) || sg_has_type(r, SG_STATE_MACHINE_TYPE);
}

/* Those of a resource, for which many rules ask. */
struct sg_lint_policies {
    const struct sg_node *made, *entries; /* of a role that SAM makes; that SAM does not ignore */
};

static struct sg_lint_policies policies_of(const struct sg_resource *r)
{
    if (!has_policies(r))
        return (struct sg_lint_policies){0};
    const struct sg_node *role = sg_get(r->properties, "Role"), *policies = sg_get(r->properties, "Policies");
    bool given = !sg_is_nothing(role),
         ignored = sg_has_type(r, SG_FUNCTION_TYPE) && given && !sg_is_if(role) && !sg_is_no_value(role);
    return (struct sg_lint_policies){.made = given ? NULL : policies, .entries = ignored ? NULL : policies};
}

void sg_lint_find_policies(struct sg_lint *l)
{
    const struct sg_template *t = l->template;
    l->policies = sg_new_array(l->arena, struct sg_lint_policies, t->count);
    for (size_t i = 0; i < t->count; i++)
        l->policies[i] = policies_of(&t->resources[i]);
}

const struct sg_node *sg_lint_policies_of(const struct sg_lint *l, const struct sg_resource *r)
{
    return l->policies[sg_lint_number(l, r)].made;
}

const struct sg_node *sg_lint_entries_of(const struct sg_lint *l, const struct sg_resource *r)
{
    return l->policies[sg_lint_number(l, r)].entries;
}

/* ---- The whole template ---- */

typedef void check(struct sg_lint *lint);

static check *const checks[] = {
#define CHECK(name) sg_lint_check_##name,
#define RULE(code)
#include "lint/rules.def"
#undef CHECK
#undef RULE
};

/* The text of a loop is that of several resources, and the value in a message is that of one. */
static void forget_fixes(struct sg_lint *l)
{
    bool loops = l->template && l->template->loop_count;
    for (struct sg_lint_finding *f = loops || l->no_fixes ? l->first : NULL; f; f = f->next)
        if (l->no_fixes || (f->fix && sg_loop_at(l->template, f->fix->start)))
            f->fix = NULL;
}

bool sg_lint_template(struct sg_lint *l, struct sg_findings *findings)
{
    l->rules = sg_rules(l->catalog, findings);
    l->holders = l->rules ? sg_holders(l->catalog, findings) : NULL;
    l->callers = l->holders ? sg_callers(l->catalog, findings) : NULL;
    l->targets = l->callers ? sg_targets(l->catalog, findings) : NULL;
    l->needs = l->targets ? sg_catalog_needs(l->catalog, findings) : NULL;
    if (!l->needs)
        return false;
    for (size_t i = 0; i < sizeof checks / sizeof *checks && (i == 0 || l->template); i++) {
        l->resource = NULL;
        checks[i](l);
    }
    forget_fixes(l);
    sg_lint_sort(l);
    return true;
}
