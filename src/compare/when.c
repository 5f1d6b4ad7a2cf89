#include "compare/when_internal.h"

#include "base/text.h"

#include <string.h>

void sg_when_add(struct sg_arena *a, const char *when, struct sg_strings *names)
{
    for (const char *word = when; word && *word;) {
        size_t length = strcspn(word, " ");
        const char *name = sg_copy_bytes(a, word, length);
        if (strcmp(name, "if") != 0 && strcmp(name, "unless") != 0 && strcmp(name, "and") != 0)
            sg_push_once(a, names, name);
        word += length + (word[length] == ' ');
    }
}

static bool condition_holds(const struct sg_strings *names, unsigned values, const char *name, size_t length)
{
    for (size_t i = 0; i < names->count; i++)
        if (sg_is_word(names->items[i], name, length))
            return values >> i & 1;
    return true;
}

bool sg_when_holds(const struct sg_strings *names, unsigned values, const char *when)
{
    bool unless = false, all = true;
    for (const char *word = when; word && *word;) {
        size_t length = strcspn(word, " ");
        if (sg_is_word("unless", word, length))
            unless = true;
        else if (sg_is_word("if", word, length))
            unless = false;
        else if (!sg_is_word("and", word, length))
            all = all && condition_holds(names, values, word, length) != unless;
        word += length + (word[length] == ' ');
    }
    return all;
}
