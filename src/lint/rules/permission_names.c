/* SG516 and SG517: permissions that name a function or bucket of the template by text. */
#include "lint/fix.h"
#include "lint/reference_internal.h"
#include "lint/rules_internal.h"
#include "lint/values_internal.h"

#include "base/set.h"
#include "sam/intrinsic.h"
#include "yaml/scalar.h"

#include <ctype.h>
#include <string.h>

/* The text as the author wrote it, also of an Fn::Sub; NULL: it is something else. */
static const char *written(const struct sg_node *value)
{
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub");
    if (sub && sub->type == SG_LIST)
        sub = sub->first;
    return sg_is_text(value) ? value->text : sg_is_text(sub) ? sub->text : NULL;
}

/* ---- SG516 ---- */

/* The name in the text of a function's name or ARN. */
static const char *name_in(const char *text)
{
    const char *name = strstr(text, ":function:");
    return name ? name + strlen(":function:") : text;
}

/* The functions by the text of their FunctionName. */
static struct sg_map functions_by_name(struct sg_lint *l)
{
    struct sg_map map = {0};
    for (size_t i = 0; i < l->template->count; i++) {
        struct sg_resource *r = &l->template->resources[i];
        for (const char *const *type = sg_lint_functions; *type; type++) {
            const struct sg_node *own = sg_has_type(r, *type) ? sg_get(r->properties, "FunctionName") : NULL;
            const char *text = own ? written(own) : NULL;
            if (text)
                *sg_map_at(l->arena, &map, text) = r;
        }
    }
    return map;
}

static void check_function(struct sg_lint *l, const struct sg_map *functions, const struct sg_resource *r,
                           const struct sg_node *value)
{
    const char *text = sg_lint_named(l, value, sg_lint_functions) ? NULL : written(value);
    const struct sg_resource *function = text ? sg_map_get(functions, name_in(text)) : NULL;
    if (function && !sg_depends_on(l->dependencies, r->id, function->id, NULL))
        sg_lint_report(l, SG516, value,
                       "%s names %s by text, so CloudFormation can create this permission before that function; use "
                       "!Ref %s",
                       sg_lint_shown(l, value), function->id, function->id)
            ->fix = sg_lint_fix_whole(l, value, sg_format(l->arena, "!Ref %s", function->id));
}

/* ---- SG517 ---- */

/*
 * Returns whether two names differ in one letter or dash. Names that differ in a digit are often those of two buckets.
 */
static bool is_slip(const char *x, const char *y)
{
    size_t same = 0, m = strlen(x), n = strlen(y);
    while (x[same] && x[same] == y[same])
        same++;
    const char *rest_x = x + same + (m >= n), *rest_y = y + same + (n >= m);
    if (m + 1 < n || n + 1 < m || strcmp(x, y) == 0 || (m >= n && !x[same]) || (n >= m && !y[same]))
        return false;
    bool digit = (m >= n && isdigit((unsigned char)x[same])) || (n >= m && isdigit((unsigned char)y[same]));
    return !digit && strcmp(rest_x, rest_y) == 0;
}

#define SHORTEST 6 /* shorter names differ in a letter by chance */

static void check_bucket(struct sg_lint *l, const struct sg_node *source)
{
    const char *text = written(source), *name = text ? strstr(text, ":s3:::") : NULL;
    const struct sg_resource *near = NULL;
    const char *meant = NULL;
    if (!name || strlen(name += strlen(":s3:::")) < SHORTEST)
        return;
    for (size_t i = 0; i < l->template->count && sg_lint_may_compare(l); i++) {
        const struct sg_resource *r = &l->template->resources[i];
        const struct sg_node *own = sg_has_type(r, "AWS::S3::Bucket") ? sg_get(r->properties, "BucketName") : NULL;
        const char *other = own ? written(own) : NULL;
        if (other && strcmp(other, name) == 0)
            return;
        if (other && is_slip(name, other)) {
            near = r;
            meant = other;
        }
    }
    if (near)
        sg_lint_report(l, SG517, source, "no bucket of the template is called %s; did you mean %s, the name of %s?",
                       name, meant, near->id);
}

void sg_lint_check_permission_names(struct sg_lint *l)
{
    const struct sg_map functions = functions_by_name(l);
    for (const struct sg_resource *r = NULL; (r = sg_lint_next_resource(l, r));) {
        if (!sg_has_type(r, "AWS::Lambda::Permission"))
            continue;
        const struct sg_node *function = sg_get(r->properties, "FunctionName"),
                             *source = sg_get(r->properties, "SourceArn");
        if (function && l->dependencies)
            check_function(l, &functions, r, function);
        if (source)
            check_bucket(l, source);
    }
}
