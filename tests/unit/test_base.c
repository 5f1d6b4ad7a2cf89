#include "base/arena.h"

#include "base/buffer.h"
#include "base/finding.h"
#include "base/list.h"
#include "base/sha1.h"
#include "base/set.h"
#include "support.h"

#include <string.h>

static void rewound_memory_is_given_again_and_is_zero(void **state)
{
    (void)state;
    sg_copy(arena, "first");
    struct sg_mark mark = sg_arena_mark(arena);
    char *x = sg_alloc(arena, strlen("second") + 1, 1);
    memcpy(x, "second", strlen("second"));
    sg_arena_rewind(arena, mark);
    char *y = sg_alloc(arena, strlen("second") + 1, 1);
    assert_ptr_equal(x, y);
    assert_string_equal(y, "");
}

static void allocating_and_rewinding_again_and_again_takes_no_more(void **state)
{
    (void)state;
    const char *kept = sg_copy(arena, "kept");
    struct sg_mark mark = sg_arena_mark(arena);
    size_t most = 0;
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < 40; i++)
            sg_alloc(arena, 1, 64 * 1024);
        most = round < 2 ? sg_arena_size(arena) : most;
        assert_true(sg_arena_size(arena) <= most);
        sg_arena_rewind(arena, mark);
    }
    assert_true(sg_arena_size(arena) < most);
    assert_string_equal(kept, "kept");
}

static void an_empty_arena_can_be_rewound(void **state)
{
    (void)state;
    struct sg_mark mark = sg_arena_mark(arena);
    sg_copy(arena, "x");
    sg_arena_rewind(arena, mark);
    assert_string_equal(sg_copy(arena, "y"), "y");
}

static void every_allocation_is_aligned(void **state)
{
    (void)state;
    for (size_t size = 0; size < 40; size++)
        assert_int_equal((uintptr_t)sg_alloc(arena, 1, size) % _Alignof(max_align_t), 0);
}

static void a_buffer_grows_and_ends_in_nul(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    assert_string_equal(b.text, "");
    for (int i = 0; i < 10000; i++)
        sg_add_format(&b, "%04d,", i);
    assert_int_equal(b.length, 50000);
    assert_int_equal(strlen(b.text), 50000);
    assert_true(sg_ends_with(b.text, "9999,"));
    assert_false(b.full);
}

static void a_full_buffer_takes_nothing_more(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, 5);
    sg_add(&b, "12345");
    assert_false(b.full);
    sg_add(&b, "");
    assert_false(b.full);
    sg_add(&b, "6");
    assert_true(b.full);
    sg_add_spaces(&b, 3);
    assert_string_equal(b.text, "12345");
}

static void a_text_that_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    struct sg_buffer b = sg_buffer_new(arena, 5);
    sg_add(&b, "123");
    sg_add(&b, "456");
    assert_string_equal(b.text, "123");
    sg_add(&b, "4");
    assert_string_equal(b.text, "123");
}

static void a_list_keeps_its_order_and_its_items_once(void **state)
{
    (void)state;
    struct sg_strings list = {0};
    for (int i = 0; i < 20; i++)
        sg_push_once(arena, &list, sg_format(arena, "%d", i % 10));
    assert_string_equal(sg_join(arena, &list, " "), "0 1 2 3 4 5 6 7 8 9");
    assert_true(sg_strings_have(&list, "9"));
    assert_false(sg_strings_have(&list, "10"));
}

struct nearest {
    const char *word, *found;
};

static void nearest(void **state)
{
    static const char *const known[] = {"bucket", "prefix", "key", "kms-key", "s3-read", "s3-write"};
    const struct nearest *row = *state;
    struct sg_strings list = {0};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        sg_push(arena, &list, known[i]);
    const char *found = sg_nearest(row->word, &list);
    assert_string_equal(found ? found : "none", row->found);
}

#define LONG_WORD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct nearest nearest_rows[] = {
    {"bucket", "bucket"},   {"bukcet", "bucket"},   {"buckets", "bucket"},   {"bcket", "bucket"}, {"prefx", "prefix"},
    {"kms_key", "kms-key"}, {"s3-raed", "s3-read"}, {"s3-wrte", "s3-write"}, {"", "none"},        {"x", "none"},
    {"table", "none"},      {"dynamodb", "none"},   {LONG_WORD, "none"},
};

/* A place in a text: what stands before the mark, what behind it. */
struct place {
    const char *name, *before, *behind;
    size_t line, column;
    const char *whole_line;
};

static void places(void **state)
{
    const struct place *row = *state;
    const char *text = sg_concat(arena, row->before, row->behind);
    struct sg_position place = sg_locate(source_of(text), strlen(row->before));
    assert_int_equal(place.line, row->line);
    assert_int_equal(place.column, row->column);
    assert_string_equal(sg_copy_bytes(arena, text + place.line_start, place.line_end - place.line_start),
                        row->whole_line);
}

static const struct place place_rows[] = {
    {"start", "", "a: 1\n", 1, 1, "a: 1"},
    {"first line", "a: ", "1\nb: 2\n", 1, 4, "a: 1"},
    {"line end", "a: 1", "\nb: 2\n", 1, 5, "a: 1"},
    {"second line", "a: 1\n", "b: 2\n", 2, 1, "b: 2"},
    {"end of text", "a: 1\n", "", 2, 1, ""},
    {"empty text", "", "", 1, 1, ""},
    {"CRLF", "a: 1\r\nb", ": 2\r\n", 2, 2, "b: 2"},
    {"inside CRLF", "a: 1\r", "\nb: 2", 1, 6, "a: 1"},
    {"CR alone", "a: 1\rb", ": 2\r", 2, 2, "b: 2"},
    {"blank lines", "a\n\n\r\n", "b", 4, 1, "b"},
    {"byte order mark", "\xEF\xBB\xBF", "a: 1", 1, 1, "a: 1"},
    {"behind a byte order mark", "\357\273\277a: ", "1", 1, 4, "a: 1"},
    {"byte order mark, second line", "\357\273\277a\n", "b", 2, 1, "b"},
    {"characters of two bytes", "\xC3\xBC\xC3\xBC: ", "x", 1, 5, "\xC3\xBC\xC3\xBC: x"},
    {"characters of four bytes", "\xF0\x9F\x98\x80 ", "x", 1, 3, "\xF0\x9F\x98\x80 x"},
};

static void a_place_beyond_the_text_is_its_end(void **state)
{
    (void)state;
    struct sg_position place = sg_locate(source_of("a: 1\nb"), 1000);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 2);
}

static void the_way_between_places_does_not_matter(void **state)
{
    static const char *const texts[] = {"\357\273\277a\xC3\xBC\r\n\rb\n\nc\xF0\x9F\x98\x80\r\n", "\r\r\n\n\ra", "abc",
                                        ""};
    (void)state;
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        for (size_t first = 0; first <= strlen(texts[t]) + 1; first++)
            for (size_t next = 0; next <= strlen(texts[t]) + 1; next++) {
                struct sg_cursor cursor = {.source = source_of(texts[t])};
                (void)sg_locate_next(&cursor, first);
                struct sg_position walked = sg_locate_next(&cursor, next), found = sg_locate(cursor.source, next);
                assert_memory_equal(&walked, &found, sizeof found);
            }
}

static void findings_are_limited_and_counted(void **state)
{
    (void)state;
    size_t kept = 0;
    for (int i = 0; i < SG_FINDINGS_MOST + 5; i++)
        assert_false(sg_fail(&findings, (struct sg_origin){0}, "line\nof %d", i));
    for (const struct sg_finding *f = findings.first; f; f = f->next)
        kept++;
    assert_int_equal(kept, SG_FINDINGS_MOST);
    assert_int_equal(findings.count, SG_FINDINGS_MOST + 5);
    assert_int_equal(findings.errors, SG_FINDINGS_MOST + 5);
    assert_string_equal(findings.first->message, "line\\nof 0");
}

static void an_array_grows_and_keeps_its_items(void **state)
{
    (void)state;
    struct big {
        char bytes[100];
    } *bigs = NULL;
    size_t *numbers = NULL, count = 0, capacity = 0, big_capacity = 0;
    for (; count < 1000; count++) {
        sg_grow(arena, numbers, count, capacity);
        sg_grow(arena, bigs, count, big_capacity);
        assert_true(count < capacity && count < big_capacity);
        numbers[count] = count;
        bigs[count].bytes[99] = (char)(count % 100);
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(numbers[i], i);
        assert_int_equal(bigs[i].bytes[99], i % 100);
    }
    assert_true(capacity <= 2 * count && big_capacity <= 2 * count);
}

static void a_map_finds_each_of_many_keys(void **state)
{
    (void)state;
    struct sg_map map = {0};
    assert_null(sg_map_get(&map, ""));
    for (int i = 0; i < 1000; i++)
        *sg_map_at(arena, &map, sg_format(arena, "key%d", i)) = sg_format(arena, "%d", i);
    assert_int_equal(map.count, 1000);
    for (int i = 0; i < 1000; i++)
        assert_string_equal(sg_map_get(&map, sg_format(arena, "key%d", i)), sg_format(arena, "%d", i));
    assert_null(sg_map_get(&map, "key1000"));
    assert_null(sg_map_get(&map, "KEY1"));
    assert_null(*sg_map_at(arena, &map, ""));
    assert_int_equal(map.count, 1001);
}

static void a_set_tells_what_it_has_in_any_case_if_so_wanted(void **state)
{
    (void)state;
    struct sg_map exact = {0}, any = {.any_case = true};
    assert_false(sg_set_has(&exact, "aws:SourceIp"));
    assert_true(sg_set_add(arena, &exact, "aws:SourceIp"));
    assert_false(sg_set_add(arena, &exact, "aws:SourceIp"));
    assert_true(sg_set_add(arena, &exact, "aws:sourceip"));
    assert_true(sg_set_add(arena, &any, "aws:SourceIp"));
    assert_false(sg_set_add(arena, &any, "AWS:sourceIP"));
    assert_true(sg_set_has(&any, "aws:sourceip"));
    assert_false(sg_set_has(&any, "aws:SourceIp2"));
}

static void what_is_hushed_is_counted_and_not_kept(void **state)
{
    (void)state;
    struct sg_findings loud = {.arena = arena}, *heard = &loud;
    struct sg_hush hush;
    sg_hush(&hush, &heard);
    assert_true(sg_findings_full(heard));
    assert_false(sg_fail(heard, (struct sg_origin){0}, "%s", "unheard"));
    sg_report(heard, SAMGEN_NOTE, (struct sg_origin){0}, "%s", "unheard");
    assert_int_equal(sg_error_count(heard), 1);
    assert_int_equal(heard->count, 2);
    assert_null(heard->first);
    sg_unhush(&hush);
    assert_ptr_equal(heard, &loud);
    assert_int_equal(loud.count, 0);
    assert_false(sg_fail(NULL, (struct sg_origin){0}, "%s", "to nobody"));
    assert_true(sg_findings_full(NULL));
    assert_int_equal(sg_error_count(NULL), 0);
    assert_int_equal(sg_findings_now(NULL).count, 0);
    sg_forget_since(NULL, &loud);
}

static void a_note_is_recorded_once(void **state)
{
    (void)state;
    struct sg_findings all = {.arena = arena};
    sg_note_once(NULL, "sqs-send", "to nobody");
    sg_fail(&all, (struct sg_origin){.subject = "sqs-send"}, "%s", "it polls");
    sg_note_once(&all, "sqs-send", "it polls");
    sg_note_once(&all, "sqs-send", "it polls");
    sg_note_once(&all, "sqs-consume", "it polls");
    sg_note_once(&all, "sqs-consume", "it sends");
    sg_note_once(&all, NULL, "it sends");
    sg_note_once(&all, NULL, "it sends");
    assert_int_equal(all.count, 5);
    assert_string_equal(all.first->next->subject, "sqs-send");
    assert_int_equal(all.first->next->severity, SAMGEN_NOTE);
    assert_null(all.last->subject);
}

static void a_severity_has_one_word(void **state)
{
    (void)state;
    enum samgen_severity severity;
    assert_string_equal(sg_severity_word(SAMGEN_ERROR), "error");
    assert_string_equal(sg_severity_word(SAMGEN_WARNING), "warning");
    assert_string_equal(sg_severity_word(SAMGEN_NOTE), "info");
    assert_true(sg_severity_of("warning", &severity) && severity == SAMGEN_WARNING);
    assert_false(sg_severity_of("note", &severity));
}

/* SHA-1 of so many 'a', by another program: lengths around the ends of blocks. */
static const struct {
    size_t length;
    const char *digits;
} hash_rows[] = {
    {0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"},   {1, "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"},
    {55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"},  {56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"},
    {63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"},  {64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"},
    {65, "11655326c708d70319be2610e8a57d9a5b959d3b"},  {119, "ee971065aaa017e0632a8ca6c77bb3bf8b1dfc56"},
    {120, "f34c1488385346a55709ba056ddd08280dd4c6d6"}, {128, "ad5b3fdbcb526778c2839d2f151ea753995e26a0"},
    {200, "e61cfffe0d9195a525fc6cf06ca2d77119c24a40"},
};

static void the_hash_is_that_of_other_programs(void **state)
{
    (void)state;
    char bytes[256], digits[SG_SHA1_DIGITS + 1];
    memset(bytes, 'a', sizeof bytes);
    for (size_t i = 0; i < sizeof hash_rows / sizeof *hash_rows; i++) {
        sg_sha1(bytes, hash_rows[i].length, digits);
        assert_string_equal(digits, hash_rows[i].digits);
    }
    sg_sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, digits); /* of FIPS 180 */
    assert_string_equal(digits, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
}

SUITE(base)
{
    static const struct CMUnitTest tests[] = {
        TEST(the_hash_is_that_of_other_programs),
        TEST(rewound_memory_is_given_again_and_is_zero),
        TEST(allocating_and_rewinding_again_and_again_takes_no_more),
        TEST(an_empty_arena_can_be_rewound),
        TEST(every_allocation_is_aligned),
        TEST(a_buffer_grows_and_ends_in_nul),
        TEST(a_full_buffer_takes_nothing_more),
        TEST(a_text_that_does_not_fit_is_left_out_whole),
        TEST(a_list_keeps_its_order_and_its_items_once),
        TEST(a_place_beyond_the_text_is_its_end),
        TEST(the_way_between_places_does_not_matter),
        TEST(findings_are_limited_and_counted),
        TEST(an_array_grows_and_keeps_its_items),
        TEST(a_map_finds_each_of_many_keys),
        TEST(a_set_tells_what_it_has_in_any_case_if_so_wanted),
        TEST(what_is_hushed_is_counted_and_not_kept),
        TEST(a_note_is_recorded_once),
        TEST(a_severity_has_one_word),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL) + RUN_ROWS(nearest_rows, nearest) +
           RUN_ROWS(place_rows, places);
}
