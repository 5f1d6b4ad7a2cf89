#ifndef SG_CODE_SYNTAX_INTERNAL_H
#define SG_CODE_SYNTAX_INTERNAL_H

#include "base/arena.h"
#include "base/source.h"
#include "code/read.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * The syntax tree of a file, in the arena: what tree-sitter made, copied so that its own memory is freed at once and a
 * lowering reaches children and fields quickly. Only syntax.c knows tree-sitter.
 *
 * Node 0 is the file. Comments are left out.
 */

/* A node that is nested deeper has no children here, and is `cut`. It bounds the recursion of the lowerings. */
#define SG_SYNTAX_DEPTH_MOST 1500

/* Parsing that takes more steps gives up, without a tree. Real code takes less than one a byte. */
#define SG_SYNTAX_STEPS_MOST(bytes) (16 * (uint64_t)(bytes) + 100000)

struct sg_syntax_node {
    uint16_t kind; /* of a named node: the index of its name in the grammar's `kinds`; 0: any other */
    uint8_t field; /* its part in its parent: the index in the grammar's `fields`; 0: none or any other */
    bool named;    /* not a token such as "(" or "async" */
    bool error;    /* its bytes are not syntax, or a token is missing here; its children are what could be read in it */
    bool cut;
    uint32_t start, end; /* bytes */
    uint32_t line;       /* from 1 */
    uint32_t child;      /* the first child, or 0 */
    uint32_t next;       /* the next sibling, or 0 */
    uint32_t after;      /* the nodes in it are those between it and this index: nodes are in the order of the text */
};

/* Names of the kinds of nodes and of the fields that a lowering uses: "" first, NULL last, sorted between. */
struct sg_grammar {
    const char *const *kinds;
    const char *const *fields;
    enum sg_code_language language;
};

struct sg_syntax {
    const struct sg_source *source;
    struct sg_syntax_node *nodes;
    uint32_t count;
};

/* Returns false when the parser gave up, and always in a build without SAMGEN_SUGGEST. */
bool sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                     struct sg_syntax *syntax);

/* Returns the first name of `grammar` that tree-sitter's grammar does not have, or NULL. For tests. */
const char *sg_syntax_unknown(const struct sg_grammar *grammar);

/* The first child with this field, or the next of its siblings after `child`; 0 when there is none. */
uint32_t sg_syntax_field(const struct sg_syntax *syntax, uint32_t node, uint8_t field);

/* The first named child, and the next named sibling; 0 when there is none. */
uint32_t sg_syntax_first(const struct sg_syntax *syntax, uint32_t node);
uint32_t sg_syntax_next(const struct sg_syntax *syntax, uint32_t node);

/* Whether the node has a token of its own with this text, such as "async". */
bool sg_syntax_has_token(const struct sg_syntax *syntax, uint32_t node, const char *text);

/* Whether the bytes of the node are `text`; and a copy of them. */
bool sg_syntax_is(const struct sg_syntax *syntax, uint32_t node, const char *text);
char *sg_syntax_text(struct sg_arena *a, const struct sg_syntax *syntax, uint32_t node);

#endif
