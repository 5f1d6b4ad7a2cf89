#include "cli/lint_job.h"

#include "cli/report.h"

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

static void print_findings(const struct pages *p, const struct samgen_lint_report *report)
{
    static const enum samgen_lint_format formats[] = {
        [LINT_JSON] = SAMGEN_LINT_JSON, [LINT_SARIF] = SAMGEN_LINT_SARIF, [LINT_GITHUB] = SAMGEN_LINT_GITHUB};
    enum lint_form form = p->args->form;
    for (size_t i = 0; i < report->finding_count; i++) {
        p->job->counts[report->findings[i].severity]++;
        if (form == LINT_TEXT && !p->args->dry_run)
            print_lint_finding(&p->args->common, p->out, &report->findings[i]);
    }
    if (p->job->counts[SAMGEN_ERROR] + p->job->counts[SAMGEN_WARNING])
        raise_status(p->job, SAMGEN_FINDINGS);
    const char *text =
        form == LINT_TEXT || p->args->dry_run ? NULL : samgen_lint_write(p->samgen, formats[form], report);
    if (text)
        fputs(text, p->out);
}

/* A file that was found in a folder may not be a template: if it cannot be read, that is only a note. */
static void look(const struct pages *p, const struct samgen_input *input)
{
    struct samgen_lint_report report;
    struct samgen_result result;
    struct samgen_lint_settings settings = *p->job->settings;
    settings.only_templates = p->job->found;
    if (samgen_lint(p->samgen, input, &settings, &report, &result) != SAMGEN_OK) {
        tell_result(p, &result);
        return;
    }
    p->job->is_template = report.is_template || !p->job->found;
    if (p->job->is_template) {
        print_findings(p, &report);
    } else if (report.finding_count && !p->args->common.quiet) {
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
    if (samgen_replace_files(p->samgen, &file, 1, &error) == SAMGEN_OK)
        return true;
    tell(p, SAMGEN_FAILED, error);
    return false;
}

/* Makes the fixes, and replaces the text of `input`. */
static void fix(const struct pages *p, struct samgen_input *input)
{
    struct samgen_change change;
    struct samgen_result result;
    struct samgen_lint_settings settings = *p->job->settings;
    settings.only_templates = p->job->found;
    if (samgen_lint_fix(p->samgen, input, &settings, &change, &p->job->fixed, &result) != SAMGEN_OK) {
        tell_result(p, &result);
        return;
    }
    if (p->args->dry_run && change.changed) {
        fputs(change.diff, p->out);
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
    report_error("not enough memory for the messages about %s", p->job->path ? p->job->path : "a file");
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
    free(job->path);
    free(job->out);
    free(job->err);
    *job = (struct lint_job){0};
}
