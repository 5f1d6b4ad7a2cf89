#include "lint/rules_internal.h"

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
