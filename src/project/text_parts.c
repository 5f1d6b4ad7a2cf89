#include "project/text_parts_internal.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

static const struct sg_word *find(const struct sg_words *words, const char *name, size_t length)
{
    for (size_t i = 0; i < words->count; i++)
        if (strncmp(words->items[i].name, name, length) == 0 && !words->items[i].name[length])
            return &words->items[i];
    return NULL;
}

void sg_project_set_word(struct sg_arena *a, struct sg_words *words, const char *name, const char *text)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i].name, name) == 0) {
            words->items[i].text = text;
            return;
        }
    sg_grow(a, words->items, words->count, words->capacity);
    words->items[words->count++] = (struct sg_word){.name = name, .text = text};
}

const char *sg_project_get_word(const struct sg_words *words, const char *name)
{
    const struct sg_word *word = find(words, name, strlen(name));
    return word ? word->text : "";
}

/* The word of the placeholder at `p`, and its length with braces. "${" does not start a placeholder. */
static const struct sg_word *word_at(const struct sg_words *words, const char *line, const char *p, size_t *length)
{
    if (*p != '{' || (p > line && p[-1] == '$'))
        return NULL;
    size_t inside = strspn(p + 1, SG_SMALL_LETTERS "-");
    *length = inside + 2;
    return inside && p[1 + inside] == '}' ? find(words, p + 1, inside) : NULL;
}

static void add_indented(struct sg_buffer *b, const char *text, size_t indent)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        if (length)
            sg_add_spaces(b, indent);
        sg_add_bytes(b, text, length);
        sg_add_char(b, '\n');
        text += length + (text[length] == '\n');
    }
}

static void fill_line(struct sg_buffer *b, const char *line, size_t length, const struct sg_words *words)
{
    size_t indent = strspn(line, " "), placeholder = 0;
    const struct sg_word *word = word_at(words, line, line + indent, &placeholder);
    if (word && indent + placeholder == length - 1 && line[length - 1] == '\n') {
        add_indented(b, word->text, indent);
        return;
    }
    for (const char *p = line; p < line + length;) {
        word = word_at(words, line, p, &placeholder);
        if (word)
            sg_add(b, word->text);
        else
            sg_add_char(b, *p);
        p += word ? placeholder : 1;
    }
}

static void fill(struct sg_buffer *b, const char *text, const struct sg_words *words)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        length += text[length] == '\n';
        fill_line(b, text, length, words);
        text += length;
    }
}

static bool is_wanted(const struct sg_part *part, const struct sg_words *words)
{
    for (size_t i = 0; i < part->when.count; i++)
        if (!*sg_project_get_word(words, part->when.items[i]))
            return false;
    for (size_t i = 0; i < part->unless.count; i++)
        if (*sg_project_get_word(words, part->unless.items[i]))
            return false;
    return true;
}

const char *sg_project_fill_parts(struct sg_arena *a, const struct sg_passage *passage, const struct sg_words *words)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t i = 0; i < passage->count; i++)
        if (is_wanted(&passage->items[i], words))
            fill(&b, passage->items[i].text, words);
    return b.text;
}

const char *sg_project_fill_text(struct sg_arena *a, const char *text, const struct sg_words *words)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    fill(&b, text, words);
    return b.text;
}

bool sg_project_parts_use(const struct sg_passage *passage, const struct sg_words *words, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < passage->count; i++)
        if (is_wanted(&passage->items[i], words))
            for (const char *p = strchr(passage->items[i].text, '{'); p; p = strchr(p + 1, '{'))
                if (strncmp(p + 1, name, length) == 0 && p[1 + length] == '}')
                    return true;
    return false;
}
