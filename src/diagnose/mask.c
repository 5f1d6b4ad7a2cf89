#include "diagnose/mask_internal.h"

#include "base/buffer.h"
#include "base/list.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

#define SAME_LEAST 2 /* letters 'x' that hide a name; one can be a name */

/* Words that authors write instead of a name, without the marks in and around them. */
static const char *const words[] = {"redacted", "hidden",      "masked",     "removed",         "omitted",
                                    "censored", "sanitized",   "obfuscated", "anonymized",      "snip",
                                    "session",  "sessionname", "sessionid",  "rolesessionname", "yoursessionname"};

static bool is_letter(char c)
{
    return sg_small_letter(c) >= 'a' && sg_small_letter(c) <= 'z';
}

/* Returns whether the letters and digits of the name are those of a word. */
static bool is_word(const char *name, const char *word)
{
    for (; *name; name++)
        if (sg_is_alnum(*name) && (!*word || sg_small_letter(*name) != *word++))
            return false;
    return !*word;
}

/* Returns whether the name says that a function is called so. */
static bool names_function(const char *name)
{
    static const char *const pieces[] = {"lambda", "func", "fn"};
    for (; *name; name++)
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
            if (strncasecmp(name, pieces[i], strlen(pieces[i])) == 0)
                return true;
    return false;
}

/* Returns whether brackets are around the whole name. */
static bool is_bracketed(const char *name)
{
    static const char opening[] = "<[{(", closing[] = ">]})";
    const char *open = *name == '$' ? name + 1 : name, *bracket = *open ? strchr(opening, *open) : NULL;
    const char *close = open + strcspn(open, closing);
    return bracket && *close == closing[bracket - opening] && !close[strspn(close, closing)];
}

bool sg_diagnose_is_mask(const char *name)
{
    size_t letters = 0, same = 0, digits = 0;
    for (const char *p = name; *p; p++) {
        letters += is_letter(*p);
        same += sg_small_letter(*p) == 'x';
        digits += strchr(SG_DIGITS, *p) != NULL;
    }
    if (*name && letters == same && (same ? same >= SAME_LEAST : !digits))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(name, words[i]))
            return true;
    return is_bracketed(name) && !names_function(name);
}

/* "<redacted>" hides what it was, but "{service}" is the same in each name, and "session" is a word too. */
static bool hides(struct sg_arena *a, const char *start, size_t length)
{
    bool bracket = !sg_is_alnum(*start) && length > 1;
    const char *part = sg_copy_bytes(a, start + bracket, length - 2 * bracket);
    return sg_diagnose_is_mask(part) && !sg_starts_with(part, "session");
}

/* The length of the part in brackets at the beginning of `text`, or of the letters and digits there; 1 for a mark. */
static size_t part_length(const char *text)
{
    static const char opening[] = "<[{(", closing[] = ">]})";
    const char *bracket = strchr(opening, *text), *close = bracket ? strchr(text, closing[bracket - opening]) : NULL;
    size_t letters = 0;
    while (sg_is_alnum(text[letters]))
        letters++;
    return close ? (size_t)(close - text) + 1 : letters ? letters : 1;
}

const char *sg_diagnose_without_masks(struct sg_arena *a, const char *name)
{
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    for (size_t length; *name; name += length) {
        length = part_length(name);
        if ((!sg_is_alnum(*name) && length == 1) || !hides(a, name, length))
            sg_add_bytes(&b, name, length);
    }
    return b.text;
}
