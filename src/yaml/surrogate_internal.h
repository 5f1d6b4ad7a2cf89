#ifndef SG_YAML_SURROGATE_INTERNAL_H
#define SG_YAML_SURROGATE_INTERNAL_H

#include "base/source.h"
#include "base/arena.h"

/*
 * JSON writes a character beyond U+FFFF as two escapes, \ud83d\ude00, which libyaml does not take. The joined text has
 * \U0001f600 instead, two bytes less, and knows where its bytes stood.
 */
struct sg_joined {
    const char *bytes;
    size_t length;
    size_t *ends; /* behind each joined escape, in `bytes` */
    size_t count;
};

/* For texts on which libyaml gave up for such an escape: elsewhere than in double quotes it means itself. */
struct sg_joined sg_join_surrogates(struct sg_arena *a, const struct sg_source *source);

/* The offset in the source of an offset in the joined text. */
size_t sg_joined_offset(const struct sg_joined *joined, size_t offset);

#endif
