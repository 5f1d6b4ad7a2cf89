#include "cli/bindings.h"

#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

static bool add_binding(const char *text, struct samgen_binding *binding)
{
    const char *equals = strchr(text, '=');
    char *name = equals && equals > text ? strndup(text, (size_t)(equals - text)) : NULL;
    *binding = (struct samgen_binding){.name = name, .value = equals ? equals + 1 : ""};
    if (!name)
        report_error("--set: \"%s\" is not NAME=VALUE, such as Stage=prod", text);
    return name != NULL;
}

bool read_bindings(const struct args *args, struct samgen_template_settings *settings)
{
    struct samgen_binding *bindings = calloc(args->said_count + 1, sizeof *bindings);
    bool ok = bindings != NULL;
    settings->bindings = bindings;
    for (size_t i = 0; ok && i < args->said_count; i++)
        if (strcmp(args->said[i].option, "set") == 0)
            ok = add_binding(args->said[i].value, &bindings[settings->binding_count++]);
    return ok;
}

void free_bindings(struct samgen_template_settings *settings)
{
    for (size_t i = 0; i < settings->binding_count; i++)
        free((char *)(size_t)settings->bindings[i].name);
    free((struct samgen_binding *)(size_t)settings->bindings);
}
