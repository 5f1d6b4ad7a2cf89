#include "cli/options.h"

#include "cli/report.h"

#include <getopt.h>
#include <string.h>

#define OPTIONS_MOST 64 /* common options and those of one grant */

#define FIRST_VALUE 1000 /* above all letters, which getopt_long returns as themselves */

/* The table getopt_long wants: the grant's own options, then the common rows. The first of a name is taken. */
static size_t fill_table(const struct option_reader *r, struct option *table)
{
    size_t count = 0;
    for (size_t i = 0; r->grant && i < r->grant->option_count && count < OPTIONS_MOST / 2; i++)
        table[count++] =
            (struct option){r->grant->options[i].name, r->grant->options[i].flag ? no_argument : required_argument,
                            NULL, (int)(option_row_count + i) + FIRST_VALUE};
    for (size_t i = 0; i < option_row_count; i++)
        if (option_in_scope(&option_rows[i], r->scopes))
            table[count++] =
                (struct option){option_rows[i].name, option_rows[i].value ? required_argument : no_argument, NULL,
                                (int)i + FIRST_VALUE};
    table[count] = (struct option){0};
    return count;
}

static bool unknown_option(const struct option_reader *r, const struct option *table, size_t count, const char *word)
{
    const char *known[OPTIONS_MOST];
    char name[128];
    size_t length = strcspn(word, "=");
    bool named = !r->stop || r->words_most; /* not the options before any command */
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, word, length);
    name[length] = '\0';
    for (size_t i = 0; i < count; i++)
        known[i] = table[i].name;
    const char *bare = name[0] == '-' && name[1] == '-' ? name + 2 : name + 1;
    const char *near = samgen_nearest(r->args->samgen, bare, known, count);
    if (near && strcmp(near, bare) == 0)
        report_error("%s: takes no value; it is there or not", name);
    else if (near)
        report_error("%s has no option %s (did you mean --%s?)", r->owner, name, near);
    else if (r->missing)
        report_error("%s needs --%s, which says whether there is an option %s; `samgen help %s` shows all", r->owner,
                     r->missing, name, r->owner);
    else
        report_error("%s has no option %s; `samgen help%s%s` shows what it has", r->owner, name, named ? " " : "",
                     named ? r->owner : "");
    return false;
}

static int row_of_letter(int letter)
{
    for (size_t i = 0; i < option_row_count; i++)
        if (option_rows[i].letter == letter)
            return (int)i + FIRST_VALUE;
    return 0;
}

static bool apply(const struct option_reader *r, int value)
{
    size_t row = (size_t)value - FIRST_VALUE;
    if (row < option_row_count)
        return option_rows[row].apply(r->args, &option_rows[row], optarg);
    r->take(r->context, r->grant->options[row - option_row_count].name, optarg);
    return true;
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
        report_error("%s does not know what \"%s\" is for (did you mean --%s %s?)", r->owner, word, name, word);
    else
        report_error("%s does not know what \"%s\" is for; `samgen help %s` shows its arguments", r->owner, word,
                     r->owner);
    return false;
}

bool read_options(const struct option_reader *r, int argc, char **argv)
{
    struct option table[OPTIONS_MOST];
    size_t count = fill_table(r, table);
    opterr = 0;
    optind = 1;
    if (r->stop)
        *r->stop = argc;
    while (optind < argc) {
        const char *word = argv[optind];
        int index = -1;
        int value = getopt_long(
            argc, argv, r->scopes & (MAKES_BLOCKS | READS_TEMPLATE | EXPLAINS | WRITES_PLACE) ? "+:ho:q" : "+:hq",
            table, &index);
        if (value == -1 && r->stop && r->args->word_count == r->words_most) {
            *r->stop = optind;
            return true;
        }
        if (value == -1) {
            if (optind < argc && !take_word(r, argv[optind++]))
                return false;
            continue;
        }
        if (value == ':') {
            report_error("%s: needs a value", word);
            return false;
        }
        if (value == '?' || (index >= 0 && !is_whole(word, &table[index])))
            return unknown_option(r, table, count, word);
        if (!apply(r, index >= 0 ? value : row_of_letter(value)))
            return false;
    }
    return true;
}
