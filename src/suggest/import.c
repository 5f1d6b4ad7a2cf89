#include "suggest/call_internal.h"
#include "suggest/program_internal.h"

#include "base/text.h"

#include <string.h>

struct sg_import sg_program_import(struct sg_program *program, const struct sg_code_file *from, const char *module,
                                   const char *member, bool *is_member)
{
    struct sg_import import = {.type = SG_IMPORT_EXTERNAL, .name = module};
    bool own = false;
    *is_member = false;
    /* A copy of an SDK or of another known library, in the package or in a layer, is still the library. */
    if (sg_sdk_is_external(program->arena, program->resolver->template->catalog, module,
                           from->language != SG_CODE_PYTHON, NULL))
        return import;
    if (from->language == SG_CODE_PYTHON)
        own = sg_import_python(program, from->path, module, member, is_member, &import);
    else
        own = sg_import_javascript(program, from->path, module, &import);
    return own ? import : (struct sg_import){.type = SG_IMPORT_EXTERNAL, .name = module};
}
