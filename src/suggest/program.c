#include "suggest/program_internal.h"

#include "base/text.h"
#include "explain/explain.h"
#include "sam/intrinsic.h"

#include <string.h>

#define LAYER_TYPE "AWS::Serverless::LayerVersion"
#define CFN_LAYER_TYPE "AWS::Lambda::LayerVersion"

/* ---- Properties ---- */

static const char *text_of(struct sg_program *p, const struct sg_node *value)
{
    const struct sg_node *resolved = value ? sg_resolve(p->resolver, value) : NULL;
    return resolved && resolved->type == SG_SCALAR ? resolved->text : NULL;
}

static const char *property(struct sg_program *p, const char *name)
{
    return text_of(p, sg_get(p->function->properties, name));
}

static bool is_remote(const char *uri)
{
    return strstr(uri, "://") != NULL;
}

/* ---- Layers ---- */

static const struct sg_resource *layer_named(const struct sg_program *p, const struct sg_node *value)
{
    const struct sg_node *id = sg_intrinsic(value, "Ref");
    const struct sg_resource *layer =
        id && id->type == SG_SCALAR ? sg_find_resource(p->resolver->template, id->text) : NULL;
    return layer && (sg_has_type(layer, LAYER_TYPE) || sg_has_type(layer, CFN_LAYER_TYPE)) ? layer : NULL;
}

/* Whether the layer runs code beside that of the function: an extension, which is most often compiled. */
static bool has_extension(const struct sg_program *p, const char *layer)
{
    static const char *const builds[] = {"go.mod", "Cargo.toml", "pom.xml", "build.gradle"};
    bool has = sg_code_is_folder(p->files, sg_code_path(p->files, layer, "extensions"));
    for (size_t i = 0; i < sizeof builds / sizeof *builds && !has; i++)
        has = sg_code_is_file(p->files, sg_code_path(p->files, layer, builds[i]));
    return has;
}

static void add_layer(struct sg_program *p, const struct sg_node *value)
{
    struct sg_if items;
    if (sg_if_items(value, &items)) {
        add_layer(p, items.yes);
        add_layer(p, items.no);
        return;
    }
    if (sg_is_no_value(value))
        return;
    const struct sg_resource *layer = layer_named(p, value);
    const char *uri = layer ? text_of(p, sg_get(layer->properties, "ContentUri")) : NULL;
    if (layer && !uri)
        uri = text_of(p, sg_get(layer->properties, "Content"));
    const char *path = uri && !is_remote(uri) ? sg_code_path(p->files, "", uri) : NULL;
    if (sg_code_is_folder(p->files, path)) {
        sg_push(p->arena, &p->layers, path);
        if (has_extension(p, path))
            sg_push_once(p->arena, &p->unread, sg_format(p->arena, "the extension in layer %s", layer->id));
        return;
    }
    const struct sg_node *id = sg_intrinsic(value, "Ref");
    const char *name = id && id->type == SG_SCALAR ? id->text : value->type == SG_SCALAR ? value->text : NULL;
    sg_push_once(p->arena, &p->unread, name ? sg_format(p->arena, "layer %s", name) : "a layer of another stack");
}

static void add_layers(struct sg_program *p)
{
    const struct sg_node *layers = sg_get(p->function->properties, "Layers");
    for (const struct sg_node *item = layers && layers->type == SG_LIST ? layers->first : NULL; item; item = item->next)
        add_layer(p, item);
}

/* ---- The file of the handler ---- */

static bool is_python(const char *runtime)
{
    return strncmp(runtime, "python", strlen("python")) == 0;
}

static bool is_node(const char *runtime)
{
    return strncmp(runtime, "nodejs", strlen("nodejs")) == 0;
}

/* "a/b.c.handler" is the module a.b.c: Lambda replaces each '/' by '.'. */
static const struct sg_code_file *python_handler(struct sg_program *p, const char *module)
{
    char *path = sg_copy(p->arena, module);
    for (char *c = path; *c; c++)
        *c = *c == '.' ? '/' : *c;
    const char *file = sg_code_path(p->files, p->package, sg_concat(p->arena, path, ".py"));
    const struct sg_code_file *found = sg_code_file(p->files, file);
    return found
               ? found
               : sg_code_file(p->files, sg_code_path(p->files, p->package, sg_concat(p->arena, path, "/__init__.py")));
}

/* The file with another folder in place of a part of its path. */
static const struct sg_code_file *with_folder(struct sg_program *p, const char *path, const char *part, size_t length,
                                              const char *folder)
{
    const char *rest = part + length + (part[length] == '/');
    return sg_javascript_file(p->files, sg_code_path(p->files, "",
                                                     sg_format(p->arena, "%.*s%s%s%s", (int)(part - path), path, folder,
                                                               *folder ? "/" : "", rest)));
}

/* Whether a command such as "esbuild src/app.ts --outdir=dist-lambda" writes to the folder. */
static bool writes_to(const char *command, const char *name)
{
    static const char *const options[] = {"--outdir", "--outDir", "--out-dir"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const char *at = strstr(command, options[i]);
        const char *value = at ? at + strlen(options[i]) : "";
        value += *value == '=' || *value == ' ';
        value += sg_starts_with(value, "./") ? 2 : 0;
        if (*value && sg_is_word(name, value, strcspn(value, " /\"'")))
            return true;
    }
    return false;
}

/* Whether a script of the package.json beside the folder writes to it. */
static bool is_built(struct sg_program *p, const char *beside, const char *name)
{
    const char *path = sg_code_path(p->files, *beside ? beside : ".", "package.json");
    const struct sg_node *scripts = path ? sg_get(sg_javascript_settings(p, path), "scripts") : NULL;
    for (const struct sg_node *key = scripts && scripts->type == SG_MAP ? scripts->first : NULL; key;
         key = key->next->next)
        if (key->next->type == SG_SCALAR && writes_to(key->next->text, name))
            return true;
    return false;
}

/*
 * A folder that compilers write to, or that a script or the tsconfig.json beside it names. `*sources` is what that
 * compiles, or NULL.
 */
static bool is_output(struct sg_program *p, const char *beside, const char *name, const char **sources)
{
    static const char *const names[] = {"dist", "build", "lib", "out", ".build", "compiled"};
    const char *path = sg_code_path(p->files, *beside ? beside : ".", "tsconfig.json");
    const struct sg_node *options = path ? sg_get(sg_javascript_settings(p, path), "compilerOptions") : NULL;
    const char *output = options ? sg_get_text(options, "outDir") : NULL;
    *sources = options ? sg_get_text(options, "rootDir") : NULL;
    if (output && strcmp(output + (sg_starts_with(output, "./") ? 2 : 0), name) == 0)
        return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return is_built(p, beside, name);
}

/* The source of a compiled file: "dist/app" is compiled from "src/app", "lambda/app" or "app". */
static const struct sg_code_file *compiled_from(struct sg_program *p, const char *path)
{
    for (const char *part = path; *part;) {
        size_t length = strcspn(part, "/");
        const char *sources, *beside = sg_copy_bytes(p->arena, path, (size_t)(part - path));
        if (is_output(p, beside, sg_copy_bytes(p->arena, part, length), &sources)) {
            const char *const folders[] = {sources ? sources : "src", "src", "", "lambda"};
            for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
                const struct sg_code_file *file = with_folder(p, path, part, length, folders[i]);
                if (file)
                    return file;
            }
        }
        part += length + (part[length] == '/');
    }
    return NULL;
}

/* The file among the EntryPoints of esbuild that has the name of the handler's. */
static const struct sg_code_file *entry_point(struct sg_program *p, const char *path)
{
    const struct sg_node *build = sg_get(sg_get(p->function->body, "Metadata"), "BuildProperties");
    const struct sg_node *points = sg_get(build, "EntryPoints");
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t length = strlen(name);
    for (const struct sg_node *item = points && points->type == SG_LIST ? points->first : NULL; item;
         item = item->next) {
        const char *text = text_of(p, item), *slash = text ? strrchr(text, '/') : NULL;
        const char *own = slash ? slash + 1 : text;
        if (own && strncmp(own, name, length) == 0 && (own[length] == '.' || !own[length]))
            return sg_javascript_file(p->files, sg_code_path(p->files, p->package, text));
    }
    return NULL;
}

static const struct sg_code_file *node_handler(struct sg_program *p, const char *path)
{
    const struct sg_code_file *file = entry_point(p, path);
    if (!file)
        file = sg_javascript_file(p->files, sg_code_path(p->files, p->package, path));
    return file ? file : compiled_from(p, sg_format(p->arena, "%s/%s", p->package, path));
}

/* "src/app.handler" is `handler` of src/app; in Node.js the first dot of the name ends it, in Python the last. */
static void find_handler(struct sg_program *p, const char *runtime, const char *text, struct sg_handler *handler)
{
    const char *slash = strrchr(text, '/'), *name = slash ? slash + 1 : text;
    bool python = is_python(runtime);
    const char *dot = python ? strrchr(name, '.') : strchr(name, '.');
    if (!dot || !dot[1]) {
        handler->unread = sg_format(p->arena, "its Handler is %s, which names no function of a file", text);
        return;
    }
    const char *path = sg_copy_bytes(p->arena, text, (size_t)(dot - text));
    handler->name = dot + 1;
    handler->file = python ? python_handler(p, path) : node_handler(p, path);
    if (!handler->file)
        handler->unread = sg_format(p->arena, "there is no file for its Handler %s in %s", text, p->package);
}

/* ---- Code in the template ---- */

static void read_inline(struct sg_program *p, const struct sg_node *value, const char *runtime,
                        struct sg_handler *handler)
{
    const struct sg_template *t = p->resolver->template;
    const struct sg_node *sub = sg_intrinsic(value, "Fn::Sub"), *text = sub ? sub : value;
    if (text->type == SG_LIST && text->first)
        text = text->first;
    const char *code = text->type == SG_SCALAR ? text->text : text_of(p, value);
    if (!code) {
        handler->unread = "its code in the template is not a text";
        return;
    }
    struct sg_source *source = sg_new(p->arena, struct sg_source);
    struct sg_code_file *file = sg_new(p->arena, struct sg_code_file);
    size_t line = sg_locate(t->source, text->start).line;
    const char *first = t->source->bytes + text->start;
    bool block = text->end > text->start && (*first == '|' || *first == '>');
    *source = (struct sg_source){.name = t->source->name, .bytes = code, .length = strlen(code)};
    *file = (struct sg_code_file){.path = strrchr(t->source->name, '/') ? strrchr(t->source->name, '/') + 1
                                                                        : t->source->name,
                                  .language = is_python(runtime) ? SG_CODE_PYTHON : SG_CODE_JAVASCRIPT,
                                  .first_line = (uint32_t)(line + block),
                                  .sub = sub != NULL};
    file->unit = sg_code_read(p->arena, source, file->language);
    handler->file = file;
    const char *name = property(p, "Handler"), *dot = name ? strchr(name, '.') : NULL;
    handler->name = dot ? dot + 1 : "handler";
}

/* ---- The package ---- */

/* "s3://bucket/key" of code that is not in the project; NULL. */
static const char *bucket_of(struct sg_program *p, const struct sg_node *code, const char *uri)
{
    const struct sg_node *bucket = sg_get(code, "S3Bucket") ? sg_get(code, "S3Bucket") : sg_get(code, "Bucket");
    const struct sg_node *key = sg_get(code, "S3Key") ? sg_get(code, "S3Key") : sg_get(code, "Key");
    if (bucket && key)
        return sg_format(p->arena, "s3://%s/%s", sg_explain_value_text(p->arena, bucket),
                         sg_explain_value_text(p->arena, key));
    return uri && is_remote(uri) ? uri : NULL;
}

/* The folder of CodeUri or Code. NULL: the code is elsewhere, which `handler` says. */
static const char *package_folder(struct sg_program *p, struct sg_handler *handler)
{
    const struct sg_node *properties = p->function->properties;
    const struct sg_node *value =
        sg_get(properties, "CodeUri") ? sg_get(properties, "CodeUri") : sg_get(properties, "Code");
    const char *uri = value ? text_of(p, value) : NULL;
    if (value && (!uri || is_remote(uri) || *uri == '/')) {
        const char *bucket = bucket_of(p, value, uri);
        handler->unread = bucket ? sg_format(p->arena, "its code is in %s, outside the project", bucket)
                                 : "its code is not a folder of the project";
        return NULL;
    }
    const char *path = sg_code_path(p->files, "", uri ? uri : ".");
    if (sg_code_is_file(p->files, path)) {
        const char *slash = strrchr(path, '/');
        return strstr(path, ".zip") ? NULL : slash ? sg_copy_bytes(p->arena, path, (size_t)(slash - path)) : ".";
    }
    if (!path)
        handler->unread = sg_format(p->arena, "its code is in %s, outside the project", uri);
    return path;
}

static const struct sg_node *inline_code(const struct sg_resource *function)
{
    const struct sg_node *code = sg_get(function->properties, "InlineCode");
    return code ? code : sg_get(sg_get(function->properties, "Code"), "ZipFile");
}

void sg_program_open(struct sg_program *p, const char *code, struct sg_handler *handler)
{
    const char *runtime = property(p, "Runtime"), *type = property(p, "PackageType"), *name = property(p, "Handler");
    const struct sg_node *text = inline_code(p->function);
    *handler = (struct sg_handler){0};
    add_layers(p);
    if (type && strcmp(type, "Image") == 0)
        handler->unread = "it is a container image";
    else if (!runtime)
        handler->unread = "it has no Runtime";
    else if (!is_python(runtime) && !is_node(runtime))
        handler->unread = sg_format(p->arena, "runtime %s is not read yet", runtime);
    else if (text && !code)
        read_inline(p, text, runtime, handler);
    else if (!name)
        handler->unread = "it has no Handler";
    if (handler->unread || handler->file)
        return;
    p->package = code ? sg_code_path(p->files, "", code) : package_folder(p, handler);
    if (p->package)
        find_handler(p, runtime, name, handler);
    else if (!handler->unread)
        handler->unread = "its code is not a folder of the project";
}
