#include "diagnose/sign_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"

#include <string.h>
#include <strings.h>

#define BEFORE_MOST 700 /* bytes before a denial within which a text is about its caller */
#define AFTER_MOST 500  /* and after it */
#define LOG_MOST 3000   /* within which to search for the log of a function */
#define NAME_LEAST 3    /* letters of a name that is not left out */
#define USER_MOST 300   /* bytes between a denial and the user that a text names before it */
#define ID_LENGTH 36    /* of the name of a request: 8-4-4-4-12 hexadecimal digits */
#define BUCKETS 1024    /* of texts by their first two letters */

/* A text of a sign. */
struct text {
    const char *says;
    size_t sign;
    bool absent; /* it must not be there */
    const struct text *next;
};

/* Which texts of a sign were found. */
struct hits {
    bool says, absent;
};

struct sg_signs {
    const struct sg_denial_facts *facts;
    const struct text *buckets[BUCKETS];
    struct hits *hits;
};

/* ---- The texts ---- */

static char letter(char c)
{
    return sg_diagnose_is_gap(c) ? ' ' : sg_small_letter(c);
}

static size_t bucket_of(const char *text)
{
    return ((size_t)(unsigned char)letter(text[0]) * 31 + (unsigned char)letter(text[1])) % BUCKETS;
}

static void add(struct sg_arena *a, struct sg_signs *signs, const struct sg_strings *says, size_t sign, bool absent)
{
    for (size_t i = 0; i < says->count; i++) {
        struct text *text = sg_new(a, struct text);
        size_t bucket = bucket_of(says->items[i]);
        *text = (struct text){says->items[i], sign, absent, signs->buckets[bucket]};
        signs->buckets[bucket] = text;
    }
}

struct sg_signs *sg_diagnose_signs_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_signs *signs = sg_new(a, struct sg_signs);
    signs->facts = facts;
    signs->hits = sg_new_array(a, struct hits, facts->signs.count);
    for (size_t i = 0; i < facts->signs.count; i++) {
        const struct sg_denial_sign *sign = &facts->signs.items[i];
        if (strcmp(sign->caller, SG_ANONYMOUS) == 0)
            continue;
        add(a, signs, &sign->says, i, false);
        add(a, signs, &sign->absent, i, true);
    }
    return signs;
}

static bool is_at(const struct text *text, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    if (!strchr(text->says, '{'))
        return sg_diagnose_piece_at(text->says, plain, at);
    return (at == 0 || !sg_is_alnum(plain->text[at - 1])) && sg_diagnose_phrase_at(text->says, plain, at, &found);
}

struct part {
    size_t from, to;
};

static bool is_in(const struct part *part, size_t at)
{
    return at >= part->from && at < part->to;
}

/* The parts of a text in which signs count. */
struct parts {
    struct part log, near; /* the next paragraph can be about another program */
    struct part said;      /* the denial, in which words of prose do not count: names of resources have any */
};

static bool counts(const struct sg_denial_sign *sign, const struct text *text, const struct parts *parts, size_t at)
{
    if (text->absent)
        return is_in(&parts->near, at);
    if (sign->absent.count && is_in(&parts->said, at))
        return false;
    return is_in(sign->named || sign->near ? &parts->near : &parts->log, at);
}

static void find(struct sg_signs *signs, const struct sg_plain *plain, const struct parts *parts)
{
    const struct part *log = &parts->log, *near = &parts->near;
    struct part all = {log->from < near->from ? log->from : near->from, log->to > near->to ? log->to : near->to};
    memset(signs->hits, 0, signs->facts->signs.count * sizeof *signs->hits);
    for (size_t at = all.from; at < all.to && at < plain->length; at++)
        for (const struct text *text = signs->buckets[bucket_of(plain->text + at)]; text; text = text->next) {
            bool *hit = text->absent ? &signs->hits[text->sign].absent : &signs->hits[text->sign].says;
            if (!*hit && counts(&signs->facts->signs.items[text->sign], text, parts, at))
                *hit = is_at(text, plain, at);
        }
}

/* ---- The caller ---- */

/* The text after a part that is left out: "<cluster>-Controller", "***-Controller". */
static const char *after_left_out(const char *name)
{
    while (*name && strchr("<[{$*.>]}", *name))
        name += *name == '*' || *name == '.' || strchr(">]}", *name) ? 1 : 1 + strcspn(name + 1, ">]}");
    return name;
}

/* Returns whether the text names who called: not "<role>", "[assumed-role]", "***" or "XXXX". */
static bool is_named(const struct sg_mention *mention)
{
    const char *who = mention->denial.shown.principal, *role = who ? strstr(who, "role/") : NULL;
    const char *account = who && sg_starts_with(who, "arn:") ? strstr(who, "::") : NULL;
    const char *from = role ? role + strlen("role/") : account ? account + strlen("::") : who;
    const char *name = from ? after_left_out(from) : "";
    return strlen(name) >= NAME_LEAST && !strchr("/ ", *name) && strncasecmp(name, "xxx", strlen("xxx")) != 0;
}

static bool is_id(const struct sg_plain *plain, size_t at)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (size_t i = 0; i < ID_LENGTH; i++) {
        char c = plain->small[at + i];
        if (form[i] == '-' ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            return false;
    }
    return sg_diagnose_is_gap(plain->text[at + ID_LENGTH]);
}

/* Returns whether a line begins as the runtime of a function begins it: "2023-04-15T02:49:28Z 0696baa3-... ERROR". */
static bool is_of_runtime(const struct sg_plain *plain, size_t from, size_t to)
{
    to = to < plain->length ? to : plain->length;
    for (; from + ID_LENGTH + 2 < to; from++) {
        const char *z = memchr(plain->text + from, 'Z', to - from - ID_LENGTH - 2);
        if (!z)
            return false;
        from = (size_t)(z - plain->text);
        if (from && plain->text[from - 1] >= '0' && plain->text[from - 1] <= '9' && plain->text[from + 1] == ' ' &&
            is_id(plain, from + 2))
            return true;
    }
    return false;
}

/* Returns whether the text shortly before a denial without a caller names a user. */
static bool is_after_user(const struct sg_plain *plain, const struct sg_mention *mention)
{
    return !mention->denial.shown.principal && !mention->denial.message && mention->record_end == mention->record &&
           sg_diagnose_has_piece(":user/", plain, sg_diagnose_back(mention->start, USER_MOST), mention->start);
}

enum sg_who sg_diagnose_who_logs(struct sg_signs *signs, const struct sg_plain *plain, const struct sg_mention *mention)
{
    struct parts parts = {.log = {sg_diagnose_back(mention->start, LOG_MOST), mention->end + LOG_MOST},
                          .near = {sg_diagnose_back(mention->start, BEFORE_MOST), mention->end + AFTER_MOST},
                          .said = {mention->start, mention->end}};
    if (mention->record_end > mention->record) /* the records next to it are about other callers */
        parts.log = (struct part){mention->record, mention->record_end};
    if (is_of_runtime(plain, parts.log.from, parts.log.to))
        return SG_WHO_FUNCTION;
    find(signs, plain, &parts);
    for (size_t i = 0; i < signs->facts->signs.count; i++) {
        const struct sg_denial_sign *sign = &signs->facts->signs.items[i];
        if (signs->hits[i].says && !signs->hits[i].absent && (!sign->named || is_named(mention)))
            return strcmp(sign->caller, "lambda") == 0 ? SG_WHO_FUNCTION : SG_WHO_OTHER;
    }
    return is_after_user(plain, mention) ? SG_WHO_USER : SG_WHO_UNKNOWN;
}
