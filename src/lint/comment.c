#include "lint/comment_internal.h"

#include "yaml/load.h"

#include <string.h>

#define MARK "samgen:"
#define WORD "ignore"

/* ---- Texts, in which '#' does not begin a comment ---- */

struct span {
    size_t start, end;
};

struct spans {
    struct span *items;
    size_t count;
};

static size_t count_nodes(const struct sg_node *node)
{
    size_t count = 1;
    for (const struct sg_node *child = node->first; child; child = child->next)
        count += count_nodes(child);
    return count;
}

static void add_texts(const struct sg_node *node, struct spans *spans)
{
    if (node->type == SG_SCALAR && node->start < node->end)
        spans->items[spans->count++] = (struct span){node->start, node->end};
    for (const struct sg_node *child = node->first; child; child = child->next)
        add_texts(child, spans);
}

static bool is_in_text(const struct spans *spans, size_t offset)
{
    size_t low = 0, high = spans->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->items[middle].end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low < spans->count && spans->items[low].start <= offset;
}

/* ---- Comments ---- */

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p;
}

static const char *end_of_line(const char *p, const char *end)
{
    while (p < end && *p != '\n' && *p != '\r')
        p++;
    return p;
}

/* The start of the line after p. */
static const char *next_line(const char *p, const char *end)
{
    p = end_of_line(p, end);
    if (p < end && *p == '\r')
        p++;
    return p < end && *p == '\n' ? p + 1 : p;
}

static bool begins_with(const char *p, const char *end, const char *word)
{
    size_t length = strlen(word);
    return (size_t)(end - p) >= length && memcmp(p, word, length) == 0;
}

/* The text after "# samgen: ignore", or NULL. `p` is at the '#'. */
static const char *behind_words(const char *p, const char *end)
{
    while (p < end && *p == '#')
        p++;
    p = skip_blanks(p, end);
    if (!begins_with(p, end, MARK))
        return NULL;
    p = skip_blanks(p + strlen(MARK), end);
    if (!begins_with(p, end, WORD))
        return NULL;
    p += strlen(WORD);
    return p == end || strchr(" \t,", *p) ? p : NULL;
}

/* Adds the words that begin like codes; the text after them is a reason. */
static void add_codes(struct sg_arena *a, const char *p, const char *end, struct sg_strings *codes)
{
    for (;;) {
        while (p < end && strchr(" \t,", *p))
            p++;
        const char *word = p;
        while (p < end && !strchr(" \t,:;.", *p))
            p++;
        if (!begins_with(word, p, "SG"))
            return;
        sg_push(a, codes, sg_copy_bytes(a, word, (size_t)(p - word)));
    }
}

/* The line that a comment at `hash` is for: its own, or if that has nothing else, the next one that has. */
static struct span line_of(const struct sg_source *source, const char *hash)
{
    const char *line = hash, *end = source->bytes + source->length;
    while (line > source->bytes && line[-1] != '\n' && line[-1] != '\r')
        line--;
    while (line < end && *skip_blanks(line, end) == '#')
        line = next_line(line, end);
    return (struct span){(size_t)(line - source->bytes), (size_t)(end_of_line(line, end) - source->bytes)};
}

static bool begins_comment(const struct sg_source *source, const struct spans *texts, const char *hash)
{
    bool apart = hash == source->bytes || strchr(" \t\r\n", hash[-1]);
    return apart && !is_in_text(texts, (size_t)(hash - source->bytes));
}

static void add_excuse(struct sg_arena *a, const struct sg_source *source, const char *hash,
                       struct sg_lint_excuses *excuses)
{
    const char *end = end_of_line(hash, source->bytes + source->length), *codes = behind_words(hash, end);
    if (!codes)
        return;
    struct span line = line_of(source, hash);
    struct sg_lint_excuse *excuse = &excuses->items[excuses->count++];
    *excuse = (struct sg_lint_excuse){.start = line.start, .end = line.end};
    add_codes(a, codes, end, &excuse->codes);
}

static size_t count_marks(const struct sg_source *source)
{
    size_t count = 0;
    const char *end = source->bytes + source->length;
    for (const char *p = source->bytes; (p = memchr(p, MARK[0], (size_t)(end - p))); p++)
        count += begins_with(p, end, MARK);
    return count;
}

struct sg_lint_excuses sg_lint_read_excuses(struct sg_arena *a, const struct sg_source *source)
{
    struct sg_lint_excuses excuses = {0};
    size_t most = count_marks(source);
    const struct sg_node *root = most ? sg_yaml_load(a, source, SG_ALIASES_RESOLVED, NULL) : NULL;
    if (!root)
        return excuses;
    struct spans texts = {.items = sg_new_array(a, struct span, count_nodes(root))};
    add_texts(root, &texts);
    excuses.items = sg_new_array(a, struct sg_lint_excuse, most);
    const char *end = source->bytes + source->length;
    for (const char *p = source->bytes; excuses.count < most && (p = memchr(p, '#', (size_t)(end - p))); p++)
        if (begins_comment(source, &texts, p)) {
            add_excuse(a, source, p, &excuses);
            p = end_of_line(p, end) - 1;
        }
    return excuses;
}

bool sg_lint_is_excused(const struct sg_lint_excuses *excuses, const struct sg_lint_finding *finding)
{
    for (size_t i = 0; i < excuses->count; i++) {
        const struct sg_lint_excuse *excuse = &excuses->items[i];
        if (finding->start < excuse->start || finding->start > excuse->end)
            continue;
        for (size_t j = 0; j < excuse->codes.count; j++)
            if (sg_starts_with(finding->rule->code, excuse->codes.items[j]))
                return true;
        if (!excuse->codes.count)
            return true;
    }
    return false;
}
