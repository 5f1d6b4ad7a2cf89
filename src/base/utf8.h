#ifndef SG_BASE_UTF8_H
#define SG_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Length of the UTF-8 character at p, or 0 when the bytes there are none. */
size_t sg_utf8_length(const unsigned char *p, size_t left);

/*
 * How many of the `left` bytes from p on are surely ASCII, or printable ASCII; a multiple of 8. For texts that are mostly so.
 */
size_t sg_ascii_run(const unsigned char *p, size_t left);
size_t sg_printable_run(const unsigned char *p, size_t left);

/* Whether the character of this length is a control: C0 but tab and line ends, DEL, or C1 but NEL (terminals obey those). */
bool sg_is_control(const unsigned char *p, size_t length);

/*
 * Whether it may stand in no line of ours: any control or line end, LS and PS, and what turns the direction of writing
 * (U+202A to U+202E, U+2066 to U+2069), so that a line could show something else than it says. 0 is a broken character.
 */
bool sg_is_unprintable(const unsigned char *p, size_t length);

#endif
