#include "cli/bindings.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/out_denial.h"
#include "cli/progress.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE (256 * 1024) /* bytes that are read in one go */

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static const char *input_path(const struct args *args)
{
    return args->word_count ? args->words[0] : "-";
}

static bool check_words(const struct args *args)
{
    bool writes = args->apply || args->dry_run;
    if (args->template_path && !args->function)
        report_error("--template needs --function, the function whose role was denied");
    else if (args->function && !args->template_path)
        report_error("--function needs --template, the template that has the function");
    else if ((args->region || args->said_count) && !args->template_path)
        report_error("--region and --set need --template, the template that is deployed");
    else if (writes && !args->template_path)
        report_error("%s needs --template and --function, where the fix is to be written",
                     args->apply ? "--apply" : "--dry-run");
    else if (args->dry_run && args->answer == ANSWER_JSON)
        report_error("--dry-run prints a diff, and --format json something else; give one of them");
    else if (is_stdin(args->template_path))
        report_error("--template: standard input is what is read for denials; give a file");
    else
        return true;
    return false;
}

/* ---- Reading ---- */

/* How far the reading of a file of known size is, in MiB. */
static struct progress start_progress(const struct args *args, FILE *file)
{
    struct stat st;
    bool known = fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode);
    return (struct progress){
        .shown = !args->quiet && can_show_progress(), .unit = "MiB", .total = known ? (size_t)st.st_size >> 20 : 0};
}

/* What PowerShell writes with ">": no word of it would be found. */
static bool is_utf16(const char *bytes, size_t length)
{
    return length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0);
}

static enum samgen_status read_all(struct args *args, FILE *file, struct samgen_diagnosis *diagnosis)
{
    char *piece = malloc(PIECE);
    struct progress progress = start_progress(args, file);
    size_t n, done = 0;
    while (piece && (n = fread(piece, 1, PIECE, file)) > 0) {
        if (done == 0 && is_utf16(piece, n)) {
            free(piece);
            report_error("%s: the text is UTF-16; make it UTF-8 first: iconv -f UTF-16 -t UTF-8",
                         is_stdin(input_path(args)) ? "standard input" : input_path(args));
            return SAMGEN_BAD_INPUT;
        }
        samgen_diagnose_take(diagnosis, piece, n);
        done += n;
        draw_progress(&progress, done >> 20);
    }
    clear_progress(&progress);
    free(piece);
    if (piece && !ferror(file))
        return SAMGEN_OK;
    report_error("cannot read %s: %s", is_stdin(input_path(args)) ? "standard input" : input_path(args),
                 strerror(errno));
    return SAMGEN_FAILED;
}

static enum samgen_status read_input(struct args *args, struct samgen_diagnosis *diagnosis)
{
    const char *path = input_path(args);
    FILE *file = is_stdin(path) ? stdin : fopen(path, "rb");
    if (!file) {
        report_error("cannot read %s: %s", path, strerror(errno));
        return SAMGEN_FAILED;
    }
    enum samgen_status status = read_all(args, file, diagnosis);
    if (file != stdin)
        fclose(file);
    return status;
}

static enum samgen_status begin(struct args *args, struct samgen_diagnosis **diagnosis)
{
    struct samgen_result result;
    struct samgen_template_settings settings = {.region = args->region, .function = args->function};
    if (!read_template(args))
        return SAMGEN_FAILED;
    if (!read_bindings(args, &settings))
        return SAMGEN_BAD_INPUT;
    enum samgen_status status = samgen_diagnose_begin(args->samgen, args->template_path ? &args->template : NULL,
                                                      &settings, diagnosis, &result);
    report_findings(args, &result);
    free_bindings(&settings);
    return status;
}

/* ---- Writing the fixes ---- */

static enum samgen_status replace_template(struct args *args, const struct samgen_change *change)
{
    const char *error;
    const struct samgen_replacement file = {.path = args->template_path,
                                            .read = args->template.bytes,
                                            .read_length = args->template.length,
                                            .bytes = change->text,
                                            .length = change->length};
    enum samgen_status status = samgen_replace_files(args->samgen, &file, 1, &error);
    if (status != SAMGEN_OK)
        report_error("%s", error);
    return status;
}

/* What the fixes of the function's role make of the template; `*text` stays NULL when there are none. */
static enum samgen_status make_change(struct args *args, const struct samgen_denials *denials,
                                      struct samgen_change *change)
{
    struct samgen_result result;
    struct samgen_settings settings = args->settings;
    struct samgen_grant *grants = calloc(denials->count + 1, sizeof *grants);
    enum samgen_status status = SAMGEN_OK;
    size_t count = 0;
    *change = (struct samgen_change){0};
    settings.style = SAMGEN_STYLE_INLINE; /* as the fix is printed */
    for (size_t i = 0; grants && i < denials->count; i++)
        if (denials->items[i].grant)
            grants[count++] = *denials->items[i].grant;
    if (!grants) {
        report_error("no memory for the fixes");
        status = SAMGEN_FAILED;
    } else if (count) {
        status = samgen_apply(args->samgen, &args->template, args->function, grants, count, &settings, change, &result);
        report_findings(args, &result);
    } else if (!args->quiet) {
        fprintf(stderr, "samgen: nothing to write: no denial can be mended in the role of %s\n", args->function);
    }
    free(grants);
    return status;
}

static void print_all(struct args *args, const struct samgen_denials *denials)
{
    if (args->answer == ANSWER_JSON)
        fputs(samgen_diagnose_json(args->samgen, denials), stdout);
    else if (!args->dry_run)
        print_denials(args, denials);
    if (denials->unkept && !args->quiet)
        fprintf(stderr, "samgen: %zu further denials are not shown; %d different ones are kept\n", denials->unkept,
                SAMGEN_DENIALS_MOST);
}

static enum samgen_status finish(struct args *args, struct samgen_diagnosis *diagnosis)
{
    struct samgen_denials denials;
    struct samgen_change change = {0};
    enum samgen_status status = samgen_diagnose_end(diagnosis, &denials);
    enum samgen_status changed = args->apply || args->dry_run ? make_change(args, &denials, &change) : SAMGEN_OK;
    if (changed != SAMGEN_OK)
        return changed;
    print_all(args, &denials);
    if (args->dry_run && change.diff)
        fputs(change.diff, stdout);
    if (args->apply && !args->dry_run && change.changed)
        changed = replace_template(args, &change);
    return changed != SAMGEN_OK ? changed : status;
}

static enum samgen_status run(struct args *args)
{
    struct samgen_diagnosis *diagnosis;
    if (!check_words(args))
        return SAMGEN_BAD_INPUT;
    enum samgen_status status = begin(args, &diagnosis);
    if (status == SAMGEN_OK)
        status = read_input(args, diagnosis);
    return status == SAMGEN_OK ? finish(args, diagnosis) : status;
}

const struct command command_diagnose = {
    .name = "diagnose",
    .arguments = "[FILE]",
    .title = "say what was denied in a text, which place to mend, and the fix",
    .details =
        "Reads FILE or standard input: an error message, a log, an event of CloudFormation, a record of CloudTrail,\n"
        "as it comes out of any tool. Says of each denial what was denied to whom, in which place the permission is\n"
        "missing, and prints what to add there. What a Deny denies gets no Allow.\n\n"
        "With --template and --function the role of that function is asked: whether it allows the request already,\n"
        "or which line allows nearly this. --apply writes the fixes of its role into the template, as `samgen apply`\n"
        "does, and --dry-run prints that change.\n"
        "The exit status is 1 when there is a denial or another place to mend, such as the network, and else 0.",
    .words = 1,
    .scopes = DIAGNOSES,
    .run = run,
};
