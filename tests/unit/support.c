#include "support.h"

#include "base/buffer.h"
#include "base/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sg_arena *arena;
struct sg_findings findings;

int make_arena(void **state)
{
    (void)state;
    arena = sg_arena_new();
    findings = (struct sg_findings){.arena = arena};
    return 0;
}

int drop_arena(void **state)
{
    (void)state;
    sg_arena_free(arena);
    arena = NULL;
    return 0;
}

/* ---- What the findings of all rows say is compared with unit/told/<suite>.txt ---- */

static FILE *told_file;
static char *told_text;
static size_t told_length;

void add_told(const char *name)
{
    if (findings.count)
        fprintf(told_file, "%s\n%s\n", name, told());
}

void begin_told(void)
{
    told_file = open_memstream(&told_text, &told_length);
}

static char *read_expected(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = fopen(path, "rb"), *copy = open_memstream(&text, &length);
    for (int c; file && (c = getc(file)) != EOF;)
        putc(c, copy);
    fclose(copy);
    if (file)
        fclose(file);
    return text;
}

static void print_difference(const char *path, const char *expected)
{
    const char *line = told_text, *name = line;
    while (*line && *expected) {
        size_t length = strcspn(line, "\n"), other = strcspn(expected, "\n");
        if (length != other || strncmp(line, expected, length) != 0)
            break;
        line += length + (line[length] != '\0');
        expected += other + (expected[other] != '\0');
        name = line[0] && line > told_text + 1 && line[-2] == '\n' ? line : name;
    }
    printf("%s: %.*s\n- %.*s\n+ %.*s\nBLESS=1 in the environment writes this file.\n", path, (int)strcspn(name, "\n"),
           name, (int)strcspn(expected, "\n"), expected, (int)strcspn(line, "\n"), line);
}

int end_told(const char *suite)
{
    char path[256];
    const char *bless = getenv("BLESS");
    snprintf(path, sizeof path, "tests/unit/told/%s.txt", suite);
    fclose(told_file);
    char *expected = read_expected(path);
    int failed = strcmp(expected, told_text) != 0;
    if (failed && bless && *bless) {
        FILE *file = fopen(path, "wb");
        failed = !file || fputs(told_text, file) < 0 || fclose(file) != 0;
    } else if (failed) {
        print_difference(path, expected);
    }
    free(expected);
    free(told_text);
    return failed;
}

struct row_run {
    const char *name;
    void (*test)(void **);
    void *row;
};

static void run_row(void **state)
{
    const struct row_run *run = *state;
    void *row = run->row;
    run->test(&row);
    add_told(run->name);
}

int run_rows(const char *group, const void *rows, size_t count, size_t size, void (*test)(void **))
{
    struct sg_arena *a = sg_arena_new();
    struct CMUnitTest *tests = sg_new_array(a, struct CMUnitTest, count);
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * size, *name;
        memcpy(&name, row, sizeof name);
        struct row_run *run = sg_new(a, struct row_run);
        *run = (struct row_run){sg_format(a, "%s: %s", group, name), test, sg_alloc(a, 1, size)};
        memcpy(run->row, row, size);
        tests[i] = (struct CMUnitTest){run->name, run_row, make_arena, drop_arena, run};
    }
    int failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    sg_arena_free(a);
    return failed;
}

const struct sg_source *source_of(const char *text)
{
    struct sg_source *source = sg_new(arena, struct sg_source);
    *source = (struct sg_source){.name = "test.yaml", .bytes = text, .length = strlen(text)};
    return source;
}

static const char *place_of(const struct sg_finding *f)
{
    if (!f->source)
        return f->subject ? f->subject : "nowhere";
    struct sg_position place = sg_locate(f->source, f->offset);
    return sg_format(arena, "%zu:%zu", place.line, place.column);
}

const char *told(void)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (const struct sg_finding *f = findings.first; f; f = f->next)
        sg_add_format(&b, "%s %s\n", place_of(f), f->message);
    return b.text;
}

void assert_told(const char *place, const char *words)
{
    for (const struct sg_finding *f = findings.first; f; f = f->next)
        if (strcmp(place_of(f), place) == 0 && strstr(f->message, words))
            return;
    fail_msg("nothing at %s says \"%s\", but:\n%s", place, words, told());
}
