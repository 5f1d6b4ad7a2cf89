#include "suggest/flow_internal.h"

#define STARS_DEEP 8 /* `export * from` of files that do the same */

/* ---- A file ---- */

static void number_variables(struct sg_flow *w, struct sg_module *module)
{
    const struct sg_code_unit *unit = module->unit;
    module->slots = sg_new_array(w->arena, uint32_t, unit->variable_count);
    module->slot_count = sg_new_array(w->arena, uint32_t, unit->function_count);
    for (uint32_t i = 0; i < unit->variable_count; i++)
        module->slots[i] = module->slot_count[unit->variables[i].owner]++;
}

static bool reads_later_writes(const struct sg_code_function *function)
{
    for (uint32_t i = 0; i < function->count; i++)
        for (uint32_t j = 0; j < function->items[i].reaching_count; j++)
            if (function->items[i].op == SG_CODE_READ && function->items[i].reaching[j] >= i)
                return true;
    return false;
}

static void make_bodies(struct sg_flow *w, struct sg_module *module)
{
    const struct sg_code_unit *unit = module->unit;
    module->bodies = sg_new_array(w->arena, struct sg_body, unit->function_count);
    for (uint32_t i = 0; i < unit->function_count; i++)
        module->bodies[i] = (struct sg_body){.module = module,
                                             .function = &unit->functions[i],
                                             .index = i,
                                             .again = reads_later_writes(&unit->functions[i])};
}

/* What is found by name, so that no search goes through the whole file. */
static void index_names(struct sg_flow *w, struct sg_module *module)
{
    const struct sg_code_unit *unit = module->unit;
    for (uint32_t i = 0; i < unit->variable_count; i++) {
        const struct sg_code_variable *variable = &unit->variables[i];
        struct sg_body *body = &module->bodies[variable->owner];
        if (!variable->exported)
            continue;
        if (variable->owner == 0)
            *sg_map_at(w->arena, &module->exported, variable->exported) = &module->slots[i];
        if (!body->function->is_class)
            continue;
        sg_grow(w->arena, body->members, body->member_count, body->member_capacity);
        body->members[body->member_count++] = i;
    }
    const struct sg_code_function *file = &unit->functions[0];
    for (uint32_t i = 0; i < file->count; i++)
        if (file->items[i].op == SG_CODE_EXPORT_ALL) {
            sg_grow(w->arena, module->stars, module->star_count, module->star_capacity);
            module->stars[module->star_count++] = i;
        }
}

static void note_gaps(struct sg_flow *w, const struct sg_module *module)
{
    for (uint32_t i = 0; i < module->unit->gap_count; i++) {
        const struct sg_code_gap *gap = &module->unit->gaps[i];
        uint32_t line = gap->line + module->file->first_line - 1;
        sg_push_once(w->result, &w->facts->not_read,
                     sg_format(w->result, "%s:%u (%s)", module->file->path, (unsigned)line, gap->why));
        w->facts->complete = false;
    }
}

static struct sg_things only(struct sg_flow *w, const struct sg_thing *thing)
{
    struct sg_things set = {0};
    sg_flow_add(w, &set, thing);
    return set;
}

/* A file, which runs when it is imported first. */
struct sg_module *sg_flow_module(struct sg_flow *w, const struct sg_code_file *file)
{
    const char *key = sg_format(w->arena, "%p", (const void *)file);
    void **known = sg_map_at(w->arena, &w->modules, key);
    if (*known)
        return *known;
    struct sg_module *module = sg_new(w->arena, struct sg_module);
    *known = module;
    module->file = file;
    module->unit = file->unit;
    number_variables(w, module);
    make_bodies(w, module);
    index_names(w, module);
    for (uint32_t i = 0; i < module->unit->function_count; i++)
        sg_flow_find_guards(w, &module->bodies[i]);
    module->frame = sg_flow_frame(w, &module->bodies[0], NULL, NULL, 0);
    module->exports = sg_flow_object(w, SG_OBJECT_FILE, module->frame, 0, NULL, "exports");
    module->holder = sg_flow_object(w, SG_OBJECT_MODULE, module->frame, 0, NULL, "module");
    module->exports->module = module->holder->module = module;
    struct sg_things exports = only(w, module->exports->thing);
    sg_flow_set_field(w, module->holder, "exports", &exports);
    sg_grow(w->arena, w->module_list, w->module_count, w->module_capacity);
    w->module_list[w->module_count++] = module;
    sg_push_once(w->result, &w->facts->files, sg_copy(w->result, file->path));
    note_gaps(w, module);
    sg_flow_enqueue(w, module->frame);
    return module;
}

/* ---- What it exports ---- */

static void read_cell(struct sg_flow *w, struct sg_frame *reader, struct sg_cell *cell, struct sg_things *into)
{
    sg_flow_watch(w, cell, reader);
    sg_flow_add_all(w, into, &cell->things);
}

static bool own_export(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                       struct sg_things *into)
{
    struct sg_field *field = sg_flow_find_field(module->exports, name);
    bool found = field != NULL;
    sg_flow_watch(w, &module->exports->any, reader);
    if (field)
        read_cell(w, reader, &field->cell, into);
    const uint32_t *slot = sg_map_get(&module->exported, name);
    if (slot) {
        read_cell(w, reader, &module->frame->slots[*slot].all, into);
        found = true;
    }
    return found;
}

static bool is_script(const struct sg_module *module)
{
    return module->file->language != SG_CODE_PYTHON;
}

static bool exported(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                     struct sg_things *into, int deep);

/* What the file exports of other files. */
static bool star_export(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                        struct sg_things *into, int deep)
{
    const struct sg_code_function *body = &module->unit->functions[0];
    for (uint32_t i = 0; i < module->star_count; i++) {
        bool is_member = false;
        struct sg_import other =
            sg_program_import(w->program, module->file, body->items[module->stars[i]].text, NULL, &is_member);
        if (other.type == SG_IMPORT_FILE && exported(w, reader, sg_flow_module(w, other.file), name, into, deep + 1))
            return true;
    }
    return false;
}

static bool exported(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                     struct sg_things *into, int deep)
{
    if (own_export(w, reader, module, name, into))
        return true;
    return deep < STARS_DEEP && star_export(w, reader, module, name, into, deep);
}

static void module_itself(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, struct sg_things *into)
{
    if (is_script(module))
        read_cell(w, reader, &sg_flow_field(w, module->holder, "exports")->cell, into);
    else
        sg_flow_add(w, into, module->exports->thing);
}

/* `name` of a file: what it exports, or a file of that name in a package. */
void sg_flow_exported(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                      struct sg_things *into)
{
    bool is_member = false;
    if (exported(w, reader, module, name, into, 0))
        return;
    if (is_script(module) && strcmp(name, "default") == 0) {
        module_itself(w, reader, module, into);
        return;
    }
    if (is_script(module))
        return;
    struct sg_import part = sg_program_import(w->program, module->file, ".", name, &is_member);
    if (is_member && part.type == SG_IMPORT_FILE)
        sg_flow_add(w, into, sg_flow_module(w, part.file)->exports->thing);
}

/* ---- Imports ---- */

static void import_file(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_file *file, const char *name,
                        struct sg_things *into)
{
    struct sg_module *module = sg_flow_module(w, file);
    if (!name) {
        module_itself(w, frame, module, into);
        return;
    }
    struct sg_things whole = {0};
    sg_flow_exported(w, frame, module, name, into);
    module_itself(w, frame, module, &whole);
    for (uint32_t i = 0; i < whole.count && is_script(module) && strcmp(name, "default") != 0; i++)
        if (whole.items[i] != module->exports->thing)
            sg_flow_member(w, frame, whole.items[i], name, into);
}

static void note_missing(struct sg_flow *w, const struct sg_frame *frame, const char *text)
{
    sg_push_once(w->result, &w->facts->not_read,
                 sg_format(w->result, "%s (imported by %s: no such file)", text, frame->body->module->file->path));
    w->facts->complete = false;
}

/* Gives what a module has under a name, or the module. Returns false when its file should be there and is not. */
static bool give_import(struct sg_flow *w, struct sg_frame *frame, const char *text, const char *name,
                        struct sg_things *into)
{
    struct sg_module *module = frame->body->module;
    bool is_member = false;
    struct sg_import found = sg_program_import(w->program, module->file, text, name, &is_member);
    switch (found.type) {
    case SG_IMPORT_FILE:
        import_file(w, frame, found.file, is_member ? NULL : name, into);
        break;
    case SG_IMPORT_EXTERNAL: {
        const char *whole = sg_sdk_library(w, found.name, is_script(module));
        const struct sg_thing *library = sg_flow_text(w, SG_THING_EXTERNAL, whole);
        if (name)
            sg_flow_member(w, frame, library, name, into);
        else
            sg_flow_add(w, into, library);
        break;
    }
    case SG_IMPORT_MISSING:
        return false;
    }
    return true;
}

void sg_flow_import(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_instruction *import,
                    struct sg_things *into)
{
    bool from = import->op == SG_CODE_IMPORT_FROM;
    bool found = give_import(w, frame, import->text, from ? import->name : NULL, into);
    if (!from && import->name)
        found = give_import(w, frame, import->name, NULL, into) || found;
    if (found)
        return;
    note_missing(w, frame, import->text);
    sg_flow_add(w, into, w->unknown);
}

/* A name that the file does not define. */
void sg_flow_builtin(struct sg_flow *w, struct sg_frame *frame, const char *name, struct sg_things *into)
{
    struct sg_module *module = frame->body->module;
    if (star_export(w, frame, module, name, into, 0))
        return;
    if (is_script(module) && strcmp(name, "module") == 0)
        sg_flow_add(w, into, module->holder->thing);
    else if (is_script(module) && strcmp(name, "exports") == 0)
        sg_flow_add(w, into, module->exports->thing);
    else if (strcmp(name, "undefined") == 0 || strcmp(name, "None") == 0)
        sg_flow_add(w, into, w->none);
    else
        sg_flow_add(w, into, sg_flow_text(w, SG_THING_EXTERNAL, name));
}
