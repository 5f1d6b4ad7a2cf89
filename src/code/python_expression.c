#include "base/list.h"
#include "code/python_internal.h"

uint32_t sg_python_other(struct sg_builder *b, uint32_t node)
{
    return sg_build_add(b, node, SG_CODE_OTHER);
}

static uint32_t first_part(const struct sg_builder *b, uint32_t node)
{
    return node ? sg_syntax_first(b->syntax, node) : 0;
}

void sg_python_values(struct sg_builder *b, uint32_t parent)
{
    for (uint32_t child = first_part(b, parent); child; child = sg_syntax_next(b->syntax, child))
        sg_python_value(b, child);
}

/* What has no form of its own, such as a slice: its parts are evaluated. */
static uint32_t evaluate_parts(struct sg_builder *b, uint32_t node)
{
    sg_python_values(b, node);
    return sg_python_other(b, node);
}

static uint32_t first_value(struct sg_builder *b, uint32_t node)
{
    return sg_python_value(b, first_part(b, node));
}

/* ---- Literals and names ---- */

static uint32_t read_name(struct sg_builder *b, uint32_t node)
{
    const char *name = sg_build_source(b, node);
    if (!*name) /* missing */
        return sg_python_other(b, node);
    uint32_t variable = sg_build_find(b, name);
    return variable == SG_CODE_NONE ? sg_build_text(b, node, SG_CODE_BUILTIN, name) : sg_build_read(b, node, variable);
}

static uint32_t number(struct sg_builder *b, uint32_t node)
{
    return sg_build_text(b, node, SG_CODE_NUMBER, sg_build_source(b, node));
}

static uint32_t constant(struct sg_builder *b, uint32_t node)
{
    unsigned kind = sg_python_kind(b, node);
    return sg_build_text(b, node, SG_CODE_CONSTANT,
                         kind == SG_PY_true    ? "true"
                         : kind == SG_PY_false ? "false"
                                               : "none");
}

/* print(x, *f(y)): here the grammar, which knows the print of Python 2, takes *f for what is called. */
static bool begins_with_star(const struct sg_builder *b, uint32_t node)
{
    const struct sg_syntax_node *at = sg_build_node(b, node);
    return at->start < at->end && b->syntax->source->bytes[at->start] == '*';
}

/* The instruction begins after such a star, where the first of its operands does. */
static uint32_t after_star(struct sg_builder *b, uint32_t node, uint32_t made)
{
    struct sg_code_instruction *at = sg_build_at(b, made);
    if (begins_with_star(b, node))
        at->start = sg_build_at(b, at->a)->start;
    return made;
}

static void add_element(struct sg_builder *b, uint32_t node, struct sg_items *items)
{
    switch (sg_python_kind(b, node)) {
    case SG_PY_list_splat:
    case SG_PY_list_splat_pattern:
    case SG_PY_dictionary_splat:
    case SG_PY_dictionary_splat_pattern:
        sg_items_add_spread(b, items, first_value(b, node));
        break;
    case SG_PY_parenthesized_list_splat:
        sg_python_items(b, node, items);
        break;
    case SG_PY_keyword_argument:
        sg_items_add_named(b, items, sg_build_source(b, sg_python_part(b, node, SG_PY_FIELD_name)),
                           sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_value)));
        break;
    default:
        if (begins_with_star(b, node))
            sg_items_add_spread(b, items, sg_python_value(b, node));
        else
            sg_items_add(b, items, sg_python_value(b, node));
    }
}

void sg_python_items(struct sg_builder *b, uint32_t parent, struct sg_items *items)
{
    for (uint32_t child = first_part(b, parent); child; child = sg_syntax_next(b->syntax, child))
        add_element(b, child, items);
}

static uint32_t list(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    sg_python_items(b, node, &items);
    return sg_build_with(b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}

static void add_entry(struct sg_builder *b, uint32_t pair, struct sg_items *items)
{
    uint32_t key = sg_python_value(b, sg_python_part(b, pair, SG_PY_FIELD_key));
    uint32_t value = sg_python_value(b, sg_python_part(b, pair, SG_PY_FIELD_value));
    const struct sg_code_instruction *made = sg_build_at(b, key);
    if (made->op == SG_CODE_TEXT)
        sg_items_add_named(b, items, made->text, value);
    else
        sg_items_add_keyed(b, items, key, value);
}

static uint32_t dictionary(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    for (uint32_t child = first_part(b, node); child; child = sg_syntax_next(b->syntax, child)) {
        if (sg_python_kind(b, child) == SG_PY_pair)
            add_entry(b, child, &items);
        else
            add_element(b, child, &items);
    }
    return sg_build_with(b, node, SG_CODE_MAP, SG_CODE_NONE, &items);
}

/* ---- Comprehensions: a loop, and a list of the one value that it makes ---- */

static uint32_t open_clause(struct sg_builder *b, uint32_t clause)
{
    if (sg_python_kind(b, clause) == SG_PY_if_clause) {
        sg_build_of(b, clause, SG_CODE_BRANCH, first_value(b, clause));
        return 1;
    }
    if (sg_python_kind(b, clause) != SG_PY_for_in_clause)
        return 0;
    uint32_t left = sg_python_part(b, clause, SG_PY_FIELD_left);
    uint32_t iterated = sg_python_value(b, sg_python_part(b, clause, SG_PY_FIELD_right));
    sg_build_add(b, clause, SG_CODE_LOOP);
    sg_python_declare_target(b, left);
    sg_python_assign(b, left, sg_build_of(b, clause, SG_CODE_ELEMENT, iterated));
    return 1;
}

static uint32_t comprehension(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t body = sg_python_part(b, node, SG_PY_FIELD_body), opened = 0;
    bool is_map = sg_python_kind(b, node) == SG_PY_dictionary_comprehension;
    sg_build_open(b);
    for (uint32_t clause = first_part(b, node); clause; clause = sg_syntax_next(b->syntax, clause))
        opened += clause == body ? 0 : open_clause(b, clause);
    if (is_map)
        add_entry(b, body, &items);
    else
        sg_items_add(b, &items, sg_python_value(b, body));
    while (opened--)
        sg_build_add(b, node, SG_CODE_END);
    sg_build_close(b);
    return sg_build_with(b, node, is_map ? SG_CODE_MAP : SG_CODE_LIST, SG_CODE_NONE, &items);
}

/* ---- What binds a name, waits or gives way ---- */

static uint32_t named(struct sg_builder *b, uint32_t node)
{
    uint32_t value = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_value));
    sg_python_assign(b, sg_python_part(b, node, SG_PY_FIELD_name), value);
    return value;
}

static uint32_t alias(struct sg_builder *b, uint32_t node)
{
    uint32_t value = first_value(b, node);
    sg_python_assign(b, first_part(b, sg_python_part(b, node, SG_PY_FIELD_alias)), value);
    return value;
}

static uint32_t await(struct sg_builder *b, uint32_t node)
{
    return sg_build_of(b, node, SG_CODE_AWAIT, first_value(b, node));
}

static uint32_t yield(struct sg_builder *b, uint32_t node)
{
    uint32_t value = first_part(b, node) ? first_value(b, node) : SG_CODE_NONE;
    if (value == SG_CODE_NONE || !sg_syntax_has_token(b->syntax, node, "from")) {
        sg_build_of(b, node, SG_CODE_YIELD, value);
        return sg_python_other(b, node);
    }
    sg_build_of(b, node, SG_CODE_YIELD, sg_build_of(b, node, SG_CODE_ELEMENT, value));
    return sg_build_of(b, node, SG_CODE_AWAIT, value);
}

/* ---- Members and calls ---- */

static uint32_t attribute(struct sg_builder *b, uint32_t node)
{
    uint32_t object = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_object));
    const char *name = sg_build_source(b, sg_python_part(b, node, SG_PY_FIELD_attribute));
    return after_star(b, node, sg_build_get(b, node, object, name));
}

/* Some elements of a list, or a part of a text, which is not followed. */
static uint32_t slice(struct sg_builder *b, uint32_t node, uint32_t sliced, uint32_t from)
{
    struct sg_items items = {0};
    for (; from; from = sg_syntax_next(b->syntax, from))
        sg_python_value(b, from);
    sg_items_add(b, &items, sg_build_of(b, node, SG_CODE_ELEMENT, sliced));
    return sg_build_with(b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}

static uint32_t subscript(struct sg_builder *b, uint32_t node)
{
    uint32_t object = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_value));
    uint32_t key = sg_python_part(b, node, SG_PY_FIELD_subscript);
    if (sg_python_kind(b, key) == SG_PY_slice)
        return slice(b, node, object, key);
    uint32_t value = sg_python_value(b, key), further = key;
    while (further && (further = sg_syntax_next(b->syntax, further)))
        value = sg_python_value(b, further), value = sg_python_other(b, node);
    return sg_build_item(b, node, object, value);
}

static void add_arguments(struct sg_builder *b, uint32_t node, struct sg_items *items)
{
    uint32_t arguments = sg_python_part(b, node, SG_PY_FIELD_arguments);
    if (sg_python_kind(b, arguments) == SG_PY_generator_expression)
        sg_items_add(b, items, sg_python_value(b, arguments));
    else
        sg_python_items(b, arguments, items);
}

static bool is_super(struct sg_builder *b, uint32_t callee)
{
    return sg_python_kind(b, callee) == SG_PY_identifier && sg_syntax_is(b->syntax, callee, "super") &&
           sg_build_find(b, "super") == SG_CODE_NONE;
}

/* "text".format(...): the instruction of the text when it is the callee, or SG_CODE_NONE. */
static uint32_t formatted(const struct sg_builder *b, uint32_t callee)
{
    const struct sg_code_instruction *got = sg_build_at(b, callee);
    bool is_format = got->op == SG_CODE_GET && strcmp(got->text, "format") == 0;
    return is_format && sg_build_at(b, got->a)->op == SG_CODE_TEXT ? got->a : SG_CODE_NONE;
}

static uint32_t call(struct sg_builder *b, uint32_t node)
{
    struct sg_items items = {0};
    uint32_t function = sg_python_part(b, node, SG_PY_FIELD_function);
    if (is_super(b, function)) {
        add_arguments(b, node, &items);
        return sg_build_add(b, node, SG_CODE_SUPER);
    }
    uint32_t callee = sg_python_value(b, function);
    add_arguments(b, node, &items);
    uint32_t text = formatted(b, callee), joined = SG_CODE_NONE;
    if (text != SG_CODE_NONE)
        joined = sg_python_format(b, node, sg_build_at(b, text)->text, &items);
    if (joined != SG_CODE_NONE)
        return joined;
    return after_star(b, node, sg_build_with(b, node, SG_CODE_CALL, callee, &items));
}

/* ---- All ---- */

typedef uint32_t lower(struct sg_builder *b, uint32_t node);

static lower *const lowerings[] = {
    [SG_PY_as_pattern] = alias,
    [SG_PY_attribute] = attribute,
    [SG_PY_await] = await,
    [SG_PY_binary_operator] = sg_python_binary,
    [SG_PY_boolean_operator] = sg_python_boolean,
    [SG_PY_call] = call,
    [SG_PY_comparison_operator] = sg_python_comparison,
    [SG_PY_concatenated_string] = sg_python_concatenated,
    [SG_PY_conditional_expression] = sg_python_conditional,
    [SG_PY_dictionary] = dictionary,
    [SG_PY_dictionary_comprehension] = comprehension,
    [SG_PY_expression_list] = list,
    [SG_PY_false] = constant,
    [SG_PY_float] = number,
    [SG_PY_generator_expression] = comprehension,
    [SG_PY_identifier] = read_name,
    [SG_PY_integer] = number,
    [SG_PY_lambda] = sg_python_lambda,
    [SG_PY_list] = list,
    [SG_PY_list_comprehension] = comprehension,
    [SG_PY_list_pattern] = list,
    [SG_PY_list_splat] = first_value,
    [SG_PY_named_expression] = named,
    [SG_PY_none] = constant,
    [SG_PY_parenthesized_expression] = first_value,
    [SG_PY_pattern_list] = list,
    [SG_PY_set] = list,
    [SG_PY_set_comprehension] = comprehension,
    [SG_PY_string] = sg_python_string,
    [SG_PY_subscript] = subscript,
    [SG_PY_true] = constant,
    [SG_PY_tuple] = list,
    [SG_PY_tuple_pattern] = list,
    [SG_PY_unary_operator] = sg_python_unary,
    [SG_PY_yield] = yield,
};

uint32_t sg_python_value(struct sg_builder *b, uint32_t node)
{
    unsigned kind = sg_python_kind(b, node);
    if (!node)
        return sg_python_other(b, node);
    lower *lowered = kind < sizeof lowerings / sizeof *lowerings ? lowerings[kind] : NULL;
    return lowered ? lowered(b, node) : evaluate_parts(b, node);
}

/* Most types have no calls; Annotated[Table, Depends(open_table)] has. */
void sg_python_type(struct sg_builder *b, uint32_t node)
{
    for (uint32_t i = node; node && i < sg_build_node(b, node)->after; i++) {
        if (sg_python_kind(b, i) == SG_PY_call) {
            sg_python_values(b, node);
            return;
        }
    }
}
