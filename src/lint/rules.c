#include "lint/rules_internal.h"

#include "base/list.h"

#include <string.h>

sg_lint_check *const sg_lint_checks[] = {
    sg_lint_check_entries_of_roles,
    sg_lint_check_statements,
    sg_lint_check_arns,
    sg_lint_check_substitutions,
    sg_lint_check_documents,
    sg_lint_check_conditions,
    sg_lint_check_breadth,
    sg_lint_check_managed,
    sg_lint_check_hard_coded,
    sg_lint_check_indexes,
    sg_lint_check_limits,
    sg_lint_check_redundant,
    sg_lint_check_silent,
    sg_lint_check_circles,
    sg_lint_check_triggers,
    sg_lint_check_permissions,
    sg_lint_check_resource_policies,
    sg_lint_check_users,
};
const size_t sg_lint_check_count = sizeof sg_lint_checks / sizeof *sg_lint_checks;

static int by_place(const void *x, const void *y)
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
    sg_sort(all, count, sizeof *all, by_place);
    for (size_t i = 0; i < count; i++)
        all[i]->next = i + 1 < count ? all[i + 1] : NULL;
    l->first = count ? all[0] : NULL;
    l->last = count ? all[count - 1] : NULL;
}
