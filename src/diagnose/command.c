#include "diagnose/command_internal.h"

#include "base/text.h"

#include <string.h>

void sg_add_shell_word(struct sg_buffer *b, const char *word)
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

const char *sg_cover_command(struct sg_arena *a, const struct sg_asked_grant *cover)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add_format(&b, "samgen %s", cover->name);
    for (size_t i = 0; i < cover->count; i++) {
        bool positional = strcmp(cover->name, "allow") == 0 && strcmp(cover->options[i].name, "action") == 0;
        if (positional)
            sg_add(&b, " ");
        else
            sg_add_format(&b, " --%s%s", cover->options[i].name, cover->options[i].text ? " " : "");
        if (cover->options[i].text)
            sg_add_shell_word(&b, cover->options[i].text);
    }
    return b.text;
}
