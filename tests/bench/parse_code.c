/* Parses source files with tree-sitter, and does nothing else: what the times of `samgen suggest` are compared with. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_javascript(void);
const TSLanguage *tree_sitter_typescript(void);
const TSLanguage *tree_sitter_tsx(void);

static const TSLanguage *language_of(const char *path)
{
    const char *end = strrchr(path, '.');
    if (end && strcmp(end, ".py") == 0)
        return tree_sitter_python();
    if (end && strcmp(end, ".tsx") == 0)
        return tree_sitter_tsx();
    return end && strstr(end, "ts") ? tree_sitter_typescript() : tree_sitter_javascript();
}

/* The bytes of a file, which the caller frees; NULL: it cannot be read. */
static char *read_file(const char *path, uint32_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (file && fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
        *length = bytes ? (uint32_t)fread(bytes, 1, (size_t)size, file) : 0;
    }
    if (file)
        fclose(file);
    return bytes;
}

static bool parse(const char *path)
{
    uint32_t length;
    char *bytes = read_file(path, &length);
    TSParser *parser = ts_parser_new();
    TSTree *tree = NULL;
    if (bytes && ts_parser_set_language(parser, language_of(path)))
        tree = ts_parser_parse_string(parser, NULL, bytes, length);
    bool ok = tree;
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    free(bytes);
    return ok;
}

int main(int argc, char **argv)
{
    bool ok = argc > 1;
    for (int i = 1; i < argc; i++)
        ok = parse(argv[i]) && ok;
    return ok ? 0 : 1;
}
