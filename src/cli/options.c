#include "cli/options.h"

#include "cli/lint_job.h"
#include "cli/report.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What a row keeps its value in; none is at the beginning of the struct. */
#define FIELD(member) offsetof(struct args, member)
#define NO_FIELD 0

static bool set_text(struct args *args, const struct option_row *row, const char *value)
{
    if (!*value) {
        report_error("--%s: the value is empty; give one, or leave the option out", row->name);
        return false;
    }
    memcpy((char *)args + row->field, &value, sizeof value);
    return true;
}

static bool set_flag(struct args *args, const struct option_row *row, const char *value)
{
    const bool on = true;
    (void)value;
    memcpy((char *)args + row->field, &on, sizeof on);
    return true;
}

/* An option that may repeat. */
static bool add_said(struct args *args, const struct option_row *row, const char *value)
{
    if (!*value) {
        report_error("--%s: the value is empty; give one, or leave the option out", row->name);
        return false;
    }
    args->said[args->said_count++] = (struct said){.option = row->name, .value = value};
    return true;
}

struct choice {
    const char *name;
    int value;
};

static bool choose(const struct option_row *row, const struct choice *choices, size_t count, const char *value,
                   int *chosen)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(choices[i].name, value) == 0) {
            *chosen = choices[i].value;
            return true;
        }
    report_error("--%s: \"%s\" is not one of %s, %s%s%s%s%s", row->name, value, choices[0].name, choices[1].name,
                 count > 2 ? ", " : "", count > 2 ? choices[2].name : "", count > 3 ? ", " : "",
                 count > 3 ? choices[3].name : "");
    return false;
}

static bool set_style(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice styles[] = {
        {"auto", SAMGEN_STYLE_AUTO}, {"template", SAMGEN_STYLE_TEMPLATE}, {"inline", SAMGEN_STYLE_INLINE}};
    int chosen = 0;
    bool ok = choose(row, styles, 3, value, &chosen);
    args->settings.style = (enum samgen_style)chosen;
    return ok;
}

static bool set_format(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice formats[] = {{"yaml", SAMGEN_YAML}, {"json", SAMGEN_JSON}};
    int chosen = 0;
    bool ok = choose(row, formats, 2, value, &chosen);
    args->settings.format = (enum samgen_format)chosen;
    return ok;
}

static bool set_color(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice colors[] = {{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}};
    int chosen = 0;
    bool ok = choose(row, colors, 3, value, &chosen);
    args->color = (enum color)chosen;
    return ok;
}

static bool set_indent(struct args *args, const struct option_row *row, const char *value)
{
    size_t length = strlen(value);
    if (length == 0 || length > 2 || strspn(value, "0123456789") != length || atoi(value) > 64) {
        report_error("--%s: \"%s\" is not a number of spaces from 0 to 64", row->name, value);
        return false;
    }
    args->settings.indent = (size_t)atoi(value);
    return true;
}

static bool set_answer(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice answers[] = {{"text", ANSWER_TEXT}, {"json", ANSWER_JSON}};
    int chosen = 0;
    bool ok = choose(row, answers, 2, value, &chosen);
    args->answer = (enum answer)chosen;
    return ok;
}

static bool set_explanation(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice answers[] = {
        {"text", ANSWER_TEXT}, {"json", ANSWER_JSON}, {"markdown", ANSWER_MARKDOWN}};
    int chosen = 0;
    bool ok = choose(row, answers, 3, value, &chosen);
    args->answer = (enum answer)chosen;
    return ok;
}

static bool set_managed_policies(struct args *args, const struct option_row *row, const char *value)
{
    if (samgen_use_managed_policies(args->samgen, value) == SAMGEN_OK)
        return true;
    report_error("--%s: cannot read \"%s\": it is no folder", row->name, value);
    return false;
}

static bool set_resource_account(struct args *args, const struct option_row *row, const char *value)
{
    if (strlen(value) == 12 && strspn(value, "0123456789") == 12)
        return set_text(args, row, value);
    report_error("--%s: \"%s\" is no account; it has twelve digits", row->name, value);
    return false;
}

static bool set_lint_form(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice forms[] = {
        {"text", LINT_TEXT}, {"json", LINT_JSON}, {"sarif", LINT_SARIF}, {"github", LINT_GITHUB}};
    return choose(row, forms, 4, value, &args->lint_form);
}

static bool set_severity(struct args *args, const struct option_row *row, const char *value)
{
    static const struct choice severities[] = {{"error", 0}, {"warning", 1}, {"info", 2}};
    int chosen;
    args->severity = value;
    return choose(row, severities, 3, value, &chosen);
}

static bool set_jobs(struct args *args, const struct option_row *row, const char *value)
{
    size_t length = strlen(value);
    bool number = length > 0 && length < 4 && strspn(value, "0123456789") == length;
    args->jobs = number ? (size_t)atoi(value) : 0;
    if (args->jobs && args->jobs <= JOBS_MOST)
        return true;
    report_error("--%s: \"%s\" is not a number of threads from 1 to %d", row->name, value, JOBS_MOST);
    return false;
}

const struct option_row option_rows[] = {
    {"style", 0, "auto|template|inline", "which form to prefer (auto: the shortest that fits)",
     MAKES_BLOCKS | MAKES_PROJECT | APPLIES, set_style, NO_FIELD},
    {"format", 0, "yaml|json", "how to write the result", MAKES_BLOCKS | READS_TEMPLATE | WRITES_PLACE, set_format,
     NO_FIELD},
    {"indent", 0, "N", "put N spaces before every line, to paste deeper in", MAKES_BLOCKS | WRITES_PLACE, set_indent,
     NO_FIELD},
    {"explain", 0, NULL, "say why, as comments in the YAML", MAKES_BLOCKS | MAKES_PROJECT, set_flag,
     FIELD(settings.explain)},
    {"no-logs", 0, NULL, "leave AWSLambdaBasicExecutionRole out (SAM adds it by itself to a role that it makes)",
     MAKES_BLOCKS | MAKES_PROJECT, set_flag, FIELD(settings.no_logs)},
    {"partition", 0, "aws|aws-cn|aws-us-gov|auto", "partition of ARNs built from names (auto: ${AWS::Partition})",
     MAKES_BLOCKS | MAKES_PROJECT | APPLIES | WRITES_PLACE, set_text, FIELD(settings.partition)},
    {"source", 0, "SOURCE", "what invokes the function", OF_SOURCE, set_text, FIELD(chosen)},
    {"service", 0, "SERVICE", "which service assumes the role (default lambda)", OF_SERVICE, set_text, FIELD(chosen)},
    {"role", 0, "ROLE", "the role: its ARN, ${Id}, or the id of its function; an account; or s3.amazonaws.com ...",
     LETS_IN, set_text, FIELD(role)},
    {"source-arn", 0, "ARN", "of a service: the resource that it acts for", LETS_IN, set_text, FIELD(source_arn)},
    {"account", 0, "ACCOUNT", "the account of the resources, when their ARNs do not tell", LETS_IN, set_text,
     FIELD(account)},
    {"bare", 0, NULL, "print the statements alone, as a list", LETS_IN, set_flag, FIELD(bare)},
    {"with-places", 0, NULL, "print who may invoke each function too, and policies of other accounts", READS_SPEC,
     set_flag, FIELD(settings.with_places)},
    {"runtime", 0, "RUNTIME", "what the function runs in (default: the first of those below)", MAKES_PROJECT, set_text,
     FIELD(runtime)},
    {"event", 0, "EVENT", "what calls the function (default: nothing)", MAKES_PROJECT, set_text, FIELD(event)},
    {"vpc", 0, NULL, "run in a VPC; its subnets and security groups become parameters", MAKES_PROJECT, set_flag,
     FIELD(vpc)},
    {"force", 0, NULL, "overwrite files of the project that are there already", MAKES_PROJECT, set_flag, FIELD(force)},
    {"template", 0, "FILE", "check ${Id} references against this SAM template", MAKES_BLOCKS | OF_SOURCE | LETS_IN,
     set_text, FIELD(template_path)},
    {"output", 'o', "FILE", "write to FILE instead of standard output",
     MAKES_BLOCKS | READS_TEMPLATE | EXPLAINS | WRITES_PLACE, set_text, FIELD(output)},
    {"function", 0, "NAME", "only this function", READS_SPEC | READS_TEMPLATE | EXPLAINS | DECIDES | APPLIES, set_text,
     FIELD(function)},
    {"region", 0, "REGION", "where the template is to be deployed (default us-east-1)",
     READS_TEMPLATE | EXPLAINS | DECIDES | DIAGNOSES, set_text, FIELD(region)},
    {"set", 0, "NAME=VALUE", "the value of a parameter, or the name of a resource (may repeat)",
     EXPLAINS | DECIDES | DIAGNOSES, add_said, NO_FIELD},
    {"managed-policies", 0, "DIR", "look into DIR for the documents of managed policies, NAME.json",
     EXPLAINS | DECIDES | DIAGNOSES, set_managed_policies, NO_FIELD},
    {"template", 0, "FILE", "decide by the role of --function in this SAM template", DECIDES, set_text,
     FIELD(template_path)},
    {"policy", 0, "FILE", "an identity policy of the caller, IAM JSON or YAML (may repeat)", DECIDES, add_said,
     NO_FIELD},
    {"boundary", 0, "FILE", "the permissions boundary of the caller", DECIDES, add_said, NO_FIELD},
    {"resource-policy", 0, "FILE", "the policy of the resource: a bucket, key or trust policy ...", DECIDES, add_said,
     NO_FIELD},
    {"scp", 0, "FILE", "a service control policy (may repeat: each is a level)", DECIDES, add_said, NO_FIELD},
    {"principal", 0, "ARN", "who calls: a role, a session of it, a user, a service (default: a role of the account)",
     DECIDES, set_text, FIELD(principal)},
    {"resource-account", 0, "ACCOUNT",
     "who owns the resource, when its ARN does not tell (default: the caller's account)", DECIDES, set_resource_account,
     FIELD(resource_account)},
    {"context", 0, "KEY=VALUE", "a condition key of the request (may repeat; a key again: one more value)", DECIDES,
     add_said, NO_FIELD},
    {"requests", 0, "FILE", "decide all requests of FILE, one JSON object a line (- for standard input)", DECIDES,
     set_text, FIELD(requests)},
    {"why", 0, NULL, "say of each statement what keeps it from matching", DECIDES, set_flag, FIELD(why)},
    {"format", 0, "text|json", "how to write the answer (--requests: json)", DECIDES, set_answer, NO_FIELD},
    {"format", 0, "text|json", "how to write what is found", DIAGNOSES, set_answer, NO_FIELD},
    {"template", 0, "FILE", "ask the role of --function in this SAM template too", DIAGNOSES, set_text,
     FIELD(template_path)},
    {"function", 0, "NAME", "the function of --template that was denied", DIAGNOSES, set_text, FIELD(function)},
    {"apply", 0, NULL, "write the fixes of the function's role into the template", DIAGNOSES, set_flag, FIELD(apply)},
    {"format", 0, "text|json|markdown", "how to write it", EXPLAINS, set_explanation, NO_FIELD},
    {"catalog", 0, "DIR", "look into DIR, a folder like templates/, first", ANYWHERE, set_text, FIELD(catalog)},
    {"color", 0, "auto|always|never", "colour of messages", ANYWHERE, set_color, NO_FIELD},
    {"spec", 0, "SPEC", "write what each function of this spec asks for", APPLIES, set_text, FIELD(spec)},
    {"format", 0, "text|json|sarif|github", "how to write the findings", LINTS, set_lint_form, NO_FIELD},
    {"select", 0, "CODE[,CODE]", "only findings with these codes; SG2 is all that begin so (may repeat)", LINTS,
     add_said, NO_FIELD},
    {"ignore", 0, "CODE[,CODE]", "no findings with these codes, selected or not (may repeat)", LINTS, add_said,
     NO_FIELD},
    {"severity", 0, "error|warning|info", "the least severe findings that are shown (default info)", LINTS,
     set_severity, NO_FIELD},
    {"baseline", 0, "FILE", "no findings that FILE has, which an earlier run wrote as JSON", LINTS, set_text,
     FIELD(baseline)},
    {"files-from", 0, "FILE", "look at the files and folders that FILE names, one a line (- for standard input)", LINTS,
     set_text, FIELD(files_from)},
    {"jobs", 0, "N", "look at N files at a time (default: as many as there are processors)", LINTS, set_jobs, NO_FIELD},
    {"fix", 0, NULL, "write the fixes that are certain into the files", LINTS, set_flag, FIELD(fix)},
    {"dry-run", 0, NULL, "print the change as a unified diff, and write nothing", APPLIES | LINTS | DIAGNOSES, set_flag,
     FIELD(dry_run)},
    {"check", 0, NULL, "write nothing; exit with 1 when there is something to change", APPLIES, set_flag, FIELD(check)},
    {"quiet", 'q', NULL, "no notes and warnings", ANYWHERE, set_flag, FIELD(quiet)},
    {"help", 'h', NULL, "show help", ANYWHERE, set_flag, FIELD(help)},
};
const size_t option_row_count = sizeof option_rows / sizeof *option_rows;

bool option_in_scope(const struct option_row *row, unsigned scopes)
{
    return row->scope == ANYWHERE || (row->scope & scopes);
}
