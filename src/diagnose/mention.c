#include "diagnose/mention_internal.h"

#include "base/text.h"
#include "diagnose/document_internal.h"
#include "diagnose/reported_internal.h"

#include <string.h>

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

static bool is_of_class(char c)
{
    return sg_is_alnum(c) || (c && strchr("._:\\|", c));
}

static struct sg_error_name name_around(const struct sg_plain *plain, size_t start, size_t end)
{
    while (start && is_of_class(plain->text[start - 1]))
        start--;
    while (end < plain->length && is_of_class(plain->text[end]))
        end++;
    while (end > start && plain->text[end - 1] == ':')
        end--;
    return (struct sg_error_name){start, end};
}

/* ---- Words around it ---- */

bool sg_diagnose_follows(const char *words, const struct sg_plain *plain, size_t at)
{
    for (size_t n = strlen(words); n; n--) {
        char c = words[n - 1];
        while (at && plain->text[at - 1] != '\n' && sg_diagnose_is_gap(plain->text[at - 1]) && (c != ' ' || n > 1))
            at--;
        if (c == ' ')
            continue;
        if (!at || plain->small[at - 1] != sg_small_letter(c))
            return false;
        at--;
    }
    return !sg_is_alnum(*words) || !at || !sg_is_alnum(plain->text[at - 1]);
}

/* A longer line has no beginning that people wrote, such as a file of records in one line; and each mention in it asks. */
#define LINE_MOST 2000

size_t sg_diagnose_line_start(const struct sg_plain *plain, size_t at)
{
    size_t floor = at > LINE_MOST ? at - LINE_MOST : 0;
    while (at > floor && plain->text[at - 1] != '\n')
        at--;
    return sg_diagnose_skip_gaps(plain, at);
}

size_t sg_diagnose_before_quotes(const struct sg_plain *plain, size_t at)
{
    while (at && (is_quote(plain->text[at - 1]) || strchr("([{", plain->text[at - 1])))
        at--;
    return at > 4 && sg_diagnose_piece_at("some", plain, at - 4) ? at - 4 : at;
}

/* The phrase is at `at`, and a word ends with it. */
static bool says(const char *words, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    return sg_diagnose_phrase_at(words, plain, at, &found) &&
           !(sg_is_alnum(plain->text[found.end - 1]) && sg_is_alnum(plain->text[found.end]));
}

/* Returns whether the line around `at`, after the mark of a changed line or a list, or the last sentence in it begins so. */
static bool begins_line(const char *words, const struct sg_plain *plain, size_t at)
{
    size_t start = sg_diagnose_line_start(plain, at), sentence = at;
    while (start < at && strchr("+-* ", plain->text[start]))
        start++;
    while (sentence > start && !(plain->text[sentence - 1] == ' ' && strchr(".:", plain->text[sentence - 2])))
        sentence--;
    return says(words, plain, start) || (sentence > start && says(words, plain, sentence));
}

/* The end of quotes and brackets that close at `at`. */
static size_t after_quotes(const struct sg_plain *plain, size_t at)
{
    while (at < plain->length && (is_quote(plain->text[at]) || plain->text[at] == ')'))
        at++;
    return at;
}

/* Returns whether the words are before the name, with '^' at the beginning of its line, with '~' before it in its line,
 * with '$' after it. */
static bool is_named_by(const char *words, const struct sg_plain *plain, const struct sg_error_name *name)
{
    struct sg_found found;
    size_t line = sg_diagnose_line_start(plain, name->start);
    return *words == '^'   ? begins_line(words + 1, plain, name->start)
           : *words == '~' ? sg_diagnose_first_phrase(words + 1, plain, line, name->start, &found)
           : *words == '$' ? says(words + 1, plain, after_quotes(plain, name->end))
                           : sg_diagnose_follows(words, plain, name->start) ||
                                 sg_diagnose_follows(words, plain, sg_diagnose_before_quotes(plain, name->start));
}

/* ---- Its form ---- */

/* A pattern such as "AccessDenied*", an item of a list of texts, an argument, a choice, or a text that is compared. */
static bool is_pattern(const struct sg_plain *plain, const struct sg_error_name *name)
{
    const char *text = plain->text;
    char before = name->start ? text[name->start - 1] : ' ', next = text[name->end];
    if (next == '*' || next == '%' || before == '*' || (before == '[' && next == ','))
        return true;
    struct sg_found found;
    if (before == '(' && sg_diagnose_phrase_at(" or ", plain, name->end, &found))
        return true;
    if (!name->start || !is_quote(before) || next != before)
        return false;
    if (strncmp(text + name->end + 1, " | ", 3) == 0 && is_quote(text[name->end + 4]))
        return true; /* a type of TypeScript */
    if (text[name->end + 1] == '}' && text[name->end + 2] == ' ' && strchr("0123456789", text[name->end + 3]))
        return true; /* a label of a metric, with its value */
    bool closes = text[name->end + 1] == ')';
    return text[sg_diagnose_skip_gaps(plain, name->end)] == ']' || sg_diagnose_follows("[", plain, name->start) ||
           (sg_diagnose_follows(" = ", plain, name->start) && text[name->start - 2] == ' ') ||
           (closes && sg_diagnose_follows(", ", plain, name->start)) ||
           (closes && name->start > 2 && text[name->start - 2] == '(' && sg_diagnose_is_gap(text[name->start - 3]));
}

/* "Access Denied: ${name}", "AccessDenied: %s": a text of a program in which values are written later. */
static bool is_format(const struct sg_plain *plain, size_t end)
{
    const char *text = plain->text + end;
    if (text[0] != ':' || text[1] != ' ')
        return false;
    text += 2;
    return (text[0] == '%' && text[1] && strchr("svwdq", text[1])) || (text[0] == '#' && text[1] == '{') ||
           (text[0] == '$' && (text[1] == '{' || sg_is_alnum(text[1]))) ||
           (text[0] == '{' && text[1] >= 'a' && text[1] <= 'z');
}

/* ACCESS_DENIED_ERRORS, but not ACCESS_DENIED_ERROR */
static bool is_longer_constant(const char *text)
{
    static const char *const ends[] = {"_EXCEPTION", "_ERROR", "_FAULT"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (strncmp(text, ends[i], strlen(ends[i])) == 0 && !sg_is_alnum(text[strlen(ends[i])]))
            return false;
    return text[0] == '_' && sg_is_alnum(text[1]);
}

/* AccessDeniedCount, "AccessDenied": 0, AccessDenied=0, AccessDenied:: and a link are no error. */
static bool is_other_name(const struct sg_plain *plain, const struct sg_error_name *name, size_t found)
{
    const char *text = plain->text + name->end;
    static const char *const ends[] = {"Exception", "Fault", "Error", "Traceback"};
    if (plain->text[found] >= 'A' && plain->text[found] <= 'Z') {
        for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
            if (sg_diagnose_has_piece(ends[i], plain, found, name->end))
                return false;
        return true;
    }
    return is_longer_constant(plain->text + found) ||
           (is_quote(text[0]) && name->start && plain->text[name->start - 1] == text[0] && text[1] == ':') ||
           (text[0] == '=' && text[1] >= '0' && text[1] <= '9') || strncmp(text, ":: ", 3) == 0 ||
           strncmp(text, "](", 2) == 0 || strncmp(text, "</h", 3) == 0 || strncmp(text, "</td", 4) == 0 ||
           strncmp(text, "</t", 3) == 0;
}

/* The name of a file of this computer after "AccessDeniedException: ". */
static bool is_of_file(const struct sg_plain *plain, size_t end)
{
    size_t at = sg_diagnose_skip_gaps(plain, end + (plain->text[end] == ':'));
    const char *text = plain->text + at;
    return plain->text[end] == ':' && at < plain->length &&
           ((text[0] == '/' && text[1] != '/') || (sg_is_alnum(text[0]) && text[1] == ':' && text[2] == '\\'));
}

static bool has_aws(const struct sg_plain *plain, const struct sg_error_name *name)
{
    static const char *const words[] = {"aws", "amazon", "boto", "smithy", "errorfactory"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sg_diagnose_has_piece(words[i], plain, name->start, name->end))
            return true;
    return false;
}

/* A class of two or more packages, none of them of AWS: "odoo.exceptions.AccessDenied". Hadoop uses one of Java for S3. */
static bool is_of_other_program(const struct sg_plain *plain, const struct sg_error_name *name)
{
    size_t packages = 0;
    for (size_t i = name->start + 1; i < name->end; i++)
        packages += strchr(".:\\", plain->text[i]) && !strchr(".:\\", plain->text[i - 1]);
    struct sg_found found;
    return packages > 1 && !has_aws(plain, name) &&
           !sg_diagnose_first_phrase("s3", plain, name->end, name->end + 4, &found);
}

/* The name before ": Access Denied". */
static bool follows_other_program(const struct sg_plain *plain, size_t at)
{
    while (at && (plain->text[at - 1] == ' ' || is_quote(plain->text[at - 1])))
        at--;
    if (!at || plain->text[at - 1] != ':')
        return false;
    struct sg_error_name before = name_around(plain, at - 1, at - 1);
    return is_of_other_program(plain, &before);
}

/*
 * AWS writes "Access Denied", and error codes with capitals, without an exclamation or question mark. "Access denied" can be
 * of AWS when its line shows that a program reports it.
 */
static bool is_written_by_people(const struct sg_plain *plain, const struct sg_found *found, bool words)
{
    static const char *const signs[] = {"amazonaws", "arn:",         "AccessDenied", "request id", "RequestId",
                                        "api error", "when calling", "Service:",     "status code"};
    size_t start = sg_diagnose_line_start(plain, found->start), end = found->end;
    if (plain->text[end] == '!' || plain->text[end] == '?')
        return true;
    bool capital = words && !sg_diagnose_piece_at("access denied", plain, found->start);
    for (size_t i = found->start + words; i < found->end; i++)
        capital = capital || (plain->text[i] >= 'A' && plain->text[i] <= 'Z');
    while (end < plain->length && plain->text[end] != '\n')
        end++;
    for (size_t i = 0; words && !capital && i < sizeof signs / sizeof *signs; i++)
        if (sg_diagnose_has_piece(signs[i], plain, start, end))
            return false;
    return !capital;
}

bool sg_diagnose_is_named(const struct sg_denial_facts *facts, const struct sg_plain *plain, size_t start, size_t end)
{
    struct sg_error_name name = {start, end};
    for (size_t i = 0; i < facts->mentions.count; i++)
        if (is_named_by(facts->mentions.items[i], plain, &name))
            return true;
    return false;
}

/* "AccessDenied: Access Denied": the words repeat the code before them, which begins at the result. */
static size_t before_code(const struct sg_plain *plain, size_t at)
{
    if (at < 3 || plain->text[at - 1] != ' ' || plain->text[at - 2] != ':')
        return at;
    struct sg_error_name code = name_around(plain, at - 2, at - 2);
    return sg_diagnose_has_piece("AccessDenied", plain, code.start, code.end) ? code.start : at;
}

static size_t after_words(const struct sg_plain *plain, size_t end)
{
    struct sg_found found;
    return sg_diagnose_phrase_at(": Access Denied", plain, end, &found) ? found.end : end;
}

bool sg_diagnose_is_mention(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            const struct sg_found *found)
{
    if (sg_diagnose_piece_at("service:", plain, found->start))
        return false; /* it has the status of an answer */
    bool words = memchr(plain->text + found->start, ' ', found->end - found->start) != NULL; /* "Access Denied" */
    struct sg_error_name name = {found->start, found->end};
    name = words ? name : name_around(plain, found->start, found->end);
    if (is_written_by_people(plain, found, words) ||
        (sg_diagnose_is_in_document(plain, name.start, name.end) && !sg_diagnose_follows("<Code>", plain, name.start)))
        return true;
    if (sg_diagnose_is_named(facts, plain, words ? before_code(plain, name.start) : name.start,
                             words ? name.end : after_words(plain, name.end)))
        return true;
    return !sg_diagnose_is_reported(plain, &name, words) || sg_diagnose_is_told_of(plain, &name) ||
           is_pattern(plain, &name) || is_format(plain, name.end) || is_other_name(plain, &name, found->end) ||
           is_of_file(plain, name.end) || (!words && is_of_other_program(plain, &name)) ||
           follows_other_program(plain, found->start) ||
           (name.end >= 6 && strncmp(plain->text + name.end - 6, ".class", 6) == 0);
}
