#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include "base/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What each test_<name>.c defines once: runs its tests and returns how many failed. */
#define SUITE(name)         \
    int suite_##name(void); \
    int suite_##name(void)

/* Made anew for every test. A failed assertion jumps out of the test, so tests free nothing themselves. */
extern struct sg_arena *arena;
extern struct sg_findings findings;

int make_arena(void **state);
int drop_arena(void **state);

/* A test for each row; a row is a struct that begins with its name. Returns how many failed. */
int run_rows(const char *group, const void *rows, size_t count, size_t size, void (*test)(void **));
#define RUN_ROWS(rows, test) run_rows(#test, (rows), sizeof(rows) / sizeof *(rows), sizeof *(rows), (test))

/*
 * Between the two, all that findings of rows say is collected. It must be what tests/unit/told/<suite>.txt holds;
 * BLESS=1 in the environment writes that file instead. Returns how many failed.
 */
void begin_told(void);
int end_told(const char *suite);
void add_told(const char *name); /* adds what findings say now, for a row that forgets it */

/* A test of its own. */
#define TEST(function) cmocka_unit_test_setup_teardown(function, make_arena, drop_arena)

const struct sg_source *source_of(const char *text);

/* Where the findings are and what they say: "3:7 unknown key ...", one a line, or "" when there are none. */
const char *told(void);

/* The finding at "line:column" says this somewhere. Shows all findings when none does. */
void assert_told(const char *place, const char *words);

#endif
