#include "cli/out_denial.h"

#include "cli/report.h"

#include <stdio.h>
#include <string.h>

/* "  label   text" */
static void print_line(const char *label, const char *text)
{
    if (!text)
        return;
    printf("  %-10s", label);
    print_text(stdout, text);
    putchar('\n');
}

static void print_what(const struct samgen_denial *d)
{
    const char *action = d->action ? d->action : d->event_action ? d->event_action : d->operation;
    fputs(d->denied ? "denied: " : "not denied: ", stdout);
    if (!action && d->said)
        putchar('"');
    print_text(stdout, action ? action : d->said ? d->said : "something");
    if (!action && d->said)
        putchar('"');
    if (d->resource && (action || !d->said || !strstr(d->said, d->resource))) {
        fputs(" on ", stdout);
        print_text(stdout, d->resource);
    }
    printf(d->count > 1 ? " (line %zu, %zu times)\n" : " (line %zu)\n", d->line, d->count);
}

static void print_who(const struct samgen_denial *d)
{
    const char *who = d->principal ? d->principal : d->event_principal;
    if (!who)
        return;
    fputs("  to        ", stdout);
    print_text(stdout, who);
    if (d->session_kind && strcmp(d->session_kind, "other") != 0)
        printf(" (%s)", d->session_kind);
    putchar('\n');
}

static void print_operation(const struct samgen_denial *d)
{
    const char *name = d->action ? strchr(d->action, ':') : NULL;
    if (d->operation && name && strcmp(name + 1, d->operation) != 0)
        print_line("called", d->operation);
}

static void print_candidates(const struct samgen_denial *d)
{
    for (size_t i = 0; i < d->candidate_count; i++)
        print_line(i ? "" : "try", d->candidate_titles[i]);
}

/* A text of several lines, printed so that it can be pasted. */
static void print_fix(const struct samgen_denial *d)
{
    print_line("fix", d->fix_command);
    if (!d->fix)
        return;
    putchar('\n');
    for (const char *line = d->fix; *line;) {
        size_t length = strcspn(line, "\n");
        printf("%.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void print_denial(const struct samgen_denial *d)
{
    print_what(d);
    print_who(d);
    print_operation(d);
    print_line("reason", d->reason_title);
    print_line("place", d->place_title);
    print_candidates(d);
    for (size_t i = 0; i < d->advice_count; i++)
        print_line(i ? "" : "note", d->advice[i]);
    print_fix(d);
}

void print_denials(const struct args *args, const struct samgen_denials *denials)
{
    for (size_t i = 0; i < denials->count; i++) {
        if (i)
            putchar('\n');
        print_denial(&denials->items[i]);
    }
    if (!denials->count && !args->quiet)
        fputs("samgen: the text reports no denied request\n", stderr);
}
