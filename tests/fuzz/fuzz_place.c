/*
 * The other places, asked for with any texts. data: lines; the first says which place, further ones are an option, a
 * blank and its value. Either there are faults and no output, or the output reads back: resources with types and
 * properties, a trust policy, or statements. The same gives the same again.
 */
#include "fuzz.h"

#include "result.h"

#define CALLS_MOST 500 /* of one struct samgen, which keeps all its results */
#define OPTIONS_MOST 16

static struct samgen *samgen;

struct asked {
    char *place, *name;
    struct samgen_option options[OPTIONS_MOST];
    size_t count;
};

/* The next line, cut off the text; NULL at its end. */
static char *next_line(char **text)
{
    char *line = *text, *end = line ? strchr(line, '\n') : NULL;
    if (end)
        *end = '\0';
    *text = end ? end + 1 : NULL;
    return line;
}

/* What stands behind the first blank, cut off the line; NULL: nothing. */
static char *cut_value(char *line)
{
    char *blank = strchr(line, ' ');
    if (blank)
        *blank = '\0';
    return blank ? blank + 1 : NULL;
}

static void read_lines(char *text, struct asked *asked)
{
    asked->place = next_line(&text);
    asked->name = cut_value(asked->place);
    for (char *line; asked->count < OPTIONS_MOST && (line = next_line(&text));) {
        asked->options[asked->count].value = cut_value(line);
        asked->options[asked->count++].name = line;
    }
}

static enum samgen_status ask(const struct asked *asked, const struct samgen_settings *settings, bool bare,
                              struct samgen_result *result)
{
    const struct samgen_grant grant = {asked->name ? asked->name : "", asked->options, asked->count};
    if (strcmp(asked->place, "invoke") == 0)
        return samgen_invoke_permission(samgen, &grant, settings, result);
    if (strcmp(asked->place, "trust") == 0)
        return samgen_trust(samgen, &grant, settings, result);
    const struct samgen_access access = {.role = asked->place, .bare = bare};
    return samgen_resource_policy(samgen, &grant, 1, &access, settings, result);
}

static bool is_id(const char *text)
{
    size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    return length && length <= 255 && !text[length];
}

static void check_resources(const struct sg_node *map)
{
    MUST(map->type == SG_MAP && map->count);
    for (const struct sg_node *key = map->first; key; key = key->next->next) {
        const struct sg_node *properties = sg_get(key->next, "Properties");
        const char *type = sg_get_text(key->next, "Type");
        MUST(is_id(key->text) && type && strncmp(type, "AWS::", 5) == 0 && key->next->count == 4);
        MUST(properties && properties->type == SG_MAP && properties->count);
    }
}

static void check_one(const struct asked *asked, const struct samgen_settings *settings, bool bare)
{
    struct samgen_result result, again;
    struct sg_arena *a = sg_arena_new();
    enum samgen_status status = ask(asked, settings, bare, &result);
    const struct sg_node *written = check_result(a, status, &result, settings->format);
    bool policy = strcmp(asked->place, "invoke") != 0 && strcmp(asked->place, "trust") != 0;
    if (written && policy && bare)
        MUST(written->type == SG_LIST && written->count);
    else if (written && strcmp(asked->place, "trust") == 0)
        MUST(sg_get(written, "AssumeRolePolicyDocument"));
    else if (written)
        check_resources(written);
    MUST(ask(asked, settings, bare, &again) == status);
    check_same(&result, &again);
    sg_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned calls;
    static const char *const partitions[] = {NULL, "aws-cn", "auto"};
    if (calls++ % CALLS_MOST == 0) {
        samgen_free(samgen);
        samgen = samgen_new();
    }
    char *text = malloc(size + 1);
    struct asked asked = {0};
    MUST(text);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    read_lines(text, &asked);
    const struct samgen_settings settings = {.format = size % 4 == 3 ? SAMGEN_JSON : SAMGEN_YAML,
                                             .partition = partitions[size / 4 % 3]};
    check_one(&asked, &settings, size / 2 % 2);
    free(text);
    return 0;
}
