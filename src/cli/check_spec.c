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

/* ---- Text ---- */

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

/* ---- JSON ---- */

static void print_json_text(const char *text)
{
    if (!text) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (*c == '"' || *c == '\\')
            printf("\\%c", *c);
        else if (*c < ' ')
            printf("\\u%04x", *c);
        else
            putchar(*c);
    putchar('"');
}

static void print_member(const char *before, const char *key, const char *text)
{
    printf("%s\"%s\": ", before, key);
    print_json_text(text);
}

static void print_by(const struct samgen_statement *by)
{
    print_member("{", "place", by->layer);
    print_member(", ", "file", by->file);
    print_member(", ", "policy", by->policy);
    if (by->policy)
        printf(", \"statement\": %zu", by->index + 1);
    if (by->file)
        printf(", \"line\": %zu", by->line);
    fputs("}", stdout);
}

static void print_json(const struct samgen_expectations *all)
{
    static const char *const verdicts[] = {[SAMGEN_IMPLICIT_DENY] = "implicit-deny",
                                           [SAMGEN_EXPLICIT_DENY] = "explicit-deny",
                                           [SAMGEN_ALLOWED] = "allowed"};
    fputs("{\"expectations\": [", stdout);
    for (size_t i = 0; i < all->count; i++) {
        const struct samgen_expectation *e = &all->items[i];
        print_member(i ? ",\n  {" : "\n  {", "function", e->function);
        print_member(", ", e->allow ? "allow" : "deny", e->action);
        print_member(", ", "on", e->on);
        print_member(", ", "with", e->with);
        print_member(", ", "file", e->file);
        printf(", \"line\": %zu, \"passed\": %s", e->line, e->passed ? "true" : "false");
        if (!e->passed) {
            print_member(", \"request\": {", "action", e->failing_action);
            print_member(", ", "resource", e->failing_resource);
            print_member(", ", "decision", verdicts[e->verdict]);
            fputs("}", stdout);
        }
        fputs(", \"by\": ", stdout);
        print_by(&e->by);
        fputs("}", stdout);
    }
    printf("%s], \"failed\": %zu}\n", all->count ? "\n" : "", all->failed);
}

/* ---- JUnit ---- */

/* Text of an XML attribute; a control character has no place in XML. */
static void print_xml(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (strchr("<>&\"", *c))
            printf("&#%d;", *c);
        else
            putchar(*c < ' ' || *c == 0x7f ? ' ' : *c);
}

static void print_junit(const struct samgen_expectations *all, const char *spec)
{
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"");
    print_xml(spec);
    printf("\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", all->count, all->failed);
    for (size_t i = 0; i < all->count; i++) {
        const struct samgen_expectation *e = &all->items[i];
        fputs("    <testcase classname=\"", stdout);
        print_xml(e->function);
        printf("\" name=\"%s ", e->allow ? "allow" : "deny");
        print_xml(e->action);
        fputs(" on ", stdout);
        print_xml(e->on);
        if (e->with) {
            fputs(" with ", stdout);
            print_xml(e->with);
        }
        if (e->passed) {
            fputs("\"/>\n", stdout);
            continue;
        }
        fputs("\">\n      <failure message=\"", stdout);
        print_xml(e->failing_action);
        fputs(" on ", stdout);
        print_xml(e->failing_resource);
        printf(" is %s", e->verdict == SAMGEN_ALLOWED ? "allowed by " : "denied");
        if (e->by.policy) {
            fputs(e->verdict == SAMGEN_ALLOWED ? "" : " by ", stdout);
            print_xml(e->by.policy);
        }
        fputs("\">", stdout);
        print_xml(e->file);
        printf(":%zu</failure>\n    </testcase>\n", e->line);
    }
    fputs("  </testsuite>\n</testsuites>\n", stdout);
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
        print_json(&expectations);
    else if (own->form == CHECK_JUNIT)
        print_junit(&expectations, spec.name);
    else
        print_all(&expectations);
    return status;
}
