#include "cli/check_spec.h"

#include "cli/bindings.h"
#include "cli/default_template.h"
#include "cli/out_check.h"
#include "cli/report.h"

#include <stdio.h>
#include <string.h>

/* The template of the functions without the key `template`. */
static enum samgen_status given_template(struct check_args *own, const char **path)
{
    struct args *args = &own->common;
    enum samgen_status status = SAMGEN_OK;
    if (!own->template_path && !args->word_count)
        status = add_default_template(args, "check");
    *path = own->template_path ? own->template_path : args->words[0];
    return status;
}

static enum samgen_status read_templates(struct check_args *own, struct samgen_spec_template *templates, size_t count)
{
    enum samgen_status status = SAMGEN_OK;
    for (size_t i = 0; i < count && status == SAMGEN_OK; i++) {
        const char *path = templates[i].text.name;
        if (!templates[i].said)
            status = given_template(own, &path);
        if (status == SAMGEN_OK)
            status = read_named_file(&own->common, path, &templates[i].text);
    }
    return status;
}

static void print_plain(const char *text)
{
    print_text(stdout, text);
}

static void print_expectation(const struct samgen_expectation *e)
{
    fputs(e->allow ? "allow " : "deny ", stdout);
    print_plain(e->action);
    fputs(" on ", stdout);
    print_plain(e->on);
    if (e->with) {
        fputs(" with ", stdout);
        print_plain(e->with);
    }
}

static void print_line(const struct samgen_expectation *e)
{
    const struct samgen_decision decision = {.verdict = e->verdict, .by = e->by};
    fputs(e->passed ? "  ok    " : "  FAIL  ", stdout);
    print_expectation(e);
    putchar('\n');
    if (e->passed)
        return;
    fputs("        ", stdout);
    print_plain(e->failing_action);
    fputs(" on ", stdout);
    print_plain(e->failing_resource);
    fputs(" is ", stdout);
    print_decision(&decision);
}

static void print_all(const struct samgen_expectations *all)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct samgen_expectation *e = &all->items[i];
        if (i == 0 || strcmp(e->function, e[-1].function) != 0) {
            print_plain(e->function);
            putchar('\n');
        }
        print_line(e);
    }
    printf("%zu expectation%s, %zu failed\n", all->count, all->count == 1 ? "" : "s", all->failed);
}

enum samgen_status check_spec(struct check_args *own)
{
    struct args *args = &own->common;
    struct samgen_input spec;
    struct samgen_spec_template *templates;
    struct samgen_expectations expectations;
    struct samgen_result result;
    struct bindings bindings;
    size_t count;
    enum samgen_status status = read_named_file(args, own->spec, &spec);
    if (status == SAMGEN_OK &&
        samgen_spec_templates(args->samgen, &spec, own->settings.function, &templates, &count, &result) != SAMGEN_OK) {
        report_findings(args, &result);
        status = SAMGEN_BAD_INPUT;
    }
    if (status == SAMGEN_OK)
        status = read_templates(own, templates, count);
    if (status != SAMGEN_OK)
        return status;
    if (!read_bindings(&own->set, &bindings))
        return SAMGEN_BAD_INPUT;
    own->settings.bindings = bindings.items;
    own->settings.binding_count = bindings.count;
    status = samgen_check_spec(args->samgen, &spec, templates, count, &own->settings, &expectations, &result);
    report_findings(args, &result);
    free_bindings(&bindings);
    if (status == SAMGEN_BAD_INPUT)
        return status;
    if (own->form == CHECK_JSON)
        fputs(samgen_expectations_json(args->samgen, &expectations), stdout);
    else if (own->form == CHECK_JUNIT)
        fputs(samgen_expectations_junit(args->samgen, &expectations, spec.name), stdout);
    else
        print_all(&expectations);
    return status;
}
