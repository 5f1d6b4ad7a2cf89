#include "cli/check_policies.h"

#include "cli/bindings.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* The files of policies. `reads_stdin`: one of them or another option reads standard input. */
struct files {
    struct samgen_policy *policies;
    size_t count;
    bool reads_stdin;
};

static bool is_stdin(const char *path)
{
    return path && strcmp(path, "-") == 0;
}

static enum samgen_status read_file(const struct args *args, const char *option, const char *path,
                                    enum samgen_policy_layer layer, struct files *files)
{
    const char *error;
    struct samgen_policy *policy = &files->policies[files->count++];
    policy->layer = layer;
    if (is_stdin(path) && files->reads_stdin) {
        report_error("--%s: standard input is read already; only one of the files can be -", option);
        return SAMGEN_BAD_INPUT;
    }
    files->reads_stdin = files->reads_stdin || is_stdin(path);
    if (samgen_read_file(args->samgen, path, &policy->document, &error) == SAMGEN_OK)
        return SAMGEN_OK;
    report_error("--%s: %s", option, error);
    return SAMGEN_FAILED;
}

static enum samgen_status read_files(struct check_args *own, struct files *files)
{
    const struct {
        const char *option;
        enum samgen_policy_layer layer;
        const struct texts paths;
    } layers[] = {
        {"policy", SAMGEN_IDENTITY_POLICY, own->policies},
        {"boundary", SAMGEN_BOUNDARY, {&own->boundary, own->boundary != NULL}},
        {"resource-policy", SAMGEN_RESOURCE_POLICY, {&own->resource_policy, own->resource_policy != NULL}},
        {"scp", SAMGEN_SERVICE_CONTROL, own->scps},
    };
    enum samgen_status status = SAMGEN_OK;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        for (size_t p = 0; p < layers[i].paths.count && status == SAMGEN_OK; p++)
            status = read_file(&own->common, layers[i].option, layers[i].paths.items[p], layers[i].layer, files);
    if (status != SAMGEN_OK || files->count || own->template_path)
        return status;
    report_error("check needs a role or a policy: --template template.yaml --function NAME, or --policy policy.json");
    return SAMGEN_BAD_INPUT;
}

/* --context KEY=VALUE */
static bool add_context(struct samgen_check *check, const char *text)
{
    const char *equals = strchr(text, '=');
    char *key = equals ? strndup(text, (size_t)(equals - text)) : NULL;
    bool ok = key && *key;
    if (ok)
        samgen_check_context(check, key, equals + 1);
    else
        report_error("--context: \"%s\" is not KEY=VALUE, such as aws:SourceIp=203.0.113.7", text);
    free(key);
    return ok;
}

static bool add_caller(const struct check_args *own, struct samgen_check *check)
{
    if (own->principal && samgen_check_principal(check, own->principal) != SAMGEN_OK) {
        report_error("--principal: \"%s\" is neither an ARN with an account nor a service such as s3.amazonaws.com",
                     own->principal);
        return false;
    }
    if (own->resource_account)
        samgen_check_context(check, "aws:ResourceAccount", own->resource_account);
    bool ok = true;
    for (size_t i = 0; i < own->context.count && ok; i++)
        ok = add_context(check, own->context.items[i]);
    return ok;
}

/* Reads the policies of --policy and so on, and with --template also those of the function's role. */
static enum samgen_status read_policies(struct check_args *own, const struct files *files, struct samgen_check **check)
{
    const struct args *args = &own->common;
    struct samgen_result result;
    struct bindings bindings;
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (!own->template_path) {
        status = samgen_check_read(args->samgen, files->policies, files->count, check, &result);
        report_findings(args, &result);
        return status;
    }
    if (read_bindings(&own->set, &bindings)) {
        own->settings.bindings = bindings.items;
        own->settings.binding_count = bindings.count;
        status = samgen_check_template(args->samgen, &own->template, &own->settings, files->policies, files->count,
                                       check, &result);
        report_findings(args, &result);
    }
    free_bindings(&bindings);
    return status;
}

enum samgen_status read_check(struct check_args *own, struct samgen_check **check)
{
    size_t most = own->policies.count + own->scps.count + 2; /* a boundary and a resource policy */
    struct files files = {.policies = calloc(most, sizeof *files.policies),
                          .reads_stdin = is_stdin(own->template_path) || is_stdin(own->requests)};
    enum samgen_status status = files.policies ? read_files(own, &files) : SAMGEN_FAILED;
    if (status == SAMGEN_OK && !read_template(&own->common, own->template_path, &own->template))
        status = SAMGEN_FAILED;
    if (status == SAMGEN_OK)
        status = read_policies(own, &files, check);
    if (status == SAMGEN_OK && !add_caller(own, *check))
        status = SAMGEN_BAD_INPUT;
    free(files.policies);
    return status;
}
