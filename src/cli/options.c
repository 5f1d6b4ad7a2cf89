#include "cli/options.h"

#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct option_word style_words[] = {
    {"auto", SAMGEN_STYLE_AUTO}, {"template", SAMGEN_STYLE_TEMPLATE}, {"inline", SAMGEN_STYLE_INLINE}, {0}};
const struct option_word as_words[] = {{"sam", SAMGEN_AS_SAM},           {"role", SAMGEN_AS_ROLE},
                                       {"policy", SAMGEN_AS_POLICY},     {"managed-policy", SAMGEN_AS_MANAGED_POLICY},
                                       {"document", SAMGEN_AS_DOCUMENT}, {0}};
const struct option_word format_words[] = {{"yaml", SAMGEN_YAML}, {"json", SAMGEN_JSON}, {0}};
const struct option_word partition_words[] = {
    {.name = "aws"},       {.name = "aws-cn"},    {.name = "aws-us-gov"}, {.name = "aws-eusc"}, {.name = "aws-iso"},
    {.name = "aws-iso-b"}, {.name = "aws-iso-e"}, {.name = "aws-iso-f"},  {.name = "auto"},     {0}};
const struct option_word given_format_words[] = {{"yaml", FORMAT_GIVEN_YAML}, {"json", FORMAT_GIVEN_JSON}, {0}};
static const struct option_word color_words[] = {
    {"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}, {0}};

const struct option_row common_options[] = {
    {.name = "catalog",
     TEXT_IN(struct args, catalog),
     .value = "DIR",
     .title = "read DIR before the built-in catalog; it has the layout of templates/"},
    {.name = "color", WORD_IN(struct args, color, enum color), .words = color_words, .title = "color of messages"},
    {.name = "quiet", .letter = 'q', SWITCH_IN(struct args, quiet), .title = "do not print notes and warnings"},
    {.name = "help", .letter = 'h', SWITCH_IN(struct args, help), .title = "show help"},
    {0},
};

const struct option_row *option_at(const struct option_row *own, size_t index)
{
    const struct option_row *row = own ? own : common_options;
    while (row->name && index) {
        row++;
        index--;
    }
    if (row->name || !own)
        return row->name ? row : NULL;
    return option_at(NULL, index);
}

enum samgen_format format_of(enum given_format given, enum samgen_as as)
{
    return given == FORMAT_GIVEN_JSON || (given == FORMAT_NOT_GIVEN && as == SAMGEN_AS_DOCUMENT) ? SAMGEN_JSON
                                                                                                 : SAMGEN_YAML;
}

/* ---- Values ---- */

static const struct option_word *find_word(const struct option_row *row, const char *value)
{
    const struct option_word *word = row->words;
    while (word->name && strcmp(word->name, value) != 0)
        word++;
    return word->name ? word : NULL;
}

static void join_words(const struct option_row *row, const char *between, char *buffer, size_t size)
{
    size_t length = 0;
    *buffer = '\0';
    for (const struct option_word *word = row->words; word->name && length < size; word++)
        length +=
            (size_t)snprintf(buffer + length, size - length, "%s%s", word > row->words ? between : "", word->name);
}

/* Digits alone, and few enough of them for atoi. */
static bool is_number_of(const struct option_row *row, const char *value)
{
    size_t length = strlen(value);
    return length > 0 && length < 4 && strspn(value, "0123456789") == length && (size_t)atoi(value) >= row->least &&
           (size_t)atoi(value) <= row->most;
}

static void *field_of(struct args *args, const struct option_row *row)
{
    return (char *)args + row->field;
}

static bool is_legal(struct args *args, const struct option_row *row, const char *value)
{
    char words[200];
    if (row->type == OPTION_NUMBER && !is_number_of(row, value)) {
        report_error("--%s: \"%s\" is not a number of %s from %zu to %zu", row->name, value, row->unit, row->least,
                     row->most);
    } else if (row->words && !find_word(row, value)) {
        join_words(row, ", ", words, sizeof words);
        report_error("--%s: \"%s\" is not one of %s", row->name, value, words);
    } else if (row->type != OPTION_SWITCH && !*value) {
        report_error("--%s: the value is empty; give one, or leave the option out", row->name);
    } else if (row->once && *(const char **)field_of(args, row)) {
        report_error("--%s: there can be only one", row->name);
    } else {
        return !row->check || row->check(args, row, value);
    }
    return false;
}

static bool add_text(struct args *args, const struct option_row *row, const char *value)
{
    struct texts *texts = field_of(args, row);
    if (!texts->items)
        texts->items = calloc(args->values_most, sizeof *texts->items);
    if (!texts->items) {
        report_error("--%s: not enough memory", row->name);
        return false;
    }
    texts->items[texts->count++] = value;
    return true;
}

bool take_option(struct args *args, const struct option_row *row, const char *value)
{
    if (!is_legal(args, row, value))
        return false;
    switch (row->type) {
    case OPTION_SWITCH:
        *(bool *)field_of(args, row) = true;
        return true;
    case OPTION_TEXT:
        *(const char **)field_of(args, row) = value;
        return true;
    case OPTION_TEXTS:
        return add_text(args, row, value);
    case OPTION_WORD: /* an enum of the size of an int, see WORD_IN */
        memcpy(field_of(args, row), &find_word(row, value)->value, sizeof(int));
        return true;
    case OPTION_NUMBER:
        *(size_t *)field_of(args, row) = (size_t)atoi(value);
        return true;
    }
    return false;
}

const char *option_value_name(const struct option_row *row, char *buffer, size_t size)
{
    if (!row->words)
        return row->value;
    join_words(row, "|", buffer, size);
    return buffer;
}

bool lacks_option(const struct args *args, const struct command *command)
{
    for (const struct option_row *row = command->options; row && row->name; row++) {
        if (!row->required || *(const char *const *)((const char *)args + row->field))
            continue;
        report_error("%s needs --%s %s; `samgen help %s` explains it", command->name, row->name, row->value,
                     command->name);
        return true;
    }
    return false;
}

void free_options(struct args *args, const struct option_row *own)
{
    const struct option_row *row;
    for (size_t i = 0; (row = option_at(own, i)); i++)
        if (row->type == OPTION_TEXTS)
            free(((struct texts *)field_of(args, row))->items);
}

bool check_choice(const char *function, const char *role)
{
    if (function && role)
        report_error("give --function %s or --role %s, not both", function, role);
    return !(function && role);
}

bool use_managed_policies(struct args *args, const struct option_row *row, const char *value)
{
    if (samgen_use_managed_policies(args->samgen, value) == SAMGEN_OK)
        return true;
    report_error("--%s: cannot read \"%s\": it is not a folder", row->name, value);
    return false;
}
