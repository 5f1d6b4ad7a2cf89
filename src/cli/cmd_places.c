#include "cli/help/said.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

struct place_args {
    struct args common;
    struct samgen_settings settings;
    struct samgen_access access; /* of resource-policy */
    const char *template_path, *output;
};

static enum samgen_status finish(struct args *args, enum samgen_status status, const struct samgen_result *result)
{
    report_findings(args, result);
    return status == SAMGEN_OK ? write_result(args, ((struct place_args *)args)->output, result) : status;
}

static void print_places(struct args *args, enum samgen_place place)
{
    const struct samgen_named_item *choices;
    size_t count = samgen_places(args->samgen, place, &choices);
    for (size_t i = 0; i < count; i++)
        print_row(said(args, choices[i].name), NULL, said(args, choices[i].title));
}

/* All values of --source or --service. */
static void print_choices(struct args *args, enum samgen_place place, const char *option)
{
    putchar('\n');
    print_said(args, "--{} is one of:", option);
    print_places(args, place);
}

static void print_chosen(const struct args *args, const struct samgen_grant_info *info)
{
    char title[300];
    snprintf(title, sizeof title, "%s (%s)", info->name, said(args, info->title));
    putchar('\n');
    print_said(args, "Options of {}:", title);
    print_grant_options(args, info);
    print_list(args, "Notes:", info->notes, info->note_count);
    print_documents(args, info);
}

/* ---- invoke-permission ---- */

static const struct option_row permission_options[] = {
    FORMAT_OPTION(struct place_args, settings.format),
    INDENT_OPTION(struct place_args, settings.indent),
    PARTITION_OPTION(struct place_args, settings.partition),
    {.name = "source",
     TEXT_IN(struct place_args, common.chosen),
     .value = "SOURCE",
     .title = "what invokes the function",
     .required = true},
    TEMPLATE_OPTION(struct place_args, template_path, "check ${Id} references against this SAM template"),
    OUTPUT_OPTION(struct place_args, output),
    {0},
};

static bool describe_source(struct samgen *samgen, const char *name, struct samgen_grant_info *info)
{
    return samgen_describe_place(samgen, SAMGEN_INVOKE_PERMISSION, name, info);
}

static void print_sources(struct args *args)
{
    struct samgen_grant_info info;
    if (args->chosen && describe_source(args->samgen, args->chosen, &info))
        print_chosen(args, &info);
    else
        print_choices(args, SAMGEN_INVOKE_PERMISSION, "source");
}

static enum samgen_status run_invoke_permission(struct args *args)
{
    struct place_args *own = (struct place_args *)args;
    struct samgen_input template;
    struct samgen_result result;
    if (!read_template(args, own->template_path, &template))
        return SAMGEN_FAILED;
    own->settings.template = own->template_path ? &template : NULL;
    return finish(args, samgen_invoke_permission(args->samgen, args->grants, &own->settings, &result), &result);
}

const struct command command_invoke_permission = {
    .name = "invoke-permission",
    .arguments = "--source SOURCE",
    .title = "print the AWS::Lambda::Permission that lets a service invoke a function",
    .details =
        "Paste the output under the Resources of a template. --function takes the logical id of the function (F or\n"
        "${F}), its name (resize-image, resize-image:live) or its ARN; letters and digits alone are an id. With\n"
        "--template the ids are checked, and a bucket that depends on the permission is named by its explicit name, "
        "so\n"
        "that the two do not depend on each other. `samgen help invoke-permission` lists the sources, and\n"
        "`samgen invoke-permission --source SOURCE --help` lists the options of one.",
    .options = permission_options,
    .size = sizeof(struct place_args),
    .chooser = "source",
    .describe = describe_source,
    .run = run_invoke_permission,
    .print_more = print_sources,
};

/* ---- trust ---- */

static const struct option_row trust_options[] = {
    FORMAT_OPTION(struct place_args, settings.format),
    INDENT_OPTION(struct place_args, settings.indent),
    PARTITION_OPTION(struct place_args, settings.partition),
    {.name = "service",
     TEXT_IN(struct place_args, common.chosen),
     .value = "SERVICE",
     .title = "which service assumes the role (default lambda)"},
    OUTPUT_OPTION(struct place_args, output),
    {0},
};

static bool describe_service(struct samgen *samgen, const char *name, struct samgen_grant_info *info)
{
    return samgen_describe_place(samgen, SAMGEN_TRUST, name, info);
}

static void print_services(struct args *args)
{
    struct samgen_grant_info info;
    if (args->chosen && describe_service(args->samgen, args->chosen, &info))
        print_chosen(args, &info);
    print_choices(args, SAMGEN_TRUST, "service");
}

static enum samgen_status run_trust(struct args *args)
{
    struct place_args *own = (struct place_args *)args;
    struct samgen_result result;
    return finish(args, samgen_trust(args->samgen, args->grants, &own->settings, &result), &result);
}

const struct command command_trust = {
    .name = "trust",
    .arguments = "[--service SERVICE]",
    .title = "print the trust policy of a role: who may assume it",
    .details =
        "Paste the output into the Properties of an AWS::IAM::Role. SAM writes it for the roles that it creates.\n"
        "--source-account and --source-arn, if the service has them, limit it to your account or to one resource.",
    .options = trust_options,
    .size = sizeof(struct place_args),
    .chooser = "service",
    .initial = "lambda",
    .describe = describe_service,
    .run = run_trust,
    .print_more = print_services,
};

/* ---- resource-policy ---- */

static const struct option_row policy_options[] = {
    FORMAT_OPTION(struct place_args, settings.format),
    INDENT_OPTION(struct place_args, settings.indent),
    PARTITION_OPTION(struct place_args, settings.partition),
    {.name = "role",
     TEXT_IN(struct place_args, access.role),
     .value = "ROLE",
     .title = "who is let in: a role (ARN or ${Id}), a function's id, an account, or s3.amazonaws.com ...",
     .required = true},
    {.name = "source-arn",
     TEXT_IN(struct place_args, access.source_arn),
     .value = "ARN",
     .title = "with a service: the resource for which it acts"},
    {.name = "account",
     TEXT_IN(struct place_args, access.account),
     .value = "ACCOUNT",
     .title = "the account of the resources, when their ARNs do not contain it"},
    {.name = "bare", SWITCH_IN(struct place_args, access.bare), .title = "print only the statements, as a list"},
    TEMPLATE_OPTION(struct place_args, template_path, "check ${Id} references against this SAM template"),
    OUTPUT_OPTION(struct place_args, output),
    {0},
};

static void print_resources(struct args *args)
{
    putchar('\n');
    puts(said(args, "The other side of a grant is the policy of:"));
    print_places(args, SAMGEN_POLICY_OF_RESOURCE);
}

static enum samgen_status run_resource_policy(struct args *args)
{
    struct place_args *own = (struct place_args *)args;
    struct samgen_input template;
    struct samgen_result result;
    if (!args->grant_count) {
        report_error("say what the role needs, such as `samgen resource-policy s3-read --bucket my-bucket "
                     "--role arn:aws:iam::123456789012:role/reader`");
        return SAMGEN_BAD_INPUT;
    }
    if (!read_template(args, own->template_path, &template))
        return SAMGEN_FAILED;
    own->settings.template = own->template_path ? &template : NULL;
    enum samgen_status status =
        samgen_resource_policy(args->samgen, args->grants, args->grant_count, &own->access, &own->settings, &result);
    return finish(args, status, &result);
}

const struct command command_resource_policy = {
    .name = "resource-policy",
    .arguments = "GRANT --role ROLE",
    .title = "print the other side of a grant, for cross-account access: the policy of the bucket, key, queue or other "
             "resource",
    .details =
        "samgen resource-policy GRANT [--option value ...] [+ GRANT ...] --role ROLE [--account ACCOUNT]\n\n"
        "Paste the output under the Resources of the template with the resource; with --bare it is only the list of\n"
        "statements. Notes say whether the policy is needed: it is across accounts, and for KMS keys. If a grant has\n"
        "its own option --role, write the --role of the policy before the name of the grant.",
    .takes_grants = true,
    .options = policy_options,
    .size = sizeof(struct place_args),
    .run = run_resource_policy,
    .print_more = print_resources,
};
