#include "diagnose/pasted_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/event_internal.h"
#include "diagnose/judge_internal.h"
#include "diagnose/phrase_internal.h"
#include "iam/pattern.h"

#include <string.h>

#define POLICY_REACH 2500   /* bytes before and after a denial within which a policy is about it */
#define STATEMENT_MOST 1500 /* bytes of a statement before and after its Effect */
#define DENIES_MOST 16      /* statements that are read for one denial */

struct part {
    size_t from, to;
};

/* The braces around `at`, or the limit where the text is cut off. */
static struct part statement_around(const struct sg_plain *plain, size_t at)
{
    struct part part = {at, at};
    for (long depth = 0; part.from && at - part.from < STATEMENT_MOST && depth < 1; part.from--)
        depth += (plain->text[part.from - 1] == '{') - (plain->text[part.from - 1] == '}');
    for (long depth = 0; part.to < plain->length && part.to - at < STATEMENT_MOST && depth < 1; part.to++)
        depth += (plain->text[part.to] == '}') - (plain->text[part.to] == '{');
    return part;
}

static bool is_of_pattern(char c)
{
    return sg_is_alnum(c) || c == '*' || c == '?' || c == '-';
}

/* The pattern around the colon at `colon`: "s3:Put*"; NULL when it is none. */
static const char *pattern_around(struct sg_arena *a, const struct sg_plain *plain, const struct part *part,
                                  size_t colon)
{
    size_t start = colon, end = colon + 1;
    while (start > part->from && is_of_pattern(plain->text[start - 1]))
        start--;
    while (end < part->to && is_of_pattern(plain->text[end]))
        end++;
    bool whole = start == part->from || sg_diagnose_is_gap(plain->text[start - 1]) || plain->text[start - 1] == '[';
    return whole && start < colon && end > colon + 1 && plain->text[end] != ':'
               ? sg_copy_bytes(a, plain->text + start, end - start)
               : NULL;
}

/* Returns whether a pattern of an action fits what was denied. */
static bool fits(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_denial *denial,
                 const char *pattern)
{
    const char *action = sg_diagnose_asked(denial), *operation = denial->shown.operation;
    if (!action && operation)
        action = sg_diagnose_action_of(a, facts, sg_copy_bytes(a, pattern, strcspn(pattern, ":")), operation);
    return action && sg_iam_glob_action(pattern, action);
}

/* Returns whether the statement can be about the resource: it has the name of the bucket. */
static bool can_be_about(struct sg_arena *a, const struct sg_plain *plain, const struct part *part, const char *arn)
{
    const char *bucket = arn ? strstr(arn, ":s3:::") : NULL;
    if (!bucket)
        return true;
    bucket += strlen(":s3:::");
    return sg_diagnose_has_piece(sg_copy_bytes(a, bucket, strcspn(bucket, "/")), plain, part->from, part->to);
}

static bool denies(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                   const struct sg_denial *denial, const struct part *part)
{
    const char *text = plain->text;
    if (!sg_diagnose_has_piece("Principal", plain, part->from, part->to) ||
        sg_diagnose_has_piece("Condition", plain, part->from, part->to) ||
        sg_diagnose_has_piece("NotAction", plain, part->from, part->to) ||
        !can_be_about(a, plain, part, denial->shown.resource))
        return false;
    for (const char *p = text + part->from; (p = memchr(p, ':', (size_t)(text + part->to - p))); p++) {
        const char *pattern = pattern_around(a, plain, part, (size_t)(p - text));
        if (pattern && fits(a, facts, denial, pattern))
            return true;
    }
    return false;
}

bool sg_diagnose_is_denied_by_paste(struct sg_arena *a, const struct sg_denial_facts *facts,
                                    const struct sg_plain *plain, const struct sg_mention *mention)
{
    size_t from = mention->start > POLICY_REACH ? mention->start - POLICY_REACH : 0, to = mention->end + POLICY_REACH;
    struct sg_found found;
    for (size_t i = 0; i < DENIES_MOST && sg_diagnose_first_phrase("Effect : Deny", plain, from, to, &found); i++) {
        from = found.end;
        struct part part = statement_around(plain, found.start);
        if (denies(a, facts, plain, &mention->denial, &part))
            return true;
    }
    return false;
}
