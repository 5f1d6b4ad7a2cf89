#include "project/project_internal.h"

#include "value/spec.h"
#include "yaml/load.h"
#include "yaml/write.h"

#include <string.h>

/* A value of the command line as a node of a spec: intrinsics as YAML, other values as text. */
static struct sg_node *value_node(struct sg_project *p, const struct sg_asked_option *option)
{
    struct sg_arena *a = p->scope->arena;
    if (option->text[0] != '!')
        return sg_scalar(a, option->text);
    struct sg_source *source = sg_new(a, struct sg_source);
    *source = (struct sg_source){.name = option->name, .bytes = option->text, .length = strlen(option->text)};
    return sg_yaml_load(a, source, SG_ALIASES_REFUSED, p->scope->findings);
}

static bool repeats(const struct sg_asked_grant *grant, size_t option)
{
    for (size_t i = 0; i < grant->count; i++)
        if (i != option && strcmp(grant->options[i].name, grant->options[option].name) == 0)
            return true;
    return false;
}

/* An option with one value has its name as the key; one with several values is a list under its plural. */
static bool put_option(struct sg_project *p, const struct sg_asked_grant *grant, size_t i, struct sg_node *map)
{
    struct sg_arena *a = p->scope->arena;
    const struct sg_asked_option *option = &grant->options[i];
    if (!option->text) {
        struct sg_node *yes = sg_scalar(a, "true");
        yes->plain = true;
        sg_put(a, map, option->name, yes);
        return true;
    }
    struct sg_node *value = value_node(p, option);
    if (!value)
        return false;
    if (!repeats(grant, i)) {
        sg_put(a, map, option->name, value);
        return true;
    }
    const char *key = sg_plural(a, option->name);
    if (!sg_get(map, key))
        sg_put(a, map, key, sg_list(a));
    sg_append(sg_get(map, key), value);
    return true;
}

static struct sg_node *grants_node(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_node *list = sg_list(a);
    for (size_t i = 0; i < p->request->asked.count; i++) {
        const struct sg_asked_grant *grant = &p->request->asked.grants[i];
        struct sg_node *map = sg_map(a);
        sg_put(a, map, "grant", sg_scalar(a, grant->name));
        for (size_t j = 0; j < grant->count; j++)
            if (!put_option(p, grant, j, map))
                return NULL;
        sg_append(list, map);
    }
    return list;
}

struct sg_node *sg_project_spec_function(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_node *function = sg_map(a), *grants = grants_node(p);
    if (!grants)
        return NULL;
    sg_put(a, function, "name", sg_scalar(a, sg_project_get_word(&p->words, "function")));
    if (p->request->asked.no_logs) {
        struct sg_node *no = sg_scalar(a, "false");
        no->plain = true;
        sg_put(a, function, "logs", no);
    }
    if (grants->count)
        sg_put(a, function, "grants", grants);
    return function;
}

bool sg_project_write_spec(struct sg_project *p)
{
    struct sg_arena *a = p->scope->arena;
    struct sg_node *root = sg_map(a), *functions = sg_list(a), *function = sg_project_spec_function(p);
    struct sg_buffer text = sg_buffer_new(a, SG_BUFFER_MOST);
    if (!function)
        return false;
    sg_append(functions, function);
    sg_put(a, root, "functions", functions);
    sg_write_yaml(&text, root, 0);
    sg_project_set_word(a, &p->words, "spec", text.text);
    return true;
}
