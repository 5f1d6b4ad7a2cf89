#ifndef SG_BASE_UTF8_H
#define SG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Returns the length of the UTF-8 character at p, or 0 when the bytes there are not one. */
size_t sg_utf8_length(const unsigned char *p, size_t left);

/*
 * Return how many of the `left` bytes at p are certainly ASCII, or printable ASCII, or that and newlines and tabs: a
 * multiple of 8, possibly too small. They skip the bulk of a text quickly.
 */
size_t sg_ascii_run(const unsigned char *p, size_t left);
size_t sg_printable_run(const unsigned char *p, size_t left);
size_t sg_page_run(const unsigned char *p, size_t left);

/*
 * Returns whether the character of this length is a control that terminals obey: C0 except tab and line ends, DEL, or
 * C1 except NEL.
 */
bool sg_is_control(const unsigned char *p, size_t length);

/* Returns the code point of a character that has this length in UTF-8. */
unsigned sg_code_point(const unsigned char *p, size_t length);

/*
 * Returns whether the character must not be printed within a line: a broken one (length 0), any control or line end,
 * and what reorders or hides the text beside it, which could disguise the line.
 */
bool sg_is_unprintable(const unsigned char *p, size_t length);

#endif
