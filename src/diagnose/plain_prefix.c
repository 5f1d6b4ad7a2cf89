#include "diagnose/plain_maker_internal.h"

#include "base/text.h"

#include <string.h>

#define PREFIX_MOST 160 /* bytes of what a tool prints before each line */

/* The byte at `at`, or a line end after the text. */
static unsigned char byte_at(const struct sg_plain_maker *m, size_t at)
{
    return at < m->length ? m->bytes[at] : '\n';
}

/* Returns whether the bytes at `at` have a form in which '0' is a digit, 'a' a letter and '_' a digit or a blank. */
static bool has_form(const struct sg_plain_maker *m, size_t at, const char *form)
{
    for (; *form; form++, at++) {
        char c = (char)byte_at(m, at);
        bool fits = *form == '0'   ? sg_is_digit(c)
                    : *form == 'a' ? sg_is_alnum(c) && !sg_is_digit(c)
                    : *form == '_' ? sg_is_digit(c) || c == ' '
                                   : c == *form;
        if (!fits)
            return false;
    }
    return true;
}

/* The end of a time of ISO 8601, perhaps with a blank between date and time; 0 when there is none. */
static size_t time_end(const struct sg_plain_maker *m, size_t at)
{
    static const char *const forms[] = {"0000-00-00T00:00:00", "0000-00-00 00:00:00", "0000-00-00, 00:00:00"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (has_form(m, at, forms[i])) {
            size_t end = at + strlen(forms[i]);
            while (end < m->length && m->bytes[end] && strchr("0123456789.,:+-Z", m->bytes[end]))
                end++;
            return end;
        }
    return 0;
}

/* The end of a time of syslog, "Dec  1 01:02:03"; 0 when there is none. */
static size_t date_end(const struct sg_plain_maker *m, size_t at)
{
    static const char form[] = "aaa _0 00:00:00";
    return has_form(m, at, form) ? at + strlen(form) : 0;
}

/* The end of what stands for a {name} of a form, without the brace; `at` when it is not there. */
static size_t part_end(const struct sg_plain_maker *m, const char *name, size_t at)
{
    size_t end = at;
    if (*name == 't' || *name == 'd')
        return *name == 't' ? time_end(m, at) : date_end(m, at);
    for (unsigned char c = byte_at(m, end); c && c != '\n' && end < at + PREFIX_MOST; c = byte_at(m, ++end)) {
        bool number = sg_is_digit((char)c) || c == '.';
        bool word = number || sg_is_alnum((char)c) || c == '_' || c == '-' || c == '@' || c == '$';
        if (*name == 'n' ? !number : *name == 'w' ? !word : c == '\t')
            break;
    }
    return end;
}

/* The end of a prefix of this form at `at`, or 0. The blank at its end can be missing at the end of a line. */
static size_t form_end(const struct sg_plain_maker *m, const char *form, size_t at)
{
    for (const size_t most = at + PREFIX_MOST; *form && at < most; form++) {
        size_t end = at;
        if (*form == '{' && form[1] != '{') {
            end = part_end(m, form + 1, at);
            form = strchr(form, '}');
        } else if (*form == ' ') {
            while (sg_diagnose_is_blank(byte_at(m, end)))
                end++;
        } else {
            end += byte_at(m, at) == (unsigned char)*form;
        }
        if (end <= at)
            return *form == ' ' && !form[1] && byte_at(m, at) == '\n' ? at : 0;
        at = end;
    }
    return *form ? 0 : at;
}

/* Returns whether two prefixes differ only in digits and blanks. */
static bool are_alike(const unsigned char *x, const unsigned char *x_end, const unsigned char *y,
                      const unsigned char *y_end)
{
    for (;;) {
        while (x < x_end && (sg_diagnose_is_blank(*x) || sg_is_digit((char)*x)))
            x++;
        while (y < y_end && (sg_diagnose_is_blank(*y) || sg_is_digit((char)*y)))
            y++;
        if (x == x_end || y == y_end)
            return x == x_end && y == y_end;
        if (*x++ != *y++)
            return false;
    }
}

/* Words of messages before a word with a capital: "when calling the PutObject operation", "no VPC endpoint policy". */
static const char *const open_words[] = {"a", "calling", "no", "the"};

/* Returns whether the line above is not complete: it ends with such a word, or with a mark. */
static bool is_above_open(const struct sg_plain_maker *m)
{
    size_t end = m->made ? m->made - 1 : 0, start = end; /* before the line end */
    if (end && strchr("/-_:", m->text[end - 1]))
        return true;
    while (start && sg_is_alnum(m->text[start - 1]))
        start--;
    for (size_t i = 0; i < sizeof open_words / sizeof *open_words; i++)
        if (strlen(open_words[i]) == end - start && memcmp(m->text + start, open_words[i], end - start) == 0)
            return true;
    return false;
}

/* Returns whether a line whose text begins at `at` goes on with a message: after marks of comments and boxes too. */
static bool is_within(const struct sg_plain_maker *m, size_t at)
{
    while (byte_at(m, at) >= 0x80 || (byte_at(m, at) && strchr("#>|/ \t", byte_at(m, at))))
        at++;
    char first = (char)byte_at(m, at);
    return (first >= 'a' && first <= 'z') || strchr("\"'`(\n", first) || is_above_open(m);
}

/* The end of the prefix at `start` when it is of this form and like that of the line above; 0 when it is not. */
static size_t end_like_above(const struct sg_plain_maker *m, const char *form, size_t start)
{
    size_t end = form_end(m, form, start), above = end ? form_end(m, form, m->above) : 0;
    bool alike = above && are_alike(m->bytes + m->above, m->bytes + above, m->bytes + start, m->bytes + end);
    return alike ? end : 0;
}

/* The end of the longest prefix at `start` that is like that of the line above, or `start`. */
static size_t prefix_end(struct sg_plain_maker *m, size_t start)
{
    size_t end = m->prefix ? end_like_above(m, m->prefix, start) : 0; /* most lines have the form of the one above */
    if (end)
        return end;
    m->prefix = NULL;
    end = start;
    for (size_t i = 0; i < m->prefixes->count; i++) {
        size_t here = end_like_above(m, m->prefixes->items[i], start);
        if (here > end) {
            m->prefix = m->prefixes->items[i];
            end = here;
        }
    }
    return end;
}

void sg_diagnose_plain_skip_prefix(struct sg_plain_maker *m)
{
    const size_t start = m->i;
    const size_t end = prefix_end(m, start);
    m->above = start;
    if (end == start)
        return;
    size_t time = time_end(m, start);
    while (time && time < end && sg_diagnose_is_blank(m->bytes[time]))
        time++;
    m->i = time == end || is_within(m, end) ? end : start;
}
