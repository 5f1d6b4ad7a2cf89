#include "diagnose/mention_internal.h"

#include "base/text.h"

#include <string.h>

static bool is_quote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

/* The name of an error with its class: java.nio.file.AccessDeniedException, Aws::S3::Errors::AccessDenied. */
struct name {
    size_t start, end;
};

static bool is_of_class(char c)
{
    return sg_is_alnum(c) || (c && strchr("._:\\|", c));
}

static struct name name_around(const struct sg_plain *plain, size_t start, size_t end)
{
    while (start && is_of_class(plain->text[start - 1]))
        start--;
    while (end < plain->length && is_of_class(plain->text[end]))
        end++;
    while (end > start && plain->text[end - 1] == ':')
        end--;
    return (struct name){start, end};
}

/* ---- Words around it ---- */

/* Returns whether the text before `at` ends with the words, apart from gaps between them and after them. */
static bool follows(const char *words, const struct sg_plain *plain, size_t at)
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

static size_t line_start(const struct sg_plain *plain, size_t at)
{
    while (at && plain->text[at - 1] != '\n')
        at--;
    return sg_diagnose_skip_gaps(plain, at);
}

/* Returns whether the line around `at` begins with the words. */
static bool begins_line(const char *words, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    return sg_diagnose_phrase_at(words, plain, line_start(plain, at), &found) && !sg_is_alnum(plain->text[found.end]);
}

/* Returns whether the words are before the name, or with '^' at the beginning of its line. */
static bool is_named_by(const char *words, const struct sg_plain *plain, const struct name *name)
{
    return *words == '^' ? begins_line(words + 1, plain, name->start) : follows(words, plain, name->start);
}

/* ---- Its form ---- */

/* A pattern such as "AccessDenied*", an item of a list of texts, an argument, a choice, or a text that is compared. */
static bool is_pattern(const struct sg_plain *plain, const struct name *name)
{
    const char *text = plain->text;
    char before = name->start ? text[name->start - 1] : ' ', next = text[name->end];
    if (next == '*' || next == '%' || before == '*')
        return true;
    struct sg_found found;
    if (before == '(' && sg_diagnose_phrase_at(" or ", plain, name->end, &found))
        return true;
    if (!name->start || !is_quote(before) || next != before)
        return false;
    if (strncmp(text + name->end + 1, " | ", 3) == 0 && is_quote(text[name->end + 4]))
        return true; /* a type of TypeScript */
    bool closes = text[name->end + 1] == ')';
    return text[sg_diagnose_skip_gaps(plain, name->end)] == ']' || follows("[", plain, name->start) ||
           (follows(" = ", plain, name->start) && text[name->start - 2] == ' ') ||
           (closes && follows(", ", plain, name->start)) ||
           (closes && name->start > 2 && text[name->start - 2] == '(' && sg_diagnose_is_gap(text[name->start - 3]));
}

/* The name of a file of this computer after "AccessDeniedException: ". */
static bool is_of_file(const struct sg_plain *plain, size_t end)
{
    size_t at = sg_diagnose_skip_gaps(plain, end + (plain->text[end] == ':'));
    const char *text = plain->text + at;
    return plain->text[end] == ':' && at < plain->length &&
           ((text[0] == '/' && text[1] != '/') || (sg_is_alnum(text[0]) && text[1] == ':' && text[2] == '\\'));
}

/* ---- Forms in which errors are reported ---- */

/* The position before quotes, brackets and "Some(" that open before `at`. */
static size_t before_quotes(const struct sg_plain *plain, size_t at)
{
    while (at && (is_quote(plain->text[at - 1]) || strchr("([{", plain->text[at - 1])))
        at--;
    return at > 4 && sg_diagnose_piece_at("some", plain, at - 4) ? at - 4 : at;
}

/* Returns whether one of the words ends at `at`, apart from blanks. */
static bool ends_word(const char *const *words, size_t count, const struct sg_plain *plain, size_t at)
{
    for (size_t i = 0; i < count; i++)
        if (follows(words[i], plain, at))
            return true;
    return false;
}

/* "errorCode": "X", <Code>X, error='X', failed: X, service#X, api error X, occurred (X) */
static bool follows_field(const struct sg_plain *plain, size_t start)
{
    static const char *const words[] = {"error", "code",        "exception", "failed", "occurred",
                                        "got",   "failed with", "403",       "due to"};
    const char *text = plain->text;
    size_t at = before_quotes(plain, start);
    bool blank = at && text[at - 1] == ' ';
    while (at && text[at - 1] == ' ')
        at--;
    if (!at)
        return false;
    bool tag = at > 1 && text[at - 1] == '>' && sg_is_alnum(text[at - 2]);
    if (blank && text[at - 1] == '-' && (at < 2 || text[at - 2] == '\n'))
        return false; /* an item of a document */
    if (strchr(":#-", text[at - 1]) || tag || (text[at - 1] == '=' && !blank))
        return true;
    return ends_word(words, sizeof words / sizeof *words, plain, before_quotes(plain, at));
}

/* "X: message", but not the key of a literal, nor that of a document: "X:" above "description:". */
static bool has_message(const struct sg_plain *plain, const struct name *name)
{
    const char *text = plain->text;
    if (text[name->end] != ':')
        return false;
    size_t next = name->end + 1, end;
    while (text[next] == ' ')
        next++;
    if (is_quote(text[next]))
        return !name->start ||
               !strchr("{,(", text[name->start - 1 - (text[name->start - 1] == ' ' && name->start > 1)]);
    for (end = sg_diagnose_skip_gaps(plain, next); sg_is_alnum(text[end]);)
        end++;
    return text[next] != '\n' || text[end] != ':';
}

/* A row of a table with the name of a service, or a line of its own, but not a title above an empty line. */
static bool is_cell(const struct sg_plain *plain, const struct name *name)
{
    size_t start = line_start(plain, name->start), end = name->end;
    while (end < plain->length && plain->text[end] != '\n')
        end++;
    bool apart = !name->start || strchr(" ,;|\"'`\n", plain->text[name->start - 1]);
    return (apart && sg_diagnose_has_piece(".amazonaws.com", plain, start, end)) ||
           (start == name->start && sg_diagnose_skip_gaps(plain, name->end) >= end &&
            (end == plain->length || plain->text[end + 1] != '\n'));
}

/* "Access denied errors appear", "returns a 403 Access Denied error": a sentence about errors. */
static bool is_told_of(const struct sg_plain *plain, const struct name *name)
{
    struct sg_found found;
    return sg_diagnose_phrase_at(" errors ", plain, name->end, &found) ||
           (sg_diagnose_phrase_at(" error", plain, name->end, &found) && plain->text[found.end] != ':' &&
            follows("a 403 ", plain, name->start));
}

/* Returns whether the words are those of an error and not of a sentence about errors. */
static bool is_reported(const struct sg_plain *plain, const struct name *name, bool words)
{
    size_t next = name->end + (plain->text[name->end] == ')');
    struct sg_found found;
    return follows_field(plain, name->start) || has_message(plain, name) || is_cell(plain, name) ||
           sg_diagnose_phrase_at(" (Service", plain, name->end, &found) ||
           sg_diagnose_phrase_at(" when calling", plain, next, &found) ||
           sg_diagnose_phrase_at(" (client)", plain, name->end, &found) ||
           (words && (line_start(plain, name->start) == name->start ||
                      memchr(plain->text + name->start, ':', name->end - name->start) != NULL));
}

static bool has_aws(const struct sg_plain *plain, const struct name *name)
{
    static const char *const words[] = {"aws", "amazon", "boto", "smithy", "errorfactory"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sg_diagnose_has_piece(words[i], plain, name->start, name->end))
            return true;
    return false;
}

/* A class of two or more packages, none of them of AWS: "odoo.exceptions.AccessDenied". Hadoop uses one of Java for S3. */
static bool is_of_other_program(const struct sg_plain *plain, const struct name *name)
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
    struct name before = name_around(plain, at - 1, at - 1);
    return is_of_other_program(plain, &before);
}

bool sg_diagnose_is_mention(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            const struct sg_found *found)
{
    if (sg_diagnose_piece_at("service:", plain, found->start))
        return false; /* it has the status of an answer */
    bool words = memchr(plain->text + found->start, ' ', found->end - found->start) != NULL; /* "Access Denied" */
    struct name name = {found->start, found->end};
    name = words ? name : name_around(plain, found->start, found->end);
    for (size_t i = 0; i < facts->mentions.count; i++)
        if (is_named_by(facts->mentions.items[i], plain, &name))
            return true;
    return !is_reported(plain, &name, words) || is_told_of(plain, &name) || is_pattern(plain, &name) ||
           is_of_file(plain, name.end) || (!words && is_of_other_program(plain, &name)) ||
           follows_other_program(plain, found->start) ||
           (name.end >= 6 && strncmp(plain->text + name.end - 6, ".class", 6) == 0);
}
