#include "sam/dependency.h"

#include "base/set.h"
#include "base/text.h"
#include "sam/event_need_internal.h"
#include "sam/globals_internal.h"
#include "sam/need_internal.h"

#include <string.h>

#define NOBODY ((size_t)-1)
#define LONGEST_NAME 512 /* logical IDs have at most 255 characters */

/* A dependency that was added later, and the one before it from the same resource. */
struct added {
    size_t to;
    const struct added *before;
};

struct sg_dependencies {
    const struct sg_template *template;
    struct id {
        const char *text;
    } * ids;
    size_t count;
    struct sg_map by_text; /* of ids */
    size_t *starts;        /* ids[i] needs targets[starts[i]] to targets[starts[i + 1] - 1] */
    size_t *targets;
    const struct added **added; /* the last one from ids[i], or NULL */
    size_t *came_from, *queue;  /* of the current search */
};

static size_t find(const struct sg_dependencies *d, const char *text)
{
    const struct id *found = sg_map_get(&d->by_text, text);
    return found ? (size_t)(found - d->ids) : NOBODY;
}

/* IDs that SAM creates from other texts, by what follows the ID of the resource. */
static const struct made {
    const char *start, *end;
    const char *part; /* NULL: it needs nothing */
} made[] = {
    {"Alias", "", ".Alias"},           {"Version", "", ".Version"}, {"", "Stage", ".Stage"},
    {"Deployment", "", ".Deployment"}, {"", "Queue", NULL},         {"", "Topic", NULL},
};

static size_t find_part(const struct sg_dependencies *d, const char *id, const char *rest)
{
    char name[2 * LONGEST_NAME];
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (sg_starts_with(rest, made[i].start) && sg_ends_with(rest, made[i].end)) {
            size_t length = strlen(id);
            if (!made[i].part)
                return NOBODY;
            memcpy(name, id, length);
            memcpy(name + length, made[i].part, strlen(made[i].part) + 1);
            size_t found = find(d, name);
            return found != NOBODY ? found : find(d, id);
        }
    return find(d, id);
}

/* Returns whether SAM creates other resources from it: it has a type of SAM, or is an API of events. */
static bool is_macro(const struct sg_dependencies *d, const char *id)
{
    const struct sg_resource *r = sg_find_resource(d->template, id);
    if (r)
        return sg_starts_with(r->type, SG_SAM_PREFIX);
    return strcmp(id, SG_IMPLICIT_API) == 0 || strcmp(id, SG_IMPLICIT_HTTP_API) == 0;
}

/* SAM creates "IngestUrl" from Ingest, which it needs. Returns the longest ID that fits. */
static size_t find_made(const struct sg_dependencies *d, const char *name)
{
    char id[LONGEST_NAME];
    size_t length = strlen(name);
    memcpy(id, name, length + 1);
    while (length-- > 1) {
        id[length] = '\0';
        if (is_macro(d, id))
            return find_part(d, id, name + length);
    }
    return NOBODY;
}

/* Resolves "Ingest.Alias.Arn" to the part Ingest.Alias if it exists, or else to Ingest. */
static size_t resolve(const struct sg_dependencies *d, const char *reference)
{
    char name[LONGEST_NAME];
    size_t first = sg_length_before(reference, '.'), length = first;
    if (reference[first])
        length += 1 + sg_length_before(reference + first + 1, '.');
    if (first >= sizeof name)
        return NOBODY;
    if (length > first && length < sizeof name) {
        memcpy(name, reference, length);
        name[length] = '\0';
        size_t part = find(d, name);
        if (part != NOBODY)
            return part;
    }
    memcpy(name, reference, first);
    name[first] = '\0';
    size_t found = find(d, name);
    if (found != NOBODY || strchr(name, ':') || sg_key_index_get(&d->template->parameters, name))
        return found;
    return find_made(d, name);
}

/* Lists what needs something, in the order of the template. Returns its number for each need. */
static size_t *name_all(struct sg_dependencies *d, const struct sg_needs *needs)
{
    size_t *numbers = sg_new_array(d->template->arena, size_t, needs->count + 1);
    d->ids = sg_new_array(d->template->arena, struct id, needs->count + 1);
    for (size_t i = 0; i < needs->count; i++) {
        if (i && needs->items[i].from == needs->items[i - 1].from) {
            numbers[i] = numbers[i - 1];
            continue;
        }
        void **found = sg_map_at(d->template->arena, &d->by_text, needs->items[i].from);
        if (!*found) {
            *found = &d->ids[d->count];
            d->ids[d->count++].text = needs->items[i].from;
        }
        numbers[i] = (size_t)((struct id *)*found - d->ids);
    }
    return numbers;
}

struct edge {
    size_t from, to;
};

/* References that are not themselves listed; each is resolved once. */
struct resolved {
    struct sg_map by_text;
    size_t *targets, count;
};

static size_t resolve_once(const struct sg_dependencies *d, struct resolved *r, const char *reference)
{
    void **kept = sg_map_at(d->template->arena, &r->by_text, reference);
    if (!*kept) {
        *kept = &r->targets[r->count];
        r->targets[r->count++] = resolve(d, reference);
    }
    return *(const size_t *)*kept;
}

/* Fills `edges` and counts in starts[i + 1] those from i. */
static size_t find_edges(struct sg_dependencies *d, const struct sg_needs *needs, const size_t *numbers,
                         struct edge *edges)
{
    size_t count = 0;
    struct resolved resolved = {.targets = sg_new_array(d->template->arena, size_t, needs->count + 1)};
    for (size_t i = 0; i < needs->count; i++) {
        const struct sg_need *need = &needs->items[i];
        if (!need->to)
            continue;
        size_t to = find(d, need->to); /* most are names of resources and parts */
        to = to == NOBODY ? resolve_once(d, &resolved, need->to) : to;
        if (to == NOBODY)
            continue;
        edges[count] = (struct edge){.from = numbers[i], .to = to};
        d->starts[edges[count++].from + 1]++;
    }
    return count;
}

struct sg_dependencies *sg_dependencies_of(const struct sg_template *t, const struct sg_roles *roles)
{
    struct sg_dependencies *d = sg_new(t->arena, struct sg_dependencies);
    struct sg_needs needs = {0};
    d->template = t;
    sg_collect_needs(t, roles, &needs);
    const size_t *numbers = name_all(d, &needs);
    struct edge *edges = sg_new_array(t->arena, struct edge, needs.count + 1);
    d->starts = sg_new_array(t->arena, size_t, d->count + 1);
    size_t count = find_edges(d, &needs, numbers, edges);
    for (size_t i = 0; i < d->count; i++)
        d->starts[i + 1] += d->starts[i];
    d->targets = sg_new_array(t->arena, size_t, count + 1);
    size_t *next = sg_new_array(t->arena, size_t, d->count + 1);
    memcpy(next, d->starts, (d->count + 1) * sizeof *next);
    for (size_t i = 0; i < count; i++)
        d->targets[next[edges[i].from]++] = edges[i].to;
    d->added = sg_new_array(t->arena, const struct added *, d->count + 1);
    d->came_from = next;
    d->queue = sg_new_array(t->arena, size_t, d->count + 1);
    return d;
}

/* Records that `next` is reached from `at`. Returns whether it is the target. */
static bool reach(const struct sg_dependencies *d, size_t at, size_t next, size_t to, size_t *tail)
{
    if (d->came_from[next] == NOBODY) {
        d->came_from[next] = at;
        d->queue[(*tail)++] = next;
    }
    return next == to;
}

/* Searches breadth first. `from` counts as reached only when a chain returns to it. */
static bool search(const struct sg_dependencies *d, size_t from, size_t to)
{
    size_t head = 0, tail = 0;
    if (d->starts[from] == d->starts[from + 1] && !d->added[from])
        return false; /* it needs nothing */
    for (size_t i = 0; i < d->count; i++)
        d->came_from[i] = NOBODY;
    for (size_t at = from;; at = d->queue[head++]) {
        for (size_t i = d->starts[at]; i < d->starts[at + 1]; i++)
            if (reach(d, at, d->targets[i], to, &tail))
                return true;
        for (const struct added *one = d->added[at]; one; one = one->before)
            if (reach(d, at, one->to, to, &tail))
                return true;
        if (head == tail)
            return false;
    }
}

static void add_path(const struct sg_dependencies *d, size_t from, size_t to, struct sg_strings *path)
{
    size_t length = 0, at = to;
    do
        d->queue[length++] = at;
    while ((at = d->came_from[at]) != from);
    sg_push(d->template->arena, path, d->ids[from].text);
    while (length > 0)
        sg_push(d->template->arena, path, d->ids[d->queue[--length]].text);
}

bool sg_depends_on(const struct sg_dependencies *d, const char *from, const char *to, struct sg_strings *path)
{
    size_t start = resolve(d, from), end = strcmp(from, to) == 0 ? start : resolve(d, to);
    if (start == NOBODY || end == NOBODY || !search(d, start, end))
        return false;
    if (path)
        add_path(d, start, end, path);
    return true;
}

void sg_add_dependency(struct sg_dependencies *d, const char *from, const char *to)
{
    size_t start = resolve(d, from), end = resolve(d, to);
    if (start == NOBODY || end == NOBODY)
        return;
    struct added *one = sg_new(d->template->arena, struct added);
    *one = (struct added){.to = end, .before = d->added[start]};
    d->added[start] = one;
}
