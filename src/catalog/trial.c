#include "catalog/trial_internal.h"

#include "catalog/table_internal.h"

#include <ctype.h>
#include <stdlib.h>

static bool is_listed(const char *variable, const void *place)
{
    size_t number = (size_t)((const unsigned char *)place - sg_table_bytes);
    char *end;
    for (const char *p = getenv(variable); p && *p; p = *end ? end + 1 : end)
        if (strtoul(p, &end, 10) == number && end > p)
            return true;
        else if (end == p)
            return false;
    return false;
}

bool sg_trial_leaves_out(const unsigned char *item)
{
    return is_listed("SAMGEN_LEAVE_OUT", item);
}

static char changed(char c)
{
    if (isdigit((unsigned char)c))
        return c == '9' ? '0' : (char)(c + 1);
    if (isalpha((unsigned char)c))
        return c == 'z' ? 'a' : c == 'Z' ? 'A' : (char)(c + 1);
    return c;
}

const char *sg_trial_text(struct sg_arena *a, const char *text)
{
    if (!is_listed("SAMGEN_GARBLE_TEXT", text))
        return text;
    char *garbled = sg_copy(a, text);
    bool inside = false;
    for (char *p = garbled; *p; p++) {
        inside = *p == '{' || (inside && *p != '}');
        *p = inside ? *p : changed(*p);
    }
    return garbled;
}
