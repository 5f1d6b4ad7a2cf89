#include "grant/fill.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS_MOST 10000  /* texts of one pattern: several repeated options multiply */
#define BOUND_MOST 16     /* different options in one pattern */
#define TEXT_EXPECTED 128 /* characters; more have room too */
#define DEPTH_MOST 64     /* placeholders in one pattern; the text after them is kept as it is */

/* A placeholder in its parts: {option}, {option.part} or {option:form}. */
struct placeholder {
    const char *option;
    size_t option_length;
    char kind; /* '.' or ':' or '\0' */
    const char *rest;
    size_t rest_length;
    const char *end; /* after the brace */
};

static bool read_placeholder(const char *p, struct placeholder *ph)
{
    const char *close = p;
    while (*p == '{' && *close && *close != '}')
        close++;
    if (*close != '}' || close == p)
        return false;
    size_t length = (size_t)(close - p) - 1, option = 0;
    while (p[1 + option] != '.' && p[1 + option] != ':' && p[1 + option] != '}')
        option++;
    *ph = (struct placeholder){.option = p + 1, .option_length = option, .end = close + 1};
    if (option < length) {
        ph->kind = p[1 + option];
        ph->rest = p + 2 + option;
        ph->rest_length = length - option - 1;
    }
    return true;
}

/* The form in "option:form" when the item is of this option; NULL for other items. */
static const char *form_in(const char *item, const struct sg_given *given)
{
    const char *name = given->option->name;
    while (*name && *item == *name)
        item++, name++;
    return !*name && *item == ':' ? item + 1 : NULL;
}

static bool has_form(const struct sg_arn_form *form, const char *name)
{
    return form && sg_equals(form->name, name);
}

/* A value of which nobody knows the form is selected for both. */
static bool is_selected(const struct sg_statement *statement, const struct sg_given *given,
                        const struct sg_value *value)
{
    bool asked = false, met = false;
    for (size_t i = 0; i < statement->when.count; i++) {
        const char *form = form_in(statement->when.items[i], given);
        asked = asked || form;
        met = met || (form && (has_form(value->form, form) || has_form(value->maybe, form)));
    }
    for (size_t i = 0; i < statement->unless.count; i++) {
        const char *form = form_in(statement->unless.items[i], given);
        if (form && has_form(value->form, form))
            return false;
    }
    return met || (!asked && !(value->form && value->form->apart));
}

static bool any_is_selected(const struct sg_statement *statement, const struct sg_given *given)
{
    for (size_t i = 0; i < given->count; i++)
        if (is_selected(statement, given, &given->values[i]))
            return true;
    return false;
}

/* The length of the option in "option" or "option:form". */
static size_t option_length(const char *item)
{
    size_t length = 0;
    while (item[length] && item[length] != ':')
        length++;
    return length;
}

static bool list_names(const struct sg_strings *list, const char *option)
{
    size_t n = strlen(option);
    for (size_t i = 0; i < list->count; i++)
        for (const char *p = list->items[i]; (p = strchr(p, '{')); p++)
            if (p[1] == *option && strncmp(p + 1, option, n) == 0 && strchr(".:}", p[n + 1]))
                return true;
    return false;
}

bool sg_grant_statement_uses(const struct sg_statement *statement, const char *option)
{
    size_t n = strlen(option);
    for (size_t i = 0; i < statement->when.count; i++)
        if (n == option_length(statement->when.items[i]) && memcmp(statement->when.items[i], option, n) == 0)
            return true;
    for (size_t i = 0; i < statement->conditions.count; i++)
        if (list_names(&statement->conditions.items[i].values, option))
            return true;
    return list_names(&statement->resources, option);
}

bool sg_grant_statement_applies(const struct sg_use *use, const struct sg_statement *statement)
{
    for (size_t i = 0; i < statement->when.count; i++) {
        const char *item = statement->when.items[i];
        const struct sg_given *given = sg_given(use, item, option_length(item));
        if (!given || !any_is_selected(statement, given))
            return false;
    }
    for (size_t i = 0; i < statement->unless.count; i++) {
        const char *item = statement->unless.items[i];
        const struct sg_given *given = sg_given(use, item, option_length(item));
        if (given && (!strchr(item, ':') || !any_is_selected(statement, given)))
            return false;
    }
    for (size_t i = 0; i < use->count; i++)
        if (!any_is_selected(statement, &use->given[i]) && /* the quicker question, and mostly it is */
            sg_grant_statement_uses(statement, use->given[i].option->name))
            return false;
    return true;
}

static bool is(const struct placeholder *ph, const char *part)
{
    return sg_is_word(part, ph->rest, ph->rest_length);
}

/* The name without the prefix of its form, or "*" when nobody can see it. */
static const char *base_name(const struct sg_value *value)
{
    size_t length = 0;
    if (value->name && sg_form_of_name(value->kind, value->name, &length))
        return value->name + length;
    return value->name && !sg_starts_with(value->name, "${") ? value->name : "*";
}

static const char *value_part(const struct sg_filling *f, const struct placeholder *ph, struct sg_origin origin,
                              const struct sg_value *value)
{
    if (is(ph, "region"))
        return value->region ? value->region : "${AWS::Region}";
    if (is(ph, "account"))
        return value->account ? value->account : "${AWS::AccountId}";
    if (is(ph, "partition"))
        return value->partition ? value->partition : f->scope->partition;
    if (is(ph, "base"))
        return base_name(value);
    if (is(ph, "qualifier"))
        return value->qualifier ? value->qualifier : "";
    return sg_value_name(f->scope, origin, value);
}

static const char *value_text(const struct sg_filling *f, const struct placeholder *ph, bool at_start,
                              const struct sg_given *given, const struct sg_value *value)
{
    if (ph->kind == ':') {
        const char *name = sg_copy_bytes(f->scope->arena, ph->rest, ph->rest_length);
        const struct sg_arn_form *form = sg_find_form(value->kind, name);
        return form ? sg_value_arn(f->scope, given->origin, value, form, f->style) : "";
    }
    if (ph->kind == '.')
        return value_part(f, ph, given->origin, value);
    if (at_start && value->kind->arn)
        return sg_value_arn(f->scope, given->origin, value, NULL, f->style);
    return sg_value_name(f->scope, given->origin, value);
}

/* {partition}, {region} and {account} of the stack. */
static const char *stack_text(const struct sg_filling *f, const struct placeholder *ph)
{
    const struct {
        const char *name, *text;
    } known[] = {
        {"partition", f->style == SG_ARN_BY_NAME ? "${AWS::Partition}" : f->scope->partition},
        {"region", f->use->region ? f->use->region : "${AWS::Region}"},
        {"account", "${AWS::AccountId}"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (sg_is_word(known[i].name, ph->option, ph->option_length))
            return known[i].text;
    return "";
}

struct run {
    const struct sg_filling *filling;
    const char *pattern;
    struct sg_strings *texts;
    struct sg_buffer made; /* what comes before the part that is being filled */
    struct {
        const struct sg_given *given;
        const struct sg_value *value;
    } bound[BOUND_MOST];
    size_t bound_count, depth;
};

static const struct sg_value *bound_value(const struct run *r, const struct sg_given *given)
{
    for (size_t i = 0; i < r->bound_count; i++)
        if (r->bound[i].given == given)
            return r->bound[i].value;
    return NULL;
}

static bool fill_from(struct run *r, const char *p);

/* Fills from p on, with `text` before it; NULL was reported. */
static bool go_on_after(struct run *r, const char *text, const char *p)
{
    size_t before = r->made.length;
    if (!text)
        return false;
    sg_add(&r->made, text);
    bool ok = fill_from(r, p);
    r->made.length = before;
    r->made.text[before] = '\0';
    return ok;
}

static bool fill_value(struct run *r, const struct placeholder *ph, const char *p, const struct sg_given *given,
                       const struct sg_value *value)
{
    const char *text = value_text(r->filling, ph, p == r->pattern, given, value);
    if (text && p == r->pattern && !ph->kind && *ph->end == '/' && value->form && value->form->inside)
        text = sg_concat(r->filling->scope->arena, text, value->form->inside);
    if (!go_on_after(r, text, ph->end))
        return false;
    if (!value->slash_unknown || r->filling->style == SG_ARN_BY_NAME)
        return true;
    /* If it is unknown whether the name begins with '/', grant both ARNs; the wrong one matches nothing. */
    struct sg_value slashed = *value;
    slashed.slash_unknown = false;
    slashed.slash_in_name = true;
    return go_on_after(r, value_text(r->filling, ph, p == r->pattern, given, &slashed), ph->end);
}

static bool fill_each(struct run *r, const struct placeholder *ph, const char *p, const struct sg_given *given)
{
    const struct sg_value *bound = bound_value(r, given);
    if (bound)
        return fill_value(r, ph, p, given, bound);
    for (size_t i = 0; i < given->count; i++) {
        const struct sg_value *value = &given->values[i];
        if (!is_selected(r->filling->statement, given, value) || r->bound_count == BOUND_MOST)
            continue;
        r->bound[r->bound_count].given = given;
        r->bound[r->bound_count++].value = value;
        bool ok = fill_value(r, ph, p, given, value);
        r->bound_count--;
        if (!ok)
            return false;
    }
    return true;
}

static bool add_made(struct run *r, const char *rest)
{
    if (r->texts->count >= TEXTS_MOST)
        return sg_fail(r->filling->scope->findings, r->filling->use->origin,
                       "the options give more than %d resources; write several grants", TEXTS_MOST);
    sg_add(&r->made, rest);
    if (!sg_strings_have(r->texts, r->made.text))
        sg_push(r->filling->scope->arena, r->texts,
                sg_copy_bytes(r->filling->scope->arena, r->made.text, r->made.length));
    return true;
}

/* The number of placeholders in a catalog pattern bounds the depth. */
static bool fill_from(struct run *r, const char *p)
{
    const char *open = p;
    struct placeholder ph;
    while (*open && *open != '{')
        open++;
    if (!*open || r->depth == DEPTH_MOST || !read_placeholder(open, &ph))
        return add_made(r, p);
    sg_add_bytes(&r->made, p, (size_t)(open - p));
    const struct sg_given *given = sg_given(r->filling->use, ph.option, ph.option_length);
    r->depth++;
    bool ok =
        given ? fill_each(r, &ph, open, given) : go_on_after(r, ph.kind ? "" : stack_text(r->filling, &ph), ph.end);
    r->depth--;
    return ok;
}

bool sg_grant_fill(const struct sg_filling *filling, const char *pattern, struct sg_strings *texts)
{
    struct run r = {.filling = filling, .pattern = pattern, .texts = texts};
    r.made = sg_buffer_sized(filling->scope->arena, SG_BUFFER_MOST, TEXT_EXPECTED);
    return fill_from(&r, pattern);
}

/* "Incoming", "IncomingAndRetry", "IncomingAnd2More". */
static const char *sid_words(const struct sg_filling *f, const struct sg_given *given)
{
    struct sg_arena *a = f->scope->arena;
    struct sg_strings words = {0};
    for (size_t i = 0; i < given->count; i++) {
        const char *name = given->values[i].name ? given->values[i].name : given->option->name;
        const char *word = sg_camel_case(a, strstr(name, "${=") ? given->option->name : name);
        if (is_selected(f->statement, given, &given->values[i]) && *word)
            sg_push_once(a, &words, strlen(word) > 40 ? sg_copy_bytes(a, word, 40) : word);
    }
    if (words.count > 2)
        return sg_format(a, "%sAnd%zuMore", words.items[0], words.count - 1);
    return sg_join(a, &words, "And");
}

const char *sg_grant_fill_sid(const struct sg_filling *filling, const char *pattern)
{
    struct sg_buffer b = sg_buffer_new(filling->scope->arena, SG_BUFFER_MOST);
    struct placeholder ph;
    for (const char *p = pattern; *p;) {
        if (!read_placeholder(p, &ph)) {
            const char *next = strchr(p + 1, '{');
            next = next ? next : p + strlen(p);
            sg_add_bytes(&b, p, (size_t)(next - p));
            p = next;
            continue;
        }
        const struct sg_given *given = sg_given(filling->use, ph.option, ph.option_length);
        if (given)
            sg_add(&b, sid_words(filling, given));
        p = ph.end;
    }
    return b.text;
}
