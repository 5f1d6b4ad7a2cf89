#include "yaml/portion.h"

#include "base/buffer.h"
#include "base/list.h"
#include "support.h"

#include <samgen/samgen.h>
#include <stdlib.h>
#include <string.h>

/* ---- Cutting a text ---- */

struct reading {
    struct sg_buffer items; /* "1@14-18 2@24-28": what `n` says, and where */
    bool ok, goes_on;
};

static struct reading read_items(const struct sg_source *source, struct sg_yaml_portion *portion)
{
    struct reading r = {.items = sg_buffer_new(arena, SG_BUFFER_MOST)};
    struct sg_findings none = {0};
    struct sg_arena *passing = sg_arena_new();
    struct sg_yaml_reader *reader = sg_yaml_read_items(arena, passing, source, "list", portion, &none);
    for (const struct sg_node *item; (item = sg_yaml_next_item(reader));) {
        const char *n = sg_get_text(item, "n");
        sg_add_format(&r.items, "%s@%u-%u ", n ? n : "?", (unsigned)item->start, (unsigned)item->end);
    }
    r.ok = sg_yaml_end_items(reader) != NULL;
    r.goes_on = portion && portion->goes_on;
    sg_arena_free(passing);
    return r;
}

#define SHORTEST 1 /* a portion ends at each line that looks like the start of an item */

struct text_row {
    const char *name, *text;
    size_t count;
    bool together; /* the portions mean what the text means */
};

static void portions_are_the_text_or_show_that_they_are_not(void **state)
{
    const struct text_row *row = *state;
    const struct sg_source *source = source_of(row->text);
    struct sg_yaml_portion *portions = NULL;
    size_t count = sg_yaml_cut(arena, source, "list", SHORTEST, &portions);
    struct sg_buffer items = sg_buffer_new(arena, SG_BUFFER_MOST);
    bool together = count > 0;
    for (size_t i = 0; i < count; i++) {
        struct reading r = read_items(source, &portions[i]);
        together = together && r.ok && (i + 1 == count || r.goes_on);
        sg_add(&items, r.items.text);
    }
    assert_int_equal(count, row->count);
    assert_int_equal(together, row->together);
    if (together) {
        struct reading all = read_items(source, NULL);
        assert_true(all.ok);
        assert_string_equal(items.text, all.items.text);
    }
}

static const struct text_row text_rows[] = {
    {"indented", "list:\n  - n: 1\n  - n: 2\n    m: 3\n  - {n: 4}\n", 3, true},
    {"not indented", "list:\n- n: 1\n- n: 2\n", 2, true},
    {"no newline at the end", "list:\n  - n: 1\n  - n: 2", 2, true},
    {"keys around the list", "a: 1\nlist:\n  - n: 1\n  - n: 2\nb: 2\n", 2, true},
    {"items of another list", "list:\n  - n: 1\nb:\n  - n: 2\n", 2, false},
    {"items of another list, not indented", "list:\n- n: 1\nb:\n- n: 2\n", 2, false},
    {"a list within an item", "list:\n  - n: 1\n    m:\n      - n: 2\n  - n: 3\n", 2, true},
    {"a list within a list", "list:\n  - - n: 1\n    - n: 2\n  - n: 3\n", 2, true},
    {"a block scalar", "list:\n  - n: |\n      x\n      - n: 2\n  - n: 3\n", 2, true},
    {"a block scalar that looks like items", "a: |\n  list:\n    - n: 1\nlist:\n  - n: |\n     x\n", 1, true},
    {"in double quotes", "list:\n  - n: \"1\n  - n: 2\"\n  - n: 3\n", 3, false},
    {"in single quotes", "list:\n  - n: '1\n  - n: 2'\n  - n: 3\n", 3, false},
    {"quotes that open and close in each", "list:\n  - n: \"1\n  - n: \"\n  - n: 3\n", 3, false},
    {"in braces", "list:\n  - {n: 1,\n  - n: 2}\n  - n: 3\n", 3, false},
    {"the key within quotes", "a: \"\nlist:\n  - n: 1\n  - n: 2\"\nlist:\n  - n: 3\n", 3, false},
    {"the key twice", "list:\n  - n: 1\nlist:\n  - n: 2\n", 2, false},
    {"the key twice, and more of its items", "list:\n  - n: 1\nlist:\n- n:\n  - n: 2\n", 2, false},
    {"a key without a value", "list:\n  - n: 1\n    ? m\n  - n: 2\n", 2, true},
    {"comments", "# c\nlist:\n  - n: 1 # c\n  # - n: 7\n# c\n\n  - n: 2\n", 2, true},
    {"a comment before the first item", "list:\n  # c\n  - n: 1\n  - n: 2\n", 0, false},
    {"in one line", "list: [{n: 1}, {n: 2}]\n", 0, false},
    {"no list", "a: 1\n", 0, false},
    {"nothing after the key", "list:\n", 0, false},
    {"lines that end in CRLF", "list:\r\n  - n: 1\r\n  - n: 2\r\n", 2, true},
    {"beyond ASCII", "# \xC3\xBC\nlist:\n  - n: \xC3\xA4\xC3\xB6\n    m: \xF0\x9F\x98\x80\n  - n: \xC3\xBC\n  - n: 3\n",
     3, true},
    {"a byte order mark", "\xEF\xBB\xBFlist:\n  - n: 1\n  - n: 2\n", 0, false},
    {"a byte order mark and a comment", "\xEF\xBB\xBF# c\nlist:\n  - n: 1\n  - n: 2\n", 2, true},
    {"pairs of escapes", "list:\n  - n: 1\n  - n: \"\\ud83d\\ude00\"\n", 2, false},
    {"the start of a document", "%YAML 1.1\n---\nlist:\n  - n: 1\n  - n: 2\n", 2, true},
    {"the end of a document", "list:\n  - n: 1\n...\n---\nlist:\n  - n: 2\n", 2, false},
    {"the end of a document, and an item", "list:\n  - n: 1\n...\n  - n: 2\n", 2, false},
    {"an alias", "list:\n  - n: &x 1\n  - n: *x\n", 2, false},
    {"an open value", "list:\n  - n:\n  - n: 2\n", 2, true},
    {"an item alone in its line", "list:\n  -\n    n: 1\n  - n: 2\n", 0, false},
    {"a later item alone in its line", "list:\n  - n: 0\n  -\n    n: 1\n  - n: 2\n", 2, true},
    {"a tab", "list:\n  - n: 1\n\t- n: 2\n  - n: 3\n", 2, false},
    {"less indented", "list:\n    - n: 1\n  - n: 2\n    - n: 3\n", 2, false},
};

/* ---- A spec that threads share ---- */

#define FUNCTIONS ((size_t)400) /* about 60 KB */

/* Three kinds of functions; `fault` is in place of what one of them grants. */
static void add_function(struct sg_buffer *b, size_t n, const char *fault)
{
    sg_add_format(b, "  - name: Function%zu\n    grants:\n", n);
    if (fault)
        sg_add_format(b, "      - %s\n", fault);
    else if (n % 3 == 0)
        sg_add_format(b, "      - {grant: s3-read, bucket: bucket-%zu, prefixes: [in/, retry/]}\n", n);
    else if (n % 3 == 1)
        sg_add_format(b, "      - {grant: sqs-consume, queue: '${Queue%zu}', kms-key: '${Key}'}\n", n);
    else
        sg_add_format(
            b, "      - {grant: dynamodb-crud, table: table-%zu}\n    invoked-by: [{source: s3, bucket: incoming}]\n",
            n);
}

static const char *spec_with(const char *early, const char *late)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add(&b, "functions:\n");
    for (size_t n = 0; n < FUNCTIONS; n++)
        add_function(&b, n, n == 7 ? early : n == FUNCTIONS - 7 ? late : NULL);
    return b.text;
}

/* The status, the text and the findings, as one text. */
static const char *generated(const char *text, struct samgen_settings settings, size_t threads, const char *catalog)
{
    struct samgen *samgen = samgen_new();
    struct samgen_result result;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    const struct samgen_input spec = {.name = "samgen.yaml", .bytes = text, .length = strlen(text)};
    if (catalog)
        assert_int_equal(samgen_use_catalog(samgen, catalog), SAMGEN_OK);
    settings.threads = threads;
    sg_add_format(&b, "%d\n", (int)samgen_generate_spec(samgen, &spec, NULL, &settings, &result));
    sg_add(&b, result.text ? result.text : "");
    for (size_t i = 0; i < result.finding_count; i++) {
        const struct samgen_finding *f = &result.findings[i];
        sg_add_format(&b, "%d %s:%zu:%zu %s: %s\n", (int)f->severity, f->file ? f->file : "", f->line, f->column,
                      f->subject ? f->subject : "", f->message);
    }
    samgen_free(samgen);
    return b.text;
}

#define EACH_THREADS(n) for (size_t n = 2; n <= 12; n += 5)

struct spec_row {
    const char *name, *early, *late;
    const char *said; /* in the findings, or NULL */
    struct samgen_settings settings;
};

static void threads_write_what_one_thread_writes(void **state)
{
    const struct spec_row *row = *state;
    const char *text = spec_with(row->early, row->late), *alone = generated(text, row->settings, 0, NULL);
    if (row->said)
        assert_non_null(strstr(alone, row->said));
    EACH_THREADS(threads)
    assert_string_equal(generated(text, row->settings, threads, NULL), alone);
}

static const struct samgen_input template = {
    .name = "template.yaml",
    .bytes = "Resources:\n  Key: {Type: AWS::KMS::Key}\n  Queue1: {Type: AWS::SQS::Queue}\n",
    .length = sizeof "Resources:\n  Key: {Type: AWS::KMS::Key}\n  Queue1: {Type: AWS::SQS::Queue}\n" - 1,
};

#define BAD "{grant: s3-reed, bucket: a}"

static const struct spec_row spec_rows[] = {
    {"no settings", NULL, NULL, "may invoke it", {0}},
    {"inline", NULL, NULL, NULL, {.style = SAMGEN_STYLE_INLINE, .no_logs = true}},
    {"reasons", NULL, NULL, NULL, {.explain = true, .indent = 4}},
    {"JSON", NULL, NULL, NULL, {.format = SAMGEN_JSON}},
    {"places", NULL, NULL, NULL, {.with_places = true}},
    {"a fault in one function", BAD, NULL, ":27:17 ", {0}},
    {"faults in two functions", BAD, "{grant: sqs-send, queue: a b}", "a b", {0}},
    {"the same fault twice", BAD, BAD, ":27:17 ", {0}},
    {"text that is not YAML, late", NULL, "{grant: ", "not YAML", {0}},
    {"faults before text that is not YAML", BAD, "{grant: ", "not YAML", {0}},
    {"a name twice", "{grant: logs}\n  - name: Function300", NULL, "second function", {0}},
    {"quotes around functions", "{grant: s3-read, bucket: \"a", "{grant: s3-read, bucket: a\"}", NULL, {0}},
    {"references that the template lacks", NULL, NULL, "Queue4", {.template = &template}},
};

static void threads_write_functions_as_if_each_were_alone(void **state)
{
    (void)state;
    struct sg_buffer each = sg_buffer_new(arena, SG_BUFFER_MOST);
    struct samgen *samgen = samgen_new();
    const struct samgen_settings settings = {0};
    sg_add(&each, "0\n");
    for (size_t n = 0; n < FUNCTIONS; n++) {
        struct sg_buffer one = sg_buffer_new(arena, SG_BUFFER_MOST);
        struct samgen_result result;
        sg_add(&one, "functions:\n");
        add_function(&one, n, NULL);
        const struct samgen_input spec = {.name = "one.yaml", .bytes = one.text, .length = one.length};
        assert_int_equal(samgen_generate_spec(samgen, &spec, NULL, &settings, &result), SAMGEN_OK);
        sg_add(&each, result.text);
        samgen_release(samgen);
    }
    samgen_free(samgen);
    const char *all = generated(spec_with(NULL, NULL), settings, 3, NULL);
    assert_int_equal(strncmp(all, each.text, each.length), 0);
    assert_int_equal(strncmp(all + each.length, "2 ", 2), 0); /* only notes follow */
}

static void threads_read_the_catalog_of_the_user(void **state)
{
    (void)state;
    const char *text = spec_with("{grant: codebuild-start, project: nightly}", NULL),
               *catalog = "tests/cli/own-catalog/catalog";
    const struct samgen_settings settings = {0};
    const char *alone = generated(text, settings, 0, catalog);
    EACH_THREADS(threads)
    assert_string_equal(generated(text, settings, threads, catalog), alone);
    assert_int_equal(*alone, '0');
}

SUITE(portion)
{
    static const struct CMUnitTest tests[] = {
        TEST(threads_write_functions_as_if_each_were_alone),
        TEST(threads_read_the_catalog_of_the_user),
    };
    return cmocka_run_group_tests_name("portion", tests, NULL, NULL) +
           RUN_ROWS(text_rows, portions_are_the_text_or_show_that_they_are_not) +
           RUN_ROWS(spec_rows, threads_write_what_one_thread_writes);
}
