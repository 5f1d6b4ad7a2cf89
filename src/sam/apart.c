#include "sam/apart.h"

#include "base/buffer.h"
#include "base/set.h"
#include "base/text.h"
#include "sam/intrinsic.h"
#include "yaml/write.h"

#include <string.h>

#define IF "if!"
#define CALL "call!"
#define IMPORT "import!"
#define HASH 8 /* digits; a template has few different values of one name */

static const char *hash_of(struct sg_arena *a, const char *text)
{
    return sg_format(a, "%0*lx", HASH, (unsigned long)(sg_text_hash(text) & 0xffffffffU));
}

const char *sg_apart_if(struct sg_arena *a, const char *condition, const struct sg_node *yes, const struct sg_node *no)
{
    const char *branches = sg_format(a, "%s\n%s", sg_json_text(a, yes), sg_json_text(a, no));
    return sg_format(a, "~" IF "%s!%s", condition, hash_of(a, branches));
}

const char *sg_apart_call(struct sg_arena *a, const struct sg_node *call)
{
    const char *name = sg_intrinsic_name(call), *last = name ? strrchr(name, ':') : NULL;
    return sg_format(a, "~" CALL "%s!%s", last ? last + 1 : "value", hash_of(a, sg_json_text(a, call)));
}

const char *sg_apart_attribute(struct sg_arena *a, const char *id, const char *attribute)
{
    char *text = sg_format(a, "~%s%s", id, attribute);
    for (char *p = text; *p; p++)
        *p = *p == '.' ? '!' : *p;
    return text;
}

const char *sg_apart_import(struct sg_arena *a, const char *name)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, "~" IMPORT);
    for (; *name; name++)
        if (*name != '~')
            sg_add_char(&b, strchr(SG_ALNUM, *name) ? *name : '!');
    return b.text;
}

const char *sg_apart_condition(struct sg_arena *a, const char *text)
{
    const char *found = strstr(text, "~" IF);
    const char *name = found ? found + strlen("~" IF) : NULL;
    return name ? sg_copy_bytes(a, name, strcspn(name, "!")) : NULL;
}

/* Adds the value whose name begins at `p`, and returns the end of it. */
static const char *add_shown(struct sg_buffer *b, const char *p)
{
    static const struct {
        const char *apart, *shown;
    } pseudo[] = {{"account", "AWS::AccountId"}, {"region", "AWS::Region"}, {"stack", "AWS::StackName"}};
    size_t length = strspn(p, SG_ALNUM "!"), next = strcspn(p, "!") + 1;
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (sg_is_word(pseudo[i].apart, p, length)) {
            sg_add_format(b, "${%s}", pseudo[i].shown);
            return p + length;
        }
    bool is_if = sg_starts_with(p, IF);
    if (is_if || sg_starts_with(p, CALL)) {
        size_t name = strcspn(p + next, "!");
        sg_add_format(b, "${%s%.*s}", is_if ? "if " : "Fn::", (int)name, p + next);
        return p + next + name + 1 + HASH;
    }
    bool import = sg_starts_with(p, IMPORT);
    sg_add(b, import ? "${import " : "${");
    for (size_t i = import ? next : 0; i < length; i++)
        sg_add_char(b, p[i] != '!' ? p[i] : import ? '-' : '.');
    sg_add_char(b, '}');
    return p + length;
}

const char *sg_apart_shown(struct sg_arena *a, const char *text)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    if (!strchr(text, '~'))
        return text;
    for (const char *p = text; *p;)
        if (*p == '~' && strspn(p + 1, SG_ALNUM "!"))
            p = add_shown(&b, p + 1);
        else
            sg_add_char(&b, *p++);
    return b.text;
}
