#include "code/javascript_internal.h"

static void add(struct sg_js *js, uint32_t node, enum sg_code_op op)
{
    sg_build_add(js->b, node, op);
}

/* ---- if ---- */

/* `if (require.main === module)`: what runs only when Lambda does not load the file. */
static bool is_main(struct sg_js *js, uint32_t condition)
{
    while (sg_js_kind(js, condition) == SG_JS_parenthesized_expression)
        condition = sg_js_first(js, condition);
    uint32_t left = sg_js_part(js, condition, SG_JS_FIELD_left), right = sg_js_part(js, condition, SG_JS_FIELD_right);
    if (!left || !right)
        return false;
    const struct sg_syntax *syntax = js->b->syntax;
    return (sg_syntax_is(syntax, left, "require.main") && sg_syntax_is(syntax, right, "module")) ||
           (sg_syntax_is(syntax, right, "require.main") && sg_syntax_is(syntax, left, "module"));
}

/* A function that nothing calls. */
static void set_apart(struct sg_js *js, uint32_t node)
{
    sg_build_enter(js->b, sg_build_function(js->b, node, ""));
    sg_js_statement(js, node);
    sg_build_leave(js->b);
}

void sg_js_if(struct sg_js *js, uint32_t node)
{
    uint32_t condition = sg_js_part(js, node, SG_JS_FIELD_condition);
    uint32_t consequence = sg_js_part(js, node, SG_JS_FIELD_consequence);
    uint32_t alternative = sg_js_part(js, node, SG_JS_FIELD_alternative);
    sg_build_of(js->b, node, SG_CODE_BRANCH, sg_js_value(js, condition));
    if (is_main(js, condition) && consequence)
        set_apart(js, consequence);
    else
        sg_js_statement(js, consequence);
    if (alternative) {
        add(js, alternative, SG_CODE_ELSE);
        sg_js_statement(js, sg_js_first(js, alternative));
    }
    add(js, node, SG_CODE_END);
}

/* ---- Loops ---- */

/*
 * After a break or continue, values are seen that the body overwrites further on. As after an error: what runs next
 * sees what was held before and after each write.
 */
static void begin_left(struct sg_js *js, uint32_t node, unsigned leaves)
{
    if (js->facts[node] & leaves)
        add(js, node, SG_CODE_TRY);
}

static void end_left(struct sg_js *js, uint32_t node, unsigned leaves)
{
    if (!(js->facts[node] & leaves))
        return;
    add(js, node, SG_CODE_CATCH);
    add(js, node, SG_CODE_END);
}

#define LEAVES_LOOP (SG_JS_BREAKS | SG_JS_CONTINUES | SG_JS_JUMPS)

static void lower_loop_body(struct sg_js *js, uint32_t node)
{
    begin_left(js, node, LEAVES_LOOP);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_body));
    end_left(js, node, LEAVES_LOOP);
}

void sg_js_for(struct sg_js *js, uint32_t node)
{
    sg_build_open(js->b);
    sg_js_hoist(js, node);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_initializer));
    add(js, node, SG_CODE_LOOP);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_condition));
    lower_loop_body(js, node);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_increment));
    add(js, node, SG_CODE_END);
    sg_build_close(js->b);
}

void sg_js_for_in(struct sg_js *js, uint32_t node)
{
    uint32_t left = sg_js_part(js, node, SG_JS_FIELD_left), right = sg_js_part(js, node, SG_JS_FIELD_right);
    uint32_t list = sg_js_value(js, right);
    sg_build_open(js->b);
    if (sg_js_has(js, node, "const") || sg_js_has(js, node, "let"))
        sg_js_declare(js, left);
    add(js, node, SG_CODE_LOOP);
    uint32_t each = sg_build_of(js->b, right ? right : node, SG_CODE_ELEMENT, list);
    if (sg_js_has(js, node, "in"))
        sg_build_at(js->b, each)->text = SG_CODE_KEYS;
    sg_js_assign(js, left, each);
    lower_loop_body(js, node);
    add(js, node, SG_CODE_END);
    sg_build_close(js->b);
}

void sg_js_while(struct sg_js *js, uint32_t node)
{
    add(js, node, SG_CODE_LOOP);
    sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_condition));
    lower_loop_body(js, node);
    add(js, node, SG_CODE_END);
}

void sg_js_do(struct sg_js *js, uint32_t node)
{
    add(js, node, SG_CODE_LOOP);
    lower_loop_body(js, node);
    sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_condition));
    add(js, node, SG_CODE_END);
}

void sg_js_labeled(struct sg_js *js, uint32_t node)
{
    begin_left(js, node, SG_JS_JUMPS);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_body));
    end_left(js, node, SG_JS_JUMPS);
}

/* ---- switch ---- */

static uint32_t last_statement(const struct sg_js *js, uint32_t parent)
{
    uint32_t last = 0;
    for (uint32_t child = sg_js_first(js, parent); child; child = sg_js_next(js, child))
        last = child;
    return sg_js_kind(js, last) == SG_JS_statement_block ? last_statement(js, last) : last;
}

/* Whether what follows a case may run after it: it is empty, or its end is none of the statements that jump. */
static bool falls_through(const struct sg_js *js, uint32_t part)
{
    enum sg_js_kind kind = sg_js_kind(js, last_statement(js, part));
    return kind != SG_JS_break_statement && kind != SG_JS_return_statement && kind != SG_JS_throw_statement &&
           kind != SG_JS_continue_statement;
}

static void lower_case_body(struct sg_js *js, uint32_t part)
{
    for (uint32_t child = sg_js_first(js, part); child; child = sg_js_next(js, child))
        if (sg_build_node(js->b, child)->field != SG_JS_FIELD_value)
            sg_js_statement(js, child);
}

static void hoist_cases(struct sg_js *js, uint32_t body)
{
    for (uint32_t part = sg_js_first(js, body); part; part = sg_js_next(js, part)) {
        sg_js_hoist(js, part);
        sg_js_value(js, sg_js_part(js, part, SG_JS_FIELD_value));
    }
}

/*
 * Cases that run into each other are one branch; all but the last of them may have been skipped. What a branch is taken
 * for is not followed.
 */
static uint32_t lower_cases(struct sg_js *js, uint32_t part, bool *has_default)
{
    uint32_t next = part;
    bool more = true;
    while (next && more) {
        part = next;
        next = sg_js_next(js, part);
        more = next && falls_through(js, part);
        *has_default = *has_default || sg_js_kind(js, part) == SG_JS_switch_default;
        bool skipped = more && last_statement(js, part) != sg_js_part(js, part, SG_JS_FIELD_value);
        if (skipped)
            add(js, part, SG_CODE_BRANCH);
        lower_case_body(js, part);
        if (skipped)
            add(js, part, SG_CODE_END);
    }
    return next;
}

void sg_js_switch(struct sg_js *js, uint32_t node)
{
    uint32_t body = sg_js_part(js, node, SG_JS_FIELD_body);
    sg_build_open(js->b);
    uint32_t value = sg_js_value(js, sg_js_part(js, node, SG_JS_FIELD_value));
    hoist_cases(js, body);
    begin_left(js, node, SG_JS_BREAKS | SG_JS_JUMPS);
    sg_build_of(js->b, node, SG_CODE_BRANCH, value);
    bool has_default = false;
    uint32_t part = lower_cases(js, sg_js_first(js, body), &has_default);
    while (part) {
        uint32_t branch = sg_build_of(js->b, part, SG_CODE_ELSE, value);
        bool had_default = has_default;
        part = lower_cases(js, part, &has_default);
        if (has_default && !had_default)
            sg_build_at(js->b, branch)->a = SG_CODE_NONE;
    }
    add(js, node, SG_CODE_END);
    end_left(js, node, SG_JS_BREAKS | SG_JS_JUMPS);
    sg_build_close(js->b);
}

/* ---- try ---- */

static void lower_handler(struct sg_js *js, uint32_t handler)
{
    uint32_t parameter = sg_js_part(js, handler, SG_JS_FIELD_parameter);
    sg_build_open(js->b);
    sg_js_declare(js, parameter);
    if (parameter)
        sg_js_assign(js, parameter, sg_js_other(js, parameter));
    sg_js_statement(js, sg_js_part(js, handler, SG_JS_FIELD_body));
    sg_build_close(js->b);
}

void sg_js_try(struct sg_js *js, uint32_t node)
{
    uint32_t handler = sg_js_part(js, node, SG_JS_FIELD_handler);
    add(js, node, SG_CODE_TRY);
    sg_js_statement(js, sg_js_part(js, node, SG_JS_FIELD_body));
    add(js, handler ? handler : node, SG_CODE_CATCH);
    if (handler)
        lower_handler(js, handler);
    add(js, node, SG_CODE_END);
    sg_js_statement(js, sg_js_part(js, sg_js_part(js, node, SG_JS_FIELD_finalizer), SG_JS_FIELD_body));
}
