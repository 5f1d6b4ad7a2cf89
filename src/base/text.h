#ifndef SG_BASE_TEXT_H
#define SG_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* ASCII alphabets, as arguments of strspn and sg_is_made_of. */
#define SG_SMALL_LETTERS "abcdefghijklmnopqrstuvwxyz"
#define SG_CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define SG_DIGITS "0123456789"
#define SG_LETTERS SG_CAPITALS SG_SMALL_LETTERS
#define SG_ALNUM SG_LETTERS SG_DIGITS

/* Returns whether every character of `text` is one of `characters`; true for "". */
bool sg_is_made_of(const char *text, const char *characters);

/* Returns whether the texts are equal, or both NULL. */
bool sg_same_text(const char *x, const char *y);

/*
 * The same for texts that are not NULL. Most differ in their first two characters, so most calls of strcmp are saved.
 */
static inline bool sg_equals(const char *x, const char *y)
{
    return *x == *y && (!*x || (x[1] == y[1] && strcmp(x, y) == 0));
}

/*
 * Returns whether `text` is these bytes, of which none is a NUL. Here and below there are loops in place of calls,
 * since texts are short: the C library reads large pieces, and waits for what has just been written in small ones.
 */
static inline bool sg_is_word(const char *text, const char *bytes, size_t length)
{
    size_t same = 0;
    while (same < length && text[same] == bytes[same])
        same++;
    return same == length && !text[length];
}

/* The length of what is before the first `end`, or of the whole text without one. */
static inline size_t sg_length_before(const char *text, char end)
{
    size_t length = 0;
    while (text[length] && text[length] != end)
        length++;
    return length;
}

/* Returns the first "${", or NULL. */
static inline const char *sg_first_open(const char *text)
{
    while (*text && (*text != '$' || text[1] != '{'))
        text++;
    return *text ? text : NULL;
}

/* Returns 'a' for 'A' in every locale, and other characters unchanged. */
static inline char sg_small_letter(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The other way round. */
static inline char sg_capital_letter(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static inline bool sg_starts_with(const char *text, const char *start)
{
    while (*start && *text == *start) /* most texts differ soon */
        text++, start++;
    return !*start;
}
bool sg_ends_with(const char *text, const char *end);

/* Returns whether `c` is an ASCII digit. */
static inline bool sg_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Returns whether `c` is an ASCII letter or digit. */
static inline bool sg_is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The length of the ASCII letters and digits that a text begins with; strspn makes a table for so many characters. */
static inline size_t sg_alnum_length(const char *text)
{
    size_t length = 0;
    while (sg_is_alnum(text[length]))
        length++;
    return length;
}

#endif
