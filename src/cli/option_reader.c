#include "cli/options.h"

#include "cli/report.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define OPTIONS_MOST 64 /* of a grant, a command and all commands */
#define LETTERS_MOST 16

#define FIRST_VALUE 1000 /* more than any letter, which getopt_long returns as it is */

/* The tables that getopt_long wants, and what each line of them stands for. */
struct option_table {
    struct option lines[OPTIONS_MOST + 1];
    const struct option_row *rows[OPTIONS_MOST]; /* NULL for an option of the grant */
    size_t count;
    char letters[2 + 2 * LETTERS_MOST + 1]; /* "+:" and then "q" or "o:" */
};

static void add_line(struct option_table *t, const char *name, bool takes_value, const struct option_row *row)
{
    if (t->count == OPTIONS_MOST)
        return;
    t->rows[t->count] = row;
    t->lines[t->count] =
        (struct option){name, takes_value ? required_argument : no_argument, NULL, (int)t->count + FIRST_VALUE};
    t->count++;
}

static void add_letter(struct option_table *t, const struct option_row *row)
{
    size_t length = strlen(t->letters);
    if (!row->letter || length >= 2 + 2 * LETTERS_MOST)
        return;
    t->letters[length++] = row->letter;
    if (row->type != OPTION_SWITCH)
        t->letters[length++] = ':';
    t->letters[length] = '\0';
}

/* The grant's own options come first: getopt_long takes the first of a name. */
static void fill_table(const struct option_reader *r, struct option_table *t)
{
    const struct option_row *row;
    *t = (struct option_table){.letters = "+:"};
    for (size_t i = 0; r->grant && i < r->grant->option_count && t->count < OPTIONS_MOST / 2; i++)
        add_line(t, r->grant->options[i].name, !r->grant->options[i].flag, NULL);
    for (size_t i = 0; (row = option_at(r->options, i)); i++) {
        add_line(t, row->name, row->type != OPTION_SWITCH, row);
        add_letter(t, row);
    }
}

static bool unknown_option(const struct option_reader *r, const struct option_table *t, const char *word)
{
    const char *known[OPTIONS_MOST];
    char name[128];
    size_t length = strcspn(word, "=");
    bool named = !r->stop || r->words_most; /* not the options before any command */
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, word, length);
    name[length] = '\0';
    for (size_t i = 0; i < t->count; i++)
        known[i] = t->lines[i].name;
    const char *bare = name[0] == '-' && name[1] == '-' ? name + 2 : name + 1;
    const char *near = r->grant ? samgen_meant_option(r->args->samgen, r->owner, bare) : NULL;
    const char *grant = r->grant && !near ? samgen_meant_grant(r->args->samgen, r->owner, bare) : NULL;
    if (!near && !grant)
        near = samgen_nearest(r->args->samgen, bare, known, t->count);
    if (grant)
        report_error("%s has no option %s; did you mean the grant %s?", r->owner, name, grant);
    else if (near && strcmp(near, bare) == 0)
        report_error("%s takes no value", name);
    else if (near)
        report_error("%s has no option %s; did you mean --%s?", r->owner, name, near);
    else if (r->missing)
        report_error("%s needs --%s, which decides whether there is an option %s; `samgen help %s` shows all", r->owner,
                     r->missing, name, r->owner);
    else
        report_error("%s has no option %s; `samgen help%s%s` shows its options", r->owner, name, named ? " " : "",
                     named ? r->owner : "");
    return false;
}

static const struct option_row *row_of_letter(const struct option_table *t, int letter)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->rows[i] && t->rows[i]->letter == letter)
            return t->rows[i];
    return NULL;
}

static bool apply(const struct option_reader *r, const struct option_table *t, int value)
{
    const struct option_row *row = value < FIRST_VALUE ? row_of_letter(t, value) : t->rows[value - FIRST_VALUE];
    if (row)
        return take_option(r->args, row, optarg);
    r->take(r->context, t->lines[value - FIRST_VALUE].name, optarg);
    return true;
}

/* An option of a grant or a place is refused later, with an example of its value. */
static bool lacks_value(const struct option_reader *r, const struct option_table *t, const char *word)
{
    bool of_command = optopt < FIRST_VALUE || t->rows[optopt - FIRST_VALUE];
    if (of_command)
        report_error("%s needs a value", word);
    else
        r->take(r->context, t->lines[optopt - FIRST_VALUE].name, NULL);
    return !of_command;
}

/* getopt_long takes any beginning of a name for the name; a policy deserves the whole word. */
static bool is_whole(const char *word, const struct option *option)
{
    size_t length = strlen(option->name);
    return strncmp(word, "--", 2) != 0 ||
           (strncmp(word + 2, option->name, length) == 0 && strchr("=", word[2 + length]));
}

static bool take_word(const struct option_reader *r, const char *word)
{
    if (r->args->word_count < r->words_most) {
        r->args->words[r->args->word_count++] = word;
        return true;
    }
    const char *name =
        r->grant && r->grant->option_count && !r->grant->options[0].flag ? r->grant->options[0].name : NULL;
    if (name)
        report_error("%s cannot use \"%s\"; did you mean --%s %s?", r->owner, word, name, word);
    else
        report_error("%s cannot use \"%s\"; `samgen help %s` shows its arguments", r->owner, word, r->owner);
    return false;
}

/* After the last option optind can be argc, where argv has NULL. */
static bool is_no_path(const struct option_reader *r, const char *word)
{
    return r->words_optional && word && !strpbrk(word, "./") && strcmp(word, "-") != 0 && access(word, F_OK) != 0;
}

bool read_options(const struct option_reader *r, int argc, char **argv)
{
    struct option_table table;
    fill_table(r, &table);
    opterr = 0;
    optind = 1;
    if (r->stop)
        *r->stop = argc;
    while (optind < argc) {
        const char *word = argv[optind];
        int index = -1, value = getopt_long(argc, argv, table.letters, table.lines, &index);
        if (value == -1 && r->stop && (r->args->word_count == r->words_most || is_no_path(r, argv[optind]))) {
            *r->stop = optind;
            return true;
        }
        if (value == -1) {
            if (optind < argc && !take_word(r, argv[optind++]))
                return false;
            continue;
        }
        if (value == ':' && !lacks_value(r, &table, word))
            return false;
        if (value == ':')
            continue;
        if (value == '?' || (index >= 0 && !is_whole(word, &table.lines[index])))
            return unknown_option(r, &table, word);
        if (!apply(r, &table, value))
            return false;
    }
    return true;
}
