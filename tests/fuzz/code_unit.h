#ifndef SG_TESTS_FUZZ_CODE_UNIT_H
#define SG_TESTS_FUZZ_CODE_UNIT_H

#include <string.h>

#include "fuzz.h"
#include "code/read.h"

/* What holds for the unit of every file. */

static inline void check_operand(uint32_t operand, uint32_t before)
{
    MUST(operand == SG_CODE_NONE || operand < before);
}

static inline void check_read(const struct sg_code_function *function, const struct sg_code_instruction *read)
{
    for (uint32_t i = 0; i < read->reaching_count; i++) {
        MUST(read->reaching[i] < function->count);
        const struct sg_code_instruction *write = &function->items[read->reaching[i]];
        MUST(write->op == SG_CODE_WRITE && write->variable == read->variable);
    }
    MUST(read->reaching_count || read->from_entry || read->any_write);
}

static inline void check_instruction(const struct sg_code_unit *unit, const struct sg_code_function *function,
                                     uint32_t index)
{
    const struct sg_code_instruction *at = &function->items[index];
    bool has_variable = at->op == SG_CODE_READ || at->op == SG_CODE_WRITE;
    bool has_function = at->op == SG_CODE_FUNCTION || at->op == SG_CODE_CLASS;
    check_operand(at->a, index);
    check_operand(at->b, index);
    MUST(has_variable ? at->variable < unit->variable_count : at->variable == SG_CODE_NONE);
    MUST(has_function ? at->function < unit->function_count : at->function == SG_CODE_NONE);
    for (uint32_t i = 0; i < at->count; i++) {
        MUST(at->items[i].value < index);
        check_operand(at->items[i].key, index);
    }
    MUST(at->start <= at->end && at->end <= unit->source->length && at->line > 0);
    if (at->op == SG_CODE_READ)
        check_read(function, at);
}

/* Branches, loops and tries are closed in the order in which they were opened. */
static inline void check_structure(const struct sg_code_function *function)
{
    enum { DEEPEST = 100000 };
    static enum sg_code_op open[DEEPEST];
    size_t depth = 0;
    for (uint32_t i = 0; i < function->count; i++) {
        enum sg_code_op op = function->items[i].op;
        if (op == SG_CODE_BRANCH || op == SG_CODE_LOOP || op == SG_CODE_TRY) {
            MUST(depth < DEEPEST);
            open[depth++] = op;
        } else if (op == SG_CODE_ELSE) {
            MUST(depth && open[depth - 1] == SG_CODE_BRANCH);
        } else if (op == SG_CODE_CATCH) {
            MUST(depth && open[depth - 1] == SG_CODE_TRY);
        } else if (op == SG_CODE_END) {
            MUST(depth);
            depth--;
        }
    }
    MUST(depth == 0);
}

static inline void check_function(const struct sg_code_unit *unit, uint32_t index)
{
    const struct sg_code_function *function = &unit->functions[index];
    MUST(function->name);
    MUST(index ? function->outer < index : function->outer == SG_CODE_NONE);
    MUST(function->self == SG_CODE_NONE || function->self < unit->variable_count);
    for (uint32_t i = 0; i < function->parameter_count; i++) {
        MUST(function->parameters[i].variable < unit->variable_count);
        MUST(unit->variables[function->parameters[i].variable].owner == index);
        if (index)
            check_operand(function->parameters[i].preset, unit->functions[function->outer].count);
    }
    for (uint32_t i = 0; i < function->count; i++)
        check_instruction(unit, function, i);
    check_structure(function);
}

static inline void check_writes(const struct sg_code_unit *unit)
{
    for (uint32_t i = 0; i < unit->variable_count; i++) {
        MUST(unit->variables[i].owner < unit->function_count);
        for (uint32_t w = 0; w < unit->writes[i].count; w++) {
            struct sg_code_place place = unit->writes[i].items[w];
            MUST(unit->functions[place.function].items[place.instruction].variable == i);
        }
    }
}

/* Reads a text, twice: the unit is sound, and the same again. Its memory is bounded by the length of the text. */
static inline void check_code(const uint8_t *data, size_t size, enum sg_code_language language)
{
    struct sg_arena *a = sg_arena_new();
    const struct sg_source source = {.name = "input", .bytes = (const char *)data, .length = size};
    const struct sg_code_unit *unit = sg_code_read(a, &source, language), *again = sg_code_read(a, &source, language);
    MUST(unit->function_count > 0 && unit->function_count == again->function_count);
    MUST(unit->variable_count == again->variable_count && unit->gap_count == again->gap_count);
    for (uint32_t i = 0; i < unit->function_count; i++) {
        MUST(unit->functions[i].count == again->functions[i].count);
        check_function(unit, i);
    }
    check_writes(unit);
    for (uint32_t i = 0; i < unit->gap_count; i++)
        MUST(unit->gaps[i].line > 0 && *unit->gaps[i].why);
    sg_arena_free(a);
}

#endif
