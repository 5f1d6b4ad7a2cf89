#include "suggest/suggest.h"

#include <string.h>

#include "api/lint_internal.h"

/* The code of the function that was asked for last: a rule asks for all variables of one function in turn. */
struct sg_lint_code {
    const char *function;
    struct sg_suggesting *read; /* NULL: it could not be read */
};

static struct sg_suggesting *read_function(struct sg_lint *l, const char *function)
{
    struct sg_suggest_settings *settings = sg_new(l->arena, struct sg_suggest_settings);
    const struct sg_findings before = sg_findings_now(l->template->findings);
    *settings = (struct sg_suggest_settings){.function = function, .only_code = true, .only_calls = true};
    struct sg_suggesting *read = sg_suggest(l->template, &l->roles, settings);
    sg_forget_since(l->template->findings, &before); /* they are not about a rule */
    return read;
}

struct sg_lint_code_use sg_api_lint_code(struct sg_lint *l, const struct sg_resource *function,
                                         const struct sg_resource *resource, const char *service)
{
    if (!l->code)
        l->code = sg_new(l->arena, struct sg_lint_code);
    if (!l->code->function || strcmp(l->code->function, function->id) != 0)
        *l->code = (struct sg_lint_code){function->id, read_function(l, function->id)};
    if (!l->code->read)
        return (struct sg_lint_code_use){0};
    const struct sg_suggest_use use = sg_suggest_use_of(l->code->read, function->id, resource->id, service);
    return (struct sg_lint_code_use){use.actions, use.place, use.all};
}
