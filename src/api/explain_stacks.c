#include <samgen/samgen.h>

#include "base/buffer.h"
#include "explain/explain.h"
#include "explain/write_html.h"
#include "sam/binding.h"
#include "sam/nested.h"
#include "suggest/suggest.h"
#include "yaml/write.h"

#include <string.h>
#include <sys/stat.h>

#include "api/api_internal.h"

/* An explanation that is being written, as text or as the JSON of all functions. */
struct explaining {
    const struct sg_template *template;
    const struct sg_roles *built;
    struct sg_resolver *resolver; /* keeps what it found for all roles */
    struct sg_role_uses uses;     /* of the whole template */
    enum samgen_explanation form;
    struct sg_buffer *text, *list; /* of a page: its sections, and the list of them */
    struct sg_node *functions, *roles;
    struct sg_suggesting *code; /* what is known of the functions' code, or NULL */
    struct sg_cursor cursor;
    size_t shown;
    size_t *number; /* of functions and roles in all stacks so far */
};

/* A stack that is being explained, and the one that contains it. Far more than CloudFormation's users nest. */
#define STACKS_DEEP 8
#define STACKS_MOST 200
struct stack {
    const struct sg_source *source;
    const struct sg_nested *nested; /* NULL: the outermost */
    dev_t device;
    ino_t inode;
    const struct stack *outer;
};

/* What all stacks of one call have in common. */
struct stacks {
    struct samgen *samgen;
    const struct samgen_template_settings *settings;
    struct sg_findings *findings;
    enum samgen_explanation form;
    struct sg_buffer *text, *list;
    size_t count, shown, number;
};

/* Reports a document that IAM refuses, and leaves the role out. */
static void explain_role(struct explaining *e, struct sg_template_role *r)
{
    struct sg_explanation explanation;
    struct sg_findings *findings = e->template->findings, before = *findings;
    r->resolver = *e->resolver;
    bool ok = sg_explain_read_role(r);
    *e->resolver = r->resolver;
    if (!ok)
        return;
    if (findings->errors == before.errors)
        sg_forget_since(findings, &before); /* unknown values matter only for decisions */
    sg_explain_role(r, &e->uses, &e->cursor, &explanation);
    if (e->code && r->user)
        explanation.unused = sg_suggest_unused(e->code, r->user->id);
    size_t number = ++*e->number;
    if (e->shown++ && e->form == SAMGEN_EXPLAIN_TEXT)
        sg_add_char(e->text, '\n');
    if (e->form == SAMGEN_EXPLAIN_JSON)
        sg_put(e->template->arena, r->user ? e->functions : e->roles, explanation.resource->id,
               sg_explain_json(&explanation));
    else if (e->form == SAMGEN_EXPLAIN_MARKDOWN)
        sg_explain_markdown(&explanation, e->text);
    else if (e->form == SAMGEN_EXPLAIN_HTML)
        sg_explain_html(&explanation, number, e->list, e->text);
    else if (e->form == SAMGEN_EXPLAIN_MERMAID)
        sg_explain_mermaid(&explanation, number, e->text);
    else
        sg_explain_text(&explanation, e->text);
}

static bool is_of_function(const struct explaining *e, const struct sg_role *role)
{
    for (size_t i = 0; i < e->uses.count; i++)
        if (e->uses.items[i].role == role && sg_runs_with_role(e->template, e->uses.items[i].user))
            return true;
    return false;
}

/* Explains all functions, then the roles that no function has. */
static void explain_all(struct explaining *e)
{
    const struct sg_template *t = e->template;
    for (size_t i = 0; i < t->count && !e->resolver->exhausted; i++) {
        const struct sg_role_choice choice = {.function = t->resources[i].id};
        struct sg_template_role r = {.template = t, .resolver = *e->resolver};
        bool found = sg_runs_with_role(t, &t->resources[i]) && sg_explain_find_role(&r, e->built, &choice);
        if (found && r.uses.count) /* otherwise an API that SAM creates replaces it, which is reported */
            explain_role(e, &r);
    }
    for (size_t i = 0; i < t->count && !e->resolver->exhausted; i++) {
        struct sg_template_role r = {.template = t};
        if (sg_has_type(&t->resources[i], SG_ROLE_TYPE))
            r.role = sg_role_with_id(t, e->built, t->resources[i].id);
        if (r.role && !is_of_function(e, r.role))
            explain_role(e, &r);
    }
}

static void explain_chosen(struct explaining *e, const struct sg_role_choice *choice)
{
    struct sg_template_role r = {.template = e->template, .resolver = *e->resolver};
    sg_explain_say_includes(e->template);
    sg_list_role_uses(e->resolver, e->built, &e->uses);
    if (!choice->function && !choice->role)
        explain_all(e);
    else if (sg_explain_find_role(&r, e->built, choice) && (r.uses.count || sg_explain_need_role(&r)))
        explain_role(e, &r);
    if (!e->shown && !e->template->findings->errors)
        sg_report(e->template->findings, SAMGEN_NOTE, (struct sg_origin){.source = e->template->source},
                  "the template has no function, state machine or role");
}

/* ---- Stacks ---- */

static bool explain_stack(struct stacks *all, const struct stack *stack, struct sg_node *root);

static bool is_open(const struct stack *stack, const struct stat *file)
{
    for (; stack; stack = stack->outer)
        if (stack->inode == file->st_ino && stack->device == file->st_dev)
            return true;
    return false;
}

static size_t depth_of(const struct stack *stack)
{
    size_t depth = 0;
    for (; stack; stack = stack->outer)
        depth++;
    return depth;
}

/* Sets the source of the stack, or why it is not read. A pipe or a device is not read. */
static const char *open_nested(struct stacks *all, struct stack *stack)
{
    struct sg_arena *a = all->samgen->arena;
    struct samgen_input input;
    struct stat st;
    const char *error, *path = stack->nested->path;
    if (!path)
        return stack->nested->unread;
    path = sg_api_beside(a, stack->outer->source->name, path);
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return sg_format(a, "%s does not exist or is not a regular file", path);
    if (is_open(stack->outer, &st))
        return "it contains itself";
    if (depth_of(stack->outer) >= STACKS_DEEP || all->count >= STACKS_MOST)
        return "there are more nested stacks than samgen reads";
    if (samgen_read_file(all->samgen, path, &input, &error) != SAMGEN_OK)
        return error;
    stack->source = sg_api_input_source(all->samgen, &input);
    stack->device = st.st_dev;
    stack->inode = st.st_ino;
    return NULL;
}

static void add_heading(struct stacks *all, const struct stack *stack)
{
    const char *before = all->form == SAMGEN_EXPLAIN_MARKDOWN ? "# " : all->shown ? "\n" : "";
    if (all->form == SAMGEN_EXPLAIN_TEXT || all->form == SAMGEN_EXPLAIN_MARKDOWN)
        sg_add_format(all->text, "%s%s (%s): %s\n\n", before, stack->nested->resource->id,
                      stack->nested->resource->type, stack->source->name);
    all->shown = 0;
}

static void explain_nested(struct stacks *all, const struct sg_template *t, const struct stack *outer,
                           struct sg_node *stacks)
{
    for (size_t i = 0; i < t->count; i++) {
        struct sg_nested nested;
        struct stack stack = {.nested = &nested, .outer = outer};
        if (!sg_is_nested(t, &t->resources[i], &nested))
            continue;
        const char *unread = open_nested(all, &stack);
        if (unread) {
            sg_report(all->findings, SAMGEN_NOTE, sg_at(t, t->resources[i].key), "%s is not read, because %s",
                      t->resources[i].id, unread);
            continue;
        }
        struct sg_node *root = sg_map(t->arena);
        sg_put(t->arena, root, "file", sg_scalar(t->arena, sg_in_utf8(t->arena, stack.source->name)));
        add_heading(all, &stack);
        if (explain_stack(all, &stack, root))
            sg_put(t->arena, stacks, t->resources[i].id, root);
    }
}

/* Reads the code of the functions. What is wrong there is not about the explanation. */
static struct sg_suggesting *read_code(const struct stacks *all, const struct sg_template *t,
                                       const struct sg_roles *roles, const struct sg_resolver *resolver)
{
    struct sg_suggest_settings *settings = sg_new(t->arena, struct sg_suggest_settings);
    const struct sg_resource *function = all->settings->function ? sg_find_resource(t, all->settings->function) : NULL;
    const struct sg_findings before = sg_findings_now(t->findings);
    if (!all->settings->code || all->settings->role || (all->settings->function && !function))
        return NULL;
    *settings = (struct sg_suggest_settings){.function = function ? function->id : NULL,
                                             .bindings = resolver->bindings,
                                             .binding_count = resolver->binding_count,
                                             .only_code = true};
    struct sg_suggesting *code = sg_suggest(t, roles, settings);
    sg_forget_since(t->findings, &before);
    return code;
}

/* False after reporting an error. */
static bool explain_stack(struct stacks *all, const struct stack *stack, struct sg_node *root)
{
    struct samgen *samgen = all->samgen;
    struct sg_arena *a = samgen->arena;
    struct sg_roles roles;
    const struct sg_template *t =
        sg_api_template_of(samgen, stack->source, all->settings->region, all->findings, &roles);
    struct sg_resolver resolver = {.template = t, .all_branches = true};
    const struct sg_role_choice choice = {all->settings->function, all->settings->role};
    struct explaining e = {.template = t,
                           .built = &roles,
                           .resolver = &resolver,
                           .form = all->form,
                           .text = all->text,
                           .list = all->list,
                           .number = &all->number,
                           .functions = sg_map(a),
                           .roles = sg_map(a),
                           .cursor = {.source = stack->source},
                           .shown = all->shown};
    if (!t)
        return false;
    all->count++;
    if (stack->nested)
        resolver.binding_count = sg_nested_bindings(stack->nested, t, &resolver.bindings);
    else
        resolver = (struct sg_resolver){.template = t,
                                        .bindings = sg_api_bindings(samgen, all->settings),
                                        .binding_count = all->settings->binding_count,
                                        .all_branches = true};
    if (sg_check_bindings(&resolver)) {
        e.code = read_code(all, t, &roles, &resolver);
        explain_chosen(&e, &choice);
    }
    all->shown = e.shown;
    sg_put(a, root, "functions", e.functions);
    if (e.roles->count)
        sg_put(a, root, "roles", e.roles);
    struct sg_node *stacks = sg_map(a);
    if (all->settings->nested && !choice.function && !choice.role)
        explain_nested(all, t, stack, stacks);
    if (stacks->count)
        sg_put(a, root, "stacks", stacks);
    return all->findings->errors == 0;
}

enum samgen_status samgen_explain(struct samgen *samgen, const struct samgen_input *template,
                                  const struct samgen_template_settings *settings, enum samgen_explanation form,
                                  struct samgen_result *result)
{
    struct sg_findings findings = {.arena = samgen->arena};
    struct sg_buffer text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    struct sg_node *root = sg_map(samgen->arena);
    struct sg_buffer list = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
    struct stacks all = {
        .samgen = samgen, .settings = settings, .findings = &findings, .form = form, .text = &text, .list = &list};
    struct stack outermost = {.source = sg_api_input_source(samgen, template)};
    struct stat st;
    if (stat(outermost.source->name, &st) == 0) {
        outermost.device = st.st_dev;
        outermost.inode = st.st_ino;
    }
    *result = (struct samgen_result){0};
    if (form == SAMGEN_EXPLAIN_MERMAID)
        sg_add(&text, "flowchart LR\n");
    explain_stack(&all, &outermost, root);
    if (form == SAMGEN_EXPLAIN_JSON)
        sg_write_json(&text, root, 0);
    if (form == SAMGEN_EXPLAIN_HTML) {
        struct sg_buffer page = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
        sg_explain_html_page(&page, samgen->catalog, outermost.source->name, list.text, text.text);
        text = page;
    }
    return sg_api_finish(samgen, &findings, &text, result);
}
