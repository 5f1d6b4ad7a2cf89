#include "suites.h"
#include "support.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* unit [SUITE...]: runs these suites of unit/test_<suite>.c, or all. */

#define DECLARE(name) int suite_##name(void);
SUITES(DECLARE)

#define ROW(name) {#name, suite_##name},
static const struct {
    const char *name;
    int (*run)(void);
} suites[] = {SUITES(ROW)};

static bool is_asked(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return true;
    return argc < 2;
}

int main(int argc, char **argv)
{
    int run = 0, failed = 0;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        if (is_asked(suites[i].name, argc, argv)) {
            run++;
            begin_told();
            int in_suite = suites[i].run();
            failed += in_suite + end_told(suites[i].name) != 0;
        }
    if (argc > 1 && run != argc - 1)
        fprintf(stderr, "usage: unit [SUITE...], each once and with a file unit/test_<SUITE>.c\n");
    return failed || run == 0 || (argc > 1 && run != argc - 1);
}
