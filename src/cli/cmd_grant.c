#include "cli/command.h"
#include "cli/grant_words.h"
#include "cli/options.h"
#include "cli/report.h"

static enum samgen_status generate(struct args *args, const struct grant_words *words)
{
    struct samgen_result result;
    if (!read_template(args))
        return SAMGEN_FAILED;
    enum samgen_status status = samgen_generate(args->samgen, words->grants, words->count, &args->settings, &result);
    report_findings(args, &result);
    return status == SAMGEN_OK ? write_result(args, &result) : status;
}

enum samgen_status run_grants(struct args *args, int argc, char **argv)
{
    struct grant_words words;
    enum samgen_status status = SAMGEN_BAD_INPUT;
    if (read_grant_words(args, MAKES_BLOCKS, argc, argv, &words))
        status = args->help ? (print_grant_help(args, argv[0]) ? SAMGEN_OK : SAMGEN_BAD_INPUT) : generate(args, &words);
    free_grant_words(&words);
    return status;
}
