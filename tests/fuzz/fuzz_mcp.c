/*
 * A conversation with samgen mcp whose only tool returns its arguments. Whatever comes, each line that is answered is
 * JSON: a message with a result or an error, or a list of them.
 */
#include "connection.h"

static json_t *any(const struct sg_tool *tool)
{
    (void)tool;
    return json_pack("{s:s}", "type", "object");
}

static void give_back(const struct sg_tool *tool, const json_t *arguments, struct sg_tool_answer *answer)
{
    (void)tool;
    MUST(json_is_object(arguments));
    answer->text = json_dumps(arguments, JSON_COMPACT);
    answer->structured = json_deep_copy(arguments);
}

static void check_message(const json_t *message)
{
    MUST(json_is_object(message) && json_object_get(message, "id"));
    MUST(!json_object_get(message, "result") != !json_object_get(message, "error"));
}

static void check_line(const char *line, size_t length)
{
    json_t *read = json_loadb(line, length, JSON_ALLOW_NUL, NULL);
    const json_t *item;
    size_t i;
    MUST(read != NULL);
    if (json_is_object(read))
        check_message(read);
    else
        MUST(json_array_size(read) > 0);
    json_array_foreach (read, i, item)
        check_message(item);
    json_decref(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct sg_tool tool = {.name = "echo",
                                 .title = "Echo",
                                 .description = "Returns its arguments.",
                                 .input = any,
                                 .output = any,
                                 .call = give_back};
    struct connection c = {.in = (const char *)data, .left = size};
    const struct sg_channel channel = channel_of(&c);
    MUST(sg_serve_mcp(&tool, 1, "Echo.", &channel) == SG_SERVE_DONE);
    for (const char *p = c.out, *end = c.out ? c.out + c.length : NULL; p < end;) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        MUST(stop != NULL);
        check_line(p, (size_t)(stop - p));
        p = stop + 1;
    }
    free(c.out);
    return 0;
}
