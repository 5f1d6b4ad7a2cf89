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

/* The first line: what to do in a known place, what to check, or that there is nothing to fix in a policy. */
static void print_first_step(const struct samgen_denial *d)
{
    fputs(!d->denied ? "not denied: " : strcmp(d->place, "unknown") == 0 ? "check: " : "fix: ", stdout);
    print_text(stdout, d->advice_count ? d->advice[0] : d->place_title);
    putchar('\n');
}

static void print_what(const struct samgen_denial *d)
{
    const char *action = d->action ? d->action : d->event_action ? d->event_action : d->operation;
    printf("  %-10s", d->denied ? "denied" : "said");
    if (!action && d->said)
        putchar('"');
    print_text(stdout, action ? action : d->said ? d->said : "an unknown action");
    if (!action && d->said)
        putchar('"');
    if (d->resource && (action || !d->said || !strstr(d->said, d->resource))) {
        fputs(" on ", stdout);
        print_text(stdout, d->resource);
    }
    printf(d->count > 1 ? " (line %zu, %zu times)\n" : " (line %zu)\n", d->line, d->count);
}

static void print_operation(const struct samgen_denial *d)
{
    const char *name = d->action ? strchr(d->action, ':') : NULL;
    if (d->operation && name && strcmp(name + 1, d->operation) != 0)
        print_line("called", d->operation);
}

static void print_lines(const char *label, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        print_line(i ? "" : label, texts[i]);
}

/* A text of several lines, printed so that it can be pasted. */
static void print_fix(const struct samgen_denial *d)
{
    if (!d->fix)
        return;
    putchar('\n');
    size_t length = strlen(d->fix);
    print_page(stdout, d->fix, length);
    fputs(length && d->fix[length - 1] == '\n' ? "\n" : "\n\n", stdout);
}

/* What to do, then the fix, then what the text says, and after that what it does not say. */
static void print_denial(const struct samgen_denial *d)
{
    print_first_step(d);
    print_lines("try", d->candidate_titles, d->candidate_count);
    print_line("command", d->fix_command);
    print_fix(d);
    print_what(d);
    print_line("to", d->principal ? d->principal : d->event_principal);
    print_operation(d);
    print_line("reason", d->reason_title);
    if (strcmp(d->place, "unknown") != 0)
        print_line("place", d->place_title);
    print_lines("guessed", d->guesses, d->guess_count);
    if (d->advice_count)
        print_lines("note", d->advice + 1, d->advice_count - 1);
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
