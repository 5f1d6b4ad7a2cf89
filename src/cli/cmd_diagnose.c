#include "cli/command.h"
#include "cli/options.h"
#include "cli/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE (256 * 1024) /* bytes that are read in one go */

static enum samgen_status read_all(FILE *file, const char *name, struct samgen_diagnosis *diagnosis)
{
    char *piece = malloc(PIECE);
    size_t n;
    while (piece && (n = fread(piece, 1, PIECE, file)) > 0)
        samgen_diagnose_take(diagnosis, piece, n);
    free(piece);
    if (piece && !ferror(file))
        return SAMGEN_OK;
    report_error("cannot read %s: %s", name, strerror(errno));
    return SAMGEN_FAILED;
}

static enum samgen_status run(struct args *args)
{
    struct samgen_diagnosis *diagnosis;
    struct samgen_result result;
    struct samgen_denials denials;
    enum samgen_status status = samgen_diagnose_begin(args->samgen, &diagnosis, &result);
    report_findings(args, &result);
    if (status != SAMGEN_OK)
        return status;
    FILE *file = args->word_count && strcmp(args->words[0], "-") != 0 ? fopen(args->words[0], "rb") : stdin;
    if (!file) {
        report_error("cannot read %s: %s", args->words[0], strerror(errno));
        return SAMGEN_FAILED;
    }
    status = read_all(file, args->word_count ? args->words[0] : "<stdin>", diagnosis);
    if (file != stdin)
        fclose(file);
    if (status != SAMGEN_OK)
        return status;
    status = samgen_diagnose_end(diagnosis, &denials);
    fputs(samgen_diagnose_json(args->samgen, &denials), stdout);
    return status;
}

const struct command command_diagnose = {
    .name = "diagnose",
    .arguments = "[FILE]",
    .title = "say what was denied in a text, which place to mend, and the fix",
    .words = 1,
    .scopes = DIAGNOSES,
    .run = run,
};
