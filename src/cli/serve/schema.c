#include "cli/options.h"
#include "cli/serve/tool.h"

static json_t *text_schema(const char *title)
{
    return json_pack("{s:s, s:s}", "type", "string", "description", title);
}

static json_t *list_schema(const char *title)
{
    return json_pack("{s:s, s:{s:s}, s:s}", "type", "array", "items", "type", "string", "description", title);
}

static json_t *words_schema(const struct option_row *option)
{
    json_t *words = json_array();
    for (const struct option_word *word = option->words; word->name; word++)
        json_array_append_new(words, json_string(word->name));
    return json_pack("{s:s, s:o, s:s}", "type", "string", "enum", words, "description", option->title);
}

static json_t *option_schema(const struct option_row *option)
{
    switch (option->type) {
    case OPTION_SWITCH:
        return json_pack("{s:s, s:s}", "type", "boolean", "description", option->title);
    case OPTION_TEXT:
    case OPTION_WORD:
        return option->words ? words_schema(option) : text_schema(option->title);
    case OPTION_TEXTS:
        return list_schema(option->title);
    case OPTION_NUMBER:
        return json_pack("{s:s, s:I, s:I, s:s}", "type", "integer", "minimum", (json_int_t)option->least, "maximum",
                         (json_int_t)option->most, "description", option->title);
    }
    return NULL;
}

/* A grant by name; its options are beside it, as in a spec. */
static json_t *grants_schema(void)
{
    json_t *value = json_pack("{s:[{s:s}, {s:s}, {s:s, s:{s:s}}]}", "anyOf", "type", "string", "type", "boolean",
                              "type", "array", "items", "type", "string");
    json_t *grant = text_schema("its name, such as s3-read");
    json_t *item = json_pack("{s:s, s:{s:o}, s:[s], s:o}", "type", "object", "properties", "grant", grant, "required",
                             "grant", "additionalProperties", value);
    return json_pack("{s:s, s:i, s:o, s:s}", "type", "array", "minItems", 1, "items", item, "description",
                     "what the function needs: {\"grant\": \"s3-read\", \"bucket\": \"${Uploads}\", \"prefix\": "
                     "[\"in/\"]}; the tool help names the options of a grant");
}

json_t *tool_input(const struct sg_tool *tool)
{
    const struct tool_row *row = ((const struct tool *)tool->row)->row;
    json_t *properties = json_object(), *required = json_array();
    const struct option_row *option;
    for (const struct tool_word *word = row->words; word && word->name; word++) {
        json_object_set_new(properties, word->name, word->many ? list_schema(word->title) : text_schema(word->title));
        if (word->required)
            json_array_append_new(required, json_string(word->name));
    }
    if (row->flags & TOOL_GRANTS)
        json_object_set_new(properties, "grants", grants_schema());
    if (row->flags & TOOL_TEXT)
        json_object_set_new(properties, "text", text_schema("the text itself, in place of a file"));
    for (size_t i = 0; (option = option_at(row->command->options, i)); i++)
        if (is_tool_option(option))
            json_object_set_new(properties, option->name, option_schema(option));
    if (row->flags & TOOL_WRITES)
        json_object_set_new(properties, "write",
                            json_pack("{s:s, s:s}", "type", "boolean", "description",
                                      "write the change into the file; without it nothing is written"));
    return json_pack("{s:s, s:o, s:o, s:b}", "type", "object", "properties", properties, "required", required,
                     "additionalProperties", 0);
}

json_t *tool_output(const struct sg_tool *tool)
{
    const struct tool_row *row = ((const struct tool *)tool->row)->row;
    return row->output ? json_loads(row->output, 0, NULL) : NULL;
}
