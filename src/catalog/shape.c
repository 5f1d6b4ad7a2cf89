#include "catalog/shape_internal.h"

#include "catalog/catalog_internal.h"
#include "catalog/data_source.h"
#include "catalog/denial.h"
#include "catalog/function.h"
#include "catalog/library.h"
#include "catalog/place_file_internal.h"
#include "catalog/needs.h"
#include "catalog/role.h"
#include "catalog/rule.h"
#include "catalog/sam.h"
#include "catalog/translation.h"

#include <string.h>

struct sg_shape sg_catalog_shape(unsigned number)
{
    switch ((enum sg_shape_number)number) {
#define X(name)           \
    case SG_SHAPE_##name: \
        return (struct sg_shape){sg_fields_##name, sizeof(struct sg_##name)};
#include "catalog/shapes.inc"
#undef X
    case SG_SHAPE_NONE:
        break;
    }
    return (struct sg_shape){0};
}

/* A file, or with '/' at its end all files of a folder. The first row that fits counts. */
static const struct {
    char path[28];
    unsigned char shape;
} files[] = {
    {"resources.yaml", SG_SHAPE_kinds_file},
    {"grants/", SG_SHAPE_service},
    {"policies/", SG_SHAPE_policy},
    {"managed/names.yaml", SG_SHAPE_managed_names},
    {"managed/", SG_SHAPE_policy},
    {"documents.yaml", SG_SHAPE_holders_file},
    {"roles.yaml", SG_SHAPE_role_givers},
    {"connectors.yaml", SG_SHAPE_connector_data},
    {"sam.yaml", SG_SHAPE_sam_file},
    {"rules.yaml", SG_SHAPE_rules},
    {"needs.yaml", SG_SHAPE_needs},
    {"sources.yaml", SG_SHAPE_data_sources},
    {"ja/", SG_SHAPE_translations},
    {"denials.yaml", SG_SHAPE_denial_facts},
    {"functions/project.yaml", SG_SHAPE_project_layout},
    {"functions/runtimes.yaml", SG_SHAPE_runtimes},
    {"functions/languages/", SG_SHAPE_language},
    {"functions/events/", SG_SHAPE_event},
    {"functions/examples/", SG_SHAPE_example},
    {"functions/resources/", SG_SHAPE_blueprint},
    {"code/libraries/", SG_SHAPE_libraries},
    {"code/names.yaml", SG_SHAPE_code_names},
    {"code/implied.yaml", SG_SHAPE_implied},
    {"places/kinds.yaml", SG_SHAPE_kinds_file},
    {"places/invoke.yaml", SG_SHAPE_common},
    {"places/invoke/", SG_SHAPE_invoker},
    {"places/trust/", SG_SHAPE_truster},
    {"places/policy/", SG_SHAPE_policy_row},
};

static bool is_path_of(const char *path, const char *file)
{
    size_t length = strlen(path);
    return strncmp(path, file, length) == 0 && (path[length - 1] == '/' || !file[length]);
}

enum sg_shape_number sg_shape_of_file(const char *file)
{
    size_t length = strlen(file);
    bool is_yaml = length > 5 && strcmp(file + length - 5, ".yaml") == 0;
    for (size_t i = 0; is_yaml && i < sizeof files / sizeof *files; i++)
        if (is_path_of(files[i].path, file))
            return files[i].shape;
    return SG_SHAPE_NONE;
}
