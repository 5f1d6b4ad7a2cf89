#include "iam/number.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Counts the digits from the first to the last that is not 0, and those before the point. */
static void measure(const char *point, const char *end, struct sg_iam_number *n)
{
    while (end > n->digits && (end[-1] == '0' || end[-1] == '.'))
        end--;
    bool has_point = point >= n->digits && point < end;
    n->count = (size_t)(end - n->digits) - has_point;
    n->magnitude = point > n->digits ? (long)(point - n->digits) : -(long)(n->digits - point - 1);
}

bool sg_iam_number_read(const char *text, struct sg_iam_number *number)
{
    const char *p = text + (*text == '-' || *text == '+'), *point = NULL, *first = NULL;
    bool any = false;
    for (; is_digit(*p) || (*p == '.' && !point); p++) {
        if (*p == '.')
            point = p;
        else if (*p != '0' && !first)
            first = p;
        any = any || *p != '.';
    }
    *number = (struct sg_iam_number){.negative = *text == '-' && first};
    if (*p || !any)
        return false;
    number->digits = first ? first : p;
    if (first)
        measure(point ? point : p, p, number);
    return true;
}

static int order_digits(const struct sg_iam_number *x, const struct sg_iam_number *y)
{
    const char *p = x->digits, *q = y->digits;
    for (size_t i = 0; i < x->count && i < y->count; i++, p++, q++) {
        p += *p == '.';
        q += *q == '.';
        if (*p != *q)
            return *p < *q ? -1 : 1;
    }
    return x->count == y->count ? 0 : x->count < y->count ? -1 : 1;
}

static int order_sizes(const struct sg_iam_number *x, const struct sg_iam_number *y)
{
    if (!x->count || !y->count)
        return (x->count > 0) - (y->count > 0);
    if (x->magnitude != y->magnitude)
        return x->magnitude < y->magnitude ? -1 : 1;
    return order_digits(x, y);
}

int sg_iam_number_order(const struct sg_iam_number *x, const struct sg_iam_number *y)
{
    if (x->negative != y->negative)
        return x->negative ? -1 : 1;
    return x->negative ? order_sizes(y, x) : order_sizes(x, y);
}
