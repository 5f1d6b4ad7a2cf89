#include "cli/serve/tool.h"

#include "cli/options.h"

#include <samgen_build.h>
#include <stdio.h>
#include <string.h>

const char *const tool_instructions =
    "samgen writes and checks the IAM permissions of AWS Lambda functions in AWS SAM "
    "and CloudFormation templates. It works offline "
    "on files of this machine. To give a function a permission: find the grant with "
    "`list` (words such as \"s3 read\" or an SDK "
    "operation), read its options with `help`, preview with `apply` (it returns the "
    "diff), then call `apply` again with write: true. "
    "`generate` returns a Policies block without touching a file. Before you hand "
    "over a template call `lint`; to prove a permission "
    "call `check`; to see what a function may do call `explain`, and `diff` for what "
    "a change adds. When a call was denied, give "
    "the error message or log to `diagnose`; `suggest` compares the role of a function with its code.";

/* ---- list ---- */

static const char *type_name(enum samgen_item_type type)
{
    static const char *const names[] = {[SAMGEN_ITEM_GRANT] = "grant",
                                        [SAMGEN_ITEM_TEMPLATE] = "sam-template",
                                        [SAMGEN_ITEM_MANAGED] = "managed-policy",
                                        [SAMGEN_ITEM_ACTION] = "action",
                                        [SAMGEN_ITEM_SOURCE] = "source"};
    return names[type];
}

static json_t *answer_list(struct samgen *samgen, const json_t *arguments)
{
    char words[1000] = "";
    size_t length = 0, i;
    const json_t *word;
    const struct samgen_item *items;
    json_array_foreach (json_object_get(arguments, "words"), i, word) {
        if (length < sizeof words)
            length +=
                (size_t)snprintf(words + length, sizeof words - length, "%s%s", i ? " " : "", json_string_value(word));
    }
    json_t *list = json_array();
    size_t count = samgen_list(samgen, *words ? words : NULL, &items);
    for (i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "type", type_name(items[i].type), "name",
                                              items[i].name, "title", items[i].title));
    return json_pack("{s:o}", "items", list);
}

/* ---- The tools ---- */

#define TEMPLATE_WORD                                                                                               \
    {                                                                                                               \
        "template",                                                                                                 \
            "the template; without it the one of the current folder (template.yaml, or what samconfig.toml names)", \
            false, false                                                                                            \
    }

static const struct tool_word spec_words[] = {{"spec", "the samgen.yaml, in place of grants", false, false}, {0}};
static const struct tool_word template_words[] = {TEMPLATE_WORD, {0}};
static const struct tool_word request_words[] = {
    {"action", "the action of the request, such as s3:GetObject", false, false},
    {"resource", "the ARN of its resource, ${Id} of the template, or *", false, false},
    {0}};
static const struct tool_word lint_words[] = {
    {"files", "files and folders; a folder is searched for templates", false, true}, {0}};
static const struct tool_word denial_words[] = {{"file", "a file with the message or log", false, false}, {0}};
static const struct tool_word diff_words[] = {
    {"old", "the template or folder before the change", true, false}, {"new", "the same after it", true, false}, {0}};
static const struct tool_word list_words[] = {
    {"words", "a service, an action, an operation of an SDK, any word; all must fit. Without them: everything", false,
     true},
    {0}};
static const struct tool_word help_words[] = {
    {"topic", "a grant (s3-read), a rule of lint (SG201), a SAM policy template (S3ReadPolicy) or a command", true,
     false},
    {0}};

#define OBJECT(properties, required) \
    "{\"type\": \"object\", \"properties\": {" properties "}, \"required\": [" required "]}"
#define FINDING                                                                                               \
    OBJECT("\"rule\": {\"type\": \"string\"}, \"severity\": {\"enum\": [\"error\", \"warning\", \"info\"]}, " \
           "\"file\": {\"type\": \"string\"}, \"line\": {\"type\": \"integer\"}, "                            \
           "\"column\": {\"type\": \"integer\"}, \"message\": {\"type\": \"string\"}, "                       \
           "\"fix\": {\"type\": [\"object\", \"null\"]}",                                                     \
           "\"rule\", \"severity\", \"file\", \"line\", \"column\", \"message\"")

const struct tool_row tool_rows[] = {
    {.name = "generate",
     .title = "Write a Policies block",
     .description = "Returns the Policies of a function that needs the grants, or those of all functions of a spec. "
                    "Writes no file.",
     .command = &command_generate,
     .with_grants = &command_grant,
     .words = spec_words,
     .flags = TOOL_GRANTS,
     .output = OBJECT("\"result\": {\"type\": [\"object\", \"array\"]}", "\"result\""),
     .wraps = true},
    {.name = "apply",
     .title = "Add grants to a template",
     .description =
         "Adds grants to a function or role of a template, or what a spec says, and changes nothing else. Returns the "
         "change as a unified diff; the file is written only with write: true.",
     .command = &command_apply,
     .words = template_words,
     .flags = TOOL_GRANTS | TOOL_WRITES,
     .output = OBJECT("\"changed\": {\"type\": \"boolean\"}, \"written\": {\"type\": \"boolean\"}, "
                      "\"diff\": {\"type\": \"string\"}",
                      "\"changed\", \"written\", \"diff\"")},
    {.name = "check",
     .title = "Decide a request",
     .description =
         "Says whether policies allow a request, and which statement decides: those of a function or role of a "
         "template, of policy files, or what a spec expects.",
     .command = &command_check,
     .words = request_words,
     .output = OBJECT("\"decision\": {\"enum\": [\"allowed\", \"implicit-deny\", \"explicit-deny\"]}, "
                      "\"by\": {\"type\": [\"object\", \"null\"]}, \"expectations\": {\"type\": \"array\"}, "
                      "\"failed\": {\"type\": \"integer\"}",
                      "")},
    {.name = "lint",
     .title = "Find mistakes in templates",
     .description = "Finds mistakes in the permissions of templates and policies, with the fix where one is certain.",
     .command = &command_lint,
     .words = lint_words,
     .flags = TOOL_TEXT,
     .output = OBJECT("\"findings\": {\"type\": \"array\", \"items\": " FINDING "}", "\"findings\"")},
    {.name = "explain",
     .title = "Show what functions may do",
     .description = "Shows what each function, state machine and role of a template may do, and which line grants it.",
     .command = &command_explain,
     .words = template_words,
     .option = "--format=markdown",
     .output = OBJECT("\"functions\": {\"type\": \"object\"}, \"roles\": {\"type\": \"object\"}", "\"functions\"")},
    {.name = "diagnose",
     .title = "Explain a denied request",
     .description = "Reads an error message, a log or CloudTrail records (as text, or a file), and reports each "
                    "denial: what was denied, "
                    "where the permission is missing, and the fix.",
     .command = &command_diagnose,
     .words = denial_words,
     .flags = TOOL_TEXT,
     .output = OBJECT("\"denials\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}", "\"denials\"")},
    {.name = "diff",
     .title = "Compare the permissions of two templates",
     .description = "Says what each function and role may do in the new template or folder and not in the old one, and "
                    "the reverse.",
     .command = &command_diff,
     .words = diff_words,
     .output = OBJECT("", "")},
#if SAMGEN_SUGGEST
    {.name = "suggest",
     .title = "Compare roles with the code",
     .description =
         "Reads the code of functions (Python, JavaScript, TypeScript), and says which permissions their roles lack, "
         "which no call uses, and what is not known; `fix` is the command that adds what is missing. Runs none of it.",
     .command = &command_suggest,
     .words = template_words,
     .output = OBJECT("\"functions\": {\"type\": \"object\"}", "\"functions\"")},
#endif
    {.name = "list",
     .title = "Find grants",
     .description =
         "Finds grants, SAM policy templates, managed policies and services that invoke functions by any words.",
     .command = &command_list,
     .words = list_words,
     .output = OBJECT("\"items\": {\"type\": \"array\", \"items\": {\"type\": \"object\"}}", "\"items\""),
     .answer = answer_list},
    {.name = "help",
     .title = "Explain a grant or a rule",
     .description =
         "Explains a grant with all its options and an example, a rule of lint, a SAM policy template, or a command.",
     .command = &command_help,
     .words = help_words},
    {0}};

bool is_tool_option(const struct option_row *option)
{
    static const char *const left_out[] = {
        "apply", "catalog",    "check",  "color", "dry-run",  "fail-on", "files-from",     "fix",   "format", "help",
        "jobs",  "list-rules", "output", "quiet", "requests", "schema",  "stdin-filename", "strict"};
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i], option->name) == 0)
            return false;
    return true;
}
