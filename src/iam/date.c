#include "iam/date.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

#define EPOCH_DIGITS_MOST 15           /* more digits are beyond every date in use */
#define MILLISECONDS_FROM 100000000000 /* in seconds, this is the year 5138 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Skips exactly `count` digits at *p. */
static bool take_digits(const char **p, size_t count, int *value)
{
    *value = 0;
    for (size_t i = 0; i < count; i++, (*p)++) {
        if (!is_digit(**p))
            return false;
        *value = *value * 10 + (**p - '0');
    }
    return true;
}

static bool take(const char **p, char c)
{
    if (**p != c)
        return false;
    (*p)++;
    return true;
}

struct fields {
    int year, month, day, hour, minute, second, nanoseconds, offset; /* offset: minutes to the east */
};

static bool take_fraction(const char **p, int *nanoseconds)
{
    int scale = 100000000;
    if (!is_digit(**p))
        return false;
    for (; is_digit(**p); (*p)++, scale /= 10)
        *nanoseconds += (**p - '0') * scale;
    return true;
}

static bool take_zone(const char **p, int *offset)
{
    int hours, minutes, sign = **p == '-' ? -1 : 1;
    if (take(p, 'Z') || !**p)
        return true;
    if (!take(p, '+') && !take(p, '-'))
        return false;
    if (!take_digits(p, 2, &hours) || !take(p, ':') || !take_digits(p, 2, &minutes))
        return false;
    *offset = sign * (hours * 60 + minutes);
    return hours < 24 && minutes < 60;
}

static bool take_time(const char **p, struct fields *f)
{
    if (!take_digits(p, 2, &f->hour) || !take(p, ':') || !take_digits(p, 2, &f->minute))
        return false;
    if (take(p, ':') && (!take_digits(p, 2, &f->second) || (take(p, '.') && !take_fraction(p, &f->nanoseconds))))
        return false;
    return take_zone(p, &f->offset);
}

static bool take_date(const char **p, struct fields *f)
{
    if (!take_digits(p, 4, &f->year) || !take(p, '-') || !take_digits(p, 2, &f->month))
        return false;
    if (take(p, '-') && !take_digits(p, 2, &f->day))
        return false;
    return !take(p, 'T') || take_time(p, f);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_possible(const struct fields *f)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (f->month < 1 || f->month > 12 || f->day < 1 || f->hour > 23 || f->minute > 59 || f->second > 60)
        return false;
    return f->day <= days[f->month - 1] + (f->month == 2 && is_leap(f->year));
}

/* Returns the days since 1970-01-01. Years start in March here, so that a leap day comes last. */
static int64_t days_since_epoch(const struct fields *f)
{
    int64_t year = f->month > 2 ? f->year : f->year - 1, month = (f->month + 9) % 12;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + f->day - 1 - 719468;
}

static bool read_epoch(const char *text, struct sg_iam_date *date)
{
    size_t length = strlen(text);
    int64_t count = 0;
    if (length == 0 || length > EPOCH_DIGITS_MOST || strspn(text, SG_DIGITS) != length)
        return false;
    for (const char *p = text; *p; p++)
        count = count * 10 + (*p - '0');
    bool milliseconds = count >= MILLISECONDS_FROM;
    date->seconds = milliseconds ? count / 1000 : count;
    date->nanoseconds = milliseconds ? (int32_t)(count % 1000) * 1000000 : 0;
    return true;
}

bool sg_iam_date_read(const char *text, struct sg_iam_date *date)
{
    struct fields f = {.day = 1};
    const char *p = text;
    if (read_epoch(text, date))
        return true;
    if (!take_date(&p, &f) || *p || !is_possible(&f))
        return false;
    date->seconds = ((days_since_epoch(&f) * 24 + f.hour) * 60 + f.minute - f.offset) * 60 + f.second;
    date->nanoseconds = f.nanoseconds;
    return true;
}

int sg_iam_date_order(const struct sg_iam_date *x, const struct sg_iam_date *y)
{
    if (x->seconds != y->seconds)
        return x->seconds < y->seconds ? -1 : 1;
    return (x->nanoseconds > y->nanoseconds) - (x->nanoseconds < y->nanoseconds);
}
