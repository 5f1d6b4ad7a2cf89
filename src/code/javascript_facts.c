#include "code/javascript_internal.h"

bool sg_js_is_apart(enum sg_js_kind kind)
{
    return kind == SG_JS_function_declaration || kind == SG_JS_function_expression || kind == SG_JS_arrow_function ||
           kind == SG_JS_generator_function || kind == SG_JS_generator_function_declaration ||
           kind == SG_JS_method_definition || kind == SG_JS_class || kind == SG_JS_class_declaration ||
           kind == SG_JS_abstract_class_declaration;
}

static bool is_case(enum sg_js_kind kind)
{
    return kind == SG_JS_switch_case || kind == SG_JS_switch_default;
}

/* The last statement of a case only ends it. */
static bool ends_case(const struct sg_syntax_node *nodes, const uint32_t *parents, uint32_t node)
{
    uint32_t parent = parents[node];
    if (nodes[parent].kind == SG_JS_statement_block)
        parent = parents[parent];
    return is_case((enum sg_js_kind)nodes[parent].kind);
}

static uint8_t own_facts(const struct sg_syntax_node *nodes, const uint32_t *parents, uint32_t node)
{
    uint16_t kind = nodes[node].kind;
    if (kind == SG_JS_assignment_expression || kind == SG_JS_augmented_assignment_expression ||
        kind == SG_JS_update_expression)
        return SG_JS_WRITES;
    if (kind != SG_JS_break_statement && kind != SG_JS_continue_statement)
        return 0;
    for (uint32_t child = nodes[node].child; child; child = nodes[child].next)
        if (nodes[child].field == SG_JS_FIELD_label)
            return SG_JS_JUMPS;
    if (kind == SG_JS_continue_statement)
        return SG_JS_CONTINUES;
    return ends_case(nodes, parents, node) ? 0 : SG_JS_BREAKS;
}

/* What a node says of the one around it. */
static unsigned outward(unsigned facts, enum sg_js_kind kind)
{
    if (sg_js_is_apart(kind))
        return 0;
    if (kind == SG_JS_for_statement || kind == SG_JS_for_in_statement || kind == SG_JS_while_statement ||
        kind == SG_JS_do_statement)
        return facts & ~(unsigned)(SG_JS_BREAKS | SG_JS_CONTINUES);
    return kind == SG_JS_switch_statement ? facts & ~(unsigned)SG_JS_BREAKS : facts;
}

/* A node comes after the one around it, so one pass backwards sees all of a node before the node. */
const uint8_t *sg_js_facts(const struct sg_builder *b)
{
    const struct sg_syntax_node *nodes = b->syntax->nodes;
    uint32_t count = b->syntax->count;
    uint8_t *facts = sg_new_array(b->arena, uint8_t, count);
    uint32_t *parents = sg_new_array(b->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t child = nodes[i].child; child; child = nodes[child].next)
            parents[child] = i;
    for (uint32_t i = count; i > 1; i--) {
        facts[i - 1] = (uint8_t)(facts[i - 1] | own_facts(nodes, parents, i - 1));
        unsigned told = outward(facts[i - 1], (enum sg_js_kind)nodes[i - 1].kind);
        facts[parents[i - 1]] = (uint8_t)(facts[parents[i - 1]] | told);
    }
    return facts;
}
