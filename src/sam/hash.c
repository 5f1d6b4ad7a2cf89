#include "sam/hash_internal.h"

#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include <sha1.h>

void sg_short_hash(const char *text, char hash[SG_SHORT_HASH + 1])
{
    char digits[SHA1_DIGEST_STRING_LENGTH];
    SHA1Data((const uint8_t *)text, strlen(text), digits);
    memcpy(hash, digits, SG_SHORT_HASH);
    hash[SG_SHORT_HASH] = '\0';
}
