#include "diagnose/around.h"

#include "diagnose/phrase.h"

#include <string.h>

#define BEFORE_MOST 700  /* bytes of the lines that an SDK puts before a message */
#define BEHIND_MOST 500  /* and behind it */
#define SIGN_MOST 3000   /* how far the log of a function is looked for */
#define RECORD_MOST 4000 /* and the fields of a record of CloudTrail */
#define CODE_MOST 80     /* letters of an error code */

/* ---- Codes and operations ---- */

static const char *const code_words[] = {"Denied", "DENIED", "Unauthoriz", "Authoriz", "Forbidden", "Exception",
                                         "Error",  "403",    "Expired",    "Invalid",  "Operation"};

/* What can be the code of an error: a word with one of these in it, and no class of a program. */
static bool is_code(const char *word)
{
    size_t length = strlen(word), dots = 0;
    if (strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._") != length ||
        length > CODE_MOST)
        return false;
    for (const char *p = word; *p; p++)
        dots += *p == '.';
    for (size_t i = 0; dots < 2 && i < sizeof code_words / sizeof *code_words; i++)
        if (strstr(word, code_words[i]) && strcmp(word, "Error") != 0)
            return true;
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
    return word[0] >= 'A' && word[0] <= 'Z' &&
           word[strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")] == '\0';
}

static void take(struct sg_arena *a, const struct sg_plain *plain, const struct sg_found *found,
                 struct sg_denial *denial)
{
    const char *code = without_class(sg_captured(a, plain, found, "code"));
    const char *operation = sg_captured(a, plain, found, "operation");
    const char *resource = sg_captured(a, plain, found, "resource");
    const char *action = sg_captured(a, plain, found, "action");
    if (!denial->action && action && strchr(action, ':'))
        denial->action = action;
    if (!denial->error_code && code && is_code(code))
        denial->error_code = code;
    if (!denial->operation && operation && is_operation(operation))
        denial->operation = operation;
    if (!denial->resource && !denial->action && resource)
        denial->resource = resource;
}

/* "AccessDeniedException: User: ...": the word before the message, when that is a code. */
static void take_code_before(struct sg_arena *a, const struct sg_plain *plain, size_t floor, struct sg_told *told)
{
    size_t end = told->start;
    while (end > floor && sg_is_gap(plain->text[end - 1]))
        end--;
    size_t start = end;
    while (start > floor && end - start <= CODE_MOST && !sg_is_gap(plain->text[start - 1]))
        start--;
    if (told->denial.error_code || end < start + 2 || plain->text[end - 1] != ':')
        return;
    const char *code = sg_copy_bytes(a, plain->text + start, end - 1 - start);
    told->denial.error_code = is_code(code) ? code : NULL;
}

/* The nearest blank line before `at`, or `floor`. */
static size_t paragraph_start(const struct sg_plain *plain, size_t floor, size_t at)
{
    for (size_t i = at; i > floor + 1; i--)
        if (plain->text[i - 1] == '\n' && plain->text[i - 2] == '\n')
            return i;
    return floor;
}

void sg_read_around(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t floor,
                    size_t ceiling, struct sg_told *told)
{
    size_t before = told->start > BEFORE_MOST ? told->start - BEFORE_MOST : 0;
    size_t from = before > floor ? before : floor, to = told->end + BEHIND_MOST;
    size_t paragraph = paragraph_start(plain, from, told->start);
    to = to < ceiling ? to : ceiling;
    for (size_t i = 0; i < facts->wrappers.count; i++) {
        struct sg_found found;
        const char *says = facts->wrappers.items[i].says;
        if (sg_last_phrase(says, plain, paragraph, told->anchor, &found) ||
            sg_last_phrase(says, plain, from, paragraph, &found) || sg_first_phrase(says, plain, told->end, to, &found))
            take(a, plain, &found, &told->denial);
    }
    take_code_before(a, plain, floor, told);
}

/* ---- Signs ---- */

static size_t back(size_t at, size_t most)
{
    return at > most ? at - most : 0;
}

bool sg_is_near(const struct sg_strings *pieces, const struct sg_plain *plain, const struct sg_told *told, size_t reach)
{
    for (size_t i = 0; i < pieces->count; i++)
        if (sg_has_piece(pieces->items[i], plain, back(told->start, reach), told->end + reach))
            return true;
    return false;
}

bool sg_is_in_function(const struct sg_denial_facts *facts, const struct sg_plain *plain, const struct sg_told *told)
{
    for (size_t i = 0; i < facts->signs.count; i++)
        if (strcmp(facts->signs.items[i].caller, "lambda") == 0 &&
            sg_is_near(&facts->signs.items[i].says, plain, told, SIGN_MOST))
            return true;
    return false;
}

/* ---- CloudTrail ---- */

/* The value of a field of the record near `at`: the last before it, else the first behind it. */
static const char *field(struct sg_arena *a, const struct sg_plain *plain, const char *says, size_t at)
{
    struct sg_found found;
    size_t from = back(at, RECORD_MOST);
    if (!sg_last_phrase(says, plain, from, at, &found) && !sg_first_phrase(says, plain, at, at + RECORD_MOST, &found))
        return NULL;
    return sg_captured(a, plain, &found, "value");
}

/* The prefix of actions that a source of events has: "monitoring" for the one is "cloudwatch" for the other. */
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

void sg_read_event(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                   struct sg_told *told)
{
    const char *source = field(a, plain, "eventSource : {value}", told->start);
    const char *name = field(a, plain, "eventName : {value}", told->start);
    if (!source || !name)
        return;
    told->denial.event_action = sg_format(a, "%s:%s", prefix_of(a, facts, source), without_version(a, name));
    const char *caller = field(a, plain, "principalId : {word} , arn : {value}", told->start);
    told->denial.event_principal = caller;
}
