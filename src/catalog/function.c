#include "catalog/function.h"

#include "catalog/fields.h"
#include "catalog/schema_internal.h"

#include <string.h>

static const cyaml_schema_field_t part_fields[] = {
    TEXTS("when", sg_part, when),
    TEXTS("unless", sg_part, unless),
    TEXT("text", sg_part, text),
    CYAML_FIELD_END,
};
ENTRY(part, sg_part, part_fields);

/* A struct sg_passage has `items` and `count` like all lists. */
#define PASSAGE(key, type, member) ITEMS(key, type, member, part)

static const cyaml_schema_field_t file_fields[] = {
    TEXT("path", sg_project_file, path),
    PASSAGE("parts", sg_project_file, parts),
    CYAML_FIELD_END,
};
ENTRY(project_file, sg_project_file, file_fields);

static const cyaml_schema_field_t layout_fields[] = {
    ITEMS("files", sg_project_layout, files, project_file),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(layout_schema, sg_project_layout, layout_fields);

static const cyaml_schema_field_t code_fields[] = {
    TEXT("language", sg_code, language),
    TEXTS("imports", sg_code, imports),
    TEXTS("clients", sg_code, clients),
    PASSAGE("parts", sg_code, parts),
    CYAML_FIELD_END,
};
ENTRY(code, sg_code, code_fields);

static const cyaml_schema_field_t runtime_fields[] = {
    TEXT("name", sg_runtime, name),
    TEXT("title", sg_runtime, title),
    TEXT("language", sg_runtime, language),
    TEXT("handler", sg_runtime, handler),
    CYAML_FIELD_END,
};
ENTRY(runtime, sg_runtime, runtime_fields);

static const cyaml_schema_field_t runtimes_fields[] = {
    ITEMS("runtimes", sg_runtimes, runtimes, runtime),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(runtimes_schema, sg_runtimes, runtimes_fields);

static const cyaml_schema_field_t language_fields[] = {
    TEXT("name", sg_language, name),
    TEXT("between", sg_language, between),
    TEXT("variable", sg_language, variable),
    TEXT_OR_NONE("variable-import", sg_language, variable_import),
    TEXT("call", sg_language, call),
    NUMBER("apart", sg_language, apart),
    ITEMS("files", sg_language, files, project_file),
    CYAML_FIELD_MAPPING_PTR("other", CYAML_FLAG_POINTER, struct sg_language, other, code_fields),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(language_schema, sg_language, language_fields);

static const cyaml_schema_field_t event_fields[] = {
    TEXT("name", sg_event, name),
    TEXT("title", sg_event, title),
    TEXT_OR_NONE("kind", sg_event, kind),
    TEXT_OR_NONE("id", sg_event, id),
    TEXT_OR_NONE("fixed-name", sg_event, fixed_name),
    TEXTS("grants", sg_event, grants),
    TEXTS("each", sg_event, each),
    PASSAGE("globals", sg_event, globals),
    PASSAGE("properties", sg_event, properties),
    PASSAGE("events", sg_event, events),
    PASSAGE("example", sg_event, example),
    ITEMS("code", sg_event, code, code),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(event_schema, sg_event, event_fields);

static const cyaml_schema_field_t example_fields[] = {
    TEXT("grant", sg_example, grant),
    ITEMS("code", sg_example, code, code),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(example_schema, sg_example, example_fields);

static const cyaml_schema_field_t blueprint_fields[] = {
    TEXT("kind", sg_blueprint, kind),
    TEXT("variable", sg_blueprint, variable),
    TEXT_OR_NONE("holds", sg_blueprint, holds),
    PASSAGE("parts", sg_blueprint, parts),
    CYAML_FIELD_END,
};
static FILE_SCHEMA(blueprint_schema, sg_blueprint, blueprint_fields);

static bool fail(struct sg_findings *f, const char *file, const char *what, const char *given)
{
    return sg_fail(f, (struct sg_origin){.subject = file}, "\"%s\" %s", given, what);
}

/* "functions/events/s3.yaml" */
static const char *file_of(struct sg_catalog *c, const char *folder, const char *name)
{
    return sg_format(sg_catalog_arena(c), "functions/%s/%s.yaml", folder, name);
}

/* Every struct that is loaded so begins with its name, which is that of the file too. */
static const void *load(struct sg_catalog *c, const char *folder, const char *name, const cyaml_schema_value_t *schema,
                        struct sg_findings *f)
{
    bool is_name = *name && *name != '.' && !strchr(name, '/');
    const char *file = file_of(c, folder, name);
    const char *const *loaded = is_name ? sg_catalog_load(c, file, schema, f) : NULL;
    if (!loaded || strcmp(*loaded, name) == 0)
        return loaded;
    fail(f, file, "is not what the file is called", *loaded);
    return NULL;
}

/* A path that stays within the project. */
static bool stays_inside(const char *path)
{
    size_t length = strlen(path);
    bool stays = length && path[length - 1] != '/';
    for (const char *at = path; stays && at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL) {
        size_t dots = strspn(at, ".");
        stays = *at != '/' && !(dots && dots <= 2 && strchr("/", at[dots]));
    }
    return stays;
}

static bool check_files(const struct sg_project_files *files, const char *file, struct sg_findings *f)
{
    for (size_t i = 0; i < files->count; i++)
        if (!stays_inside(files->items[i].path))
            return fail(f, file, "is no path of a file within the project", files->items[i].path);
    return true;
}

const struct sg_project_layout *sg_project_layout(struct sg_catalog *c, struct sg_findings *f)
{
    static const char file[] = "functions/project.yaml";
    const struct sg_project_layout *layout = sg_catalog_load(c, file, &layout_schema, f);
    return layout && check_files(&layout->files, file, f) ? layout : NULL;
}

const struct sg_runtimes *sg_runtimes(struct sg_catalog *c, struct sg_findings *f)
{
    return sg_catalog_load(c, "functions/runtimes.yaml", &runtimes_schema, f);
}

const struct sg_runtime *sg_find_runtime(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_runtimes *all = sg_runtimes(c, f);
    for (size_t i = 0; all && i < all->runtimes.count; i++)
        if (strcmp(all->runtimes.items[i].name, name) == 0)
            return &all->runtimes.items[i];
    return NULL;
}

const struct sg_language *sg_find_language(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    const struct sg_language *language = load(c, "languages", name, &language_schema, f);
    return language && check_files(&language->files, file_of(c, "languages", name), f) ? language : NULL;
}

const struct sg_event *sg_find_event(struct sg_catalog *c, const char *name, struct sg_findings *f)
{
    return load(c, "events", name, &event_schema, f);
}

const struct sg_example *sg_find_example(struct sg_catalog *c, const char *grant, struct sg_findings *f)
{
    return load(c, "examples", grant, &example_schema, f);
}

const struct sg_blueprint *sg_find_blueprint(struct sg_catalog *c, const char *kind, struct sg_findings *f)
{
    const struct sg_blueprint *blueprint = load(c, "resources", kind, &blueprint_schema, f);
    const char *holds = blueprint && blueprint->holds ? blueprint->holds : "name";
    if (strcmp(holds, "name") == 0 || strcmp(holds, "arn") == 0 || strcmp(holds, "url") == 0)
        return blueprint;
    fail(f, file_of(c, "resources", kind), "is nothing that a variable holds; that is name, arn or url", holds);
    return NULL;
}

const struct sg_code *sg_code_in(const struct sg_codes *codes, const char *language)
{
    for (size_t i = 0; i < codes->count; i++)
        if (strcmp(codes->items[i].language, language) == 0)
            return &codes->items[i];
    return NULL;
}
