#ifndef SG_SAM_HASH_INTERNAL_H
#define SG_SAM_HASH_INTERNAL_H

/* SAM makes names unique by the first ten digits of the SHA-1 of a text. */
#define SG_SHORT_HASH 10
void sg_short_hash(const char *text, char hash[SG_SHORT_HASH + 1]);

#endif
