#include "cli/check_policies.h"
#include "cli/check_spec.h"
#include "cli/default_template.h"
#include "cli/lines.h"
#include "cli/options.h"
#include "cli/out_check.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_account(struct args *args, const struct option_row *row, const char *value)
{
    (void)args;
    if (strlen(value) == 12 && strspn(value, "0123456789") == 12)
        return true;
    report_error("--%s: \"%s\" is not an account, which has 12 digits", row->name, value);
    return false;
}

static const struct option_word form_words[] = {
    {"text", CHECK_TEXT}, {"json", CHECK_JSON}, {"junit", CHECK_JUNIT}, {0}};

static const struct option_row options[] = {
    FUNCTION_OPTION(struct check_args, settings.function, "the function of --template whose role decides"),
    ROLE_OPTION(struct check_args, settings.role, "the role of --template that decides"),
    REGION_OPTION(struct check_args, settings.region),
    SET_OPTION(struct check_args, set),
    MANAGED_POLICIES_OPTION(struct check_args, managed_policies),
    TEMPLATE_OPTION(struct check_args, template_path,
                    "decide with the role of --function, or with --role, in this template"),
    {.name = "policy",
     TEXTS_IN(struct check_args, policies),
     .value = "FILE",
     .title = "an identity policy of the caller, IAM JSON or YAML"},
    {.name = "boundary",
     TEXT_IN(struct check_args, boundary),
     .value = "FILE",
     .once = true,
     .title = "the permissions boundary of the caller"},
    {.name = "resource-policy",
     TEXT_IN(struct check_args, resource_policy),
     .value = "FILE",
     .once = true,
     .title = "the policy of the resource, such as a bucket, key or trust policy"},
    {.name = "scp",
     TEXTS_IN(struct check_args, scps),
     .value = "FILE",
     .title = "a service control policy; each one is a level"},
    {.name = "principal",
     TEXT_IN(struct check_args, principal),
     .value = "ARN",
     .title = "the caller: a role, a role session, a user or a service (default: a role of the account)"},
    {.name = "resource-account",
     TEXT_IN(struct check_args, resource_account),
     .value = "ACCOUNT",
     .title = "the owner of the resource, when its ARN has no account (default: the caller's account)",
     .check = is_account},
    {.name = "context",
     TEXTS_IN(struct check_args, context),
     .value = "KEY=VALUE",
     .title = "a condition key of the request; the same key again adds a value"},
    {.name = "requests",
     TEXT_IN(struct check_args, requests),
     .value = "FILE",
     .title = "decide all requests of FILE, one JSON object a line (- for standard input)"},
    {.name = "spec",
     TEXT_IN(struct check_args, spec),
     .value = "SPEC",
     .title = "decide what the functions of this spec expect"},
    {.name = "why", SWITCH_IN(struct check_args, why), .title = "say for each statement why it does not match"},
    {.name = "format",
     WORD_IN(struct check_args, form, enum check_form),
     .words = form_words,
     .title = "how to write the answer (--requests: json; junit is for --spec)"},
    {0},
};

static enum samgen_detail detail_of(const struct check_args *own)
{
    return own->why ? SAMGEN_DECISION_AND_WHY : SAMGEN_DECISION;
}

static enum samgen_status answer_in_json(const struct check_args *own, struct samgen_check *check,
                                         const struct samgen_request *request)
{
    struct samgen_result result;
    enum samgen_status status = samgen_check_json(check, request, detail_of(own), &result);
    report_findings(&own->common, &result);
    if (result.text)
        fwrite(result.text, 1, result.length, stdout);
    return status;
}

static enum samgen_status answer_in_text(const struct check_args *own, struct samgen_check *check,
                                         const struct samgen_request *request)
{
    struct samgen_result result;
    struct samgen_decision decision;
    enum samgen_status status = samgen_check_request(check, request, &decision, &result);
    report_findings(&own->common, &result);
    if (status == SAMGEN_BAD_INPUT)
        return status;
    print_decision(&decision);
    if (own->why)
        print_reasons(check, request);
    return status;
}

static bool is_blank(const char *text, size_t length)
{
    while (length && strchr(" \t\r", text[length - 1]))
        length--;
    return length == 0;
}

/* Prints the answer of each line at once. The status is the worst of all. */
static enum samgen_status answer_lines(const struct check_args *own, struct samgen_check *check, struct lines *lines)
{
    enum samgen_status worst = SAMGEN_OK;
    const char *line, *name = strcmp(own->requests, "-") == 0 ? "<stdin>" : own->requests;
    size_t length;
    while (next_line(lines, &line, &length)) {
        struct samgen_result result;
        if (is_blank(line, length))
            continue;
        enum samgen_status status = samgen_check_line(check, line, length, detail_of(own), &result);
        if (result.text) {
            fwrite(result.text, 1, result.length, stdout);
            report_findings(&own->common, &result);
        } else {
            report_error("%s:%zu: %s", name, lines->number, result.findings[0].message);
        }
        worst = status > worst ? status : worst;
        if (ferror(stdout))
            break;
    }
    if (!ferror(lines->file))
        return worst;
    report_error("--requests: cannot read %s: %s", name, strerror(errno));
    return SAMGEN_FAILED;
}

static enum samgen_status answer_file(const struct check_args *own, struct samgen_check *check)
{
    bool is_stdin = strcmp(own->requests, "-") == 0;
    struct lines *lines = calloc(1, sizeof *lines);
    FILE *file = is_stdin ? stdin : fopen(own->requests, "rb");
    enum samgen_status status = SAMGEN_FAILED;
    if (!file || !lines) {
        report_error("--requests: cannot read %s: %s", own->requests, strerror(errno));
    } else {
        lines->file = file;
        status = answer_lines(own, check, lines);
    }
    if (file && !is_stdin)
        fclose(file);
    free(lines);
    return status;
}

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

#define REQUEST_WORDS 2 /* ACTION RESOURCE */

static enum samgen_status take_default_template(struct check_args *own)
{
    struct args *args = &own->common;
    enum samgen_status status = add_default_template(args, "check");
    if (status == SAMGEN_OK)
        own->template_path = args->words[--args->word_count];
    return status;
}

/* check TEMPLATE --function F ACTION RESOURCE is short for --template TEMPLATE. */
static enum samgen_status take_template(struct check_args *own)
{
    struct args *args = &own->common;
    size_t asked = own->requests ? 0 : REQUEST_WORDS;
    bool files = own->requests || own->policies.count;
    if ((own->settings.function || own->settings.role) && !own->template_path && !files && args->word_count == asked)
        return take_default_template(own);
    if (args->word_count != asked + 1)
        return SAMGEN_OK;
    if (!own->settings.function && !own->settings.role && strchr(args->words[0], ':')) {
        report_error("check cannot use \"%s\"; `samgen help check` shows its arguments", args->words[asked]);
        return SAMGEN_BAD_INPUT;
    }
    if (own->template_path) {
        report_error("the template is given twice: %s and --template %s", args->words[0], own->template_path);
        return SAMGEN_BAD_INPUT;
    }
    own->template_path = args->words[0];
    args->word_count--;
    memmove(args->words, args->words + 1, args->word_count * sizeof *args->words);
    return SAMGEN_OK;
}

static bool check_words(const struct check_args *own)
{
    const struct args *args = &own->common;
    if (own->requests && args->word_count)
        report_error("check takes --requests or ACTION RESOURCE, not both");
    else if (own->form == CHECK_JUNIT)
        report_error("--format junit is for --spec");
    else if (own->requests && own->form == CHECK_TEXT)
        report_error("--requests writes JSON; leave out --format text");
    else if (!check_choice(own->settings.function, own->settings.role))
        return false;
    else if (own->template_path && !own->settings.function && !own->settings.role)
        report_error("--template needs --function, the function whose role decides, or --role");
    else if ((own->settings.function || own->settings.role) && !own->template_path)
        report_error("--%s needs --template, the template that has it", own->settings.role ? "role" : "function");
    else if (own->settings.region && !own->template_path)
        report_error("--region needs --template, the template that is deployed there");
    else if (own->set.count && !own->template_path)
        report_error("--set needs --template, the template with that parameter or resource");
    else if (is_stdin(own->template_path) && is_stdin(own->requests))
        report_error("--template and --requests cannot both be -; standard input is read once");
    else if (!own->requests && args->word_count != REQUEST_WORDS)
        report_error("check needs ACTION and RESOURCE, such as s3:GetObject arn:aws:s3:::my-bucket/key, "
                     "or --requests FILE");
    else
        return true;
    return false;
}

static bool check_spec_words(const struct check_args *own)
{
    if (own->requests || own->policies.count || own->scps.count || own->boundary || own->resource_policy ||
        own->context.count || own->principal || own->why || own->settings.role)
        report_error(
            "--spec decides by the roles of the functions; it takes --template, --function, --set and --region");
    else if (own->common.word_count > 1 || (own->common.word_count && own->template_path))
        report_error("check --spec takes one template for the functions that do not name theirs");
    else
        return true;
    return false;
}

static enum samgen_status run(struct args *args)
{
    struct check_args *own = (struct check_args *)args;
    struct samgen_check *check;
    if (own->spec)
        return check_spec_words(own) ? check_spec(own) : SAMGEN_BAD_INPUT;
    enum samgen_status status = take_template(own);
    if (status == SAMGEN_OK && !check_words(own))
        status = SAMGEN_BAD_INPUT;
    if (status == SAMGEN_OK)
        status = read_check(own, &check);
    if (status != SAMGEN_OK)
        return status;
    if (own->requests)
        return answer_file(own, check);
    const struct samgen_request request = {.action = args->words[0], .resource = args->words[1]};
    return own->form == CHECK_JSON ? answer_in_json(own, check, &request) : answer_in_text(own, check, &request);
}

const struct command command_check = {
    .name = "check",
    .arguments = "[TEMPLATE] ACTION RESOURCE",
    .title = "say whether policies allow a request, and which statement decides",
    .details =
        "Decides as AWS does: first explicit denies, then service control policies, the resource policy, identity\n"
        "policies and the permissions boundary. TEMPLATE and --function add the role of that function, TEMPLATE and\n"
        "--role that role; --template TEMPLATE is the same. --function or --role alone, without --policy and\n"
        "--requests, takes the template that samconfig.toml names, or template.yaml, template.yml or template.json in\n"
        "the current folder. Without --principal the caller is that role, or a role in the account of the resource.\n"
        "The exit status is 0 when the request is allowed, 1 when it is denied.\n\n"
        "--requests reads {\"action\": ..., \"resource\": ..., \"id\": ..., \"context\": {KEY: VALUE or list},\n"
        "\"principal\": ...} on each line and prints {\"id\", \"decision\", \"by\"} as soon as it is decided. The\n"
        "decision is allowed, implicit-deny or explicit-deny. The exit status is 0 when all are allowed and 1 when\n"
        "any is denied. A line that is not a request is reported with its number; the others are answered, and the\n"
        "exit status is 2.\n\n"
        "--spec decides the expectations of a spec: `expect: [{allow: ACTION, on: RESOURCE}, {deny: ACTION, on: "
        "RESOURCE,\n"
        "with: {KEY: VALUE}}]` of a function. With allow, all requests that the patterns match must be allowed; with\n"
        "deny, none. The exit status is 1 when an expectation fails.",
    .words = REQUEST_WORDS + 1,
    .options = options,
    .size = sizeof(struct check_args),
    .run = run,
};
