#include "cli/option_place.h"

#include "cli/report.h"

bool set_chosen(struct args *args, const char *value)
{
    args->chosen = value;
    return true;
}

bool set_role(struct args *args, const char *value)
{
    args->role = value;
    if (*value)
        return true;
    report_error("--role: the value is empty; give the role whom the policy lets in");
    return false;
}

bool set_source_arn(struct args *args, const char *value)
{
    args->source_arn = value;
    return true;
}

bool set_account(struct args *args, const char *value)
{
    args->account = value;
    return true;
}

bool set_bare(struct args *args, const char *value)
{
    (void)value;
    return args->bare = true;
}

bool set_with_places(struct args *args, const char *value)
{
    (void)value;
    return args->settings.with_places = true;
}
