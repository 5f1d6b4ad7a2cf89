#ifndef SG_DIAGNOSE_TOKEN_INTERNAL_H
#define SG_DIAGNOSE_TOKEN_INTERNAL_H

#include "base/buffer.h"
#include "diagnose/plain.h"

/*
 * Names of resources, actions and principals in texts: cut in two by a line end, in quotes, with blanks in
 * placeholders.
 */

/* The name that begins at `at`; `*end` is after it. NULL when there is none. */
const char *sg_diagnose_read_token(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end);

/* Returns whether no other words come in the line after a name that ends at `end`, but those that follow names. */
bool sg_diagnose_is_alone(const struct sg_plain *plain, size_t end);

/* The text in quotes that open at `at`, with blanks for line ends; NULL when they do not close. */
const char *sg_diagnose_read_quoted(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end);

/*
 * [start, end) without gaps around it. A line end within a name is removed, other ones become blanks. "" when it is too
 * long for a name.
 */
const char *sg_diagnose_one_line(struct sg_arena *a, const struct sg_plain *plain, size_t start, size_t end);

#define SG_ELLIPSIS "\xe2\x80\xa6"

/* Returns whether a name is only dots, asterisks and the like: it was left out. */
bool sg_diagnose_is_left_out(const char *name);

/* Returns whether these words are at `at`, in any case and with any gaps; `*end` is after them. */
bool sg_diagnose_says(const struct sg_plain *plain, size_t at, const char *words, size_t *end);

#endif
