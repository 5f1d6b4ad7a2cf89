#ifndef SG_CODE_PYTHON_INTERNAL_H
#define SG_CODE_PYTHON_INTERNAL_H

#include "code/build_internal.h"

/*
 * From the syntax tree of Python to the intermediate form. A node that is not there is 0, as after a syntax error; each
 * function here takes it.
 */

/* clang-format off */
/* Kinds of nodes and their fields in the grammar, in the order of strcmp. */
#define SG_PYTHON_KINDS(X) \
    X(argument_list) X(as_pattern) X(as_pattern_target) X(assert_statement) X(assignment) X(attribute) \
    X(augmented_assignment) X(await) X(binary_operator) X(block) X(boolean_operator) X(break_statement) X(call) \
    X(case_clause) X(case_pattern) X(class_definition) X(class_pattern) X(comparison_operator) \
    X(concatenated_string) X(conditional_expression) X(continue_statement) X(decorated_definition) X(decorator) \
    X(default_parameter) X(delete_statement) X(dict_pattern) X(dictionary) X(dictionary_comprehension) \
    X(dictionary_splat) X(dictionary_splat_pattern) X(dotted_name) X(elif_clause) X(else_clause) X(except_clause) \
    X(except_group_clause) X(expression_list) X(expression_statement) X(false) X(finally_clause) X(float) \
    X(for_in_clause) X(for_statement) X(format_specifier) X(function_definition) X(future_import_statement) \
    X(generator_expression) X(global_statement) X(identifier) X(if_clause) X(if_statement) X(import_from_statement) \
    X(import_statement) X(integer) X(interpolation) X(keyword_argument) X(keyword_pattern) X(keyword_separator) \
    X(lambda) X(list) X(list_comprehension) X(list_pattern) X(list_splat) X(list_splat_pattern) X(match_statement) \
    X(module) X(named_expression) X(none) X(nonlocal_statement) X(pair) X(parameters) X(parenthesized_expression) \
    X(parenthesized_list_splat) X(pattern_list) X(positional_separator) X(raise_statement) X(relative_import) \
    X(return_statement) X(set) X(set_comprehension) X(slice) X(splat_pattern) X(string) X(string_content) \
    X(subscript) X(true) X(try_statement) X(tuple) X(tuple_pattern) X(type) X(type_alias_statement) \
    X(type_conversion) X(typed_default_parameter) X(typed_parameter) X(unary_operator) X(union_pattern) \
    X(while_statement) X(wildcard_import) X(with_clause) X(with_item) X(with_statement) X(yield)

#define SG_PYTHON_FIELDS(X) \
    X(alias) X(alternative) X(argument) X(arguments) X(attribute) X(body) X(cause) X(condition) X(consequence) \
    X(definition) X(expression) X(format_specifier) X(function) X(guard) X(key) X(left) X(module_name) X(name) \
    X(object) X(operator) X(parameters) X(right) X(subject) X(subscript) X(superclasses) X(type) X(type_conversion) \
    X(value)
/* clang-format on */

enum sg_python_kind {
    SG_PY_ANY,
#define KIND(name) SG_PY_##name,
    SG_PYTHON_KINDS(KIND)
#undef KIND
};

enum sg_python_field {
    SG_PY_NO_FIELD,
#define FIELD(name) SG_PY_FIELD_##name,
    SG_PYTHON_FIELDS(FIELD)
#undef FIELD
};

static inline unsigned sg_python_kind(const struct sg_builder *b, uint32_t node)
{
    return node ? b->syntax->nodes[node].kind : SG_PY_ANY;
}

/* The child with this field, or 0. */
static inline uint32_t sg_python_part(const struct sg_builder *b, uint32_t node, enum sg_python_field field)
{
    return node ? sg_syntax_field(b->syntax, node, (uint8_t)field) : 0;
}

/* ---- python.c: statements ---- */

void sg_python_statements(struct sg_builder *b, uint32_t block);
void sg_python_statement(struct sg_builder *b, uint32_t node);

/* ---- python_expression.c ---- */

/* The instruction that makes the value of an expression. */
uint32_t sg_python_value(struct sg_builder *b, uint32_t node);

/* The values of what follows in the parent, for their calls alone. */
void sg_python_values(struct sg_builder *b, uint32_t parent);

/* What a type says is not followed; but its calls are made where it stands. */
void sg_python_type(struct sg_builder *b, uint32_t node);

/* A value that is not followed. */
uint32_t sg_python_other(struct sg_builder *b, uint32_t node);

/* The arguments of a call, the elements of a list. */
void sg_python_items(struct sg_builder *b, uint32_t parent, struct sg_items *items);

/* ---- python_operator.c ---- */

uint32_t sg_python_binary(struct sg_builder *b, uint32_t node);
uint32_t sg_python_boolean(struct sg_builder *b, uint32_t node);
uint32_t sg_python_comparison(struct sg_builder *b, uint32_t node);
uint32_t sg_python_unary(struct sg_builder *b, uint32_t node);
uint32_t sg_python_conditional(struct sg_builder *b, uint32_t node);

/* ---- python_text.c: what makes a text of others ---- */

uint32_t sg_python_string(struct sg_builder *b, uint32_t node);
uint32_t sg_python_concatenated(struct sg_builder *b, uint32_t node);

/* ---- python_format.c ---- */

/* "text" % right */
uint32_t sg_python_percent(struct sg_builder *b, uint32_t node, const char *text, uint32_t right);

/* "text".format(items); SG_CODE_NONE when it cannot be told what goes where. */
uint32_t sg_python_format(struct sg_builder *b, uint32_t node, const char *text, const struct sg_items *items);

/* ---- python_target.c ---- */

/* Writes a value to the target of an assignment. */
void sg_python_assign(struct sg_builder *b, uint32_t target, uint32_t value);

/* A target that is read before it is written, x.y += 1: its object and key are evaluated once. */
struct sg_python_target {
    uint32_t node;
    uint32_t object, key; /* SG_CODE_NONE: it has none */
};
struct sg_python_target sg_python_open_target(struct sg_builder *b, uint32_t node);
uint32_t sg_python_target_value(struct sg_builder *b, const struct sg_python_target *target);
void sg_python_assign_target(struct sg_builder *b, const struct sg_python_target *target, uint32_t value);

void sg_python_match(struct sg_builder *b, uint32_t node);

/* The name after `as` in a pattern, or 0. */
uint32_t sg_python_case_alias(const struct sg_builder *b, uint32_t pattern);

/* ---- python_scope.c ---- */

/* Declares in the innermost scope what the statements of a function, class or file assign. */
void sg_python_declare_names(struct sg_builder *b, uint32_t body);

/* Declares the names of a target. */
void sg_python_declare_target(struct sg_builder *b, uint32_t target);

/* ---- python_import.c ---- */

void sg_python_import(struct sg_builder *b, uint32_t node);
void sg_python_import_from(struct sg_builder *b, uint32_t node);

/* ---- python_function.c ---- */

void sg_python_function(struct sg_builder *b, uint32_t node, uint32_t decorated);
void sg_python_class(struct sg_builder *b, uint32_t node, uint32_t decorated);
uint32_t sg_python_lambda(struct sg_builder *b, uint32_t node);

/* A body that is not run when the file is imported: if __name__ == "__main__". */
void sg_python_main(struct sg_builder *b, uint32_t body);

#endif
