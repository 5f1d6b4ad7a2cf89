#include "iam/operator.h"

#include "base/text.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

enum { LESS = 1, EQUAL = 2, GREATER = 4 };

static bool read_pattern(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    sg_iam_pattern_read(a, value->text, op->flags, &value->pattern);
    return true;
}

static enum sg_iam_match test_pattern(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                      const char *given, const struct sg_iam_request *request)
{
    (void)op;
    struct sg_iam_text text = sg_iam_text(given);
    return sg_iam_pattern_match(&value->pattern, &text, request);
}

/* A value of five parts is read too and matches no ARN; a variable may contain parts. */
static bool read_arn(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    sg_iam_pattern_read(a, value->text, op->flags, &value->pattern);
    return value->pattern.colons + 1 >= SG_ARN_COLONS || value->pattern.variables;
}

static enum sg_iam_match test_arn(const struct sg_iam_operator *op, const struct sg_iam_value *value, const char *given,
                                  const struct sg_iam_request *request)
{
    (void)op;
    struct sg_iam_text arn;
    return sg_iam_arn_text(given, &arn) ? sg_iam_pattern_match(&value->pattern, &arn, request) : SG_INCOMPARABLE;
}

static enum sg_iam_match in_order(const struct sg_iam_operator *op, int order)
{
    unsigned is = order < 0 ? LESS : order > 0 ? GREATER : EQUAL;
    return op->accepts & is ? SG_MATCHES : SG_DIFFERS;
}

static bool read_number(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    (void)a, (void)op;
    return sg_iam_number_read(value->text, &value->number);
}

static enum sg_iam_match test_number(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                     const char *given, const struct sg_iam_request *request)
{
    (void)request;
    struct sg_iam_number number;
    if (!sg_iam_number_read(given, &number))
        return SG_INCOMPARABLE;
    return in_order(op, sg_iam_number_order(&number, &value->number));
}

static bool read_date(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    (void)a, (void)op;
    return sg_iam_date_read(value->text, &value->date);
}

static enum sg_iam_match test_date(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                   const char *given, const struct sg_iam_request *request)
{
    (void)request;
    struct sg_iam_date date;
    return sg_iam_date_read(given, &date) ? in_order(op, sg_iam_date_order(&date, &value->date)) : SG_INCOMPARABLE;
}

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

/* "10.0.0.0/8", "2001:db8::/32" (RFC 4632, 4291) or a single address. */
static bool read_range(const char *text, struct sg_iam_network *network)
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

static bool contains(const struct sg_iam_network *outer, const struct sg_iam_network *inner)
{
    unsigned whole = outer->bits / 8, rest = outer->bits % 8;
    if (outer->family != inner->family || inner->bits < outer->bits || memcmp(outer->bytes, inner->bytes, whole) != 0)
        return false;
    return !rest || (outer->bytes[whole] ^ inner->bytes[whole]) >> (8 - rest) == 0;
}

static bool read_network(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    (void)a, (void)op;
    return read_range(value->text, &value->network);
}

static enum sg_iam_match test_network(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                      const char *given, const struct sg_iam_request *request)
{
    (void)op, (void)request;
    struct sg_iam_network network;
    if (!read_range(given, &network))
        return SG_INCOMPARABLE;
    return contains(&value->network, &network) ? SG_MATCHES : SG_DIFFERS;
}

bool sg_iam_truth_read(const char *text, bool *truth)
{
    *truth = strcasecmp(text, "true") == 0;
    return *truth || strcasecmp(text, "false") == 0;
}

static bool read_truth(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    (void)a, (void)op;
    return sg_iam_truth_read(value->text, &value->truth);
}

static enum sg_iam_match test_truth(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                    const char *given, const struct sg_iam_request *request)
{
    (void)op, (void)request;
    bool truth;
    if (!sg_iam_truth_read(given, &truth))
        return SG_INCOMPARABLE;
    return truth == value->truth ? SG_MATCHES : SG_DIFFERS;
}

/* Equal bytes have equal base64 texts. */
static bool read_binary(struct sg_arena *a, const struct sg_iam_operator *op, struct sg_iam_value *value)
{
    (void)a, (void)op;
    size_t length = strlen(value->text);
    while (length && value->text[length - 1] == '=')
        length--;
    return strspn(value->text, SG_ALNUM "+/") == length;
}

static enum sg_iam_match test_binary(const struct sg_iam_operator *op, const struct sg_iam_value *value,
                                     const char *given, const struct sg_iam_request *request)
{
    (void)op, (void)request;
    return strcmp(value->text, given) == 0 ? SG_MATCHES : SG_DIFFERS;
}

#define TEXT(text_flags) .flags = (text_flags) | SG_VARIABLES, .read = read_pattern, .test = test_pattern
#define ARN .flags = SG_WILDCARDS | SG_VARIABLES, .wants = "an ARN", .read = read_arn, .test = test_arn
#define NUMBER(orders) .accepts = (orders), .wants = "a number", .read = read_number, .test = test_number
#define DATE(orders) .accepts = (orders), .wants = "a date", .read = read_date, .test = test_date
#define NETWORK .wants = "an IP address or range", .read = read_network, .test = test_network
#define NOT .negated = true

static const struct sg_iam_operator operators[] = {
    {"StringEquals", TEXT(0)},
    {"StringNotEquals", NOT, TEXT(0)},
    {"StringEqualsIgnoreCase", TEXT(SG_FOLDED)},
    {"StringNotEqualsIgnoreCase", NOT, TEXT(SG_FOLDED)},
    {"StringLike", TEXT(SG_WILDCARDS)},
    {"StringNotLike", NOT, TEXT(SG_WILDCARDS)},
    {"NumericEquals", NUMBER(EQUAL)},
    {"NumericNotEquals", NOT, NUMBER(EQUAL)},
    {"NumericLessThan", NUMBER(LESS)},
    {"NumericLessThanEquals", NUMBER(LESS | EQUAL)},
    {"NumericGreaterThan", NUMBER(GREATER)},
    {"NumericGreaterThanEquals", NUMBER(GREATER | EQUAL)},
    {"DateEquals", DATE(EQUAL)},
    {"DateNotEquals", NOT, DATE(EQUAL)},
    {"DateLessThan", DATE(LESS)},
    {"DateLessThanEquals", DATE(LESS | EQUAL)},
    {"DateGreaterThan", DATE(GREATER)},
    {"DateGreaterThanEquals", DATE(GREATER | EQUAL)},
    {"Bool", .wants = "true or false", .read = read_truth, .test = test_truth},
    {"BinaryEquals", .wants = "base64", .read = read_binary, .test = test_binary},
    {"IpAddress", NETWORK},
    {"NotIpAddress", NOT, NETWORK},
    {"ArnEquals", ARN},
    {"ArnNotEquals", NOT, ARN},
    {"ArnLike", ARN},
    {"ArnNotLike", NOT, ARN},
    {"Null", .wants = "true or false", .read = read_truth},
};

#define OPERATOR_COUNT (sizeof operators / sizeof *operators)

const struct sg_iam_operator *sg_iam_find_operator(const char *name, size_t length)
{
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        if (strlen(operators[i].name) == length && strncasecmp(operators[i].name, name, length) == 0)
            return &operators[i];
    return NULL;
}

void sg_iam_operator_names(struct sg_arena *a, struct sg_strings *names)
{
    for (size_t i = 0; i < OPERATOR_COUNT; i++)
        sg_push(a, names, operators[i].name);
}
