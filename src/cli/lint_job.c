#include "cli/lint_job.h"

#include "cli/report.h"
#include "cli/stop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a job writes to. */
struct pages {
    const struct lint_args *args;
    struct samgen *samgen;
    struct lint_job *job;
    FILE *out, *err;
};

static void raise_status(struct lint_job *job, enum samgen_status status)
{
    if (status > job->status)
        job->status = status;
}

static void tell(const struct pages *p, enum samgen_status status, const char *message)
{
    raise_status(p->job, status);
    if (status == SAMGEN_OK && p->args->common.quiet)
        return;
    fputs(status == SAMGEN_OK ? "samgen: note: " : "samgen: ", p->err);
    print_text(p->err, message);
    fputc('\n', p->err);
}

static void tell_result(const struct pages *p, const struct samgen_result *result)
{
    raise_status(p->job, SAMGEN_BAD_INPUT);
    for (size_t i = 0; i < result->finding_count; i++) {
        const struct samgen_finding *f = &result->findings[i];
        print_text(p->err, f->file ? f->file : "samgen");
        if (f->file)
            fprintf(p->err, ":%zu:%zu", f->line, f->column);
        if (f->subject) {
            fputs(": ", p->err);
            print_text(p->err, f->subject);
        }
        fputs(": ", p->err);
        print_text(p->err, f->message);
        fputc('\n', p->err);
    }
}

/* ---- Findings ---- */

/* Returns the least severe findings to show: everything as JSON, otherwise what a reader must act on. */
static enum samgen_severity shown_least(const struct pages *p)
{
    const char *severity = p->job->settings->severity;
    if (!severity)
        return p->args->form == LINT_JSON || p->args->form == LINT_JSON_LINES ? SAMGEN_NOTE : SAMGEN_WARNING;
    return strcmp(severity, "error") == 0     ? SAMGEN_ERROR
           : strcmp(severity, "warning") == 0 ? SAMGEN_WARNING
                                              : SAMGEN_NOTE;
}

static bool fails(const struct pages *p, enum samgen_severity severity)
{
    static const int least[] = {[LINT_FAIL_WARNING] = SAMGEN_WARNING,
                                [LINT_FAIL_ERROR] = SAMGEN_ERROR,
                                [LINT_FAIL_INFO] = SAMGEN_NOTE,
                                [LINT_FAIL_NONE] = -1};
    return (int)severity <= least[p->args->fail_on];
}

/* Counts all findings, and copies those to show. Returns how many these are. */
static size_t choose(const struct pages *p, const struct samgen_lint_report *report, struct samgen_lint_finding *shown)
{
    enum samgen_severity least = shown_least(p);
    size_t count = 0;
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct samgen_lint_finding *f = &report->findings[i];
        p->job->counts[f->severity]++;
        if (fails(p, f->severity))
            raise_status(p->job, SAMGEN_FINDINGS);
        if (f->severity <= least)
            shown[count++] = *f;
        else
            p->job->hidden++;
    }
    return count;
}

enum samgen_lint_format lint_format(enum lint_form form)
{
    static const enum samgen_lint_format formats[] = {[LINT_JSON] = SAMGEN_LINT_JSON,
                                                      [LINT_SARIF] = SAMGEN_LINT_SARIF,
                                                      [LINT_GITHUB] = SAMGEN_LINT_GITHUB,
                                                      [LINT_JUNIT] = SAMGEN_LINT_JUNIT,
                                                      [LINT_JSON_LINES] = SAMGEN_LINT_JSON_LINES};
    return formats[form];
}

static void print_findings(const struct pages *p, const struct samgen_lint_report *report)
{
    enum lint_form form = p->args->form;
    struct samgen_lint_finding *shown = calloc(report->finding_count + 1, sizeof *shown);
    if (!shown) {
        tell(p, SAMGEN_FAILED, "not enough memory for the findings");
        return;
    }
    const struct samgen_lint_report chosen = {
        .findings = shown, .finding_count = choose(p, report, shown), .kind = report->kind, .file = report->file};
    bool is_text = form == LINT_TEXT && !p->args->dry_run;
    for (size_t i = 0; i < chosen.finding_count && is_text; i++)
        print_lint_finding(&p->args->common, p->out, &chosen.findings[i]);
    const char *text =
        form == LINT_TEXT || p->args->dry_run ? NULL : samgen_lint_write(p->samgen, lint_format(form), &chosen);
    if (text)
        fputs(text, p->out);
    free(shown);
}

static struct samgen_lint_settings library_settings(const struct pages *p)
{
    struct samgen_lint_settings settings = *p->job->settings;
    settings.only_templates = p->job->found;
    settings.severity = NULL;
    return settings;
}

static bool shows_fixes(enum lint_form form)
{
    return form == LINT_JSON || form == LINT_JSON_LINES || form == LINT_SARIF;
}

static bool is_passed_over(const struct pages *p, const struct samgen_lint_report *report)
{
    return report->kind == SAMGEN_LINT_OTHER && (p->job->found || p->args->if_template);
}

/* A file that was found in a folder may not be a template: if it cannot be read, that is only a note. */
static void look(const struct pages *p, const struct samgen_input *input)
{
    struct samgen_lint_report report;
    struct samgen_result result;
    struct samgen_lint_settings settings = library_settings(p);
    settings.code = strcmp(p->job->path, "-") != 0 || p->args->stdin_filename; /* else its folder is not known */
    settings.no_fixes = !shows_fixes(p->args->form);
    if (samgen_lint(p->samgen, input, &settings, &report, &result) != SAMGEN_OK) {
        tell_result(p, &result);
        return;
    }
    p->job->kind = report.kind;
    for (size_t i = 0; i < report.nested_count; i++)
        add_path(&p->job->nested, report.nested[i]);
    p->job->passed_over = is_passed_over(p, &report) || (p->job->found && report.kind == SAMGEN_LINT_POLICY);
    if (!p->job->passed_over) {
        print_findings(p, &report);
    } else if (p->job->found && report.finding_count && !p->args->common.quiet) {
        const struct samgen_lint_finding *f = &report.findings[0];
        print_text(p->err, f->file);
        fprintf(p->err, ":%zu:%zu: note: not checked: %s\n", f->line, f->column, f->message);
    }
}

/* ---- Fixes ---- */

static bool write_fixed(const struct pages *p, const struct samgen_input *input, const struct samgen_change *change)
{
    const char *error;
    const struct samgen_replacement file = {.path = p->job->path,
                                            .read = input->bytes,
                                            .read_length = input->length,
                                            .bytes = change->text,
                                            .length = change->length};
    begin_writing();
    enum samgen_status status = samgen_replace_files(p->samgen, &file, 1, &error);
    end_writing();
    if (status == SAMGEN_OK)
        return true;
    tell(p, SAMGEN_FAILED, error);
    return false;
}

/* Makes the fixes, and replaces the text of `input`. */
static void fix(const struct pages *p, struct samgen_input *input)
{
    struct samgen_change change;
    struct samgen_result result;
    struct samgen_lint_settings settings = library_settings(p);
    settings.only_templates = p->job->found || p->args->if_template;
    settings.severity = p->job->settings->severity;
    if (samgen_lint_fix(p->samgen, input, &settings, &change, &p->job->fixed, &result) != SAMGEN_OK) {
        tell_result(p, &result);
        return;
    }
    if (p->args->dry_run && change.changed) {
        print_diff(p->out, change.diff);
        raise_status(p->job, SAMGEN_FINDINGS);
    } else if (change.changed && !write_fixed(p, input, &change)) {
        p->job->fixed = 0;
        return;
    }
    input->bytes = change.text;
    input->length = change.length;
}

/* ---- The whole ---- */

static void run(const struct pages *p)
{
    struct samgen_input input;
    const char *error;
    if (samgen_read_file(p->samgen, p->job->path, &input, &error) != SAMGEN_OK) {
        tell(p, SAMGEN_FAILED, error);
        return;
    }
    if (strcmp(p->job->path, "-") == 0 && p->args->stdin_filename)
        input.name = p->args->stdin_filename;
    if (p->args->fix)
        fix(p, &input);
    look(p, &input);
}

static bool open_pages(struct pages *p, size_t lengths[2])
{
    p->out = open_memstream(&p->job->out, &lengths[0]);
    p->err = p->out ? open_memstream(&p->job->err, &lengths[1]) : NULL;
    return p->err != NULL;
}

/* Sets an empty text to NULL. False when there was not enough memory for the text. */
static bool close_page(FILE *page, char **text)
{
    bool ok = page && fclose(page) == 0;
    if (ok && *text && **text)
        return true;
    free(*text);
    *text = NULL;
    return ok;
}

static void close_pages(struct pages *p)
{
    bool ok = close_page(p->out, &p->job->out);
    ok = close_page(p->err, &p->job->err) && ok;
    if (ok)
        return;
    raise_status(p->job, SAMGEN_FAILED);
    report_error("not enough memory for the messages about \"%s\"", p->job->path ? p->job->path : "");
}

void run_lint_job(const struct lint_args *args, struct samgen *samgen, struct lint_job *job)
{
    size_t lengths[2];
    struct pages p = {.args = args, .samgen = samgen, .job = job};
    if (open_pages(&p, lengths))
        run(&p);
    close_pages(&p);
    samgen_release(samgen);
}

void set_lint_message(const struct lint_args *args, struct lint_job *job, enum samgen_status status,
                      const char *message)
{
    size_t lengths[2];
    struct pages p = {.args = args, .job = job};
    if (open_pages(&p, lengths))
        tell(&p, status, message);
    raise_status(job, status);
    close_pages(&p);
    job->finished = true;
}

void free_lint_job(struct lint_job *job)
{
    free_paths(&job->nested);
    free(job->path);
    free(job->out);
    free(job->err);
    *job = (struct lint_job){0};
}
