#include "project/project.h"

#include "base/text.h"
#include "sam/role.h"
#include "project/project_internal.h"
#include "yaml/load.h"
#include "yaml/write.h"

#include <ctype.h>
#include <string.h>

#define NAME_CHARACTERS SG_ALNUM "-_"
#define NAME_MOST 64
#define REGION "us-east-1" /* to check the template: the names of managed policies depend on the region */

static bool check_name(struct sg_project *p)
{
    const char *name = p->request->name;
    struct sg_arena *a = p->scope->arena;
    if (!*name || strlen(name) > NAME_MOST || !sg_is_made_of(name, NAME_CHARACTERS) || !isalnum((unsigned char)*name))
        return sg_fail(p->scope->findings, (struct sg_origin){0},
                       "\"%s\" is not a project name; it must have 1 to %d letters, digits, '-' and '_', and begin "
                       "with a letter or digit",
                       name, NAME_MOST);
    sg_project_set_word(a, &p->words, "project", name);
    sg_project_set_word(a, &p->words, "code", p->into ? sg_concat(a, name, "/src/") : "src/");
    sg_project_set_word(a, &p->words, "path", p->into ? name : "items");
    sg_project_set_word(a, &p->words, "function", sg_format(a, "%sFunction", sg_camel_case(a, name)));
    return true;
}

static bool unknown(struct sg_project *p, const char *option, const char *word, const struct sg_strings *known)
{
    const char *near = sg_nearest(word, known);
    if (near)
        return sg_fail(p->scope->findings, (struct sg_origin){.subject = option}, "\"%s\" is unknown; did you mean %s?",
                       word, near);
    return sg_fail(p->scope->findings, (struct sg_origin){.subject = option}, "\"%s\" is unknown; write one of %s",
                   word, sg_join(p->scope->arena, known, ", "));
}

static bool find_runtime(struct sg_project *p)
{
    struct sg_findings *f = p->scope->findings;
    const struct sg_runtimes *all = sg_runtimes(p->catalog, f);
    struct sg_strings known = {0};
    if (!all || !all->runtimes.count)
        return sg_fail(f, (struct sg_origin){.subject = "--runtime"}, "the catalog has no runtimes");
    p->runtime = p->request->runtime ? sg_find_runtime(p->catalog, p->request->runtime, f) : &all->runtimes.items[0];
    for (size_t i = 0; i < all->runtimes.count; i++)
        sg_push(p->scope->arena, &known, all->runtimes.items[i].name);
    if (!p->runtime)
        return unknown(p, "--runtime", p->request->runtime, &known);
    size_t before = f->errors;
    p->language = sg_find_language(p->catalog, p->runtime->language, f);
    if (p->language || f->errors > before)
        return p->language != NULL;
    return sg_fail(f, (struct sg_origin){.subject = "--runtime"}, "the catalog has no language \"%s\"",
                   p->runtime->language);
}

static bool find_event(struct sg_project *p)
{
    const char *name = p->request->event ? p->request->event : SG_NO_EVENT;
    struct sg_strings known = {0};
    size_t before = p->scope->findings->errors;
    p->event = sg_find_event(p->catalog, name, p->scope->findings);
    if (p->event || p->scope->findings->errors > before)
        return p->event != NULL;
    sg_catalog_files(p->catalog, "functions/events", &known);
    return unknown(p, "--event", name, &known);
}

/* Sets the word `policies`, which is empty if the function has none. False after reporting. */
static bool write_policies(struct sg_project *p, const struct sg_settings *settings)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    const struct sg_node *root = sg_grant_generate(p->scope, p->catalog, &p->request->asked, settings);
    const struct sg_node *policies = sg_get(root, "Policies");
    if (root && policies && policies->count)
        sg_write_yaml(&text, root, 0);
    sg_project_set_word(a, &p->words, "policies", text.text);
    return root != NULL;
}

/* What is reported of uses without fault is said again where their policies are made. */
static bool read_uses(struct sg_project *p)
{
    const struct sg_findings before = sg_findings_now(p->scope->findings);
    const struct sg_asked *asked = &p->request->asked;
    bool ok = true;
    p->uses = sg_new_array(p->scope->arena, struct sg_use, asked->count);
    for (size_t i = 0; i < asked->count; i++)
        ok = sg_read_use(p->scope, p->catalog, &asked->grants[i], &p->uses[i]) && ok;
    ok = ok && sg_share_place(p->scope, p->uses, asked->count);
    if (ok)
        sg_forget_since(p->scope->findings, &before);
    return ok;
}

static void set_plain_words(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_strings grants = {0};
    for (size_t i = 0; i < p->request->asked.count; i++)
        sg_push_once(a, &grants, p->request->asked.grants[i].name);
    sg_project_set_word(a, &p->words, "runtime", p->runtime->name);
    sg_project_set_word(a, &p->words, "runtime-title", p->runtime->title);
    sg_project_set_word(a, &p->words, "handler-name", p->runtime->handler);
    sg_project_set_word(a, &p->words, "event-title", p->event->title);
    sg_project_set_word(a, &p->words, "fixed-name", p->event->fixed_name ? p->event->fixed_name : "");
    sg_project_set_word(a, &p->words, "vpc", p->request->vpc ? "yes" : "");
    sg_project_set_word(a, &p->words, "grants", sg_join(a, &grants, ", "));
    sg_project_set_word(a, &p->words, "example", sg_project_fill_parts(a, &p->event->example, &p->words));
}

void sg_project_add_files(struct sg_project *p, const struct sg_project_files *wanted, const char *folder,
                          bool function, struct sg_file_texts *files)
{
    struct sg_arena *a = p->scope->arena;
    for (size_t i = 0; i < wanted->count; i++) {
        if (function && !wanted->items[i].function)
            continue;
        const char *text = sg_project_fill_parts(a, &wanted->items[i].parts, &p->words);
        files->items[files->count++] = (struct samgen_file){
            .path = sg_concat(a, folder, sg_project_fill_text(a, wanted->items[i].path, &p->words)),
            .text = text,
            .length = strlen(text)};
    }
}

/* Resources and parameters must not share an id; one resource of the project may add several. */
static bool check_ids(struct sg_project *p, const struct sg_node *root)
{
    const struct sg_node *maps[] = {sg_get(root, "Parameters"), sg_get(root, "Resources")};
    struct sg_strings ids = {0};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        for (const struct sg_node *key = maps[i] ? maps[i]->first : NULL; key; key = key->next->next)
            if (!sg_push_once(p->scope->arena, &ids, key->text))
                return sg_fail(p->scope->findings, (struct sg_origin){0},
                               "the template would have %s twice; use another id than ${%s} in the grants", key->text,
                               key->text);
    return true;
}

/* Reports what SAM would refuse in the new template. */
static bool check_template(struct sg_project *p, const struct samgen_file *file)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_source *source = sg_new(a, struct sg_source);
    struct sg_roles roles;
    *source = (struct sg_source){.name = file->path, .bytes = file->text, .length = file->length};
    struct sg_node *root = sg_yaml_load(a, source, SG_ALIASES_REFUSED, p->scope->findings);
    if (!root || !check_ids(p, root))
        return false;
    const struct sg_template *t = sg_template_of(a, p->catalog, source, root, REGION, p->scope->findings);
    return t && sg_build_roles(t, &roles);
}

static bool check_templates(struct sg_project *p, const struct sg_file_texts *files)
{
    bool ok = true;
    for (size_t i = 0; i < files->count; i++)
        if (strcmp(files->items[i].path, "template.yaml") == 0)
            ok = check_template(p, &files->items[i]) && ok;
    return ok;
}

bool sg_project_begin(struct sg_project *p)
{
    bool ok = check_name(p);
    ok = find_runtime(p) && ok;
    ok = find_event(p) && ok;
    if (!ok)
        return false;
    p->layout = sg_project_layout(p->catalog, p->scope->findings);
    if (!p->layout)
        return false;
    return sg_code_in(&p->event->code, p->language->name) ||
           sg_fail(p->scope->findings, (struct sg_origin){.subject = "--event"},
                   "the catalog has no handler for the event \"%s\" in the language %s", p->event->name,
                   p->language->name);
}

bool sg_project_fill(struct sg_project *p, const struct sg_settings *settings)
{
    bool found = sg_project_find_resources(p);
    if (found && !p->request->no_kms)
        sg_project_share_keys(p);
    sg_project_name_resources(p, &p->names);
    p->scope->names = found ? &p->names : p->scope->names;
    sg_project_set_word(p->scope->arena, &p->words, "policies", ""); /* into a template they are applied later */
    if (!found || (!p->into && !write_policies(p, settings)) || !read_uses(p) || !sg_project_write_spec(p))
        return false;
    sg_project_write_resources(p);
    set_plain_words(p);
    sg_project_write_handler(p);
    return true;
}

bool sg_project_new(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_project_request *request,
                    const struct sg_settings *settings, struct sg_file_texts *files)
{
    struct sg_project p = {.scope = scope, .catalog = catalog, .request = request};
    *files = (struct sg_file_texts){0};
    if (!sg_project_begin(&p) || !sg_project_fill(&p, settings))
        return false;
    files->items = sg_new_array(scope->arena, struct samgen_file, p.layout->files.count + p.language->files.count);
    sg_project_add_files(&p, &p.layout->files, "", false, files);
    sg_project_add_files(&p, &p.language->files, "", false, files);
    return check_templates(&p, files) && scope->findings->errors == 0;
}
