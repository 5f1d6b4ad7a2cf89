#include "cli/help/said.h"

#include <stdio.h>
#include <string.h>

#define LEFT 26 /* columns of the names of a table */
#define HOLES 3 /* in a pattern */

const char *said(const struct args *args, const char *english)
{
    return args->language ? samgen_translate(args->samgen, args->language, english) : english;
}

void add_filled(char *to, size_t size, const char *text, const char *value)
{
    size_t length = strlen(to);
    const char *place = strstr(text, "{}");
    if (place)
        snprintf(to + length, size - length, "%.*s%s%s", (int)(place - text), text, value, place + 2);
    else
        snprintf(to + length, size - length, "%s", text);
}

void print_said(const struct args *args, const char *english, const char *value)
{
    char line[600] = "";
    add_filled(line, sizeof line, said(args, english), value);
    puts(line);
}

void print_list(const struct args *args, const char *heading, const char *const *lines, size_t count)
{
    if (count)
        printf("\n%s\n", said(args, heading));
    for (size_t i = 0; i < count; i++)
        printf("  %s\n", said(args, lines[i]));
}

/* ---- Texts of the library ---- */

/* A pattern stands before those that are like it too. */
const char *const need_patterns[] = {
    "{}, inline also {}", "if {} is {} by {}", "without {} as {}", "without {}", "{} as {}", NULL,
};

struct hole {
    const char *text;
    size_t length;
};

static size_t literal(const char *pattern)
{
    const char *place = strstr(pattern, "{}");
    return place ? (size_t)(place - pattern) : strlen(pattern);
}

/* Finds what of the text stands for each "{}" of the pattern. */
static bool is_like(const char *text, const char *pattern, struct hole holes[HOLES])
{
    size_t length = literal(pattern);
    if (strncmp(text, pattern, length) != 0)
        return false;
    text += length;
    pattern += length;
    for (size_t i = 0; *pattern && i < HOLES; i++) {
        char next[40];
        pattern += 2;
        length = literal(pattern);
        snprintf(next, sizeof next, "%.*s", (int)length, pattern);
        const char *end = length ? strstr(text, next) : text + strlen(text);
        if (!end)
            return false;
        holes[i] = (struct hole){text, (size_t)(end - text)};
        text = end + length;
        pattern += length;
    }
    return !*text && !*pattern;
}

static void print_like(const char *pattern, const struct hole holes[HOLES])
{
    for (size_t i = 0;; i++) {
        size_t length = literal(pattern);
        printf("%.*s", (int)length, pattern);
        pattern += length;
        if (!*pattern || i == HOLES)
            return;
        printf("%.*s", (int)holes[i].length, holes[i].text);
        pattern += 2;
    }
}

void print_need_part(const struct args *args, const char *text)
{
    struct hole holes[HOLES] = {{0}};
    for (size_t i = 0; args->language && need_patterns[i]; i++)
        if (is_like(text, need_patterns[i], holes)) {
            print_like(said(args, need_patterns[i]), holes);
            return;
        }
    fputs(text, stdout);
}

/* ---- Tables ---- */

/* A letter of Japanese takes two columns of a terminal, in three bytes; the names have no other long letters. */
static size_t columns(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) == 0x80 ? 0 : (unsigned char)*text < 0x80 ? 1 : 2;
    return count;
}

void print_row(const char *option, const char *value, const char *title)
{
    char left[128];
    snprintf(left, sizeof left, "%s%s%s", option, value ? " " : "", value ? value : "");
    size_t width = columns(left);
    if (width > LEFT)
        printf("  %s\n  %-*s  %s\n", left, LEFT, "", title);
    else
        printf("  %s%-*s  %s\n", left, (int)(LEFT - width), "", title);
}
