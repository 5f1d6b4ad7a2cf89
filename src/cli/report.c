#include "cli/report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* The length of the UTF-8 character at p; 0 for bytes that are not UTF-8, and for controls, which a terminal would obey. */
static size_t shown_length(const unsigned char *p, const unsigned char *end)
{
    size_t length = *p < 0x80 ? 1 : *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
    if (*p < 0x20 || *p == 0x7F || (*p >= 0x80 && *p < 0xC2) || *p > 0xF4 || length > (size_t)(end - p))
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return *p == 0xC2 && p[1] < 0xA0 ? 0 : length;
}

static void put_text(FILE *file, const char *text, const char *end)
{
    const unsigned char *p = (const unsigned char *)text, *last = (const unsigned char *)end;
    while (p < last) {
        size_t length = shown_length(p, last);
        if (length)
            fwrite(p, 1, length, file);
        else
            fputc(*p == '\t' ? ' ' : '?', file);
        for (p += length ? length : 1; !length && p < last && (*p & 0xC0) == 0x80;)
            p++; /* one mark for a whole character, so that the caret is in the right column */
    }
}

void print_text(FILE *file, const char *text)
{
    put_text(file, text, text + strlen(text));
}

/* The line and a caret. A tab is printed as one blank, so that the caret is in the right column. */
static void print_line(FILE *out, const char *line, size_t column)
{
    size_t skip = column > LINE_SHOWN / 2 ? column - LINE_SHOWN / 2 : 0;
    const char *start = after(line, skip), *end = after(start, LINE_SHOWN);
    fputs("    ", out);
    put_text(out, start, end);
    fprintf(out, "\n    %*s\n", (int)(column - skip), "^");
}

static void print_finding(const struct args *args, const struct samgen_finding *f)
{
    print_text(stderr, f->file ? f->file : "samgen");
    if (f->file)
        fprintf(stderr, ":%zu:%zu", f->line, f->column);
    fputs(": ", stderr);
    if (f->file || f->severity != SAMGEN_ERROR)
        print_severity(stderr, colored(args, STDERR_FILENO), f->severity, severities[f->severity].word);
    if (f->subject)
        fprintf(stderr, "%s: ", f->subject);
    fprintf(stderr, "%s\n", f->message);
    if (f->file)
        print_line(stderr, f->source_line, f->column);
}

void print_lint_finding(const struct args *args, FILE *out, const struct samgen_lint_finding *f)
{
    const char *word = f->severity == SAMGEN_NOTE ? "info" : severities[f->severity].word;
    print_text(out, f->file);
    fprintf(out, ":%zu:%zu: ", f->line, f->column);
    print_severity(out, colored(args, STDOUT_FILENO), f->severity, word);
    fprintf(out, "%s [%s]\n", f->message, f->rule);
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
    va_list rest;
    va_start(rest, format);
    fputs("samgen: ", stderr);
    vfprintf(stderr, format, rest);
    fputc('\n', stderr);
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
        fwrite(result->text, 1, result->length, stdout);
        return SAMGEN_OK;
    }
    enum samgen_status status = samgen_write_file(args->samgen, output, result->text, result->length, &error);
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
