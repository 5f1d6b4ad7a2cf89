#include "cli/help/said.h"
#include "cli/options.h"
#include "cli/report.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define RULES_MOST 1000

static void add_marks(const struct args *args, char *to, size_t size, bool required, bool repeats)
{
    if (required)
        add_filled(to, size, said(args, " (required)"), "");
    if (repeats)
        add_filled(to, size, said(args, " (may repeat)"), "");
}

static void print_options(const struct args *args, const struct command *command)
{
    const struct option_row *row;
    for (size_t i = 0; (row = option_at(command->options, i)); i++) {
        char name[40], value[100], title[400];
        if (row->letter)
            snprintf(name, sizeof name, "-%c, --%s", row->letter, row->name);
        else
            snprintf(name, sizeof name, "--%s", row->name);
        snprintf(title, sizeof title, "%s", said(args, row->title));
        add_marks(args, title, sizeof title, row->required, row->type == OPTION_TEXTS);
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

static void print_exit_titles(const struct args *args)
{
    printf("\n%s%s", said(args, usage_values), said(args, " Exit status:"));
    for (int i = SAMGEN_OK; i <= SAMGEN_FAILED; i++)
        printf(" %d %s%s", i, said(args, exit_titles[i]), said(args, i < SAMGEN_FAILED ? "," : "."));
    putchar('\n');
}

void print_usage(const struct args *args)
{
    printf("%s\n\n", said(args, program_title));
    printf("%s samgen %s %s\n", said(args, "usage:"), command_grant.name, command_grant.arguments);
    for (size_t i = 0; commands[i]; i++)
        printf("       samgen %s%s%s\n", commands[i]->name, *commands[i]->arguments ? " " : "", commands[i]->arguments);
    printf("\n%s\n%s\n", said(args, "For example:"), usage_examples);
    printf("\n%s\n", said(args, "Commands:"));
    print_row(command_grant.name, NULL, said(args, command_grant.title));
    for (size_t i = 0; commands[i]; i++)
        print_row(commands[i]->name, commands[i]->arguments, said(args, commands[i]->title));
    printf("\n%s\n", said(args, "Options:"));
    print_options(args, &command_grant);
    print_exit_titles(args);
}

void print_command_help(struct args *args, const struct command *command)
{
    printf("%s samgen %s%s%s [option ...]\n\n", said(args, "usage:"), command->name, *command->arguments ? " " : "",
           command->arguments);
    printf("%s%s\n", said(args, command->title), said(args, "."));
    if (command->details)
        printf("\n%s\n", said(args, command->details));
    printf("\n%s\n", said(args, "Options:"));
    print_options(args, command);
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

static void print_grant_usage(const struct args *args, const struct samgen_grant_info *info)
{
    char name[40];
    printf("samgen %s", info->name);
    for (size_t i = 0; i < info->option_count; i++)
        if (info->options[i].positional) {
            positional_name(name, sizeof name, &info->options[i]);
            printf(" %s", name);
        }
    printf(" [option ...]\n\n%s (%s)%s\n", said(args, info->title), info->service, said(args, "."));
}

void print_grant_options(const struct args *args, const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->option_count; i++) {
        const struct samgen_option_info *o = &info->options[i];
        char name[40], title[600];
        if (o->positional)
            positional_name(name, sizeof name, o);
        else
            snprintf(name, sizeof name, "--%s", o->name);
        snprintf(title, sizeof title, "%s", said(args, o->title));
        add_marks(args, title, sizeof title, o->required, o->repeats);
        if (o->initial)
            add_filled(title, sizeof title, said(args, " (default: {})"), o->initial);
        print_row(name, o->flag || o->positional ? NULL : said(args, o->kind), title);
    }
    if (*info->one_of) {
        fputs("  ", stdout);
        print_said(args, "One of {} must be given.", info->one_of);
    }
}

/* "--a, without --b": each part is a text of its own, but for the one with the values of a condition key. */
static void print_when(const struct args *args, const char *when)
{
    char part[400];
    fputs("    (", stdout);
    for (const char *start = when; *start;) {
        const char *comma = strncmp(when, "if ", 3) == 0 ? NULL : strstr(start, ", ");
        size_t length = comma ? (size_t)(comma - start) : strlen(start);
        snprintf(part, sizeof part, "%.*s", (int)length, start);
        print_need_part(args, part);
        if (comma)
            fputs(said(args, ", "), stdout);
        start += length + (comma ? 2 : 0);
    }
    puts(")");
}

static void print_needs(const struct args *args, const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->need_count; i++) {
        const struct samgen_need *n = &info->needs[i];
        fputs("  ", stdout);
        print_need_part(args, n->actions);
        fputs("\n    ", stdout);
        print_said(args, "on {}", n->resources);
        if (*n->when)
            print_when(args, n->when);
    }
}

static void print_forms(const struct args *args, const struct samgen_grant_info *info)
{
    printf("\n%s\n  ", said(args, "Forms:"));
    for (size_t i = 0; i < info->form_count; i++)
        printf("%s%s", info->forms[i], said(args, ", "));
    puts(info->form_count ? said(args, "or inline statements") : said(args, "inline statements"));
}

void print_documents(const struct args *args, const struct samgen_grant_info *info)
{
    print_list(args, "Sources:", info->sources, info->source_count);
}

bool print_grant_help(struct args *args, const char *name)
{
    struct samgen_grant_info info;
    if (!samgen_describe(args->samgen, name, &info))
        return false;
    print_grant_usage(args, &info);
    if (info.option_count)
        printf("\n%s\n", said(args, "Its options:"));
    print_grant_options(args, &info);
    if (info.need_count) {
        printf("\n%s\n", said(args, "Needs:"));
        print_needs(args, &info);
        print_forms(args, &info);
    }
    print_list(args, "Notes:", info.notes, info.note_count);
    print_documents(args, &info);
    printf("\n%s samgen %s%s%s\n", said(args, "Example:"), info.name, *info.example ? " " : "", info.example);
    printf("\n%s\n", said(args, "Other options:"));
    print_options(args, &command_grant);
    return true;
}

static bool print_template_help(struct args *args, const char *name)
{
    struct samgen_grant_info info;
    if (!samgen_describe_template(args->samgen, name, &info))
        return false;
    print_said(args, "{} is a SAM policy template.", info.name);
    printf("\n%s%s\n", said(args, info.title), said(args, "."));
    if (info.option_count)
        printf("\n%s\n", said(args, "Its parameters:"));
    for (size_t i = 0; i < info.option_count; i++)
        print_row(info.options[i].name, NULL, said(args, info.options[i].title));
    printf("\n%s\n", said(args, "Allows:"));
    print_needs(args, &info);
    print_list(args, "Actions in it that have no effect in AWS:", info.notes, info.note_count);
    printf("\n%s samgen sam-template %s", said(args, "Example:"), info.name);
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
    printf("\n%s\n", title);
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
        printf("%s (%s): %s\n\n%s\n", code, severities[rules[i].severity], said(args, rules[i].title),
               said(args, rules[i].why));
        print_example(said(args, "Bad:"), rules[i].bad);
        print_example(said(args, "Good:"), rules[i].good);
        if (rules[i].page)
            printf("\n%s %s\n", said(args, "See"), rules[i].page);
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
        print_usage(args);
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
