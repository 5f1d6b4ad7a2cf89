#include "grant/describe.h"
#include "place/identity.h"

#include "with_catalog.h"

#include <string.h>

/* The same permissions in every form: a bare document is what a role, a policy and a managed policy have inside. */
static const struct sg_stack stack = {.region = "eu-west-1", .account = "123456789012"};

/* Cuts the next word off the example of a grant, as a shell would: quotes stand around whole words. */
static char *next_word(char **rest)
{
    char *word = *rest + strspn(*rest, " ");
    bool quoted = *word == '\'';
    word += quoted;
    char *end = word + strcspn(word, quoted ? "'" : " ");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

static bool takes_value(const struct sg_grant *grant, const char *name)
{
    const struct sg_option *option = sg_find_option(grant, name);
    return option && !sg_is_flag(option);
}

static struct sg_asked_grant example_of(const struct sg_grant *grant)
{
    char *rest = sg_copy(arena, sg_grant_describe_example(arena, grant));
    struct sg_asked_grant asked = {.name = grant->name, .options = sg_new_array(arena, struct sg_asked_option, 100)};
    const char *positional = "";
    for (size_t i = 0; i < grant->options.count; i++)
        positional = grant->options.items[i].positional ? grant->options.items[i].name : positional;
    while (*rest) {
        const char *word = next_word(&rest);
        struct sg_asked_option *option = &asked.options[asked.count++];
        bool named = strncmp(word, "--", 2) == 0;
        *option = (struct sg_asked_option){.name = named ? word + 2 : positional, .text = named ? NULL : word};
        if (named && takes_value(grant, option->name))
            option->text = next_word(&rest);
        assert_true(asked.count < 100);
    }
    return asked;
}

/* The document in one form; NULL when it is refused. */
static struct sg_node *document_as(enum samgen_as as, const struct sg_grant *grant, enum samgen_style style)
{
    struct sg_findings told = {.arena = arena};
    struct sg_scope scope = {.arena = arena, .findings = &told, .catalog = catalog, .partition = "aws"};
    struct sg_asked_grant one = example_of(grant);
    const struct sg_asked asked = {.grants = &one, .count = 1};
    const struct sg_settings settings = {.style = style, .no_logs = true};
    struct sg_identity identity = {.as = as, .trust = {.name = "lambda"}, .stack = stack};
    struct sg_node *made = sg_map(arena);
    if (!sg_place_identity(&scope, catalog, &asked, &settings, &identity, made))
        return NULL;
    if (as == SAMGEN_AS_DOCUMENT)
        return made;
    struct sg_node *properties = sg_get(made->first->next, "Properties");
    if (as == SAMGEN_AS_ROLE && sg_get(properties, "ManagedPolicyArns"))
        return NULL;
    if (as == SAMGEN_AS_ROLE)
        properties = sg_get(properties, "Policies")->first;
    struct sg_node *document = sg_get(properties, "PolicyDocument");
    return sg_grant_make_literal(&scope, (struct sg_origin){0}, &stack, document) ? document : NULL;
}

static size_t compared;

static void each_form_has_the_document(void **state)
{
    const struct grant_row *row = *state;
    static const enum samgen_style styles[] = {SAMGEN_STYLE_AUTO, SAMGEN_STYLE_INLINE};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        const struct sg_node *alone = document_as(SAMGEN_AS_DOCUMENT, row->grant, styles[i]);
        const struct sg_node *policy = document_as(SAMGEN_AS_POLICY, row->grant, styles[i]);
        const struct sg_node *managed = document_as(SAMGEN_AS_MANAGED_POLICY, row->grant, styles[i]);
        const struct sg_node *role = document_as(SAMGEN_AS_ROLE, row->grant, styles[i]);
        if (!alone) { /* its example names something of a template */
            assert_non_null(strstr(sg_grant_describe_example(arena, row->grant), "${"));
            continue;
        }
        compared++;
        assert_true(sg_same(alone, policy));
        assert_true(sg_same(alone, managed));
        assert_true(role ? sg_same(alone, role) : styles[i] == SAMGEN_STYLE_AUTO && row->grant->managed.count);
    }
}

SUITE(identity)
{
    int failed = run_grants("every grant in every form", each_form_has_the_document);
    bool enough = compared > 150;
    if (!enough)
        print_error("only %zu documents were compared\n", compared);
    return failed + !enough;
}
