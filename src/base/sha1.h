#ifndef SG_BASE_SHA1_H
#define SG_BASE_SHA1_H

#include <stddef.h>

#define SG_SHA1_DIGITS 40

/* Writes the SHA-1 of the bytes (FIPS 180-4) in hexadecimal. SAM makes names of it; it keeps no secret. */
void sg_sha1(const char *bytes, size_t length, char digits[SG_SHA1_DIGITS + 1]);

#endif
