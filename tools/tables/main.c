/*
 * usage: tables FOLDER LIST OUTPUT [ROWS]
 *
 * Reads the files of FOLDER that LIST names, one a line, and writes OUTPUT, a C file with the tables that
 * src/catalog/table_internal.h declares. A file with a fault is reported at its position, and nothing is written.
 * ROWS, if given, gets what a trial may leave out or garble (src/catalog/trial_internal.h).
 */
#include "tables.h"

#include "base/file.h"
#include "base/list.h"
#include "catalog/shape_internal.h"
#include "catalog/table_internal.h"
#include "yaml/typed.h"

#include <string.h>

/* What the program has in place of the tables that it makes. */
const unsigned char sg_table_bytes[1], sg_table_texts[1];
const struct sg_table_file sg_table_files[1];
const size_t sg_table_count;

#define TABLES_MOST ((size_t)64 * 1024 * 1024)

struct entry {
    const char *name;
    bool packed;
    size_t name_at, start, length;
};

struct tables {
    struct packer packer;
    struct sg_buffer texts; /* of files that are not YAML */
    const char *folder;
    struct entry *files;
    size_t count;
};

static bool fail(const char *file, const char *what)
{
    fprintf(stderr, "%s: error: %s\n", file, what);
    return false;
}

static void print_findings(const struct sg_findings *findings)
{
    for (const struct sg_finding *f = findings->first; f; f = f->next) {
        const struct sg_position at = sg_locate(f->source, f->offset);
        fprintf(stderr, "%s:%zu:%zu: error: %s\n", f->source->name, at.line, at.column, f->message);
    }
}

/*
 * The tree, after the gate and the schema walk. With libcyaml the struct as well, which the packed one is compared
 * with.
 */
static const struct sg_node *read_tree(struct sg_arena *a, const struct sg_source *source, unsigned shape, void **data)
{
    struct sg_findings findings = {.arena = a};
#ifdef TABLES_WITH_LIBCYAML
    const struct sg_node *root = sg_typed_load(a, source, sg_catalog_shape, shape, data, &findings);
#else
    const struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, &findings);
    *data = NULL;
    if (root && !sg_schema_walk(source, "the file", root, sg_catalog_shape, shape, &findings))
        root = NULL;
#endif
    print_findings(&findings);
    return root;
}

static bool pack_yaml(struct packer *p, const struct sg_source *source)
{
    unsigned shape = sg_shape_of_file(p->file);
    void *data;
    if (shape == SG_SHAPE_NONE)
        return fail(source->name, "this file has no row in src/catalog/shape.c");
    const struct sg_node *root = read_tree(p->arena, source, shape, &data);
    size_t start = p->bytes.length;
    if (!root)
        return false;
    pack_file(p, root, shape);
    const unsigned char *packed = (const unsigned char *)p->bytes.text + start;
    if (data && !same_structs(shape, data, sg_table_read_map(p->arena, packed, shape, NULL, NULL)))
        return fail(source->name, "the table of this file is not what libcyaml reads from it");
    return true;
}

/* KIND TAB NUMBER TAB FILE TAB LINE TAB TEXT, as for rows. */
static void list_lines(const struct tables *t, const struct sg_source *source)
{
    size_t number = 1;
    for (const char *p = source->bytes, *end = p + source->length; t->packer.rows && p < end; number++) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        size_t length = (size_t)((newline ? newline : end) - p);
        fprintf(t->packer.rows, "line\t%zu\t%s\t%zu\t%.*s\n", t->texts.length + (size_t)(p - source->bytes),
                t->packer.file, number, (int)length, p);
        p += length + 1;
    }
}

static bool pack(struct tables *t, struct entry *file)
{
    struct packer *p = &t->packer;
    struct sg_source source = {.name = sg_format(p->arena, "%s/%s", t->folder, file->name)};
    const char *error;
    file->packed = true;
    if (!sg_read_file(p->arena, source.name, SG_YAML_BYTES_MOST, &source.bytes, &source.length, &error))
        return fail(source.name, error);
    if (source.length > SG_YAML_BYTES_MOST)
        return fail(source.name, "larger than 1 MiB, the most that samgen reads");
    p->file = file->name;
    struct sg_buffer *to = sg_ends_with(file->name, ".yaml") ? &p->bytes : &t->texts;
    file->start = to->length;
    bool ok = true;
    if (to == &p->bytes) {
        ok = pack_yaml(p, &source);
    } else {
        list_lines(t, &source);
        sg_add_bytes(to, source.bytes, source.length);
    }
    file->length = to->length - file->start;
    sg_add_char(to, '\0');
    return ok;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct entry *)x)->name, ((const struct entry *)y)->name);
}

static bool read_list(struct tables *t, const char *list)
{
    const char *text, *error;
    size_t length;
    if (!sg_read_file(t->packer.arena, list, TABLES_MOST, &text, &length, &error))
        return fail(list, error);
    t->files = sg_new_array(t->packer.arena, struct entry, length);
    for (const char *line = text; line < text + length; line += strcspn(line, "\n") + 1)
        t->files[t->count++].name = sg_copy_bytes(t->packer.arena, line, strcspn(line, "\n"));
    sg_sort(t->files, t->count, sizeof *t->files, by_name);
    return true;
}

/* What a call for one grant reads comes first, so that it lies on few pages; then all that begins so: the rest. */
static const char *const first[] = {"resources.yaml", "grants/", "policies/", "managed/names.yaml", ""};

static bool pack_all(struct tables *t)
{
    struct packer *p = &t->packer;
    bool ok = true;
    for (size_t i = 0; i < t->count; i++) {
        t->files[i].name_at = p->bytes.length;
        sg_add_bytes(&p->bytes, t->files[i].name, strlen(t->files[i].name) + 1);
    }
    for (size_t f = 0; f < sizeof first / sizeof *first; f++)
        for (size_t i = 0; i < t->count; i++)
            if (!t->files[i].packed && sg_starts_with(t->files[i].name, first[f]))
                ok = pack(t, &t->files[i]) && ok;
    return ok && !p->bytes.full && !t->texts.full;
}

/* A line of C for each line of text: compilers read string literals ten times faster than lists of bytes. */
static void print_bytes(FILE *out, const char *name, const struct sg_buffer *bytes)
{
    fprintf(out, "const unsigned char %s[] =\n\"", name);
    for (size_t i = 0; i < bytes->length; i++) {
        unsigned char c = (unsigned char)bytes->text[i];
        if (c == '\n' || (c == '\0' && i + 1 < bytes->length))
            fputs(c ? "\\n\"\n\"" : "\\000\"\n\"", out);
        else if (c < 0x20 || c > 0x7E)
            fprintf(out, "\\%03o", c);
        else if (strchr("\\\"?", c)) /* "??/" would be a trigraph */
            fprintf(out, "\\%c", c);
        else
            fputc(c, out);
    }
    fputs("\";\n\n", out);
}

static bool print_tables(const struct tables *t, const char *output)
{
    FILE *out = fopen(output, "w");
    if (!out)
        return fail(output, "cannot be written");
    fputs("/* Made of templates/ by tools/tables. */\n#include \"catalog/table_internal.h\"\n\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n",
          out);
    print_bytes(out, "sg_table_texts", &t->texts);
    print_bytes(out, "sg_table_bytes", &t->packer.bytes);
    fputs("const struct sg_table_file sg_table_files[] = {\n", out);
    for (size_t i = 0; i < t->count; i++)
        fprintf(out, "    {%zu, %zu, %zu},\n", t->files[i].name_at, t->files[i].start, t->files[i].length);
    fprintf(out, "};\nconst size_t sg_table_count = %zu;\n", t->count);
    bool ok = !ferror(out);
    return (fclose(out) == 0 && ok) || fail(output, "cannot be written");
}

static bool open_rows(struct packer *p, const char *rows)
{
    p->rows = rows ? fopen(rows, "w") : NULL;
    return p->rows || !rows || fail(rows, "cannot be written");
}

static bool close_rows(struct packer *p, const char *rows)
{
    return !p->rows || fclose(p->rows) == 0 || fail(rows, "cannot be written");
}

int main(int argc, char **argv)
{
    if (argc != 4 && argc != 5)
        return 2;
    struct sg_arena *a = sg_arena_new();
    struct tables t = {.folder = argv[1],
                       .packer = {.arena = a, .bytes = sg_buffer_new(a, TABLES_MOST)},
                       .texts = sg_buffer_new(a, TABLES_MOST)};
    bool ok = read_list(&t, argv[2]) && open_rows(&t.packer, argv[4]) && pack_all(&t);
    ok = close_rows(&t.packer, argv[4]) && ok && print_tables(&t, argv[3]);
    sg_arena_free(a);
    return ok ? 0 : 1;
}
