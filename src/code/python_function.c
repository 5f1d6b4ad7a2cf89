#include "base/text.h"
#include "code/python_internal.h"

/* ---- Decorators ---- */

struct decorators {
    bool is_static, takes_class, is_getter, has_setter;
    struct sg_items applied; /* the outermost first */
    uint32_t *nodes;         /* of those */
};

/* The last name of a decorator that is not called: "property" of functools.property. */
static const char *last_name(struct sg_builder *b, uint32_t node)
{
    if (sg_python_kind(b, node) == SG_PY_attribute)
        node = sg_python_part(b, node, SG_PY_FIELD_attribute);
    return sg_python_kind(b, node) == SG_PY_identifier ? sg_build_source(b, node) : "";
}

/* What a decorator of Python itself says of a method. Any other is called with the function. */
static bool is_known(struct sg_builder *b, uint32_t node, struct decorators *decorators)
{
    const char *name = last_name(b, node);
    bool is_static = strcmp(name, "staticmethod") == 0, takes_class = strcmp(name, "classmethod") == 0;
    bool is_getter = strcmp(name, "property") == 0 || strcmp(name, "cached_property") == 0;
    bool is_setter = strcmp(name, "setter") == 0 || strcmp(name, "deleter") == 0;
    decorators->is_static = decorators->is_static || is_static;
    decorators->takes_class = decorators->takes_class || takes_class;
    decorators->is_getter = decorators->is_getter || is_getter;
    decorators->has_setter = decorators->has_setter || is_setter;
    return is_static || takes_class || is_getter || is_setter;
}

static uint32_t count_parts(const struct sg_builder *b, uint32_t node)
{
    uint32_t count = 0;
    for (uint32_t part = node ? sg_syntax_first(b->syntax, node) : 0; part; part = sg_syntax_next(b->syntax, part))
        count++;
    return count;
}

static struct decorators read_decorators(struct sg_builder *b, uint32_t decorated)
{
    struct decorators decorators = {0};
    decorators.nodes = sg_new_array(b->arena, uint32_t, count_parts(b, decorated));
    uint32_t part = decorated ? sg_syntax_first(b->syntax, decorated) : 0;
    for (; part; part = sg_syntax_next(b->syntax, part)) {
        uint32_t expression = sg_python_kind(b, part) == SG_PY_decorator ? sg_syntax_first(b->syntax, part) : 0;
        if (!expression || is_known(b, expression, &decorators))
            continue;
        decorators.nodes[decorators.applied.count] = part;
        sg_items_add(b, &decorators.applied, sg_python_value(b, expression));
    }
    return decorators;
}

/* The call of a decorator begins at its "@". */
static uint32_t apply(struct sg_builder *b, const struct decorators *decorators, uint32_t value)
{
    for (uint32_t i = decorators->applied.count; i > 0; i--) {
        struct sg_items items = {0};
        sg_items_add(b, &items, value);
        value =
            sg_build_with(b, decorators->nodes[i - 1], SG_CODE_CALL, decorators->applied.items[i - 1].value, &items);
    }
    return value;
}

/* ---- Parameters ---- */

/* The name of a parameter, without type, default and stars; or a tuple of Python 2. */
static uint32_t name_of(const struct sg_builder *b, uint32_t node)
{
    uint32_t name = sg_python_part(b, node, SG_PY_FIELD_name);
    if (name)
        return name;
    switch (sg_python_kind(b, node)) {
    case SG_PY_typed_parameter:
    case SG_PY_list_splat_pattern:
    case SG_PY_dictionary_splat_pattern:
        name = sg_syntax_first(b->syntax, node);
        return name ? name_of(b, name) : 0;
    case SG_PY_identifier:
    case SG_PY_tuple_pattern:
        return node;
    default:
        return 0;
    }
}

/* Whether a parameter has these stars, perhaps before its type. */
static bool has_stars(const struct sg_builder *b, uint32_t node, enum sg_python_kind stars)
{
    if (sg_python_kind(b, node) == SG_PY_typed_parameter)
        node = sg_syntax_first(b->syntax, node);
    return sg_python_kind(b, node) == stars;
}

/* Defaults and types are made where the function is defined. */
static uint32_t *make_presets(struct sg_builder *b, uint32_t parameters)
{
    uint32_t *presets = sg_new_array(b->arena, uint32_t, count_parts(b, parameters)), i = 0;
    uint32_t part = parameters ? sg_syntax_first(b->syntax, parameters) : 0;
    for (; part; part = sg_syntax_next(b->syntax, part)) {
        uint32_t preset = sg_python_part(b, part, SG_PY_FIELD_value);
        sg_python_type(b, sg_python_part(b, part, SG_PY_FIELD_type));
        presets[i++] = preset ? sg_python_value(b, preset) : SG_CODE_NONE;
    }
    return presets;
}

static uint32_t declare_parameter(struct sg_builder *b, uint32_t part, uint32_t name)
{
    if (sg_python_kind(b, name) != SG_PY_identifier)
        return sg_build_variable(b, NULL);
    uint32_t variable = sg_build_declare(b, sg_build_source(b, name));
    uint32_t type = sg_python_part(b, part, SG_PY_FIELD_type);
    b->unit->variables[variable].declared = type != 0;
    b->unit->variables[variable].type = type ? sg_build_source(b, type) : NULL;
    return variable;
}

static void add_parameter(struct sg_builder *b, uint32_t part, uint32_t preset, bool is_self)
{
    uint32_t name = name_of(b, part);
    if (!name)
        return; /* "*" or "/" */
    uint32_t variable = declare_parameter(b, part, name);
    if (is_self) {
        sg_build_function_at(b, b->function)->self = variable;
        return;
    }
    bool named = sg_python_kind(b, name) == SG_PY_identifier;
    sg_build_parameter(b, (struct sg_code_parameter){
                              .name = named ? sg_build_source(b, name) : NULL,
                              .variable = variable,
                              .rest = has_stars(b, part, SG_PY_list_splat_pattern),
                              .rest_named = has_stars(b, part, SG_PY_dictionary_splat_pattern),
                              .preset = preset,
                          });
    if (!named) {
        sg_python_declare_target(b, name);
        sg_python_assign(b, name, sg_build_read(b, part, variable));
    }
}

static void add_parameters(struct sg_builder *b, uint32_t parameters, const uint32_t *presets, bool has_self)
{
    uint32_t i = 0;
    uint32_t part = parameters ? sg_syntax_first(b->syntax, parameters) : 0;
    for (; part; part = sg_syntax_next(b->syntax, part), i++) {
        bool is_self = has_self && i == 0 && sg_python_kind(b, name_of(b, part)) == SG_PY_identifier &&
                       !has_stars(b, part, SG_PY_list_splat_pattern);
        add_parameter(b, part, presets[i], is_self);
    }
}

/* ---- Functions ---- */

/* Methods that Python itself takes as class methods. */
static bool takes_class(const char *name)
{
    return strcmp(name, "__new__") == 0 || strcmp(name, "__init_subclass__") == 0 ||
           strcmp(name, "__class_getitem__") == 0;
}

/* After a syntax error, what could be read may stand before the body. */
static void put_body(struct sg_builder *b, uint32_t node, uint32_t body)
{
    if (body)
        sg_python_declare_names(b, body);
    for (uint32_t part = sg_syntax_first(b->syntax, node); part; part = sg_syntax_next(b->syntax, part))
        if (sg_build_node(b, part)->error)
            sg_python_statement(b, part);
    sg_python_statements(b, body);
}

static uint32_t define(struct sg_builder *b, uint32_t node, const struct decorators *decorators)
{
    uint32_t parameters = sg_python_part(b, node, SG_PY_FIELD_parameters);
    uint32_t body = sg_python_part(b, node, SG_PY_FIELD_body), name = sg_python_part(b, node, SG_PY_FIELD_name);
    uint32_t *presets = make_presets(b, parameters);
    uint32_t index = sg_build_function(b, node, name ? sg_build_source(b, name) : "");
    bool is_method = sg_build_function_at(b, b->function)->is_class;
    struct sg_code_function *function = sg_build_function_at(b, index);
    function->is_static = is_method && decorators->is_static;
    function->takes_class = is_method && (decorators->takes_class || takes_class(function->name));
    function->is_getter = is_method && decorators->is_getter;
    bool has_self = is_method && !function->is_static && sg_python_kind(b, node) != SG_PY_lambda;
    sg_build_enter(b, index);
    add_parameters(b, parameters, presets, has_self);
    if (sg_python_kind(b, node) == SG_PY_lambda) {
        sg_build_of(b, node, SG_CODE_RETURN, sg_python_value(b, body));
    } else {
        put_body(b, node, body);
    }
    sg_build_leave(b);
    return index;
}

static void write_definition(struct sg_builder *b, uint32_t node, uint32_t value)
{
    uint32_t name = sg_python_part(b, node, SG_PY_FIELD_name);
    if (name)
        sg_python_assign(b, name, value);
}

/* The function of a setter has the name of its property, which stays the getter. */
void sg_python_function(struct sg_builder *b, uint32_t node, uint32_t decorated)
{
    struct decorators decorators = read_decorators(b, decorated);
    uint32_t function = define(b, node, &decorators);
    uint32_t value = apply(b, &decorators, sg_build_function_value(b, node, function));
    if (!decorators.has_setter)
        write_definition(b, node, value);
}

uint32_t sg_python_lambda(struct sg_builder *b, uint32_t node)
{
    struct decorators none = {0};
    return sg_build_function_value(b, node, define(b, node, &none));
}

static void add_bases(struct sg_builder *b, uint32_t node, struct sg_items *bases)
{
    struct sg_items all = {0};
    sg_python_items(b, node, &all);
    for (uint32_t i = 0; i < all.count; i++)
        if (!all.items[i].name && !all.items[i].spread)
            sg_items_add(b, bases, all.items[i].value);
}

void sg_python_class(struct sg_builder *b, uint32_t node, uint32_t decorated)
{
    struct sg_items bases = {0};
    struct decorators decorators = read_decorators(b, decorated);
    uint32_t name = sg_python_part(b, node, SG_PY_FIELD_name), body = sg_python_part(b, node, SG_PY_FIELD_body);
    uint32_t superclasses = sg_python_part(b, node, SG_PY_FIELD_superclasses);
    if (superclasses)
        add_bases(b, superclasses, &bases);
    uint32_t function = sg_build_function(b, node, name ? sg_build_source(b, name) : "");
    sg_build_function_at(b, function)->is_class = true;
    sg_build_enter(b, function);
    put_body(b, node, body);
    sg_build_leave(b);
    uint32_t value = sg_build_with(b, node, SG_CODE_CLASS, SG_CODE_NONE, &bases);
    sg_build_at(b, value)->function = function;
    sg_build_at(b, value)->text = sg_build_function_at(b, function)->name;
    write_definition(b, node, apply(b, &decorators, value));
}

void sg_python_main(struct sg_builder *b, uint32_t body)
{
    sg_build_enter(b, sg_build_function(b, body, "__main__"));
    sg_python_declare_names(b, body);
    sg_python_statements(b, body);
    sg_build_leave(b);
}
