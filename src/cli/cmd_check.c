#include "cli/bindings.h"
#include "cli/command.h"
#include "cli/lines.h"
#include "cli/options.h"
#include "cli/out_check.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *option;
    enum samgen_policy_layer place;
    bool repeats;
} places[] = {
    {"policy", SAMGEN_IDENTITY_POLICY, true},
    {"boundary", SAMGEN_BOUNDARY, false},
    {"resource-policy", SAMGEN_RESOURCE_POLICY, false},
    {"scp", SAMGEN_SERVICE_CONTROL, true},
};

#define PLACE_COUNT (sizeof places / sizeof *places)

/* Files of policies in the order of the places, and whether standard input is one of them. */
struct files {
    struct samgen_policy *policies;
    size_t count;
    bool reads_stdin;
};

static enum samgen_status read_file(struct args *args, const struct said *said, enum samgen_policy_layer place,
                                    struct files *files)
{
    const char *error;
    struct samgen_policy *policy = &files->policies[files->count++];
    policy->place = place;
    if (strcmp(said->value, "-") == 0 && files->reads_stdin) {
        report_error("--%s: standard input is read already; only one of the files can be -", said->option);
        return SAMGEN_BAD_INPUT;
    }
    files->reads_stdin = files->reads_stdin || strcmp(said->value, "-") == 0;
    if (samgen_read_file(args->samgen, said->value, &policy->document, &error) == SAMGEN_OK)
        return SAMGEN_OK;
    report_error("--%s: %s", said->option, error);
    return SAMGEN_FAILED;
}

static enum samgen_status read_files(struct args *args, struct files *files)
{
    for (size_t p = 0; p < PLACE_COUNT; p++) {
        size_t before = files->count;
        for (size_t i = 0; i < args->said_count; i++) {
            const struct said *said = &args->said[i];
            if (strcmp(said->option, places[p].option) != 0)
                continue;
            if (files->count > before && !places[p].repeats) {
                report_error("--%s: there can be only one", said->option);
                return SAMGEN_BAD_INPUT;
            }
            enum samgen_status status = read_file(args, said, places[p].place, files);
            if (status != SAMGEN_OK)
                return status;
        }
    }
    if (files->count || args->template_path)
        return SAMGEN_OK;
    report_error("check needs what to decide by: --template template.yaml --function NAME, or --policy policy.json");
    return SAMGEN_BAD_INPUT;
}

/* --context KEY=VALUE; both must live as long as the check, so the key is cut in place. */
static bool add_context(struct samgen_check *check, const char *text)
{
    const char *equals = strchr(text, '=');
    char *key = equals ? strndup(text, (size_t)(equals - text)) : NULL;
    if (key && *key)
        samgen_check_context(check, key, equals + 1);
    else
        report_error("--context: \"%s\" is not KEY=VALUE, such as aws:SourceIp=203.0.113.7", text);
    bool ok = key && *key;
    free(key);
    return ok;
}

/* The policies of --policy and the like, and with --template those of the function's role. */
static enum samgen_status read_policies(struct args *args, const struct files *files, struct samgen_check **check)
{
    struct samgen_result result;
    struct samgen_template_settings settings = {.region = args->region, .function = args->function};
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (!args->template_path) {
        status = samgen_check_read(args->samgen, files->policies, files->count, check, &result);
        report_findings(args, &result);
        return status;
    }
    if (read_bindings(args, &settings)) {
        status = samgen_check_template(args->samgen, &args->template, &settings, files->policies, files->count, check,
                                       &result);
        report_findings(args, &result);
    }
    free_bindings(&settings);
    return status;
}

static enum samgen_status read_check(struct args *args, struct files *files, struct samgen_check **check)
{
    enum samgen_status status = read_files(args, files);
    if (status == SAMGEN_OK && !read_template(args))
        status = SAMGEN_FAILED;
    if (status != SAMGEN_OK)
        return status;
    status = read_policies(args, files, check);
    if (status != SAMGEN_OK)
        return status;
    if (args->principal && samgen_check_principal(*check, args->principal) != SAMGEN_OK) {
        report_error("--principal: \"%s\" is neither an ARN with an account nor a service such as s3.amazonaws.com",
                     args->principal);
        return SAMGEN_BAD_INPUT;
    }
    if (args->resource_account)
        samgen_check_context(*check, "aws:ResourceAccount", args->resource_account);
    for (size_t i = 0; i < args->said_count; i++)
        if (strcmp(args->said[i].option, "context") == 0 && !add_context(*check, args->said[i].value))
            return SAMGEN_BAD_INPUT;
    return SAMGEN_OK;
}

static enum samgen_detail detail_of(const struct args *args)
{
    return args->why ? SAMGEN_DECISION_AND_WHY : SAMGEN_DECISION;
}

static enum samgen_status answer_in_json(struct args *args, struct samgen_check *check,
                                         const struct samgen_request *request)
{
    struct samgen_result result;
    enum samgen_status status = samgen_check_json(check, request, detail_of(args), &result);
    report_findings(args, &result);
    if (result.text)
        fwrite(result.text, 1, result.length, stdout);
    return status;
}

static enum samgen_status answer_in_text(struct args *args, struct samgen_check *check,
                                         const struct samgen_request *request)
{
    struct samgen_result result;
    struct samgen_decision decision;
    enum samgen_status status = samgen_check_request(check, request, &decision, &result);
    report_findings(args, &result);
    if (status == SAMGEN_BAD_INPUT)
        return status;
    print_decision(&decision);
    if (args->why)
        print_reasons(check, request);
    return status;
}

static bool is_blank(const char *text, size_t length)
{
    while (length && strchr(" \t\r", text[length - 1]))
        length--;
    return length == 0;
}

/* Each line's answer is printed at once; the worst status of all is the status. */
static enum samgen_status answer_lines(struct args *args, struct samgen_check *check, struct lines *lines)
{
    enum samgen_status worst = SAMGEN_OK;
    const char *line, *name = strcmp(args->requests, "-") == 0 ? "<stdin>" : args->requests;
    size_t length;
    while (next_line(lines, &line, &length)) {
        struct samgen_result result;
        if (is_blank(line, length))
            continue;
        enum samgen_status status = samgen_check_line(check, line, length, detail_of(args), &result);
        if (result.text) {
            fwrite(result.text, 1, result.length, stdout);
            report_findings(args, &result);
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

static enum samgen_status answer_file(struct args *args, struct samgen_check *check)
{
    bool is_stdin = strcmp(args->requests, "-") == 0;
    struct lines *lines = calloc(1, sizeof *lines);
    FILE *file = is_stdin ? stdin : fopen(args->requests, "rb");
    enum samgen_status status = SAMGEN_FAILED;
    if (!file || !lines) {
        report_error("--requests: cannot read %s: %s", args->requests, strerror(errno));
    } else {
        lines->file = file;
        status = answer_lines(args, check, lines);
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

static bool was_said(const struct args *args, const char *option)
{
    for (size_t i = 0; i < args->said_count; i++)
        if (strcmp(args->said[i].option, option) == 0)
            return true;
    return false;
}

#define REQUEST_WORDS 2 /* ACTION RESOURCE */

/* check TEMPLATE --function F ACTION RESOURCE: the same as --template TEMPLATE. */
static bool take_template(struct args *args)
{
    size_t asked = args->requests ? 0 : REQUEST_WORDS;
    if (args->word_count != asked + 1)
        return true;
    if (!args->function && strchr(args->words[0], ':')) {
        report_error("check does not know what \"%s\" is for; `samgen help check` shows its arguments",
                     args->words[asked]);
        return false;
    }
    if (args->template_path) {
        report_error("the template is given twice: %s and --template %s", args->words[0], args->template_path);
        return false;
    }
    args->template_path = args->words[0];
    args->word_count--;
    memmove(args->words, args->words + 1, args->word_count * sizeof *args->words);
    return true;
}

static bool check_words(const struct args *args)
{
    if (args->requests && args->word_count)
        report_error("check takes --requests or ACTION RESOURCE, not both");
    else if (args->requests && args->answer == ANSWER_TEXT)
        report_error("--requests is answered in JSON; leave --format text out");
    else if (args->template_path && !args->function)
        report_error("--template needs --function, the function whose role is asked");
    else if (args->function && !args->template_path)
        report_error("--function needs --template, the template that has the function");
    else if (args->region && !args->template_path)
        report_error("--region needs --template, the template that is to be deployed there");
    else if (was_said(args, "set") && !args->template_path)
        report_error("--set needs --template, the template whose parameter it is");
    else if (is_stdin(args->template_path) && is_stdin(args->requests))
        report_error("--template and --requests cannot both be -; standard input is read once");
    else if (!args->requests && args->word_count != REQUEST_WORDS)
        report_error("check needs ACTION and RESOURCE, such as s3:GetObject arn:aws:s3:::my-bucket/key, "
                     "or --requests FILE");
    else
        return true;
    return false;
}

static enum samgen_status answer(struct args *args, struct files *files)
{
    struct samgen_check *check;
    enum samgen_status status = read_check(args, files, &check);
    if (status != SAMGEN_OK)
        return status;
    if (args->requests)
        return answer_file(args, check);
    const struct samgen_request request = {.action = args->words[0], .resource = args->words[1]};
    return args->answer == ANSWER_JSON ? answer_in_json(args, check, &request) : answer_in_text(args, check, &request);
}

static enum samgen_status run(struct args *args)
{
    if (!take_template(args) || !check_words(args))
        return SAMGEN_BAD_INPUT;
    struct files files = {.policies = calloc(args->said_count + 1, sizeof *files.policies),
                          .reads_stdin = is_stdin(args->template_path) || is_stdin(args->requests)};
    enum samgen_status status = files.policies ? answer(args, &files) : SAMGEN_FAILED;
    free(files.policies);
    return status;
}

const struct command command_check = {
    .name = "check",
    .arguments = "[TEMPLATE] ACTION RESOURCE",
    .title = "say whether policies allow a request, and which statement decides",
    .details =
        "Decides as AWS does: an explicit deny first, then service control policies, the resource policy, identity\n"
        "policies and the permissions boundary. TEMPLATE with --function asks the role of a function of it; so does\n"
        "--template TEMPLATE. Without --principal the caller is that role, or a role in the account of the resource.\n"
        "The exit status is 0 when the request is allowed, 1 when it is denied.\n\n"
        "--requests reads {\"action\": ..., \"resource\": ..., \"id\": ..., \"context\": {KEY: VALUE or list},\n"
        "\"principal\": ...} on each line and prints {\"id\", \"decision\", \"by\"} as soon as it is decided. The\n"
        "decision is allowed, implicit-deny or explicit-deny. The exit status is 0 when all are allowed and 1 when\n"
        "any is denied. A line that is no request is reported with its number, the others are still answered, and\n"
        "the exit status is 2.",
    .words = REQUEST_WORDS + 1,
    .scopes = DECIDES,
    .run = run,
};
