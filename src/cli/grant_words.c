#include "cli/grant_words.h"

#include "cli/options.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

/* The options of the grant that is being read. */
struct own_options {
    struct samgen_option *items;
    size_t count;
};

static void add_option(void *context, const char *name, const char *value)
{
    struct own_options *own = context;
    own->items[own->count++] = (struct samgen_option){.name = name, .value = value};
}

/* The option whose name may be left out, such as the NAME of `sam-template NAME`; NULL when the grant has none. */
static const struct samgen_option_info *positional_option(const struct samgen_grant_info *info)
{
    for (size_t i = 0; i < info->option_count; i++)
        if (info->options[i].positional)
            return &info->options[i];
    return NULL;
}

static bool read_grant(struct args *args, const struct option_row *options, int argc, char **argv,
                       struct own_options *own)
{
    struct samgen_grant_info info = {0};
    if (!samgen_describe(args->samgen, argv[0], &info))
        return true; /* the library reports it, with the nearest name */
    const struct samgen_option_info *positional = positional_option(&info);
    size_t before = args->word_count;
    const struct option_reader reader = {
        .args = args,
        .owner = argv[0],
        .grant = &info,
        .options = options,
        .words_most = before + (!positional           ? 0
                                : positional->repeats ? (size_t)argc
                                                      : 1),
        .take = add_option,
        .context = own,
    };
    if (!read_options(&reader, argc, argv))
        return false;
    for (size_t i = before; i < args->word_count; i++)
        add_option(own, positional->name, args->words[i]);
    args->word_count = before;
    return true;
}

static int next_plus(int argc, char **argv, int from)
{
    while (from < argc && strcmp(argv[from], "+") != 0)
        from++;
    return from;
}

/* Splits the words at "+" and reads each part. False after an error message. */
static bool read_all(struct args *args, const struct option_row *options, int argc, char **argv,
                     struct grant_words *words)
{
    for (int start = 0; start <= argc;) {
        int end = next_plus(argc, argv, start);
        struct own_options own = {.items = words->options + start}; /* an option takes a word or more: no overlap */
        if (start == end) {
            report_error("a grant is missing next to \"+\"");
            return false;
        }
        if (!read_grant(args, options, end - start, argv + start, &own))
            return false;
        words->grants[words->count++] =
            (struct samgen_grant){.name = argv[start], .options = own.items, .option_count = own.count};
        start = end + 1;
    }
    return true;
}

bool begin_grant_words(int argc, struct grant_words *words)
{
    size_t most = (size_t)argc + 1;
    *words = (struct grant_words){.grants = calloc(most, sizeof *words->grants),
                                  .options = calloc(most, sizeof *words->options)};
    return words->grants && words->options;
}

bool read_grant_words(struct args *args, const struct option_row *options, int argc, char **argv,
                      struct grant_words *words)
{
    return begin_grant_words(argc, words) && (argc == 0 || read_all(args, options, argc, argv, words));
}

bool read_grant_options(const struct option_reader *reader, int argc, char **argv, struct grant_words *words)
{
    struct own_options own = {.items = words->options};
    struct option_reader with_options = *reader;
    with_options.take = add_option;
    with_options.context = &own;
    bool ok = read_options(&with_options, argc, argv);
    words->grants[0].options = own.items;
    words->grants[0].option_count = own.count;
    return ok;
}

void free_grant_words(struct grant_words *words)
{
    free(words->grants);
    free(words->options);
}
