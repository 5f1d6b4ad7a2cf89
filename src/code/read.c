#include "code/read.h"

#include "base/text.h"
#include "code/lower_internal.h"

enum sg_code_language sg_code_language_of(const char *path)
{
    static const struct {
        const char *end;
        enum sg_code_language language;
    } ends[] = {
        {".py", SG_CODE_PYTHON},      {".js", SG_CODE_JAVASCRIPT},  {".mjs", SG_CODE_JAVASCRIPT},
        {".cjs", SG_CODE_JAVASCRIPT}, {".jsx", SG_CODE_JAVASCRIPT}, {".ts", SG_CODE_TYPESCRIPT},
        {".mts", SG_CODE_TYPESCRIPT}, {".cts", SG_CODE_TYPESCRIPT}, {".tsx", SG_CODE_TSX},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sg_ends_with(path, ends[i].end))
            return ends[i].language;
    return SG_CODE_NO_LANGUAGE;
}

static const struct sg_grammar *grammar_of(enum sg_code_language language)
{
    static const struct sg_grammar *const grammars[] = {
        [SG_CODE_NO_LANGUAGE] = NULL,
        [SG_CODE_PYTHON] = &sg_python_grammar,
        [SG_CODE_JAVASCRIPT] = &sg_javascript_grammar,
        [SG_CODE_TYPESCRIPT] = &sg_typescript_grammar,
        [SG_CODE_TSX] = &sg_tsx_grammar,
    };
    return grammars[language];
}

/* A gap for each node that could not be read; those in one that has a gap already are not counted. */
static void find_gaps(struct sg_builder *b)
{
    for (uint32_t i = 0; i < b->syntax->count; i++) {
        const struct sg_syntax_node *node = sg_build_node(b, i);
        if (!node->error && !node->cut)
            continue;
        sg_build_gap(b, i, node->cut ? "nested too deeply" : "syntax error");
        i = node->after - 1;
    }
}

static void lower(struct sg_arena *a, const struct sg_syntax *syntax, enum sg_code_language language,
                  struct sg_code_unit *unit)
{
    struct sg_builder builder;
    sg_build_begin(&builder, a, unit, syntax);
    find_gaps(&builder);
    if (language == SG_CODE_PYTHON)
        sg_code_lower_python(&builder);
    else
        sg_code_lower_javascript(&builder);
}

/* Returns why the file could not be read, or NULL. */
static const char *read_text(struct sg_arena *a, enum sg_code_language language, struct sg_code_unit *unit)
{
    struct sg_syntax syntax;
    const struct sg_grammar *grammar = grammar_of(language);
    if (!grammar)
        return "this language is not read";
    if (unit->source->length > SG_CODE_BYTES_MOST)
        return "larger than 2 MiB";
    struct sg_arena *of_tree = sg_arena_new(); /* the tree is larger than what is made of it */
    bool parsed = sg_syntax_parse(of_tree, unit->source, grammar, &syntax);
    if (parsed)
        lower(a, &syntax, language, unit);
    sg_arena_free(of_tree);
    return parsed ? NULL : "it takes too long to parse";
}

/* A file of which nothing was read has a function all the same. */
static void set_unread(struct sg_arena *a, struct sg_code_unit *unit, const char *why)
{
    unit->functions = sg_new(a, struct sg_code_function);
    unit->functions[0] = (struct sg_code_function){.name = "", .outer = SG_CODE_NONE, .self = SG_CODE_NONE, .line = 1};
    unit->function_count = 1;
    unit->gaps = sg_new(a, struct sg_code_gap);
    unit->gaps[0] = (struct sg_code_gap){.line = 1, .why = why};
    unit->gap_count = 1;
}

struct sg_code_unit *sg_code_read(struct sg_arena *a, const struct sg_source *source, enum sg_code_language language)
{
    struct sg_code_unit *unit = sg_new(a, struct sg_code_unit);
    unit->source = source;
    const char *why = read_text(a, language, unit);
    if (why)
        set_unread(a, unit, why);
    sg_code_link(a, unit);
    return unit;
}
