#ifndef SG_CLI_CHECK_POLICIES_H
#define SG_CLI_CHECK_POLICIES_H

#include "cli/command.h"

enum check_form { CHECK_DEFAULT, CHECK_TEXT, CHECK_JSON, CHECK_JUNIT };

struct check_args {
    struct args common;
    struct samgen_template_settings settings; /* of the template */
    const char *template_path, *managed_policies;
    struct texts set;
    struct texts policies, scps; /* files */
    const char *boundary, *resource_policy;
    const char *principal, *resource_account;
    struct texts context;
    const char *requests, *spec;
    bool why;
    enum check_form form;
    struct samgen_input template;
};

/* Reads the policies and the request context that the options name. Anything but SAMGEN_OK comes after a message. */
enum samgen_status read_check(struct check_args *own, struct samgen_check **check);

#endif
