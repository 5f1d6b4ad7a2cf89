#include "base/file.h"
#include "code/read.h"
#include "code_dump.h"

#include <stdio.h>
#include <string.h>

/*
 * read-code dump FILE: the unit of a file as a text.
 * read-code calls FILE...: for each call a line "FILE OPERATION START END CALLEE_START CALLEE_END", in bytes. What has
 * no instruction for its callee, such as super(), has its own start and end there. read-code count FILE...: for each
 * file a line "FILE INSTRUCTIONS GAPS BYTES_OF_MEMORY".
 */

static struct sg_code_unit *read_unit(struct sg_arena *a, const char *path)
{
    struct sg_source *source = sg_new(a, struct sg_source);
    const char *error;
    source->name = path;
    if (sg_read_file(a, path, SG_CODE_BYTES_MOST, &source->bytes, &source->length, &error))
        return sg_code_read(a, source, sg_code_language_of(path));
    fprintf(stderr, "read-code: %s: %s\n", path, error);
    return NULL;
}

static void print_dump(struct sg_arena *a, const struct sg_code_unit *unit)
{
    fputs(dump_unit(a, unit), stdout);
}

static const char *name_of_call(enum sg_code_op op)
{
    switch ((unsigned)op) {
    case SG_CODE_CALL:
        return "call";
    case SG_CODE_NEW:
        return "new";
    case SG_CODE_SUPER:
        return "super";
    case SG_CODE_JOIN:
        return "join";
    default:
        return NULL;
    }
}

/* What the lowering adds has no bytes, or those of a decorator. */
static bool is_written(const struct sg_code_unit *unit, const struct sg_code_instruction *call)
{
    return call->start < call->end && unit->source->bytes[call->start] != '@';
}

static void print_calls(struct sg_arena *a, const struct sg_code_unit *unit)
{
    (void)a;
    for (uint32_t f = 0; f < unit->function_count; f++) {
        for (uint32_t i = 0; i < unit->functions[f].count; i++) {
            const struct sg_code_instruction *items = unit->functions[f].items, *call = &items[i];
            const struct sg_code_instruction *callee = call->a == SG_CODE_NONE ? call : &items[call->a];
            if (name_of_call(call->op) && is_written(unit, call))
                printf("%s\t%s\t%u\t%u\t%u\t%u\n", unit->source->name, name_of_call(call->op), (unsigned)call->start,
                       (unsigned)call->end, (unsigned)callee->start, (unsigned)callee->end);
        }
    }
}

static void print_count(struct sg_arena *a, const struct sg_code_unit *unit)
{
    unsigned instructions = 0;
    for (uint32_t f = 0; f < unit->function_count; f++)
        instructions += unit->functions[f].count;
    printf("%s\t%u\t%u\t%zu\n", unit->source->name, instructions, (unsigned)unit->gap_count, sg_arena_size(a));
}

static const struct {
    const char *name;
    void (*print)(struct sg_arena *a, const struct sg_code_unit *unit);
} modes[] = {{"dump", print_dump}, {"calls", print_calls}, {"count", print_count}};

int main(int argc, char **argv)
{
    int status = 0;
    for (size_t mode = 0; mode < sizeof modes / sizeof *modes; mode++) {
        if (argc < 3 || strcmp(argv[1], modes[mode].name) != 0)
            continue;
        for (int i = 2; i < argc; i++) {
            struct sg_arena *a = sg_arena_new();
            const struct sg_code_unit *unit = read_unit(a, argv[i]);
            if (unit)
                modes[mode].print(a, unit);
            status = unit ? status : 2;
            sg_arena_free(a);
        }
        return status;
    }
    fputs("usage: read-code dump|calls|count FILE...\n", stderr);
    return 2;
}
