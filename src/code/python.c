#include "code/lower_internal.h"
#include "code/python_internal.h"

static const char *const kinds[] = {
    "",
#define NAME(name) #name,
    SG_PYTHON_KINDS(NAME) NULL,
};

static const char *const fields[] = {
    "",
    SG_PYTHON_FIELDS(NAME) NULL,
#undef NAME
};

const struct sg_grammar sg_python_grammar = {.kinds = kinds, .fields = fields, .language = SG_CODE_PYTHON};

static uint32_t first_part(const struct sg_builder *b, uint32_t node)
{
    return sg_syntax_first(b->syntax, node);
}

void sg_python_statements(struct sg_builder *b, uint32_t block)
{
    for (uint32_t part = block ? first_part(b, block) : 0; part; part = sg_syntax_next(b->syntax, part))
        sg_python_statement(b, part);
}

static void put_statements_in(struct sg_builder *b, uint32_t node)
{
    sg_python_statements(b, node);
}

/* ---- Simple statements ---- */

/* The value of the right side: x = y = value writes it to both. */
static uint32_t value_of(struct sg_builder *b, uint32_t node);

/* x += y */
static uint32_t augment(struct sg_builder *b, uint32_t node)
{
    uint32_t left = sg_python_part(b, node, SG_PY_FIELD_left), right = sg_python_part(b, node, SG_PY_FIELD_right);
    struct sg_items terms = {0};
    struct sg_python_target target = sg_python_open_target(b, left);
    uint32_t before = sg_python_target_value(b, &target), added = value_of(b, right);
    enum sg_code_op op = sg_build_at(b, added)->op;
    uint32_t value;
    sg_items_add(b, &terms, before);
    sg_items_add(b, &terms, added);
    for (uint32_t i = 0; i < terms.count; i++)
        terms.items[i].spread = op == SG_CODE_LIST;
    if (op == SG_CODE_NUMBER || !sg_syntax_is(b->syntax, sg_python_part(b, node, SG_PY_FIELD_operator), "+="))
        value = sg_python_other(b, node);
    else
        value = sg_build_with(b, node, op == SG_CODE_LIST ? SG_CODE_LIST : SG_CODE_JOIN, SG_CODE_NONE, &terms);
    sg_python_assign_target(b, &target, value);
    return value;
}

static uint32_t assign(struct sg_builder *b, uint32_t node)
{
    uint32_t right = sg_python_part(b, node, SG_PY_FIELD_right);
    sg_python_type(b, sg_python_part(b, node, SG_PY_FIELD_type));
    if (!right)
        return sg_python_other(b, node); /* x: str */
    uint32_t value = value_of(b, right);
    sg_python_assign(b, sg_python_part(b, node, SG_PY_FIELD_left), value);
    return value;
}

/* A text alone is a comment. */
static bool is_docstring(const struct sg_builder *b, uint32_t node)
{
    uint32_t content = sg_python_kind(b, node) == SG_PY_string ? first_part(b, node) : 0;
    while (content && sg_python_kind(b, content) != SG_PY_interpolation)
        content = sg_syntax_next(b->syntax, content);
    return sg_python_kind(b, node) == SG_PY_string && !content;
}

static uint32_t value_of(struct sg_builder *b, uint32_t node)
{
    if (sg_python_kind(b, node) == SG_PY_assignment)
        return assign(b, node);
    return sg_python_kind(b, node) == SG_PY_augmented_assignment ? augment(b, node) : sg_python_value(b, node);
}

static void put_expressions(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part))
        if (!is_docstring(b, part))
            value_of(b, part);
}

static void put_with_value(struct sg_builder *b, uint32_t node, enum sg_code_op op)
{
    uint32_t part = first_part(b, node), value = part ? sg_python_value(b, part) : SG_CODE_NONE;
    while (part && (part = sg_syntax_next(b->syntax, part)))
        sg_python_value(b, part);
    sg_build_of(b, node, op, value);
}

static void put_return(struct sg_builder *b, uint32_t node)
{
    put_with_value(b, node, SG_CODE_RETURN);
}

static void put_raise(struct sg_builder *b, uint32_t node)
{
    put_with_value(b, node, SG_CODE_THROW);
}

/* What is deleted has no known value any more. */
static void put_delete(struct sg_builder *b, uint32_t node)
{
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_python_kind(b, part) == SG_PY_expression_list || sg_python_kind(b, part) == SG_PY_tuple)
            put_delete(b, part);
        else if (sg_python_kind(b, part) == SG_PY_attribute || sg_python_kind(b, part) == SG_PY_subscript)
            sg_python_assign(b, part, sg_python_other(b, part));
    }
}

/* ---- Branches ---- */

/* if __name__ == "__main__" */
static bool asks_for_main(const struct sg_builder *b, uint32_t condition)
{
    while (sg_python_kind(b, condition) == SG_PY_parenthesized_expression)
        condition = first_part(b, condition);
    if (b->function != 0 || sg_python_kind(b, condition) != SG_PY_comparison_operator)
        return false;
    uint32_t left = first_part(b, condition), right = left ? sg_syntax_next(b->syntax, left) : 0;
    if (sg_python_kind(b, right) == SG_PY_identifier) {
        uint32_t name = right;
        right = left;
        left = name;
    }
    return right && sg_syntax_has_token(b->syntax, condition, "==") && sg_syntax_is(b->syntax, left, "__name__") &&
           (sg_syntax_is(b->syntax, right, "\"__main__\"") || sg_syntax_is(b->syntax, right, "'__main__'"));
}

static void put_if(struct sg_builder *b, uint32_t node)
{
    uint32_t condition = sg_python_part(b, node, SG_PY_FIELD_condition), opened = 1;
    uint32_t body = sg_python_part(b, node, SG_PY_FIELD_consequence);
    bool is_main = asks_for_main(b, condition);
    sg_build_of(b, node, SG_CODE_BRANCH, sg_python_value(b, condition));
    if (is_main && body)
        sg_python_main(b, body);
    else
        sg_python_statements(b, body);
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_build_node(b, part)->field != SG_PY_FIELD_alternative)
            continue;
        sg_build_add(b, part, SG_CODE_ELSE);
        if (sg_python_kind(b, part) == SG_PY_elif_clause) {
            sg_build_of(b, part, SG_CODE_BRANCH, sg_python_value(b, sg_python_part(b, part, SG_PY_FIELD_condition)));
            sg_python_statements(b, sg_python_part(b, part, SG_PY_FIELD_consequence));
            opened++;
        } else {
            sg_python_statements(b, sg_python_part(b, part, SG_PY_FIELD_body));
        }
    }
    while (opened--)
        sg_build_add(b, node, SG_CODE_END);
}

/* ---- Loops ---- */

/* Whether a loop may end a round early. Loops and functions in it have their own. */
static bool has_jump(const struct sg_builder *b, uint32_t body)
{
    uint32_t end = sg_build_node(b, body)->after;
    for (uint32_t i = body + 1; i < end; i++) {
        switch (sg_python_kind(b, i)) {
        case SG_PY_break_statement:
        case SG_PY_continue_statement:
            return true;
        case SG_PY_for_statement:
        case SG_PY_while_statement:
        case SG_PY_function_definition:
        case SG_PY_class_definition:
            i = sg_build_node(b, i)->after - 1;
            break;
        default:
            break;
        }
    }
    return false;
}

/* After `break` and `continue` go on what was written before them, as after an error that is caught. */
static void put_round(struct sg_builder *b, uint32_t body)
{
    bool jumps = body && has_jump(b, body);
    if (jumps)
        sg_build_add(b, body, SG_CODE_TRY);
    sg_python_statements(b, body);
    if (jumps) {
        sg_build_add(b, body, SG_CODE_CATCH);
        sg_build_add(b, body, SG_CODE_END);
    }
}

static void put_loop_else(struct sg_builder *b, uint32_t node)
{
    sg_python_statements(b, sg_python_part(b, sg_python_part(b, node, SG_PY_FIELD_alternative), SG_PY_FIELD_body));
}

static void put_while(struct sg_builder *b, uint32_t node)
{
    sg_build_add(b, node, SG_CODE_LOOP);
    sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_condition));
    put_round(b, sg_python_part(b, node, SG_PY_FIELD_body));
    sg_build_add(b, node, SG_CODE_END);
    put_loop_else(b, node);
}

static void put_for(struct sg_builder *b, uint32_t node)
{
    uint32_t iterated = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_right));
    sg_build_add(b, node, SG_CODE_LOOP);
    uint32_t element = sg_build_of(b, node, SG_CODE_ELEMENT, iterated);
    sg_python_assign(b, sg_python_part(b, node, SG_PY_FIELD_left), element);
    put_round(b, sg_python_part(b, node, SG_PY_FIELD_body));
    sg_build_add(b, node, SG_CODE_END);
    put_loop_else(b, node);
}

/* ---- try and with ---- */

static bool is_handler(const struct sg_builder *b, uint32_t node)
{
    unsigned kind = sg_python_kind(b, node);
    return kind == SG_PY_except_clause || kind == SG_PY_except_group_clause;
}

/* E as e, or what Python 2 writes E, e: what was raised is not followed. */
static void put_caught(struct sg_builder *b, uint32_t node)
{
    if (sg_python_kind(b, node) != SG_PY_as_pattern) {
        sg_python_value(b, node);
        return;
    }
    sg_python_value(b, first_part(b, node));
    sg_python_assign(b, first_part(b, sg_python_part(b, node, SG_PY_FIELD_alias)), sg_python_other(b, node));
}

static void put_handler(struct sg_builder *b, uint32_t node)
{
    sg_build_add(b, node, SG_CODE_CATCH);
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part)) {
        if (sg_python_kind(b, part) == SG_PY_block)
            sg_python_statements(b, part);
        else if (sg_build_node(b, part)->field == SG_PY_FIELD_alias)
            sg_python_assign(b, part, sg_python_other(b, part));
        else
            put_caught(b, part);
    }
}

static void put_clauses(struct sg_builder *b, uint32_t node, enum sg_python_kind kind)
{
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part))
        if (sg_python_kind(b, part) == kind)
            for (uint32_t block = first_part(b, part); block; block = sg_syntax_next(b->syntax, block))
                sg_python_statements(b, block);
}

static void put_try(struct sg_builder *b, uint32_t node)
{
    bool handles = false;
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part))
        handles = handles || is_handler(b, part);
    if (handles)
        sg_build_add(b, node, SG_CODE_TRY);
    sg_python_statements(b, sg_python_part(b, node, SG_PY_FIELD_body));
    put_clauses(b, node, SG_PY_else_clause);
    for (uint32_t part = first_part(b, node); part; part = sg_syntax_next(b->syntax, part))
        if (is_handler(b, part))
            put_handler(b, part);
    if (handles)
        sg_build_add(b, node, SG_CODE_END);
    put_clauses(b, node, SG_PY_finally_clause);
}

static void put_with(struct sg_builder *b, uint32_t node)
{
    uint32_t body = sg_python_part(b, node, SG_PY_FIELD_body);
    for (uint32_t part = first_part(b, node); part && part != body; part = sg_syntax_next(b->syntax, part))
        for (uint32_t item = first_part(b, part); item; item = sg_syntax_next(b->syntax, item))
            sg_python_value(b, sg_python_part(b, item, SG_PY_FIELD_value));
    sg_python_statements(b, body);
}

/* ---- All ---- */

static void put_function(struct sg_builder *b, uint32_t node)
{
    sg_python_function(b, node, 0);
}

static void put_class(struct sg_builder *b, uint32_t node)
{
    sg_python_class(b, node, 0);
}

static void put_decorated(struct sg_builder *b, uint32_t node)
{
    uint32_t definition = sg_python_part(b, node, SG_PY_FIELD_definition);
    if (sg_python_kind(b, definition) == SG_PY_class_definition)
        sg_python_class(b, definition, node);
    else if (definition)
        sg_python_function(b, definition, node);
}

/* type(x).y = z, which the grammar takes for a type that has the name (x).y: the call is made. */
static void put_type_alias(struct sg_builder *b, uint32_t node)
{
    uint32_t left = sg_python_part(b, node, SG_PY_FIELD_left), arguments = left;
    while (arguments && sg_python_kind(b, arguments) != SG_PY_parenthesized_expression)
        arguments = first_part(b, arguments);
    if (!arguments || sg_build_node(b, arguments)->start != sg_build_node(b, left)->start)
        return;
    uint32_t start = sg_build_node(b, node)->start, callee = sg_build_text(b, node, SG_CODE_BUILTIN, "type");
    struct sg_items items = {0};
    sg_build_at(b, callee)->end = start + (uint32_t)strlen("type");
    sg_python_values(b, sg_python_part(b, node, SG_PY_FIELD_right));
    sg_python_items(b, arguments, &items);
    sg_build_at(b, sg_build_with(b, arguments, SG_CODE_CALL, callee, &items))->start = start;
}

static void put_nothing(struct sg_builder *b, uint32_t node)
{
    (void)b, (void)node;
}

typedef void put(struct sg_builder *b, uint32_t node);

static put *const statements[] = {
    [SG_PY_ANY] = put_statements_in, /* an error too */
    [SG_PY_block] = put_statements_in,
    [SG_PY_break_statement] = put_nothing,
    [SG_PY_class_definition] = put_class,
    [SG_PY_continue_statement] = put_nothing,
    [SG_PY_decorated_definition] = put_decorated,
    [SG_PY_delete_statement] = put_delete,
    [SG_PY_expression_statement] = put_expressions,
    [SG_PY_for_statement] = put_for,
    [SG_PY_function_definition] = put_function,
    [SG_PY_future_import_statement] = put_nothing,
    [SG_PY_global_statement] = put_nothing,
    [SG_PY_if_statement] = put_if,
    [SG_PY_import_from_statement] = sg_python_import_from,
    [SG_PY_import_statement] = sg_python_import,
    [SG_PY_match_statement] = sg_python_match,
    [SG_PY_nonlocal_statement] = put_nothing,
    [SG_PY_raise_statement] = put_raise,
    [SG_PY_return_statement] = put_return,
    [SG_PY_try_statement] = put_try,
    [SG_PY_type_alias_statement] = put_type_alias,
    [SG_PY_while_statement] = put_while,
    [SG_PY_with_statement] = put_with,
};

void sg_python_statement(struct sg_builder *b, uint32_t node)
{
    unsigned kind = sg_python_kind(b, node);
    put *statement = kind < sizeof statements / sizeof *statements ? statements[kind] : NULL;
    if (statement)
        statement(b, node);
    else
        sg_python_value(b, node);
}

void sg_code_lower_python(struct sg_builder *b)
{
    sg_python_declare_names(b, 0);
    for (uint32_t part = first_part(b, 0); part; part = sg_syntax_next(b->syntax, part))
        sg_python_statement(b, part);
}
