#include "cli/complete/complete.h"

#include "cli/complete/line.h"
#include "cli/complete/values.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

/* What the words before the cursor are. */
struct place {
    struct completion c;
    const struct command *command;  /* NULL: it is not known yet */
    size_t words;                   /* its words so far */
    bool in_grants;                 /* the next word belongs to a grant, or is its name */
    bool named;                     /* the name of the grant was read */
    struct samgen_grant_info grant; /* its options, or those of the chosen source or service */
};

/* An option of the command or of the grant; `row` and `own` are NULL when there is none of this name. */
struct found_option {
    const struct option_row *row;
    const struct samgen_option_info *own;
};

static const struct option_row *options_of(const struct place *p)
{
    return p->command ? p->command->options : command_grant.options;
}

static struct found_option find_option(const struct place *p, const char *word)
{
    const struct option_row *row;
    size_t length = strcspn(word, "=");
    bool is_long = strncmp(word, "--", 2) == 0;
    for (size_t i = 0; is_long && i < p->grant.option_count; i++)
        if (strlen(p->grant.options[i].name) == length - 2 &&
            strncmp(p->grant.options[i].name, word + 2, length - 2) == 0)
            return (struct found_option){.own = &p->grant.options[i]};
    for (size_t i = 0; (row = option_at(options_of(p), i)); i++)
        if (is_long ? strlen(row->name) == length - 2 && strncmp(row->name, word + 2, length - 2) == 0
                    : row->letter && row->letter == word[1])
            return (struct found_option){.row = row};
    return (struct found_option){0};
}

static bool takes_value(const struct found_option *option)
{
    return option->own ? !option->own->flag : option->row && option->row->type != OPTION_SWITCH;
}

/* ---- The words before the cursor ---- */

/* Remembers which files are named. `kind` is what help calls the value. */
static void remember_file(struct place *p, const char *kind, const char *value)
{
    if (strcmp(kind, "TEMPLATE") == 0)
        p->c.template = value;
    if (strcmp(kind, "SPEC") == 0)
        p->c.spec = value;
}

static void remember_value(struct place *p, const struct found_option *option, const char *value)
{
    if (!option->row || !option->row->value)
        return;
    remember_file(p, option->row->value, value);
    if (p->command && p->command->chooser && strcmp(p->command->chooser, option->row->name) == 0)
        p->command->describe(p->c.args->samgen, value, &p->grant);
}

/* Copies what usage calls word `index` of a command, "FILE|DIR" of "[FILE|DIR ...]"; "" when it has no such word. */
static void name_word(const struct command *command, size_t index, char *name, size_t size)
{
    *name = '\0';
    for (const char *at = command->arguments; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ]");
        size_t open = strspn(at, "[");
        if (strncmp(at + open, "--", 2) == 0)
            return;
        if (strncmp(at, "...", 3) == 0)
            return; /* the last one repeats */
        snprintf(name, size, "%.*s", (int)(length - open), at + open);
        at += strcspn(at, " ");
        if (index-- == 0)
            return;
        if (!strstr(at, "..."))
            *name = '\0';
    }
}

static void start_command(struct place *p, const char *word)
{
    p->command = find_command(word);
    p->in_grants = !p->command || (p->command->takes_grants && !p->command->words);
    if (!p->command)
        p->command = &command_grant;
    if (p->command->initial)
        p->command->describe(p->c.args->samgen, p->command->initial, &p->grant);
}

static void start_grant(struct place *p, const char *word)
{
    p->in_grants = p->named = true;
    if (!samgen_describe(p->c.args->samgen, word, &p->grant))
        p->grant = (struct samgen_grant_info){0};
}

static bool is_grant(const struct place *p, const char *word)
{
    struct samgen_grant_info info;
    return samgen_describe(p->c.args->samgen, word, &info);
}

static void take_command_word(struct place *p, const char *word)
{
    char name[40];
    name_word(p->command, p->words, name, sizeof name);
    remember_file(p, name, word);
    p->words++;
    p->in_grants = p->command->takes_grants && p->words >= p->command->words;
}

static void take_word(struct place *p, const char *word)
{
    bool first = !p->command;
    if (first)
        start_command(p, word);
    if (first && p->command != &command_grant)
        return;
    if (p->in_grants && strcmp(word, "+") == 0) {
        p->named = false;
        p->grant = (struct samgen_grant_info){0};
    } else if (p->in_grants && !p->named)
        start_grant(p, word);
    else if (!p->in_grants && p->command->words_optional && is_grant(p, word))
        start_grant(p, word);
    else if (!p->in_grants)
        take_command_word(p, word);
}

/* ---- The word at the cursor ---- */

static void offer_values(const struct place *p, const struct found_option *option)
{
    if (option->own)
        offer_own_values(&p->c, option->own);
    else if (option->row && option->row->words)
        offer_words(&p->c, option->row->words);
    else if (option->row && option->row->value)
        offer_kind(&p->c, option->row->value);
}

static void offer_options(const struct place *p)
{
    const struct option_row *row;
    char name[100];
    for (size_t i = 0; i < p->grant.option_count; i++) {
        snprintf(name, sizeof name, "--%s", p->grant.options[i].name);
        if (!p->grant.options[i].positional)
            offer(&p->c, name, p->grant.options[i].title);
    }
    for (size_t i = 0; (row = option_at(options_of(p), i)); i++) {
        snprintf(name, sizeof name, "--%s", row->name);
        if (find_option(p, name).row == row) /* the grant has none of this name */
            offer(&p->c, name, row->title);
    }
}

static void offer_grant_words(const struct place *p)
{
    if (!p->named) {
        offer_kind(&p->c, "GRANT");
        return;
    }
    for (size_t i = 0; i < p->grant.option_count; i++)
        if (p->grant.options[i].positional)
            offer_own_values(&p->c, &p->grant.options[i]);
    offer(&p->c, "+", "and one more grant");
}

static void offer_next_word(const struct place *p)
{
    char name[40];
    if (!p->command) {
        offer_kind(&p->c, "COMMAND|GRANT");
        return;
    }
    if (p->in_grants) {
        offer_grant_words(p);
        return;
    }
    name_word(p->command, p->words, name, sizeof name);
    offer_kind(&p->c, name);
    if (p->command->words_optional)
        offer_kind(&p->c, "GRANT");
}

static void complete(struct place *p, const struct command_line *line)
{
    const char *last = line->words[line->count - 1];
    struct found_option option = {0};
    p->c.word = p->c.whole = last;
    for (size_t i = 1; i + 1 < line->count; i++) {
        const char *word = line->words[i];
        option = (struct found_option){0};
        if (word[0] != '-' || !word[1]) {
            take_word(p, word);
            continue;
        }
        option = find_option(p, word);
        const char *value = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL;
        if (takes_value(&option) && !value && i + 2 < line->count)
            remember_value(p, &option, line->words[++i]);
        else if (value)
            remember_value(p, &option, value + 1);
        else if (takes_value(&option)) {
            offer_values(p, &option);
            return;
        }
    }
    const char *equals = strncmp(last, "--", 2) == 0 ? strchr(last, '=') : NULL;
    if (equals) {
        option = find_option(p, last);
        p->c.word = equals + 1;
        offer_values(p, &option);
    } else if (*last == '-') {
        offer_options(p);
    } else {
        offer_next_word(p);
    }
}

enum samgen_status complete_line(struct args *args, const char *line)
{
    struct place place = {.c = {.args = args}};
    struct command_line words;
    if (!split_line(line, &words)) {
        report_error("not enough memory");
        return SAMGEN_FAILED;
    }
    if (words.count > 1)
        complete(&place, &words);
    free_line(&words);
    return SAMGEN_OK;
}
