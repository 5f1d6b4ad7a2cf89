#ifndef SG_CATALOG_EMBEDDED_INTERNAL_H
#define SG_CATALOG_EMBEDDED_INTERNAL_H

#include <stddef.h>

/* The files of templates/, compiled in by tools/embed.cmake and sorted by name ("grants/s3.yaml").
 * A 0 byte follows each text; length does not count it. */
struct sg_embedded {
    const char *name;
    const char *text;
    size_t length;
};

extern const struct sg_embedded sg_embedded_files[];
extern const size_t sg_embedded_count;

#endif
