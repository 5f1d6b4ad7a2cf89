#include "code/syntax_internal.h"

/* In place of syntax.c in a build without tree-sitter. */

bool sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                     struct sg_syntax *syntax)
{
    (void)a, (void)grammar;
    *syntax = (struct sg_syntax){.source = source};
    return false;
}

const char *sg_syntax_unknown(const struct sg_grammar *grammar)
{
    (void)grammar;
    return NULL;
}
