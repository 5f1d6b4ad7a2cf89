#include "cli/change.h"

#include "cli/report.h"
#include "cli/stop.h"

enum samgen_status write_change(const struct args *args, const struct samgen_input *read,
                                const struct samgen_change *change)
{
    const char *error;
    const struct samgen_replacement file = {.path = read->name,
                                            .read = read->bytes,
                                            .read_length = read->length,
                                            .bytes = change->text,
                                            .length = change->length};
    if (!change->changed)
        return SAMGEN_OK;
    begin_writing();
    enum samgen_status status = samgen_replace_files(args->samgen, &file, 1, &error);
    end_writing();
    if (status != SAMGEN_OK)
        report_error("%s", error);
    return status;
}
