#include "garble.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* Whether SAMGEN_GARBLE, a list "id,id", has this one. */
static bool is_asked(const char *asked, const char *id)
{
    const size_t length = strlen(id);
    for (const char *p = asked; (p = strstr(p, id)); p += length)
        if ((p == asked || p[-1] == ',') && (p[length] == ',' || p[length] == '\0'))
            return true;
    return false;
}

/* The length of what begins here and printf would replace, such as %s or %.*s; 0: nothing does. */
static size_t conversion(const char *text)
{
    if (*text != '%')
        return 0;
    size_t length = 1 + strspn(text + 1, "-+#0");
    length += strspn(text + length, "0123456789*.");
    length += strspn(text + length, "hljztL");
    return text[length] && strchr("diouxXeEfgGcsp%", text[length]) ? length + 1 : 0;
}

static bool has_words(const struct trial_text *t)
{
    for (size_t i = 0; i + 1 < t->size;) {
        size_t length = conversion(t->text + i);
        if (!length && isalnum((unsigned char)t->text[i]))
            return true;
        i += length ? length : 1;
    }
    return false;
}

/* The next letter or digit, and '#' for anything else. Each next one of all letters would be all letters again. */
static char changed(char c, bool all)
{
    if (all)
        return '#';
    if (isdigit((unsigned char)c))
        return c == '9' ? '0' : (char)(c + 1);
    if (isalpha((unsigned char)c))
        return c == 'z' ? 'a' : c == 'Z' ? 'A' : (char)(c + 1);
    return '#';
}

/* Letters and digits; where there are none, all that is not a conversion. */
static void garble(const struct trial_text *t)
{
    const bool words = has_words(t), all = strstr(t->text, "cdefghijklmnopqrs") || strstr(t->text, "012345678");
    for (size_t i = 0; i + 1 < t->size;) {
        size_t length = conversion(t->text + i);
        if (!length && (!words || isalnum((unsigned char)t->text[i])))
            t->text[i] = changed(t->text[i], all);
        i += length ? length : 1;
    }
}

/* ---- What is used: each object of src/ has its texts, and says which it used ---- */

#define OBJECTS_MOST 1024

static struct {
    const struct trial_text *texts;
    const char *used;
    size_t count;
} objects[OBJECTS_MOST];
static size_t object_count;

__attribute__((destructor)) static void write_log(void)
{
    struct rlimit most;
    const char *name = getenv("SAMGEN_TRIAL_LOG");
    getrlimit(RLIMIT_FSIZE, &most);
    most.rlim_cur = most.rlim_max; /* a test may let files be refused */
    setrlimit(RLIMIT_FSIZE, &most);
    FILE *log = name ? fopen(name, "a") : NULL;
    for (size_t o = 0; log && o < object_count; o++)
        for (size_t i = 0; i < objects[o].count; i++)
            if (objects[o].used[i])
                fprintf(log, "%s\n", objects[o].texts[i].id);
    if (log)
        fclose(log);
}

void trial_start(const struct trial_text *texts, const char *used, size_t count)
{
    const char *asked = getenv("SAMGEN_GARBLE");
    for (size_t i = 0; asked && i < count; i++)
        if (is_asked(asked, texts[i].id))
            garble(&texts[i]);
    if (object_count == OBJECTS_MOST)
        abort();
    objects[object_count].texts = texts;
    objects[object_count].used = used;
    objects[object_count++].count = count;
}
