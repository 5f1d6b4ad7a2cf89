#include "suggest/sdk_internal.h"

#define TEXT_MOST 72 /* characters of a call as written */

/* ---- As written ---- */

static size_t start_of(const struct sg_code_function *function, const struct sg_code_instruction *call)
{
    const struct sg_code_instruction *callee = call->a == SG_CODE_NONE ? NULL : &function->items[call->a];
    if (!callee || callee->op != SG_CODE_GET || callee->end < strlen(callee->text))
        return call->start;
    size_t start = callee->end - strlen(callee->text);
    return start >= call->start && start < call->end ? start : call->start;
}

/* "get_object_tagging(Bucket=BUCKET)": in one line, and not too long */
static const char *text_of(struct sg_flow *w, const struct sg_frame *frame, uint32_t at)
{
    const struct sg_code_function *function = frame->body->function;
    const struct sg_source *source = frame->body->module->unit->source;
    if (at >= function->count || function->items[at].end > source->length)
        return "";
    const struct sg_code_instruction *call = &function->items[at];
    char *text = sg_alloc(w->result, TEXT_MOST + 4, 1);
    size_t length = 0;
    for (size_t i = start_of(function, call); i < call->end; i++) {
        char c = source->bytes[i];
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (space && (!length || text[length - 1] == ' '))
            continue;
        if (length >= TEXT_MOST && ((unsigned char)c & 0xC0) != 0x80) {
            strcpy(text + length, "...");
            return text;
        }
        if (length < TEXT_MOST)
            text[length++] = space ? ' ' : c;
    }
    return text;
}

/* ---- Equal calls ---- */

static bool same_values(const struct sg_seen_set *x, const struct sg_seen_set *y);

static bool same_value(const struct sg_seen *x, const struct sg_seen *y)
{
    bool same = x->type == y->type && sg_same_text(x->text, y->text) && sg_same_text(x->separator, y->separator) &&
                x->last == y->last && x->part_count == y->part_count && !x->fallback == !y->fallback &&
                (!x->fallback || same_values(x->fallback, y->fallback));
    for (uint32_t i = 0; same && i < x->part_count; i++)
        same = same_values(&x->parts[i], &y->parts[i]);
    return same;
}

static bool same_values(const struct sg_seen_set *x, const struct sg_seen_set *y)
{
    bool same = x->count == y->count;
    for (size_t i = 0; same && i < x->count; i++)
        same = same_value(x->items[i], y->items[i]);
    return same;
}

static bool same_call(const struct sg_call *x, const struct sg_call *y)
{
    bool same = x->file == y->file && x->line == y->line && x->whole == y->whole && x->foreign == y->foreign &&
                sg_same_text(x->operation, y->operation) && sg_same_text(x->service, y->service) &&
                sg_same_text(x->action, y->action) && x->argument_count == y->argument_count;
    for (size_t i = 0; same && i < x->argument_count; i++)
        same = sg_equals(x->arguments[i].path, y->arguments[i].path) &&
               same_values(&x->arguments[i].values, &y->arguments[i].values);
    return same;
}

/* Unless an equal one is there: a helper that many call may make the same call for all of them. */
void sg_sdk_add_call(struct sg_flow *w, const struct sg_call *call)
{
    struct sg_code_facts *facts = w->facts;
    for (size_t i = 0; i < facts->call_count; i++)
        if (same_call(&facts->calls[i], call))
            return;
    sg_grow(w->result, facts->calls, facts->call_count, facts->call_capacity);
    facts->calls[facts->call_count++] = *call;
}

static void list_request(struct sg_flow *w, const struct sg_request *request)
{
    const struct sg_module *module = request->frame->body->module;
    const struct sg_code_function *function = request->frame->body->function;
    uint32_t line = request->at < function->count ? function->items[request->at].line : function->line;
    struct sg_call call = {.service = sg_copy(w->result, request->service),
                           .operation = sg_copy(w->result, request->operation),
                           .sure = !w->unsure,
                           .foreign = !request->own,
                           .via = request->via,
                           .file = module->file,
                           .line = line + module->file->first_line - 1,
                           .text = text_of(w, request->frame, request->at)};
    sg_sdk_arguments(w, request, &call);
    if (request->endpoints.count) {
        struct sg_seen_set urls = {0}, hosts = {0};
        sg_flow_seen(w, &request->endpoints, &urls);
        sg_sdk_hosts(w, &urls, &hosts);
        sg_sdk_add_argument(w, &call, sg_sdk_host_parameter(w, request->service), &hosts);
    }
    if (!sg_sdk_imply(w, &call))
        sg_sdk_add_call(w, &call);
}

static int by_values(const struct sg_call *x, const struct sg_call *y)
{
    int order = (x->argument_count > y->argument_count) - (x->argument_count < y->argument_count);
    for (size_t i = 0; !order && i < x->argument_count; i++) {
        const struct sg_call_argument *a = &x->arguments[i], *b = &y->arguments[i];
        order = strcmp(a->path, b->path);
        for (size_t j = 0; !order && j < a->values.count && j < b->values.count; j++)
            order = strcmp(a->values.items[j]->text ? a->values.items[j]->text : "",
                           b->values.items[j]->text ? b->values.items[j]->text : "");
    }
    return order;
}

static const char *name_of(const struct sg_call *call)
{
    return call->operation ? call->operation : call->action;
}

/* By place; what one place calls by name, and then by what it is given. */
static int by_place(const void *x, const void *y)
{
    const struct sg_call *a = x, *b = y;
    int order = strcmp(a->file->path, b->file->path);
    if (!order)
        order = (a->line > b->line) - (a->line < b->line);
    if (!order)
        order = strcmp(name_of(a), name_of(b));
    return order ? order : by_values(a, b);
}

void sg_sdk_list_calls(struct sg_flow *w)
{
    for (uint32_t i = 0; i < w->request_count; i++)
        list_request(w, w->requests[i]);
    sg_sort(w->facts->calls, w->facts->call_count, sizeof *w->facts->calls, by_place);
}
