/*
 * usage: texts < TEXTS
 *
 * Compares the Japanese texts of templates/ja/ with the English ones that the program shows: those of its tables, of
 * the rules, and of standard input, one a line. What lacks its Japanese is printed as rows for a file of templates/ja/.
 * A Japanese text whose English is not shown any more is printed as well: review it when its English has changed. So is
 * a word of Latin letters, or a number, in a Japanese text that its English does not have. Exit status 1 if anything
 * was printed.
 */
#include "catalog/translation.h"
#include "cli/help/said.h"
#include "cli/options.h"
#include "cli/serve/tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXTS_MOST 4000
#define LINE_MOST 1000 /* characters of a text of standard input */

static struct samgen *samgen;
static char *texts[TEXTS_MOST];
static size_t text_count, missing, wrong;

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

/* Names are the same in every language: options, actions, codes, ${Id}, and "{}", in whose place a value comes. */
static bool is_name(const char *word)
{
    bool is_code = strncmp(word, "SG", 2) == 0 && word[2] >= '0' && word[2] <= '9';
    return is_code || (strncmp(word, "--", 2) == 0 && word[2]) || strchr(word, ':') || strstr(word, "{}") ||
           strchr(word, '$');
}

/* Prints the names of a text that are not in the other one. */
static size_t compare_names(const char *from, const char *to)
{
    static const char of_names[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:{}$";
    char word[LINE_MOST];
    size_t count = 0;
    for (size_t length; *from; from += length + (length == 0)) {
        length = strspn(from, of_names);
        size_t size = length;
        while (size && from[size - 1] == ':')
            size--;
        snprintf(word, sizeof word, "%.*s", (int)size, from);
        if (!size || !is_name(word) || strstr(to, word))
            continue;
        printf("%s is in only one of: %s / %s\n", word, from, to);
        count++;
    }
    return count;
}

/* What is written so in Japanese where the English has another word. */
static const struct {
    const char *japanese, *english;
} written[] = {{"ID", "identity"}, {"KMS", "key"}, {"1", "one"},    {"1", "a"},     {"1", "an"},  {"1", "single"},
               {"1", "each"},      {"2", "two"},   {"2", "second"}, {"3", "three"}, {"6", "six"}, {"10", "October"}};

static size_t length_of_word(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/* Whether the English has this word, which may stand for several there: "keys". */
static bool has_word(const char *english, const char *word, size_t length)
{
    for (size_t own; *english; english += own + (own == 0)) {
        own = length_of_word(english);
        size_t more = own > length ? own - length : 0;
        bool plural = (more == 1 && english[length] == 's') || (more == 2 && strncmp(english + length, "es", 2) == 0);
        if (own >= length && (!more || plural) && strncasecmp(english, word, length) == 0)
            return true;
    }
    return false;
}

static bool is_written_so(const char *english, const char *word, size_t length)
{
    bool found = has_word(english, word, length);
    for (size_t i = 0; i < sizeof written / sizeof *written && !found; i++)
        found = strlen(written[i].japanese) == length && strncmp(written[i].japanese, word, length) == 0 &&
                has_word(english, written[i].english, strlen(written[i].english));
    return found;
}

/* Latin words and numbers are the same in both, and what has none is Japanese. */
static size_t compare_words(const char *english, const char *japanese)
{
    size_t count = 0;
    bool has_letters = strcmp(english, ",") == 0; /* it has none itself */
    for (size_t length; *japanese; japanese += length + (length == 0)) {
        length = length_of_word(japanese);
        has_letters = has_letters || length || (unsigned char)*japanese >= 0x80;
        if (!length || is_written_so(english, japanese, length))
            continue;
        printf("%.*s is only in the Japanese of: %s\n", (int)length, japanese, english);
        count++;
    }
    if (!has_letters)
        printf("the Japanese of this has no letter: %s\n", english);
    return count + !has_letters;
}

static void add(const char *english)
{
    if (!english || !*english || text_count == TEXTS_MOST)
        return;
    for (size_t i = 0; i < text_count; i++)
        if (strcmp(texts[i], english) == 0)
            return;
    texts[text_count++] = strdup(english);
    const char *japanese = samgen_translate(samgen, "ja", english);
    if (japanese != english) {
        wrong += compare_names(english, japanese) + compare_names(japanese, english) + compare_words(english, japanese);
        return;
    }
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
    for (size_t i = 0; need_patterns[i]; i++)
        add(need_patterns[i]);
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

/* What a value is called, but for names in capitals: "ARN", "KEY=VALUE". */
static void add_kind(const char *kind)
{
    if (kind && strpbrk(kind, "abcdefghijklmnopqrstuvwxyz"))
        add(kind);
}

static void add_info(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->option_count; i++) {
        add(info->options[i].title);
        if (!info->options[i].flag && !info->options[i].positional)
            add_kind(info->options[i].kind);
    }
    for (size_t i = 0; i < info->note_count; i++)
        add(info->notes[i]);
}

/* Managed policies have their ARN as title, and actions the sentence of AWS. */
static void add_grants(void)
{
    const struct samgen_item *items;
    struct samgen_grant_info info;
    size_t count = samgen_list(samgen, NULL, &items);
    for (size_t i = 0; i < count; i++) {
        if (items[i].type != SAMGEN_ITEM_GRANT && items[i].type != SAMGEN_ITEM_TEMPLATE)
            continue;
        add(items[i].title);
        if (items[i].type == SAMGEN_ITEM_GRANT && samgen_describe(samgen, items[i].name, &info))
            add_info(&info);
        if (items[i].type == SAMGEN_ITEM_TEMPLATE && samgen_describe_template(samgen, items[i].name, &info))
            for (size_t k = 0; k < info.option_count; k++)
                add(info.options[k].title);
    }
}

static void add_places(void)
{
    static const enum samgen_place places[] = {SAMGEN_INVOKE_PERMISSION, SAMGEN_TRUST, SAMGEN_POLICY_OF_RESOURCE};
    const struct samgen_named_item *items;
    struct samgen_grant_info info;
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        size_t count = samgen_places(samgen, places[p], &items);
        for (size_t i = 0; i < count; i++) {
            add(items[i].title);
            if (places[p] == SAMGEN_POLICY_OF_RESOURCE)
                add(items[i].name);
            if (samgen_describe_place(samgen, places[p], items[i].name, &info))
                add_info(&info);
        }
    }
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
        if (sg_same_words(texts[i], english))
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
    add_grants();
    add_places();
    add_lines();
    size_t stale = print_stale(sg_catalog_new(arena));
    fprintf(stderr, "%zu texts, %zu without Japanese, %zu stale, %zu wrong names\n", text_count, missing, stale, wrong);
    for (size_t i = 0; i < text_count; i++)
        free(texts[i]);
    samgen_free(samgen);
    sg_arena_free(arena);
    return missing || stale || wrong;
}
