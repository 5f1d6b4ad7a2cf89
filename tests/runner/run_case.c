/*
 * run-case FOLDER...: runs the test that each folder holds, in a copy of it, and says what differs.
 *
 * FOLDER/cmd: a script for sh, with samgen on PATH. It must print FOLDER/out and FOLDER/err and exit with FOLDER/rc;
 * one that is missing means that it prints nothing, or exits with 0. With PART=NAME in the environment, a cmd that has
 * parts prints only that below the line "=== NAME" of FOLDER/out, and is compared with that.
 *
 * FOLDER/bad.yaml: a test of the rule whose code is the name of the folder. Its findings in bad.yaml must be those of
 * bad.txt, one a line: "line:column severity CODE message". good.yaml must have no finding of the rule, and no error or
 * warning of any other. If fixed.yaml exists, --fix must turn bad.yaml into it, and a second --fix must change nothing.
 *
 * BLESS=1 in the environment writes what is expected instead. SAMGEN names the program to test.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "files.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct test {
    char name[256];
    char folder[PATH_MAX]; /* where the test is */
    char work[64];         /* its copy is in "run" of this, what it printed beside it */
    bool failed;
};

static char samgen[PATH_MAX];
static bool bless;

static void fail(struct test *t, const char *what)
{
    printf("%s: %s\n", t->name, what);
    t->failed = true;
}

static void print_file(const char *path)
{
    struct text text = read_file(path);
    fwrite(text.bytes, 1, text.length, stdout);
    free(text.bytes);
}

static const char *work(const struct test *t, const char *name)
{
    return path_in(t->work, name);
}

static const char *expected(const struct test *t, const char *name)
{
    return path_in(t->folder, name);
}

/* Compares what came, of which an empty file is none, with what is expected. */
static void compare(struct test *t, const char *name, const char *what)
{
    const char *want = expected(t, name), *got = work(t, name);
    if (same_file(want, got))
        return;
    if (bless) {
        struct text text = read_file(got);
        remove(want);
        if (text.length)
            write_file(want, text);
        free(text.bytes);
        return;
    }
    fail(t, what);
    print_diff(want, got);
}

static bool is_silent(const struct test *t, const char *name)
{
    struct text text = read_file(work(t, name));
    free(text.bytes);
    return text.length == 0;
}

/* ---- A script and what it prints ---- */

/* The lines of the text below "=== NAME", without the next such line. */
static struct text part_of(struct text text, const char *name)
{
    char *start = text.bytes, *end = text.bytes + text.length;
    bool inside = false;
    for (char *line = text.bytes, *next; line < text.bytes + text.length; line = next) {
        char *newline = strchr(line, '\n');
        next = newline ? newline + 1 : text.bytes + text.length;
        if (strncmp(line, "=== ", 4) != 0)
            continue;
        if (inside) {
            end = line;
            break;
        }
        size_t length = strcspn(line, "\n") - 4;
        inside = strlen(name) == length && strncmp(line + 4, name, length) == 0;
        start = next;
    }
    return (struct text){start, inside ? (size_t)(end - start) : 0};
}

/* Copies the part of a file with such lines. */
static const char *copy_part(const struct test *t, const char *from, const char *to, const char *name)
{
    struct text text = read_file(from);
    write_file(work(t, to), part_of(text, name));
    free(text.bytes);
    return work(t, to);
}

static void compare_part(struct test *t, const char *name)
{
    char want[PATH_MAX];
    snprintf(want, sizeof want, "%s", copy_part(t, expected(t, "out"), "want", name));
    const char *got = copy_part(t, work(t, "out"), "got", name);
    if (same_file(want, got) && !is_silent(t, "want"))
        return;
    fail(t, "it prints something else");
    print_diff(want, got);
}

static void run_script(struct test *t)
{
    char script[PATH_MAX];
    snprintf(script, sizeof script, "%s", expected(t, "cmd"));
    const char *const kept[] = {"run/cmd", "run/out", "run/err", "run/rc"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        remove(work(t, kept[i]));
    const char *part = getenv("PART");
    int rc = run_in(work(t, "run"), (const char *[]){"sh", script, NULL}, work(t, "out"), work(t, "err"));
    char number[16];
    int length = rc ? snprintf(number, sizeof number, "%d\n", rc) : 0;
    write_file(work(t, "rc"), (struct text){number, (size_t)length});
    if (part) {
        compare_part(t, part);
        return;
    }
    compare(t, "out", "it prints something else");
    compare(t, "err", "it reports something else");
    compare(t, "rc", "it exits with something else");
}

/* ---- A rule of lint ---- */

static int lint(const struct test *t, const char *option, const char *value, const char *file, const char *more)
{
    const char *argv[] = {samgen, "lint", "--color", "never", "-q", "--severity",
                          "info", option, value,     file,    more, NULL};
    return run_in(work(t, "run"), argv, work(t, "printed"), work(t, "err"));
}

/*
 * From "bad.yaml:3:5: error: It is wrong [SG001]" to "3:5 error SG001 It is wrong"; a line of another form is left out.
 */
static void add_finding(FILE *to, char *line)
{
    char *place = strchr(line, ':'), *severity = place ? strstr(place, ": ") : NULL;
    char *message = severity ? strstr(severity + 2, ": ") : NULL, *code = strrchr(line, '[');
    if (strncmp(line, "bad.yaml:", 9) != 0 || !message || !code || code <= message || line[strlen(line) - 1] != ']')
        return;
    fprintf(to, "%.*s %.*s %.*s %.*s\n", (int)(severity - place - 1), place + 1, (int)(message - severity - 2),
            severity + 2, (int)strlen(code + 1) - 1, code + 1, (int)(code - message - 3), message + 2);
}

static void list_findings(const struct test *t)
{
    struct text text = read_file(work(t, "printed"));
    FILE *to = fopen(work(t, "bad.txt"), "wb");
    if (!to) {
        perror(work(t, "bad.txt"));
        exit(2);
    }
    for (char *line = strtok(text.bytes, "\n"); line; line = strtok(NULL, "\n"))
        add_finding(to, line);
    fclose(to);
    free(text.bytes);
}

static void check_fix(struct test *t)
{
    char want[PATH_MAX];
    snprintf(want, sizeof want, "%s", expected(t, "fixed.yaml"));
    lint(t, "--select", t->name, "bad.yaml", "--fix");
    if (!same_file(want, work(t, "run/bad.yaml"))) {
        fail(t, "--fix writes something else");
        print_diff(want, work(t, "run/bad.yaml"));
        print_file(work(t, "err"));
    }
    lint(t, "--select", t->name, "bad.yaml", "--fix");
    if (!same_file(want, work(t, "run/bad.yaml")))
        fail(t, "a second --fix changes it again");
}

static void run_rule(struct test *t)
{
    if (lint(t, "--select", t->name, "bad.yaml", NULL) > 1 || !is_silent(t, "err")) {
        fail(t, "lint does not read bad.yaml");
        print_file(work(t, "err"));
    }
    list_findings(t);
    if (is_silent(t, "bad.txt"))
        fail(t, "bad.yaml has no finding");
    compare(t, "bad.txt", "bad.yaml has other findings");
    if (lint(t, "--select", t->name, "good.yaml", NULL) != 0 || !is_silent(t, "printed") || !is_silent(t, "err")) {
        fail(t, "good.yaml has a finding");
        print_file(work(t, "printed"));
        print_file(work(t, "err"));
    }
    if (lint(t, "--severity", "warning", "good.yaml", NULL) != 0) {
        fail(t, "good.yaml breaks another rule");
        print_file(work(t, "printed"));
        print_file(work(t, "err"));
    }
    if (is_file(expected(t, "fixed.yaml")))
        check_fix(t);
}

/* ---- Each test ---- */

static bool run_test(const char *folder)
{
    struct test t = {0};
    const char *above = getenv("TMPDIR");
    if (!realpath(folder, t.folder)) {
        perror(folder);
        exit(2);
    }
    snprintf(t.name, sizeof t.name, "%s", strrchr(t.folder, '/') + 1);
    snprintf(t.work, sizeof t.work, "%s/samgen-case-XXXXXX", above && *above ? above : "/tmp");
    if (!mkdtemp(t.work)) {
        perror(t.work);
        exit(2);
    }
    char copy[sizeof t.work + 4];
    snprintf(copy, sizeof copy, "%s/run", t.work);
    copy_tree(t.folder, copy);
    if (is_file(expected(&t, "cmd")))
        run_script(&t);
    else
        run_rule(&t);
    remove_tree(t.work);
    return !t.failed;
}

/* The program with a name that holds in any folder; its folder comes first on PATH. */
static void find_samgen(void)
{
    const char *named = getenv("SAMGEN"), *path = getenv("PATH");
    if (!realpath(named ? named : "build/release/bin/samgen", samgen)) {
        fprintf(stderr, "run-case: there is no program %s: build it, or set SAMGEN\n",
                named ? named : "build/release/bin/samgen");
        exit(2);
    }
    size_t room = strlen(samgen) + strlen(path ? path : "") + 2;
    char *paths = malloc(room);
    if (!paths)
        abort();
    snprintf(paths, room, "%.*s:%s", (int)(strrchr(samgen, '/') - samgen), samgen, path ? path : "");
    setenv("PATH", paths, 1);
    setenv("LC_ALL", "C", 1);
    free(paths);
}

int main(int argc, char **argv)
{
    int failed = 0;
    const char *asked = getenv("BLESS");
    bless = asked && *asked;
    find_samgen();
    for (int i = 1; i < argc; i++)
        failed += !run_test(argv[i]);
    return argc < 2 ? 2 : failed != 0;
}
