#include "code/python_internal.h"

static bool is_plus(const struct sg_builder *b, uint32_t node)
{
    return sg_python_kind(b, node) == SG_PY_binary_operator &&
           sg_syntax_is(b->syntax, sg_python_part(b, node, SG_PY_FIELD_operator), "+");
}

static void add_terms(struct sg_builder *b, uint32_t node, struct sg_items *items)
{
    if (!is_plus(b, node)) {
        sg_items_add(b, items, sg_python_value(b, node));
        return;
    }
    add_terms(b, sg_python_part(b, node, SG_PY_FIELD_left), items);
    add_terms(b, sg_python_part(b, node, SG_PY_FIELD_right), items);
}

/* x + y joins texts or lists; with a number in it, it is arithmetic. */
static uint32_t plus(struct sg_builder *b, uint32_t node)
{
    struct sg_items terms = {0};
    bool lists = false, numbers = false;
    add_terms(b, node, &terms);
    for (uint32_t i = 0; i < terms.count; i++) {
        enum sg_code_op op = sg_build_at(b, terms.items[i].value)->op;
        lists = lists || op == SG_CODE_LIST;
        numbers = numbers || op == SG_CODE_NUMBER;
    }
    if (numbers)
        return sg_python_other(b, node);
    for (uint32_t i = 0; i < terms.count; i++)
        terms.items[i].spread = lists;
    return sg_build_with(b, node, lists ? SG_CODE_LIST : SG_CODE_JOIN, SG_CODE_NONE, &terms);
}

uint32_t sg_python_binary(struct sg_builder *b, uint32_t node)
{
    if (is_plus(b, node))
        return plus(b, node);
    uint32_t left = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_left));
    uint32_t right = sg_python_part(b, node, SG_PY_FIELD_right);
    const struct sg_code_instruction *made = sg_build_at(b, left);
    if (made->op == SG_CODE_TEXT && sg_syntax_is(b->syntax, sg_python_part(b, node, SG_PY_FIELD_operator), "%"))
        return sg_python_percent(b, node, made->text, right);
    sg_python_value(b, right);
    return sg_python_other(b, node);
}

static bool is_or(const struct sg_builder *b, uint32_t node)
{
    return sg_python_kind(b, node) == SG_PY_boolean_operator &&
           sg_syntax_is(b->syntax, sg_python_part(b, node, SG_PY_FIELD_operator), "or");
}

static void add_alternatives(struct sg_builder *b, uint32_t node, struct sg_items *items)
{
    if (!is_or(b, node)) {
        sg_items_add(b, items, sg_python_value(b, node));
        return;
    }
    add_alternatives(b, sg_python_part(b, node, SG_PY_FIELD_left), items);
    add_alternatives(b, sg_python_part(b, node, SG_PY_FIELD_right), items);
}

/* x and y has the value of y wherever it matters what it is. */
uint32_t sg_python_boolean(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    if (is_or(b, node)) {
        add_alternatives(b, node, &items);
        return sg_build_with(b, node, SG_CODE_FALLBACK, SG_CODE_NONE, &items);
    }
    uint32_t left = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_left));
    sg_build_of(b, node, SG_CODE_BRANCH, left);
    uint32_t right = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_right));
    sg_build_add(b, node, SG_CODE_END);
    return right;
}

/* x if condition else y */
uint32_t sg_python_conditional(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t then = sg_syntax_first(b->syntax, node), condition = then ? sg_syntax_next(b->syntax, then) : 0;
    uint32_t otherwise = condition ? sg_syntax_next(b->syntax, condition) : 0;
    sg_build_of(b, node, SG_CODE_BRANCH, sg_python_value(b, condition));
    sg_items_add(b, &items, sg_python_value(b, then));
    sg_build_add(b, node, SG_CODE_ELSE);
    sg_items_add(b, &items, sg_python_value(b, otherwise));
    sg_build_add(b, node, SG_CODE_END);
    return sg_build_with(b, node, SG_CODE_EITHER, SG_CODE_NONE, &items);
}

/* `x in y` and `x not in y`; of others the parts are evaluated. */
uint32_t sg_python_comparison(struct sg_builder *b, uint32_t node)
{
    uint32_t first = sg_syntax_first(b->syntax, node), second = first ? sg_syntax_next(b->syntax, first) : 0;
    bool alone = second && !sg_syntax_next(b->syntax, second);
    bool is_in =
        alone && (sg_syntax_has_token(b->syntax, node, "in") || sg_syntax_has_token(b->syntax, node, "not in"));
    uint32_t key = first ? sg_python_value(b, first) : SG_CODE_NONE, of = SG_CODE_NONE;
    for (uint32_t child = second; child; child = sg_syntax_next(b->syntax, child))
        of = sg_python_value(b, child);
    return is_in ? sg_build_in(b, node, key, of) : sg_python_other(b, node);
}

/* -1 is a number. */
uint32_t sg_python_unary(struct sg_builder *b, uint32_t node)
{
    uint32_t argument = sg_python_part(b, node, SG_PY_FIELD_argument);
    const char *text = sg_build_source(b, node);
    if (sg_python_kind(b, argument) == SG_PY_integer && *text == '-' && text[1] != ' ')
        return sg_build_text(b, node, SG_CODE_NUMBER, text);
    sg_python_value(b, argument);
    return sg_python_other(b, node);
}
