#include "cli/out_check.h"

#include "cli/report.h"

#include <stdio.h>
#include <string.h>

/* A policy that is a whole file has the name of the file; one in a template has its own name too. */
static void print_statement(const struct samgen_statement *s)
{
    if (s->file) {
        print_text(stdout, s->file);
        printf(":%zu:%zu, ", s->line, s->column);
    }
    if (!s->file || strcmp(s->file, s->policy) != 0) {
        print_text(stdout, s->policy);
        fputs(", ", stdout);
    }
    if (s->sid && *s->sid) {
        fputs("statement ", stdout);
        print_text(stdout, s->sid);
    } else {
        printf("statement %zu", s->index + 1);
    }
}

static const struct {
    const char *layer, *title;
    const char *refusal; /* when no statement denies, but none here allows either */
} sayings[] = {
    {"identity", "identity policy", "no identity policy allows it"},
    {"boundary", "permissions boundary", "the permissions boundary does not allow it"},
    {"resource-policy", "resource policy", "no resource policy allows it for the caller"},
    {"service-control", "service control policy", "a level of service control policies does not allow it"},
};

#define SAYING_COUNT (sizeof sayings / sizeof *sayings)

static size_t saying_of(const char *layer)
{
    size_t i = 0;
    while (i < SAYING_COUNT && (!layer || strcmp(sayings[i].layer, layer) != 0))
        i++;
    return i;
}

static void print_doubt(const struct samgen_decision *d)
{
    if (!d->uncertain)
        return;
    fputs("  uncertain: values in ", stdout);
    print_statement(&d->doubt);
    puts(", are not known before deployment; give them with --set NAME=VALUE");
}

void print_decision(const struct samgen_decision *d)
{
    static const char *const words[] = {
        [SAMGEN_IMPLICIT_DENY] = "denied", [SAMGEN_EXPLICIT_DENY] = "denied explicitly", [SAMGEN_ALLOWED] = "allowed"};
    size_t saying = saying_of(d->by.layer);
    if (saying == SAYING_COUNT) {
        puts("denied: no policy allows a request from one partition to another");
    } else if (!d->by.policy) {
        printf("denied: %s\n", sayings[saying].refusal);
    } else {
        printf("%s by the %s ", words[d->verdict], sayings[saying].title);
        print_statement(&d->by);
        putchar('\n');
    }
    print_doubt(d);
}

void print_reasons(struct samgen_check *check, const struct samgen_request *request)
{
    const struct samgen_reason *reasons;
    size_t count = samgen_check_why(check, request, &reasons);
    for (size_t i = 0; i < count; i++) {
        fputs("  ", stdout);
        print_statement(&reasons[i].statement);
        printf(reasons[i].statement.denies ? " (Deny): " : " (Allow): ");
        print_text(stdout, reasons[i].reason ? reasons[i].reason : "matches");
        putchar('\n');
    }
}
