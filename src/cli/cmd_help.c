#include "cli/options.h"
#include "cli/report.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define RULES_MOST 1000

void print_row(const char *option, const char *value, const char *title)
{
    char left[128];
    snprintf(left, sizeof left, "%s%s%s", option, value ? " " : "", value ? value : "");
    if (strlen(left) > 26)
        printf("  %s\n  %-26s  %s\n", left, "", title);
    else
        printf("  %-26s  %s\n", left, title);
}

static void print_options(const struct command *command)
{
    const struct option_row *row;
    for (size_t i = 0; (row = option_at(command->options, i)); i++) {
        char name[40], value[100], title[200];
        if (row->letter)
            snprintf(name, sizeof name, "-%c, --%s", row->letter, row->name);
        else
            snprintf(name, sizeof name, "--%s", row->name);
        snprintf(title, sizeof title, "%s%s%s", row->title, row->required ? " (required)" : "",
                 row->type == OPTION_TEXTS ? " (may repeat)" : "");
        print_row(name, option_value_name(row, value, sizeof value), title);
    }
}

const char program_title[] = "samgen writes the Policies: of an AWS SAM function from what the function needs.";
const char usage_examples[] =
    "  samgen s3-read --bucket my-bucket --prefix incoming/\n"
    "  samgen sqs-consume --queue '${Jobs}' + dynamodb-write --table '${Orders}' --style inline";
const char usage_values[] =
    "A value is a name, an ARN, ${Id} for a resource or parameter of the template, or an intrinsic such as\n"
    "'!ImportValue jobs-arn'.";
const char *const exit_titles[] = {[SAMGEN_OK] = "done",
                                   [SAMGEN_FINDINGS] = "findings",
                                   [SAMGEN_BAD_INPUT] = "wrong usage or input",
                                   [SAMGEN_FAILED] = "cannot read or write"};

void print_usage(void)
{
    printf("%s\n\nusage: samgen %s %s\n", program_title, command_grant.name, command_grant.arguments);
    for (size_t i = 0; commands[i]; i++)
        printf("       samgen %s%s%s\n", commands[i]->name, *commands[i]->arguments ? " " : "", commands[i]->arguments);
    printf("\nFor example:\n%s\n\nCommands:\n", usage_examples);
    print_row(command_grant.name, NULL, command_grant.title);
    for (size_t i = 0; commands[i]; i++)
        print_row(commands[i]->name, commands[i]->arguments, commands[i]->title);
    puts("\nOptions:");
    print_options(&command_grant);
    printf("\n%s Exit status:", usage_values);
    for (int i = SAMGEN_OK; i <= SAMGEN_FAILED; i++)
        printf(" %d %s%s", i, exit_titles[i], i < SAMGEN_FAILED ? "," : ".\n");
}

void print_command_help(struct args *args, const struct command *command)
{
    printf("usage: samgen %s%s%s [option ...]\n\n%s.\n", command->name, *command->arguments ? " " : "",
           command->arguments, command->title);
    if (command->details)
        printf("\n%s\n", command->details);
    puts("\nOptions:");
    print_options(command);
    if (command->print_more)
        command->print_more(args);
}

/* "ACTION...": how usage shows an option that is given without its name. */
static void positional_name(char *to, size_t size, const struct samgen_option_info *option)
{
    snprintf(to, size, "%s%s", option->name, option->repeats ? "..." : "");
    for (; *to; to++)
        *to = (char)toupper((unsigned char)*to);
}

static void print_grant_usage(const struct samgen_grant_info *info)
{
    char name[40];
    printf("samgen %s", info->name);
    for (size_t i = 0; i < info->option_count; i++)
        if (info->options[i].positional) {
            positional_name(name, sizeof name, &info->options[i]);
            printf(" %s", name);
        }
    printf(" [option ...]\n\n%s (%s).\n", info->title, info->service);
}

void print_grant_options(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->option_count; i++) {
        const struct samgen_option_info *o = &info->options[i];
        char name[40], title[300];
        if (o->positional)
            positional_name(name, sizeof name, o);
        else
            snprintf(name, sizeof name, "--%s", o->name);
        snprintf(title, sizeof title, "%s%s%s%s%s%s", o->title, o->required ? " (required)" : "",
                 o->repeats ? " (may repeat)" : "", o->initial ? " (default: " : "", o->initial ? o->initial : "",
                 o->initial ? ")" : "");
        print_row(name, o->flag || o->positional ? NULL : o->kind, title);
    }
    if (*info->one_of)
        printf("  One of %s must be given.\n", info->one_of);
}

static void print_needs(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->need_count; i++) {
        const struct samgen_need *n = &info->needs[i];
        printf("  %s\n    on %s\n", n->actions, n->resources);
        if (*n->when)
            printf("    (%s)\n", n->when);
    }
}

static void print_forms(const struct samgen_grant_info *info)
{
    printf("\nForms:\n  ");
    for (size_t i = 0; i < info->form_count; i++)
        printf("%s, ", info->forms[i]);
    puts(info->form_count ? "or inline statements" : "inline statements");
}

void print_documents(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->source_count; i++)
        printf("%s  %s\n", i ? "" : "\nSources:\n", info->sources[i]);
}

bool print_grant_help(struct args *args, const char *name)
{
    struct samgen_grant_info info;
    if (!samgen_describe(args->samgen, name, &info))
        return false;
    print_grant_usage(&info);
    if (info.option_count)
        puts("\nIts options:");
    print_grant_options(&info);
    if (info.need_count) {
        puts("\nNeeds:");
        print_needs(&info);
        print_forms(&info);
    }
    for (size_t i = 0; i < info.note_count; i++)
        printf("%s  %s\n", i ? "" : "\nNotes:\n", info.notes[i]);
    print_documents(&info);
    printf("\nExample: samgen %s%s%s\n", info.name, *info.example ? " " : "", info.example);
    puts("\nOther options:");
    print_options(&command_grant);
    return true;
}

static bool print_template_help(struct args *args, const char *name)
{
    struct samgen_grant_info info;
    if (!samgen_describe_template(args->samgen, name, &info))
        return false;
    printf("%s is a SAM policy template.\n\n%s.\n", info.name, info.title);
    for (size_t i = 0; i < info.option_count; i++) {
        if (i == 0)
            puts("\nIts parameters:");
        print_row(info.options[i].name, NULL, info.options[i].title);
    }
    puts("\nAllows:");
    print_needs(&info);
    for (size_t i = 0; i < info.note_count; i++)
        printf("%s  %s\n", i ? "" : "\nActions in it that have no effect in AWS:\n", info.notes[i]);
    printf("\nExample: samgen sam-template %s", info.name);
    for (size_t i = 0; i < info.option_count; i++)
        printf(" --set %s=%s", info.options[i].name, info.options[i].example);
    puts("");
    return true;
}

/* ---- Rules of lint ---- */

static bool looks_like_rule(const char *word)
{
    return strncmp(word, "SG", 2) == 0 && word[2] && word[2 + strspn(word + 2, "0123456789")] == '\0';
}

static void print_example(const char *title, const char *lines)
{
    printf("\n%s:\n", title);
    for (const char *end; *lines; lines = *end ? end + 1 : end) {
        end = lines + strcspn(lines, "\n");
        printf("  %.*s\n", (int)(end - lines), lines);
    }
}

static enum samgen_status print_rule_help(struct args *args, const char *code)
{
    static const char *const severities[] = {
        [SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "info"};
    const struct samgen_rule *rules;
    const char *known[RULES_MOST];
    size_t count = samgen_rules(args->samgen, &rules);
    for (size_t i = 0; i < count && i < RULES_MOST; i++) {
        known[i] = rules[i].code;
        if (strcmp(rules[i].code, code) != 0)
            continue;
        printf("%s (%s): %s\n\n%s\n", code, severities[rules[i].severity], rules[i].title, rules[i].why);
        print_example("Bad", rules[i].bad);
        print_example("Good", rules[i].good);
        if (rules[i].page)
            printf("\nSee %s\n", rules[i].page);
        return SAMGEN_OK;
    }
    const char *near = samgen_nearest(args->samgen, code, known, count < RULES_MOST ? count : RULES_MOST);
    report_error("\"%s\" is not the code of a rule%s%s%s", code, near ? "; did you mean " : "", near ? near : "",
                 near ? "?" : "");
    return SAMGEN_BAD_INPUT;
}

static enum samgen_status run(struct args *args)
{
    if (args->word_count == 0) {
        print_usage();
        return SAMGEN_OK;
    }
    const struct command *command = find_command(args->words[0]);
    if (command) {
        print_command_help(args, command);
        return SAMGEN_OK;
    }
    if (print_grant_help(args, args->words[0]))
        return SAMGEN_OK;
    if (print_template_help(args, args->words[0]))
        return SAMGEN_OK;
    if (looks_like_rule(args->words[0]))
        return print_rule_help(args, args->words[0]);
    return unknown_word(args, args->words[0]);
}

const struct command command_help = {
    .name = "help",
    .arguments = "[GRANT|COMMAND|RULE|SAM-TEMPLATE]",
    .title = "explain a grant (options, needs, forms, an example), a command, a rule such as SG201, or a SAM policy "
             "template",
    .words = 1,
    .size = sizeof(struct args),
    .run = run,
};
