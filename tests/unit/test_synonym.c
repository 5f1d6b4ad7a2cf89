#include "base/buffer.h"
#include "catalog/search.h"
#include "with_catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What people call services, grants and options. unit/words.txt has a line for each of them; BLESS=1 in the environment
 * writes it. A grant is found by each of its words.
 */

#define WORDS "tests/unit/words.txt"

static void add_line(struct sg_buffer *b, const char *name, const char *option, const struct sg_strings *words)
{
    if (words->count)
        sg_add_format(b, "%s%s%s: %s\n", name, option ? " --" : "", option ? option : "", sg_join(arena, words, " "));
}

static bool is_found(const struct sg_grant *grant, const char *word)
{
    struct sg_grants found = {0};
    sg_search_grants(arena, catalog, word, &found, &findings);
    for (size_t i = 0; i < found.count; i++)
        if (strcmp(found.items[i]->name, grant->name) == 0)
            return true;
    return false;
}

static void add_grant(struct sg_buffer *b, const struct sg_grant *grant)
{
    add_line(b, grant->name, NULL, &grant->words);
    for (size_t i = 0; i < grant->words.count; i++)
        if (!is_found(grant, grant->words.items[i]))
            fail_msg("%s is not found by \"%s\"", grant->name, grant->words.items[i]);
    for (size_t i = 0; i < grant->options.count; i++)
        add_line(b, grant->name, grant->options.items[i].name, &grant->options.items[i].words);
}

static const char *read_words(void)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    FILE *file = fopen(WORDS, "rb");
    for (int c; file && (c = getc(file)) != EOF;)
        sg_add_char(&b, (char)c);
    if (file)
        fclose(file);
    return b.text;
}

static void words_are_those_of_the_file(void **state)
{
    (void)state;
    struct sg_strings names = {0}, services = {0};
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    const char *bless = getenv("BLESS");
    sg_grant_names(catalog, &names, &findings);
    for (size_t i = 0; i < names.count; i++) {
        const struct sg_grant *grant = sg_find_grant(catalog, names.items[i], &findings);
        assert_non_null(grant);
        if (sg_push_once(arena, &services, grant->service->title))
            add_line(&b, grant->service->title, NULL, &grant->service->words);
        add_grant(&b, grant);
    }
    assert_string_equal(told(), "");
    if (bless && *bless) {
        FILE *file = fopen(WORDS, "wb");
        assert_true(file && fputs(b.text, file) >= 0 && fclose(file) == 0);
    }
    assert_string_equal(read_words(), b.text);
}

SUITE(synonym)
{
    const struct CMUnitTest tests[] = {WITH_CATALOG(words_are_those_of_the_file)};
    return cmocka_run_group_tests_name("synonyms", tests, NULL, NULL);
}
