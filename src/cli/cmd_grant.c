#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* One grant of the command line with the options it was given. */
struct asked {
    const char *name;
    struct samgen_option *options;
    size_t count;
};

static void take_option(void *context, const char *name, const char *value)
{
    struct asked *asked = context;
    asked->options[asked->count++] = (struct samgen_option){.name = name, .value = value};
}

/* A grant's own words, such as the NAME of `sam-template NAME` and the ACTIONs of `allow ACTION...`. */
static const struct samgen_option_info *positional_option(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->option_count; i++)
        if (info->options[i].positional)
            return &info->options[i];
    return NULL;
}

static bool read_grant(struct args *args, int argc, char **argv, struct asked *asked)
{
    struct samgen_grant_info info = {0};
    if (!samgen_describe(args->samgen, argv[0], &info))
        return true; /* the library says so, with the nearest name */
    const struct samgen_option_info *positional = positional_option(&info);
    args->word_count = 0;
    const struct option_reader reader = {
        .args = args,
        .owner = argv[0],
        .grant = &info,
        .scopes = MAKES_BLOCKS,
        .words_most = !positional           ? 0
                      : positional->repeats ? (size_t)argc
                                            : 1,
        .take = take_option,
        .context = asked,
    };
    if (!read_options(&reader, argc, argv))
        return false;
    for (size_t i = 0; i < args->word_count; i++)
        take_option(asked, positional->name, args->words[i]);
    return true;
}

static int next_plus(int argc, char **argv, int from)
{
    while (from < argc && strcmp(argv[from], "+") != 0)
        from++;
    return from;
}

/* Splits the command line at "+" and reads each part. False after an error message. */
static bool read_all(struct args *args, int argc, char **argv, struct samgen_option *options, struct asked *asked,
                     size_t *count)
{
    for (int start = 0; start <= argc; (*count)++) {
        int end = next_plus(argc, argv, start);
        if (start == end) {
            report_error("a grant is missing beside \"+\"");
            return false;
        }
        asked[*count].name = argv[start];
        asked[*count].options = options + start; /* an option takes at least one word, so these do not overlap */
        if (!read_grant(args, end - start, argv + start, &asked[*count]))
            return false;
        start = end + 1;
    }
    return true;
}

static enum samgen_status generate(struct args *args, const struct asked *asked, size_t count)
{
    struct samgen_result result;
    struct samgen_grant *grants = calloc(count, sizeof *grants);
    if (!grants || !read_template(args)) {
        free(grants);
        return SAMGEN_FAILED;
    }
    for (size_t i = 0; i < count; i++)
        grants[i] = (struct samgen_grant){asked[i].name, asked[i].options, asked[i].count};
    enum samgen_status status = samgen_generate(args->samgen, grants, count, &args->settings, &result);
    report_findings(args, &result);
    free(grants);
    return status == SAMGEN_OK ? write_result(args, &result) : status;
}

enum samgen_status run_grants(struct args *args, int argc, char **argv)
{
    size_t most = (size_t)argc + 1, count = 0;
    struct asked *asked = calloc(most, sizeof *asked);
    struct samgen_option *options = calloc(most, sizeof *options);
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (asked && options && read_all(args, argc, argv, options, asked, &count))
        status = args->help ? (print_grant_help(args, argv[0]) ? SAMGEN_OK : SAMGEN_BAD_INPUT)
                            : generate(args, asked, count);
    free(options);
    free(asked);
    return status;
}
