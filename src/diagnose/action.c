#include "diagnose/action_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/token_internal.h"
#include "diagnose/wrap_internal.h"

#include <string.h>

#define OPERATION_LEAST 6 /* letters of an operation: "GetKey" */

static bool is_name(char c)
{
    return sg_is_alnum(c) || c == '_';
}

/*
 * The rest of an action that the line end `at` cuts: a word before the words that follow an action, or, when what is
 * before the line end is no `known` action, one where a terminal cuts its lines; 0 when it is not cut.
 */
static size_t rest_of_action(const struct sg_plain *plain, size_t at, bool known)
{
    size_t next = sg_diagnose_skip_gaps(plain, at), end = next, stop;
    while (end < plain->length && is_name(plain->text[end]))
        end++;
    if (end == next || sg_diagnose_says(plain, next, "on ", &stop) ||
        sg_diagnose_says(plain, next, "because ", &stop) || sg_diagnose_says(plain, next, "with ", &stop))
        return 0;
    size_t after = sg_diagnose_skip_gaps(plain, end);
    return (!known && sg_diagnose_cuts_name(plain, at) && plain->text[next] >= 'a' && plain->text[next] <= 'z') ||
                   sg_diagnose_says(plain, after, "on resource", &stop) ||
                   sg_diagnose_says(plain, after, "because no", &stop) ||
                   sg_diagnose_says(plain, after, "with an explicit", &stop)
               ? next
               : 0;
}

/* The rest of a prefix that the line end `at` cuts: "cloudforma", "tion:DescribeStacks"; 0 when it is not cut. */
static size_t rest_of_prefix(const struct sg_plain *plain, size_t at)
{
    const char *text = plain->text;
    size_t end = at + 1;
    while (end < plain->length && (is_name(text[end]) || text[end] == '-'))
        end++;
    return text[at] == '\n' && text[end] == ':' && text[end + 1] >= 'A' && text[end + 1] <= 'Z' ? at + 1 : 0;
}

const char *sg_diagnose_read_action(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_plain *plain,
                                    size_t at, size_t *end)
{
    const char *text = plain->text;
    struct sg_buffer b = sg_buffer_new(a, 256);
    while (at < plain->length && (is_name(text[at]) || text[at] == '-'))
        sg_add_char(&b, text[at++]);
    for (at = b.length && rest_of_prefix(plain, at) ? at + 1 : at; is_name(text[at]) || text[at] == '-'; at++)
        sg_add_char(&b, text[at]);
    size_t prefix = b.length;
    if (!prefix || text[at] != ':')
        return NULL;
    sg_add_char(&b, ':');
    for (at = sg_diagnose_skip_gaps(plain, at + 1); at < plain->length;) {
        bool cut = text[at] == '\n';
        size_t next = cut ? rest_of_action(plain, at, sg_action_alone(catalog, b.text, NULL)) : 0;
        if (next)
            at = next;
        else if (is_name(text[at]) || text[at] == '*')
            sg_add_char(&b, text[at++]);
        else
            break;
    }
    *end = at;
    return b.length > prefix + 1 ? b.text : NULL;
}

const char *sg_diagnose_read_operation(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end)
{
    size_t to = at, stop;
    while (sg_is_alnum(plain->text[to]))
        to++;
    bool camel = plain->text[at] >= 'A' && plain->text[at] <= 'Z' && plain->text[at + 1] >= 'a'; /* "XXXX" hides it */
    if (to < at + OPERATION_LEAST || !camel ||
        !sg_diagnose_says(plain, sg_diagnose_skip_gaps(plain, to), "on resource", &stop))
        return NULL;
    *end = to;
    return sg_copy_bytes(a, plain->text + at, to - at);
}

bool sg_diagnose_skip_hidden_action(const struct sg_plain *plain, size_t at, size_t *end)
{
    const char *text = plain->text;
    size_t from = at, stop;
    if (sg_diagnose_says(plain, at, "null", end) && !sg_is_alnum(text[*end]))
        return true;
    if (text[at] == '<')
        while (at < plain->length && text[at] != '\n' && text[at - (at > from)] != '>')
            at++;
    while (at < plain->length && strchr("xX*.", text[at]))
        at++;
    *end = at;
    at = sg_diagnose_skip_gaps(plain, at);
    return *end > from + 1 && at > *end &&
           (sg_diagnose_says(plain, at, "on ", &stop) || sg_diagnose_says(plain, at, "because ", &stop) ||
            sg_diagnose_says(plain, at, "with an explicit", &stop));
}

bool sg_diagnose_is_action_cut_off(const struct sg_plain *plain, size_t at)
{
    while (at < plain->length && strchr(" \"'`.", plain->text[at]))
        at++;
    return at == plain->length || plain->text[at] == '\n';
}
