#ifndef SAMGEN_H
#define SAMGEN_H

/*
 * libsamgen: what an AWS Lambda function needs, as the `Policies:` of an AWS SAM template.
 *
 * Everything that a function here returns lives in the `struct samgen` it was called with, and is given back by
 * samgen_free. Arguments are only read during the call. Texts are UTF-8. One struct samgen serves one thread at a time;
 * the library keeps no other state, prints nothing and never exits (but for a process without memory, which aborts).
 */

#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__)
#define SAMGEN_EXPORT __attribute__((visibility("default")))
#else
#define SAMGEN_EXPORT
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct samgen;
struct samgen_grant_info;

/* Also the exit codes of the program. */
enum samgen_status {
    SAMGEN_OK = 0,        /* done */
    SAMGEN_FINDINGS = 1,  /* done, and there is something to look at */
    SAMGEN_BAD_INPUT = 2, /* the findings say what is wrong with what was given; there is no result */
    SAMGEN_FAILED = 3,    /* the world failed: a file cannot be read or written; the findings say how */
};

enum samgen_severity { SAMGEN_ERROR, SAMGEN_WARNING, SAMGEN_NOTE };

/* Something to tell a person. */
struct samgen_finding {
    enum samgen_severity severity;
    const char *subject;     /* the option or key it is about ("--bucket"), or NULL */
    const char *message;     /* what is wrong, and the way out: lower case, no full stop */
    const char *file;        /* the input's name, or NULL when it came from no file; then the rest is 0 and NULL */
    size_t line, column;     /* from 1; columns count characters */
    const char *source_line; /* the text of that line */
};

/* A result: `text` of `length` bytes, ended by a NUL, or NULL when status is not SAMGEN_OK; and all findings. */
struct samgen_result {
    const char *text;
    size_t length;
    const struct samgen_finding *findings;
    size_t finding_count;
};

/* A text and what to call it in findings. */
struct samgen_input {
    const char *name;
    const char *bytes;
    size_t length;
};

/* How a grant is written. */
enum samgen_style {
    SAMGEN_STYLE_AUTO,     /* the shortest form that grants the need and stays on the named resource */
    SAMGEN_STYLE_TEMPLATE, /* a SAM policy template wherever one covers the need, even a wider one */
    SAMGEN_STYLE_INLINE,   /* statements that grant the need alone */
};

enum samgen_format { SAMGEN_YAML, SAMGEN_JSON };

/* What applies to a whole call. All zero is the default. */
struct samgen_settings {
    enum samgen_style style;
    enum samgen_format format;
    size_t indent;         /* spaces before every line, at most 64 */
    const char *partition; /* aws (NULL), aws-cn, aws-us-gov, or auto for !Sub arn:${AWS::Partition}:... */
    bool no_logs;          /* leave AWSLambdaBasicExecutionRole out */
    bool explain;          /* say why: as comments in YAML, as notes beside JSON */
    bool with_places; /* samgen_generate_spec: also the Resources of `invoked-by`, and policies of other accounts */
    const struct samgen_input *template; /* a SAM template to check references against, or NULL */
};

/* One option of a grant. `value` is NULL for a switch such as --sync. An option that repeats is given several times. */
struct samgen_option {
    const char *name; /* without the dashes: "bucket" */
    const char *value;
};

struct samgen_grant {
    const char *name; /* "s3-read" */
    const struct samgen_option *options;
    size_t option_count;
};

SAMGEN_EXPORT const char *samgen_version(void);

SAMGEN_EXPORT struct samgen *samgen_new(void);
SAMGEN_EXPORT void samgen_free(struct samgen *samgen); /* NULL is allowed */

/*
 * Gives back all results so far, as before the first call; what was read of the catalog stays. For loops over inputs.
 */
SAMGEN_EXPORT void samgen_release(struct samgen *samgen);

/*
 * Looks into `directory`, a folder like the project's templates/, before the built-in catalog. SAMGEN_FAILED when there
 * is no such folder, SAMGEN_BAD_INPUT from a library built with -DSAMGEN_USER_CATALOG=OFF. To be called before anything
 * is asked of the catalog.
 */
SAMGEN_EXPORT enum samgen_status samgen_use_catalog(struct samgen *samgen, const char *directory);

/*
 * The Policies block of one function with these grants. SAMGEN_BAD_INPUT for unknown names, illegal values and
 * exceeded limits of IAM.
 */
SAMGEN_EXPORT enum samgen_status samgen_generate(struct samgen *samgen, const struct samgen_grant *grants,
                                                 size_t grant_count, const struct samgen_settings *settings,
                                                 struct samgen_result *result);

/*
 * The blocks of the functions of a spec, as a map from function to block; with `function` (else NULL) the block of that
 * one alone, as samgen_generate writes it. SAMGEN_BAD_INPUT with every fault of the spec in the findings.
 */
SAMGEN_EXPORT enum samgen_status samgen_generate_spec(struct samgen *samgen, const struct samgen_input *spec,
                                                      const char *function, const struct samgen_settings *settings,
                                                      struct samgen_result *result);

/* The project that samgen_new_project makes. */
struct samgen_project_request {
    const char *name;                  /* 1 to 64 letters, digits, '-' and '_', of which the first is no sign */
    const char *runtime, *event;       /* as samgen_runtimes and samgen_events name them. NULL: the first; no event */
    bool vpc;                          /* in a VPC, whose subnets and security groups are parameters of the template */
    const struct samgen_grant *grants; /* ${Id} in their options names a resource that the project creates */
    size_t grant_count;
};

struct samgen_file {
    const char *path; /* within the project: "src/app.py" */
    const char *text;
    size_t length;
};

struct samgen_project {
    const struct samgen_file *files; /* NULL after an error */
    size_t file_count;
};

/*
 * The files of a project that `sam build` takes: template, handler, test event, spec and what goes with them. Nothing
 * is written. SAMGEN_BAD_INPUT for unknown names, illegal values and ids that the template has for something else; the
 * findings are in `result`, whose text stays NULL. Of the settings, `style`, `partition`, `no_logs` and `explain`
 * count.
 */
SAMGEN_EXPORT enum samgen_status samgen_new_project(struct samgen *samgen, const struct samgen_project_request *request,
                                                    const struct samgen_settings *settings,
                                                    struct samgen_project *project, struct samgen_result *result);

/* A runtime or event that projects may have. */
struct samgen_named_item {
    const char *name, *title;
    const char *id; /* of the resource that an event comes from, or NULL */
};

/* How many there are, the default first; events sorted by name. */
SAMGEN_EXPORT size_t samgen_runtimes(struct samgen *samgen, const struct samgen_named_item **choices);
SAMGEN_EXPORT size_t samgen_events(struct samgen *samgen, const struct samgen_named_item **choices);

/* The value of a parameter, or the name of a resource, that the template does not tell. */
struct samgen_binding {
    const char *name; /* "Stage"; also "Function.Attribute" */
    const char *value;
};

/* How a SAM template is read. All zero is the default. */
struct samgen_template_settings {
    enum samgen_format format;
    bool name_file;                        /* samgen_expand: say which file it is about, under the key "file" */
    const char *region;                    /* where it is to be deployed; the partition follows. NULL: us-east-1 */
    const char *function;                  /* only this function or state machine; NULL: all */
    const struct samgen_binding *bindings; /* for samgen_explain, samgen_check_template and samgen_diagnose_begin */
    size_t binding_count;
};

/*
 * The roles that SAM creates for the functions and state machines of a template: {"functions": {Id: {"managed",
 * "policies", "trust", "path", "boundary"}}}, intrinsics in their long form; one with a role of its own is left out.
 * SAMGEN_BAD_INPUT for a template that SAM refuses.
 */
SAMGEN_EXPORT enum samgen_status samgen_expand(struct samgen *samgen, const struct samgen_input *template,
                                               const struct samgen_template_settings *settings,
                                               struct samgen_result *result);

/*
 * Looks into `directory` for the documents of managed policies, NAME.json or NAME.yaml, as IAM has them or as
 * `aws iam get-policy-version` prints them. SAMGEN_FAILED when there is no such folder.
 */
SAMGEN_EXPORT enum samgen_status samgen_use_managed_policies(struct samgen *samgen, const char *directory);

enum samgen_explanation { SAMGEN_EXPLAIN_TEXT, SAMGEN_EXPLAIN_JSON, SAMGEN_EXPLAIN_MARKDOWN };

/*
 * What each function and state machine of a template may do: service, access level, resources and conditions, the line
 * and form each comes from, what SAM adds by itself, and what goes beyond the nearest grant of the catalog.
 */
SAMGEN_EXPORT enum samgen_status samgen_explain(struct samgen *samgen, const struct samgen_input *template,
                                                const struct samgen_template_settings *settings,
                                                enum samgen_explanation form, struct samgen_result *result);

/* Where a policy has its say. */
enum samgen_policy_layer {
    SAMGEN_IDENTITY_POLICY, /* of the caller's role */
    SAMGEN_BOUNDARY,        /* of the caller's role; one at most */
    SAMGEN_RESOURCE_POLICY, /* of the resource, such as a bucket, key or trust policy; one at most */
    SAMGEN_SERVICE_CONTROL, /* of the caller's organization; each is a level, and each level must allow */
};

/* An IAM policy document, JSON or YAML. */
struct samgen_policy {
    enum samgen_policy_layer layer;
    struct samgen_input document;
};

/* A condition key of a request, and its values. */
struct samgen_context {
    const char *key;
    const char *const *values;
    size_t value_count;
};

/* May `principal` (an ARN, a service, or NULL for a role in the resource's account) do this? */
struct samgen_request {
    const char *action;
    const char *resource; /* an ARN, or "*" */
    const char *principal;
    const struct samgen_context *context;
    size_t context_count;
};

enum samgen_verdict { SAMGEN_IMPLICIT_DENY, SAMGEN_EXPLICIT_DENY, SAMGEN_ALLOWED };

/* A statement of a policy. */
struct samgen_statement {
    const char *layer;   /* "identity", "boundary", "resource-policy", "service-control" */
    const char *file;    /* its input's name, or NULL when it stands in no file */
    const char *policy;  /* its name (of a document alone: its input's), or NULL: no statement decided */
    const char *sid;     /* or NULL */
    size_t index;        /* in its policy, from 0 */
    size_t line, column; /* from 1; 0 when it stands in no file */
    bool denies;
};

/* `doubt` is a statement with values that are not known before deployment, and might turn the decision over. */
struct samgen_decision {
    enum samgen_verdict verdict;
    struct samgen_statement by;
    bool uncertain;
    struct samgen_statement doubt;
};

/* A statement, and what keeps it from matching a request: NULL when it matches. */
struct samgen_reason {
    struct samgen_statement statement;
    const char *reason;
};

/* Policies that are read and decide. They live in the struct samgen that read them, until samgen_release. */
struct samgen_check;

/*
 * Reads policies. SAMGEN_BAD_INPUT for what IAM would refuse. Warnings, when all is read, are of what IAM may refuse.
 * `*check` is NULL when the status is not SAMGEN_OK.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_read(struct samgen *samgen, const struct samgen_policy *policies,
                                                   size_t policy_count, struct samgen_check **check,
                                                   struct samgen_result *result);

/*
 * The same with the policies and the boundary of the role that SAM makes for settings->function; the caller is that
 * function. ${Id} in the resource of a request then stands for what CloudFormation would put there.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_template(struct samgen *samgen, const struct samgen_input *template,
                                                       const struct samgen_template_settings *settings,
                                                       const struct samgen_policy *policies, size_t policy_count,
                                                       struct samgen_check **check, struct samgen_result *result);

/*
 * What every further request of the check has unless it says otherwise: the caller, and values of a context key.
 * SAMGEN_BAD_INPUT for a principal that is neither an ARN with an account nor a service; nothing changes then.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_principal(struct samgen_check *check, const char *principal);
SAMGEN_EXPORT void samgen_check_context(struct samgen_check *check, const char *key, const char *value);

/*
 * Decides as AWS does. SAMGEN_OK for allowed, SAMGEN_FINDINGS for denied; SAMGEN_BAD_INPUT, with a finding, for an
 * action or resource that is none or a text of more than 4096 bytes. What the decision leaves open comes as warnings
 * and notes, each once a check: a Deny that tests a key of all requests which this one does not tell, an unknown
 * action ... The decision holds until the check is released, the result until the next call.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_request(struct samgen_check *check, const struct samgen_request *request,
                                                      struct samgen_decision *decision, struct samgen_result *result);

/* All statements of all policies with what keeps them from matching a request that could be decided. */
SAMGEN_EXPORT size_t samgen_check_why(struct samgen_check *check, const struct samgen_request *request,
                                      const struct samgen_reason **reasons);

/* How much an answer in JSON tells. */
enum samgen_detail { SAMGEN_DECISION, SAMGEN_DECISION_AND_WHY };

/*
 * The answer to a request as a JSON object on one line: "decision" ("allowed", "implicit-deny", "explicit-deny"), "by"
 * and perhaps "uncertain" (a statement as in `doubt`) and "why". Status and lifetime of the result as above.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_json(struct samgen_check *check, const struct samgen_request *request,
                                                   enum samgen_detail detail, struct samgen_result *result);

/* The longest line that samgen_check_line takes. */
#define SAMGEN_LINE_MOST (64 * 1024)

/*
 * The same for a request that is a JSON object itself, with "action", "resource" and, each if it likes, "id",
 * "principal" and "context", whose values are texts, numbers, booleans, or lists of them. The answer begins with its
 * "id", or null. What is no request is SAMGEN_BAD_INPUT with a finding. Any number of lines takes no more memory,
 * but for those with ${Id} in the resource.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_line(struct samgen_check *check, const char *text, size_t length,
                                                   enum samgen_detail detail, struct samgen_result *result);

/* What an edit makes of a text. */
struct samgen_change {
    bool changed;
    const char *text; /* the whole new text, or the old one where nothing is to be changed; NULL after an error */
    size_t length;
    const char *diff; /* unified; empty where nothing is to be changed */
};

/*
 * Writes grants into the Policies of a function or state machine of a template; nothing else in the text changes. What
 * the role allows already, or SAM adds by itself, is left out with a note. `settings->template` does not count: it is
 * the template. SAMGEN_BAD_INPUT when that cannot be done, with a finding at the place; findings are in `result`, whose
 * text stays NULL. The new text has been read again: it is the old one with exactly the new entries.
 */
SAMGEN_EXPORT enum samgen_status samgen_apply(struct samgen *samgen, const struct samgen_input *template,
                                              const char *function, const struct samgen_grant *grants,
                                              size_t grant_count, const struct samgen_settings *settings,
                                              struct samgen_change *change, struct samgen_result *result);

/* A template that functions of a spec stand in. */
struct samgen_spec_template {
    const char *said;         /* what these functions have under `template`; NULL: they have none */
    struct samgen_input text; /* its name is the path: `said` from the folder of the spec on; NULL where that is NULL */
    struct samgen_change change;
};

/*
 * Which templates the functions of a spec stand in, or (with `function`) that one: each once, in the order of the spec.
 * Only `said` and `text.name` are set; the caller fills in the texts. They live until samgen_release. SAMGEN_BAD_INPUT
 * with findings when the spec has faults, or no such function.
 */
SAMGEN_EXPORT enum samgen_status samgen_spec_templates(struct samgen *samgen, const struct samgen_input *spec,
                                                       const char *function, struct samgen_spec_template **templates,
                                                       size_t *template_count, struct samgen_result *result);

/*
 * samgen_apply for all functions of a spec, or (with `function`) for that one. `templates` are those of
 * samgen_spec_templates with their texts; each gets its `change`. When one function cannot be served none is changed.
 */
SAMGEN_EXPORT enum samgen_status samgen_apply_spec(struct samgen *samgen, const struct samgen_input *spec,
                                                   const char *function, struct samgen_spec_template *templates,
                                                   size_t template_count, const struct samgen_settings *settings,
                                                   struct samgen_result *result);

/* A file that was read, and what it shall hold. */
struct samgen_replacement {
    const char *path;
    const char *read; /* its bytes as they were read: when it has others by now, nothing is written */
    size_t read_length;
    const char *bytes;
    size_t length;
};

/*
 * Replaces all these files, or none: each is the old one or the new one, whole, whenever the process ends. Links, modes
 * and owners stay. SAMGEN_FAILED with a message when one cannot be replaced; it lives until samgen_release.
 */
SAMGEN_EXPORT enum samgen_status samgen_replace_files(struct samgen *samgen, const struct samgen_replacement *files,
                                                      size_t count, const char **error);

/* ---- The other places a permission lives in ---- */

/*
 * All three write CloudFormation by `format`, `indent`, `partition` and `template` of the settings; what AWS documents
 * is in templates/places/. SAMGEN_BAD_INPUT for unknown names, illegal values, and where there is nothing to write.
 */
enum samgen_place { SAMGEN_INVOKE_PERMISSION, SAMGEN_TRUST };

/* What invokes functions ("s3"), or what assumes roles ("lambda"): sets `*choices`, sorted, and returns how many. */
SAMGEN_EXPORT size_t samgen_places(struct samgen *samgen, enum samgen_place place,
                                   const struct samgen_named_item **choices);

/*
 * The options of one. False for an unknown name, and for a source that needs no permission ("sqs"). For SAMGEN_TRUST
 * any service principal is known too ("states.amazonaws.com").
 */
SAMGEN_EXPORT bool samgen_describe_place(struct samgen *samgen, enum samgen_place place, const char *name,
                                         struct samgen_grant_info *info);

/*
 * The AWS::Lambda::Permission that lets a source invoke a function, as a map from logical id to resource.
 * SAMGEN_BAD_INPUT also for a source that needs no permission.
 */
SAMGEN_EXPORT enum samgen_status samgen_invoke_permission(struct samgen *samgen, const struct samgen_grant *source,
                                                          const struct samgen_settings *settings,
                                                          struct samgen_result *result);

/* The AssumeRolePolicyDocument of a role that a service assumes. */
SAMGEN_EXPORT enum samgen_status samgen_trust(struct samgen *samgen, const struct samgen_grant *service,
                                              const struct samgen_settings *settings, struct samgen_result *result);

/* Whom a resource's policy lets in. */
struct samgen_access {
    const char *role;       /* required: the ARN or ${Id} of a role, the id of a function, an account, or a service */
    const char *source_arn; /* what a service acts for; or NULL */
    const char *account;    /* of the resources, where their ARNs do not tell; or NULL */
    bool bare;              /* only the statements, as a list */
};

/*
 * The policies of the resources that grants are about: {Id: resource, ...}, or with `bare` a list of statements. Notes
 * say whether each is needed. A policy that is a property of the resource, such as that of a key, is a skeleton: add
 * its statements to the policy that is there. SAMGEN_BAD_INPUT also when `access->role` is NULL.
 */
SAMGEN_EXPORT enum samgen_status samgen_resource_policy(struct samgen *samgen, const struct samgen_grant *grants,
                                                        size_t grant_count, const struct samgen_access *access,
                                                        const struct samgen_settings *settings,
                                                        struct samgen_result *result);

/* ---- Looking for mistakes ---- */

/* What samgen_lint looks for. `bad` and `good` are lines of a template. */
struct samgen_rule {
    const char *code; /* "SG201" */
    enum samgen_severity severity;
    const char *title, *why, *bad, *good;
};

/* All rules, by code. 0 when the catalog's file of rules is faulty. */
SAMGEN_EXPORT size_t samgen_rules(struct samgen *samgen, const struct samgen_rule **rules);

/* Findings that are known, and so not shown again. */
struct samgen_baseline;

/*
 * Which findings are shown. All zero: all of them. Codes are whole ones or beginnings ("SG2"), one or several with
 * commas between them; what is ignored is not shown, whatever else is said of it.
 */
struct samgen_lint_settings {
    const char *const *select, *const *ignore;
    size_t select_count, ignore_count;
    const char *severity; /* the least that is shown: "error", "warning" or "info" (NULL) */
    const struct samgen_baseline *baseline;
    bool only_templates; /* of a text without SAM's Transform nothing is told but that it cannot be read */
};

/* SAMGEN_BAD_INPUT with findings for codes and severities that there are not. */
SAMGEN_EXPORT enum samgen_status samgen_lint_check_settings(struct samgen *samgen,
                                                            const struct samgen_lint_settings *settings,
                                                            struct samgen_result *result);

/* What a .samgen.yaml says; it is checked. Only `select`, `ignore` and `severity` are set. */
SAMGEN_EXPORT enum samgen_status samgen_lint_read_settings(struct samgen *samgen, const struct samgen_input *file,
                                                           struct samgen_lint_settings *settings,
                                                           struct samgen_result *result);

/*
 * The findings of an earlier run, from the JSON that it wrote. SAMGEN_FAILED when the file cannot be read,
 * SAMGEN_BAD_INPUT when it is something else. Several threads may use it at a time.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint_read_baseline(struct samgen *samgen, const char *path,
                                                           const struct samgen_baseline **baseline,
                                                           struct samgen_result *result);

/* What to write in place of the text from one place up to another. */
struct samgen_fix {
    size_t line, column, end_line, end_column;
    const char *text;
};

/* Something in a template that its author would mend. */
struct samgen_lint_finding {
    const char *rule; /* "SG201" */
    enum samgen_severity severity;
    const char *file, *source_line;
    size_t line, column, end_line, end_column; /* from 1; columns count characters; the end is behind the last one */
    const char *resource;                      /* the logical id it is about, or NULL */
    const char *path; /* its place in the tree, "Resources.F.Properties.Policies[1]"; NULL: the whole template */
    const char *message;
    const struct samgen_fix *fix; /* NULL: none is certain */
};

struct samgen_lint_report {
    const struct samgen_lint_finding *findings; /* in the order of the file */
    size_t finding_count;
    bool is_template; /* it has SAM's Transform */
};

/*
 * Looks at a SAM template for what samgen_rules tells of. That it is no YAML, or longer than 1 MiB, or that SAM refuses
 * it, is a finding too. What a comment `# samgen: ignore SG201` excuses, on the line or on comment lines right above
 * it, is left out. The report lives until samgen_release. SAMGEN_BAD_INPUT only for faults of the catalog, which are in
 * `result`.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint(struct samgen *samgen, const struct samgen_input *template,
                                             const struct samgen_lint_settings *settings,
                                             struct samgen_lint_report *report, struct samgen_result *result);

/*
 * The template with all fixes made that samgen_lint tells of; `*fixed` is how many. Nothing is written.
 * SAMGEN_BAD_INPUT when what they make cannot be read.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint_fix(struct samgen *samgen, const struct samgen_input *template,
                                                 const struct samgen_lint_settings *settings,
                                                 struct samgen_change *change, size_t *fixed,
                                                 struct samgen_result *result);

enum samgen_lint_format { SAMGEN_LINT_JSON, SAMGEN_LINT_SARIF, SAMGEN_LINT_GITHUB };

/*
 * What stands around the findings of all files: `begin`; if there are any `first`, the texts of samgen_lint_write with
 * `between` between them, and `last`; then `end`.
 */
struct samgen_lint_frame {
    const char *begin, *first, *between, *last, *end;
};

SAMGEN_EXPORT void samgen_lint_frame(struct samgen *samgen, enum samgen_lint_format format,
                                     struct samgen_lint_frame *frame);

/* The findings of one file, as they stand in a frame: NULL when there are none. */
SAMGEN_EXPORT const char *samgen_lint_write(struct samgen *samgen, enum samgen_lint_format format,
                                            const struct samgen_lint_report *report);

/* A request that a text says was denied. A text is NULL where nothing is said. */
struct samgen_denial {
    const char *action;   /* "s3:GetObject" */
    const char *resource; /* as it stands there: an ARN, "*", a name, a URL */
    const char *principal;
    const char *principal_kind; /* assumed-role, iam-user, role, root, federated-user, service, anonymous, other */
    const char *session_kind;   /* of an assumed role: lambda, ec2-instance ... */
    const char *reason; /* one of `reasons` in templates/denials.yaml: "implicit-identity", "explicit-scp" ... */
    const char *place;  /* one of `places` there, which is to be mended: "execution-role" ...; or "unknown" */
    const char *reason_title, *place_title; /* both as people say it */
    const char *operation;                  /* that was called; it may be denied for lack of another action */
    const char *error_code;
    const char *policy_arn;                     /* that denies it */
    const char *event_action, *event_principal; /* what a CloudTrail record tells where its message does not */
    const char *said;                    /* the words that tell of it, when no sentence names an action; else NULL */
    const char *const *candidates;       /* places to try, in order, where the place is unknown */
    const char *const *candidate_titles; /* as people say it */
    size_t candidate_count;
    const char *const *advice; /* sentences */
    size_t advice_count;
    const char *fix; /* what to add in that place, YAML or (for IAM) JSON; NULL: nobody can tell, or a Deny denies */
    const char *fix_command;           /* a call of samgen that prints the same permissions; NULL when there is none */
    const struct samgen_grant *grant;  /* for samgen_apply, when the fix is one of an execution role; else NULL */
    const struct samgen_statement *by; /* the statement of the template that allows or denies it already, or NULL */
    const struct samgen_statement *near; /* the one that allows the action, but not this request, or NULL */
    bool denied;                         /* false: it failed, but nothing was denied */
    bool encoded;       /* the text has a part that only `aws sts decode-authorization-message` can read */
    size_t line, count; /* where it first stands, from 1; how often it is told */
};

struct samgen_denials {
    const struct samgen_denial *items; /* in the order of the text */
    size_t count;
    size_t unkept; /* further ones; only SAMGEN_DENIALS_MOST different ones are kept */
};

#define SAMGEN_DENIALS_MOST 10000

/* A text that is read for denials. It lives in the struct samgen, until samgen_release. */
struct samgen_diagnosis;

/*
 * Begins to read a text of any length, in pieces of any length; memory does not grow with it. It may hold logs, error
 * messages of SDKs and CloudFormation, CloudTrail records, and JSON that is escaped several times.
 *
 * `template` may be NULL, and then `settings` too. With a template, settings->function must be set: denials of an
 * execution role are taken to be of this function. Its role is asked whether it allows the request, and fixes refer to
 * resources of the template. Of the settings, `region` and `bindings` count too; `format` does not.
 *
 * SAMGEN_BAD_INPUT, with `*diagnosis` NULL, for a template that SAM refuses, when it has no such function or none is
 * named, and for faults in denials.yaml. `*diagnosis` belongs to `samgen` until samgen_release.
 * The grammar: IAM user guide, "Troubleshoot access denied error messages".
 */
SAMGEN_EXPORT enum samgen_status samgen_diagnose_begin(struct samgen *samgen, const struct samgen_input *template,
                                                       const struct samgen_template_settings *settings,
                                                       struct samgen_diagnosis **diagnosis,
                                                       struct samgen_result *result);

/* The next piece; the bytes are copied as far as they are needed. */
SAMGEN_EXPORT void samgen_diagnose_take(struct samgen_diagnosis *diagnosis, const char *bytes, size_t length);

/*
 * Ends the text, once. SAMGEN_FINDINGS when it tells of a denial or of another place to mend; else SAMGEN_OK. What is
 * told lives until samgen_release.
 */
SAMGEN_EXPORT enum samgen_status samgen_diagnose_end(struct samgen_diagnosis *diagnosis,
                                                     struct samgen_denials *denials);

/* {"denials": [{"action", "resource", "principal", "place" ...}]}, null where nothing is said; belongs to `samgen`. */
SAMGEN_EXPORT const char *samgen_diagnose_json(struct samgen *samgen, const struct samgen_denials *denials);

/* What the catalog says of an option. */
struct samgen_option_info {
    const char *name, *title;
    const char *kind;    /* what it names: "S3 bucket" */
    const char *example; /* a legal value */
    const char *initial; /* the value when it is not given, or NULL */
    bool required, repeats;
    bool flag;       /* takes no value */
    bool positional; /* may be given without its name */
};

/* A statement that a grant needs, placeholders as in the catalog. */
struct samgen_need {
    const char *when;      /* the options it depends on, or "" */
    const char *actions;   /* joined with ", " */
    const char *resources; /* joined with ", " */
};

struct samgen_grant_info {
    const char *name, *title, *service;
    const struct samgen_option_info *options;
    size_t option_count;
    const struct samgen_need *needs;
    size_t need_count;
    const char *const *forms; /* names of managed policies and SAM policy templates that may stand for the needs */
    size_t form_count;
    const char *const *notes;
    size_t note_count;
    const char *one_of;  /* options of which one must be given, joined with ", ", or "" */
    const char *example; /* options for a call that works: "--bucket my-bucket" */
};

/* False when the catalog has no grant of this name. */
SAMGEN_EXPORT bool samgen_describe(struct samgen *samgen, const char *grant, struct samgen_grant_info *info);

enum samgen_item_type { SAMGEN_ITEM_GRANT, SAMGEN_ITEM_TEMPLATE, SAMGEN_ITEM_MANAGED };

struct samgen_item {
    enum samgen_item_type type;
    const char *name, *title;
};

/*
 * Grants and SAM policy templates, and with a `word` (else NULL) also AWS managed policies, whose name or title has the
 * word in it (case does not count). Sorted by type, then as in the catalog.
 */
SAMGEN_EXPORT size_t samgen_list(struct samgen *samgen, const char *word, const struct samgen_item **items);

/* The word of `known` that a typing mistake away from `word` gives, or NULL when none is near. */
SAMGEN_EXPORT const char *samgen_nearest(struct samgen *samgen, const char *word, const char *const *known,
                                         size_t known_count);

/*
 * Reads a file, or standard input for "-", up to the most that samgen reads (1 MiB and one byte, so that a longer one
 * is noticed where it is used). SAMGEN_FAILED with `*error` set when it cannot be read.
 */
SAMGEN_EXPORT enum samgen_status samgen_read_file(struct samgen *samgen, const char *path, struct samgen_input *input,
                                                  const char **error);

/* Replaces a file in one step: the old text is there or the new one. SAMGEN_FAILED with `*error` set. */
SAMGEN_EXPORT enum samgen_status samgen_write_file(struct samgen *samgen, const char *path, const char *bytes,
                                                   size_t length, const char **error);

#ifdef __cplusplus
}
#endif

#endif
