#include "base/expression.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define TIMES_MOST 255 /* in {n,m}, as in POSIX */

/* How often an atom may stand. */
struct times {
    unsigned least, most;
};

#define DEPTH_MOST 4000 /* branches within each other; each round of a group is in the one before */

struct search {
    const char *text; /* its start */
    size_t steps, depth;
    bool gave_up;
};

/* A group that is being matched: what is left to do once an alternative of it is at its end. */
struct group {
    const char *open, *after; /* its '(', and what follows the group and its times */
    struct times times;
    unsigned done;
    const char *from; /* where this round began in the text */
    const struct group *outer;
};

/* ---- The parts of an expression ---- */

/* The end of "[...]"; a ']' that comes first is a character of the set. */
static const char *set_end(const char *p)
{
    p += p[1] == '^' ? 2 : 1;
    p += *p == ']';
    return strchr(p, ']');
}

static const char *atom_end(const char *p);

/* The ')' of a group or the end of the expression; with `stop`, the next '|' on this level may come first. */
static const char *branch_end(const char *p, bool stop)
{
    while (*p && *p != ')' && !(stop && *p == '|'))
        p = *p == '|' ? p + 1 : atom_end(p);
    return p;
}

static const char *atom_end(const char *p)
{
    if (*p == '[')
        return set_end(p) + 1;
    if (*p == '(')
        return branch_end(p + 1, false) + 1;
    return p + (*p == '\\' ? 2 : 1);
}

/* "+" or "{2,5}", or nothing: once. */
static const char *read_times(const char *p, struct times *times)
{
    *times = (struct times){.least = *p != '*' && *p != '?', .most = *p == '*' || *p == '+' ? UINT_MAX : 1};
    if (*p == '*' || *p == '+' || *p == '?')
        return p + 1;
    if (*p != '{')
        return p;
    char *end;
    times->least = times->most = (unsigned)strtoul(p + 1, &end, 10);
    if (*end == ',')
        times->most = end[1] == '}' ? UINT_MAX : (unsigned)strtoul(end + 1, &end, 10);
    return strchr(end, '}') + 1;
}

/* ---- Whether it is one ---- */

static bool is_times(const char *p)
{
    if (*p != '{')
        return true;
    char *end;
    unsigned long least = p[1] >= '0' && p[1] <= '9' ? strtoul(p + 1, &end, 10) : TIMES_MOST + 1, most = least;
    if (least > TIMES_MOST)
        return false;
    if (*end == ',' && end[1] != '}')
        most = end[1] >= '0' && end[1] <= '9' ? strtoul(end + 1, &end, 10) : TIMES_MOST + 1;
    else if (*end == ',')
        end++;
    return *end == '}' && most >= least && most <= TIMES_MOST;
}

/* Reads alternatives up to their ')' or the end; NULL where they are none. */
static const char *check(const char *p, unsigned depth)
{
    while (*p && *p != ')') {
        struct times times;
        bool repeats = *p == '*' || *p == '+' || *p == '?' || *p == '{';
        if (depth == TIMES_MOST || repeats || (*p == '\\' && !p[1]))
            return NULL;
        if (*p == '|') {
            p++;
            continue;
        }
        const char *end = *p == '[' ? set_end(p) : *p == '(' ? check(p + 1, depth + 1) : p;
        if (!end || (*p == '(' && *end != ')') || (*p == '[' && strncmp(p, "[[:", 3) == 0))
            return NULL;
        p = atom_end(p);
        if (!is_times(p))
            return NULL;
        p = read_times(p, &times);
    }
    return p;
}

/* ---- Matching ---- */

/* `end`: the set's ']' */
static bool in_set(const char *p, const char *end, unsigned char c)
{
    bool negated = p[1] == '^';
    for (p += negated ? 2 : 1; p < end; p++)
        if (p[1] == '-' && p + 2 < end) {
            if (c >= (unsigned char)p[0] && c <= (unsigned char)p[2])
                return !negated;
            p += 2;
        } else if (c == (unsigned char)*p) {
            return !negated;
        }
    return negated;
}

/* `end`: of the atom */
static bool takes(const char *atom, const char *end, char c)
{
    if (!c)
        return false;
    if (*atom == '[')
        return in_set(atom, end - 1, (unsigned char)c);
    return *atom == '.' || (*atom == '\\' ? atom[1] : *atom) == c;
}

static bool match_branch(struct search *s, const char *p, const char *t, const struct group *inside);

/* Another round of a group, whichever alternative it takes. */
static bool match_round(struct search *s, const struct group *group, const char *t)
{
    const char *p = group->open;
    do
        if (match_branch(s, p + 1, t, group))
            return true;
    while (*(p = branch_end(p + 1, true)) == '|');
    return false;
}

/* After a round: as many more as there may be, then what follows the group. */
static bool go_on(struct search *s, const struct group *group, const char *t)
{
    struct group next = *group;
    next.done++;
    next.from = t;
    bool empty = t == group->from; /* rounds that take nothing would have no end */
    if (next.done < next.times.most && !empty && match_round(s, &next, t))
        return true;
    return (next.done >= next.times.least || empty) && match_branch(s, group->after, t, group->outer);
}

static bool match_group(struct search *s, const char *open, const char *t, const struct group *inside)
{
    struct group group = {.open = open, .from = t, .outer = inside};
    group.after = read_times(atom_end(open), &group.times);
    if (group.times.most && match_round(s, &group, t))
        return true;
    return group.times.least == 0 && match_branch(s, group.after, t, inside);
}

/* The longest run first, then shorter ones. */
static bool match_run(struct search *s, const char *atom, const char *t, const struct group *inside)
{
    struct times times;
    const char *end = atom_end(atom), *after = read_times(end, &times);
    size_t count = 0;
    while (count < times.most && takes(atom, end, t[count]))
        count++;
    for (;; count--) {
        if (count < times.least)
            return false;
        if (match_branch(s, after, t + count, inside))
            return true;
        if (!count)
            return false;
    }
}

/* What is left of an alternative, and then of the groups around it. */
static bool match_rest(struct search *s, const char *p, const char *t, const struct group *inside)
{
    if (!*p || *p == '|' || *p == ')')
        return !inside || go_on(s, inside, t);
    if (*p == '^')
        return t == s->text && match_branch(s, p + 1, t, inside);
    if (*p == '$')
        return !*t && match_branch(s, p + 1, t, inside);
    return *p == '(' ? match_group(s, p, t, inside) : match_run(s, p, t, inside);
}

static bool match_branch(struct search *s, const char *p, const char *t, const struct group *inside)
{
    if (s->steps++ >= SG_MATCH_STEPS_MOST || s->depth >= DEPTH_MOST)
        s->gave_up = true;
    if (s->gave_up)
        return false;
    s->depth++;
    bool matches = match_rest(s, p, t, inside);
    s->depth--;
    return matches;
}

static bool match_at(struct search *s, const char *expression, const char *t)
{
    const char *p = expression;
    for (;; p++) {
        if (match_branch(s, p, t, NULL))
            return true;
        p = branch_end(p, true);
        if (*p != '|')
            return false;
    }
}

enum sg_match sg_match_expression(const char *expression, const char *text)
{
    struct search s = {.text = text};
    const char *end = check(expression, 0);
    if (!end || *end)
        return SG_MATCH_FAULTY;
    bool tied = *expression == '^' && !*branch_end(expression, true); /* nothing can match further on */
    bool found = match_at(&s, expression, text);
    for (const char *t = text; !found && !tied && *t;)
        found = match_at(&s, expression, ++t);
    return found ? SG_MATCH : s.gave_up ? SG_MATCH_FAULTY : SG_NO_MATCH;
}
