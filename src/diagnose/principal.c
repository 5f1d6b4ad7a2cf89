#include "diagnose/principal_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/token_internal.h"
#include "diagnose/wrap_internal.h"
#include "iam/arn.h"

#include <string.h>
#include <strings.h>

#define WHO_MOST 900  /* bytes of a principal */
#define PLAIN_WORDS 4 /* of a principal without an ARN */
#define TORN_WORDS 3  /* of an ARN with blanks in it */

/* ---- After a word such as "User:" ---- */

struct lead {
    const char *says;
    const char *kind; /* of the principal that it names, or NULL */
};

static const struct lead leads[] = {
    {"User:", NULL},
    {"User :", NULL}, /* a line end can be before the colon */
    {"Service Principal:", "service"},
    {"Principal:", NULL},
    {"User ", NULL},
};

/* Returns whether `at` is in a placeholder: "<the user>". */
static bool is_in_placeholder(const struct sg_plain *plain, size_t at)
{
    while (at > 0 && (sg_is_alnum(plain->text[at - 1]) || strchr(" -_", plain->text[at - 1])))
        at--;
    return at > 0 && strchr("<{", plain->text[at - 1]);
}

/* Returns whether the text after a lead without a colon, "User bob logged in", ends above the line of `at`. */
static bool ends_above(const struct lead *lead, const struct sg_plain *plain, size_t from, size_t at)
{
    const char *end = memchr(plain->text + from, '\n', at - from), *blank = memchr(plain->text + from, ' ', at - from);
    return end && blank && blank < end && !strchr(lead->says, ':');
}

/* The last lead before `at`; the longest of those that end there. */
static const struct lead *find_lead(const struct sg_plain *plain, size_t floor, size_t at, struct sg_found *found)
{
    const struct lead *last = NULL;
    size_t from = at > floor + WHO_MOST ? at - WHO_MOST : floor;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        struct sg_found one;
        if (!sg_diagnose_last_phrase(leads[i].says, plain, from, at, &one) || (last && one.end <= found->end) ||
            (one.start > 0 && strchr("/-_.@$", plain->text[one.start - 1])) ||
            sg_diagnose_cuts_name(plain, one.end - 1) || is_in_placeholder(plain, one.start) ||
            ends_above(&leads[i], plain, one.end, at))
            continue;
        last = &leads[i];
        *found = one;
    }
    return last;
}

static size_t words_of(const char *text)
{
    size_t words = *text != '\0';
    for (; *text; text++)
        words += *text == ' ';
    return words;
}

static bool is_arn(const char *text)
{
    return sg_starts_with(text, "arn:");
}

/* Placeholders contain blanks, and dots instead of parts. */
static bool has_placeholder(const char *who)
{
    return who[strcspn(who, "<{[*")] || strstr(who, " ... ");
}

/* An ARN that was copied with a blank after a slash: "assumed-role/r/ session". */
static const char *without_blanks(struct sg_arena *a, const char *who)
{
    char *text = sg_copy(a, who), *to = text;
    for (const char *p = who; *p; p++)
        if (*p != ' ' || to == text || to[-1] != '/')
            *to++ = *p;
    *to = '\0';
    return is_arn(who) ? text : who;
}

/* Returns whether the text is the beginning of an ARN that was cut: "arn:aws:iam:". */
static bool is_cut(const char *who)
{
    return is_arn(who) && sg_ends_with(who, ":");
}

/* Returns whether the text is an ARN with a blank in it, of which no part is the principal: "arn:aws:iam::1 X:user/Y".
 */
static bool is_torn(const char *who)
{
    const char *rest = strchr(who, ' ');
    return is_arn(who) && rest && words_of(who) <= TORN_WORDS && strpbrk(rest, ":/") && !strstr(rest, " arn:") &&
           !strstr(who, ". ") && !strstr(who, ", ");
}

/* Returns whether the text after a lead can be a principal: an ARN has no blanks but in "user name", a name has few. */
static bool can_be_who(const char *who)
{
    size_t words = words_of(who);
    return has_placeholder(who) || words <= (is_arn(who) ? 1 : PLAIN_WORDS) ||
           (words == 2 && sg_ends_with(who, " name"));
}

/* ---- Without such a word ---- */

/* A service by its name. */
static const char *named_service(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t at,
                                 size_t *start)
{
    const char *longest = NULL;
    for (size_t i = 0; i < facts->services.count; i++) {
        const char *name = facts->services.items[i].name;
        size_t length = strlen(name), end;
        if (length > at || (longest && length < strlen(longest)) || !sg_diagnose_says(plain, at - length, name, &end) ||
            end != at)
            continue;
        longest = name;
        *start = at - length;
    }
    return longest;
}

/*
 * A single word that begins a line, a quoted text, or a word after a colon can be the name of a principal, but not the
 * end of "I'm".
 */
static bool is_first(const struct sg_plain *plain, size_t start)
{
    size_t at = start;
    while (at > 0 && plain->text[at - 1] == ' ')
        at--;
    bool inside = at > 1 && plain->text[at - 1] == '\'' && sg_is_alnum(plain->text[at - 2]);
    return (at == 0 || strchr("\n\"'`:", plain->text[at - 1])) && !inside;
}

static const char *const nobody[] = {"user", "you", "it", "this", "that", "which",    "who",    "role",
                                     "they", "and", "or", "but",  "the",  "function", "caller", "error"};

bool sg_diagnose_is_no_name(const char *word)
{
    size_t digits = strspn(word, SG_DIGITS);
    return !*word || !word[1] || !word[strcspn(word, SG_LETTERS SG_DIGITS)] || (digits == 4 && word[digits] == '-') ||
           (digits == 2 && word[digits] == ':') || (digits != SG_ACCOUNT_DIGITS && !word[digits]);
}

/* The word that ends at `at`, when it can be a principal; in the line above only one of a known kind. */
static const char *last_word(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                             size_t floor, size_t at, size_t *start)
{
    size_t begin = at;
    while (begin > floor && !sg_diagnose_is_gap(plain->text[begin - 1]))
        begin--;
    while (begin < at && strchr("([", plain->text[begin]))
        begin++;
    const char *word = sg_copy_bytes(a, plain->text + begin, at - begin);
    bool marked = strchr(word, ':') || strchr(word, '/') || sg_ends_with(word, ".amazonaws.com");
    bool above = plain->text[at] == '\n', known = strcmp(sg_diagnose_principal_kind(facts, word), "other") != 0;
    *start = begin;
    if (sg_diagnose_is_no_name(word) || sg_diagnose_is_left_out(word) || sg_ends_with(word, ":") ||
        (above ? !known : !marked && !is_first(plain, begin)))
        return NULL;
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        if (strcasecmp(nobody[i], word) == 0)
            return NULL;
    return word;
}

/* A name without a lead that ends at `end`. */
static const char *read_alone(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              size_t floor, size_t end, size_t *start)
{
    const char *service = named_service(facts, plain, end, start);
    return service ? service : last_word(a, facts, plain, floor, end, start);
}

void sg_diagnose_read_caller(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                             size_t floor, size_t at, struct sg_mention *mention)
{
    struct sg_found found = {0};
    const char *who = NULL, *kind = NULL;
    const struct lead *lead = find_lead(plain, floor, at, &found);
    size_t end = at;
    while (end > floor && sg_diagnose_is_gap(plain->text[end - 1]))
        end--;
    const char *next = lead ? without_blanks(a, sg_diagnose_one_line(a, plain, found.end, at)) : NULL;
    if (next && can_be_who(next)) {
        who = *next && !sg_diagnose_is_left_out(next) && !is_cut(next) ? next : NULL;
        kind = who ? lead->kind : NULL;
        mention->start = found.start;
    } else if (next && is_torn(next)) {
        kind = sg_diagnose_principal_kind(facts, next);
        mention->start = found.start;
    } else {
        who = read_alone(a, facts, plain, floor, end, &mention->start);
    }
    mention->denial.shown.principal = who;
    mention->denial.shown.principal_kind = who && !kind ? sg_diagnose_principal_kind(facts, who) : kind;
}

/* ---- Kinds ---- */

static const struct {
    const char *has, *kind;
} kinds[] = {
    {"assumed-role/", "assumed-role"},
    {":federated-user/", "federated-user"},
    {":user/", "iam-user"},
    {":role/", "role"},
};

const char *sg_diagnose_principal_kind(const struct sg_denial_facts *facts, const char *principal)
{
    if (strcasecmp(principal, SG_ANONYMOUS) == 0)
        return SG_ANONYMOUS;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(principal, kinds[i].has))
            return kinds[i].kind;
    if (sg_starts_with(principal, "user/"))
        return "iam-user";
    if (sg_ends_with(principal, ":root"))
        return "root";
    if (sg_ends_with(principal, ".amazonaws.com") || sg_named_principal(facts, principal))
        return "service";
    return "other";
}
