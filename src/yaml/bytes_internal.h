#ifndef SG_YAML_BYTES_INTERNAL_H
#define SG_YAML_BYTES_INTERNAL_H

#include "base/finding.h"

/* The bytes of a YAML text before libyaml reads them. */

/*
 * Refuses what libyaml must not see: a text that is too long, bytes that are not UTF-8, controls, %TAG. `*ascii` says
 * whether all characters are ASCII, so that libyaml's counts of characters are counts of bytes.
 */
bool sg_bytes_check(const struct sg_source *source, struct sg_findings *findings, bool *ascii);

/* Returns whether the text has marks that cookiecutter replaces; `*offset` is where the first of them is. */
bool sg_bytes_are_unrendered(const struct sg_source *source, size_t *offset);

/*
 * JSON writes a character beyond U+FFFF as two escapes, \ud83d\ude00, which libyaml refuses. The joined text has
 * \U0001f600 instead, two bytes shorter, and can translate its offsets back.
 */
struct sg_joined {
    const char *bytes;
    size_t length;
    size_t cut_at, cut; /* so many bytes of the source are left out there */
    size_t *ends;       /* of each joined escape, in `bytes` */
    size_t count;
};

/* Use it only after libyaml refused such an escape: outside double quotes these characters mean themselves. */
struct sg_joined sg_bytes_join_surrogates(struct sg_arena *a, const struct sg_source *source);

/* Returns the offset in the source of an offset in the joined text. */
size_t sg_bytes_joined_offset(const struct sg_joined *joined, size_t offset);

#endif
