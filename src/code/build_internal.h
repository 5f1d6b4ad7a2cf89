#ifndef SG_CODE_BUILD_INTERNAL_H
#define SG_CODE_BUILD_INTERNAL_H

#include "base/set.h"
#include "code/syntax_internal.h"
#include "code/unit.h"

/*
 * A unit that grows: what the lowerings of all languages share. `function` is the function that gets instructions.
 * Every instruction, function and gap is made for a node of the syntax tree, which gives its place in the file; what is
 * made of one node is bounded, so the unit grows with the length of the file.
 */
struct sg_builder {
    struct sg_arena *arena;
    struct sg_code_unit *unit;
    const struct sg_syntax *syntax;
    uint32_t function;
    struct sg_scope *scope; /* the innermost */
    struct sg_map names;    /* by name: which variable it means, in the scopes that are open; see build.c */
};

/* Begins the function of the file and its scope. The unit has its source. */
void sg_build_begin(struct sg_builder *b, struct sg_arena *a, struct sg_code_unit *unit,
                    const struct sg_syntax *syntax);

static inline const struct sg_syntax_node *sg_build_node(const struct sg_builder *b, uint32_t node)
{
    return &b->syntax->nodes[node];
}

/* ---- Instructions of the current function. They return its index ---- */

/* One without operands: a, b, variable and function are SG_CODE_NONE. */
uint32_t sg_build_add(struct sg_builder *b, uint32_t node, enum sg_code_op op);

/* An instruction of the current function, until the next is added. */
struct sg_code_instruction *sg_build_at(const struct sg_builder *b, uint32_t index);

uint32_t sg_build_text(struct sg_builder *b, uint32_t node, enum sg_code_op op, const char *text);
uint32_t sg_build_of(struct sg_builder *b, uint32_t node, enum sg_code_op op, uint32_t operand);
uint32_t sg_build_get(struct sg_builder *b, uint32_t node, uint32_t object, const char *name);
uint32_t sg_build_item(struct sg_builder *b, uint32_t node, uint32_t object, uint32_t key);
uint32_t sg_build_in(struct sg_builder *b, uint32_t node, uint32_t key, uint32_t object);
uint32_t sg_build_read(struct sg_builder *b, uint32_t node, uint32_t variable);
void sg_build_write(struct sg_builder *b, uint32_t node, uint32_t variable, uint32_t value);
void sg_build_set(struct sg_builder *b, uint32_t node, uint32_t object, const char *name, uint32_t value);
void sg_build_set_item(struct sg_builder *b, uint32_t node, uint32_t object, uint32_t key, uint32_t value);
uint32_t sg_build_function_value(struct sg_builder *b, uint32_t node, uint32_t function);

/* Items, gathered before the instruction that has them: all zero to begin with. */
struct sg_items {
    struct sg_code_item *items;
    uint32_t count;
    size_t capacity;
};
void sg_items_add(struct sg_builder *b, struct sg_items *items, uint32_t value);
void sg_items_add_named(struct sg_builder *b, struct sg_items *items, const char *name, uint32_t value);
void sg_items_add_keyed(struct sg_builder *b, struct sg_items *items, uint32_t key, uint32_t value);
void sg_items_add_spread(struct sg_builder *b, struct sg_items *items, uint32_t value);

/* An instruction with items; `operand` is what is called, or SG_CODE_NONE. */
uint32_t sg_build_with(struct sg_builder *b, uint32_t node, enum sg_code_op op, uint32_t operand,
                       const struct sg_items *items);

/* ---- Functions ---- */

/* Adds a function inside the current one, which stays the current one. Returns its index in the unit. */
uint32_t sg_build_function(struct sg_builder *b, uint32_t node, const char *name);

/* A function of the unit, until the next is added. */
struct sg_code_function *sg_build_function_at(const struct sg_builder *b, uint32_t index);

/* Makes it the current one and opens its scope; sg_build_leave closes the scope and goes back to the one around it. */
void sg_build_enter(struct sg_builder *b, uint32_t function);
void sg_build_leave(struct sg_builder *b);

/* Adds a parameter of the current function. */
void sg_build_parameter(struct sg_builder *b, struct sg_code_parameter parameter);

/* ---- Variables and scopes. A name is found in constant time ---- */

/* A variable of the current function that no name means. Returns its index in the unit. */
uint32_t sg_build_variable(struct sg_builder *b, const char *name);

/* In the innermost scope: the variable that this scope has for the name, made when there is none. */
uint32_t sg_build_declare(struct sg_builder *b, const char *name);

/* In the innermost scope the name means this variable from now on. */
void sg_build_bind(struct sg_builder *b, const char *name, uint32_t variable);

/*
 * What the name means here, or SG_CODE_NONE. Functions inside a class body do not see its names, only the body itself
 * does; `declare` nothing in it where the language has no such names.
 */
uint32_t sg_build_find(const struct sg_builder *b, const char *name);

/* The variable of the file with this name, made when there is none. */
uint32_t sg_build_declare_in_file(struct sg_builder *b, const char *name);

/* A scope in the current function, such as a block. */
void sg_build_open(struct sg_builder *b);
void sg_build_close(struct sg_builder *b);

/* ---- The rest ---- */

/* A copy of the bytes of a node. */
const char *sg_build_source(struct sg_builder *b, uint32_t node);

void sg_build_gap(struct sg_builder *b, uint32_t node, const char *why);

#endif
