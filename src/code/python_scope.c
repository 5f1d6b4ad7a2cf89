#include "code/python_internal.h"

static uint32_t declare(struct sg_builder *b, uint32_t node)
{
    const char *name = node ? sg_build_source(b, node) : "";
    return *name ? sg_build_declare(b, name) : SG_CODE_NONE;
}

void sg_python_declare_target(struct sg_builder *b, uint32_t target)
{
    uint32_t end = target ? sg_build_node(b, target)->after : 0;
    for (uint32_t i = target; i < end; i++) {
        unsigned kind = sg_python_kind(b, i);
        if (kind == SG_PY_identifier)
            declare(b, i);
        else if (kind == SG_PY_attribute || kind == SG_PY_subscript || kind == SG_PY_call)
            i = sg_build_node(b, i)->after - 1;
    }
}

/* import a.b binds a; import a.b as c and from a import c bind c. */
static void declare_imported(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_build_node(b, part)->field != SG_PY_FIELD_name)
            continue;
        uint32_t alias = sg_python_part(b, part, SG_PY_FIELD_alias);
        declare(b, alias ? alias : sg_syntax_first(b->syntax, part));
    }
}

static void bind_global(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        const char *name = sg_build_source(b, part);
        uint32_t variable = sg_build_declare_in_file(b, name);
        b->unit->variables[variable].exported = name;
        sg_build_bind(b, name, variable);
    }
}

static void bind_nonlocal(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part)) {
        const char *name = sg_build_source(b, part);
        uint32_t variable = sg_build_find(b, name);
        if (variable != SG_CODE_NONE)
            sg_build_bind(b, name, variable);
    }
}

/* x: str says so of the variable, with a value or without. */
static void declare_assigned(struct sg_builder *b, uint32_t node)
{
    uint32_t left = sg_python_part(b, node, SG_PY_FIELD_left), type = sg_python_part(b, node, SG_PY_FIELD_type);
    if (!type || sg_python_kind(b, left) != SG_PY_identifier) {
        sg_python_declare_target(b, left);
        return;
    }
    uint32_t variable = declare(b, left);
    if (variable == SG_CODE_NONE)
        return;
    b->unit->variables[variable].declared = true;
    b->unit->variables[variable].type = sg_build_source(b, type);
}

/* The names in a pattern of `case` that it binds. */
static void declare_case(struct sg_builder *b, uint32_t pattern)
{
    for (uint32_t i = pattern; i < sg_build_node(b, pattern)->after; i++) {
        uint32_t name = sg_python_kind(b, i) == SG_PY_dotted_name ? sg_syntax_first(b->syntax, i) : 0;
        if (name && !sg_syntax_next(b->syntax, name) && !sg_syntax_is(b->syntax, name, "_"))
            declare(b, name);
        else if (sg_python_kind(b, i) == SG_PY_splat_pattern)
            declare(b, sg_syntax_first(b->syntax, i));
        if (sg_python_kind(b, i) == SG_PY_as_pattern)
            declare(b, sg_python_case_alias(b, i));
        if (sg_python_kind(b, i) == SG_PY_class_pattern) /* its own name is not bound */
            i = sg_build_node(b, sg_syntax_first(b->syntax, i))->after - 1;
    }
}

/* Returns the last node that needs no look: bodies of functions and classes have names of their own. */
static uint32_t declare_node(struct sg_builder *b, uint32_t node)
{
    switch (sg_python_kind(b, node)) {
    case SG_PY_function_definition:
    case SG_PY_class_definition:
        declare(b, sg_python_part(b, node, SG_PY_FIELD_name));
        return sg_build_node(b, node)->after - 1;
    case SG_PY_lambda:
        return sg_build_node(b, node)->after - 1;
    case SG_PY_assignment:
        declare_assigned(b, node);
        break;
    case SG_PY_augmented_assignment:
    case SG_PY_for_statement:
        sg_python_declare_target(b, sg_python_part(b, node, SG_PY_FIELD_left));
        break;
    case SG_PY_named_expression:
        sg_python_declare_target(b, sg_python_part(b, node, SG_PY_FIELD_name));
        break;
    case SG_PY_as_pattern_target:
        sg_python_declare_target(b, node);
        break;
    case SG_PY_except_clause:
        sg_python_declare_target(b, sg_python_part(b, node, SG_PY_FIELD_alias));
        break;
    case SG_PY_case_pattern:
        declare_case(b, node);
        return sg_build_node(b, node)->after - 1;
    case SG_PY_import_statement:
    case SG_PY_import_from_statement:
        declare_imported(b, node);
        break;
    case SG_PY_global_statement:
        bind_global(b, node);
        break;
    case SG_PY_nonlocal_statement:
        bind_nonlocal(b, node);
        break;
    default:
        break;
    }
    return node;
}

/* The variables of a file and of a class can be seen from outside by their names. */
void sg_python_declare_names(struct sg_builder *b, uint32_t body)
{
    uint32_t end = sg_build_node(b, body)->after, first = b->unit->variable_count;
    for (uint32_t i = body; i < end; i++)
        i = declare_node(b, i);
    if (b->function != 0 && !sg_build_function_at(b, b->function)->is_class)
        return;
    for (uint32_t i = first; i < b->unit->variable_count; i++)
        if (b->unit->variables[i].owner == b->function)
            b->unit->variables[i].exported = b->unit->variables[i].name;
}
