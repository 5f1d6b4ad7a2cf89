/*
 * usage: texts < TEXTS
 *
 * Compares the Japanese texts of templates/ja/ with the English ones that the program shows: those of its tables, of the rules, and
 * of standard input, one a line. What lacks its Japanese is printed as rows for templates/ja/help.yaml. A Japanese text whose English is not
 * shown any more is printed as well: review it when its English has changed. Exit status 1 if anything was printed.
 */
#include "catalog/translation.h"
#include "cli/options.h"
#include "cli/serve/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS_MOST 4000
#define LINE_MOST 1000 /* characters of a text of standard input */

static struct samgen *samgen;
static char *texts[TEXTS_MOST];
static size_t text_count, missing;

/* As YAML and JSON write it. */
static void print_quoted(const char *text)
{
    putchar('"');
    for (; *text; text++)
        if (*text == '\n')
            fputs("\\n", stdout);
        else
            printf("%s%c", strchr("\"\\", *text) ? "\\" : "", *text);
    puts("\"");
}

static void add(const char *english)
{
    if (!english || !*english || text_count == TEXTS_MOST)
        return;
    for (size_t i = 0; i < text_count; i++)
        if (strcmp(texts[i], english) == 0)
            return;
    texts[text_count++] = strdup(english);
    if (samgen_translate(samgen, "ja", english) != english)
        return;
    if (!missing++)
        puts("these texts have no Japanese:");
    fputs("  - en: ", stdout);
    print_quoted(english);
    puts("    ja: \"\"");
}

static void add_command(const struct command *command)
{
    const struct option_row *row;
    add(command->title);
    add(command->details);
    for (size_t i = 0; (row = option_at(command->options, i)); i++)
        add(row->title);
}

static void add_tables(void)
{
    add(program_title);
    add(usage_values);
    for (int i = SAMGEN_OK; i <= SAMGEN_FAILED; i++)
        add(exit_titles[i]);
    for (size_t i = 0; i < LIST_HEADINGS; i++)
        add(list_headings[i]);
    add_command(&command_grant);
    for (size_t i = 0; commands[i]; i++)
        add_command(commands[i]);
    for (const struct tool_row *row = tool_rows; row->name; row++)
        add(row->title);
}

static void add_rules(void)
{
    const struct samgen_rule *rules;
    size_t count = samgen_rules(samgen, &rules);
    for (size_t i = 0; i < count; i++) {
        add(rules[i].title);
        add(rules[i].why);
    }
}

/* What starts a function, which `samgen help new` lists. */
static void add_events(void)
{
    const struct samgen_named_item *items;
    size_t count = samgen_events(samgen, &items);
    for (size_t i = 0; i < count; i++)
        add(items[i].title);
}

static void add_lines(void)
{
    char line[LINE_MOST];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        add(line);
    }
}

static bool is_shown(const char *english)
{
    for (size_t i = 0; i < text_count; i++)
        if (strcmp(texts[i], english) == 0)
            return true;
    return false;
}

static size_t print_stale(struct sg_catalog *catalog)
{
    size_t stale = 0;
    for (const char *const *file = sg_translation_files("ja"); *file; file++) {
        const struct sg_translations *all = sg_translations(catalog, *file, NULL);
        for (size_t i = 0; all && i < all->count; i++) {
            if (is_shown(all->items[i].en))
                continue;
            printf("templates/%s: no help shows this English text; if the English has changed, review the Japanese: ",
                   *file);
            print_quoted(all->items[i].en);
            stale++;
        }
    }
    return stale;
}

int main(void)
{
    struct sg_arena *arena = sg_arena_new();
    samgen = samgen_new();
    add_tables();
    add_rules();
    add_events();
    add_lines();
    size_t stale = print_stale(sg_catalog_new(arena));
    fprintf(stderr, "%zu texts, %zu without Japanese, %zu stale\n", text_count, missing, stale);
    for (size_t i = 0; i < text_count; i++)
        free(texts[i]);
    samgen_free(samgen);
    sg_arena_free(arena);
    return missing || stale;
}
