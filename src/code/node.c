#include "code/syntax_internal.h"

#include <string.h>

uint32_t sg_syntax_field(const struct sg_syntax *syntax, uint32_t node, uint8_t field)
{
    uint32_t child = syntax->nodes[node].child;
    while (child && syntax->nodes[child].field != field)
        child = syntax->nodes[child].next;
    return child;
}

static uint32_t skip_tokens(const struct sg_syntax *syntax, uint32_t node)
{
    while (node && !syntax->nodes[node].named)
        node = syntax->nodes[node].next;
    return node;
}

uint32_t sg_syntax_first(const struct sg_syntax *syntax, uint32_t node)
{
    return skip_tokens(syntax, syntax->nodes[node].child);
}

uint32_t sg_syntax_next(const struct sg_syntax *syntax, uint32_t node)
{
    return skip_tokens(syntax, syntax->nodes[node].next);
}

bool sg_syntax_is(const struct sg_syntax *syntax, uint32_t node, const char *text)
{
    const struct sg_syntax_node *at = &syntax->nodes[node];
    size_t length = strlen(text);
    return at->end - at->start == length && memcmp(syntax->source->bytes + at->start, text, length) == 0;
}

bool sg_syntax_has_token(const struct sg_syntax *syntax, uint32_t node, const char *text)
{
    for (uint32_t child = syntax->nodes[node].child; child; child = syntax->nodes[child].next)
        if (!syntax->nodes[child].named && sg_syntax_is(syntax, child, text))
            return true;
    return false;
}

char *sg_syntax_text(struct sg_arena *a, const struct sg_syntax *syntax, uint32_t node)
{
    const struct sg_syntax_node *at = &syntax->nodes[node];
    return sg_copy_bytes(a, syntax->source->bytes + at->start, at->end - at->start);
}
