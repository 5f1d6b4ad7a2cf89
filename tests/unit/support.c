#include "support.h"

#include "base/buffer.h"
#include "base/list.h"

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

int run_rows(const char *group, const void *rows, size_t count, size_t size, void (*test)(void **))
{
    struct sg_arena *a = sg_arena_new();
    struct CMUnitTest *tests = sg_new_array(a, struct CMUnitTest, count);
    for (size_t i = 0; i < count; i++) {
        const char *row = (const char *)rows + i * size, *name;
        memcpy(&name, row, sizeof name);
        void *state = sg_alloc(a, 1, size);
        memcpy(state, row, size);
        tests[i] = (struct CMUnitTest){sg_format(a, "%s: %s", group, name), test, make_arena, drop_arena, state};
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
