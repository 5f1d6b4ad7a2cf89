#include "catalog/operation.h"

#include "base/text.h"
#include "catalog/operation_file_internal.h"

#include <string.h>
#include <strings.h>

/* ---- Operations of a name, of whatever service ---- */

struct collection {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    struct sg_findings *findings;
    const char *name; /* without what some spellings add */
    struct sg_operation *items;
    size_t count, capacity;
};

static bool is_there(const struct collection *found, const struct sg_operation *operation)
{
    for (size_t i = 0; i < found->count; i++)
        if (strcasecmp(sg_join(found->arena, &found->items[i].actions, ","),
                       sg_join(found->arena, &operation->actions, ",")) == 0)
            return true;
    return false;
}

static void collect(struct collection *found, const char *service)
{
    struct sg_operation operation;
    if (!sg_find_operation(found->arena, found->catalog, service, found->name, &operation, found->findings) ||
        !operation.actions.count || is_there(found, &operation))
        return;
    sg_grow(found->arena, found->items, found->count, found->capacity);
    found->items[found->count++] = operation;
}

/*
 * Returns whether a line of the file is about the name: "PutItem W table!" or ".alias PutItems PutItem". Nothing else
 * is read.
 */
static bool mentions(const struct collection *found, const char *file)
{
    struct sg_source source;
    size_t length = strlen(found->name);
    if (!sg_catalog_read(found->catalog, file, &source))
        return false;
    const char *end = source.bytes + source.length;
    for (const char *line = source.bytes, *next; line < end; line = next + 1) {
        next = memchr(line, '\n', (size_t)(end - line));
        next = next ? next : end;
        if ((size_t)(next - line) > strlen(".alias ") && memcmp(line, ".alias ", strlen(".alias ")) == 0)
            line += strlen(".alias ");
        if ((size_t)(next - line) > length && line[length] == ' ' && strncasecmp(line, found->name, length) == 0)
            return true;
    }
    return false;
}

/* put_item, PutItemCommand: PutItem. */
static const char *one_spelling(struct sg_arena *a, const char *name)
{
    static const char command[] = "Command";
    char *plain = sg_copy(a, name), *end = plain;
    for (; *name; name++)
        if (sg_is_alnum(*name))
            *end++ = *name;
    *end = '\0';
    if (sg_ends_with(plain, command) && strlen(plain) >= sizeof command)
        plain[strlen(plain) - strlen(command)] = '\0';
    return plain;
}

void sg_operations_named(struct sg_arena *a, struct sg_catalog *c, const char *name, struct sg_operation **found,
                         size_t *count, struct sg_findings *f)
{
    struct collection all = {.arena = a, .catalog = c, .findings = f, .name = one_spelling(a, name)};
    const struct sg_clients *clients = *all.name ? sg_clients(c, f) : NULL;
    struct sg_strings prefixes = {0};
    for (size_t i = 0; clients && i < clients->count; i++)
        if (mentions(&all, sg_format(a, "operations/%s.txt", clients->items[i].name)))
            collect(&all, clients->items[i].name);
    if (clients)
        sg_action_services(c, &prefixes);
    for (size_t i = 0; i < prefixes.count; i++)
        if (mentions(&all, sg_format(a, "actions/%s.txt", prefixes.items[i])))
            collect(&all, prefixes.items[i]);
    *found = all.items;
    *count = all.count;
}

/* ---- Parameters ---- */

static const char *placeholder_in(const struct sg_operation_parameters *list, const char *parameter)
{
    for (size_t i = 0; i < list->count; i++)
        if (sg_same_plain(list->items[i].name, parameter))
            return list->items[i].placeholder;
    return NULL;
}

/* The placeholder of a type's ARNs that is called so, or NULL. */
static const char *placeholder_of_type(struct sg_arena *a, const struct sg_resource_type *type, const char *name)
{
    for (size_t i = 0; i < type->arn_count; i++)
        for (const char *p = strchr(type->arns[i].form, '{'); p; p = strchr(p + 1, '{')) {
            const char *word = sg_copy_bytes(a, p + 1, strcspn(p + 1, "}"));
            if (sg_same_plain(word, name))
                return word;
        }
    return NULL;
}

/* `name` as an ARN of the action's resource types has it, or NULL when none has. */
static const char *placeholder_of_action(struct sg_catalog *c, const char *action_name, const char *name,
                                         struct sg_findings *f)
{
    const struct sg_action *action = sg_find_action(c, action_name, f);
    const char *found = NULL;
    for (size_t i = 0; action && i < action->type_count && !found; i++)
        found = placeholder_of_type(sg_catalog_arena(c), action->types[i].type, name);
    return found;
}

const char *sg_parameter_placeholder(struct sg_catalog *c, const struct sg_operation *operation, const char *parameter,
                                     struct sg_findings *f)
{
    static const char *const of_stack[] = {"partition", "region", "account"};
    const char *name = placeholder_in(&operation->own, parameter), *found = NULL;
    name = name ? name : placeholder_in(&operation->usual, parameter);
    if (name && strcmp(name, "*") == 0)
        return name;
    for (size_t i = 0; !name && i < sizeof of_stack / sizeof *of_stack; i++)
        if (sg_same_plain(of_stack[i], parameter))
            return NULL;
    for (size_t i = 0; i < operation->actions.count && !found; i++)
        found = placeholder_of_action(c, operation->actions.items[i], name ? name : parameter, f);
    return found;
}

const char *sg_waiter_operation(struct sg_catalog *c, const struct sg_client *client, const char *waiter,
                                struct sg_findings *f)
{
    const struct sg_client_file *file = sg_client_file_of(c, client, f);
    for (size_t i = 0; file && i < file->waiter_count; i++)
        if (sg_same_plain(file->waiters[i].name, waiter))
            return file->waiters[i].operation;
    return NULL;
}
