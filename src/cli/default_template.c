#include "cli/default_template.h"

#include "cli/report.h"

enum samgen_status add_default_template(struct args *args, const char *command)
{
    const char *path, *error;
    enum samgen_status status = samgen_find_template(args->samgen, &path, &error);
    if (status == SAMGEN_OK)
        args->words[args->word_count++] = path;
    else
        report_error("%s needs a template: %s", command, error);
    return status;
}
