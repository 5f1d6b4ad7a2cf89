#include "catalog/operation.h"

#include "base/text.h"
#include "catalog/action_file_internal.h"
#include "catalog/operation_file_internal.h"

#include <string.h>
#include <strings.h>

#define INDEX "operations.txt"
#define PACKAGE "@aws-sdk/client-"
#define HOST ".amazonaws.com"
#define DATE_DIGITS 8 /* "CreateFunction20150331v2": some APIs have their version in the names of operations */

const struct sg_clients *sg_clients(struct sg_catalog *c, struct sg_findings *f)
{
    const struct sg_clients *clients = sg_catalog_kept(c, INDEX);
    if (clients)
        return clients;
    struct sg_source *source = sg_new(sg_catalog_arena(c), struct sg_source);
    clients = sg_catalog_read(c, INDEX, source) ? sg_read_clients(sg_catalog_arena(c), source, f) : NULL;
    return clients ? sg_catalog_keep(c, INDEX, clients) : NULL;
}

static const char *file_name(struct sg_arena *a, const struct sg_client *client)
{
    return sg_format(a, "operations/%s.txt", client->name);
}

const struct sg_client_file *sg_client_file_of(struct sg_catalog *c, const struct sg_client *client,
                                               struct sg_findings *f)
{
    struct sg_arena *a = sg_catalog_arena(c);
    const char *name = file_name(a, client);
    const struct sg_client_file *file = sg_catalog_kept(c, name);
    struct sg_source *source = file ? NULL : sg_new(a, struct sg_source);
    if (file || !sg_catalog_read(c, name, source))
        return file;
    file = sg_read_client_file(a, source, f);
    return file ? sg_catalog_keep(c, name, file) : NULL;
}

/* ---- Clients ---- */

static bool has_name(const struct sg_client *client, const char *name)
{
    bool found = sg_same_plain(client->name, name);
    for (size_t i = 0; i < client->names.count && !found; i++)
        found = sg_same_plain(client->names.items[i], name);
    return found;
}

static const struct sg_client *client_named(const struct sg_clients *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++)
        if (has_name(&all->items[i], name))
            return &all->items[i];
    return NULL;
}

/* The first client of an IAM prefix after `last`, or NULL. */
static const struct sg_client *next_of_prefix(const struct sg_clients *all, const char *prefix,
                                              const struct sg_client *last)
{
    for (const struct sg_client *client = last ? last + 1 : all->items; client < all->items + all->count; client++)
        if (strcasecmp(client->prefix, prefix) == 0)
            return client;
    return NULL;
}

/* "SQS" for "Amazon SQS", "@aws-sdk/client-sqs" and "sqs.amazonaws.com". */
static const char *bare_service(struct sg_arena *a, const char *name)
{
    static const char *const starts[] = {PACKAGE, "Amazon ", "AWS "};
    const char *host = strstr(name, HOST);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (sg_starts_with(name, starts[i]))
            return name + strlen(starts[i]);
    return host ? sg_copy_bytes(a, name, (size_t)(host - name)) : name;
}

static const struct sg_client *find_client(const struct sg_clients *all, struct sg_arena *a, const char *bare)
{
    const struct sg_client *found = client_named(all, bare);
    if (!found)
        found = next_of_prefix(all, bare, NULL);
    if (!found && sg_ends_with(bare, "Client"))
        found = client_named(all, sg_copy_bytes(a, bare, strlen(bare) - strlen("Client")));
    return found;
}

const struct sg_client *sg_find_client(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_clients *all = sg_clients(c, f);
    struct sg_arena *a = sg_catalog_arena(c);
    return all && *name ? find_client(all, a, bare_service(a, name)) : NULL;
}

/* ---- Operations ---- */

struct search {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    struct sg_findings *findings;
    struct sg_operation *found;
};

static const struct sg_operation_row *row_of(const struct sg_client_file *file, const char *name)
{
    for (size_t i = 0; file && i < file->row_count; i++)
        if (sg_same_plain(file->rows[i].name, name))
            return &file->rows[i];
    return NULL;
}

static void take_actions(const struct search *s, const char *actions)
{
    s->found->one_of = strchr(actions, '|') != NULL;
    while (*actions) {
        size_t length = strcspn(actions, ",|");
        sg_push(s->arena, &s->found->actions, sg_copy_bytes(s->arena, actions, length));
        actions += length + (actions[length] != '\0');
    }
}

/* The action of a name, or what an alias of it means. */
static const struct sg_action *action_of(const struct sg_actions *service, const char *name)
{
    const struct sg_action *action = sg_action_named(service, name);
    for (size_t i = 0; i < service->alias_count && !action; i++)
        if (strcasecmp(service->aliases[i].name, name) == 0)
            action = sg_action_named(service, service->aliases[i].meant);
    return action;
}

static char *letters_and_digits(struct sg_arena *a, const char *name)
{
    char *plain = sg_copy(a, name), *end = plain;
    for (; *name; name++)
        if (sg_is_alnum(*name))
            *end++ = *name;
    *end = '\0';
    return plain;
}

static bool is_action(const struct search *s, const char *prefix, const char *name)
{
    const struct sg_actions *service = sg_find_actions(s->catalog, prefix, s->findings);
    const struct sg_action *action = service ? action_of(service, name) : NULL;
    if (!action)
        return false;
    bool same = strcasecmp(action->name, name) == 0;
    s->found->name = same ? action->name : sg_copy(s->arena, name);
    sg_push(s->arena, &s->found->actions, sg_action_name(s->arena, action));
    return true;
}

/* Returns whether a line of the client's file decides. Its parameters count in any case. */
static bool is_listed(const struct search *s, const struct sg_client *client, const char *name)
{
    const struct sg_client_file *file = sg_client_file_of(s->catalog, client, s->findings);
    const struct sg_operation_row *row = row_of(file, name);
    *s->found = (struct sg_operation){.client = client};
    if (file)
        s->found->usual = file->usual;
    if (!row)
        return false;
    s->found->name = row->name;
    s->found->own = row->parameters;
    s->found->free = strcmp(row->actions, "-") == 0;
    if (strcmp(row->actions, "=") == 0)
        return is_action(s, client->prefix, row->name);
    if (!s->found->free && strcmp(row->actions, "?") != 0)
        take_actions(s, row->actions);
    return true;
}

static bool is_of_client(const struct search *s, const struct sg_client *client, const char *name)
{
    return is_listed(s, client, name) || is_action(s, client->prefix, name);
}

/* Other clients of the same prefix have operations too: a log names only the service. */
static bool is_of_service(const struct search *s, const char *service, const char *name)
{
    const struct sg_clients *all = sg_clients(s->catalog, s->findings);
    const struct sg_client *client = all ? find_client(all, s->arena, service) : NULL;
    if (!client) {
        *s->found = (struct sg_operation){0};
        return is_action(s, service, name);
    }
    if (is_of_client(s, client, name))
        return true;
    if (strcasecmp(client->prefix, service) != 0)
        return false;
    for (const struct sg_client *other = NULL; (other = next_of_prefix(all, service, other));)
        if (other != client && is_listed(s, other, name))
            return true;
    return false;
}

/* The name without the version at its end, or NULL. */
static char *without_version(struct sg_arena *a, const char *name)
{
    size_t end = strlen(name), digits = end;
    while (digits && name[digits - 1] >= '0' && name[digits - 1] <= '9')
        digits--;
    if (digits && name[digits - 1] == 'v')
        end = digits - 1;
    size_t start = end;
    while (start && name[start - 1] >= '0' && name[start - 1] <= '9')
        start--;
    return end - start == DATE_DIGITS && start ? sg_copy_bytes(a, name, start) : NULL;
}

static const char *without_end(struct sg_arena *a, const char *name, const char *end)
{
    return sg_ends_with(name, end) ? sg_copy_bytes(a, name, strlen(name) - strlen(end)) : NULL;
}

bool sg_find_operation(struct sg_arena *a, struct sg_catalog *c, const char *service, const char *name,
                       struct sg_operation *found, struct sg_findings *f)
{
    const struct search s = {a, c, f, found};
    const char *bare = bare_service(a, service), *plain = letters_and_digits(a, name);
    const char *others[] = {without_version(a, plain), without_end(a, plain, "Command")};
    if (!*plain || !*bare)
        return false;
    bool known = is_of_service(&s, bare, plain);
    for (size_t i = 0; i < sizeof others / sizeof *others && !known; i++)
        known = others[i] && *others[i] && is_of_service(&s, bare, others[i]);
    return known;
}
