#include "cli/options.h"

#include "cli/lint_job.h"
#include "cli/option_place.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

struct choice {
    const char *name;
    int value;
};

static bool choose(const char *option, const struct choice *choices, size_t count, const char *value, int *chosen)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(choices[i].name, value) == 0) {
            *chosen = choices[i].value;
            return true;
        }
    report_error("--%s: \"%s\" is not one of %s, %s%s%s%s%s", option, value, choices[0].name, choices[1].name,
                 count > 2 ? ", " : "", count > 2 ? choices[2].name : "", count > 3 ? ", " : "",
                 count > 3 ? choices[3].name : "");
    return false;
}

static bool set_style(struct args *args, const char *value)
{
    static const struct choice styles[] = {
        {"auto", SAMGEN_STYLE_AUTO}, {"template", SAMGEN_STYLE_TEMPLATE}, {"inline", SAMGEN_STYLE_INLINE}};
    int chosen = 0;
    bool ok = choose("style", styles, 3, value, &chosen);
    args->settings.style = (enum samgen_style)chosen;
    return ok;
}

static bool set_format(struct args *args, const char *value)
{
    static const struct choice formats[] = {{"yaml", SAMGEN_YAML}, {"json", SAMGEN_JSON}};
    int chosen = 0;
    bool ok = choose("format", formats, 2, value, &chosen);
    args->settings.format = (enum samgen_format)chosen;
    return ok;
}

static bool set_color(struct args *args, const char *value)
{
    static const struct choice colors[] = {{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}};
    int chosen = 0;
    bool ok = choose("color", colors, 3, value, &chosen);
    args->color = (enum color)chosen;
    return ok;
}

static bool set_indent(struct args *args, const char *value)
{
    size_t length = strlen(value);
    if (length == 0 || length > 2 || strspn(value, "0123456789") != length || atoi(value) > 64) {
        report_error("--indent: \"%s\" is not a number of spaces from 0 to 64", value);
        return false;
    }
    args->settings.indent = (size_t)atoi(value);
    return true;
}

static bool set_text(const char *option, const char **text, const char *value)
{
    if (*value) {
        *text = value;
        return true;
    }
    report_error("--%s: the value is empty; give one, or leave the option out", option);
    return false;
}

static bool set_partition(struct args *args, const char *value)
{
    return set_text("partition", &args->settings.partition, value);
}

static bool set_output(struct args *args, const char *value)
{
    return set_text("output", &args->output, value);
}

static bool set_template(struct args *args, const char *value)
{
    return set_text("template", &args->template_path, value);
}

static bool set_catalog(struct args *args, const char *value)
{
    return set_text("catalog", &args->catalog, value);
}

static bool set_function(struct args *args, const char *value)
{
    return set_text("function", &args->function, value);
}

static bool set_region(struct args *args, const char *value)
{
    return set_text("region", &args->region, value);
}

static bool set_runtime(struct args *args, const char *value)
{
    return set_text("runtime", &args->runtime, value);
}

static bool set_event(struct args *args, const char *value)
{
    return set_text("event", &args->event, value);
}

static bool set_vpc(struct args *args, const char *value)
{
    (void)value;
    return args->vpc = true;
}

static bool set_force(struct args *args, const char *value)
{
    (void)value;
    return args->force = true;
}

static bool set_explain(struct args *args, const char *value)
{
    (void)value;
    return args->settings.explain = true;
}

static bool set_no_logs(struct args *args, const char *value)
{
    (void)value;
    return args->settings.no_logs = true;
}

static bool set_answer(struct args *args, const char *value)
{
    static const struct choice answers[] = {{"text", ANSWER_TEXT}, {"json", ANSWER_JSON}};
    int chosen = 0;
    bool ok = choose("format", answers, 2, value, &chosen);
    args->answer = (enum answer)chosen;
    return ok;
}

static bool set_explanation(struct args *args, const char *value)
{
    static const struct choice answers[] = {
        {"text", ANSWER_TEXT}, {"json", ANSWER_JSON}, {"markdown", ANSWER_MARKDOWN}};
    int chosen = 0;
    bool ok = choose("format", answers, 3, value, &chosen);
    args->answer = (enum answer)chosen;
    return ok;
}

static bool say(struct args *args, const char *option, const char *value)
{
    struct said *said = &args->said[args->said_count++];
    said->option = option;
    return set_text(option, &said->value, value);
}

static bool add_policy(struct args *args, const char *value)
{
    return say(args, "policy", value);
}

static bool add_boundary(struct args *args, const char *value)
{
    return say(args, "boundary", value);
}

static bool add_resource_policy(struct args *args, const char *value)
{
    return say(args, "resource-policy", value);
}

static bool add_scp(struct args *args, const char *value)
{
    return say(args, "scp", value);
}

static bool add_context(struct args *args, const char *value)
{
    return say(args, "context", value);
}

static bool add_set(struct args *args, const char *value)
{
    return say(args, "set", value);
}

static bool set_managed_policies(struct args *args, const char *value)
{
    if (samgen_use_managed_policies(args->samgen, value) == SAMGEN_OK)
        return true;
    report_error("--managed-policies: cannot read \"%s\": it is no folder", value);
    return false;
}

static bool set_principal(struct args *args, const char *value)
{
    return set_text("principal", &args->principal, value);
}

static bool set_resource_account(struct args *args, const char *value)
{
    if (strlen(value) == 12 && strspn(value, "0123456789") == 12)
        return set_text("resource-account", &args->resource_account, value);
    report_error("--resource-account: \"%s\" is no account; it has twelve digits", value);
    return false;
}

static bool set_requests(struct args *args, const char *value)
{
    return set_text("requests", &args->requests, value);
}

static bool set_why(struct args *args, const char *value)
{
    (void)value;
    return args->why = true;
}

static bool set_spec(struct args *args, const char *value)
{
    return set_text("spec", &args->spec, value);
}

static bool set_dry_run(struct args *args, const char *value)
{
    (void)value;
    return args->dry_run = true;
}

static bool set_check(struct args *args, const char *value)
{
    (void)value;
    return args->check = true;
}

static bool set_lint_form(struct args *args, const char *value)
{
    static const struct choice forms[] = {
        {"text", LINT_TEXT}, {"json", LINT_JSON}, {"sarif", LINT_SARIF}, {"github", LINT_GITHUB}};
    return choose("format", forms, 4, value, &args->lint_form);
}

static bool set_severity(struct args *args, const char *value)
{
    static const struct choice severities[] = {{"error", 0}, {"warning", 1}, {"info", 2}};
    int chosen;
    args->severity = value;
    return choose("severity", severities, 3, value, &chosen);
}

static bool add_select(struct args *args, const char *value)
{
    return say(args, "select", value);
}

static bool add_ignore(struct args *args, const char *value)
{
    return say(args, "ignore", value);
}

static bool set_baseline(struct args *args, const char *value)
{
    return set_text("baseline", &args->baseline, value);
}

static bool set_files_from(struct args *args, const char *value)
{
    return set_text("files-from", &args->files_from, value);
}

static bool set_jobs(struct args *args, const char *value)
{
    size_t length = strlen(value);
    bool number = length > 0 && length < 4 && strspn(value, "0123456789") == length;
    args->jobs = number ? (size_t)atoi(value) : 0;
    if (args->jobs && args->jobs <= JOBS_MOST)
        return true;
    report_error("--jobs: \"%s\" is not a number of threads from 1 to %d", value, JOBS_MOST);
    return false;
}

static bool set_fix(struct args *args, const char *value)
{
    (void)value;
    return args->fix = true;
}

static bool set_apply(struct args *args, const char *value)
{
    (void)value;
    return args->apply = true;
}

static bool set_quiet(struct args *args, const char *value)
{
    (void)value;
    return args->quiet = true;
}

static bool set_help(struct args *args, const char *value)
{
    (void)value;
    return args->help = true;
}

const struct option_row option_rows[] = {
    {"style", 0, "auto|template|inline", "which form to prefer (auto: the shortest that fits)",
     MAKES_BLOCKS | MAKES_PROJECT | APPLIES, set_style},
    {"format", 0, "yaml|json", "how to write the result", MAKES_BLOCKS | READS_TEMPLATE | WRITES_PLACE, set_format},
    {"indent", 0, "N", "put N spaces before every line, to paste deeper in", MAKES_BLOCKS | WRITES_PLACE, set_indent},
    {"explain", 0, NULL, "say why, as comments in the YAML", MAKES_BLOCKS | MAKES_PROJECT, set_explain},
    {"no-logs", 0, NULL, "leave AWSLambdaBasicExecutionRole out (SAM adds it by itself to a role that it makes)",
     MAKES_BLOCKS | MAKES_PROJECT, set_no_logs},
    {"partition", 0, "aws|aws-cn|aws-us-gov|auto", "partition of ARNs built from names (auto: ${AWS::Partition})",
     MAKES_BLOCKS | MAKES_PROJECT | APPLIES | WRITES_PLACE, set_partition},
    {"source", 0, "SOURCE", "what invokes the function", OF_SOURCE, set_chosen},
    {"service", 0, "SERVICE", "which service assumes the role (default lambda)", OF_SERVICE, set_chosen},
    {"role", 0, "ROLE", "the role: its ARN, ${Id}, or the id of its function; an account; or s3.amazonaws.com ...",
     LETS_IN, set_role},
    {"source-arn", 0, "ARN", "of a service: the resource that it acts for", LETS_IN, set_source_arn},
    {"account", 0, "ACCOUNT", "the account of the resources, when their ARNs do not tell", LETS_IN, set_account},
    {"bare", 0, NULL, "print the statements alone, as a list", LETS_IN, set_bare},
    {"with-places", 0, NULL, "print who may invoke each function too, and policies of other accounts", READS_SPEC,
     set_with_places},
    {"runtime", 0, "RUNTIME", "what the function runs in (default: the first of those below)", MAKES_PROJECT,
     set_runtime},
    {"event", 0, "EVENT", "what calls the function (default: nothing)", MAKES_PROJECT, set_event},
    {"vpc", 0, NULL, "run in a VPC; its subnets and security groups become parameters", MAKES_PROJECT, set_vpc},
    {"force", 0, NULL, "overwrite files of the project that are there already", MAKES_PROJECT, set_force},
    {"template", 0, "FILE", "check ${Id} references against this SAM template", MAKES_BLOCKS | OF_SOURCE | LETS_IN,
     set_template},
    {"output", 'o', "FILE", "write to FILE instead of standard output",
     MAKES_BLOCKS | READS_TEMPLATE | EXPLAINS | WRITES_PLACE, set_output},
    {"function", 0, "NAME", "only this function", READS_SPEC | READS_TEMPLATE | EXPLAINS | DECIDES | APPLIES,
     set_function},
    {"region", 0, "REGION", "where the template is to be deployed (default us-east-1)",
     READS_TEMPLATE | EXPLAINS | DECIDES | DIAGNOSES, set_region},
    {"set", 0, "NAME=VALUE", "the value of a parameter, or the name of a resource (may repeat)",
     EXPLAINS | DECIDES | DIAGNOSES, add_set},
    {"managed-policies", 0, "DIR", "look into DIR for the documents of managed policies, NAME.json",
     EXPLAINS | DECIDES | DIAGNOSES, set_managed_policies},
    {"template", 0, "FILE", "decide by the role of --function in this SAM template", DECIDES, set_template},
    {"policy", 0, "FILE", "an identity policy of the caller, IAM JSON or YAML (may repeat)", DECIDES, add_policy},
    {"boundary", 0, "FILE", "the permissions boundary of the caller", DECIDES, add_boundary},
    {"resource-policy", 0, "FILE", "the policy of the resource: a bucket, key or trust policy ...", DECIDES,
     add_resource_policy},
    {"scp", 0, "FILE", "a service control policy (may repeat: each is a level)", DECIDES, add_scp},
    {"principal", 0, "ARN", "who calls: a role, a session of it, a user, a service (default: a role of the account)",
     DECIDES, set_principal},
    {"resource-account", 0, "ACCOUNT",
     "who owns the resource, when its ARN does not tell (default: the caller's account)", DECIDES,
     set_resource_account},
    {"context", 0, "KEY=VALUE", "a condition key of the request (may repeat; a key again: one more value)", DECIDES,
     add_context},
    {"requests", 0, "FILE", "decide all requests of FILE, one JSON object a line (- for standard input)", DECIDES,
     set_requests},
    {"why", 0, NULL, "say of each statement what keeps it from matching", DECIDES, set_why},
    {"format", 0, "text|json", "how to write the answer (--requests: json)", DECIDES, set_answer},
    {"format", 0, "text|json", "how to write what is found", DIAGNOSES, set_answer},
    {"template", 0, "FILE", "ask the role of --function in this SAM template too", DIAGNOSES, set_template},
    {"function", 0, "NAME", "the function of --template that was denied", DIAGNOSES, set_function},
    {"apply", 0, NULL, "write the fixes of the function's role into the template", DIAGNOSES, set_apply},
    {"format", 0, "text|json|markdown", "how to write it", EXPLAINS, set_explanation},
    {"catalog", 0, "DIR", "look into DIR, a folder like templates/, first", ANYWHERE, set_catalog},
    {"color", 0, "auto|always|never", "colour of messages", ANYWHERE, set_color},
    {"spec", 0, "SPEC", "write what each function of this spec asks for", APPLIES, set_spec},
    {"format", 0, "text|json|sarif|github", "how to write the findings", LINTS, set_lint_form},
    {"select", 0, "CODE[,CODE]", "only findings with these codes; SG2 is all that begin so (may repeat)", LINTS,
     add_select},
    {"ignore", 0, "CODE[,CODE]", "no findings with these codes, selected or not (may repeat)", LINTS, add_ignore},
    {"severity", 0, "error|warning|info", "the least severe findings that are shown (default info)", LINTS,
     set_severity},
    {"baseline", 0, "FILE", "no findings that FILE has, which an earlier run wrote as JSON", LINTS, set_baseline},
    {"files-from", 0, "FILE", "look at the files and folders that FILE names, one a line (- for standard input)", LINTS,
     set_files_from},
    {"jobs", 0, "N", "look at N files at a time (default: as many as there are processors)", LINTS, set_jobs},
    {"fix", 0, NULL, "write the fixes that are certain into the files", LINTS, set_fix},
    {"dry-run", 0, NULL, "print the change as a unified diff, and write nothing", APPLIES | LINTS | DIAGNOSES,
     set_dry_run},
    {"check", 0, NULL, "write nothing; exit with 1 when there is something to change", APPLIES, set_check},
    {"quiet", 'q', NULL, "no notes and warnings", ANYWHERE, set_quiet},
    {"help", 'h', NULL, "show help", ANYWHERE, set_help},
};
const size_t option_row_count = sizeof option_rows / sizeof *option_rows;

bool option_in_scope(const struct option_row *row, unsigned scopes)
{
    return row->scope == ANYWHERE || (row->scope & scopes);
}
