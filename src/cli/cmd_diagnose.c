#include "cli/bindings.h"
#include "cli/options.h"
#include "cli/out_denial.h"
#include "cli/packed_text.h"
#include "cli/progress.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PIECE (256 * 1024) /* bytes read at a time */

struct diagnose_args {
    struct args common;
    struct samgen_template_settings settings; /* of the template */
    const char *template_path, *managed_policies;
    struct texts set;
    enum diagnose_form { DIAGNOSE_TEXT, DIAGNOSE_JSON, DIAGNOSE_JSON_LINES } form;
    bool apply, dry_run;
    struct samgen_input template;
};

static const struct option_word form_words[] = {
    {"text", DIAGNOSE_TEXT}, {"json", DIAGNOSE_JSON}, {"jsonl", DIAGNOSE_JSON_LINES}, {0}};

static const struct option_row options[] = {
    REGION_OPTION(struct diagnose_args, settings.region),
    SET_OPTION(struct diagnose_args, set),
    MANAGED_POLICIES_OPTION(struct diagnose_args, managed_policies),
    {.name = "format",
     WORD_IN(struct diagnose_args, form, enum diagnose_form),
     .words = form_words,
     .title = "how to write the denials; jsonl: JSON, one line a denial, which names the file"},
    TEMPLATE_OPTION(struct diagnose_args, template_path,
                    "look also at the role of --function, or at --role, in this template"),
    FUNCTION_OPTION(struct diagnose_args, settings.function, "the function of --template that was denied"),
    ROLE_OPTION(struct diagnose_args, settings.role, "the role of --template that was denied"),
    {.name = "apply",
     SWITCH_IN(struct diagnose_args, apply),
     .title = "write the fixes of the function's role into the template"},
    DRY_RUN_OPTION(struct diagnose_args, dry_run),
    {0},
};

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static const char *input_path(const struct args *args)
{
    return args->word_count ? args->words[0] : "-";
}

static bool check_words(const struct diagnose_args *own)
{
    bool writes = own->apply || own->dry_run;
    bool chosen = own->settings.function || own->settings.role;
    if (!check_choice(own->settings.function, own->settings.role))
        return false;
    if (own->template_path && !chosen)
        report_error("--template needs --function, the function whose request was denied, or --role");
    else if (chosen && !own->template_path)
        report_error("--%s needs --template, the template that has it", own->settings.role ? "role" : "function");
    else if ((own->settings.region || own->set.count) && !own->template_path)
        report_error("--region and --set need --template, the template that is deployed");
    else if (writes && !own->template_path)
        report_error("%s needs --template and --function or --role, to which the fix is written",
                     own->apply ? "--apply" : "--dry-run");
    else if (own->dry_run && own->form != DIAGNOSE_TEXT)
        report_error("--dry-run prints a diff, and --format %s prints JSON; give only one of them",
                     own->form == DIAGNOSE_JSON ? "json" : "jsonl");
    else if (is_stdin(own->template_path))
        report_error("--template: the denials are read from standard input; give a file");
    else
        return true;
    return false;
}

/* ---- Reading ---- */

/* The progress in MiB, for a file whose size is known. */
static struct progress start_progress(const struct args *args, FILE *file)
{
    struct stat st;
    bool known = fstat(fileno(file), &st) == 0 && S_ISREG(st.st_mode);
    return (struct progress){
        .shown = !args->quiet && can_show_progress(), .unit = "MiB", .total = known ? (size_t)st.st_size >> 20 : 0};
}

static const char *input_name(const struct args *args)
{
    return is_stdin(input_path(args)) ? "standard input" : input_path(args);
}

static void take_text(void *context, const char *bytes, size_t length)
{
    samgen_diagnose_take(context, bytes, length);
}

/* Reads all pieces. Returns NULL, or why the file has no text to read. */
static const char *read_pieces(const struct args *args, FILE *file, char *piece, struct packed_text *text)
{
    struct progress progress = start_progress(args, file);
    const char *error = NULL;
    size_t n, done = 0;
    while (!error && (n = fread(piece, 1, PIECE, file)) > 0) {
        error = done == 0 ? not_text(piece, n) : NULL;
        error = error ? error : packed_text_take(text, piece, n);
        done += n;
        draw_progress(&progress, done >> 20);
    }
    clear_progress(&progress);
    return error || ferror(file) ? error : packed_text_end(text);
}

static enum samgen_status read_all(struct args *args, FILE *file, struct samgen_diagnosis *diagnosis)
{
    char *piece = malloc(PIECE);
    struct packed_text *text = packed_text_new(take_text, diagnosis);
    const char *error = piece && text ? read_pieces(args, file, piece, text) : NULL;
    bool read = piece && text && !ferror(file);
    packed_text_free(text);
    free(piece);
    if (error)
        report_error("%s: %s", input_name(args), error);
    else if (!read)
        report_error("cannot read %s: %s", input_name(args), strerror(errno));
    return error ? SAMGEN_BAD_INPUT : read ? SAMGEN_OK : SAMGEN_FAILED;
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

static enum samgen_status begin(struct diagnose_args *own, struct samgen_diagnosis **diagnosis)
{
    struct args *args = &own->common;
    struct bindings bindings;
    struct samgen_result result;
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (!read_template(args, own->template_path, &own->template))
        return SAMGEN_FAILED;
    if (read_bindings(&own->set, &bindings)) {
        own->settings.bindings = bindings.items;
        own->settings.binding_count = bindings.count;
        status = samgen_diagnose_begin(args->samgen, own->template_path ? &own->template : NULL, &own->settings,
                                       diagnosis, &result);
        report_findings(args, &result);
    }
    free_bindings(&bindings);
    return status;
}

/* ---- Writing the fixes ---- */

/* Makes the change that the fixes of the function's role need; `*change` stays zero when there are none. */
static enum samgen_status make_change(const struct diagnose_args *own, const struct samgen_denials *denials,
                                      struct samgen_change *change)
{
    struct samgen_result result;
    const struct samgen_settings settings = {.style = SAMGEN_STYLE_INLINE, /* as the fix is printed */
                                             .role = own->settings.role};
    const struct args *args = &own->common;
    struct samgen_grant *grants = calloc(denials->count + 1, sizeof *grants);
    enum samgen_status status = SAMGEN_OK;
    size_t count = 0;
    *change = (struct samgen_change){0};
    for (size_t i = 0; grants && i < denials->count; i++)
        if (denials->items[i].grant)
            grants[count++] = *denials->items[i].grant;
    if (!grants) {
        report_error("not enough memory for the fixes");
        status = SAMGEN_FAILED;
    } else if (count) {
        status = samgen_apply(args->samgen, &own->template, own->settings.function, grants, count, &settings, change,
                              &result);
        report_findings(args, &result);
    } else if (!args->quiet) {
        report_error("nothing to write: no denial is fixed in the role%s %s", own->settings.role ? "" : " of",
                     own->settings.role ? own->settings.role : own->settings.function);
    }
    free(grants);
    return status;
}

static void print_all(const struct diagnose_args *own, const struct samgen_denials *denials)
{
    const struct args *args = &own->common;
    if (own->form == DIAGNOSE_JSON)
        fputs(samgen_diagnose_json(args->samgen, denials), stdout);
    else if (own->form == DIAGNOSE_JSON_LINES)
        fputs(samgen_diagnose_json_lines(args->samgen, denials, is_stdin(input_path(args)) ? NULL : input_path(args)),
              stdout);
    else if (!own->dry_run)
        print_denials(args, denials);
    if (denials->unkept && !args->quiet)
        fprintf(stderr, "samgen: %zu more denials are not shown; at most %d different ones are kept\n", denials->unkept,
                SAMGEN_DENIALS_MOST);
}

static enum samgen_status finish(const struct diagnose_args *own, struct samgen_diagnosis *diagnosis)
{
    struct samgen_denials denials;
    struct samgen_change change = {0};
    enum samgen_status status = samgen_diagnose_end(diagnosis, &denials);
    enum samgen_status changed = own->apply || own->dry_run ? make_change(own, &denials, &change) : SAMGEN_OK;
    if (changed != SAMGEN_OK)
        return changed;
    print_all(own, &denials);
    if (own->dry_run && change.diff)
        print_diff(stdout, change.diff);
    if (own->apply && !own->dry_run && change.changed)
        changed = write_change(&own->common, &own->template, &change);
    return changed != SAMGEN_OK ? changed : status;
}

static enum samgen_status run(struct args *args)
{
    struct diagnose_args *own = (struct diagnose_args *)args;
    struct samgen_diagnosis *diagnosis;
    if (!check_words(own))
        return SAMGEN_BAD_INPUT;
    enum samgen_status status = begin(own, &diagnosis);
    if (status == SAMGEN_OK)
        status = read_input(args, diagnosis);
    return status == SAMGEN_OK ? finish(own, diagnosis) : status;
}

const struct command command_diagnose = {
    .name = "diagnose",
    .arguments = "[FILE]",
    .title = "find the denied requests in a text, and say where the permission is missing and how to fix it",
    .details =
        "Reads FILE or standard input: an error message, a log, a CloudFormation event or CloudTrail records, as any "
        "tool\n"
        "prints them, also packed by gzip. For each denial it says what was denied to whom and where the permission is "
        "missing, and\n"
        "prints what to add there. If a Deny denies the request, it prints no Allow.\n\n"
        "With --template and --function or --role it also reads that role: does it allow the request already, or\n"
        "which line nearly allows it? --apply writes the fixes of this role into the template, as `samgen apply`\n"
        "does, and --dry-run prints that change.\n"
        "The exit status is 1 when there is a denial or another place to fix, such as the network, otherwise 0.",
    .words = 1,
    .options = options,
    .size = sizeof(struct diagnose_args),
    .run = run,
};
