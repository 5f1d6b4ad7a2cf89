#ifndef SG_CODE_READ_H
#define SG_CODE_READ_H

#include "code/unit.h"

/* The languages that are read, by the end of the file's name. */
enum sg_code_language { SG_CODE_NO_LANGUAGE, SG_CODE_PYTHON, SG_CODE_JAVASCRIPT, SG_CODE_TYPESCRIPT, SG_CODE_TSX };

/* "src/app.py" is SG_CODE_PYTHON; .js .mjs .cjs .jsx, .ts .mts .cts and .tsx likewise. */
enum sg_code_language sg_code_language_of(const char *path);

/*
 * Reads a file into its intermediate form, linked. Never NULL: what cannot be read is a gap of the unit. The source
 * must live as long as the unit. Memory and time grow with the length of the file, which is at most SG_CODE_BYTES_MOST;
 * a longer one is a gap.
 */
#define SG_CODE_BYTES_MOST ((size_t)2 * 1024 * 1024)
struct sg_code_unit *sg_code_read(struct sg_arena *a, const struct sg_source *source, enum sg_code_language language);

#endif
