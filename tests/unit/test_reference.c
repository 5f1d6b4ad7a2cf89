#include "value/value.h"

#include "base/buffer.h"
#include "support.h"
#include "yaml/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * unit/references.txt: what a reference to a resource is as a value of a kind, a line each:
 *
 *   KIND TYPE ID VALUE<tab>RESULT
 *
 * VALUE is !Ref ID, !GetAtt ID.ATTRIBUTE or ${ID}. RESULT is the ARN of a policy in YAML, with a message that there is,
 * and for ${ID} the name that a SAM policy template takes. It is "name" and the name where the kind has no ARN, or
 * "refused" and the message. BLESS=1 in the environment writes the results.
 */
#define FILE_NAME "tests/unit/references.txt"
#define LINE_MOST 1000
#define LEAST 290 /* lines */

static const char *yaml_of(const struct sg_node *node)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_write_yaml(&b, node, 0);
    return sg_copy_bytes(arena, b.text, b.length - 1);
}

static const char *first_message(void)
{
    return findings.first ? findings.first->message : "";
}

/* A value that is taken for what it may not be has a warning. */
static const char *with_message(const char *result)
{
    return findings.count ? sg_format(arena, "%s (%s)", result, first_message()) : result;
}

static const char *result_of(struct sg_catalog *catalog, const char *kind_name, const char *type, const char *id,
                             const char *given)
{
    struct sg_name items[] = {{id, type, NULL}};
    const struct sg_names names = {.items = items, .count = 1};
    struct sg_scope scope = {
        .arena = arena, .findings = &findings, .catalog = catalog, .partition = "aws", .names = &names};
    struct sg_value value;
    findings = (struct sg_findings){.arena = arena};
    const struct sg_kind *kind = sg_find_kind(catalog, kind_name, &findings);
    if (!kind || !sg_read_value(&scope, (struct sg_origin){0}, kind, given, &value))
        return sg_concat(arena, "refused ", first_message());
    if (!kind->arn)
        return value.name ? with_message(sg_concat(arena, "name ", yaml_of(sg_text_node(&scope, value.name))))
                          : "nothing";
    const char *arn = sg_value_arn(&scope, (struct sg_origin){0}, &value, NULL, SG_ARN_SHORTEST);
    if (!arn)
        return sg_concat(arena, "refused ", first_message());
    char *text = sg_copy(arena, yaml_of(sg_text_node(&scope, arn)));
    for (char *p = text; *p; p++)
        *p = *p == '\n' ? ' ' : *p;
    const char *said = with_message(text);
    const char *name = *given == '$' ? sg_value_name(&scope, (struct sg_origin){0}, &value) : NULL;
    return name ? sg_format(arena, "%s, name %s", said, yaml_of(sg_text_node(&scope, name))) : said;
}

/* Adds the line with its result as the program has it. Returns whether it is another. */
static bool check_line(struct sg_catalog *catalog, const char *line, struct sg_buffer *found)
{
    char kind[LINE_MOST], type[LINE_MOST], id[LINE_MOST];
    int at = 0;
    const char *tab = strchr(line, '\t');
    if (*line == '#' || !*line || !tab) {
        sg_add_format(found, "%s\n", line);
        return *line != '#' && *line;
    }
    assert_int_equal(sscanf(line, "%s %s %s %n", kind, type, id, &at), 3);
    const char *given = sg_copy_bytes(arena, line + at, (size_t)(tab - line - at));
    const char *result = result_of(catalog, kind, type, id, given);
    sg_add_format(found, "%.*s\t%s\n", (int)(tab - line), line, result);
    if (strcmp(result, tab + 1) == 0)
        return false;
    print_message("%s\n+ %s\n", line, result);
    return true;
}

static void bless(const char *text)
{
    FILE *file = fopen(FILE_NAME, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void references_are_values(void **state)
{
    char line[LINE_MOST];
    size_t count = 0, faults = 0;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    struct sg_buffer found = sg_buffer_new(arena, SG_BUFFER_MOST);
    FILE *file = fopen(FILE_NAME, "r");
    (void)state;
    assert_non_null(file);
    for (; fgets(line, sizeof line, file); count++) {
        line[strcspn(line, "\n")] = '\0';
        faults += check_line(catalog, line, &found);
    }
    fclose(file);
    if (faults && getenv("BLESS"))
        bless(found.text);
    assert_true(count >= LEAST);
    assert_int_equal(faults, 0);
}

SUITE(reference)
{
    static const struct CMUnitTest tests[] = {TEST(references_are_values)};
    return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
