#include "cli/complete/values.h"

#include "cli/complete/script.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

void offer(const struct completion *c, const char *value, const char *title)
{
    if (strncmp(value, c->word, strlen(c->word)) != 0)
        return;
    printf("%.*s%s\t", (int)(c->word - c->whole), c->whole, value);
    print_text(stdout, title);
    putchar('\n');
}

void offer_words(const struct completion *c, const struct option_word *words)
{
    for (; words->name; words++)
        offer(c, words->name, "");
}

/* ---- Of the template at hand ---- */

/*
 * The names in a file (NULL: the template of the current folder); none when it cannot be read. Standard input is not
 * waited for.
 */
static size_t names_in(const struct completion *c, const char *path, const struct samgen_name **names)
{
    struct samgen_input file;
    const char *error;
    if (!path && samgen_find_template(c->args->samgen, &path, &error) != SAMGEN_OK)
        return 0;
    if (strcmp(path, "-") == 0 || samgen_read_file(c->args->samgen, path, &file, &error) != SAMGEN_OK)
        return 0;
    return samgen_names(c->args->samgen, &file, names);
}

/* Other names are not legal, and the shell could give them a meaning. */
static bool is_plain(const char *name)
{
    return *name && !name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")];
}

static void offer_names(const struct completion *c, const char *path, enum samgen_name_type type)
{
    const struct samgen_name *names;
    size_t count = names_in(c, path, &names);
    for (size_t i = 0; i < count; i++)
        if (names[i].type == type && is_plain(names[i].name))
            offer(c, names[i].name, names[i].title);
}

static void offer_functions(const struct completion *c)
{
    offer_names(c, c->spec ? c->spec : c->template, SAMGEN_NAME_FUNCTION);
}

static void offer_roles(const struct completion *c)
{
    offer_names(c, c->template, SAMGEN_NAME_ROLE);
}

/* "Orders" and "Orders=": the name is what people have at hand. */
static void offer_settings(const struct completion *c)
{
    const struct samgen_name *names;
    size_t count = names_in(c, c->template, &names);
    for (size_t i = 0; i < count; i++) {
        char text[300];
        snprintf(text, sizeof text, "%s=", names[i].name);
        if (is_plain(names[i].name))
            offer(c, text, names[i].title);
    }
}

static bool has_type(const struct samgen_option_info *option, const struct samgen_name *name)
{
    for (size_t i = 0; i < option->type_count; i++)
        if (name->type == SAMGEN_NAME_PARAMETER || strcmp(option->types[i], name->title) == 0)
            return true;
    return false;
}

/* ${Id}, also for a word that is only the beginning of the id. */
static void offer_reference(const struct completion *c, const struct samgen_name *name)
{
    struct completion id = *c;
    char text[300];
    snprintf(text, sizeof text, "${%s}", name->name);
    if (strncmp(name->name, c->word, strlen(c->word)) != 0)
        offer(c, text, name->title);
    else if (c->word == c->whole) {
        id.word = id.whole = "";
        offer(&id, text, name->title);
    }
}

void offer_own_values(const struct completion *c, const struct samgen_option_info *option)
{
    const struct samgen_name *names;
    size_t count = option->type_count ? names_in(c, c->template, &names) : 0;
    for (size_t i = 0; i < option->choice_count; i++)
        offer(c, option->choices[i], "");
    for (size_t i = 0; i < count; i++)
        if (has_type(option, &names[i]) && is_plain(names[i].name))
            offer_reference(c, &names[i]);
}

/* ---- Of the catalog ---- */

static void offer_items(const struct completion *c, enum samgen_item_type type)
{
    const struct samgen_item *items;
    size_t count = samgen_list(c->args->samgen, NULL, &items);
    for (size_t i = 0; i < count; i++)
        if (items[i].type == type)
            offer(c, items[i].name, items[i].title);
}

static void offer_grants(const struct completion *c)
{
    offer_items(c, SAMGEN_ITEM_GRANT);
}

static void offer_policy_templates(const struct completion *c)
{
    offer_items(c, SAMGEN_ITEM_TEMPLATE);
}

static void offer_rules(const struct completion *c)
{
    const struct samgen_rule *rules;
    size_t count = samgen_rules(c->args->samgen, &rules);
    for (size_t i = 0; i < count; i++)
        offer(c, rules[i].code, rules[i].title);
}

static void offer_named(const struct completion *c, const struct samgen_named_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        offer(c, items[i].name, items[i].title);
}

static void offer_runtimes(const struct completion *c)
{
    const struct samgen_named_item *items;
    size_t count = samgen_runtimes(c->args->samgen, &items);
    offer_named(c, items, count);
}

static void offer_events(const struct completion *c)
{
    const struct samgen_named_item *items;
    size_t count = samgen_events(c->args->samgen, &items);
    offer_named(c, items, count);
}

static void offer_sources(const struct completion *c)
{
    const struct samgen_named_item *items;
    size_t count = samgen_places(c->args->samgen, SAMGEN_INVOKE_PERMISSION, &items);
    offer_named(c, items, count);
}

static void offer_services(const struct completion *c)
{
    const struct samgen_named_item *items;
    size_t count = samgen_places(c->args->samgen, SAMGEN_TRUST, &items);
    offer_named(c, items, count);
}

/* ---- Of the program and the system ---- */

static void offer_commands(const struct completion *c)
{
    for (size_t i = 0; commands[i]; i++)
        offer(c, commands[i]->name, commands[i]->title);
}

static void offer_shells(const struct completion *c)
{
    for (size_t i = 0; completion_scripts[i].shell; i++)
        offer(c, completion_scripts[i].shell, "");
}

static void offer_files(const struct completion *c)
{
    (void)c;
    puts(":file");
}

static void offer_folders(const struct completion *c)
{
    (void)c;
    puts(":folder");
}

/* ---- What help calls a value ---- */

/* Every name of a value is here, so that a new one is thought of. NULL if samgen cannot know its values. */
static const struct {
    const char *name;
    void (*offer)(const struct completion *c);
} kinds[] = {
    {"ACCOUNT", NULL},
    {"ACTION", NULL},
    {"ARN", NULL},
    {"CODE", offer_rules},
    {"COMMAND", offer_commands},
    {"DIR", offer_folders},
    {"EVENT", offer_events},
    {"FILE", offer_files},
    {"FILE|DIR", offer_files},
    {"FUNCTION", offer_functions},
    {"GRANT", offer_grants},
    {"ID", offer_roles},
    {"KEY=VALUE", NULL},
    {"LINE", NULL},
    {"N", NULL},
    {"NAME", NULL},
    {"NAME=VALUE", offer_settings},
    {"NEW", offer_files},
    {"OLD", offer_files},
    {"PATTERN", NULL},
    {"REGION", NULL},
    {"RESOURCE", NULL},
    {"ROLE", NULL},
    {"RULE", offer_rules},
    {"RUNTIME", offer_runtimes},
    {"SAM-TEMPLATE", offer_policy_templates},
    {"SERVICE", offer_services},
    {"SHELL", offer_shells},
    {"SOURCE", offer_sources},
    {"SPEC", offer_files},
    {"TEMPLATE", offer_files},
    {"WORD", NULL},
};

static void offer_one_kind(const struct completion *c, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].offer && strlen(kinds[i].name) == length && strncmp(kinds[i].name, name, length) == 0)
            kinds[i].offer(c);
}

void offer_kind(const struct completion *c, const char *kind)
{
    struct completion item = *c;
    const char *comma = strrchr(c->word, ',');
    if (strstr(kind, "[,") && comma)
        item.word = comma + 1;
    for (size_t length; *kind; kind += length + (kind[length] == '|')) {
        length = strcspn(kind, "|");
        offer_one_kind(&item, kind, strcspn(kind, "|["));
    }
}
