#ifndef SG_DIAGNOSE_TOKEN_INTERNAL_H
#define SG_DIAGNOSE_TOKEN_INTERNAL_H

#include "base/buffer.h"
#include "diagnose/plain.h"

/*
 * Names of resources, actions and principals as texts have them: cut in two by the end of a line, in quotes, with
 * placeholders in brackets that hold blanks.
 */

/* The name that begins at `at`; `*end` is behind it. NULL when there is none. */
const char *sg_diagnose_read_token(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end);

/* What stands between quotes that open at `at`, or NULL when they never close; a line end in it is a blank. */
const char *sg_diagnose_read_quoted(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end);

/*
 * [start, end) without gaps around it, and its line ends gone where a name goes on and else blanks; "" when it is too long
 * for a name.
 */
const char *sg_diagnose_one_line(struct sg_arena *a, const struct sg_plain *plain, size_t start, size_t end);

#define SG_ELLIPSIS "\xe2\x80\xa6"

/* Nothing but dots, asterisks and the like: somebody left the name out. */
bool sg_diagnose_is_left_out(const char *name);

/* Whether these words stand at `at`, whatever their case, with any gaps between them; `*end` is behind them. */
bool sg_diagnose_says(const struct sg_plain *plain, size_t at, const char *words, size_t *end);

#endif
