#include "iam/network.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <string.h>

static bool read_bits(const char *text, unsigned most, unsigned *bits)
{
    size_t length = strlen(text);
    if (length == 0 || length > 3 || strspn(text, SG_DIGITS) != length)
        return false;
    *bits = 0;
    for (; *text; text++)
        *bits = *bits * 10 + (unsigned)(*text - '0');
    return *bits <= most;
}

bool sg_iam_network_read(const char *text, struct sg_iam_network *network)
{
    char address[INET6_ADDRSTRLEN];
    size_t length = strcspn(text, "/");
    if (length >= sizeof address)
        return false;
    memcpy(address, text, length);
    address[length] = '\0';
    *network = (struct sg_iam_network){.family = strchr(address, ':') ? AF_INET6 : AF_INET};
    if (inet_pton(network->family, address, network->bytes) != 1)
        return false;
    unsigned most = network->family == AF_INET ? 32 : 128;
    network->bits = most;
    return !text[length] || read_bits(text + length + 1, most, &network->bits);
}

bool sg_iam_network_has(const struct sg_iam_network *outer, const struct sg_iam_network *inner)
{
    unsigned whole = outer->bits / 8, rest = outer->bits % 8;
    if (outer->family != inner->family || inner->bits < outer->bits || memcmp(outer->bytes, inner->bytes, whole) != 0)
        return false;
    return !rest || (outer->bytes[whole] ^ inner->bytes[whole]) >> (8 - rest) == 0;
}
