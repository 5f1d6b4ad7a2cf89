#include "catalog/trial_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/table_internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

/* ---- What is read ---- */

static unsigned char
    *seen; /* a byte for each of sg_table_bytes, then one for each of sg_table_files: NULL if nobody asks */
static size_t rows_end;

static bool is_yaml(size_t file)
{
    return strstr((const char *)sg_table_bytes + sg_table_files[file].name, ".yaml");
}

__attribute__((constructor)) static void start_log(void)
{
    for (size_t i = 0; i < sg_table_count; i++)
        if (is_yaml(i) && sg_table_files[i].start + sg_table_files[i].length > rows_end)
            rows_end = sg_table_files[i].start + sg_table_files[i].length;
    seen = getenv("SAMGEN_TRIAL_LOG") ? calloc(rows_end + sg_table_count, 1) : NULL;
}

__attribute__((destructor)) static void write_log(void)
{
    struct rlimit most;
    getrlimit(RLIMIT_FSIZE, &most);
    most.rlim_cur = most.rlim_max; /* a test may let files be refused */
    setrlimit(RLIMIT_FSIZE, &most);
    FILE *log = seen ? fopen(getenv("SAMGEN_TRIAL_LOG"), "a") : NULL;
    for (size_t i = 0; log && i < rows_end; i++)
        if (seen[i])
            fprintf(log, "%zu\n", i);
    for (size_t i = 0; log && i < sg_table_count; i++)
        if (seen[rows_end + i])
            fprintf(log, "%u-%u\n", sg_table_files[i].start, sg_table_files[i].start + sg_table_files[i].length);
    if (log)
        fclose(log);
    free(seen);
}

static size_t number_of(const void *place)
{
    size_t number = (size_t)((const unsigned char *)place - sg_table_bytes);
    if (seen && number < rows_end)
        seen[number] = 1;
    return number;
}

/* ---- What is changed ---- */

static bool is_listed(const char *variable, size_t number)
{
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
    return is_listed("SAMGEN_LEAVE_OUT", number_of(item));
}

static bool has_letters(const char *text)
{
    for (; *text; text++)
        if (isalnum((unsigned char)*text))
            return true;
    return false;
}

static char changed(char c)
{
    if (isdigit((unsigned char)c))
        return c == '9' ? '0' : (char)(c + 1);
    if (isalpha((unsigned char)c))
        return c == 'z' ? 'a' : c == 'Z' ? 'A' : (char)(c + 1);
    return c;
}

/* The length of the placeholder that begins here, such as "{name}"; otherwise 0, also for a map "{Effect: Allow}". */
static size_t placeholder(const char *text)
{
    size_t name = *text == '{' ? strspn(text + 1, SG_SMALL_LETTERS "-") : 0;
    return name && text[name + 1] == '}' ? name + 2 : 0;
}

const char *sg_trial_text(struct sg_arena *a, const char *text)
{
    if (!is_listed("SAMGEN_GARBLE_TEXT", number_of(text)))
        return text;
    char *garbled = sg_copy(a, text);
    if (!has_letters(text)) /* such as Japanese */
        memset(garbled, '#', strlen(garbled));
    for (char *p = garbled; *p;) {
        size_t kept = placeholder(p);
        *p = kept ? *p : changed(*p);
        p += kept ? kept : 1;
    }
    return garbled;
}

static void log_lines(const char *start)
{
    for (size_t i = 0; seen && i < sg_table_count; i++)
        if (!is_yaml(i) && (const char *)sg_table_texts + sg_table_files[i].start == start)
            seen[rows_end + i] = 1;
}

void sg_trial_lines(struct sg_arena *a, struct sg_source *source)
{
    log_lines(source->bytes);
    if (!getenv("SAMGEN_LEAVE_OUT_LINE"))
        return;
    struct sg_buffer kept = sg_buffer_new(a, SG_BUFFER_MOST);
    const char *end = source->bytes + source->length;
    for (const char *p = source->bytes, *next; p < end; p = next) {
        const char *newline = memchr(p, '\n', (size_t)(end - p));
        next = newline ? newline + 1 : end;
        if (!is_listed("SAMGEN_LEAVE_OUT_LINE", (size_t)((const unsigned char *)p - sg_table_texts)))
            sg_add_bytes(&kept, p, (size_t)(next - p));
    }
    source->bytes = kept.text;
    source->length = kept.length;
}
