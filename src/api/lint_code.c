#include "suggest/suggest.h"

#include "api/lint_internal.h"

/* What is known of the code of the template's functions; each is read when a rule asks for it. */
struct sg_lint_code {
    struct sg_suggesting *read; /* NULL: nothing */
};

struct sg_lint_code_use sg_api_lint_code(struct sg_lint *l, const struct sg_resource *function,
                                         const struct sg_resource *resource, const char *service)
{
    static const struct sg_suggest_settings settings = {.only_calls = true};
    struct sg_suggest_use use = {0};
    const struct sg_findings before = sg_findings_now(l->template->findings);
    if (!l->code) {
        l->code = sg_new(l->arena, struct sg_lint_code);
        l->code->read = sg_suggest(l->template, &l->roles, &settings);
    }
    if (l->code->read)
        use = sg_suggest_use_of(l->code->read, function->id, resource->id, service);
    sg_forget_since(l->template->findings, &before); /* they are not about a rule */
    return (struct sg_lint_code_use){use.actions, use.place, use.all};
}
