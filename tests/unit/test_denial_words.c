#include <samgen/samgen.h>

#include "base/buffer.h"
#include "catalog/denial.h"
#include "diagnose/anchor_internal.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * unit/denials.txt: texts, and below each what diagnose reports of it, so that every wording and every sentence of
 * templates/denials.yaml counts:
 *
 *   < TEXT                   \\n stands for the end of a line
 *   > denied | KEY VALUE...  one line a denial; none: nothing is reported
 *
 * BLESS=1 in the environment writes what is reported.
 */
#define FILE_NAME "tests/unit/denials.txt"
#define LEAST 300 /* texts */

static const char *unescape(const char *text)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (const char *p = text; *p; p++) {
        bool escaped = p[0] == '\\' && p[1];
        p += escaped;
        sg_add_char(&b, escaped && *p == 'n' ? '\n' : *p);
    }
    return b.text;
}

static void add(struct sg_buffer *found, const char *key, const char *text)
{
    if (text)
        sg_add_format(found, " | %s %s", key, text);
}

static void add_all(struct sg_buffer *found, const char *key, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(found, key, texts[i]);
}

static void add_denial(struct sg_buffer *found, const struct samgen_denial *d)
{
    sg_add(found, d->denied ? "> denied" : "> failed");
    add(found, "action", d->action);
    add(found, "resource", d->resource);
    add(found, "principal", d->principal);
    add(found, "kind", d->principal_kind);
    add(found, "session", d->session_kind);
    add(found, "reason", d->reason);
    add(found, "because", d->reason_title);
    add(found, "place", d->place);
    add(found, "where", d->place_title);
    add(found, "operation", d->operation);
    add(found, "code", d->error_code);
    if (d->count > 1)
        sg_add_format(found, " | times %zu", d->count);
    add(found, "policy", d->policy_arn);
    add(found, "event", d->event_action);
    add(found, "said", d->said);
    add_all(found, "try", d->candidate_titles, d->candidate_count);
    add_all(found, "guess", d->guesses, d->guess_count);
    add_all(found, "advice", d->advice, d->advice_count);
    add(found, "fix", d->fix_command);
    sg_add(found, "\n");
}

static void add_report(struct samgen *samgen, const char *text, struct sg_buffer *found)
{
    struct samgen_diagnosis *diagnosis;
    struct samgen_denials denials;
    struct samgen_result result;
    assert_int_equal(samgen_diagnose_begin(samgen, NULL, NULL, &diagnosis, &result), SAMGEN_OK);
    samgen_diagnose_take(diagnosis, text, strlen(text));
    samgen_diagnose_end(diagnosis, &denials);
    for (size_t i = 0; i < denials.count; i++)
        add_denial(found, &denials.items[i]);
    samgen_release(samgen);
}

static char *read_file(FILE *file)
{
    char *text = NULL;
    size_t size = 0;
    FILE *copy = open_memstream(&text, &size);
    for (int c; (c = getc(file)) != EOF;)
        putc(c, copy);
    fclose(copy);
    return text;
}

/* What the file must hold for its texts; `count` of them. */
static struct sg_buffer reports_of(const char *file, size_t *count)
{
    struct samgen *samgen = samgen_new();
    struct sg_buffer found = sg_buffer_new(arena, SG_BUFFER_MOST);
    for (size_t length; *file; file += length + (file[length] == '\n')) {
        length = strcspn(file, "\n");
        if (*file == '>')
            continue;
        sg_add_format(&found, "%.*s\n", (int)length, file);
        if (*file != '<')
            continue;
        assert_true(length > 2);
        add_report(samgen, unescape(sg_copy_bytes(arena, file + 2, length - 2)), &found);
        ++*count;
    }
    samgen_free(samgen);
    return found;
}

/* Prints the first text whose report differs. */
static void print_difference(const char *wanted, const char *found)
{
    const char *text = "";
    while (*wanted && *found) {
        size_t length = strcspn(wanted, "\n"), other = strcspn(found, "\n");
        if (*wanted == '<')
            text = wanted;
        if (length != other || strncmp(wanted, found, length) != 0)
            break;
        wanted += length + 1;
        found += other + 1;
    }
    print_message("%.*s\n- %.*s\n+ %.*s\n", (int)strcspn(text, "\n"), text, (int)strcspn(wanted, "\n"), wanted,
                  (int)strcspn(found, "\n"), found);
}

static void every_wording_is_reported(void **state)
{
    size_t count = 0;
    FILE *file = fopen(FILE_NAME, "r");
    (void)state;
    assert_non_null(file);
    char *wanted = read_file(file);
    fclose(file);
    const struct sg_buffer found = reports_of(wanted, &count);
    bool same = strcmp(wanted, found.text) == 0;
    if (!same)
        print_difference(wanted, found.text);
    if (!same && getenv("BLESS")) {
        file = fopen(FILE_NAME, "w");
        assert_non_null(file);
        fputs(found.text, file);
        fclose(file);
    }
    free(wanted);
    assert_true(count >= LEAST);
    assert_true(same);
}

/* Where an anchor is found, the text around it is read, which takes as long as some thousand bytes without one. */
static void usual_lines_of_logs_have_no_anchor(void **state)
{
    static const char log[] =
        "INIT_START Runtime Version: python:3.13.v12\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:0a1b\n"
        "START RequestId: 8f5b7c1e-0d7c-4e0a-9b2b-1c2d3e4f5a6b Version: $LATEST\n"
        "2026-11-28T19:00:00.123Z\t8f5b7c1e-0d7c-4e0a-9b2b-1c2d3e4f5a6b\tINFO\thandled order 7 of customer 12\n"
        "[WARNING]\t2026-11-28T19:00:00.123Z\tslow answer, trying again in 2 seconds\n"
        "{\"level\":\"info\",\"path\":\"/orders/7\",\"status\":200,\"duration_ms\":31,\"user\":{\"id\":5}}\n"
        "END RequestId: 8f5b7c1e-0d7c-4e0a-9b2b-1c2d3e4f5a6b\n"
        "REPORT RequestId: 8f5b7c1e-0d7c-4e0a-9b2b-1c2d3e4f5a6b\tDuration: 30.25 ms\tBilled Duration: 31 ms\tMemory "
        "Size: 128 MB\tMax Memory Used: 70 MB\tInit Duration: 212.03 ms\n"
        "10.0.0.1 - - [28/Nov/2026:19:00:00 +0000] \"GET /orders HTTP/1.1\" 200 512 \"-\" \"curl/8.5.0\"\n";
    (void)state;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    const struct sg_anchors *anchors = sg_diagnose_anchors_new(arena, sg_denial_facts(catalog, NULL));
    size_t at = sg_diagnose_next_anchor(anchors, log, 0, sizeof log - 1);
    if (at < sizeof log - 1)
        print_error("an anchor: %.40s\n", log + at);
    assert_int_equal(at, sizeof log - 1);
}

SUITE(denial_words)
{
    static const struct CMUnitTest tests[] = {TEST(every_wording_is_reported),
                                              TEST(usual_lines_of_logs_have_no_anchor)};
    return cmocka_run_group_tests_name("denial_words", tests, NULL, NULL);
}
