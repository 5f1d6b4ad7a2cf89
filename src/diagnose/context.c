#include "diagnose/context_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"

#include <string.h>

#define BEFORE_MOST 700  /* bytes of the lines that an SDK puts before a message */
#define AFTER_MOST 500   /* and after it */
#define SIGN_MOST 3000   /* within which to search for the log of a function */
#define RECORD_MOST 4000 /* and for the fields of a CloudTrail record */
#define BARE_SHARE 2     /* of that for a bare message, which logs can have in great number */
#define LINES_MOST 2     /* line ends between a message and a text about it before */
#define CODE_MOST 80     /* letters of an error code */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t back(size_t at, size_t most)
{
    return at > most ? at - most : 0;
}

/* ---- Codes and operations ---- */

static const char *const code_words[] = {"Denied", "DENIED", "Unauthoriz", "Authoriz", "Forbidden", "Exception",
                                         "Error",  "403",    "Expired",    "Invalid",  "Operation"};

/* An error code is a word with one of these in it, but not a class of a program or the name of a field. */
static bool is_code(const char *word)
{
    size_t length = strlen(word), dots = 0;
    bool is_name = strspn(word, SG_ALNUM "._") == length;
    if (!is_name || length > CODE_MOST || sg_ends_with(word, "Code")) /* "HandlerErrorCode" is the name of a field */
        return false;
    for (const char *p = word; *p; p++)
        dots += *p == '.';
    for (size_t i = 0; dots < 2 && i < sizeof code_words / sizeof *code_words; i++)
        if (strstr(word, code_words[i]))
            return strcmp(word, code_words[i]) != 0 || *word == '4';
    return false;
}

/* "com.amazon.coral.service#AccessDeniedException" */
static const char *without_class(const char *word)
{
    const char *hash = word ? strrchr(word, '#') : NULL;
    return hash ? hash + 1 : word;
}

static bool is_operation(const char *word)
{
    return word[0] >= 'A' && word[0] <= 'Z' && sg_is_made_of(word, SG_ALNUM);
}

static void take(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found,
                 struct sg_denial *denial)
{
    const char *code = without_class(sg_diagnose_captured(a, plain, found, "code"));
    if (code && strcmp(code, "403") == 0 && plain->text[found->captures[0].start - 1] != '(')
        code = NULL; /* "status code: 403" does not say which error */
    const char *operation = sg_diagnose_captured(a, plain, found, "operation");
    const char *resource = sg_diagnose_captured(a, plain, found, "resource");
    const char *action = sg_diagnose_captured(a, plain, found, "action");
    if (!denial->shown.action && action && strchr(action, ':'))
        denial->shown.action = action;
    if (!denial->shown.error_code && code && is_code(code))
        denial->shown.error_code = code;
    if (!denial->shown.operation && operation && is_operation(operation))
        denial->shown.operation = operation;
    if (!denial->shown.resource && !denial->shown.action && resource)
        denial->shown.resource = resource;
}

/* "AccessDeniedException: User: ...": the word before the message, if it is an error code. */
static void take_code_before(struct sg_arena *a, const struct sg_plain *plain, size_t floor, struct sg_mention *mention)
{
    size_t end = mention->start;
    while (end > floor && sg_diagnose_is_gap(plain->text[end - 1]))
        end--;
    size_t start = end;
    while (start > floor && end - start <= CODE_MOST && !sg_diagnose_is_gap(plain->text[start - 1]))
        start--;
    if (mention->denial.shown.error_code || end < start + 2 || plain->text[end - 1] != ':')
        return;
    const char *code = sg_copy_bytes(a, plain->text + start, end - 1 - start);
    mention->denial.shown.error_code = is_code(code) ? code : NULL;
}

/* Returns whether a phrase that ends at `end` is about the message at `start`: after more log lines it is not. */
static bool is_of(const struct sg_plain *plain, size_t end, size_t start)
{
    size_t lines = 0;
    for (size_t i = end; i < start; i++)
        lines += plain->text[i] == '\n';
    return lines <= LINES_MOST;
}

/* Reads all wrappers in [from, to): of each the last one before the message, or the first one after it. */
static void find_wrappers(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t from, size_t to,
                          const struct sg_mention *mention, struct sg_found *founds)
{
    to = to < plain->length ? to : plain->length;
    for (size_t at = from; at < to; at++) {
        if (at > 0 && is_word(plain->text[at - 1]) && is_word(plain->text[at]))
            continue;
        for (size_t i = 0; i < facts->wrappers.count; i++) {
            struct sg_found found;
            const char *says = facts->wrappers.items[i].says;
            if ((*says | ' ') != (plain->small[at] | ' ') || !sg_diagnose_phrase_at(says, plain, at, &found) ||
                (at < mention->anchor ? !is_of(plain, found.end, mention->start) : founds[i].end || at < mention->end))
                continue;
            founds[i] = found;
        }
    }
}

void sg_diagnose_read_context(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              size_t floor, size_t ceiling, struct sg_mention *mention)
{
    size_t share = mention->denial.message && mention->denial.message->bare ? BARE_SHARE : 1;
    size_t before = back(mention->start, BEFORE_MOST / share), to = mention->end + AFTER_MOST / share;
    struct sg_found *founds = sg_new_array(a, struct sg_found, facts->wrappers.count);
    find_wrappers(facts, plain, before > floor ? before : floor, to < ceiling ? to : ceiling, mention, founds);
    take_code_before(a, plain, floor, mention);
    for (size_t i = 0; i < facts->wrappers.count; i++)
        if (founds[i].end)
            take(a, plain, &founds[i], &mention->denial);
}

/* ---- Signs ---- */

bool sg_diagnose_is_near(const struct sg_strings *pieces, const struct sg_plain *plain,
                         const struct sg_mention *mention, size_t reach)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (sg_diagnose_has_piece(pieces->items[i], plain, back(mention->start, reach), mention->end + reach))
            return true;
    return false;
}

bool sg_diagnose_is_in_function(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                const struct sg_mention *mention)
{
    for (size_t i = 0; i < facts->signs.count; i++)
        if (strcmp(facts->signs.items[i].caller, "lambda") == 0 &&
            sg_diagnose_is_near(&facts->signs.items[i].says, plain, mention, SIGN_MOST))
            return true;
    return false;
}

/* ---- CloudTrail ---- */

/* A record, or the part of it that is read. */
struct record {
    size_t from, to, at;
};

/* A record is one line, or many lines up to the next "eventVersion". */
static struct record record_at(const struct sg_plain *plain, size_t at)
{
    struct record r = {.from = at, .to = at, .at = at};
    while (r.from > 0 && plain->text[r.from - 1] != '\n')
        r.from--;
    while (r.to < plain->length && plain->text[r.to] != '\n')
        r.to++;
    if (sg_diagnose_has_piece("eventName", plain, r.from, r.to))
        return r;
    struct sg_found next;
    r.from = back(at, RECORD_MOST);
    r.to = at + RECORD_MOST;
    if (sg_diagnose_last_phrase("eventVersion", plain, r.from, at, &next))
        r.from = next.start;
    if (sg_diagnose_first_phrase("eventVersion", plain, at, r.to, &next))
        r.to = next.start;
    return r;
}

/* The value of a field of the record: the nearest before its error, otherwise the first after it. */
static const char *field(struct sg_arena *a, const struct sg_plain *plain, const char *says, const struct record *r)
{
    struct sg_found found;
    if (!sg_diagnose_last_phrase(says, plain, r->from, r->at, &found) &&
        !sg_diagnose_first_phrase(says, plain, r->at, r->to, &found))
        return NULL;
    const char *arn = sg_diagnose_captured(a, plain, &found, "arn");
    return arn ? arn : sg_diagnose_captured(a, plain, &found, "value");
}

/* The prefix of the actions of an event source: "monitoring" is "cloudwatch" in actions. */
static const char *prefix_of(struct sg_arena *a, const struct sg_denial_facts *facts, const char *source)
{
    const char *name = sg_copy_bytes(a, source, strcspn(source, "."));
    for (size_t i = 0; i < facts->sources.count; i++)
        if (strcmp(facts->sources.items[i].source, name) == 0)
            return facts->sources.items[i].prefix;
    return name;
}

/* "CreateFunction20150331v2" is CreateFunction. */
static const char *without_version(struct sg_arena *a, const char *name)
{
    size_t length = strlen(name), end = length;
    if (end > 2 && name[end - 2] == 'v')
        end -= 2;
    size_t digits = end;
    while (digits && name[digits - 1] >= '0' && name[digits - 1] <= '9')
        digits--;
    return end - digits == 8 ? sg_copy_bytes(a, name, digits) : name;
}

void sg_diagnose_read_event(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention)
{
    struct record r = record_at(plain, mention->start);
    const char *source = field(a, plain, "eventSource : {value}", &r);
    const char *name = field(a, plain, "eventName : {value}", &r);
    if (!source || !name)
        return;
    mention->denial.shown.event_action = sg_format(a, "%s:%s", prefix_of(a, facts, source), without_version(a, name));
    mention->denial.shown.event_principal = field(a, plain, "principalId : {word} , arn : {arn}", &r);
    if (!mention->denial.shown.event_principal)
        mention->denial.shown.event_principal = field(a, plain, "arn : {arn}", &r);
}
