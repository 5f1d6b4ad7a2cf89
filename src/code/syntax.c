#include "code/syntax_internal.h"

#include "base/list.h"

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_javascript(void);
const TSLanguage *tree_sitter_typescript(void);
const TSLanguage *tree_sitter_tsx(void);

static const TSLanguage *find_language(enum sg_code_language language)
{
    const TSLanguage *(*const languages[])(void) = {
        [SG_CODE_PYTHON] = tree_sitter_python,
        [SG_CODE_JAVASCRIPT] = tree_sitter_javascript,
        [SG_CODE_TYPESCRIPT] = tree_sitter_typescript,
        [SG_CODE_TSX] = tree_sitter_tsx,
    };
    return languages[language]();
}

/* ---- Names of the grammar, as numbers ---- */

static size_t count_names(const char *const *names)
{
    size_t count = 1;
    while (names[count])
        count++;
    return count;
}

/* The index of a name in a sorted list that begins with ""; 0 when it is not there. */
static uint16_t find_name(const char *const *names, size_t count, const char *name)
{
    size_t low = 1, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(names[middle], name);
        if (order == 0)
            return (uint16_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

struct numbers {
    uint16_t *kinds;  /* by symbol of tree-sitter */
    uint8_t *fields;  /* by field of tree-sitter */
    TSSymbol symbols; /* an error has a greater one */
};

static struct numbers number_names(struct sg_arena *a, const struct sg_grammar *grammar, const TSLanguage *language)
{
    struct numbers numbers = {.symbols = (TSSymbol)ts_language_symbol_count(language)};
    size_t kinds = count_names(grammar->kinds), fields = count_names(grammar->fields);
    uint32_t field_count = ts_language_field_count(language);
    numbers.kinds = sg_new_array(a, uint16_t, numbers.symbols);
    numbers.fields = sg_new_array(a, uint8_t, field_count + 1);
    for (TSSymbol i = 0; i < numbers.symbols; i++)
        if (ts_language_symbol_type(language, i) == TSSymbolTypeRegular)
            numbers.kinds[i] = find_name(grammar->kinds, kinds, ts_language_symbol_name(language, i));
    for (TSFieldId i = 1; i <= field_count; i++)
        numbers.fields[i] = (uint8_t)find_name(grammar->fields, fields, ts_language_field_name_for_id(language, i));
    return numbers;
}

const char *sg_syntax_unknown(const struct sg_grammar *grammar)
{
    const TSLanguage *language = find_language(grammar->language);
    for (size_t i = 1; grammar->kinds[i]; i++)
        if (!ts_language_symbol_for_name(language, grammar->kinds[i], (uint32_t)strlen(grammar->kinds[i]), true))
            return grammar->kinds[i];
    for (size_t i = 1; grammar->fields[i]; i++)
        if (!ts_language_field_id_for_name(language, grammar->fields[i], (uint32_t)strlen(grammar->fields[i])))
            return grammar->fields[i];
    return NULL;
}

/* ---- Copying ---- */

struct copy {
    struct sg_syntax *syntax;
    const struct numbers *numbers;
    TSTreeCursor cursor;
    uint32_t parents[SG_SYNTAX_DEPTH_MOST + 1], last[SG_SYNTAX_DEPTH_MOST + 1];
    uint32_t depth;
};

static void add_node(struct copy *c, TSNode node)
{
    struct sg_syntax *syntax = c->syntax;
    TSSymbol symbol = ts_node_symbol(node);
    uint32_t index = syntax->count;
    syntax->nodes[syntax->count++] = (struct sg_syntax_node){
        .kind = symbol < c->numbers->symbols ? c->numbers->kinds[symbol] : 0,
        .field = c->numbers->fields[ts_tree_cursor_current_field_id(&c->cursor)],
        .named = ts_node_is_named(node),
        .error = symbol >= c->numbers->symbols || ts_node_is_missing(node),
        .start = ts_node_start_byte(node),
        .end = ts_node_end_byte(node),
        .after = index + 1,
        .line = ts_node_start_point(node).row + 1,
    };
    if (c->last[c->depth])
        syntax->nodes[c->last[c->depth]].next = index;
    else if (index)
        syntax->nodes[c->parents[c->depth]].child = index;
    c->last[c->depth] = index;
}

static bool go_down(struct copy *c)
{
    uint32_t index = c->syntax->count - 1;
    if (c->depth == SG_SYNTAX_DEPTH_MOST) {
        c->syntax->nodes[index].cut = ts_node_child_count(ts_tree_cursor_current_node(&c->cursor)) > 0;
        return false;
    }
    if (!ts_tree_cursor_goto_first_child(&c->cursor))
        return false;
    c->depth++;
    c->parents[c->depth] = index;
    c->last[c->depth] = 0;
    return true;
}

static bool go_on(struct copy *c)
{
    while (!ts_tree_cursor_goto_next_sibling(&c->cursor)) {
        if (!ts_tree_cursor_goto_parent(&c->cursor))
            return false;
        c->syntax->nodes[c->parents[c->depth]].after = c->syntax->count;
        c->depth--;
    }
    return true;
}

static void copy_tree(struct copy *c)
{
    bool more = true;
    while (more) {
        TSNode node = ts_tree_cursor_current_node(&c->cursor);
        bool kept = !ts_node_is_extra(node) || ts_node_symbol(node) >= c->numbers->symbols; /* not a comment */
        if (kept)
            add_node(c, node);
        more = (kept && go_down(c)) || go_on(c);
    }
}

/* ---- Parsing ---- */

struct input {
    const struct sg_source *source;
    uint64_t steps_left;
};

static const char *read_input(void *payload, uint32_t at, TSPoint point, uint32_t *length)
{
    const struct sg_source *source = ((const struct input *)payload)->source;
    (void)point;
    *length = at < source->length ? (uint32_t)source->length - at : 0;
    return *length ? source->bytes + at : "";
}

#define STEPS_AT_A_TIME 100 /* tree-sitter calls this after so many */

/* A count, not a time: the same file is read alike on every machine. */
static bool takes_too_long(TSParseState *state)
{
    struct input *input = state->payload;
    if (input->steps_left < STEPS_AT_A_TIME)
        return true;
    input->steps_left -= STEPS_AT_A_TIME;
    return false;
}

static TSTree *parse(TSParser *parser, const struct sg_source *source)
{
    struct input input = {source, SG_SYNTAX_STEPS_MOST(source->length)};
    TSInput from = {.payload = &input, .read = read_input, .encoding = TSInputEncodingUTF8};
    TSParseOptions options = {.payload = &input, .progress_callback = takes_too_long};
    return ts_parser_parse_with_options(parser, NULL, from, options);
}

bool sg_syntax_parse(struct sg_arena *a, const struct sg_source *source, const struct sg_grammar *grammar,
                     struct sg_syntax *syntax)
{
    const TSLanguage *language = find_language(grammar->language);
    *syntax = (struct sg_syntax){.source = source};
    TSParser *parser = ts_parser_new();
    TSTree *tree = ts_parser_set_language(parser, language) ? parse(parser, source) : NULL;
    if (tree) {
        struct numbers numbers = number_names(a, grammar, language);
        struct copy copy = {.syntax = syntax, .numbers = &numbers};
        TSNode root = ts_tree_root_node(tree);
        syntax->nodes = sg_new_array(a, struct sg_syntax_node, ts_node_descendant_count(root));
        copy.cursor = ts_tree_cursor_new(root);
        copy_tree(&copy);
        ts_tree_cursor_delete(&copy.cursor);
        ts_tree_delete(tree);
    }
    ts_parser_delete(parser);
    return tree;
}
