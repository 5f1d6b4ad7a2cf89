#include "diagnose/mask_internal.h"

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
