#include "project/project_internal.h"

#include "place/place.h"
#include "yaml/write.h"

#include <ctype.h>
#include <string.h>

struct handler {
    struct sg_project *project;
    struct sg_strings imports, clients, variables, names; /* names: of functions */
    struct sg_node *environment;
    struct sg_buffer uses, calls;
};

/* "JOBS_QUEUE": the environment variable for an option whose kind has no file in resources/. */
static const char *variable_of(struct sg_arena *a, const char *option)
{
    char *name = sg_copy(a, option);
    for (char *c = name; *c; c++)
        *c = (char)(*c == '-' ? '_' : toupper((unsigned char)*c));
    return name;
}

/* The URL of a value: as the user wrote it, from !Ref, or built from the name; NULL if unknown. */
static const char *url_of(struct sg_scope *scope, const struct sg_value *value)
{
    struct sg_arena *a = scope->arena;
    struct sg_words words = {0};
    const struct sg_kind *kind = value->kind;
    const char *id = sg_project_id_of(a, value->given);
    if (sg_starts_with(value->given, "https://"))
        return value->given;
    for (size_t i = 0; id && i < kind->yields.count; i++)
        if (strcmp(kind->yields.items[i].gives, "url") == 0 && strcmp(kind->yields.items[i].attribute, "Ref") == 0)
            return sg_format(a, "${%s}", id);
    const char *form = sg_place_url_form(scope, value);
    if (!value->name || !form)
        return NULL;
    sg_project_set_word(a, &words, "region", value->region ? value->region : "${AWS::Region}");
    sg_project_set_word(a, &words, "account", value->account ? value->account : "${AWS::AccountId}");
    sg_project_set_word(a, &words, "name", value->name);
    return sg_project_fill_text(a, form, &words);
}

/* Undoes IAM's escapes ${*}, ${?} and ${$}, which only policies need; NULL if the text has a policy variable. */
static const char *without_escapes(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    while (*text) {
        bool escape = sg_starts_with(text, "${!") && text[3] && strchr("*?$", text[3]) && text[4] == '}';
        if (escape && text[3] == '$' && text[5] == '{')
            return NULL; /* the result would begin a substitution */
        sg_add_char(&b, escape ? text[3] : *text);
        text += escape ? 5 : 1;
    }
    return strstr(b.text, "${!") ? NULL : b.text;
}

/* The text that the environment variable of a value contains; NULL if unknown. */
static const char *held_by(struct sg_scope *scope, const struct sg_value *value, const char *holds)
{
    const struct sg_kind *kind = value->kind;
    const char *text = value->name;
    bool name_does = holds ? strcmp(holds, "name") == 0 : text && !value->account;
    if (holds && strcmp(holds, "url") == 0)
        text = url_of(scope, value);
    else if (kind->arn && !name_does)
        text = sg_value_arn(scope, value->origin, value, value->form, SG_ARN_SHORTEST);
    else if (text && value->slashed)
        text = sg_concat(scope->arena, kind->drop, text);
    return text ? without_escapes(scope->arena, text) : NULL;
}

/* Adds the text to the environment under the first free name; an equal text keeps its name. */
static const char *add_variable(struct handler *h, const char *wanted, const char *text)
{
    struct sg_scope *scope = h->project->scope;
    struct sg_node *node = sg_text_node(scope, text);
    const char *name = wanted;
    for (size_t n = 2; sg_get(h->environment, name) && !sg_same(sg_get(h->environment, name), node); n++)
        name = sg_format(scope->arena, "%s_%zu", wanted, n);
    if (!sg_get(h->environment, name)) {
        sg_put(scope->arena, h->environment, name, node);
        sg_push(scope->arena, &h->variables, name);
    }
    return name;
}

/* Code needs the key only if it uses the key itself; otherwise the service uses it. */
static bool concerns_code(const struct sg_given *given)
{
    bool is_key = strcmp(given->option->name, SG_KEY_OPTION) == 0;
    return given->count && !sg_is_flag(given->option) && (given->option->required || !is_key);
}

/* The environment variable of an option. */
struct held {
    const char *option, *variable, *text;
};

/*
 * Reads the environment variables that a use may need, and sets a word for each given option. False if a value that the
 * code needs is unknown.
 */
static bool read_held(struct sg_project *p, const struct sg_use *use, struct held *held, size_t *count,
                      struct sg_words *words)
{
    struct sg_arena *a = p->scope->arena;
    bool all = true;
    for (size_t i = 0; i < use->count; i++) {
        const struct sg_given *given = &use->given[i];
        const char *option = given->option->name;
        const struct sg_kind *kind = given->option->kind;
        const struct sg_blueprint *blueprint = sg_find_blueprint(p->catalog, kind->name, p->scope->findings);
        if (sg_is_flag(given->option) && given->count)
            sg_project_set_word(a, words, option, "yes");
        if (!concerns_code(given) || (!blueprint && !kind->types.count))
            continue;
        const char *text = held_by(p->scope, &given->values[0], blueprint ? blueprint->holds : NULL);
        if (text) {
            sg_project_set_word(a, words, option, "yes");
            held[(*count)++] = (struct held){option, blueprint ? blueprint->variable : variable_of(a, option), text};
        }
        all = all && (text || !given->option->required);
    }
    return all;
}

/* "s3_read" or "s3Read", with a number for the second and later ones. */
static const char *function_name(struct handler *h, const char *grant)
{
    const struct sg_language *language = h->project->language;
    struct sg_arena *a = h->project->scope->arena;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (const char *p = grant; *p; p++)
        if (*p != '-')
            sg_add_char(&b, !*language->between && p > grant && p[-1] == '-' ? (char)toupper((unsigned char)*p) : *p);
        else
            sg_add(&b, language->between);
    const char *name = b.text;
    for (size_t n = 2; !sg_push_once(a, &h->names, name); n++)
        name = sg_format(a, "%s%s%zu", b.text, language->between, n);
    return name;
}

static void take_code(struct handler *h, const struct sg_code *code)
{
    struct sg_arena *a = h->project->scope->arena;
    for (size_t i = 0; i < code->imports.count; i++)
        sg_push_once(a, &h->imports, code->imports.items[i]);
    for (size_t i = 0; i < code->clients.count; i++)
        sg_push_once(a, &h->clients, code->clients.items[i]);
}

/* The code of a use: that of its example, or an empty function. NULL if the grant needs no code. */
static const struct sg_code *choose_code(struct sg_project *p, const struct sg_use *use, bool known)
{
    const struct sg_example *example = sg_find_example(p->catalog, use->grant->name, p->scope->findings);
    if (example && !example->code.count)
        return NULL;
    const struct sg_code *code = example && known ? sg_code_in(&example->code, p->language->name) : NULL;
    if (!known)
        sg_report(p->scope->findings, SAMGEN_NOTE, use->origin,
                  "%s: the options do not give a name or URL that the code can use, so write this code yourself",
                  use->grant->name);
    return code ? code : p->language->other;
}

static void add_use(struct handler *h, const struct sg_use *use)
{
    struct sg_project *p = h->project;
    struct sg_arena *a = p->scope->arena;
    struct sg_words words = {0};
    struct held *held = sg_new_array(a, struct held, use->count);
    size_t count = 0;
    bool known = read_held(p, use, held, &count, &words);
    const struct sg_code *code = choose_code(p, use, known);
    if (!code)
        return;
    sg_project_set_word(a, &words, "name", function_name(h, use->grant->name));
    sg_project_set_word(a, &words, "title", use->grant->title);
    sg_project_set_word(a, &words, "of-event", sg_project_reads_event(p, use) ? p->event->name : "");
    for (size_t i = 0; i < count; i++)
        if (code == p->language->other || sg_project_parts_use(&code->parts, &words, held[i].option))
            sg_project_set_word(a, &words, held[i].option, add_variable(h, held[i].variable, held[i].text));
    take_code(h, code);
    for (size_t i = 0; i < p->language->apart; i++)
        sg_add(&h->uses, "\n");
    sg_add(&h->uses, sg_project_fill_parts(a, &code->parts, &words));
    sg_add(&h->calls, sg_project_fill_text(a, p->language->call, &words));
    sg_add(&h->calls, "\n");
}

static const char *lines(struct sg_arena *a, const struct sg_strings *list)
{
    return list->count ? sg_concat(a, sg_join(a, list, "\n"), "\n") : "";
}

static int compare_texts(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static const char *read_variables(struct handler *h)
{
    struct sg_arena *a = h->project->scope->arena;
    struct sg_strings all = {0};
    for (size_t i = 0; i < h->variables.count; i++) {
        struct sg_words words = {0};
        sg_project_set_word(a, &words, "variable", h->variables.items[i]);
        sg_push(a, &all, sg_project_fill_text(a, h->project->language->variable, &words));
    }
    if (all.count && h->project->language->variable_import)
        sg_push_once(a, &h->imports, h->project->language->variable_import);
    return lines(a, &all);
}

void sg_project_write_handler(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct handler h = {.project = p, .environment = sg_map(a)};
    struct sg_buffer environment = sg_buffer_new(a, SG_BUFFER_MOST);
    h.uses = sg_buffer_new(a, SG_BUFFER_MOST);
    h.calls = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < p->request->asked.count; i++)
        add_use(&h, &p->uses[i]);
    const struct sg_code *code = sg_code_in(&p->event->code, p->language->name);
    take_code(&h, code);
    if (h.environment->count)
        sg_write_yaml(&environment, h.environment, 0);
    sg_project_set_word(a, &p->words, "environment", environment.text);
    sg_project_set_word(a, &p->words, "variables", read_variables(&h));
    sg_sort(h.imports.items, h.imports.count, sizeof *h.imports.items, compare_texts);
    sg_project_set_word(a, &p->words, "imports", lines(a, &h.imports));
    sg_project_set_word(a, &p->words, "clients", lines(a, &h.clients));
    sg_project_set_word(a, &p->words, "uses", h.uses.text);
    sg_project_set_word(a, &p->words, "calls", h.calls.text);
    sg_project_set_word(a, &p->words, "handler", sg_project_fill_parts(a, &code->parts, &p->words));
}
