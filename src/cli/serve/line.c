#include "cli/options.h"
#include "cli/serve/tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST 10000 /* of one command line */

/* ---- The line ---- */

static void fault(struct tool_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

static char *say(const char *format, va_list arguments) __attribute__((format(printf, 1, 0)));

static char *say(const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

/* The first fault counts. */
static void fault(struct tool_line *line, const char *format, ...)
{
    va_list arguments;
    if (line->fault)
        return;
    va_start(arguments, format);
    line->fault = say(format, arguments);
    va_end(arguments);
}

static bool make_room(struct tool_line *line)
{
    if (line->count + 1 < line->capacity)
        return true;
    size_t capacity = 2 * line->capacity + 16;
    char **words = line->count < WORDS_MOST ? realloc(line->words, capacity * sizeof *words) : NULL;
    if (words) {
        line->words = words;
        line->capacity = capacity;
    } else {
        fault(line, "the arguments are too many");
    }
    return words != NULL;
}

void add_tool_word(struct tool_line *line, const char *format, ...)
{
    va_list arguments;
    if (!make_room(line))
        return;
    va_start(arguments, format);
    line->words[line->count++] = say(format, arguments);
    line->words[line->count] = NULL;
    va_end(arguments);
}

void free_tool_line(struct tool_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        free(line->words[i]);
    free(line->words);
    free(line->fault);
}

/* ---- Values ---- */

/* A text without NUL; a NULL and a fault for anything else. */
static const char *text_of(struct tool_line *line, const char *name, const json_t *value)
{
    const char *text = json_string_value(value);
    if (text && strlen(text) == json_string_length(value))
        return text;
    fault(line, "%s must be a text", name);
    return NULL;
}

/* A word must not be read as an option. */
static void add_bare(struct tool_line *line, const char *name, const json_t *value)
{
    const char *text = text_of(line, name, value);
    if (text && (*text == '-' || strcmp(text, "+") == 0 || !*text))
        fault(line, "%s cannot be \"%s\"", name, text);
    else if (text)
        add_tool_word(line, "%s", text);
}

static void add_texts(struct tool_line *line, const char *name, const json_t *list)
{
    const json_t *item;
    size_t i;
    json_array_foreach (list, i, item) {
        const char *text = text_of(line, name, item);
        if (text)
            add_tool_word(line, "--%s=%s", name, text);
    }
}

static void add_option(struct tool_line *line, const struct option_row *option, const json_t *value)
{
    bool list = option->type == OPTION_TEXTS, number = option->type == OPTION_NUMBER;
    if (option->type == OPTION_SWITCH && json_is_boolean(value)) {
        if (json_is_true(value))
            add_tool_word(line, "--%s", option->name);
    } else if (list && json_is_array(value)) {
        add_texts(line, option->name, value);
    } else if (number && json_is_integer(value)) {
        add_tool_word(line, "--%s=%" JSON_INTEGER_FORMAT, option->name, json_integer_value(value));
    } else if (!list && !number && option->type != OPTION_SWITCH && json_is_string(value)) {
        const char *text = text_of(line, option->name, value);
        if (text)
            add_tool_word(line, "--%s=%s", option->name, text);
    } else {
        fault(line, "%s must be %s", option->name,
              option->type == OPTION_SWITCH ? "true or false"
              : list                        ? "a list of texts"
              : number                      ? "a whole number"
                                            : "a text");
    }
}

/* ---- Grants ---- */

/* {"grant": NAME, OPTION: text, list or true ...} */
static void add_grant(struct tool_line *line, const json_t *grant)
{
    const char *name;
    json_t *value, *fields = json_is_object(grant) ? json_deep_copy(grant) : json_object();
    add_bare(line, "grant", json_object_get(grant, "grant"));
    json_object_foreach (fields, name, value) {
        if (strcmp(name, "grant") == 0 || json_is_false(value))
            continue;
        if (*name == '-' || strchr(name, '='))
            fault(line, "\"%s\" is not the name of an option", name);
        else if (json_is_true(value))
            add_tool_word(line, "--%s", name);
        else if (json_is_array(value))
            add_texts(line, name, value);
        else if (text_of(line, name, value))
            add_tool_word(line, "--%s=%s", name, json_string_value(value));
    }
    json_decref(fields);
}

static void add_grants(struct tool_line *line, const json_t *grants)
{
    const json_t *grant;
    size_t i;
    if (!json_is_array(grants) || !json_array_size(grants))
        fault(line, "grants must be a list of objects, each with the name of a grant");
    json_array_foreach (grants, i, grant) {
        if (i)
            add_tool_word(line, "+");
        add_grant(line, grant);
    }
}

/* ---- A call ---- */

static const struct option_row *find_option(const struct command *command, const char *name)
{
    const struct option_row *option;
    for (size_t i = 0; (option = option_at(command->options, i)); i++)
        if (strcmp(option->name, name) == 0 && is_tool_option(option))
            return option;
    return NULL;
}

static bool is_other_argument(const struct tool_row *row, const char *name)
{
    for (const struct tool_word *word = row->words; word && word->name; word++)
        if (strcmp(word->name, name) == 0)
            return true;
    return (row->flags & TOOL_GRANTS && strcmp(name, "grants") == 0) ||
           (row->flags & TOOL_TEXT && strcmp(name, "text") == 0) ||
           (row->flags & TOOL_WRITES && strcmp(name, "write") == 0);
}

static void add_options(struct tool_line *line, const struct tool_row *row, const json_t *arguments)
{
    const char *name;
    json_t *value, *fields = json_deep_copy(arguments);
    json_object_foreach (fields, name, value) {
        const struct option_row *option = find_option(row->command, name);
        if (is_other_argument(row, name))
            continue;
        if (option)
            add_option(line, option, value);
        else
            fault(line, "%s has no argument \"%s\"", row->name, name);
    }
    json_decref(fields);
}

static void add_words(struct tool_line *line, const struct tool_row *row, const json_t *arguments)
{
    for (const struct tool_word *word = row->words; word && word->name; word++) {
        const json_t *value = json_object_get(arguments, word->name), *item;
        size_t i;
        if (!value && word->required)
            fault(line, "%s needs the argument %s", row->name, word->name);
        if (value && !word->many)
            add_bare(line, word->name, value);
        if (value && word->many && !json_is_array(value))
            fault(line, "%s must be a list of texts", word->name);
        json_array_foreach (value, i, item)
            add_bare(line, word->name, item);
    }
}

void make_tool_line(const struct tool *tool, const json_t *arguments, const char *option, struct tool_line *line)
{
    const struct tool_row *row = tool->row;
    const json_t *grants = json_object_get(arguments, "grants"), *text = json_object_get(arguments, "text");
    bool bare = grants && row->with_grants;
    *line = (struct tool_line){0};
    add_tool_word(line, "samgen");
    if (!bare)
        add_tool_word(line, "%s", row->command->name);
    if (tool->catalog)
        add_tool_word(line, "--catalog=%s", tool->catalog);
    if (option)
        add_tool_word(line, "%s", option);
    add_options(line, row, arguments);
    add_words(line, row, arguments);
    if (grants && row->flags & TOOL_GRANTS)
        add_grants(line, grants);
    if (text && row->flags & TOOL_TEXT) {
        line->input = text_of(line, "text", text);
        add_tool_word(line, "-");
    }
}
