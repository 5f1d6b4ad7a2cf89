#include "code/javascript_internal.h"

#include "base/text.h"

/*
 * What compilers and bundlers write for modules and await of newer JavaScript. Their helpers are in the file or in a
 * library, and hard to follow; each does what its name says.
 */

typedef uint32_t helper(struct sg_js *js, uint32_t node, uint32_t call);

static struct sg_code_instruction *call_at(const struct sg_js *js, uint32_t call)
{
    return sg_build_at(js->b, call);
}

/* __importDefault(require("x")), __toESM(require("x")), __toCommonJS(x): the module. */
static uint32_t first_argument(struct sg_js *js, uint32_t node, uint32_t call)
{
    (void)node;
    const struct sg_code_instruction *at = call_at(js, call);
    return at->count && !at->items[0].spread ? at->items[0].value : call;
}

/* __exportStar(require("x"), exports): export * from "x" */
static uint32_t export_all(struct sg_js *js, uint32_t node, uint32_t call)
{
    const char *module = sg_js_required(js, sg_js_first(js, sg_js_part(js, node, SG_JS_FIELD_arguments)));
    if (module)
        sg_build_text(js->b, node, SG_CODE_EXPORT_ALL, module);
    return call;
}

/* A call that stands nowhere in the file. */
static uint32_t call_added(struct sg_js *js, uint32_t node, uint32_t callee, const struct sg_items *items)
{
    uint32_t call = sg_build_with(js->b, node, SG_CODE_CALL, callee, items);
    call_at(js, call)->end = call_at(js, call)->start;
    return call;
}

/* __awaiter(this, args, Promise, function* () { ... }): calls the function. */
static uint32_t await_function(struct sg_js *js, uint32_t node, uint32_t call)
{
    const struct sg_code_instruction *at = call_at(js, call);
    if (at->count != 4)
        return call;
    struct sg_items items = {0};
    uint32_t this = at->items[0].value, function = at->items[3].value;
    sg_items_add(js->b, &items, this);
    return call_added(js, node, sg_build_get(js->b, node, function, "call"), &items);
}

/* ---- Members that functions give, which see what is written later ---- */

static void set_given(struct sg_js *js, uint32_t node, uint32_t object, const char *name, uint32_t function)
{
    if (name && call_at(js, function)->op == SG_CODE_FUNCTION)
        sg_build_set(js->b, node, object, name, call_added(js, node, function, &(struct sg_items){0}));
}

/* An argument that is an object, or NULL. */
static const struct sg_code_instruction *map_argument(const struct sg_js *js, uint32_t call, uint32_t place)
{
    const struct sg_code_instruction *at = call_at(js, call);
    if (at->count <= place || at->items[0].spread || call_at(js, at->items[place].value)->op != SG_CODE_MAP)
        return NULL;
    return call_at(js, at->items[place].value);
}

/* __export(target, { name: () => value }) */
static uint32_t set_members(struct sg_js *js, uint32_t node, uint32_t call)
{
    const struct sg_code_instruction *map = map_argument(js, call, 1);
    struct sg_items members = map ? (struct sg_items){map->items, map->count, map->count} : (struct sg_items){0};
    uint32_t target = first_argument(js, node, call);
    for (uint32_t i = 0; i < members.count; i++)
        set_given(js, node, target, members.items[i].name, members.items[i].value);
    return call;
}

/* Object.defineProperty(exports, "name", { get: function () { return value; } }) */
static uint32_t define_property(struct sg_js *js, uint32_t node, uint32_t call)
{
    const struct sg_code_instruction *map = map_argument(js, call, 2);
    struct sg_items members = map ? (struct sg_items){map->items, map->count, map->count} : (struct sg_items){0};
    uint32_t target = first_argument(js, node, call);
    for (uint32_t i = 0; i < members.count; i++)
        if (members.items[i].name && sg_equals(members.items[i].name, "get"))
            set_given(js, node, target, call_at(js, call_at(js, call)->items[1].value)->text, members.items[i].value);
    return call;
}

static const struct {
    const char *name;
    helper *helper;
} helpers[] = {
    {"__importDefault", first_argument},
    {"__importStar", first_argument},
    {"_interopRequireDefault", first_argument},
    {"_interopRequireWildcard", first_argument},
    {"__toESM", first_argument},
    {"__toCommonJS", first_argument},
    {"__exportStar", export_all},
    {"__awaiter", await_function},
    {"__export", set_members},
    {"defineProperty", define_property},
};

/* `__awaiter`, `tslib_1.__awaiter` and `(0, tslib_1.__awaiter)` are the same. */
static uint32_t name_of(const struct sg_js *js, uint32_t callee)
{
    enum sg_js_kind kind = sg_js_kind(js, callee);
    while (kind == SG_JS_parenthesized_expression || kind == SG_JS_sequence_expression) {
        callee = kind == SG_JS_sequence_expression ? sg_js_next(js, sg_js_first(js, callee)) : sg_js_first(js, callee);
        kind = sg_js_kind(js, callee);
    }
    uint32_t property = sg_js_part(js, callee, SG_JS_FIELD_property);
    return property ? property : callee;
}

uint32_t sg_js_compiled_value(struct sg_js *js, uint32_t node, uint32_t call)
{
    uint32_t name = name_of(js, sg_js_part(js, node, SG_JS_FIELD_function));
    char first = name ? js->b->syntax->source->bytes[sg_build_node(js->b, name)->start] : ' ';
    if (first != '_' && first != 'd')
        return call;
    for (size_t i = 0; i < sizeof helpers / sizeof *helpers; i++)
        if (sg_syntax_is(js->b->syntax, name, helpers[i].name))
            return helpers[i].helper(js, node, call);
    return call;
}
