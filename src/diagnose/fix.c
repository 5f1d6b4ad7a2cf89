#include "diagnose/fix_making_internal.h"

#include "base/text.h"
#include "diagnose/judge_internal.h"
#include "diagnose/resource_internal.h"

#include <string.h>

static const struct {
    const char *place;
    void (*make)(struct sg_fix_making *m);
} makers[] = {
    {"execution-role", sg_diagnose_fix_identity},  {"caller-identity", sg_diagnose_fix_identity},
    {"resource-policy", sg_diagnose_fix_resource}, {"trust-policy", sg_diagnose_fix_trust},
    {"invoke-permission", sg_diagnose_fix_invoke},
};

struct sg_fix sg_diagnose_make_fix(struct sg_scope *scope, struct sg_catalog *catalog,
                                   const struct sg_denial_facts *facts, const struct sg_denial *denial,
                                   const struct sg_deployed_answer *answer)
{
    struct sg_fix_making m = {.scope = scope, .catalog = catalog, .facts = facts, .denial = denial, .answer = answer};
    struct sg_hush hush;
    if (sg_diagnose_is_explicit(denial) || (answer && (answer->result != SAMGEN_IMPLICIT_DENY || answer->guarded)))
        return m.fix;
    sg_hush(&hush, &scope->findings);
    scope->partition = sg_diagnose_partition(scope->arena, denial->shown.resource);
    m.resource = sg_diagnose_resource(scope, catalog, denial);
    m.fix.resource = m.resource;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strcmp(makers[i].place, denial->shown.place) == 0)
            makers[i].make(&m);
    sg_unhush(&hush);
    return m.fix;
}

/* ---- The command that prints a fix ---- */

void sg_diagnose_add_shell_word(struct sg_buffer *b, const char *word)
{
    static const char plain[] = SG_ALNUM "_@%+=:,./-";
    bool quoted = !*word || word[strspn(word, plain)];
    sg_add(b, quoted ? "'" : "");
    for (const char *p = word; *p; p++)
        if (*p == '\'')
            sg_add(b, "'\\''");
        else
            sg_add_char(b, *p);
    sg_add(b, quoted ? "'" : "");
}

const char *sg_diagnose_grant_command(struct sg_arena *a, const struct sg_asked_grant *cover)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&b, "samgen %s", cover->name);
    for (size_t i = 0; i < cover->count; i++) {
        bool positional = strcmp(cover->name, "allow") == 0 && strcmp(cover->options[i].name, "action") == 0;
        if (positional)
            sg_add(&b, " ");
        else
            sg_add_format(&b, " --%s%s", cover->options[i].name, cover->options[i].text ? " " : "");
        if (cover->options[i].text)
            sg_diagnose_add_shell_word(&b, cover->options[i].text);
    }
    return b.text;
}
