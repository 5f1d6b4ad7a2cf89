#include "suggest/need_internal.h"

#include "base/buffer.h"

#include "base/text.h"
#include "catalog/target.h"
#include "catalog/type.h"
#include "iam/arn.h"

#include <string.h>

/* A call whose needs are being found. */
struct needing {
    const struct sg_surroundings *around;
    const struct sg_call *call;
    const struct sg_operation *operation; /* NULL: the call says the action itself */
    struct sg_code_needs *needs;
};

/* ---- Which argument names the resource ---- */

static bool has_row(const struct sg_operation_parameters *list, const char *path)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].name, path) == 0)
            return true;
    return false;
}

/*
 * The keys of a map are names of parameters, as in SchemaId {RegistryName, SchemaName}, unless the operation says
 * otherwise.
 */
static bool are_parameters(const struct needing *n, const char *path)
{
    size_t length = strlen(path);
    if (length < 2 || strcmp(path + length - 2, "{}") != 0 || !n->operation || has_row(&n->operation->own, path) ||
        has_row(&n->operation->usual, path))
        return false;
    for (size_t i = 0; i < n->call->argument_count; i++)
        if (strncmp(n->call->arguments[i].path, path, length - 2) == 0 && n->call->arguments[i].path[length - 2] == '.')
            return true;
    return false;
}

static const char *placeholder_of(const struct needing *n, const struct sg_call_argument *argument)
{
    const struct sg_joiner *j = n->around->joiner;
    if (strcmp(argument->path, SG_CALL_ARN) == 0)
        return SG_CALL_ARN;
    if (are_parameters(n, argument->path))
        return NULL;
    return n->operation ? sg_parameter_placeholder(j->catalog, n->operation, argument->path, j->template->findings)
                        : argument->path;
}

/* A form of the action's ARNs, and the argument that fills the first of its own placeholders. */
struct form {
    const char *text;
    const struct sg_call_argument *argument; /* that names the resource; NULL: none does */
    const char *placeholder;                 /* "*": the argument is an ARN */
    const struct sg_call_argument *inner; /* of the placeholder after it, as in {DatabaseName}/{TableName}; or NULL */
    const char *inner_placeholder;
    int given, missing; /* placeholders with an argument, and without */
};

static void weigh(const struct needing *n, struct form *form)
{
    struct sg_arena *a = n->around->joiner->arena;
    for (const char *p = form->text; (p = strchr(p, '{')); p++) {
        size_t length = strcspn(p + 1, "}");
        const struct sg_call_argument *found = NULL;
        if (!sg_code_is_own_placeholder(p + 1, length))
            continue;
        const char *name = sg_copy_bytes(a, p + 1, length);
        for (size_t i = 0; i < n->call->argument_count && !found; i++) {
            const char *placeholder = placeholder_of(n, &n->call->arguments[i]);
            if (placeholder && strcmp(placeholder, name) == 0)
                found = &n->call->arguments[i];
        }
        form->given += found != NULL;
        form->missing += !found;
        if (found && !form->argument) {
            form->argument = found;
            form->placeholder = name;
        } else if (found && !form->inner && p > form->text + 1 && strncmp(p - 2, "}/", 2) == 0) {
            form->inner = found;
            form->inner_placeholder = name;
        }
    }
}

static const struct sg_call_argument *arn_argument(const struct needing *n)
{
    for (size_t i = 0; i < n->call->argument_count; i++) {
        const char *placeholder = placeholder_of(n, &n->call->arguments[i]);
        if (placeholder && strcmp(placeholder, "*") == 0)
            return &n->call->arguments[i];
    }
    return NULL;
}

static bool is_better(const struct form *x, const struct form *y)
{
    return x->given != y->given ? x->given > y->given : x->missing < y->missing;
}

/* "ResourceId" is whatever the action is for: a call does not tell which of its kinds of resources a text names. */
static bool is_any_kind(const struct form *form)
{
    return form->placeholder && strcmp(form->placeholder, "ResourceId") == 0;
}

/* The form of the action's ARNs that the arguments fill best. Its text is NULL when the action has no resource. */
static struct form form_of(const struct needing *n, const struct sg_action *action)
{
    struct form best = {0};
    for (size_t t = 0; action && t < action->type_count; t++)
        for (size_t i = 0; i < action->types[t].type->arn_count; i++) {
            struct form form = {.text = action->types[t].type->arns[i].form};
            weigh(n, &form);
            if (!best.text || is_better(&form, &best))
                best = form;
        }
    if (!best.argument && arn_argument(n)) {
        best.argument = arn_argument(n);
        best.placeholder = "*";
    }
    return best;
}

/* ---- Needs ---- */

static void add(const struct needing *n, const struct sg_code_need *need)
{
    struct sg_code_needs *needs = n->needs;
    sg_grow(n->around->joiner->arena, needs->items, needs->count, needs->capacity);
    needs->items[needs->count++] = *need;
}

/* The beginning of the key of an object that the call names, or NULL. */
static const char *key_prefix(const struct needing *n)
{
    static const char *const names[] = {"Key", "Prefix"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (size_t i = 0; i < n->call->argument_count; i++)
            if (strcmp(n->call->arguments[i].path, names[k]) == 0)
                return sg_seen_prefix(n->around, &n->call->arguments[i].values);
    return NULL;
}

/*
 * Adds what the argument can name. Of {DatabaseName}/{TableName} it is the table, if the template has it; otherwise
 * both texts are the name. An object in a bucket is not a resource. `last` gets the last placeholder that is named.
 */
static void add_used_of(const struct needing *n, const struct form *form, const char *action, struct sg_used_list *list,
                        const char **last)
{
    const char *service = form->text ? sg_arn_service(n->around->joiner->arena, form->text) : NULL;
    bool sub = n->call->file && n->call->file->sub;
    struct sg_used_list inner = {0};
    *last = form->placeholder;
    sg_add_used(n->around, &form->argument->values, service, sub, list);
    if (!form->inner || sg_starts_with(action, "s3:"))
        return;
    sg_add_used(n->around, &form->inner->values, service, sub, &inner);
    if (inner.count == 1 && inner.items[0].type == SG_USED_TEMPLATE) {
        *list = inner;
        *last = form->inner_placeholder;
    } else if (inner.count == 1 && list->count == 1 && inner.items[0].type == SG_USED_LITERAL &&
               list->items[0].type == SG_USED_LITERAL) {
        const char *both = sg_format(n->around->joiner->arena, "%s/%s", list->items[0].id, inner.items[0].id);
        list->items[0].id = list->items[0].value = both;
        *last = form->inner_placeholder;
    }
}

/* The forms of the action's other kinds of resources, where the argument can name one of them as well. */
static struct sg_strings other_forms(const struct needing *n, const struct sg_action *action, const struct form *best)
{
    struct sg_strings forms = {0};
    for (size_t t = 0; action && is_any_kind(best) && t < action->type_count; t++)
        for (size_t i = 0; i < action->types[t].type->arn_count; i++)
            sg_push_once(n->around->joiner->arena, &forms, action->types[t].type->arns[i].form);
    return forms;
}

static void add_action(const struct needing *n, const char *name)
{
    struct sg_joiner *j = n->around->joiner;
    const struct sg_action *action = sg_find_action(j->catalog, name, j->template->findings);
    struct form form = form_of(n, action);
    struct sg_used_list list = {0};
    struct sg_strings others = other_forms(n, action, &form);
    const char *prefix = sg_starts_with(name, "s3:") ? key_prefix(n) : NULL, *last = form.placeholder;
    if (form.argument)
        add_used_of(n, &form, name, &list, &last);
    for (size_t i = 0; i < list.count; i++) {
        struct sg_code_need need = {.call = n->call, .action = name, .used = list.items[i], .form = form.text};
        bool whole =
            list.items[i].type != SG_USED_TEMPLATE || last == form.placeholder; /* both parts, or the inner one */
        need.placeholder = whole ? form.placeholder : last;
        need.prefix = prefix && *prefix ? prefix : NULL;
        need.rest = form.text ? sg_code_need_rest(j->arena, form.text, last, prefix) : "";
        need.others = others;
        struct sg_strings arns = sg_code_need_arns(j, &need);
        need.arn = arns.count ? arns.items[0] : NULL;
        add(n, &need);
    }
    bool none = !form.text || (action && action->on_all && n->call->whole);
    if (!list.count)
        add(n, &(struct sg_code_need){.call = n->call,
                                      .action = name,
                                      .used = {.type = none ? SG_USED_NONE : SG_USED_UNKNOWN},
                                      .arn = none ? "*" : NULL});
}

void sg_add_code_needs(const struct sg_surroundings *around, const struct sg_call *call, struct sg_code_needs *needs)
{
    struct sg_joiner *j = around->joiner;
    struct sg_operation operation;
    struct needing n = {.around = around, .call = call, .needs = needs};
    if (!call->operation) {
        add_action(&n, call->action);
        return;
    }
    if (!sg_find_operation(j->arena, j->catalog, call->service, call->operation, &operation, j->template->findings))
        return;
    n.operation = &operation;
    for (size_t i = 0; i < operation.actions.count && !(operation.one_of && i); i++)
        add_action(&n, operation.actions.items[i]);
}
