#include "catalog/denial.h"

#include "base/text.h"
#include "catalog/caller.h"
#include "catalog/catalog_internal.h"

#include <string.h>
#include <strings.h>

static const char *find_piece(const char *phrase, const char *piece)
{
    size_t length = strlen(piece);
    for (; *phrase; phrase++)
        if (strncasecmp(phrase, piece, length) == 0)
            return phrase;
    return NULL;
}

#define ANCHOR_LEAST 6 /* bytes: shorter ones make the search slow */

static bool is_anchor(const struct sg_denial_message *row, const char *anchor, struct sg_findings *f)
{
    struct sg_origin file = {.subject = "denials.yaml"};
    if (strlen(anchor) < ANCHOR_LEAST)
        return sg_fail(f, file, "%s: the anchor has fewer than %d letters", row->name, ANCHOR_LEAST);
    if (!sg_is_alnum(anchor[0]) || !sg_is_alnum(anchor[1]))
        return sg_fail(f, file, "%s: the anchor must begin with two letters", row->name);
    return true;
}

/*
 * The position of an anchor in each phrase of the row, SG_NO_PIECE where it is not in. Returns the last phrase without
 * it.
 */
static const char *find_pieces(struct sg_arena *a, const struct sg_denial_message *row, const char *anchor,
                               size_t **pieces)
{
    const char *without = NULL;
    *pieces = sg_new_array(a, size_t, row->says.count);
    for (size_t i = 0; i < row->says.count; i++) {
        const char *says = row->says.items[i], *piece = find_piece(says, anchor);
        (*pieces)[i] = piece ? (size_t)(piece - says) : SG_NO_PIECE;
        without = piece ? without : says;
    }
    return without;
}

static bool find_anchors(struct sg_arena *a, struct sg_denial_message *row, struct sg_findings *f)
{
    if (!is_anchor(row, row->anchor, f) || (row->second_anchor && !is_anchor(row, row->second_anchor, f)))
        return false;
    const char *without = find_pieces(a, row, row->anchor, &row->pieces);
    if (row->second_anchor)
        find_pieces(a, row, row->second_anchor, &row->second_pieces);
    return !without || sg_fail(f, (struct sg_origin){.subject = "denials.yaml"},
                               "%s: the anchor \"%s\" is not in \"%s\"", row->name, row->anchor, without);
}

/* ---- References between rows ---- */

/* A check in progress, which ends at the first fault. */
struct checking {
    const struct sg_denial_facts *facts;
    struct sg_findings *findings;
    bool ok;
};

static void check_place(struct checking *c, const char *row, const char *name, const char *other)
{
    if (!c->ok || !name || strcmp(name, "identity") == 0 || (other && strcmp(name, other) == 0) ||
        sg_find_remedy(c->facts, name))
        return;
    c->ok = sg_fail(c->findings, (struct sg_origin){.subject = "denials.yaml"},
                    "%s needs the place \"%s\", which is not in `places`", row, name);
}

static void check_places(struct checking *c, const char *row, const struct sg_strings *names)
{
    for (size_t i = 0; i < names->count; i++)
        check_place(c, row, names->items[i], NULL);
}

/* Searches look for the first letter of a phrase. */
static void check_phrase(struct checking *c, const char *phrase)
{
    if (c->ok && (*phrase == '{' || *phrase == ' ' || !*phrase))
        c->ok = sg_fail(c->findings, (struct sg_origin){.subject = "denials.yaml"},
                        "\"%s\" begins with {name} or a blank; begin it with a letter or a punctuation mark", phrase);
}

/* Returns whether each {name} of a form of line prefixes is one of those that diagnose reads; "{{" is a brace. */
static bool has_known_parts(const char *form)
{
    static const char *const parts[] = {"{time}", "{date}", "{word}", "{number}", "{cell}"};
    for (const char *p = strchr(form, '{'); p; p = strchr(p + 1, '{')) {
        bool known = p[1] == '{';
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            known |= sg_starts_with(p, parts[i]);
        if (!known)
            return false;
    }
    return *form && sg_ends_with(form, " ");
}

static void check_prefix(struct checking *c, const char *form)
{
    if (c->ok && !has_known_parts(form))
        c->ok = sg_fail(
            c->findings, (struct sg_origin){.subject = "denials.yaml"},
            "the line prefix \"%s\" is not made of {time}, {date}, {word}, {number}, {cell} and other characters, "
            "with a blank at its end",
            form);
}

static void check_reason(struct checking *c, const struct sg_denial_reason *row)
{
    check_place(c, row->reason, row->place, "resource");
    for (size_t i = 0; i < row->says.count; i++)
        check_phrase(c, row->says.items[i]);
}

static void check_message(struct checking *c, const struct sg_denial_message *row)
{
    check_place(c, row->name, row->place, NULL);
    check_places(c, row->name, &row->candidates);
    if (c->ok && row->reason && !sg_find_denial_reason(c->facts, row->reason))
        c->ok = sg_fail(c->findings, (struct sg_origin){.subject = "denials.yaml"},
                        "%s needs the reason \"%s\", which is not in `reasons`", row->name, row->reason);
}

static bool check_facts(const struct sg_denial_facts *facts, struct sg_findings *f)
{
    struct checking c = {.facts = facts, .findings = f, .ok = true};
    check_place(&c, "every text", "unknown", NULL);
    for (size_t i = 0; i < facts->reasons.count; i++)
        check_reason(&c, &facts->reasons.items[i]);
    for (size_t i = 0; i < facts->messages.count; i++)
        check_message(&c, &facts->messages.items[i]);
    for (size_t i = 0; i < facts->actions.count; i++) {
        const struct sg_denial_action *row = &facts->actions.items[i];
        check_place(&c, row->action, row->resource, NULL);
        check_place(&c, row->action, row->unsaid, "either");
        check_places(&c, row->action, &row->candidates);
    }
    for (size_t i = 0; i < facts->tries.count; i++)
        check_places(&c, "tries", &facts->tries.items[i].candidates);
    for (size_t i = 0; i < facts->wrappers.count; i++)
        check_phrase(&c, facts->wrappers.items[i].says);
    for (size_t i = 0; i < facts->strangers.count; i++)
        check_phrase(&c, facts->strangers.items[i]);
    for (size_t i = 0; i < facts->prefixes.count; i++)
        check_prefix(&c, facts->prefixes.items[i]);
    return c.ok;
}

const struct sg_denial_facts *sg_denial_facts(struct sg_catalog *c, struct sg_findings *f)
{
    const struct sg_denial_facts *facts = sg_catalog_load(c, "denials.yaml", f);
    for (size_t i = 0; facts && i < facts->messages.count; i++)
        if (!find_anchors(sg_catalog_arena(c), &facts->messages.items[i], f))
            return NULL;
    if (!facts || !check_facts(facts, f))
        return NULL;
    struct sg_denial_facts *made = sg_new(sg_catalog_arena(c), struct sg_denial_facts);
    *made = *facts;
    made->catalog = c;
    return made;
}

const struct sg_remedy *sg_find_remedy(const struct sg_denial_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->places.count; i++)
        if (strcmp(facts->places.items[i].name, name) == 0)
            return &facts->places.items[i];
    return NULL;
}

const struct sg_denial_reason *sg_find_denial_reason(const struct sg_denial_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->reasons.count; i++)
        if (strcmp(facts->reasons.items[i].reason, name) == 0)
            return &facts->reasons.items[i];
    return NULL;
}

const char *sg_named_principal(const struct sg_denial_facts *facts, const char *name)
{
    for (size_t i = 0; i < facts->services.count; i++) {
        const struct sg_denial_service *service = &facts->services.items[i];
        if (strcmp(service->name, name) == 0)
            return service->invoker ? service->invoker : service->principal;
    }
    const struct sg_callers *callers = sg_callers(facts->catalog, NULL);
    for (size_t i = 0; callers && i < callers->count; i++)
        if (callers->items[i].title && strcmp(callers->items[i].title, name) == 0)
            return callers->items[i].principal;
    return NULL;
}
