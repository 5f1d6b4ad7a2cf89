#include "cli/out_lint.h"

#include "cli/help/said.h"

#include <stdio.h>

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* Returns the severity that shows all findings there are. */
static const char *hidden_word(const struct lint_counts *c)
{
    return c->findings[SAMGEN_NOTE] ? "info" : "warning";
}

void print_lint_counts(const struct lint_args *args, const struct lint_counts *c, enum samgen_status status)
{
    size_t errors = c->findings[SAMGEN_ERROR], warnings = c->findings[SAMGEN_WARNING], infos = c->findings[SAMGEN_NOTE];
    if (args->common.quiet)
        return;
    if (c->fixed)
        fprintf(stderr, "samgen: %zu finding%s %s\n", c->fixed, plural(c->fixed),
                args->dry_run ? "would be fixed" : "fixed");
    if (!c->templates && !c->policies && status == SAMGEN_OK)
        fputs("samgen: note: nothing was checked; no template was found\n", stderr);
    if (args->form != LINT_TEXT && args->form != LINT_GITHUB)
        return;
    fprintf(stderr, "samgen: %zu error%s, %zu warning%s, %zu info%s in %zu template%s", errors, plural(errors),
            warnings, plural(warnings), infos, plural(infos), c->templates, plural(c->templates));
    if (c->policies)
        fprintf(stderr, " and %zu policy document%s", c->policies, plural(c->policies));
    if (c->passed_over)
        fprintf(stderr, "; %zu other file%s passed over", c->passed_over, plural(c->passed_over));
    if (c->ignored)
        fprintf(stderr, "; %zu excluded path%s passed over", c->ignored, plural(c->ignored));
    if (c->hidden)
        fprintf(stderr, "; --severity %s shows %zu more", hidden_word(c), c->hidden);
    fputc('\n', stderr);
}

void print_lint_rules(const struct lint_args *args)
{
    static const char *const words[] = {[SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "info"};
    const struct samgen_rule *rules;
    size_t count = samgen_rules(args->common.samgen, &rules);
    if (args->form == LINT_JSON) {
        fputs(samgen_lint_write_rules(args->common.samgen), stdout);
        return;
    }
    for (size_t i = 0; i < count; i++)
        printf("%s  %-7s  %s\n", rules[i].code, words[rules[i].severity], said(&args->common, rules[i].title));
}
