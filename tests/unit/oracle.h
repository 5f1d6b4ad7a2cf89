#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "sample.h"

/*
 * What a grant must allow, by templates/README.md and the real names of its samples. Written apart from src/grant/, so
 * that the two can be compared.
 */
#define SAMPLES_MOST 32

struct oracle {
    struct sg_arena *arena;
    const struct sg_grant *grant;
    struct sample samples[SAMPLES_MOST];
    size_t count;
    const char *partition, *region, *account; /* where the stack is */
    bool written_inline; /* as --style inline asks: then the needs have the actions that only this form has */
};

/* Whether the grant cannot be used so: nothing of one-of is given, or the value of an option changes nothing. */
bool is_senseless(const struct oracle *o);

/*
 * The statements needed, one for each resource, so that two lists made from samples that differ in names alone
 * correspond item by item.
 */
struct sg_statements needs_of(const struct oracle *o);

#endif
