#include "cli/bindings.h"

#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

static bool add_binding(struct bindings *b, const char *text)
{
    const char *equals = strchr(text, '=');
    char *name = equals && equals > text ? strndup(text, (size_t)(equals - text)) : NULL;
    if (!name) {
        report_error("--set: \"%s\" is not NAME=VALUE, such as Stage=prod", text);
        return false;
    }
    b->names[b->count] = name;
    b->items[b->count++] = (struct samgen_binding){.name = name, .value = equals + 1};
    return true;
}

bool read_bindings(const struct texts *set, struct bindings *b)
{
    *b = (struct bindings){.items = calloc(set->count + 1, sizeof *b->items),
                           .names = calloc(set->count + 1, sizeof *b->names)};
    bool ok = b->items && b->names;
    for (size_t i = 0; ok && i < set->count; i++)
        ok = add_binding(b, set->items[i]);
    return ok;
}

void free_bindings(struct bindings *b)
{
    for (size_t i = 0; i < b->count; i++)
        free(b->names[i]);
    free(b->names);
    free(b->items);
}
