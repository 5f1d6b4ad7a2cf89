#include "suggest/program_internal.h"

#include "base/text.h"

#include <string.h>

/* A copy of an SDK in the package, or in a layer, is still the SDK. */
static bool is_sdk(const char *module)
{
    static const char *const names[] = {"boto3",   "botocore", "aws-sdk",    "@aws-sdk",
                                        "@smithy", "aioboto3", "aiobotocore"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(module, names[i], length) == 0 &&
            (!module[length] || module[length] == '.' || module[length] == '/'))
            return true;
    }
    return false;
}

struct sg_import sg_program_import(struct sg_program *program, const struct sg_code_file *from, const char *module,
                                   const char *member, bool *is_member)
{
    struct sg_import import = {.type = SG_IMPORT_EXTERNAL, .name = module};
    bool own = false;
    *is_member = false;
    if (is_sdk(module))
        return import;
    if (from->language == SG_CODE_PYTHON)
        own = sg_import_python(program, from->path, module, member, is_member, &import);
    else
        own = sg_import_javascript(program, from->path, module, &import);
    return own ? import : (struct sg_import){.type = SG_IMPORT_EXTERNAL, .name = module};
}
