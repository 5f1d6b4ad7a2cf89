#include "code_dump.h"

#include "base/buffer.h"

struct dump {
    const struct sg_code_unit *unit;
    const struct sg_code_function *function;
    uint32_t index;  /* of the function */
    uint32_t *uses;  /* by instruction: how often it is an operand */
    bool *is_loaded; /* by instruction: it has a line of its own, so its number stands for it */
    struct sg_buffer *out;
    unsigned depth;
};

static void put_value(const struct dump *d, uint32_t index);

static void put_quoted(struct sg_buffer *out, const char *text)
{
    sg_add_char(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '\n')
            sg_add(out, "\\n");
        else if (*p == '"' || *p == '\\')
            sg_add_format(out, "\\%c", *p);
        else
            sg_add_char(out, *p);
    }
    sg_add_char(out, '"');
}

static void put_variable(const struct dump *d, uint32_t index)
{
    const struct sg_code_variable *variable = &d->unit->variables[index];
    sg_add(d->out, variable->name ? variable->name : "_");
    if (variable->owner != d->index)
        sg_add_format(d->out, "@%u", (unsigned)variable->owner);
}

static void put_item(const struct dump *d, const struct sg_code_item *item, const char *between)
{
    if (item->spread)
        sg_add(d->out, "...");
    if (item->name) {
        sg_add(d->out, item->name);
        sg_add(d->out, between);
    } else if (item->key != SG_CODE_NONE) {
        sg_add(d->out, "[");
        put_value(d, item->key);
        sg_add(d->out, "]: ");
    }
    put_value(d, item->value);
}

static void put_items(const struct dump *d, const struct sg_code_instruction *of, const char *open, const char *close)
{
    sg_add(d->out, open);
    for (uint32_t i = 0; i < of->count; i++) {
        sg_add(d->out, i ? ", " : "");
        put_item(d, &of->items[i], of->op == SG_CODE_MAP ? ": " : "=");
    }
    sg_add(d->out, close);
}

static void put_import(const struct dump *d, const struct sg_code_instruction *i)
{
    sg_add(d->out, i->op == SG_CODE_IMPORT ? "import(" : "from(");
    put_quoted(d->out, i->text);
    if (i->op == SG_CODE_IMPORT_FROM) {
        sg_add(d->out, ", ");
        sg_add(d->out, i->name);
    } else if (i->name) {
        sg_add(d->out, " or ");
        put_quoted(d->out, i->name);
    }
    sg_add(d->out, ")");
}

static void put_call(const struct dump *d, const struct sg_code_instruction *i)
{
    sg_add(d->out, i->op == SG_CODE_NEW ? "new " : "");
    put_value(d, i->a);
    put_items(d, i, "(", ")");
}

/* Values that are a word and their items. */
static const char *const listed[] = {
    [SG_CODE_JOIN] = "join(",     [SG_CODE_LIST] = "[",          [SG_CODE_MAP] = "{",
    [SG_CODE_EITHER] = "either(", [SG_CODE_FALLBACK] = "first(",
};

/* Values that are a word and an operand. */
static const char *const prefixed[] = {
    [SG_CODE_ELEMENT] = "each(",
    [SG_CODE_AWAIT] = "await ",
};

static void put_leaf(const struct dump *d, const struct sg_code_instruction *i)
{
    if (i->op == SG_CODE_TEXT) {
        put_quoted(d->out, i->text);
    } else if (i->op == SG_CODE_READ) {
        put_variable(d, i->variable);
    } else if (i->op == SG_CODE_FUNCTION) {
        sg_add_format(d->out, "function %u", (unsigned)i->function);
    } else if (i->op == SG_CODE_CLASS) {
        sg_add_format(d->out, "class %u", (unsigned)i->function);
        put_items(d, i, "(", ")");
    } else if (i->op == SG_CODE_SUPER) {
        sg_add(d->out, "super");
    } else if (i->op == SG_CODE_OTHER) {
        sg_add(d->out, "other");
    } else {
        sg_add(d->out, i->op == SG_CODE_BUILTIN ? "$" : "");
        sg_add(d->out, i->text);
    }
}

static void put_expression(const struct dump *d, const struct sg_code_instruction *i)
{
    if (i->op < sizeof listed / sizeof *listed && listed[i->op]) {
        put_items(d, i, listed[i->op], i->op == SG_CODE_LIST ? "]" : i->op == SG_CODE_MAP ? "}" : ")");
    } else if (i->op < sizeof prefixed / sizeof *prefixed && prefixed[i->op]) {
        sg_add(d->out, i->text ? "keys(" : prefixed[i->op]);
        put_value(d, i->a);
        sg_add(d->out, i->op == SG_CODE_ELEMENT ? ")" : "");
    } else if (i->op == SG_CODE_GET) {
        put_value(d, i->a);
        sg_add_format(d->out, ".%s", i->text);
    } else if (i->op == SG_CODE_ITEM) {
        put_value(d, i->a);
        sg_add(d->out, "[");
        put_value(d, i->b);
        sg_add(d->out, "]");
    } else if (i->op == SG_CODE_CALL || i->op == SG_CODE_NEW) {
        put_call(d, i);
    } else if (i->op == SG_CODE_IMPORT || i->op == SG_CODE_IMPORT_FROM) {
        put_import(d, i);
    } else {
        put_leaf(d, i);
    }
}

static void put_value(const struct dump *d, uint32_t index)
{
    if (index == SG_CODE_NONE)
        sg_add(d->out, "nothing");
    else if (d->is_loaded[index])
        sg_add_format(d->out, "%%%u", (unsigned)index);
    else
        put_expression(d, &d->function->items[index]);
}

static void put_line(const struct dump *d, const char *start)
{
    sg_add_spaces(d->out, 2 * d->depth);
    sg_add(d->out, start);
}

static void put_effect(const struct dump *d, const struct sg_code_instruction *i)
{
    put_line(d, "");
    if (i->op == SG_CODE_WRITE) {
        put_variable(d, i->variable);
    } else if (i->op == SG_CODE_SET) {
        put_value(d, i->a);
        sg_add_format(d->out, ".%s", i->text ? i->text : "?");
    } else {
        put_value(d, i->a);
        put_items(d, i, "[", "]");
    }
    sg_add(d->out, " = ");
    put_value(d, i->op == SG_CODE_WRITE ? i->a : i->b);
    sg_add(d->out, "\n");
}

static const char *const statements[] = {
    [SG_CODE_RETURN] = "return", [SG_CODE_YIELD] = "yield", [SG_CODE_THROW] = "throw",
    [SG_CODE_BRANCH] = "if",     [SG_CODE_ELSE] = "else",   [SG_CODE_LOOP] = "loop",
    [SG_CODE_TRY] = "try",       [SG_CODE_CATCH] = "catch", [SG_CODE_END] = "end",
};

static void put_statement(struct dump *d, const struct sg_code_instruction *i)
{
    if (i->op == SG_CODE_ELSE || i->op == SG_CODE_CATCH || i->op == SG_CODE_END)
        d->depth--;
    put_line(d, statements[i->op]);
    if (i->a != SG_CODE_NONE) {
        sg_add(d->out, " ");
        put_value(d, i->a);
    }
    sg_add(d->out, "\n");
    if (i->op >= SG_CODE_BRANCH && i->op != SG_CODE_END)
        d->depth++;
}

static void put_instruction(struct dump *d, uint32_t index)
{
    const struct sg_code_instruction *i = &d->function->items[index];
    if (i->op == SG_CODE_EXPORT_ALL) {
        put_line(d, "export all of ");
        put_quoted(d->out, i->text);
        sg_add(d->out, "\n");
    } else if (i->op == SG_CODE_WRITE || i->op == SG_CODE_SET || i->op == SG_CODE_SET_ITEM) {
        put_effect(d, i);
    } else if (i->op >= SG_CODE_RETURN) {
        put_statement(d, i);
    } else if (d->uses[index] != 1) {
        put_line(d, "");
        if (d->uses[index])
            sg_add_format(d->out, "%%%u = ", (unsigned)index);
        put_expression(d, i);
        sg_add(d->out, "\n");
        d->is_loaded[index] = true;
    }
}

static void count_use(const struct dump *d, uint32_t operand)
{
    if (operand != SG_CODE_NONE)
        d->uses[operand]++;
}

static void count_uses(const struct dump *d)
{
    for (uint32_t i = 0; i < d->function->count; i++) {
        const struct sg_code_instruction *at = &d->function->items[i];
        count_use(d, at->a);
        count_use(d, at->b);
        for (uint32_t k = 0; k < at->count; k++) {
            count_use(d, at->items[k].key);
            count_use(d, at->items[k].value);
        }
    }
}

static void put_parameters(const struct dump *d)
{
    for (uint32_t i = 0; i < d->function->parameter_count; i++) {
        const struct sg_code_parameter *parameter = &d->function->parameters[i];
        sg_add(d->out, i ? ", " : "(");
        sg_add(d->out, parameter->rest_named ? "**" : parameter->rest ? "..." : "");
        put_variable(d, parameter->variable);
        if (parameter->preset != SG_CODE_NONE)
            sg_add_format(d->out, " = %%%u@%u", (unsigned)parameter->preset, (unsigned)d->function->outer);
        const char *type = d->unit->variables[parameter->variable].type;
        if (type)
            sg_add_format(d->out, ": %s", type);
    }
    sg_add(d->out, d->function->parameter_count ? ")" : "()");
}

static void put_head(const struct dump *d)
{
    const struct sg_code_function *f = d->function;
    sg_add_format(d->out, "%s %u %s", f->is_class ? "class" : "function", (unsigned)d->index, f->name);
    put_parameters(d);
    if (f->outer != SG_CODE_NONE)
        sg_add_format(d->out, " in %u", (unsigned)f->outer);
    if (f->self != SG_CODE_NONE) {
        sg_add(d->out, " self ");
        put_variable(d, f->self);
    }
    sg_add(d->out, f->is_static ? " static" : "");
    sg_add(d->out, f->takes_class ? " of class" : "");
    sg_add(d->out, f->is_getter ? " getter" : "");
    sg_add(d->out, "\n");
}

static void put_exports(const struct dump *d)
{
    for (uint32_t i = 0; i < d->unit->variable_count; i++) {
        const struct sg_code_variable *variable = &d->unit->variables[i];
        if (variable->owner == d->index && variable->exported)
            sg_add_format(d->out, "  export %s = %s\n", variable->exported, variable->name);
    }
}

const char *dump_unit(struct sg_arena *a, const struct sg_code_unit *unit)
{
    struct sg_buffer out = sg_buffer_new(a, SG_BUFFER_MOST);
    struct dump d = {.unit = unit, .out = &out, .depth = 1};
    for (d.index = 0; d.index < unit->function_count; d.index++) {
        d.function = &unit->functions[d.index];
        d.uses = sg_new_array(a, uint32_t, d.function->count);
        d.is_loaded = sg_new_array(a, bool, d.function->count);
        count_uses(&d);
        put_head(&d);
        for (uint32_t i = 0; i < d.function->count; i++)
            put_instruction(&d, i);
        put_exports(&d);
    }
    for (uint32_t i = 0; i < unit->gap_count; i++)
        sg_add_format(&out, "gap %u: %s\n", (unsigned)unit->gaps[i].line, unit->gaps[i].why);
    return out.text;
}

struct sg_buffer repeat_code(struct sg_arena *a, const char *start, const char *middle, const char *end, size_t bytes)
{
    size_t piece = *middle ? strlen(middle) : 4;
    struct sg_buffer text = sg_buffer_new(a, 2 * bytes);
    sg_add(&text, start);
    while (text.length < bytes)
        sg_add_bytes(&text, *middle ? middle : "\0\0\0", piece);
    sg_add(&text, end);
    return text;
}
