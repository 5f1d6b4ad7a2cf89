#include "cli/report.h"

#include "cli/stop.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_SHOWN 160 /* characters of a source line; a longer one is cut around the position */

static bool colored(const struct args *args, int stream)
{
    const char *no_color = getenv("NO_COLOR");
    if (args->color != COLOR_AUTO)
        return args->color == COLOR_ALWAYS;
    return isatty(stream) && !(no_color && *no_color);
}

static const struct {
    const char *word, *color;
} severities[] = {
    [SAMGEN_ERROR] = {"error", "\033[1;31m"},
    [SAMGEN_WARNING] = {"warning", "\033[1;33m"},
    [SAMGEN_NOTE] = {"note", "\033[1;36m"},
};

static void print_severity(FILE *out, bool color, enum samgen_severity severity, const char *word)
{
    fprintf(out, "%s%s:%s ", color ? severities[severity].color : "", word, color ? "\033[0m" : "");
}

/* The end of the first `count` characters. */
static const char *after(const char *text, size_t count)
{
    while (*text && count--)
        do
            text++;
        while (((unsigned char)*text & 0xC0) == 0x80);
    return text;
}

static void put(void *file, const char *bytes, size_t length)
{
    fwrite(bytes, 1, length, file);
}

/* A tab becomes one blank, because a line of a file has only one place in the output. */
static void show_line(const char *text, size_t length, void (*put_piece)(void *, const char *, size_t), void *context)
{
    for (const char *end = text + length, *tab; text < end; text = tab + 1) {
        tab = memchr(text, '\t', (size_t)(end - text));
        samgen_show(text, (size_t)((tab ? tab : end) - text), put_piece, context);
        if (!tab)
            break;
        put_piece(context, " ", 1);
    }
}

void print_text(FILE *file, const char *text)
{
    show_line(text, strlen(text), put, file);
}

void print_page(FILE *file, const char *text, size_t length)
{
    samgen_show_page(text, length, put, file);
}

void print_diff(FILE *file, const char *diff)
{
    if (isatty(STDOUT_FILENO))
        print_page(file, diff, strlen(diff));
    else
        fputs(diff, file);
}

static void count(void *context, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        *(size_t *)context += ((unsigned char)bytes[i] & 0xC0) != 0x80;
}

/* The line and a caret. */
static void print_line(FILE *out, const char *line, size_t column)
{
    size_t skip = column > LINE_SHOWN / 2 ? column - LINE_SHOWN / 2 : 0, before = 0;
    const char *start = after(line, skip), *place = after(start, column - skip - 1), *end = after(start, LINE_SHOWN);
    fputs("    ", out);
    show_line(start, (size_t)(end - start), put, out);
    show_line(start, (size_t)(place - start), count, &before);
    fprintf(out, "\n    %*s\n", (int)before + 1, "^");
}

static void print_finding(const struct args *args, const struct samgen_finding *f)
{
    fflush(stdout); /* where both go to one file, this comes after the results before it */
    print_text(stderr, f->file ? f->file : "samgen");
    if (f->file)
        fprintf(stderr, ":%zu:%zu", f->line, f->column);
    fputs(": ", stderr);
    if (f->file || f->severity != SAMGEN_ERROR)
        print_severity(stderr, colored(args, STDERR_FILENO), f->severity, severities[f->severity].word);
    if (f->subject) {
        print_text(stderr, f->subject);
        fputs(": ", stderr);
    }
    print_text(stderr, f->message);
    putc('\n', stderr);
    if (f->file)
        print_line(stderr, f->source_line, f->column);
}

void print_lint_finding(const struct args *args, FILE *out, const struct samgen_lint_finding *f)
{
    const char *word = f->severity == SAMGEN_NOTE ? "info" : severities[f->severity].word;
    print_text(out, f->file);
    fprintf(out, ":%zu:%zu: ", f->line, f->column);
    print_severity(out, colored(args, STDOUT_FILENO), f->severity, word);
    print_text(out, f->message);
    fprintf(out, " [%s]\n", f->rule);
    print_line(out, f->source_line, f->column);
}

void report_findings(const struct args *args, const struct samgen_result *result)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (!args->quiet || result->findings[i].severity == SAMGEN_ERROR)
            print_finding(args, &result->findings[i]);
}

void report_error(const char *format, ...)
{
    va_list rest, again;
    va_start(rest, format);
    va_copy(again, rest);
    int length = vsnprintf(NULL, 0, format, rest);
    char *message = length < 0 ? NULL : malloc((size_t)length + 1);
    if (message)
        vsnprintf(message, (size_t)length + 1, format, again);
    fflush(stdout);
    fputs("samgen: ", stderr);
    print_text(stderr, message ? message : format);
    putc('\n', stderr);
    free(message);
    va_end(again);
    va_end(rest);
}

/* --ses-template of ses-send, when one of the grants has such an option. */
static const char *own_template_option(const struct args *args)
{
    for (size_t i = 0; i < args->grant_count; i++) {
        const char *option = samgen_meant_option(args->samgen, args->grants[i].name, "template");
        if (option && strstr(option, "template"))
            return option;
    }
    return NULL;
}

enum samgen_status read_named_file(const struct args *args, const char *path, struct samgen_input *input)
{
    const char *error;
    enum samgen_status status = samgen_read_file(args->samgen, path, input, &error);
    if (status != SAMGEN_OK)
        report_error("%s", error);
    return status;
}

bool read_template(const struct args *args, const char *path, struct samgen_input *template)
{
    const char *error, *option;
    if (!path || samgen_read_file(args->samgen, path, template, &error) == SAMGEN_OK)
        return true;
    if ((option = own_template_option(args)))
        report_error("--template: %s; --template names a SAM template, did you mean --%s?", error, option);
    else
        report_error("--template: %s", error);
    return false;
}

enum samgen_status write_result(const struct args *args, const char *output, const struct samgen_result *result)
{
    const char *error;
    if (!output || strcmp(output, "-") == 0) {
        print_page(stdout, result->text, result->length);
        return SAMGEN_OK;
    }
    struct stat st;
    bool waits = stat(output, &st) == 0 && !S_ISREG(st.st_mode); /* a pipe can wait for its reader */
    if (!waits)
        begin_writing();
    enum samgen_status status = samgen_write_file(args->samgen, output, result->text, result->length, &error);
    if (!waits)
        end_writing();
    if (status != SAMGEN_OK)
        report_error("--output: %s", error);
    return status;
}

enum samgen_status close_output(enum samgen_status status)
{
    if (fflush(stdout) == 0 && !ferror(stdout) && fclose(stdout) == 0)
        return status;
    report_error("cannot write to standard output: %s", strerror(errno));
    return SAMGEN_FAILED;
}

enum samgen_status write_change(const struct args *args, const struct samgen_input *read,
                                const struct samgen_change *change)
{
    const char *error;
    const struct samgen_replacement file = {.path = read->name,
                                            .read = read->bytes,
                                            .read_length = read->length,
                                            .bytes = change->text,
                                            .length = change->length};
    if (!change->changed)
        return SAMGEN_OK;
    begin_writing();
    enum samgen_status status = samgen_replace_files(args->samgen, &file, 1, &error);
    end_writing();
    if (status != SAMGEN_OK)
        report_error("%s", error);
    return status;
}
