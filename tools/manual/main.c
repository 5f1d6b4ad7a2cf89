/*
 * usage: manual FOLDER
 *
 * Writes the manual into FOLDER, in mdoc: samgen.1, and samgen-NAME.1 for each command. It is made of the tables that
 * the program reads its command line with, so that it has every command and option.
 */
#include "cli/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_MOST 78 /* characters of a line of text, except for a longer word */

/* ---- Text ---- */

/* A page that is being written. */
struct page {
    FILE *file;
    size_t column; /* of the line of text that is being written */
};

static void end_line(struct page *p)
{
    if (p->column)
        putc('\n', p->file);
    p->column = 0;
}

/* How roff writes a character that it would read as something else, or NULL. */
static const char *escape_of(char c)
{
    return c == '\\' ? "\\e" : c == '`' ? "\\(ga" : c == '\'' ? "\\(aq" : NULL;
}

static void put_bytes(struct page *p, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char *escape = escape_of(bytes[i]);
        if (escape)
            fputs(escape, p->file);
        else
            putc(bytes[i], p->file);
    }
}

static size_t width_of(const char *bytes, size_t length)
{
    size_t width = length;
    for (size_t i = 0; i < length; i++)
        width += escape_of(bytes[i]) ? strlen(escape_of(bytes[i])) - 1 : 0;
    return width;
}

static bool ends_sentence(const char *word, size_t length)
{
    while (length && strchr(")'`\"", word[length - 1]))
        length--;
    return length > 1 && strchr(".!?", word[length - 1]) && strncmp(word, "...", 3) != 0;
}

/* Text that is filled. Each sentence begins on a line of its own, as roff wants it. */
static void put_words(struct page *p, const char *text, size_t length)
{
    for (size_t size, i = 0; i < length; i += size) {
        size = strcspn(text + i, " \n");
        if (size > length - i)
            size = length - i;
        if (!size) {
            size = 1;
            continue;
        }
        size_t width = width_of(text + i, size);
        if (p->column && p->column + 1 + width > LINE_MOST)
            end_line(p);
        fputs(p->column ? " " : strchr(".'", text[i]) ? "\\&" : "", p->file);
        put_bytes(p, text + i, size);
        p->column += width + 1;
        if (ends_sentence(text + i, size))
            end_line(p);
    }
}

static void put_text(struct page *p, const char *text)
{
    put_words(p, text, strlen(text));
    end_line(p);
}

static void put_literal(struct page *p, const char *lines, size_t length)
{
    end_line(p);
    fputs(".Bd -literal -offset indent\n", p->file);
    for (size_t size, i = 0; i < length; i += size + 1) {
        size = strcspn(lines + i, "\n");
        size_t blanks = strspn(lines + i, " ");
        if (strchr(".'", lines[i + blanks]))
            fputs("\\&", p->file);
        put_bytes(p, lines + i + blanks, size - blanks);
        putc('\n', p->file);
    }
    fputs(".Ed\n", p->file);
}

/* Paragraphs with blank lines between them. One of indented lines, or of calls of samgen, is shown as it is. */
static void put_paragraphs(struct page *p, const char *text)
{
    for (bool first = true; *text; first = false) {
        const char *end = strstr(text, "\n\n");
        size_t length = end ? (size_t)(end - text) : strlen(text);
        bool literal = strncmp(text, "  ", 2) == 0 || (strncmp(text, "samgen ", 7) == 0 && strstr(text, "[--option"));
        if (literal) {
            put_literal(p, text, length);
        } else {
            fputs(first ? "" : ".Pp\n", p->file);
            put_words(p, text, length);
            end_line(p);
        }
        text += length + (end ? 2 : 0);
    }
}

/* ---- Parts of a page ---- */

static void put_date(struct page *p, struct samgen *samgen)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    const struct samgen_source *sources;
    const char *date = "2026-01-01";
    size_t count = samgen_sources(samgen, &sources);
    for (size_t i = 0; i < count; i++) /* the newest of the facts about AWS */
        if (strcmp(sources[i].date, date) > 0)
            date = sources[i].date;
    fprintf(p->file, ".Dd %s %d, %.4s\n", months[(atoi(date + 5) + 11) % 12], atoi(date + 8), date);
}

static void put_head(struct page *p, struct samgen *samgen, const char *name, const char *title)
{
    put_date(p, samgen);
    fputs(".Dt ", p->file);
    for (const char *c = name; *c; c++)
        putc(toupper((unsigned char)*c), p->file);
    fprintf(p->file, " 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd %s\n", name, title);
}

/* "[TEMPLATE] ACTION RESOURCE" and "--source SOURCE" as macros. */
static void put_arguments(struct page *p, const char *arguments)
{
    for (size_t length; *arguments; arguments += length) {
        length = strcspn(arguments, " ");
        const char *before = *arguments == '[' ? "[" : "";
        const char *name = arguments + strlen(before);
        bool ended = arguments[length - 1] == ']' && strcmp(before, "[") != 0 && !strchr(name, '[');
        size_t size = length - strlen(before) - ((*before || ended) && arguments[length - 1] == ']');
        bool option = strncmp(name, "--", 2) == 0;
        if (*before)
            fputs(" Oo", p->file);
        fprintf(p->file, " %s %.*s", option ? "Fl" : "Ar", (int)(size - option), name + option);
        if (arguments[length - 1] == ']')
            fputs(" Oc", p->file);
        length += strspn(arguments + length, " ");
    }
}

static void put_option_name(struct page *p, const struct option_row *row)
{
    if (row->letter)
        fprintf(p->file, ".It Fl %c , Fl -%s", row->letter, row->name);
    else
        fprintf(p->file, ".It Fl -%s", row->name);
    if (row->words)
        for (const struct option_word *word = row->words; word->name; word++)
            fprintf(p->file, "%s Cm %s", word > row->words ? " |" : "", word->name);
    else if (row->value)
        fprintf(p->file, " Ar %s", row->value);
    putc('\n', p->file);
}

static void put_options(struct page *p, const struct command *command)
{
    const struct option_row *row;
    fputs(".Sh OPTIONS\n.Bl -tag -width Ds\n", p->file);
    for (size_t i = 0; (row = option_at(command->options, i)); i++) {
        put_option_name(p, row);
        put_words(p, row->title, strlen(row->title));
        if (row->required)
            put_words(p, "(required)", 10);
        if (row->type == OPTION_TEXTS)
            put_words(p, "(may repeat)", 12);
        end_line(p);
    }
    fputs(".El\n", p->file);
}

static void put_exit_status(struct page *p)
{
    fputs(".Sh EXIT STATUS\n.Bl -tag -width Ds\n", p->file);
    for (int i = SAMGEN_OK; i <= SAMGEN_FAILED; i++)
        fprintf(p->file, ".It %d\n%s\n", i, exit_titles[i]);
    fputs(".El\n", p->file);
}

/* A command without details does what its title says. */
static void put_description(struct page *p, const struct command *command)
{
    char sentence[500];
    snprintf(sentence, sizeof sentence, "%c%s.", toupper((unsigned char)command->title[0]), command->title + 1);
    if (command->details)
        put_paragraphs(p, command->details);
    else
        put_text(p, sentence);
}

/* ---- Pages ---- */

static void write_command(struct page *p, struct samgen *samgen, const struct command *command)
{
    char name[60];
    snprintf(name, sizeof name, "samgen-%s", command->name);
    put_head(p, samgen, name, command->title);
    fprintf(p->file, ".Sh SYNOPSIS\n.Nm samgen %s", command->name);
    put_arguments(p, command->arguments);
    fputs(" Op Ar option ...\n.Sh DESCRIPTION\n", p->file);
    put_description(p, command);
    if (command->print_more) {
        fprintf(p->file, ".Pp\n.Ql samgen help %s\nlists the names that options of this command take.\n",
                command->name);
    }
    put_options(p, command);
    put_exit_status(p);
    fputs(".Sh SEE ALSO\n.Xr samgen 1\n", p->file);
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void put_see_also(struct page *p)
{
    const char *names[100];
    size_t count = 0;
    for (; commands[count] && count < sizeof names / sizeof *names; count++)
        names[count] = commands[count]->name;
    qsort(names, count, sizeof *names, by_name);
    fputs(".Sh SEE ALSO\n", p->file);
    for (size_t i = 0; i < count; i++)
        fprintf(p->file, ".Xr samgen-%s 1%s\n", names[i], i + 1 < count ? " ," : "");
}

static void write_program(struct page *p, struct samgen *samgen)
{
    put_head(p, samgen, "samgen", "AWS SAM policies from what a function needs");
    fputs(".Sh SYNOPSIS\n.Nm\n.Ar GRANT\n.Op Fl -option Ar value ...\n.Op Cm + Ar GRANT ...\n.Nm\n.Ar command\n"
          ".Op Ar argument ...\n.Sh DESCRIPTION\n",
          p->file);
    put_text(p, program_title);
    fputs(".Pp\n", p->file);
    put_text(p, usage_values);
    fputs(".Pp\n.Ql samgen list\nshows all grants, and\n.Ql samgen help GRANT\nexplains one.\nThese are the commands:\n"
          ".Bl -tag -width Ds\n",
          p->file);
    for (size_t i = 0; commands[i]; i++) {
        fprintf(p->file, ".It Xr samgen-%s 1\n", commands[i]->name);
        put_text(p, commands[i]->title);
    }
    fputs(".El\n.Pp\nThese options belong to grants.\n", p->file);
    put_options(p, &command_grant);
    put_exit_status(p);
    fputs(".Sh EXAMPLES\n", p->file);
    put_literal(p, usage_examples, strlen(usage_examples));
    put_see_also(p);
}

/* Writes one page; NULL is the program. */
static bool write_page(struct samgen *samgen, const char *folder, const struct command *command)
{
    char path[4000];
    snprintf(path, sizeof path, "%s/samgen%s%s.1", folder, command ? "-" : "", command ? command->name : "");
    struct page page = {.file = fopen(path, "w")};
    if (!page.file) {
        perror(path);
        return false;
    }
    if (command)
        write_command(&page, samgen, command);
    else
        write_program(&page, samgen);
    if (fclose(page.file) == 0)
        return true;
    perror(path);
    return false;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: manual FOLDER\n", stderr);
        return 2;
    }
    struct samgen *samgen = samgen_new();
    bool ok = write_page(samgen, argv[1], NULL);
    for (size_t i = 0; commands[i] && ok; i++)
        ok = write_page(samgen, argv[1], commands[i]);
    samgen_free(samgen);
    return ok ? 0 : 3;
}
