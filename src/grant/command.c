#include "grant/command.h"

#include "base/text.h"

#include <string.h>

void sg_grant_add_shell_word(struct sg_buffer *b, const char *word)
{
    static const char plain[] = SG_ALNUM "_@%+=:,./-";
    bool quoted = !*word || word[strspn(word, plain)];
    sg_add(b, quoted ? "'" : "");
    for (const char *p = word; *p; p++)
        if (*p == '\'')
            sg_add(b, "'\\''");
        else
            sg_add_char(b, *p);
    sg_add(b, quoted ? "'" : "");
}

const char *sg_grant_words(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, grant->name);
    for (size_t i = 0; i < grant->count; i++) {
        bool positional = strcmp(grant->name, "allow") == 0 && strcmp(grant->options[i].name, "action") == 0;
        if (positional)
            sg_add(&b, " ");
        else
            sg_add_format(&b, " --%s%s", grant->options[i].name, grant->options[i].text ? " " : "");
        if (grant->options[i].text)
            sg_grant_add_shell_word(&b, grant->options[i].text);
    }
    return b.text;
}

const char *sg_grant_command(struct sg_arena *a, const struct sg_asked_grant *grant)
{
    return sg_concat(a, "samgen ", sg_grant_words(a, grant));
}
