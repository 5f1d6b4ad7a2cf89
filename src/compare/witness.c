#include "compare/witness_internal.h"

#include "base/set.h"

#include <stdint.h>
#include <string.h>

/*
 * All patterns are read at once, character by character, as a machine whose state says for each pattern which of its
 * positions are reached. Each state is visited once, by a shortest text.
 */
#define STATES_MOST 4000
#define TEXTS_MOST 400
#define ARN_COLONS 5

/* Characters that patterns rarely contain: one of them stands for all that none of the patterns names. */
static const char spare[] = "zqxjkvwy0123456789_-.~";

struct state {
    uint64_t *positions; /* a bit for each position of each pattern, pattern after pattern */
    const struct state *before;
    char by; /* the character that led here */
    size_t colons;
};

struct machine {
    struct sg_arena *arena;
    enum sg_witness_form form;
    bool folded;
    const struct sg_strings *patterns;
    size_t *starts; /* where the positions of a pattern begin */
    size_t words;   /* of a state */
    struct state **states;
    size_t count, capacity;
    struct sg_map known;
    char other; /* a character that no pattern names */
};

static char folded(const struct machine *m, char c)
{
    return m->folded ? sg_small_letter(c) : c;
}

static bool has(const uint64_t *bits, size_t n)
{
    return bits[n / 64] >> (n % 64) & 1;
}

static void set(uint64_t *bits, size_t n)
{
    bits[n / 64] |= (uint64_t)1 << (n % 64);
}

/* A '*' may match nothing, so the position after it is reached too. */
static void reach(const struct machine *m, uint64_t *bits, size_t pattern, size_t position)
{
    const char *text = m->patterns->items[pattern];
    set(bits, m->starts[pattern] + position);
    for (; text[position] == '*'; position++)
        set(bits, m->starts[pattern] + position + 1);
}

/* Returns whether a wildcard at this position of a pattern matches the character. */
static bool takes(const struct machine *m, const char *text, size_t position, char c, size_t colons)
{
    if (m->form == SG_WITNESS_TEXT || c != ':' || colons >= ARN_COLONS)
        return true;
    return text[position] == '*' && !text[position + 1];
}

static void step_pattern(const struct machine *m, const struct state *from, size_t pattern, char c, uint64_t *bits)
{
    const char *text = m->patterns->items[pattern];
    for (size_t i = 0; text[i]; i++) {
        if (!has(from->positions, m->starts[pattern] + i))
            continue;
        if (text[i] == '*' && takes(m, text, i, c, from->colons))
            reach(m, bits, pattern, i);
        else if (text[i] == '?' ? takes(m, text, i, c, from->colons) : text[i] != '*' && folded(m, text[i]) == c)
            reach(m, bits, pattern, i + 1);
    }
}

/* The positions and, for ARNs, the colons so far, as a key. */
static const char *key_of(const struct machine *m, const uint64_t *bits, size_t colons)
{
    static const char digits[] = "0123456789abcdef";
    char *key = sg_alloc(m->arena, m->words * 16 + 2, 1), *p = key;
    for (size_t w = 0; w < m->words; w++)
        for (int shift = 60; shift >= 0; shift -= 4)
            *p++ = digits[bits[w] >> shift & 15];
    *p++ = (char)('0' + (colons < ARN_COLONS ? colons : ARN_COLONS));
    *p = '\0';
    return key;
}

static bool add_state(struct machine *m, const struct state *before, char by, uint64_t *bits, size_t colons)
{
    if (!sg_set_add(m->arena, &m->known, key_of(m, bits, m->form == SG_WITNESS_ARN ? colons : 0)))
        return true;
    if (m->count >= STATES_MOST)
        return false;
    struct state *state = sg_new(m->arena, struct state);
    *state = (struct state){.positions = bits, .before = before, .by = by, .colons = colons};
    sg_grow(m->arena, m->states, m->count, m->capacity);
    m->states[m->count++] = state;
    return true;
}

static bool step(struct machine *m, const struct state *from, char c)
{
    uint64_t *bits = sg_new_array(m->arena, uint64_t, m->words);
    memset(bits, 0, m->words * sizeof *bits);
    for (size_t i = 0; i < m->patterns->count; i++)
        step_pattern(m, from, i, c, bits);
    return add_state(m, from, c, bits, from->colons + (c == ':'));
}

/* Tries each character that a pattern names next, one that none names, and for ARNs a colon. */
static bool step_all(struct machine *m, const struct state *from)
{
    bool tried[256] = {false};
    for (size_t i = 0; i < m->patterns->count; i++) {
        const char *text = m->patterns->items[i];
        for (size_t k = 0; text[k]; k++) {
            unsigned char c = (unsigned char)folded(m, text[k]);
            if (text[k] == '*' || text[k] == '?' || tried[c] || !has(from->positions, m->starts[i] + k))
                continue;
            tried[c] = true;
            if (!step(m, from, (char)c))
                return false;
        }
    }
    if (m->form == SG_WITNESS_ARN && from->colons < ARN_COLONS && !tried[':'] && !step(m, from, ':'))
        return false;
    return step(m, from, m->other);
}

static const char *text_of(struct sg_arena *a, const struct state *state)
{
    size_t length = 0;
    for (const struct state *s = state; s->before; s = s->before)
        length++;
    char *text = sg_alloc(a, length + 1, 1);
    text[length] = '\0';
    for (const struct state *s = state; s->before; s = s->before)
        text[--length] = s->by;
    return text;
}

/* Which patterns the text of a state matches, as a key; NULL if it does not count. */
static const char *matches_of(const struct machine *m, const struct state *state)
{
    char *key = sg_alloc(m->arena, m->patterns->count + 1, 1);
    bool any = false;
    for (size_t i = 0; i < m->patterns->count; i++) {
        bool matched = has(state->positions, m->starts[i] + strlen(m->patterns->items[i]));
        key[i] = matched ? '1' : '0';
        any = any || matched;
    }
    key[m->patterns->count] = '\0';
    return m->form == SG_WITNESS_TEXT || (any && state->colons >= ARN_COLONS) ? key : NULL;
}

static char unnamed(const struct sg_strings *patterns)
{
    for (const char *c = spare; *c; c++) {
        bool named = false;
        for (size_t i = 0; i < patterns->count && !named; i++)
            named = strchr(patterns->items[i], *c) != NULL;
        if (!named)
            return *c;
    }
    return 'z';
}

static void start(struct machine *m)
{
    size_t bits = 0;
    m->starts = sg_new_array(m->arena, size_t, m->patterns->count + 1);
    for (size_t i = 0; i < m->patterns->count; i++) {
        m->starts[i] = bits;
        bits += strlen(m->patterns->items[i]) + 1;
    }
    m->words = bits / 64 + 1;
    m->other = unnamed(m->patterns);
    uint64_t *first = sg_new_array(m->arena, uint64_t, m->words);
    memset(first, 0, m->words * sizeof *first);
    for (size_t i = 0; i < m->patterns->count; i++)
        reach(m, first, i, 0);
    add_state(m, NULL, '\0', first, 0);
}

bool sg_compare_witnesses(struct sg_arena *a, enum sg_witness_form form, bool folded_letters,
                          const struct sg_strings *patterns, struct sg_strings *texts)
{
    struct machine m = {.arena = a, .form = form, .folded = folded_letters, .patterns = patterns};
    struct sg_map seen = {0};
    size_t added = 0;
    bool whole = true;
    start(&m);
    for (size_t i = 0; i < m.count; i++) {
        const char *matches = matches_of(&m, m.states[i]);
        if (matches && sg_set_add(a, &seen, matches)) {
            whole = whole && added < TEXTS_MOST;
            if (added++ < TEXTS_MOST)
                sg_push(a, texts, text_of(a, m.states[i]));
        }
        whole = step_all(&m, m.states[i]) && whole;
    }
    return whole;
}
