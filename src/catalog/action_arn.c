#include "catalog/action.h"

#include "catalog/text.h"

#include <string.h>

/*
 * Decides whether an ARN pattern and an ARN form match a common text. Both are read as automata: the form as a list of
 * steps, of which those that may be next are a window of flags, moved on by each piece of the pattern. Time is at most
 * length times length; mostly one step is possible at a time.
 */
#define STEPS_MOST 1024 /* twice the longest form */
#define HEAD_COLONS 5   /* separate the parts of an ARN's head */

enum step_type { LITERAL, ONE, MANY };

struct step {
    enum step_type type; /* ONE character, or any number of them */
    char literal;
    const char *excluded; /* characters that the others do not take */
};

struct form {
    struct step steps[STEPS_MOST];
    size_t count;
    size_t names; /* placeholders after the head */
};

static void add_step(struct form *form, enum step_type type, const char *excluded)
{
    if (form->count == STEPS_MOST)
        return;
    form->steps[form->count].type = (unsigned char)type;
    form->steps[form->count++].excluded = excluded;
}

static void add_literal(struct form *form, char literal)
{
    if (form->count == STEPS_MOST)
        return;
    form->steps[form->count].type = LITERAL;
    form->steps[form->count++].literal = literal;
}

/* Which resources of a type a pattern is to have in common with it. */
enum reach { SOME_RESOURCE, EVERY_RESOURCE };

#define ANY_NAME '\1' /* a name that only '*' matches */
#define ANY_NAME_TEXT "\1"

/*
 * {TableName} takes one character or more: none that ends a part of the head, no '/' where other types go on with one.
 */
static void add_placeholder(struct form *form, const char *excluded)
{
    add_step(form, ONE, excluded);
    add_step(form, MANY, excluded);
}

/*
 * "/{GuardrailId}": ids, other than names and paths, have no '/'. {ResourceId} can stand for any name, and clients of
 * IoT choose theirs.
 */
static bool is_id(const char *open, const char *close)
{
    return open[-1] == '/' && close - open > 3 && close[-2] == 'I' && close[-1] == 'd' &&
           !sg_starts_with(open, "{ResourceId}") && !sg_starts_with(open, "{ClientId}");
}

static void read_form(const struct sg_resource_arn *arn, enum reach reach, struct form *form)
{
    size_t colons = 0;
    form->count = form->names = 0;
    for (const char *p = arn->form; *p; p++) {
        const char *close = *p == '{' ? strchr(p, '}') : NULL;
        if (close) {
            form->names += colons >= HEAD_COLONS;
            if (colons < HEAD_COLONS)
                add_placeholder(form, ":/");
            else if (reach == EVERY_RESOURCE)
                add_literal(form, ANY_NAME);
            else
                add_placeholder(form, !close[1] && (arn->has_parts || is_id(p, close)) ? "/" : "");
            p = close;
        } else if (*p == '*') {
            add_step(form, MANY, "");
        } else {
            colons += *p == ':';
            add_literal(form, *p);
        }
    }
}

/* The steps that may be next: flags[first..last]. The step after the last one is the end. */
struct window {
    bool flags[STEPS_MOST + 1];
    size_t first, last;
    bool empty;
};

static void set(struct window *w, size_t step)
{
    if (w->empty) {
        w->first = w->last = step;
        w->flags[step] = true;
        w->empty = false;
        return;
    }
    for (; w->last < step; w->flags[w->last] = false)
        w->last++;
    w->flags[step] = true;
}

static bool may_be(const struct window *w, size_t step)
{
    return !w->empty && step >= w->first && step <= w->last && w->flags[step];
}

/* A step of any number of characters can also match none. */
static void skip_many(const struct form *form, struct window *w)
{
    for (size_t i = w->first; !w->empty && i <= w->last; i++)
        if (w->flags[i] && i < form->count && form->steps[i].type == MANY)
            set(w, i + 1);
}

#define CHOSEN '\0' /* any one character, as for '?' */

static bool takes(const struct step *step, char c, const char *excluded)
{
    if (c == CHOSEN)
        return step->type != LITERAL || !strchr(excluded, step->literal);
    return step->type == LITERAL ? step->literal == c : !strchr(step->excluded, c);
}

/* One character: `c`, or one that can be chosen and is not `excluded`. */
static void take_one(const struct form *form, struct window *w, struct window *next, char c, const char *excluded)
{
    next->empty = true;
    skip_many(form, w);
    for (size_t i = w->first; !w->empty && i <= w->last; i++)
        if (w->flags[i] && i < form->count && takes(&form->steps[i], c, excluded))
            set(next, form->steps[i].type == MANY ? i : i + 1);
}

/* A run of characters, none of which is `excluded`. */
static void take_any(const struct form *form, struct window *w, const char *excluded)
{
    for (size_t i = w->first; !w->empty && i <= w->last; i++) {
        const struct step *step = &form->steps[i];
        bool literal = i < form->count && step->type == LITERAL;
        if (w->flags[i] && i < form->count && !(literal && strchr(excluded, step->literal)))
            set(w, i + 1);
    }
}

/* The characters that a substitution certainly does not contain. */
static const char *excluded_by(const char *substitution)
{
    static const struct {
        const char *text, *excluded;
    } known[] = {
        {"${AWS::Partition}", ":/" ANY_NAME_TEXT}, {"${AWS::Region}", ":/" ANY_NAME_TEXT},
        {"${AWS::AccountId}", ":/" ANY_NAME_TEXT}, {SG_SOME_NAME, ":/" ANY_NAME_TEXT},
        {SG_SOME_PATH, ":" ANY_NAME_TEXT},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sg_starts_with(substitution, known[i].text))
            return known[i].excluded;
    return ANY_NAME_TEXT;
}

/* The end of what CloudFormation replaces: ${...} or {{resolve:...}}; NULL when none begins here. */
static const char *unknown_end(const char *p)
{
    if (*p != '$' && *p != '{')
        return NULL;
    if (sg_starts_with(p, "${"))
        return sg_substitution_end(p);
    const char *end = sg_starts_with(p, "{{resolve:") ? strstr(p, "}}") : NULL;
    return end ? end + 2 : NULL;
}

/* A pattern being read. */
struct reading {
    const char *p;
    bool in_head; /* before the last colon of an ARN's head; a text that begins with a substitution has none to count */
    size_t colons;
};

static void mind_colon(struct reading *r)
{
    r->colons += *r->p == ':';
    r->in_head = r->in_head && r->colons < HEAD_COLONS;
}

/* The characters that a '*', a '?' or a substitution does not match; only '*' matches ANY_NAME. */
static const char *excluded_from(const struct reading *r, const char *substitution_end)
{
    const char *excluded = substitution_end ? excluded_by(r->p) : *r->p == '?' ? ANY_NAME_TEXT : "";
    bool open = *r->p == '*' && !r->p[1]; /* a '*' at the end takes the rest, colons too */
    return !r->in_head || open || strchr(excluded, ':') ? excluded : ":" ANY_NAME_TEXT;
}

/* Returns whether the literal texts after the partition differ: usually they do, and this is quick to see. */
static bool differs_early(const char *form, const char *pattern)
{
    static const char *const heads[] = {"arn:aws:", "arn:${AWS::Partition}:"};
    const char *x = form + strlen("arn:{partition}:"), *y = NULL;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && !y; i++)
        y = sg_starts_with(pattern, heads[i]) ? pattern + strlen(heads[i]) : NULL;
    for (; y && *x && *x == *y && !strchr("{*", *x); x++)
        y++;
    return y && *x != *y && !strchr("{*", *x) && !strchr("{$*?", *y);
}

static bool is_special(char c)
{
    return c == '$' || c == '{' || c == '*' || c == '?';
}

/*
 * Moves on while only one step is possible and it and the pattern are literal, as they mostly are. False: they differ.
 */
static bool skip_literals(const struct form *form, struct window *w, struct reading *r)
{
    while (w->first == w->last && w->first < form->count && form->steps[w->first].type == LITERAL && *r->p &&
           !is_special(*r->p)) {
        if (form->steps[w->first].literal != *r->p)
            return false;
        w->flags[w->first++] = false;
        w->flags[++w->last] = true;
        mind_colon(r);
        r->p++;
    }
    return true;
}

static bool overlaps(const struct sg_resource_arn *arn, enum reach reach, const char *pattern)
{
    if (differs_early(arn->form, pattern))
        return false;
    struct form form;
    struct window windows[2], *now = &windows[0], *next = &windows[1], *swap;
    struct reading r = {.p = pattern, .in_head = sg_starts_with(pattern, "arn:")};
    read_form(arn, reach, &form);
    now->empty = true;
    set(now, 0);
    while (*r.p && !now->empty) {
        if (!skip_literals(&form, now, &r))
            return false;
        if (!*r.p)
            break;
        const char *end = unknown_end(r.p), *excluded = excluded_from(&r, end);
        if (end && !r.in_head && reach == EVERY_RESOURCE)
            return false; /* a name, though it is not known */
        if (end || *r.p == '*') {
            take_any(&form, now, excluded);
            r.p = end ? end : r.p + 1;
            continue;
        }
        take_one(&form, now, next, *r.p == '?' ? CHOSEN : *r.p, excluded);
        swap = now;
        now = next;
        next = swap;
        mind_colon(&r);
        r.p++;
    }
    skip_many(&form, now);
    return may_be(now, form.count) && (reach == SOME_RESOURCE || form.names);
}

static bool is_of_type(const struct sg_resource_type *type, enum reach reach, const char *arn)
{
    for (size_t i = 0; i < type->arn_count; i++)
        if (overlaps(&type->arns[i], reach, arn))
            return true;
    return false;
}

static const struct sg_resource_type *find_type(const struct sg_actions *service, enum reach reach, const char *arn)
{
    for (size_t i = 0; i < service->type_count; i++)
        if (is_of_type(&service->types[i], reach, arn))
            return &service->types[i];
    return NULL;
}

const struct sg_resource_type *sg_resource_type_of(const struct sg_actions *service, const char *arn)
{
    return find_type(service, SOME_RESOURCE, arn);
}

/* Of a service without types of resources, arn:aws:service:region:account:* is all there is. */
bool sg_is_wide_arn(const struct sg_actions *service, const char *arn)
{
    return find_type(service, EVERY_RESOURCE, arn) || (!service->type_count && sg_ends_with(arn, ":*"));
}

enum sg_resource_use sg_action_on(const struct sg_action *action, const char *arn)
{
    if (strcmp(arn, "*") == 0)
        return SG_RESOURCE_FITS;
    for (size_t i = 0; i < action->type_count; i++)
        if (is_of_type(action->types[i].type, SOME_RESOURCE, arn))
            return SG_RESOURCE_FITS;
    if (action->type_count)
        return SG_RESOURCE_WRONG;
    if (unknown_end(arn))
        return SG_RESOURCE_FITS;
    return !action->service->only_all && sg_is_wide_arn(action->service, arn) ? SG_RESOURCE_WIDE
                                                                              : SG_RESOURCE_NEEDS_ALL;
}
