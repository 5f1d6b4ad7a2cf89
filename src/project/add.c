#include "project/project_internal.h"

#include "apply/apply.h"
#include "sam/dependency.h"
#include "sam/long_form.h"
#include "sam/names.h"
#include "value/template_key.h"
#include "yaml/edit.h"
#include "yaml/load.h"
#include "yaml/write.h"

#include <string.h>

#define REGION "us-east-1" /* to check the template: the names of managed policies depend on the region */

/* A template while the function is added. */
struct adding {
    struct sg_project *project;
    const struct sg_source *source;
    struct sg_node *root; /* as it is written */
    const struct sg_template *template;
    struct sg_names names;
    struct sg_roles roles;
    const char *function;
};

static bool fail(const struct adding *x, const char *message)
{
    return sg_fail(x->project->scope->findings, (struct sg_origin){.source = x->source}, "%s", message);
}

static bool read_template(struct adding *x, const struct sg_source *source)
{
    struct sg_project *p = x->project;
    struct sg_findings *f = p->scope->findings;
    struct sg_arena *a = p->scope->arena;
    x->source = source;
    x->root = sg_yaml_load(a, source, SG_ALIASES_RESOLVED, f);
    if (!x->root || !sg_names_in(a, source, x->root, f, &x->names))
        return false;
    x->template = sg_template_of(a, p->catalog, source, sg_copy_node(a, x->root), REGION, f);
    return x->template && sg_build_roles(x->template, &x->roles);
}

/* ---- What the project says ---- */

/* The runtime of Globals or of the first function, if samgen writes handlers for it; or NULL. */
static const char *runtime_of(const struct adding *x)
{
    const struct sg_template *t = x->template;
    const char *runtime = sg_get_text(sg_get(sg_get(t->root, "Globals"), "Function"), "Runtime");
    for (size_t i = 0; i < t->count && !runtime; i++)
        if (sg_has_type(&t->resources[i], SG_FUNCTION_TYPE))
            runtime = sg_get_text(t->resources[i].properties, "Runtime");
    return runtime && sg_find_runtime(x->project->catalog, runtime, NULL) ? runtime : NULL;
}

/* Without the transform, CloudFormation knows no AWS::Serverless::Function. */
static bool check_transform(const struct adding *x)
{
    const struct sg_node *transform = sg_get(x->root, "Transform");
    struct sg_node wanted = {.type = SG_SCALAR, .text = "AWS::Serverless-2016-10-31"};
    if (transform && (sg_same(transform, &wanted) || (transform->type == SG_LIST && sg_list_has(transform, &wanted))))
        return true;
    return fail(x,
                "the template lacks `Transform: AWS::Serverless-2016-10-31`, without which it cannot have a function "
                "of SAM; add it first");
}

static bool check_id(const struct adding *x)
{
    const struct sg_resource *resource = sg_find_resource(x->template, x->function);
    if (!sg_project_known(x->project, x->function))
        return true;
    return sg_fail(x->project->scope->findings,
                   resource ? sg_at(x->template, resource->key) : (struct sg_origin){.source = x->source},
                   "the template has %s already; use another name than %s", x->function, x->project->request->name);
}

/* Returns whether `has` has all keys of `wanted`, with the same values. */
static bool has_all(const struct sg_node *has, const struct sg_node *wanted)
{
    if (!has || wanted->type != SG_MAP)
        return has && sg_same(has, wanted);
    for (const struct sg_node *key = wanted->first; key; key = key->next->next)
        if (!has_all(sg_get(has, key->text), key->next))
            return false;
    return true;
}

/* Globals are for all functions, so they are not changed. */
static bool check_globals(const struct adding *x, const struct sg_node *wanted)
{
    struct sg_buffer text = sg_buffer_new(x->project->scope->arena, SG_BUFFER_MOST);
    if (!wanted || has_all(sg_get(x->template->root, "Globals"), wanted))
        return true;
    sg_write_flow(&text, wanted);
    return sg_fail(x->project->scope->findings, (struct sg_origin){.subject = "--event"},
                   "the event \"%s\" needs `Globals: %s`, which is for all functions of the template; add it first",
                   x->project->event->name, text.text);
}

/* ---- The resources ---- */

/* Adds all keys at the end of a map of the template. */
static bool put_all(const struct adding *x, struct sg_edit *edit, struct sg_node *map, const struct sg_node *wanted)
{
    struct sg_arena *a = edit->arena;
    struct sg_node *last = map->first;
    if (map->start == map->end)
        return sg_fail(x->project->scope->findings, sg_at(x->template, map),
                       "this is an alias, so samgen cannot add to it; write the map here");
    while (last->next->next)
        last = last->next->next;
    for (const struct sg_node *key = wanted->first; key; key = key->next->next)
        sg_edit_put(edit, map, last, key->text, key->next);
    for (const struct sg_node *key = wanted->first; key; key = key->next->next)
        sg_put(a, map, key->text, sg_copy_node(a, key->next));
    return true;
}

static bool put_resources(const struct adding *x, struct sg_edit *edit, struct sg_node *wanted)
{
    for (const struct sg_node *key = wanted->first; key; key = key->next->next)
        if (sg_project_known(x->project, key->text))
            return sg_fail(x->project->scope->findings, (struct sg_origin){.source = x->source},
                           "the template has %s already; use another id in the grants", key->text);
    if (edit->json)
        sg_long_form(edit->arena, x->source, wanted, NULL);
    return put_all(x, edit, sg_get(x->root, "Resources"), wanted);
}

static bool put_parameters(const struct adding *x, struct sg_edit *edit, const struct sg_node *wanted)
{
    struct sg_arena *a = edit->arena;
    struct sg_node *parameters = sg_get(x->root, "Parameters"), *missing = sg_map(a);
    for (const struct sg_node *key = wanted ? wanted->first : NULL; key; key = key->next->next)
        if (!sg_project_known(x->project, key->text))
            sg_put(a, missing, key->text, sg_copy_node(a, key->next));
    if (!missing->count)
        return true;
    if (parameters && parameters->count)
        return put_all(x, edit, parameters, missing);
    if (parameters)
        return sg_fail(x->project->scope->findings, sg_at(x->template, parameters), "Parameters is empty; remove it");
    return sg_apply_extend_map(edit, x->template, x->root, NULL, "Parameters", missing);
}

/* The parts of a new project's template that the function needs. NULL after reporting. */
static struct sg_node *wanted_parts(const struct adding *x)
{
    struct sg_project *p = x->project;
    struct sg_file_texts files = {.items = sg_new_array(p->scope->arena, struct samgen_file, p->layout->files.count)};
    struct sg_source *source = sg_new(p->scope->arena, struct sg_source);
    sg_project_add_files(p, &p->layout->files, "", false, &files);
    for (size_t i = 0; i < files.count; i++)
        if (strcmp(files.items[i].path, "template.yaml") == 0)
            *source = (struct sg_source){
                .name = files.items[i].path, .bytes = files.items[i].text, .length = files.items[i].length};
    return source->bytes ? sg_yaml_load(p->scope->arena, source, SG_ALIASES_REFUSED, p->scope->findings) : NULL;
}

static bool add_resources(const struct adding *x, struct sg_source *made)
{
    struct sg_arena *a = x->project->scope->arena;
    struct sg_node *wanted = wanted_parts(x);
    if (!wanted || !check_globals(x, sg_get(wanted, "Globals")))
        return false;
    struct sg_edit edit = sg_edit_new(a, x->source, x->root);
    if (!put_resources(x, &edit, sg_get(wanted, "Resources")) ||
        !put_parameters(x, &edit, sg_get(wanted, "Parameters")))
        return false;
    *made = sg_edit_finish(&edit);
    return sg_yaml_means(a, made, x->root) ||
           fail(x, "samgen cannot add a resource to this template without changing something else; write Resources in "
                   "block style");
}

/* ---- The grants ---- */

static bool check_circle(const struct adding *x)
{
    struct sg_strings path = {0};
    struct sg_dependencies *d = sg_dependencies_of(x->template, &x->roles);
    if (!sg_depends_on(d, x->function, x->function, &path))
        return true;
    return sg_fail(x->project->scope->findings, (struct sg_origin){.source = x->source},
                   "CloudFormation would refuse the circle %s; name the resource by its name, not by ${Id}",
                   sg_join(x->project->scope->arena, &path, " -> "));
}

static bool add_grants(struct adding *x, const struct sg_settings *settings, const struct sg_source *with_function,
                       struct sg_source *made)
{
    struct sg_project *p = x->project;
    struct sg_edit edit;
    if (!read_template(x, with_function) || !check_circle(x))
        return false;
    p->scope->names = &x->names;
    struct sg_asked asked = p->request->asked;
    asked.function = x->function;
    if (!p->request->no_kms)
        sg_ask_template_keys(p->scope, p->catalog, &asked);
    const struct sg_application application = {.scope = p->scope,
                                               .catalog = p->catalog,
                                               .template = x->template,
                                               .root = x->root,
                                               .roles = &x->roles,
                                               .settings = settings};
    return sg_apply_grants(&application, &asked, 1, &edit, made);
}

/* ---- The spec ---- */

static bool add_to_spec(struct sg_project *p, const struct sg_source *spec, struct sg_source *made)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_node *root = sg_yaml_load(a, spec, SG_ALIASES_RESOLVED, p->scope->findings);
    struct sg_node *functions = root ? sg_get(root, "functions") : NULL, *key = root ? root->first : NULL;
    struct sg_node *function = root ? sg_project_spec_function(p) : NULL, *items = sg_list(a);
    if (!function)
        return false;
    while (key && key->next != functions)
        key = key->next->next;
    if (!functions || functions->type != SG_LIST || functions->start == functions->end)
        return sg_fail(p->scope->findings, (struct sg_origin){.source = spec},
                       "this spec has no list `functions` of its own, to which samgen can add the function");
    sg_append(items, function);
    struct sg_edit edit = sg_edit_new(a, spec, root);
    sg_edit_append(&edit, (struct sg_around){.parent = root, .key = key}, functions, items);
    sg_append(functions, sg_copy_node(a, function));
    *made = sg_edit_finish(&edit);
    return sg_yaml_means(a, made, root) ||
           sg_fail(p->scope->findings, (struct sg_origin){.source = spec},
                   "samgen cannot add to this spec without changing something else; write `functions` in block style");
}

bool sg_project_add(struct sg_scope *scope, struct sg_catalog *catalog, struct sg_project_request *request,
                    const struct sg_settings *settings, const struct sg_project_into *into, struct sg_file_texts *files,
                    struct sg_project_into *made)
{
    struct sg_project p = {.scope = scope, .catalog = catalog, .request = request};
    struct adding x = {.project = &p};
    struct sg_source *template = sg_new(scope->arena, struct sg_source), *spec = sg_new(scope->arena, struct sg_source);
    struct sg_source *with_function = sg_new(scope->arena, struct sg_source); /* findings are in it */
    *files = (struct sg_file_texts){0};
    if (!read_template(&x, into->template) || !check_transform(&x))
        return false;
    p.into = x.template;
    p.known = x.names;
    request->runtime = request->runtime ? request->runtime : runtime_of(&x);
    if (!sg_project_begin(&p))
        return false;
    x.function = sg_project_get_word(&p.words, "function");
    if (!check_id(&x) || !sg_project_fill(&p, settings) || !add_resources(&x, with_function) ||
        !add_grants(&x, settings, with_function, template) || (into->spec && !add_to_spec(&p, into->spec, spec)))
        return false;
    const char *folder = sg_concat(scope->arena, request->name, "/");
    files->items = sg_new_array(scope->arena, struct samgen_file, p.layout->files.count + p.language->files.count);
    sg_project_add_files(&p, &p.layout->files, folder, true, files);
    sg_project_add_files(&p, &p.language->files, folder, false, files);
    *made = (struct sg_project_into){.template = template, .spec = into->spec ? spec : NULL, .function = x.function};
    return scope->findings->errors == 0;
}
