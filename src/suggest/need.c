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

static const char *placeholder_of(const struct needing *n, const struct sg_call_argument *argument)
{
    const struct sg_joiner *j = n->around->joiner;
    if (strcmp(argument->path, SG_CALL_ARN) == 0)
        return SG_CALL_ARN;
    return n->operation ? sg_parameter_placeholder(j->catalog, n->operation, argument->path, j->template->findings)
                        : argument->path;
}

/* Where "{name}" is in a form; NULL. */
static const char *find_placeholder(const char *form, const char *name)
{
    size_t length = strlen(name);
    for (const char *p = form; (p = strchr(p, '{')); p++)
        if (strncmp(p + 1, name, length) == 0 && p[1 + length] == '}')
            return p;
    return NULL;
}

/* A form of the action's ARNs, and the argument that fills the first of its own placeholders. */
struct form {
    const char *text;
    const struct sg_call_argument *argument; /* that names the resource; NULL: none does */
    const char *placeholder;                 /* "*": the argument is an ARN */
    const struct sg_call_argument
        *inner; /* of the placeholder right after it, as in {DatabaseName}/{TableName}; or NULL */
    const char *inner_placeholder;
    int given, missing; /* placeholders with an argument, and without */
};

static bool is_own(const char *name, size_t length)
{
    static const char *const common[] = {"partition", "region", "account"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strlen(common[i]) == length && strncmp(common[i], name, length) == 0)
            return false;
    return true;
}

static void weigh(const struct needing *n, struct form *form)
{
    struct sg_arena *a = n->around->joiner->arena;
    for (const char *p = form->text; (p = strchr(p, '{')); p++) {
        size_t length = strcspn(p + 1, "}");
        const struct sg_call_argument *found = NULL;
        if (!is_own(p + 1, length))
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

/* ---- The ARN that is asked for ---- */

/* "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" and "jobs" give "jobs". */
static const char *name_in(const char *value)
{
    const char *slash = strstr(value, "://") ? strrchr(value, '/') : NULL;
    return slash ? slash + 1 : value;
}

static void add_rest(struct sg_buffer *b, const char *form)
{
    while (*form) {
        const char *end = *form == '{' ? strchr(form, '}') : NULL;
        sg_add_char(b, end ? '*' : *form);
        form = end ? end + 1 : form + 1;
    }
}

static const char *arn_attribute(const struct needing *n, const struct sg_resource *resource)
{
    struct sg_joiner *j = n->around->joiner;
    struct sg_type type;
    if (!sg_find_type(j->arena, j->catalog, resource->type, &type) || !type.arn)
        return NULL;
    return sg_attribute_of(j->apart, resource, type.arn);
}

/* What follows the placeholder of the resource: the beginning of the key that the call names, or '*' for each further part. */
static const char *rest_of(struct sg_arena *a, const char *form, const char *placeholder, const char *key)
{
    const char *at = find_placeholder(form, placeholder);
    struct sg_buffer text = sg_buffer_new(a, SG_RESOLVED_MOST);
    const char *rest = at ? strchr(at, '}') + 1 : "";
    if (key && *key && strncmp(rest, "/{", 2) == 0)
        sg_add_format(&text, "/%s*", key);
    else
        add_rest(&text, rest);
    return text.text;
}

/* The form before the resource, with the values of the pseudo parameters. */
static void add_start(struct sg_buffer *b, const char *form, size_t length, const struct sg_arn_surroundings *around)
{
    static const char *const names[] = {"{partition}", "{region}", "{account}"};
    const char *values[] = {around->partition, around->region, around->account};
    for (const char *p = form; p < form + length;) {
        size_t i = 0;
        while (i < 3 && !sg_starts_with(p, names[i]))
            i++;
        if (i < 3)
            sg_add(b, values[i]);
        else
            sg_add_char(b, *p);
        p += i < 3 ? strlen(names[i]) : 1;
    }
}

const char *sg_code_need_suffix(struct sg_joiner *j, const struct sg_code_need *need)
{
    const struct sg_kinds *kinds = sg_all_kinds(j->catalog, j->template->findings);
    const char *service = need->form ? sg_arn_service(j->arena, need->form) : NULL;
    for (size_t i = 0; service && kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (kind->suffix && kind->arn && sg_same_text(sg_arn_service(j->arena, kind->arn), service))
            return kind->suffix;
    }
    return "";
}

const char *sg_code_need_arn(struct sg_joiner *j, const struct sg_code_need *need, const char *arn, const char *name,
                             const struct sg_arn_surroundings *around)
{
    const char *at = need->form ? find_placeholder(need->form, need->placeholder) : NULL;
    struct sg_buffer text = sg_buffer_new(j->arena, SG_RESOLVED_MOST);
    if (arn && !sg_starts_with(arn, "arn:"))
        arn = NULL;
    if (!at)
        return arn;
    if (!arn && !name)
        return NULL;
    if (arn) {
        sg_add(&text, arn);
    } else {
        add_start(&text, need->form, (size_t)(at - need->form), around);
        sg_add(&text, name_in(name));
    }
    sg_add(&text, need->rest);
    return text.text;
}

static const char *arn_of(const struct needing *n, const struct sg_code_need *need)
{
    const struct sg_used *used = &need->used;
    struct sg_joiner *j = n->around->joiner;
    const struct sg_arn_surroundings anywhere = {j->template->partition, "*", "*"};
    const char *arn = used->resource ? arn_attribute(n, used->resource) : NULL;
    if (!arn && used->value && sg_starts_with(used->value, "arn:"))
        arn = used->value;
    const char *name = used->resource ? sg_physical_name(j->apart, used->resource) : used->value;
    if (!used->resource && name && *sg_code_need_suffix(j, need))
        name = sg_concat(j->arena, name, "-*");
    return sg_code_need_arn(j, need, arn, name, &anywhere);
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
 * Adds what the argument can name. Of {DatabaseName}/{TableName} it is the table, if the template has it; otherwise both texts are
 * the name. An object in a bucket is no resource of its own.
 */
static void add_used_of(const struct needing *n, const struct form *form, const char *action, struct sg_used_list *list,
                        const char **placeholder)
{
    const char *service = form->text ? sg_arn_service(n->around->joiner->arena, form->text) : NULL;
    bool sub = n->call->file && n->call->file->sub;
    struct sg_used_list inner = {0};
    *placeholder = form->placeholder;
    sg_add_used(n->around, &form->argument->values, service, sub, list);
    if (!form->inner || sg_starts_with(action, "s3:"))
        return;
    sg_add_used(n->around, &form->inner->values, service, sub, &inner);
    if (inner.count == 1 && inner.items[0].type == SG_USED_TEMPLATE) {
        *list = inner;
        *placeholder = form->inner_placeholder;
    } else if (inner.count == 1 && list->count == 1 && inner.items[0].type == SG_USED_LITERAL &&
               list->items[0].type == SG_USED_LITERAL) {
        const char *both = sg_format(n->around->joiner->arena, "%s/%s", list->items[0].id, inner.items[0].id);
        list->items[0].id = list->items[0].value = both;
        *placeholder = form->inner_placeholder;
    }
}

static void add_action(const struct needing *n, const char *name)
{
    struct sg_joiner *j = n->around->joiner;
    const struct sg_action *action = sg_find_action(j->catalog, name, j->template->findings);
    struct form form = form_of(n, action);
    struct sg_used_list list = {0};
    const char *prefix = sg_starts_with(name, "s3:") ? key_prefix(n) : NULL, *placeholder = form.placeholder;
    if (form.argument)
        add_used_of(n, &form, name, &list, &placeholder);
    for (size_t i = 0; i < list.count; i++) {
        struct sg_code_need need = {.call = n->call, .action = name, .used = list.items[i], .form = form.text};
        need.placeholder = placeholder;
        need.prefix = prefix && *prefix ? prefix : NULL;
        need.rest = form.text ? rest_of(j->arena, form.text, placeholder, prefix) : "";
        need.arn = arn_of(n, &need);
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
