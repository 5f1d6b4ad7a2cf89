#ifndef SG_IAM_NETWORK_H
#define SG_IAM_NETWORK_H

#include <stdbool.h>

/* Internet addresses that share their first bits. */
struct sg_iam_network {
    int family; /* AF_INET or AF_INET6 */
    unsigned char bytes[16];
    unsigned bits;
};

/* Reads "10.0.0.0/8", "2001:db8::/32" (RFC 4632, 4291) or a single address; false for anything else. */
bool sg_iam_network_read(const char *text, struct sg_iam_network *network);

/* Whether all addresses of `inner` are in `outer`. */
bool sg_iam_network_has(const struct sg_iam_network *outer, const struct sg_iam_network *inner);

#endif
