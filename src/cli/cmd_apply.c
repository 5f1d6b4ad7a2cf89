#include "cli/default_template.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/stop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct apply_args {
    struct args common;
    struct samgen_settings settings;
    const char *function, *spec;
    bool dry_run, check;
};

static const struct option_row options[] = {
    STYLE_OPTION(struct apply_args, settings.style),
    NO_KMS_OPTION(struct apply_args, settings.no_kms, NO_TEMPLATE_KEYS),
    PARTITION_OPTION(struct apply_args, settings.partition),
    FUNCTION_OPTION(struct apply_args, function, "only this function"),
    ROLE_OPTION(struct apply_args, settings.role, "the role of the template that gets the grants"),
    {.name = "spec",
     TEXT_IN(struct apply_args, spec),
     .value = "SPEC",
     .title = "write what each function of this spec needs"},
    DRY_RUN_OPTION(struct apply_args, dry_run),
    {.name = "check",
     SWITCH_IN(struct apply_args, check),
     .title = "write nothing; exit with 1 when there is something to change"},
    {0},
};

static enum samgen_status check_words(struct apply_args *own)
{
    struct args *args = &own->common;
    const char *template = args->word_count ? args->words[0] : "template.yaml";
    const char *option = own->settings.role ? "role" : "function", *id = own->settings.role;
    id = id ? id : own->function;
    if (!check_choice(own->function, own->settings.role))
        return SAMGEN_BAD_INPUT;
    if (strcmp(template, "-") == 0)
        report_error("apply edits a file, so it cannot read standard input; give the path of the template");
    else if (own->spec && args->grant_count)
        report_error("apply takes --spec or grants, not both");
    else if (own->spec && own->settings.role)
        report_error("a spec is for functions; leave out --role, or give the grants here instead of --spec");
    else if (own->spec)
        return SAMGEN_OK;
    else if (!id)
        report_error("apply needs --function, the function that gets the grants, or --role");
    else if (!args->grant_count)
        report_error("say what %s needs, such as `samgen apply %s --%s %s s3-read --bucket my-bucket`", id, template,
                     option, id);
    else
        return args->word_count ? SAMGEN_OK : add_default_template(args, "apply");
    return SAMGEN_BAD_INPUT;
}

/* The templates to edit, with their changes: one, or those of a spec. */
struct edits {
    struct samgen_spec_template *items;
    size_t count;
};

static enum samgen_status read_templates(struct apply_args *own, struct edits *edits)
{
    struct args *args = &own->common;
    const char *given = args->word_count ? args->words[0] : NULL;
    bool used = false;
    enum samgen_status status = SAMGEN_OK;
    for (size_t i = 0; i < edits->count && status == SAMGEN_OK; i++) {
        const char *path = edits->items[i].said ? edits->items[i].text.name : given;
        used = used || !edits->items[i].said;
        if (!path) {
            status = add_default_template(args, "a function without the key `template`");
            path = args->word_count ? args->words[0] : NULL;
        }
        if (path)
            status = read_named_file(args, path, &edits->items[i].text);
    }
    if (status != SAMGEN_OK || !given || used || !edits->count || own->function)
        return status;
    report_error("each function of %s has its own `template`, so no function uses %s; leave it out", own->spec, given);
    return SAMGEN_BAD_INPUT;
}

static enum samgen_status apply_spec(struct apply_args *own, struct edits *edits)
{
    struct args *args = &own->common;
    struct samgen_input spec;
    struct samgen_result result;
    enum samgen_status status = read_named_file(args, own->spec, &spec);
    if (status != SAMGEN_OK)
        return status;
    status = samgen_spec_templates(args->samgen, &spec, own->function, &edits->items, &edits->count, &result);
    if (status != SAMGEN_OK)
        report_findings(args, &result);
    else
        status = read_templates(own, edits);
    if (status != SAMGEN_OK)
        return status;
    status = samgen_apply_spec(args->samgen, &spec, own->function, edits->items, edits->count, &own->settings, &result);
    report_findings(args, &result);
    return status;
}

static enum samgen_status apply_grants(struct apply_args *own, struct edits *edits)
{
    struct args *args = &own->common;
    struct samgen_result result;
    struct samgen_spec_template *one = &edits->items[0];
    enum samgen_status status = read_named_file(args, args->words[0], &one->text);
    if (status != SAMGEN_OK)
        return status;
    status = samgen_apply(args->samgen, &one->text, own->function, args->grants, args->grant_count, &own->settings,
                          &one->change, &result);
    report_findings(args, &result);
    return status;
}

static enum samgen_status write_files(struct args *args, const struct samgen_replacement *files, size_t count)
{
    const char *error;
    begin_writing();
    enum samgen_status status = samgen_replace_files(args->samgen, files, count, &error);
    end_writing();
    if (status != SAMGEN_OK)
        report_error("%s", error);
    return status;
}

static enum samgen_status write_changes(struct args *args, const struct edits *edits)
{
    struct samgen_replacement *files = calloc(edits->count, sizeof *files);
    size_t count = 0;
    if (!files)
        return SAMGEN_FAILED;
    for (size_t i = 0; i < edits->count; i++) {
        const struct samgen_spec_template *one = &edits->items[i];
        if (one->change.changed)
            files[count++] = (struct samgen_replacement){.path = one->text.name,
                                                         .read = one->text.bytes,
                                                         .read_length = one->text.length,
                                                         .bytes = one->change.text,
                                                         .length = one->change.length};
    }
    enum samgen_status status = write_files(args, files, count);
    free(files);
    return status;
}

static enum samgen_status run(struct args *args)
{
    struct apply_args *own = (struct apply_args *)args;
    struct samgen_spec_template one = {0};
    struct edits edits = {.items = &one, .count = 1};
    bool changed = false;
    enum samgen_status status = check_words(own);
    if (status != SAMGEN_OK)
        return status;
    status = own->spec ? apply_spec(own, &edits) : apply_grants(own, &edits);
    if (status != SAMGEN_OK)
        return status;
    for (size_t i = 0; i < edits.count; i++) {
        changed = changed || edits.items[i].change.changed;
        if (own->dry_run)
            print_diff(stdout, edits.items[i].change.diff);
    }
    if (own->check && changed)
        return SAMGEN_FINDINGS;
    return own->dry_run || own->check || !changed ? SAMGEN_OK : write_changes(args, &edits);
}

const struct command command_apply = {
    .name = "apply",
    .arguments = "[TEMPLATE]",
    .title = "write grants into the Policies or the role of a function, and change nothing else",
    .details =
        "samgen apply [TEMPLATE] --function F GRANT [--option value ...] [+ GRANT ...]\n"
        "samgen apply [TEMPLATE] --role R GRANT [--option value ...] [+ GRANT ...]\n"
        "samgen apply [TEMPLATE] --spec SPEC [--function F]\n\n"
        "Without Role, SAM creates the role of a function from its Policies, so the grants are written there. If Role "
        "is\n"
        "an AWS::IAM::Role of the template, or with --role, they are written into that role: managed policies into\n"
        "ManagedPolicyArns, statements into Policies. A note says which other functions share the role.\n"
        "Comments, quotes, order and line ends of the file do not change. What the role allows already, and what SAM\n"
        "adds by itself, is left out with a note. The file is replaced as a whole, or not at all.\n"
        "--dry-run prints the change as a unified diff and writes nothing. --check writes nothing, and exits with 1\n"
        "when there is something to change. In a spec each function can name its template by a path relative to the\n"
        "spec; all files are replaced, or none.\n\n" DEFAULT_TEMPLATE_DETAILS,
    .words = 1,
    .words_optional = true,
    .takes_grants = true,
    .options = options,
    .size = sizeof(struct apply_args),
    .run = run,
};
