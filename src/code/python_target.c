#include "code/python_internal.h"

#include <stdio.h>

static uint32_t first_part(const struct sg_builder *b, uint32_t node)
{
    return sg_syntax_first(b->syntax, node);
}

/* ---- Taking a value apart ---- */

static uint32_t at_position(struct sg_builder *b, uint32_t node, uint32_t value, uint32_t position)
{
    char text[16];
    snprintf(text, sizeof text, "%u", (unsigned)position);
    uint32_t key = sg_build_text(b, node, SG_CODE_NUMBER, sg_copy(b->arena, text));
    return sg_build_item(b, node, value, key);
}

static uint32_t list_of_elements(struct sg_builder *b, uint32_t node, uint32_t value)
{
    struct sg_items items = {0};
    sg_items_add(b, &items, sg_build_of(b, node, SG_CODE_ELEMENT, value));
    return sg_build_with(b, node, SG_CODE_LIST, SG_CODE_NONE, &items);
}

/* The items of a literal with as many as there are targets; NULL: only their positions are known. */
static const struct sg_code_item *literal_items(const struct sg_builder *b, uint32_t value, uint32_t count)
{
    const struct sg_code_instruction *made = sg_build_at(b, value);
    if (made->op != SG_CODE_LIST || made->count != count)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        if (made->items[i].spread)
            return NULL;
    return made->items;
}

static bool is_starred(const struct sg_builder *b, uint32_t node)
{
    unsigned kind = sg_python_kind(b, node);
    return kind == SG_PY_list_splat_pattern || kind == SG_PY_list_splat || kind == SG_PY_splat_pattern;
}

/* a, b = value; after a starred target no position is known. */
static void unpack(struct sg_builder *b, uint32_t target, uint32_t value)
{
    uint32_t count = 0, position = 0;
    bool starred = false;
    for (uint32_t part = first_part(b, target); part; part = sg_syntax_next(b->syntax, part)) {
        count++;
        starred = starred || is_starred(b, part);
    }
    const struct sg_code_item *items = starred ? NULL : literal_items(b, value, count);
    starred = false;
    for (uint32_t part = first_part(b, target); part; part = sg_syntax_next(b->syntax, part), position++) {
        if (is_starred(b, part)) {
            starred = true;
            sg_python_assign(b, first_part(b, part), list_of_elements(b, part, value));
        } else if (items) {
            sg_python_assign(b, part, items[position].value);
        } else {
            sg_python_assign(b, part,
                             starred ? sg_build_of(b, part, SG_CODE_ELEMENT, value)
                                     : at_position(b, part, value, position));
        }
    }
}

static uint32_t key_of(struct sg_builder *b, uint32_t target)
{
    uint32_t node = sg_python_part(b, target, SG_PY_FIELD_subscript), key = sg_python_value(b, node);
    while (node && (node = sg_syntax_next(b->syntax, node)))
        sg_python_value(b, node), key = sg_python_other(b, target);
    return key;
}

struct sg_python_target sg_python_open_target(struct sg_builder *b, uint32_t node)
{
    struct sg_python_target target = {.node = node, .object = SG_CODE_NONE, .key = SG_CODE_NONE};
    if (sg_python_kind(b, node) == SG_PY_attribute) {
        target.object = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_object));
    } else if (sg_python_kind(b, node) == SG_PY_subscript) {
        target.object = sg_python_value(b, sg_python_part(b, node, SG_PY_FIELD_value));
        target.key = key_of(b, node);
    }
    return target;
}

static const char *member_of(struct sg_builder *b, uint32_t node)
{
    return sg_build_source(b, sg_python_part(b, node, SG_PY_FIELD_attribute));
}

uint32_t sg_python_target_value(struct sg_builder *b, const struct sg_python_target *target)
{
    if (target->object == SG_CODE_NONE)
        return sg_python_value(b, target->node);
    if (target->key != SG_CODE_NONE)
        return sg_build_item(b, target->node, target->object, target->key);
    return sg_build_get(b, target->node, target->object, member_of(b, target->node));
}

void sg_python_assign_target(struct sg_builder *b, const struct sg_python_target *target, uint32_t value)
{
    if (target->object == SG_CODE_NONE)
        sg_python_assign(b, target->node, value);
    else if (target->key != SG_CODE_NONE)
        sg_build_set_item(b, target->node, target->object, target->key, value);
    else
        sg_build_set(b, target->node, target->object, member_of(b, target->node), value);
}

static void assign_name(struct sg_builder *b, uint32_t target, uint32_t value)
{
    const char *name = sg_build_source(b, target);
    if (!*name) /* missing */
        return;
    uint32_t variable = sg_build_find(b, name);
    sg_build_write(b, target, variable == SG_CODE_NONE ? sg_build_declare(b, name) : variable, value);
}

static void assign_member(struct sg_builder *b, uint32_t node, uint32_t value)
{
    struct sg_python_target target = sg_python_open_target(b, node);
    sg_python_assign_target(b, &target, value);
}

void sg_python_assign(struct sg_builder *b, uint32_t target, uint32_t value)
{
    switch (sg_python_kind(b, target)) {
    case SG_PY_identifier:
        assign_name(b, target, value);
        break;
    case SG_PY_attribute:
    case SG_PY_subscript:
        assign_member(b, target, value);
        break;
    case SG_PY_parenthesized_expression:
        sg_python_assign(b, first_part(b, target), value);
        break;
    case SG_PY_tuple:
    case SG_PY_tuple_pattern:
    case SG_PY_list:
    case SG_PY_list_pattern:
    case SG_PY_pattern_list:
    case SG_PY_expression_list:
        unpack(b, target, value);
        break;
    default:
        if (target)
            sg_python_values(b, target);
    }
}

/* ---- match ---- */

static void bind_pattern(struct sg_builder *b, uint32_t pattern, uint32_t value);

/* case x: a name with a dot is compared, one without is bound. */
static void bind_name(struct sg_builder *b, uint32_t dotted, uint32_t value)
{
    uint32_t name = first_part(b, dotted);
    if (name && !sg_syntax_next(b->syntax, name) && !sg_syntax_is(b->syntax, name, "_"))
        sg_python_assign(b, name, value);
}

static void bind_map(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    uint32_t key = SG_CODE_NONE;
    for (uint32_t part = first_part(b, pattern); part; part = sg_syntax_next(b->syntax, part)) {
        uint8_t field = sg_build_node(b, part)->field;
        if (field == SG_PY_FIELD_key)
            key = sg_python_value(b, part);
        else if (field == SG_PY_FIELD_value && key != SG_CODE_NONE)
            bind_pattern(b, part, sg_build_item(b, part, value, key));
        else
            bind_pattern(b, part, value);
    }
}

static void bind_sequence(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    uint32_t position = 0;
    bool starred = false;
    for (uint32_t part = first_part(b, pattern); part; part = sg_syntax_next(b->syntax, part), position++) {
        uint32_t inner = sg_python_kind(b, part) == SG_PY_case_pattern ? first_part(b, part) : part;
        if (is_starred(b, inner)) {
            starred = true;
            sg_python_assign(b, first_part(b, inner), list_of_elements(b, part, value));
        } else {
            bind_pattern(b, part,
                         starred ? sg_build_of(b, part, SG_CODE_ELEMENT, value)
                                 : at_position(b, part, value, position));
        }
    }
}

/* Point(x, kind=k): k is the attribute; which one x is only the class knows. */
static void bind_class(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    uint32_t part = first_part(b, pattern);
    while (part && (part = sg_syntax_next(b->syntax, part))) {
        uint32_t inner = sg_python_kind(b, part) == SG_PY_case_pattern ? first_part(b, part) : part;
        uint32_t name = sg_python_kind(b, inner) == SG_PY_keyword_pattern ? first_part(b, inner) : 0;
        uint32_t named = name ? sg_syntax_next(b->syntax, name) : 0;
        if (named)
            bind_pattern(b, named, sg_build_get(b, inner, value, sg_build_source(b, name)));
        else
            bind_pattern(b, part, sg_python_other(b, part));
    }
}

uint32_t sg_python_case_alias(const struct sg_builder *b, uint32_t pattern)
{
    uint32_t matched = first_part(b, pattern);
    return matched ? sg_syntax_next(b->syntax, matched) : 0;
}

static void bind_alias(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    bind_pattern(b, first_part(b, pattern), value);
    sg_python_assign(b, sg_python_case_alias(b, pattern), value);
}

static void bind_alternatives(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    for (uint32_t part = first_part(b, pattern); part; part = sg_syntax_next(b->syntax, part))
        bind_pattern(b, part, value);
}

static void bind_pattern(struct sg_builder *b, uint32_t pattern, uint32_t value)
{
    switch (sg_python_kind(b, pattern)) {
    case SG_PY_dotted_name:
        bind_name(b, pattern, value);
        break;
    case SG_PY_dict_pattern:
        bind_map(b, pattern, value);
        break;
    case SG_PY_list_pattern:
    case SG_PY_tuple_pattern:
        bind_sequence(b, pattern, value);
        break;
    case SG_PY_class_pattern:
        bind_class(b, pattern, value);
        break;
    case SG_PY_as_pattern:
        bind_alias(b, pattern, value);
        break;
    case SG_PY_splat_pattern:
        sg_python_assign(b, first_part(b, pattern), sg_python_other(b, pattern));
        break;
    case SG_PY_case_pattern:
    case SG_PY_union_pattern:
        bind_alternatives(b, pattern, value);
        break;
    default: /* a literal */
        break;
    }
}

/* case a, b: is case (a, b): */
static void bind_clause(struct sg_builder *b, uint32_t clause, uint32_t subject)
{
    uint32_t first = first_part(b, clause), second = first ? sg_syntax_next(b->syntax, first) : 0;
    if (sg_python_kind(b, second) != SG_PY_case_pattern) {
        bind_pattern(b, first, subject);
        return;
    }
    for (uint32_t position = 0; sg_python_kind(b, first) == SG_PY_case_pattern; position++) {
        bind_pattern(b, first, at_position(b, first, subject, position));
        first = sg_syntax_next(b->syntax, first);
    }
}

static bool matches_all(const struct sg_builder *b, uint32_t clause)
{
    uint32_t pattern = first_part(b, clause), name = pattern ? first_part(b, pattern) : 0;
    bool is_name = !pattern || sg_syntax_is(b->syntax, pattern, "_") ||
                   (sg_python_kind(b, name) == SG_PY_dotted_name && !sg_syntax_next(b->syntax, first_part(b, name)));
    return is_name && !sg_python_part(b, clause, SG_PY_FIELD_guard);
}

static void put_case(struct sg_builder *b, uint32_t clause, uint32_t subject)
{
    bind_clause(b, clause, subject);
    uint32_t guard = sg_python_part(b, clause, SG_PY_FIELD_guard);
    if (guard)
        sg_python_values(b, guard);
    sg_python_statements(b, sg_python_part(b, clause, SG_PY_FIELD_consequence));
}

void sg_python_match(struct sg_builder *b, uint32_t node)
{
    struct sg_items subjects = {0};
    uint32_t body = sg_python_part(b, node, SG_PY_FIELD_body), cases = 0;
    for (uint32_t part = first_part(b, node); part && part != body; part = sg_syntax_next(b->syntax, part))
        sg_items_add(b, &subjects, sg_python_value(b, part));
    uint32_t subject =
        subjects.count == 1 ? subjects.items[0].value : sg_build_with(b, node, SG_CODE_LIST, SG_CODE_NONE, &subjects);
    uint32_t chosen = sg_python_other(b, node); /* that a pattern fits */
    for (uint32_t clause = body ? first_part(b, body) : 0; clause; clause = sg_syntax_next(b->syntax, clause)) {
        sg_build_of(b, clause, cases++ ? SG_CODE_ELSE : SG_CODE_BRANCH, matches_all(b, clause) ? SG_CODE_NONE : chosen);
        put_case(b, clause, subject);
    }
    if (cases)
        sg_build_add(b, node, SG_CODE_END);
}
