#include "diagnose/evidence_internal.h"

#include "base/text.h"

#include <string.h>

#define NEAR 600       /* bytes around an error code within which `near` of a form counts */
#define CLASS_MOST 200 /* bytes of the name of a class before the code that ends it */
#define OFTEN 32       /* searches near error codes, after which it pays to search the whole text once */

/* An error code in a text: "AccessDenied", or the class that ends with it. */
struct code {
    size_t start, name; /* of the words, and of the class */
    size_t end;
};

static bool is_of_class(char c)
{
    return sg_is_alnum(c) || (c && strchr("._:\\#", c));
}

static struct code code_at(const struct sg_plain *plain, const struct sg_found *found)
{
    struct code code = {found->start, found->start, found->end};
    while (code.name && code.start - code.name < CLASS_MOST && is_of_class(plain->text[code.name - 1]))
        code.name--;
    while (code.end < plain->length && sg_is_alnum(plain->text[code.end]))
        code.end++;
    return code;
}

static size_t before_gaps(const struct sg_plain *plain, size_t at)
{
    while (at && (sg_diagnose_is_gap(plain->text[at - 1]) || plain->text[at - 1] == '*'))
        at--;
    return at;
}

static bool ends_at(const char *phrase, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    return sg_diagnose_phrase_around(phrase, strlen(phrase), plain, at, &found);
}

static bool is_after(const struct sg_strings *phrases, const struct sg_plain *plain, const struct code *code)
{
    size_t start = before_gaps(plain, code->start), name = before_gaps(plain, code->name);
    for (size_t i = 0; i < phrases->count; i++) {
        const char *phrase = phrases->items[i];
        if (ends_at(phrase, plain, code->start) || (start != code->start && ends_at(phrase, plain, start)) ||
            (name != start && ends_at(phrase, plain, name)))
            return true;
    }
    return phrases->count == 0;
}

/* A bit for a character, the same for its capital. */
static uint64_t bit_of(char c)
{
    return (uint64_t)1 << (sg_small_letter(c) & 63);
}

/* The characters with which one of the phrases can end. */
static uint64_t ends_of(const struct sg_strings *phrases)
{
    uint64_t ends = phrases->count ? 0 : UINT64_MAX;
    for (size_t i = 0; i < phrases->count; i++) {
        char last = phrases->items[i][strlen(phrases->items[i]) - 1];
        ends |= last == '}' || last == ' ' ? UINT64_MAX : bit_of(last);
    }
    return ends;
}

/* The characters with which the text before a code ends, where is_after looks. */
static uint64_t ends_before(const struct sg_plain *plain, const struct code *code)
{
    const size_t places[] = {code->start, before_gaps(plain, code->start), before_gaps(plain, code->name)};
    uint64_t ends = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        char last = places[i] ? plain->text[places[i] - 1] : '\n';
        ends |= last == '\n' ? UINT64_MAX : bit_of(last); /* a line end can cut a word */
    }
    return ends;
}

static bool is_before(const struct sg_strings *phrases, const struct sg_plain *plain, const struct code *code)
{
    struct sg_found found;
    size_t next = sg_diagnose_skip_gaps(plain, code->end);
    while (next < plain->length && plain->text[next] == '*')
        next++;
    for (size_t i = 0; i < phrases->count; i++)
        if (sg_diagnose_phrase_at(phrases->items[i], plain, code->end, &found) ||
            (next != code->end && sg_diagnose_phrase_at(phrases->items[i], plain, next, &found)))
            return true;
    return phrases->count == 0;
}

static bool is_near(const struct sg_strings *phrases, const struct sg_plain *plain, const struct code *code,
                    struct sg_form_words *words)
{
    if (phrases->count == 0)
        return true;
    if (++words->asked == OFTEN)
        words->nowhere = !sg_diagnose_has_any_phrase(phrases, plain, 0, plain->length);
    return !words->nowhere &&
           sg_diagnose_has_any_phrase(phrases, plain, code->name > NEAR ? code->name - NEAR : 0, code->end + NEAR);
}

bool sg_diagnose_is_other_class(const struct sg_plain *plain, size_t start, size_t end)
{
    static const char *const ours[] = {"aws", "amazon", "boto", "s3"};
    size_t dots = 0;
    for (size_t i = start; i < end; i++)
        dots += (plain->text[i] == '.' || plain->text[i] == '\\') && sg_is_alnum(plain->text[i + 1]);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (sg_diagnose_has_piece(ours[i], plain, start, end))
            return false;
    return dots > 1;
}

const struct sg_denial_form *sg_diagnose_form_of(const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                                 const struct sg_found *found, struct sg_form_words *words)
{
    struct code code = code_at(plain, found);
    char first = plain->text[code.name]; /* packages begin with a small letter */
    bool other = first >= 'a' && first <= 'z' && sg_diagnose_is_other_class(plain, code.name, code.end);
    const uint64_t ends = ends_before(plain, &code);
    for (size_t i = 0; i < facts->forms.count; i++) {
        const struct sg_denial_form *form = &facts->forms.items[i];
        words[i].ends = words[i].ends ? words[i].ends : ends_of(&form->before);
        if ((words[i].ends & ends) &&
            (form->near.count || !other) && /* another package counts only near words of AWS */
            is_after(&form->before, plain, &code) && is_before(&form->after, plain, &code) &&
            is_near(&form->near, plain, &code, &words[i]))
            return form;
    }
    return NULL;
}
