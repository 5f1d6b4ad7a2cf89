#ifndef SAMGEN_H
#define SAMGEN_H

/*
 * libsamgen writes the `Policies:` of an AWS SAM template from what a Lambda function needs, and reads, checks, lints
 * and explains such policies. This header is its manual; the program `samgen` uses nothing else.
 *
 * Memory. What a function returns belongs to the `struct samgen` of the call, and lives until samgen_release or
 * samgen_free. Nothing is freed alone. Arguments are only read during the call, unless the function says otherwise.
 * Without memory the process aborts.
 *
 * Texts are UTF-8 and end with a NUL. A text that has a length may hold NULs, and needs no NUL at its end. Where a
 * comment says "or NULL", NULL means that there is no such thing; other pointers are never NULL.
 *
 * Numbers. Lines, columns and counts of lines begin with 1; columns and lengths of lines count characters (code
 * points); every `length` counts bytes. A template, a spec or a policy has at most 1 MiB; a longer one is a finding.
 *
 * Threads. One struct samgen serves one thread at a time, and several threads can each have their own. The library has
 * no other state, prints nothing and never exits. It starts threads only where settings ask for them, and they end
 * before the call returns.
 *
 * Facts about AWS are data in templates/, with their source and date; the catalog of a struct samgen is those data.
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

/* What came of a call. The program exits with the same numbers. */
enum samgen_status {
    SAMGEN_OK = 0,        /* done */
    SAMGEN_FINDINGS = 1,  /* done, and the answer is one to look at: denied, or something was found */
    SAMGEN_BAD_INPUT = 2, /* the input is wrong: the findings say what; there is no result */
    SAMGEN_FAILED = 3,    /* the system refused: a file cannot be read or written, or a folder does not exist */
};

enum samgen_severity { SAMGEN_ERROR, SAMGEN_WARNING, SAMGEN_NOTE };

/* A message for a person. */
struct samgen_finding {
    enum samgen_severity severity;
    const char *subject;     /* the option or key that it is about ("--bucket"), or NULL */
    const char *message;     /* what is wrong, then what to write instead: one sentence without a full stop */
    const char *file;        /* the name of the input, or NULL; the next three are 0 and NULL then */
    size_t line, column;     /* where the fault begins */
    const char *source_line; /* the whole line, without its end */
};

/* The text of a call, or NULL when it has none, and its findings, sorted by position. */
struct samgen_result {
    const char *text;
    size_t length;
    const struct samgen_finding *findings;
    size_t finding_count;
};

/* A text of the caller, and its name in findings ("template.yaml"). */
struct samgen_input {
    const char *name;
    const char *bytes;
    size_t length;
};

/* The form in which a grant is written. */
enum samgen_style {
    SAMGEN_STYLE_AUTO,     /* the shortest form that covers the need and names only the given resource */
    SAMGEN_STYLE_TEMPLATE, /* a SAM policy template where one covers the need, even if it allows more */
    SAMGEN_STYLE_INLINE,   /* statements that allow the need and nothing more */
};

enum samgen_format { SAMGEN_YAML, SAMGEN_JSON };

/* What is written: SAM's Policies, a resource, or an IAM document, which refers to nothing of a template. */
enum samgen_as {
    SAMGEN_AS_SAM,
    SAMGEN_AS_ROLE,
    SAMGEN_AS_POLICY,         /* attached to `roles` */
    SAMGEN_AS_MANAGED_POLICY, /* the same; `roles` may be NULL */
    SAMGEN_AS_DOCUMENT,
};

/*
 * How to write policies. All zero is the default. Each function reads the fields that its row has, and no others:
 *
 *                            style  format  indent  partition  no_logs  explain  with_places  template  as
 * samgen_generate              x      x       x         x         x        x                      x      x
 * samgen_generate_spec         x      x       x         x         x        x         x            x      x
 * samgen_new_project           x      x                 x         x        x
 * samgen_apply, _apply_spec    x      x                 x                  x
 * samgen_invoke_permission            x       x         x                                         x
 * samgen_resource_policy              x       x         x                                         x
 * samgen_trust                        x       x         x                                         x
 *
 * samgen_new_project and samgen_apply write the language of the template; for them `format` only says where `explain`
 * gives the reasons. The column `as` is for it and the fields after it but `threads`.
 */
struct samgen_settings {
    enum samgen_style style;
    enum samgen_format format;
    size_t indent;         /* spaces before every line, at most 64 */
    const char *partition; /* of ARNs: "aws-cn"; NULL: of the ARNs given, or "aws"; "auto": ${AWS::Partition} */
    bool no_logs;          /* leave out AWSLambdaBasicExecutionRole, which SAM adds to every role that it creates */
    bool explain;          /* give the reasons: as comments in YAML, or as notes with JSON */
    bool no_kms;      /* leave out keys that no option gives: of the template, or in a new project of other grants */
    bool with_places; /* write also the permissions of `invoked-by`, and the policies for other accounts */
    const struct samgen_input *template; /* the SAM template that ${Id} must exist in, or NULL: do not check */
    const char *role; /* samgen_apply: the role of the template that gets the grants, in place of a function; or NULL */
    enum samgen_as as;
    const char *trust; /* of a role: a name of samgen_places(SAMGEN_TRUST) or a service principal; NULL: "lambda" */
    const char *roles; /* of a policy: the logical ids of roles, with commas between them; NULL: none */
    const char *region, *account; /* of a document: where names are; NULL: an ARN that needs it is an error */
    size_t threads; /* samgen_generate_spec: how many may share a large spec, this one included; 0: this one alone */
};

/* An option of a grant. An option that may repeat is given several times. */
struct samgen_option {
    const char *name;  /* without the dashes: "bucket" */
    const char *value; /* a name, an ARN, ${Id}, or an intrinsic such as "!ImportValue jobs"; NULL for a switch */
};

/* A permission by its name in the catalog, with its options. samgen_list names all, samgen_describe explains one. */
struct samgen_grant {
    const char *name; /* "s3-read" */
    const struct samgen_option *options;
    size_t option_count;
};

/* "0.2.0". The text is static. */
SAMGEN_EXPORT const char *samgen_version(void);

/* A new context with the built-in catalog. Call samgen_free in the end; it accepts NULL. */
SAMGEN_EXPORT struct samgen *samgen_new(void);
SAMGEN_EXPORT void samgen_free(struct samgen *samgen);

/* Frees the results of all calls so far, but keeps the catalog. Call it in a loop over many inputs. */
SAMGEN_EXPORT void samgen_release(struct samgen *samgen);

/*
 * Reads `directory` before the built-in catalog; it has the layout of templates/. SAMGEN_FAILED when it is not a
 * folder, SAMGEN_BAD_INPUT from a library that was built with -DSAMGEN_USER_CATALOG=OFF. Call it before any function
 * that reads the catalog.
 */
SAMGEN_EXPORT enum samgen_status samgen_use_catalog(struct samgen *samgen, const char *directory);

/*
 * Writes the Policies block of one function that needs these grants. SAMGEN_BAD_INPUT for unknown names and options,
 * illegal values, references that the template lacks, and policies that exceed the quotas of IAM (IAM user guide, "IAM
 * and AWS STS quotas").
 */
SAMGEN_EXPORT enum samgen_status samgen_generate(struct samgen *samgen, const struct samgen_grant *grants,
                                                 size_t grant_count, const struct samgen_settings *settings,
                                                 struct samgen_result *result);

/*
 * Writes the blocks of all functions of a spec, as a map from function to block. With `function` it writes only the
 * block of that function, as samgen_generate does; NULL: all. The README describes specs. SAMGEN_BAD_INPUT with every
 * fault of the spec in the findings, also when it has no such function.
 */
SAMGEN_EXPORT enum samgen_status samgen_generate_spec(struct samgen *samgen, const struct samgen_input *spec,
                                                      const char *function, const struct samgen_settings *settings,
                                                      struct samgen_result *result);

/* The project to make. */
struct samgen_project_request {
    const char *name;                  /* 1 to 64 letters, digits, '-' and '_'; the first is a letter or digit */
    const char *runtime;               /* a name of samgen_runtimes, or NULL: the first */
    const char *event;                 /* a name of samgen_events, or NULL: none */
    bool vpc;                          /* run in a VPC; its subnets and security groups become parameters */
    const struct samgen_grant *grants; /* the project creates each resource that an option names by ${Id} */
    size_t grant_count;
    const struct samgen_input *into; /* the template of a project, to which the function is added; or NULL */
    const struct samgen_input *spec; /* the samgen.yaml of that project, or NULL */
};

struct samgen_file {
    const char *path; /* within the project: "src/app.py" */
    const char *text;
    size_t length;
};

struct samgen_project {
    const struct samgen_file *files; /* NULL after an error */
    size_t file_count;
    /*
     * With `into`: the id of the function, and the new texts of the template and the spec (with the path NULL: none).
     */
    const char *function;
    struct samgen_file template, spec;
};

/*
 * Makes the files of a project that `sam build` accepts: template, handler, test event, spec, and what they need. With
 * `into` it makes the files of one more function, in a folder named after it beside the template, and adds the
 * function, and the resources that the template lacks, to the template and the spec; every other byte of them stays. It
 * returns texts and writes nothing. SAMGEN_BAD_INPUT for unknown names, illegal values, and two resources with one id.
 * The findings are in `result`, whose text stays NULL.
 */
SAMGEN_EXPORT enum samgen_status samgen_new_project(struct samgen *samgen, const struct samgen_project_request *request,
                                                    const struct samgen_settings *settings,
                                                    struct samgen_project *project, struct samgen_result *result);

/* A name that an option takes, and its title for people. */
struct samgen_named_item {
    const char *name, *title;
    const char *id; /* of an event: the logical id of the resource that it comes from; else NULL */
};

/* All runtimes of a new project, the default first, and all events, sorted by name. Returns how many there are. */
SAMGEN_EXPORT size_t samgen_runtimes(struct samgen *samgen, const struct samgen_named_item **items);
SAMGEN_EXPORT size_t samgen_events(struct samgen *samgen, const struct samgen_named_item **items);

/* A value that is known only when the template is deployed. */
struct samgen_binding {
    const char *name;  /* a parameter, the logical id of a resource, or "Id.Attribute" */
    const char *value; /* the parameter's value, the resource's physical name, or the attribute's value */
};

/*
 * How to read a SAM template. All zero is the default. samgen_expand does not read `bindings`, and only samgen_expand
 * reads `format` and `name_file`.
 */
struct samgen_template_settings {
    enum samgen_format format;
    bool name_file;                        /* add the name of the input under the key "file" */
    const char *region;                    /* of the deployment, which also decides the partition; NULL: us-east-1 */
    const char *function;                  /* only this function or state machine; NULL: all, where that is allowed */
    const struct samgen_binding *bindings; /* the library copies them */
    size_t binding_count;
    const char *role; /* only this role of the template, in place of `function`; or NULL */
    bool nested;      /* samgen_explain reads the local templates of nested stacks too; they are files of the system */
    bool code;        /* samgen_explain reads the code of functions too, as samgen_suggest does */
};

/*
 * Writes the roles that SAM creates for the functions and state machines of a template: {"functions": {Id: {"managed",
 * "policies", "trust", "path", "boundary"}}}, with intrinsics in their long form. Roles of the template itself are
 * under "roles", with "attached", the policy resources attached to them, and "used_by", the resources that use them.
 * SAMGEN_BAD_INPUT for a template that SAM refuses. The rules are those of aws-sam-translator 1.110.0.
 */
SAMGEN_EXPORT enum samgen_status samgen_expand(struct samgen *samgen, const struct samgen_input *template,
                                               const struct samgen_template_settings *settings,
                                               struct samgen_result *result);

/*
 * Reads the documents of managed policies from `directory`: NAME.json or NAME.yaml, as IAM stores them or as
 * `aws iam get-policy-version` prints them. SAMGEN_FAILED when it is not a folder.
 */
SAMGEN_EXPORT enum samgen_status samgen_use_managed_policies(struct samgen *samgen, const char *directory);

/* As HTML it is one page without requests to any server; as Mermaid, a flowchart. */
enum samgen_explanation {
    SAMGEN_EXPLAIN_TEXT,
    SAMGEN_EXPLAIN_JSON,
    SAMGEN_EXPLAIN_MARKDOWN,
    SAMGEN_EXPLAIN_HTML,
    SAMGEN_EXPLAIN_MERMAID,
};

/*
 * Writes what each function and state machine of a template may do, and each role that none of them has: services,
 * access levels, resources and conditions, the line and form each permission comes from, what SAM adds by itself, and
 * what exceeds the nearest grant of the catalog; with `code`, also what no call in the code uses. With `nested`, those
 * of nested stacks follow, as "stacks" in JSON. Access levels are those of the Service Authorization Reference.
 * SAMGEN_BAD_INPUT for a template that SAM refuses, and for a policy that IAM refuses.
 */
SAMGEN_EXPORT enum samgen_status samgen_explain(struct samgen *samgen, const struct samgen_input *template,
                                                const struct samgen_template_settings *settings,
                                                enum samgen_explanation form, struct samgen_result *result);

/* The layers of policies that decide together (IAM user guide, "Policy evaluation logic"). */
enum samgen_policy_layer {
    SAMGEN_IDENTITY_POLICY, /* of the caller */
    SAMGEN_BOUNDARY,        /* the permissions boundary of the caller, at most one */
    SAMGEN_RESOURCE_POLICY, /* of the resource, such as a bucket, key or trust policy, at most one */
    SAMGEN_SERVICE_CONTROL, /* of the caller's organization: each is a level, and each level must allow */
};

/* An IAM policy document, JSON or YAML. */
struct samgen_policy {
    enum samgen_policy_layer layer;
    struct samgen_input document;
};

/* A condition key of a request with its values. A key without values exists, but is empty. */
struct samgen_context {
    const char *key; /* "aws:SourceIp"; case does not count */
    const char *const *values;
    size_t value_count;
};

/* A request to decide. No text is longer than 4096 bytes. */
struct samgen_request {
    const char *action;    /* "s3:GetObject" */
    const char *resource;  /* an ARN, or "*" for an action without resources */
    const char *principal; /* the caller: an ARN with an account, or a service; NULL: the caller of the check */
    const struct samgen_context *context;
    size_t context_count;
};

enum samgen_verdict { SAMGEN_IMPLICIT_DENY, SAMGEN_EXPLICIT_DENY, SAMGEN_ALLOWED };

/* A statement of a policy. */
struct samgen_statement {
    const char *layer;   /* "identity", "boundary", "resource-policy", "service-control"; NULL: no layer decided */
    const char *file;    /* the name of its input; NULL: it is not in a file */
    const char *policy;  /* the name of its policy, or of its input; NULL: no statement decided */
    const char *sid;     /* its Sid, or NULL */
    size_t index;        /* among the statements of the policy, from 0 */
    size_t line, column; /* 0 when it is not in a file */
    bool denies;
};

/* A decision. `doubt` has values that are unknown before deployment, and with other values might change the verdict. */
struct samgen_decision {
    enum samgen_verdict verdict;
    struct samgen_statement by; /* the statement that decides, or the layer that does not allow the request */
    bool uncertain;             /* there is a doubt */
    struct samgen_statement doubt;
};

/* A statement, and why it does not match a request. */
struct samgen_reason {
    struct samgen_statement statement;
    const char *reason; /* "the action ... is not in its Action: ..."; NULL: it matches */
};

/* Policies that decide requests. They belong to the struct samgen that read them, until samgen_release. */
struct samgen_check;

/*
 * Reads policies; the caller is a role in the account of the resource. SAMGEN_BAD_INPUT, with `*check` NULL, for
 * documents that IAM refuses. Warnings report what IAM may refuse.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_read(struct samgen *samgen, const struct samgen_policy *policies,
                                                   size_t policy_count, struct samgen_check **check,
                                                   struct samgen_result *result);

/*
 * Reads the policies and the boundary of the role of settings->function, or of settings->role, and those of `policies`.
 * One of the two must be set. The caller is that function, or a session of that role. In the resource of a request
 * ${Id} stands for the value that CloudFormation gives it. SAMGEN_BAD_INPUT, with `*check` NULL, also for a template
 * that SAM refuses or that has no such function.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_template(struct samgen *samgen, const struct samgen_input *template,
                                                       const struct samgen_template_settings *settings,
                                                       const struct samgen_policy *policies, size_t policy_count,
                                                       struct samgen_check **check, struct samgen_result *result);

/*
 * Sets what all later requests have unless they say otherwise: the caller, and one more value of a condition key. The
 * texts are copied. SAMGEN_BAD_INPUT for a principal that is neither an ARN with an account nor a service; the caller
 * does not change then.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_principal(struct samgen_check *check, const char *principal);
SAMGEN_EXPORT void samgen_check_context(struct samgen_check *check, const char *key, const char *value);

/*
 * Decides a request as AWS does (IAM user guide, "Policy evaluation logic"). SAMGEN_OK when it is allowed,
 * SAMGEN_FINDINGS when it is denied. SAMGEN_BAD_INPUT, with a finding, when the action or the resource has the wrong
 * form or a text is longer than 4096 bytes.
 *
 * Warnings and notes report what the decision does not know, each once a check: an unknown action, or a Deny that tests
 * a key which every real request has but this one does not. The decision lives as long as the check, the result until
 * the next call with this struct samgen.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_request(struct samgen_check *check, const struct samgen_request *request,
                                                      struct samgen_decision *decision, struct samgen_result *result);

/*
 * Sets `*reasons` to all statements of the check, in the order of the policies. Returns 0 for a request with a fault.
 */
SAMGEN_EXPORT size_t samgen_check_why(struct samgen_check *check, const struct samgen_request *request,
                                      const struct samgen_reason **reasons);

/* What an answer in JSON contains. */
enum samgen_detail { SAMGEN_DECISION, SAMGEN_DECISION_AND_WHY };

/*
 * Decides a request, and writes the answer as a JSON object on one line: "decision" ("allowed", "implicit-deny" or
 * "explicit-deny"), "by", with a doubt "uncertain", and on request "why". Status and lifetime are those of
 * samgen_check_request.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_json(struct samgen_check *check, const struct samgen_request *request,
                                                   enum samgen_detail detail, struct samgen_result *result);

/* The longest line that samgen_check_line accepts, in bytes. */
#define SAMGEN_LINE_MOST (64 * 1024)

/*
 * Decides a request that is a JSON object: "action", "resource", and if it has them "id", "principal" and "context",
 * whose values are texts, numbers, booleans, or lists of these. The answer is that of samgen_check_json, beginning with
 * "id", which is null when the request has none. SAMGEN_BAD_INPUT, with a finding, for a line that is not a request.
 * Memory does not grow with the number of lines, except for those with ${Id} in the resource.
 */
SAMGEN_EXPORT enum samgen_status samgen_check_line(struct samgen_check *check, const char *text, size_t length,
                                                   enum samgen_detail detail, struct samgen_result *result);

/* The result of an edit, which is not written to any file. */
struct samgen_change {
    bool changed;
    const char *text; /* the whole new text, which is the old one when nothing changes; NULL after an error */
    size_t length;
    const char *diff; /* the change as a unified diff; "" when nothing changes */
};

/*
 * Adds grants to the Policies of a function or state machine of a template, to its AWS::IAM::Role if it has one in the
 * template, or to settings->role, and changes nothing else: comments, quotes, order and line ends stay. `function` may
 * be NULL if settings->role is set. What the role allows already, and what SAM adds by itself, is left out with a note.
 * The library reads the new text again, and proves that it is the old tree with the new entries.
 *
 * SAMGEN_BAD_INPUT when that cannot be done, with a finding at the position. The findings are in `result`, whose text
 * stays NULL.
 */
SAMGEN_EXPORT enum samgen_status samgen_apply(struct samgen *samgen, const struct samgen_input *template,
                                              const char *function, const struct samgen_grant *grants,
                                              size_t grant_count, const struct samgen_settings *settings,
                                              struct samgen_change *change, struct samgen_result *result);

/* A template that a spec names. */
struct samgen_spec_template {
    const char *said;         /* the value of `template` in the spec; NULL: for functions without this key */
    struct samgen_input text; /* its name is the path of `said`, relative to the folder of the spec; or NULL */
    struct samgen_change change;
};

/*
 * Finds the template of the current folder: the one that samconfig.toml names, else template.yaml, template.yml or
 * template.json. When there is not exactly one, or samconfig.toml cannot be read, `*error` says why until
 * samgen_release.
 */
SAMGEN_EXPORT enum samgen_status samgen_find_template(struct samgen *samgen, const char **path, const char **error);

/*
 * Finds the templates that the functions of a spec name, or with `function` that of one function: each once, in the
 * order of the spec. It sets `said` and `text.name`; the caller reads the files and fills in the rest of `text`.
 * SAMGEN_BAD_INPUT, with findings, when the spec has faults or no such function.
 */
SAMGEN_EXPORT enum samgen_status samgen_spec_templates(struct samgen *samgen, const struct samgen_input *spec,
                                                       const char *function, struct samgen_spec_template **templates,
                                                       size_t *template_count, struct samgen_result *result);

/*
 * Does samgen_apply for all functions of a spec, or with `function` for one of them. `templates` are those of
 * samgen_spec_templates with their texts; it sets the `change` of each. When one function fails, no template changes.
 */
SAMGEN_EXPORT enum samgen_status samgen_apply_spec(struct samgen *samgen, const struct samgen_input *spec,
                                                   const char *function, struct samgen_spec_template *templates,
                                                   size_t template_count, const struct samgen_settings *settings,
                                                   struct samgen_result *result);

/* A file with its old and its new bytes. */
struct samgen_replacement {
    const char *path; /* a symbolic link stays, and the file that it leads to is replaced */
    const char *read; /* the bytes that the caller read; if the file has other bytes now, it is not replaced */
    size_t read_length;
    const char *bytes; /* the new ones */
    size_t length;
};

/*
 * Replaces all these files, or none. At every moment each file is whole, the old one or the new one, even if the
 * process is killed. Links, modes and owners stay. SAMGEN_FAILED, with `*error` set, when one file cannot be replaced;
 * all are the old ones then. `*error` lives until samgen_release.
 */
SAMGEN_EXPORT enum samgen_status samgen_replace_files(struct samgen *samgen, const struct samgen_replacement *files,
                                                      size_t count, const char **error);

/* ---- Other places where a permission is given ---- */

/* A place outside of Policies. What AWS documents about each is in templates/places/, with its source. */
enum samgen_place {
    SAMGEN_INVOKE_PERMISSION,  /* an AWS::Lambda::Permission: a source such as "s3" may invoke a function */
    SAMGEN_TRUST,              /* the trust policy of a role: a service such as "lambda" may assume it */
    SAMGEN_POLICY_OF_RESOURCE, /* the policy of a resource such as an "S3 bucket"; its `title` is "bucket policy" */
};

/* Sets `*items` to all sources or services, by name, or to the kinds of resources. Returns how many there are. */
SAMGEN_EXPORT size_t samgen_places(struct samgen *samgen, enum samgen_place place,
                                   const struct samgen_named_item **items);

/*
 * Fills `info` with the options of a source or service; it has no needs and forms. False for an unknown
 * name, for a source that needs no permission ("sqs"), and for SAMGEN_POLICY_OF_RESOURCE, whose options are those of
 * grants. SAMGEN_TRUST knows every service principal ("states.amazonaws.com").
 */
SAMGEN_EXPORT bool samgen_describe_place(struct samgen *samgen, enum samgen_place place, const char *name,
                                         struct samgen_grant_info *info);

/*
 * Writes the AWS::Lambda::Permission that lets a source invoke a function, as a map from logical id to resource.
 * `source` is a name of samgen_places with its options. SAMGEN_BAD_INPUT for unknown names and options, illegal values,
 * and a source that needs no permission.
 */
SAMGEN_EXPORT enum samgen_status samgen_invoke_permission(struct samgen *samgen, const struct samgen_grant *source,
                                                          const struct samgen_settings *settings,
                                                          struct samgen_result *result);

/* Writes the AssumeRolePolicyDocument of a role that a service assumes. Errors as above. */
SAMGEN_EXPORT enum samgen_status samgen_trust(struct samgen *samgen, const struct samgen_grant *service,
                                              const struct samgen_settings *settings, struct samgen_result *result);

/* Who is let in by the policy of a resource. */
struct samgen_access {
    const char *role;       /* required: a role (its ARN or ${Id}), the id of a function, an account, or a service */
    const char *source_arn; /* for a service: the resource for which it acts; or NULL */
    const char *account;    /* the account of the resources, when their ARNs do not contain it; or NULL */
    bool bare;              /* write only the statements, as a list */
};

/*
 * Writes the policies of the resources that grants name: {Id: resource, ...}, or with `bare` a list of statements.
 * Notes say whether each policy is needed. Where the policy is a property of the resource, such as a key's, the output
 * is a skeleton: add its statements to the existing policy. SAMGEN_BAD_INPUT as above, and when `access->role` is NULL.
 */
SAMGEN_EXPORT enum samgen_status samgen_resource_policy(struct samgen *samgen, const struct samgen_grant *grants,
                                                        size_t grant_count, const struct samgen_access *access,
                                                        const struct samgen_settings *settings,
                                                        struct samgen_result *result);

/* ---- Lint ---- */

/* A rule of samgen_lint. `why` explains it; `bad` and `good` are lines of a template. */
struct samgen_rule {
    const char *code; /* "SG201" */
    enum samgen_severity severity;
    const char *title, *why, *bad, *good, *page; /* page: the address of AWS's page about it, or NULL */
};

/*
 * Sets `*rules` to all rules, sorted by code. Returns how many there are; 0 when rules.yaml of the catalog has a fault.
 */
SAMGEN_EXPORT size_t samgen_rules(struct samgen *samgen, const struct samgen_rule **rules);

/* Returns the rules as JSON: {"rules":[{"code","severity","title","why","bad","good","page"}]}. */
SAMGEN_EXPORT const char *samgen_lint_write_rules(struct samgen *samgen);

/* Findings of an earlier run, which are not reported again. */
struct samgen_baseline;

/*
 * Which findings are reported. All zero: all of them. An item of `select` and `ignore` is one code, or several with
 * commas between them; the beginning of a code ("SG2") stands for all codes that begin with it. What `ignore` names is
 * never reported.
 */
struct samgen_lint_settings {
    const char *const *select, *const *ignore;
    size_t select_count, ignore_count;
    const char *const
        *exclude; /* patterns as in a .gitignore, of a .samgen.yaml; its reader decides what to pass over */
    size_t exclude_count;
    const char *severity; /* the least severe findings to report: "error", "warning" or "info" (NULL) */
    const struct samgen_baseline *baseline;
    bool only_templates; /* pass over what is not a template, as in a folder; a policy document is passed over too */
    bool code;           /* rules may read the code of functions, as samgen_suggest does */
    bool no_fixes;       /* the findings need no `fix`: to look for one can take as long as to read the file */
};

/* Checks settings. SAMGEN_BAD_INPUT, with findings, for codes and severities that do not exist. */
SAMGEN_EXPORT enum samgen_status samgen_lint_check_settings(struct samgen *samgen,
                                                            const struct samgen_lint_settings *settings,
                                                            struct samgen_result *result);

/*
 * Finds the .samgen.yaml for the files of a folder: the nearest one in it or above it, within its git repository;
 * without a repository, not above the folder `top` (NULL: the current folder, and the path is relative to it if it can
 * be). Returns the path, or NULL when there is none.
 */
SAMGEN_EXPORT const char *samgen_lint_find_settings(struct samgen *samgen, const char *folder, const char *top);

/*
 * What the last of the patterns (of `exclude`, or lines of a .gitignore) that is about a path says: 1 it is excluded,
 * -1 the pattern takes it back, 0 no pattern is about it. The path is relative to the folder of the patterns.
 */
SAMGEN_EXPORT int samgen_lint_match(const char *const *patterns, size_t count, const char *path, bool is_folder);

/* Returns whether patterns exclude a path, or a folder above it. */
SAMGEN_EXPORT bool samgen_lint_excludes(const char *const *patterns, size_t count, const char *path, bool is_folder);

/*
 * Reads and checks a .samgen.yaml. It sets `select`, `ignore`, `exclude` and `severity`; the rest of `*settings` is
 * zero.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint_read_settings(struct samgen *samgen, const struct samgen_input *file,
                                                           struct samgen_lint_settings *settings,
                                                           struct samgen_result *result);

/*
 * Reads the findings of an earlier run from a file that samgen_lint_write made as JSON. SAMGEN_FAILED when it cannot be
 * read, SAMGEN_BAD_INPUT when it is something else. Several threads may use the baseline at a time.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint_read_baseline(struct samgen *samgen, const char *path,
                                                           const struct samgen_baseline **baseline,
                                                           struct samgen_result *result);

/* The text to write between two positions instead of the old one. The end is after the last character. */
struct samgen_fix {
    size_t line, column, end_line, end_column;
    const char *text;
};

/* A mistake in a template. */
struct samgen_lint_finding {
    const char *rule; /* "SG201" */
    enum samgen_severity severity;
    const char *file, *source_line;            /* the name of the input; the whole line, without its end */
    size_t line, column, end_line, end_column; /* the end is after the last character */
    const char *resource;                      /* the logical id of the resource that it is about, or NULL */
    const char *path; /* its node in the tree, "Resources.F.Properties.Policies[1]"; NULL: the whole template */
    const char *message;
    const struct samgen_fix *fix; /* NULL: no fix is certain */
    /*
     * Grants of which one is probably missing, for samgen_apply to the function or state machine `grant_to`; or NULL.
     */
    const char *grant_to;
    const struct samgen_grant *grants;
    size_t grant_count;
};

/*
 * A SAM or CloudFormation template, one IAM policy document, or neither. A text that cannot be read is what it seems to
 * be.
 */
enum samgen_lint_kind { SAMGEN_LINT_OTHER, SAMGEN_LINT_TEMPLATE, SAMGEN_LINT_POLICY };

struct samgen_lint_report {
    const struct samgen_lint_finding *findings; /* in the order of the file */
    size_t finding_count;
    enum samgen_lint_kind kind;
    const char *const *nested; /* the local templates of its nested stacks, as paths that can be opened */
    size_t nested_count;
    const char *file; /* the name of the input */
};

/*
 * Checks a SAM or CloudFormation template, or one IAM policy document, by the rules of samgen_rules. A text that is
 * neither YAML nor JSON, is longer than 1 MiB, is neither a template nor a policy, or that SAM refuses, is a finding
 * too. A comment `# samgen: ignore SG201`, on the line of a finding or on comment lines directly above it, suppresses
 * it. SAMGEN_BAD_INPUT only for faults of the catalog or of the settings, which are in `result`.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint(struct samgen *samgen, const struct samgen_input *template,
                                             const struct samgen_lint_settings *settings,
                                             struct samgen_lint_report *report, struct samgen_result *result);

/*
 * Makes all fixes of the findings that the settings select; `*fixed` counts them. Nothing is written. SAMGEN_BAD_INPUT,
 * with `*fixed` 0, when the new text cannot be read, and for faults of the catalog or of the settings.
 */
SAMGEN_EXPORT enum samgen_status samgen_lint_fix(struct samgen *samgen, const struct samgen_input *template,
                                                 const struct samgen_lint_settings *settings,
                                                 struct samgen_change *change, size_t *fixed,
                                                 struct samgen_result *result);

enum samgen_lint_format {
    SAMGEN_LINT_JSON,
    SAMGEN_LINT_SARIF,
    SAMGEN_LINT_GITHUB,
    SAMGEN_LINT_JUNIT,
    SAMGEN_LINT_JSON_LINES /* the findings of SAMGEN_LINT_JSON, each in one line */
};

/*
 * The text around the findings of all files. Print `begin`; if there are findings `first`, the texts of
 * samgen_lint_write with `between` between two of them, and `last`; then `end`.
 */
struct samgen_lint_frame {
    const char *begin, *first, *between, *last, *end;
};

SAMGEN_EXPORT void samgen_lint_frame(struct samgen *samgen, enum samgen_lint_format format,
                                     struct samgen_lint_frame *frame);

/*
 * Writes the findings of one file, to print within a frame. NULL when there are none, but JUnit names the file then
 * too.
 */
SAMGEN_EXPORT const char *samgen_lint_write(struct samgen *samgen, enum samgen_lint_format format,
                                            const struct samgen_lint_report *report);

/* ---- Denied requests ---- */

/* A request that was denied, as a text reports it. NULL where the text does not say it. */
struct samgen_denial {
    const char *action;         /* "s3:GetObject" */
    const char *resource;       /* as the text has it: an ARN, "*", a name, a URL */
    const char *principal;      /* as the text has it: an ARN, or a service */
    const char *principal_kind; /* assumed-role, iam-user, role, root, federated-user, service, anonymous, other */
    const char *session_kind;   /* of an assumed role: lambda, ec2-instance ... */
    const char *reason; /* one of `reasons` in templates/denials.yaml: "implicit-identity", "explicit-scp" ... */
    const char *place;  /* one of `places` there, where the permission is missing: "execution-role"; or "unknown" */
    const char *reason_title, *place_title; /* the same in words for people */
    const char *operation; /* the operation that was called; its action may be another one than the denied */
    const char *error_code;
    const char *policy_arn;                     /* of the policy that denies */
    const char *event_action, *event_principal; /* from a CloudTrail record, when the message does not say it */
    const char *said;                           /* the words that report it, when they do not name an action */
    const char *const *candidates;              /* places to try, in order, when `place` is "unknown" */
    const char *const *candidate_titles;        /* the same in words for people */
    size_t candidate_count;
    const char *const *guesses; /* what is taken for true although the text does not say it, one sentence each */
    size_t guess_count;
    const char *const *advice; /* one sentence each, the first says what to do */
    size_t advice_count;
    const char *fix;         /* what to add in that place, as YAML or for IAM as JSON; NULL: it is not known,
                                            or a Deny denies the request */
    const char *fix_command; /* a call of samgen that prints the same permissions; NULL: the text does not say enough */
    const struct samgen_grant *grant;    /* the fix of an execution role, for samgen_apply; else NULL */
    const struct samgen_statement *by;   /* the statement of the template that allows or denies it already, or NULL */
    const struct samgen_statement *near; /* the statement that allows the action, but not this request, or NULL */
    bool denied;                         /* false: the call failed, but nothing was denied */
    bool encoded;       /* the message has a part that only `aws sts decode-authorization-message` can read */
    size_t line, count; /* the first line that reports it; how many times it is reported: an error that is printed in
                           two forms, as a message and in a stack, is one report */
};

/* Different denials, in the order of the text. `unkept` counts those beyond SAMGEN_DENIALS_MOST. */
struct samgen_denials {
    const struct samgen_denial *items;
    size_t count;
    size_t unkept;
};

#define SAMGEN_DENIALS_MOST 10000

/* A text that is being read for denials. It belongs to the struct samgen, until samgen_release. */
struct samgen_diagnosis;

/*
 * Begins to read a text of any length, in pieces of any length; memory does not grow with it. The text may be a log, an
 * error message of an SDK or of CloudFormation, CloudTrail records, or JSON that is escaped several times. The messages
 * are those of the IAM user guide, "Troubleshoot access denied error messages"; templates/denials.yaml has the others.
 *
 * `template` may be NULL, and then `settings` may be NULL too. With a template, settings->function or settings->role
 * must be set: denials of an execution role are taken as denials of it. The library checks whether its role allows the
 * request, and fixes refer to resources of the template.
 *
 * SAMGEN_BAD_INPUT, with `*diagnosis` NULL, for a template that SAM refuses, when it has no such function or none is
 * set, and for faults in denials.yaml.
 */
SAMGEN_EXPORT enum samgen_status samgen_diagnose_begin(struct samgen *samgen, const struct samgen_input *template,
                                                       const struct samgen_template_settings *settings,
                                                       struct samgen_diagnosis **diagnosis,
                                                       struct samgen_result *result);

/* Takes the next piece of the text. The library copies the bytes that it needs. */
SAMGEN_EXPORT void samgen_diagnose_take(struct samgen_diagnosis *diagnosis, const char *bytes, size_t length);

/*
 * Ends the text; call it once. SAMGEN_FINDINGS when there is a denial, or another place to mend such as the network;
 * otherwise SAMGEN_OK.
 */
SAMGEN_EXPORT enum samgen_status samgen_diagnose_end(struct samgen_diagnosis *diagnosis,
                                                     struct samgen_denials *denials);

/* Writes {"denials": [{"action", "resource", "principal", "place" ...}]}. A text that is NULL is null. */
SAMGEN_EXPORT const char *samgen_diagnose_json(struct samgen *samgen, const struct samgen_denials *denials);

/*
 * Writes each denial in one line, with the keys of samgen_diagnose_json and before them "file", the name of the text or
 * NULL.
 */
SAMGEN_EXPORT const char *samgen_diagnose_json_lines(struct samgen *samgen, const struct samgen_denials *denials,
                                                     const char *file);

#ifdef __cplusplus
}
#endif

#include <samgen/catalog.h>
#include <samgen/diff.h>
#include <samgen/suggest.h>

#endif
