#include "cli/complete/line.h"

#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\n"

/* Returns whether a backslash before this character is a quote, within this quote or outside of any (0). */
static bool is_escape(char quote, char next)
{
    return next && quote != '\'' && (!quote || strchr("\"\\$`", next));
}

/* Reads the word at `line` into `to`, and returns what comes after it. An open quote goes to the end of the line. */
static const char *read_word(const char *line, char **to)
{
    char quote = 0;
    for (; *line && (quote || !strchr(BLANKS, *line)); line++) {
        if (*line == '\\' && is_escape(quote, line[1]))
            *(*to)++ = *++line;
        else if (quote ? *line == quote : *line == '\'' || *line == '"')
            quote = quote ? 0 : *line;
        else
            *(*to)++ = *line;
    }
    *(*to)++ = '\0';
    return line;
}

bool split_line(const char *line, struct command_line *words)
{
    size_t length = strlen(line);
    char *to = malloc(length + 2); /* each word ends where a blank was, and the last one may be empty */
    *words = (struct command_line){.text = to, .words = calloc(length / 2 + 2, sizeof *words->words)};
    if (!to || !words->words) {
        free_line(words);
        return false;
    }
    for (;;) {
        line += strspn(line, BLANKS);
        words->words[words->count++] = to;
        line = read_word(line, &to);
        if (!*line)
            return true;
    }
}

void free_line(struct command_line *words)
{
    free(words->text);
    free(words->words);
}
