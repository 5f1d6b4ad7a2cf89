#ifndef TESTS_CODE_DUMP_H
#define TESTS_CODE_DUMP_H

#include "base/buffer.h"
#include "code/unit.h"

/*
 * A unit as text for tests. Each effect is a line, and each value that nothing uses; other values are written where
 * they are used, and one that is used twice is a line "%3 = ..." with its number.
 *
 *     function 0
 *       s3 = new from("@aws-sdk/client-s3", S3Client)({})
 *       export handler = function 1
 *     function 1 handler(event) in 0, self this
 *       return await s3@0.send(...)
 *
 * A variable of another function has the number of its owner: s3@0. $process is a name that the file does not define;
 * join(x, y), either(x, y), first(x, y) and each(x) are SG_CODE_JOIN, SG_CODE_EITHER, SG_CODE_FALLBACK and
 * SG_CODE_ELEMENT.
 */
const char *dump_unit(struct sg_arena *a, const struct sg_code_unit *unit);

/* `start`, then `middle` as often as fits into so many bytes, then `end`. An empty `middle` is four zero bytes. */
struct sg_buffer repeat_code(struct sg_arena *a, const char *start, const char *middle, const char *end, size_t bytes);

#endif
