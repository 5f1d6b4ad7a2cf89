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
    for (size_t i = 0; i < facts->forms.count; i++) {
        const struct sg_denial_form *form = &facts->forms.items[i];
        if ((form->near.count || !other) && /* of another package it counts only near words of AWS */
            is_after(&form->before, plain, &code) && is_before(&form->after, plain, &code) &&
            is_near(&form->near, plain, &code, &words[i]))
            return form;
    }
    return NULL;
}
