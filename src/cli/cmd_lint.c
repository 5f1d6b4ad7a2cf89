#include "cli/default_template.h"
#include "cli/lint_files.h"
#include "cli/lint_pool.h"
#include "cli/lint_settings.h"
#include "cli/options.h"
#include "cli/out_lint.h"
#include "cli/path_list.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/file_set.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TWICE "standard input is read already; only one of the files can be -"
#define UNFIXABLE "--fix cannot write to standard input; add --dry-run to print the change"

#define FEW_FILES 20 /* are checked before anyone can read a progress bar */
#define JOBS_MOST 256

static const struct option_word form_words[] = {{"text", LINT_TEXT},
                                                {"json", LINT_JSON},
                                                {"jsonl", LINT_JSON_LINES},
                                                {"sarif", LINT_SARIF},
                                                {"github", LINT_GITHUB},
                                                {"junit", LINT_JUNIT},
                                                {0}};
static const struct option_word severity_words[] = {{.name = "error"}, {.name = "warning"}, {.name = "info"}, {0}};
static const struct option_word fail_words[] = {{"error", LINT_FAIL_ERROR},
                                                {"warning", LINT_FAIL_WARNING},
                                                {"info", LINT_FAIL_INFO},
                                                {"none", LINT_FAIL_NONE},
                                                {0}};

static const struct option_row options[] = {
    {.name = "format",
     WORD_IN(struct lint_args, form, enum lint_form),
     .words = form_words,
     .title = "how to write the findings; jsonl: JSON, one line a finding"},
    {.name = "select",
     TEXTS_IN(struct lint_args, select),
     .value = "CODE[,CODE]",
     .title = "report only these codes; SG2 stands for all codes that begin with it"},
    {.name = "ignore",
     TEXTS_IN(struct lint_args, ignore),
     .value = "CODE[,CODE]",
     .title = "do not report these codes, selected or not"},
    {.name = "severity",
     TEXT_IN(struct lint_args, severity),
     .words = severity_words,
     .title = "show only findings of this severity or worse (default warning; info with json and jsonl)"},
    {.name = "fail-on",
     WORD_IN(struct lint_args, fail_on, enum lint_fail),
     .words = fail_words,
     .title = "exit with 1 for findings of this severity or worse, shown or not (default warning)"},
    {.name = "baseline",
     TEXT_IN(struct lint_args, baseline),
     .value = "FILE",
     .title = "do not report the findings in FILE, which an earlier run wrote with --format json"},
    {.name = "files-from",
     TEXT_IN(struct lint_args, files_from),
     .value = "FILE",
     .title = "check the files and folders that FILE names, one a line (- for standard input)"},
    {.name = "exclude",
     TEXTS_IN(struct lint_args, exclude),
     .value = "PATTERN",
     .title = "pass over files of folders that match, as a line of a .gitignore in the current folder would"},
    {.name = "if-template",
     SWITCH_IN(struct lint_args, if_template),
     .title = "pass over named files that are neither a template nor a policy document"},
    {.name = "config",
     TEXT_IN(struct lint_args, config),
     .value = "FILE",
     .title = "read the settings from FILE instead of searching for .samgen.yaml"},
    {.name = "stdin-filename",
     TEXT_IN(struct lint_args, stdin_filename),
     .value = "NAME",
     .title = "the file name of standard input: for the findings, and to find its .samgen.yaml"},
    {.name = "list-rules",
     SWITCH_IN(struct lint_args, list_rules),
     .title = "print the codes, severities and titles of all rules (--format json: their explanations too)"},
    SCHEMA_OPTION(struct lint_args, schema, "print the JSON Schema of a .samgen.yaml, for editors"),
    {.name = "jobs",
     NUMBER_IN(struct lint_args, jobs),
     .value = "N",
     .unit = "threads",
     .least = 1,
     .most = JOBS_MOST,
     .title = "check N files at a time (default: the number of processors)"},
    {.name = "fix", SWITCH_IN(struct lint_args, fix), .title = "write the fixes that are certain into the files"},
    DRY_RUN_OPTION(struct lint_args, dry_run),
    {0},
};

/* A run of lint, from the first file to the last. */
struct run {
    const struct lint_args *args;
    struct lint_settings settings;
    struct samgen_lint_frame frame;
    struct lint_pool *pool;
    struct progress progress;
    struct file_set *seen;   /* the files so far: --fix must not write one twice, and a nested stack may be named too */
    struct path_list nested; /* the templates of nested stacks in what was printed */
    int write_error;         /* errno, when standard output failed */
    enum samgen_status status;   /* of what was printed */
    bool faulty;                 /* the settings are; no more files are checked */
    bool begun, any, stdin_used; /* the frame is open; it has findings; "-" was read already */
    struct lint_counts counts;
    size_t done;
};

/* ---- Printing ---- */

static bool in_frame(const struct run *r)
{
    return r->args->form != LINT_TEXT && !r->args->dry_run;
}

static void begin(struct run *r)
{
    if (!r->begun && in_frame(r))
        fputs(r->frame.begin, stdout);
    r->begun = true;
}

static void print_out(struct run *r, const char *text)
{
    if (in_frame(r))
        fputs(r->any ? r->frame.between : r->frame.first, stdout);
    fputs(text, stdout);
    if (fflush(stdout) != 0)
        r->write_error = errno;
    r->any = true;
}

static bool print_job(void *context, const struct lint_job *job)
{
    struct run *r = context;
    begin(r);
    if (job->err || job->out)
        clear_progress(&r->progress);
    if (job->err)
        fputs(job->err, stderr);
    if (job->out)
        print_out(r, job->out);
    for (size_t i = 0; i < sizeof job->counts / sizeof *job->counts; i++)
        r->counts.findings[i] += job->counts[i];
    r->counts.fixed += job->fixed;
    r->done += job->path != NULL;
    r->counts.hidden += job->hidden;
    r->counts.passed_over += job->passed_over;
    r->counts.templates += job->path && !job->passed_over && job->kind == SAMGEN_LINT_TEMPLATE;
    r->counts.policies += job->path && !job->passed_over && job->kind == SAMGEN_LINT_POLICY;
    r->status = job->status > r->status ? job->status : r->status;
    for (size_t i = 0; i < job->nested.count; i++)
        add_path(&r->nested, job->nested.items[i]);
    draw_progress(&r->progress, r->done);
    return !ferror(stdout);
}

static void end(struct run *r)
{
    begin(r);
    if (!in_frame(r))
        return;
    if (r->any)
        fputs(r->frame.last, stdout);
    fputs(r->frame.end, stdout);
}

/* ---- Files ---- */

static void add_message(void *context, enum samgen_status status, const char *message)
{
    struct run *r = context;
    struct lint_job job = {0};
    set_lint_message(r->args, &job, status, message);
    (void)add_lint_job(r->pool, &job);
}

static void pass_over(void *context, const char *path)
{
    struct run *r = context;
    (void)path;
    r->counts.ignored++;
}

/* The name by which the settings of a file are found. */
static const char *settings_name(const struct run *r, const char *path)
{
    return strcmp(path, "-") == 0 && r->args->stdin_filename ? r->args->stdin_filename : path;
}

static bool add_checked(struct run *r, const char *path, bool found)
{
    struct lint_job job = {
        .path = strdup(path), .found = found, .settings = lint_settings_for(&r->settings, settings_name(r, path))};
    r->faulty = r->faulty || !job.settings || !job.path;
    bool excluded = !r->faulty && found && is_lint_excluded(&r->settings, job.settings, path);
    if (!r->faulty && !excluded)
        return add_lint_job(r->pool, &job);
    r->counts.ignored += excluded;
    free_lint_job(&job);
    return !r->faulty;
}

static bool add_file(void *context, const char *path, bool found)
{
    struct run *r = context;
    bool is_stdin = strcmp(path, "-") == 0;
    if (is_stdin && (r->stdin_used || (r->args->fix && !r->args->dry_run))) {
        add_message(r, SAMGEN_BAD_INPUT, r->stdin_used ? TWICE : UNFIXABLE);
        return true;
    }
    r->stdin_used = r->stdin_used || is_stdin;
    bool is_new = is_stdin || add_file_once(&r->seen, path, r->args->fix);
    if (r->args->fix && !is_new)
        return true;
    return add_checked(r, path, found);
}

static bool each_word(const struct lint_args *args, const struct file_sink *sink)
{
    bool more = !args->files_from || each_listed_file(sink, args->files_from);
    for (size_t i = 0; i < args->common.word_count && more; i++)
        more = each_file(sink, args->common.words[i]);
    return more;
}

static bool count_file(void *context, const char *path, bool found)
{
    (void)path;
    (void)found;
    ++*(size_t *)context;
    return true;
}

static void count_nothing(void *context, const char *path)
{
    (void)context;
    (void)path;
}

static void say_nothing(void *context, enum samgen_status status, const char *message)
{
    (void)context;
    (void)status;
    (void)message;
}

/* Counts the files only when the progress bar can be seen. */
static void start_progress(struct run *r)
{
    const struct file_sink sink = {count_file, count_nothing, say_nothing, &r->progress.total};
    bool listed = r->args->files_from != NULL; /* it may be a pipe, which can be read only once */
    r->progress.unit = "files";
    if (r->args->common.quiet || !can_show_progress())
        return;
    if (!listed)
        each_word(r->args, &sink);
    r->progress.shown = listed || r->progress.total > FEW_FILES;
}

/* ---- The command ---- */

static size_t thread_count(const struct lint_args *args)
{
    return args->jobs ? args->jobs : processor_count(JOBS_MOST);
}

static size_t count_stdin(const struct lint_args *args)
{
    size_t count = 0;
    for (size_t i = 0; i < args->common.word_count; i++)
        count += strcmp(args->common.words[i], "-") == 0;
    return count;
}

static bool check_words(struct run *r)
{
    const struct lint_args *args = r->args;
    size_t asked = count_stdin(args);
    r->stdin_used = args->files_from && strcmp(args->files_from, "-") == 0;
    if (asked + r->stdin_used > 1)
        report_error(TWICE);
    else if (asked && args->fix && !args->dry_run)
        report_error(UNFIXABLE);
    else if (args->dry_run && !args->fix)
        report_error("--dry-run prints the change of --fix; give both");
    else
        return true;
    return false;
}

static bool run_pool(struct run *r)
{
    r->pool = new_lint_pool(r->args, thread_count(r->args), print_job, r);
    if (!r->pool)
        report_error("not enough memory for so many threads; give fewer with --jobs");
    return r->pool != NULL;
}

/* Adds the templates of nested stacks that are files and were not checked. */
static void add_nested_files(struct run *r)
{
    struct path_list nested = r->nested;
    r->nested = (struct path_list){0};
    for (size_t i = 0; i < nested.count; i++) {
        struct stat st;
        bool is_file = stat(nested.items[i], &st) == 0 && S_ISREG(st.st_mode);
        if (is_file && add_file_once(&r->seen, nested.items[i], r->args->fix))
            (void)add_checked(r, nested.items[i], true);
    }
    free_paths(&nested);
}

#define NESTED_DEEP 8 /* stacks within stacks */

static enum samgen_status look(struct run *r)
{
    const struct file_sink sink = {add_file, pass_over, add_message, r};
    if (in_frame(r))
        samgen_lint_frame(r->args->common.samgen, lint_format(r->args->form), &r->frame);
    start_progress(r);
    if (!run_pool(r))
        return SAMGEN_FAILED;
    (void)each_word(r->args, &sink);
    finish_lint_pool(r->pool);
    for (int depth = 0; depth < NESTED_DEEP && r->nested.count && run_pool(r); depth++) {
        add_nested_files(r);
        finish_lint_pool(r->pool);
    }
    clear_progress(&r->progress);
    if (!r->faulty || r->begun)
        end(r);
    if (r->faulty)
        return SAMGEN_BAD_INPUT;
    print_lint_counts(r->args, &r->counts, r->status);
    return r->status;
}

static enum samgen_status run(struct args *args)
{
    struct run r = {.args = (struct lint_args *)args};
    if (r.args->list_rules) {
        print_lint_rules(r.args);
        return SAMGEN_OK;
    }
    if (r.args->schema) {
        fputs(samgen_schema(r.args->common.samgen, SAMGEN_SCHEMA_SETTINGS), stdout);
        return SAMGEN_OK;
    }
    if (!check_words(&r))
        return SAMGEN_BAD_INPUT;
    enum samgen_status status = args->word_count || r.args->files_from ? SAMGEN_OK : add_default_template(args, "lint");
    if (status != SAMGEN_OK)
        return status;
    status = read_lint_settings(r.args, &r.settings);
    if (status == SAMGEN_OK)
        status = look(&r);
    free_lint_settings(&r.settings);
    free_file_set(r.seen);
    free_paths(&r.nested);
    if (r.write_error)
        errno = r.write_error; /* for the message about it */
    return status;
}

const struct command command_lint = {
    .name = "lint",
    .arguments = "[FILE|DIR ...]",
    .title = "find IAM mistakes in templates and policy documents",
    .details =
        "In a folder it checks each *.yaml, *.yml, *.json and *.template that is a SAM or CloudFormation template,\n"
        "but not hidden folders, node_modules and links. It passes over cdk.out, what git ignores and what\n"
        "--exclude or a .samgen.yaml excludes; the last line counts that. A file that is named is always checked,\n"
        "also when it is one IAM policy document; if it is neither, that is a finding (SG004). - is standard input.\n"
        "Without FILE it is the template that samconfig.toml names, or template.yaml, template.yml or\n"
        "template.json in the current folder.\n"
        "`samgen help SG201` explains a code.\n\n"
        "Exit status: 1 for errors and warnings (see --fail-on); 2 when an option or a .samgen.yaml is wrong; 3 when "
        "a\n"
        "file cannot be read, but the other files are checked. A text that is neither YAML nor JSON, or is longer "
        "than\n"
        "1 MiB, is a finding (SG001); in a folder only if it looks like a template, otherwise a note.\n\n"
        "A comment `# samgen: ignore SG201, SG3` suppresses these findings on its line, or on the next line when the\n"
        "comment stands alone; without codes it suppresses all. A .samgen.yaml in the folder of a file or above it,\n"
        "within its git repository or the current folder, sets what the command line does not set:\n\n"
        "  lint: {select: [SG2, SG301], ignore: [SG107], severity: warning, exclude: [generated/]}\n\n"
        "--fix writes the fixes that are certain, and reports the other findings.",
    .words = (size_t)-1,
    .options = options,
    .size = sizeof(struct lint_args),
    .run = run,
};
