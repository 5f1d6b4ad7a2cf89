#include "diagnose/context_internal.h"

#include "base/list.h"
#include "base/text.h"
#include "diagnose/phrase_internal.h"
#include "iam/pattern.h"

#include <string.h>

#define BEFORE_MOST 700 /* bytes of the lines that an SDK puts before a message */
#define AFTER_MOST 500  /* and after it */
#define BARE_SHARE 2    /* of that for a bare message, which logs can have in great number */
#define LINES_MOST 2    /* line ends between a message and a text about it before */
#define CODE_MOST 80    /* letters of an error code */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ---- Codes and operations ---- */

static const char *const code_words[] = {"Denied", "DENIED", "Unauthoriz", "Authoriz", "Forbidden", "Exception",
                                         "Error",  "403",    "Expired",    "Invalid",  "Operation"};

/* "HandlerErrorCode" and "ExceptionName" are names of fields, and "StatusCodeError" is the class of a library. */
static bool is_of_program(const char *word)
{
    return sg_ends_with(word, "Code") || sg_ends_with(word, "Name") || strstr(word, "StatusCode");
}

/* "AWSSecretsManagerException", "AmazonS3Exception": the class of all errors of a service. */
static bool is_of_service(const char *word)
{
    return (sg_starts_with(word, "AWS") || sg_starts_with(word, "Amazon")) && sg_ends_with(word, "Exception");
}

/* An error code is a word with one of these in it, but not a class of a program or the name of a field. */
static bool is_code(const char *word)
{
    size_t length = strlen(word), dots = 0;
    bool is_name = strspn(word, SG_ALNUM "._") == length;
    if (!is_name || length > CODE_MOST || is_of_program(word))
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
    if (!denial->shown.resource && !denial->shown.action && resource && strchr(resource, '/'))
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
    mention->denial.shown.error_code = is_code(code) && !is_of_service(code) ? code : NULL;
}

/* Returns whether a phrase that ends at `end` is about the message at `start`: after more log lines it is not. */
static bool is_of(const struct sg_plain *plain, size_t end, size_t start)
{
    size_t lines = 0;
    for (size_t i = end; i < start; i++)
        lines += plain->text[i] == '\n';
    return lines <= LINES_MOST;
}

/* Returns whether a phrase in a line after a sentence has another message: "... the PutObject operation: ..." */
static bool leads_another(const struct sg_plain *plain, const struct sg_mention *mention, const struct sg_found *found)
{
    bool leads = plain->text[found->end] == ':' || plain->text[found->end - 1] == ':';
    return leads && !mention->denial.message && memchr(plain->text + mention->end, '\n', found->start - mention->end);
}

/* Reads all wrappers in [from, to): of each the last one before the message, or the first one after it. */
static void find_wrappers(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                          size_t from, size_t to, const struct sg_mention *mention, struct sg_found **founds)
{
    struct sg_beginnings beginnings = {0};
    for (size_t i = 0; i < facts->wrappers.count; i++)
        sg_diagnose_add_beginning(&beginnings, facts->wrappers.items[i].says);
    to = to < plain->length ? to : plain->length;
    for (size_t at = from; at < to; at++) {
        if (!sg_diagnose_may_begin(&beginnings, plain, at) ||
            (at > 0 && is_word(plain->text[at - 1]) && is_word(plain->text[at])))
            continue;
        for (size_t i = 0; i < facts->wrappers.count; i++) {
            struct sg_found found;
            const char *says = facts->wrappers.items[i].says;
            if ((*says | ' ') != (plain->small[at] | ' ') || !sg_diagnose_goes_on(says, plain, at) ||
                !sg_diagnose_phrase_at(says, plain, at, &found) ||
                (at < mention->anchor ? !is_of(plain, found.end, mention->start)
                                      : founds[i] || at < mention->end || leads_another(plain, mention, &found)))
                continue;
            founds[i] = founds[i] ? founds[i] : sg_new(a, struct sg_found);
            *founds[i] = found;
        }
    }
}

void sg_diagnose_read_context(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                              size_t floor, size_t ceiling, struct sg_mention *mention)
{
    size_t share = mention->denial.message && mention->denial.message->bare ? BARE_SHARE : 1;
    size_t before = sg_diagnose_back(mention->start, BEFORE_MOST / share), to = mention->end + AFTER_MOST / share;
    struct sg_found **founds = sg_new_array(a, struct sg_found *, facts->wrappers.count);
    find_wrappers(a, facts, plain, before > floor ? before : floor, to < ceiling ? to : ceiling, mention, founds);
    take_code_before(a, plain, floor, mention);
    /* The texts before the message first: those after it can be about the next one. */
    for (int after = 0; after < 2; after++)
        for (size_t i = 0; i < facts->wrappers.count; i++)
            if (founds[i] && (founds[i]->start > mention->anchor) == after)
                take(a, plain, founds[i], &mention->denial);
}

/* ---- Near texts ---- */

/*
 * Returns whether a word begins at `at`, in the middle of a compound name too: "aws" is not in "laws", but in "MyAws".
 */
static bool begins_word(const struct sg_plain *plain, size_t at)
{
    char before = at ? plain->text[at - 1] : ' ', c = plain->text[at];
    return !is_word(c) || !is_word(before) || (c >= 'A' && c <= 'Z' && !(before >= 'A' && before <= 'Z'));
}

bool sg_diagnose_find_near(const struct sg_strings *pieces, const struct sg_plain *plain,
                           const struct sg_mention *mention, size_t reach, size_t *at)
{
    for (size_t i = 0; i < pieces->count; i++)
        for (size_t from = sg_diagnose_back(mention->start, reach);
             sg_diagnose_find_piece(pieces->items[i], plain, from, mention->end + reach, at); from = *at + 1)
            if (begins_word(plain, *at))
                return true;
    return false;
}

/* ---- What to try ---- */

static bool fits_operation(const struct sg_denial_try *row, const char *operation)
{
    for (size_t i = 0; i < row->operations.count; i++)
        if (sg_iam_glob(row->operations.items[i], operation ? operation : ""))
            return true;
    return false;
}

const struct sg_denial_try *sg_diagnose_find_try(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 const struct sg_mention *mention)
{
    const char *operation = mention->denial.shown.operation;
    size_t at;
    for (size_t i = 0; i < facts->tries.count; i++) {
        const struct sg_denial_try *row = &facts->tries.items[i];
        if (fits_operation(row, operation) ||
            (!operation && sg_diagnose_find_near(&row->near, plain, mention, AFTER_MOST, &at)))
            return row;
    }
    return NULL;
}
