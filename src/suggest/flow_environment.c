#include "suggest/flow_internal.h"

#define BASES_DEEP 12

static bool does(struct sg_flow *w, const struct sg_thing *thing, const char *what)
{
    const struct sg_code_row *row = thing->type == SG_THING_EXTERNAL ? sg_sdk_row(w, thing->text) : NULL;
    return row && strcmp(row->does, what) == 0;
}

bool sg_flow_is_environment(struct sg_flow *w, const struct sg_thing *thing)
{
    return does(w, thing, "environ");
}

/* ---- Reads and writes ---- */

static struct sg_flow_read *note_read(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *name)
{
    for (uint32_t i = 0; i < w->read_count; i++) {
        struct sg_flow_read *read = &w->reads[i];
        if (read->body == frame->body && read->at == at && sg_equals(read->name, name))
            return read;
    }
    sg_grow(w->arena, w->reads, w->read_count, w->read_capacity);
    w->reads[w->read_count] = (struct sg_flow_read){.body = frame->body, .at = at, .name = name};
    return &w->reads[w->read_count++];
}

/* `"X" in os.environ` */
void sg_flow_ask_environment(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *name)
{
    note_read(w, frame, at, name)->asked = true;
}

/* `preset`: the value where it is not defined; empty: it is asked for without one; NULL: it must be there. */
void sg_flow_read_environment(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *name,
                              const struct sg_things *preset, struct sg_things *into)
{
    struct sg_thing like = {.type = SG_THING_ENVIRONMENT, .text = name};
    bool has_default = false;
    for (uint32_t i = 0; preset && i < preset->count; i++)
        has_default |= preset->items[i] != w->none;
    note_read(w, frame, at, name)->guarded |= has_default;
    if (!has_default) {
        sg_flow_add(w, into, sg_flow_thing(w, &like));
        return;
    }
    struct sg_things *defaults;
    like.frame = frame;
    like.at = at;
    const struct sg_thing *thing = sg_flow_with_set(w, &like, &defaults);
    sg_flow_add_all(w, defaults, preset);
    sg_flow_add(w, into, thing);
}

void sg_flow_set_environment(struct sg_flow *w, const struct sg_thing *of, const char *name)
{
    if (sg_flow_is_environment(w, of))
        sg_push_once(w->result, &w->facts->defined, sg_copy(w->result, name));
}

/* ---- Objects whose members are read from the environment ---- */

static bool is_settings(struct sg_flow *w, const struct sg_object *class, int deep)
{
    for (uint32_t i = 0; i < class->bases->count; i++) {
        const struct sg_thing *base = class->bases->items[i];
        bool inherits = base->object && base->object->type == SG_OBJECT_CLASS && deep < BASES_DEEP &&
                        is_settings(w, base->object, deep + 1);
        if (inherits || does(w, base, "settings"))
            return true;
    }
    return false;
}

static const char *text_field(const struct sg_things *maps, const char *name)
{
    for (uint32_t i = 0; i < maps->count; i++) {
        const struct sg_object *map = maps->items[i]->object;
        const struct sg_field *field = map ? sg_flow_find_field(map, name) : NULL;
        if (field && sg_flow_only_text(&field->cell.things))
            return sg_flow_only_text(&field->cell.things);
    }
    return NULL;
}

static const char *prefix_of(struct sg_flow *w, struct sg_frame *reader, struct sg_object *class)
{
    struct sg_things config = {0}, inner = {0}, prefix = {0};
    sg_flow_class_member(w, reader, class, NULL, "model_config", &config);
    const char *text = text_field(&config, "env_prefix");
    if (text)
        return text;
    sg_flow_class_member(w, reader, class, NULL, "Config", &inner);
    for (uint32_t i = 0; i < inner.count; i++)
        sg_flow_member(w, reader, inner.items[i], "env_prefix", &prefix);
    text = sg_flow_only_text(&prefix);
    return text ? text : "";
}

static const char *in_capitals(struct sg_flow *w, const char *prefix, const char *name)
{
    char *text = sg_concat(w->arena, prefix, name);
    for (char *c = text; *c; c++)
        *c = sg_capital_letter(*c);
    return text;
}

static const char *alias_of(const struct sg_things *member)
{
    static const char *const keys[] = {"validation_alias", "alias", "env"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (text_field(member, keys[i]))
            return text_field(member, keys[i]);
    return NULL;
}

/* The default of a member: what it is set to, or what is in its Field(default, ...). */
static void default_of(struct sg_flow *w, const struct sg_things *member, struct sg_things *preset)
{
    for (uint32_t i = 0; i < member->count; i++) {
        const struct sg_object *map = member->items[i]->object;
        const struct sg_field *field = map ? sg_flow_find_field(map, "default") : NULL;
        if (field)
            sg_flow_add_all(w, preset, &field->cell.things);
        else if (!map)
            sg_flow_add(w, preset, member->items[i]);
    }
}

static const struct sg_code_variable *declared(const struct sg_object *class, const char *name, int deep)
{
    const struct sg_body *body = class->body->body;
    const struct sg_code_unit *unit = body->module->unit;
    for (uint32_t i = 0; i < unit->variable_count; i++)
        if (unit->variables[i].owner == body->index && unit->variables[i].declared &&
            sg_equals(unit->variables[i].name, name))
            return &unit->variables[i];
    for (uint32_t i = 0; i < class->bases->count && deep < BASES_DEEP; i++) {
        const struct sg_object *base = class->bases->items[i]->object;
        const struct sg_code_variable *found =
            base && base->type == SG_OBJECT_CLASS ? declared(base, name, deep + 1) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/*
 * A member of a class that takes its members from the environment. False when the class is none, or has no such member.
 */
bool sg_flow_setting(struct sg_flow *w, struct sg_frame *reader, struct sg_object *class, const char *name,
                     struct sg_things *into)
{
    if (!is_settings(w, class, 0) || !declared(class, name, 0))
        return false;
    struct sg_things member = {0}, preset = {0};
    sg_flow_class_member(w, reader, class, NULL, name, &member);
    default_of(w, &member, &preset);
    const char *alias = alias_of(&member);
    const char *variable = alias ? alias : in_capitals(w, prefix_of(w, reader, class), name);
    sg_flow_read_environment(w, class->body, 0, variable, preset.count ? &preset : NULL, into);
    return true;
}

/* ---- Which reads are guarded ---- */

static bool asks(const struct sg_code_instruction *user, uint32_t at)
{
    if (user->op == SG_CODE_BRANCH || user->op == SG_CODE_ELSE)
        return user->a == at;
    return user->op == SG_CODE_FALLBACK && user->count && user->items[user->count - 1].value != at;
}

static bool uses(const struct sg_code_instruction *user, uint32_t at)
{
    bool used = user->a == at || user->b == at;
    for (uint32_t i = 0; i < user->count && !used; i++)
        used = user->items[i].value == at || user->items[i].key == at;
    return used;
}

/* A value that nothing uses is asked for alone: `x in y`, `!x` and comparisons make values that are not followed. */
static bool is_asked(const struct sg_body *body, uint32_t at, uint32_t *written)
{
    bool used = false;
    const struct sg_code_function *function = body->function;
    for (uint32_t i = at + 1; i < function->count; i++) {
        if (!uses(&function->items[i], at))
            continue;
        used = true;
        if (asks(&function->items[i], at))
            return true;
        if (function->items[i].op == SG_CODE_WRITE)
            *written = function->items[i].variable;
    }
    return !used;
}

static bool variable_is_asked(const struct sg_module *module, uint32_t variable)
{
    for (uint32_t i = 0; i < module->unit->function_count; i++) {
        const struct sg_code_function *function = &module->unit->functions[i];
        for (uint32_t j = 0; j < function->count; j++) {
            uint32_t written;
            if (function->items[j].op == SG_CODE_READ && function->items[j].variable == variable &&
                is_asked(&module->bodies[i], j, &written))
                return true;
        }
    }
    return false;
}

static bool is_asked_for(const struct sg_flow_read *read)
{
    uint32_t written = SG_CODE_NONE;
    if (read->asked || (read->at && is_asked(read->body, read->at, &written)))
        return true;
    return written != SG_CODE_NONE && variable_is_asked(read->body->module, written);
}

/* Code that asks for a variable at one place may read it at another of the same file. */
static bool is_guarded(const struct sg_flow *w, const struct sg_flow_read *read)
{
    bool guarded = read->guarded;
    for (uint32_t i = 0; i < w->read_count && !guarded; i++)
        guarded = w->reads[i].asked && w->reads[i].body->module == read->body->module &&
                  sg_equals(w->reads[i].name, read->name);
    return guarded;
}

void sg_flow_list_environment(struct sg_flow *w)
{
    for (uint32_t i = 0; i < w->read_count; i++)
        w->reads[i].asked = is_asked_for(&w->reads[i]);
    for (uint32_t i = 0; i < w->read_count; i++) {
        const struct sg_flow_read *read = &w->reads[i];
        const struct sg_code_file *file = read->body->module->file;
        const struct sg_code_function *function = read->body->function;
        uint32_t line = read->at < function->count && function->count ? function->items[read->at].line : function->line;
        sg_grow(w->result, w->facts->environment, w->facts->environment_count, w->facts->environment_capacity);
        w->facts->environment[w->facts->environment_count++] =
            (struct sg_environment_read){.name = sg_copy(w->result, read->name),
                                         .guarded = is_guarded(w, read),
                                         .file = file,
                                         .line = line + file->first_line - 1};
    }
}
