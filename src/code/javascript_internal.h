#ifndef SG_CODE_JAVASCRIPT_INTERNAL_H
#define SG_CODE_JAVASCRIPT_INTERNAL_H

#include "code/lower_internal.h"

/*
 * From the syntax tree of JavaScript and TypeScript to the intermediate form. A node that is not there is 0, as after a
 * syntax error; each function here takes it. The depth of the tree is limited, and so is the depth of these calls.
 */

/* clang-format off */
/* Kinds of nodes and their fields in the three grammars, in the order of strcmp. */
#define SG_JS_KINDS(X) \
    X(abstract_class_declaration) X(accessibility_modifier) X(ambient_declaration) X(arguments) X(array) \
    X(array_pattern) X(arrow_function) X(as_expression) X(assignment_expression) X(assignment_pattern) \
    X(augmented_assignment_expression) X(await_expression) X(binary_expression) X(break_statement) \
    X(call_expression) X(catch_clause) X(class) X(class_body) X(class_declaration) X(class_heritage) \
    X(class_static_block) X(computed_property_name) X(continue_statement) X(decorator) X(do_statement) \
    X(else_clause) X(enum_assignment) X(enum_declaration) X(export_clause) X(export_specifier) \
    X(export_statement) X(expression_statement) X(extends_clause) X(false) X(field_definition) \
    X(finally_clause) X(for_in_statement) X(for_statement) X(function_declaration) X(function_expression) \
    X(function_signature) X(generator_function) X(generator_function_declaration) X(identifier) \
    X(if_statement) X(import) X(import_alias) X(import_clause) X(import_require_clause) X(import_specifier) \
    X(import_statement) X(instantiation_expression) X(interface_declaration) X(internal_module) \
    X(jsx_attribute) X(jsx_closing_element) X(jsx_element) X(jsx_expression) X(jsx_opening_element) \
    X(jsx_self_closing_element) X(labeled_statement) X(lexical_declaration) X(member_expression) \
    X(method_definition) X(module) X(named_imports) X(namespace_export) X(namespace_import) \
    X(nested_identifier) X(new_expression) X(non_null_expression) X(null) X(number) X(object) \
    X(object_assignment_pattern) X(object_pattern) X(optional_parameter) X(override_modifier) X(pair) \
    X(pair_pattern) X(parenthesized_expression) X(private_property_identifier) X(property_identifier) \
    X(public_field_definition) X(required_parameter) X(rest_pattern) X(return_statement) \
    X(satisfies_expression) X(sequence_expression) X(shorthand_property_identifier) \
    X(shorthand_property_identifier_pattern) X(spread_element) X(statement_block) X(string) \
    X(subscript_expression) X(super) X(switch_body) X(switch_case) X(switch_default) X(switch_statement) \
    X(template_string) X(template_substitution) X(ternary_expression) X(this) X(throw_statement) X(true) \
    X(try_statement) X(type_alias_declaration) X(type_annotation) X(type_arguments) X(type_assertion) \
    X(type_parameters) X(unary_expression) X(undefined) X(update_expression) X(variable_declaration) \
    X(variable_declarator) X(while_statement) X(with_statement) X(yield_expression)

#define SG_JS_FIELDS(X) \
    X(alias) X(alternative) X(argument) X(arguments) X(body) X(condition) X(consequence) X(constructor) \
    X(declaration) X(finalizer) X(function) X(handler) X(increment) X(index) X(initializer) X(key) X(kind) \
    X(label) X(left) X(name) X(object) X(operator) X(parameter) X(parameters) X(pattern) X(property) X(right) \
    X(source) X(type) X(value)
/* clang-format on */

enum sg_js_kind {
    SG_JS_ANY,
#define KIND(name) SG_JS_##name,
    SG_JS_KINDS(KIND)
#undef KIND
        SG_JS_KIND_COUNT
};

enum sg_js_field {
    SG_JS_NO_FIELD,
#define FIELD(name) SG_JS_FIELD_##name,
    SG_JS_FIELDS(FIELD)
#undef FIELD
};

/* What is in a node, without the functions in it. */
enum {
    SG_JS_WRITES = 1,    /* an assignment */
    SG_JS_BREAKS = 2,    /* a break that leaves it before its end */
    SG_JS_CONTINUES = 4, /* a continue of a loop around it */
    SG_JS_JUMPS = 8,     /* a break or continue with a label */
};

struct sg_js {
    struct sg_builder *b;
    const uint8_t *facts;      /* by node */
    struct sg_items *exported; /* of the namespace of TypeScript around; NULL: the file exports */
    struct sg_map implicit;    /* names that are assigned and not declared: variables of the file */
    uint32_t call,
        callee; /* a call that the grammar has in the wrong place, and what it calls, until it is there; or 0 */
    struct sg_js_alias *aliases;
    uint32_t alias_count;
    size_t alias_capacity;
};

/* A variable that the file exports once more, by another name. */
struct sg_js_alias {
    uint32_t node, variable;
    const char *name;
};

static inline enum sg_js_kind sg_js_kind(const struct sg_js *js, uint32_t node)
{
    return node ? (enum sg_js_kind)sg_build_node(js->b, node)->kind : SG_JS_ANY;
}

/* The child with this field, or 0. */
static inline uint32_t sg_js_part(const struct sg_js *js, uint32_t node, enum sg_js_field field)
{
    return node ? sg_syntax_field(js->b->syntax, node, (uint8_t)field) : 0;
}

/* The first child of this kind, or 0. */
uint32_t sg_js_child(const struct sg_js *js, uint32_t node, enum sg_js_kind kind);

/* The first named child, and the next named sibling; 0 when there is none. */
static inline uint32_t sg_js_first(const struct sg_js *js, uint32_t node)
{
    return node ? sg_syntax_first(js->b->syntax, node) : 0;
}

static inline uint32_t sg_js_next(const struct sg_js *js, uint32_t node)
{
    return node ? sg_syntax_next(js->b->syntax, node) : 0;
}

static inline bool sg_js_has(const struct sg_js *js, uint32_t node, const char *token)
{
    return node && sg_syntax_has_token(js->b->syntax, node, token);
}

/* ---- javascript_facts.c ---- */

const uint8_t *sg_js_facts(const struct sg_builder *b);

/* Whether the node begins a function, or is a class. */
bool sg_js_is_apart(enum sg_js_kind kind);

/* ---- javascript_scope.c: what names mean ---- */

/* Declares the names of a pattern in the innermost scope. */
void sg_js_declare(struct sg_js *js, uint32_t pattern);

/* Declares what `var` in a function declares. */
void sg_js_declare_vars(struct sg_js *js, uint32_t body);

/* Declares the names of a list of statements, and writes its functions, which can be called before they stand there. */
void sg_js_hoist(struct sg_js *js, uint32_t parent);

/*
 * The variable that an assignment to a name writes; SG_CODE_NONE: `module` and `exports` of CommonJS, which stay what
 * they are.
 */
uint32_t sg_js_assigned(struct sg_js *js, const char *name);

uint32_t sg_js_name_value(struct sg_js *js, uint32_t node, const char *name);

/* Makes what was read before it was assigned without a declaration read the variable. */
void sg_js_resolve_implicit(struct sg_js *js);

/* ---- javascript_statement.c ---- */

void sg_js_statement(struct sg_js *js, uint32_t node);

/* The statements below a node, in a scope that is open. */
void sg_js_statements(struct sg_js *js, uint32_t parent);

/* Statements of a scope of their own. */
void sg_js_block(struct sg_js *js, uint32_t parent);

/* ---- javascript_flow.c: statements that decide what runs ---- */

void sg_js_if(struct sg_js *js, uint32_t node);
void sg_js_for(struct sg_js *js, uint32_t node);
void sg_js_for_in(struct sg_js *js, uint32_t node);
void sg_js_while(struct sg_js *js, uint32_t node);
void sg_js_do(struct sg_js *js, uint32_t node);
void sg_js_switch(struct sg_js *js, uint32_t node);
void sg_js_try(struct sg_js *js, uint32_t node);
void sg_js_labeled(struct sg_js *js, uint32_t node);

/* ---- javascript_expression.c ---- */

/* Whether expressions of the kind are read. */
bool sg_js_is_expression(enum sg_js_kind kind);

/* The instruction that makes the value of an expression. */
uint32_t sg_js_value(struct sg_js *js, uint32_t node);

/* The same; a function or class without a name gets this one. */
uint32_t sg_js_named_value(struct sg_js *js, uint32_t node, const char *name);

/* A value that is not followed. */
uint32_t sg_js_other(struct sg_js *js, uint32_t node);

/* ---- javascript_call.c ---- */

uint32_t sg_js_call(struct sg_js *js, uint32_t node);
uint32_t sg_js_new(struct sg_js *js, uint32_t node);

/* tag`text ${value}` calls tag(texts, value). */
uint32_t sg_js_tagged(struct sg_js *js, uint32_t node, uint32_t tag, uint32_t template);

/* js->call, as the value of js->callee. */
uint32_t sg_js_misplaced_call(struct sg_js *js);

/* The module of `require("x")`, or NULL. */
const char *sg_js_required(struct sg_js *js, uint32_t node);

/* ---- javascript_compiled.c ---- */

/* The value of a call, which is another's when it calls a helper of compilers. */
uint32_t sg_js_compiled_value(struct sg_js *js, uint32_t node, uint32_t call);

/* ---- javascript_operator.c ---- */

uint32_t sg_js_binary(struct sg_js *js, uint32_t node);
uint32_t sg_js_unary(struct sg_js *js, uint32_t node);
uint32_t sg_js_ternary(struct sg_js *js, uint32_t node);
uint32_t sg_js_assignment(struct sg_js *js, uint32_t node);
uint32_t sg_js_augmented(struct sg_js *js, uint32_t node);
uint32_t sg_js_update(struct sg_js *js, uint32_t node);

/* ---- javascript_pattern.c ---- */

/* Gives a value to a name, a member, or the parts of a pattern. */
void sg_js_assign(struct sg_js *js, uint32_t pattern, uint32_t value);

/* What is assigned to: its object and key have been evaluated once. */
struct sg_js_target {
    uint32_t node;
    uint32_t variable;    /* or SG_CODE_NONE */
    uint32_t object, key; /* or SG_CODE_NONE */
    const char *name;     /* of the variable or the member; NULL: see key */
};
struct sg_js_target sg_js_target(struct sg_js *js, uint32_t node);
uint32_t sg_js_read_target(struct sg_js *js, const struct sg_js_target *target);
void sg_js_write_target(struct sg_js *js, const struct sg_js_target *target, uint32_t value);

/* ---- javascript_literal.c ---- */

/* The value of a string, unescaped. */
const char *sg_js_string(struct sg_js *js, uint32_t node);

/* The text of a string or of a template without expressions; NULL for any other node. */
const char *sg_js_constant_text(struct sg_js *js, uint32_t node);

/* The name of a property, `#x` of a private one; NULL: it is computed. */
const char *sg_js_key(struct sg_js *js, uint32_t node);

/* The value of the expression of a computed property. */
uint32_t sg_js_computed_key(struct sg_js *js, uint32_t node);

uint32_t sg_js_template(struct sg_js *js, uint32_t node);
/* The items of a tag's call: its texts, and its values. */
void sg_js_template_items(struct sg_js *js, uint32_t node, struct sg_items *texts, struct sg_items *values);

/* ---- javascript_object.c ---- */

uint32_t sg_js_array(struct sg_js *js, uint32_t node);
uint32_t sg_js_object(struct sg_js *js, uint32_t node);
uint32_t sg_js_jsx(struct sg_js *js, uint32_t node);

/* ---- javascript_function.c ---- */

/* Lowers a function. Returns its index in the unit. */
uint32_t sg_js_function(struct sg_js *js, uint32_t node, const char *name);

/* Declares the parameters of the current function and gives them their values. */
void sg_js_parameters(struct sg_js *js, uint32_t node);
void sg_js_body(struct sg_js *js, uint32_t node);

/* Makes `this` mean a variable of the current function. Returns it. */
uint32_t sg_js_declare_this(struct sg_js *js);

/* ---- javascript_class.c ---- */

uint32_t sg_js_class(struct sg_js *js, uint32_t node, const char *name);

/* The calls of the decorators of a node. */
void sg_js_decorators(struct sg_js *js, uint32_t node);

/* ---- javascript_constructor.c ---- */

/* The constructor of a class: its fields, and what is written in it. Returns SG_CODE_NONE when there is neither. */
uint32_t sg_js_constructor(struct sg_js *js, uint32_t class, uint32_t body);
bool sg_js_is_field(enum sg_js_kind kind);

/* ---- javascript_module.c ---- */

void sg_js_declare_imports(struct sg_js *js, uint32_t node);
void sg_js_import(struct sg_js *js, uint32_t node);
void sg_js_import_alias(struct sg_js *js, uint32_t node);
void sg_js_export(struct sg_js *js, uint32_t node);
void sg_js_write_aliases(struct sg_js *js);

/* ---- javascript_type.c: what TypeScript alone has, and has a value ---- */

void sg_js_enum(struct sg_js *js, uint32_t node);
void sg_js_namespace(struct sg_js *js, uint32_t node);

#endif
