#include "base/buffer.h"
#include "base/list.h"
#include "catalog/place.h"
#include "value/value.h"
#include "sense.h"
#include "support.h"
#include "world.h"

#include <samgen/samgen.h>

#include <stdio.h>
#include <string.h>

/*
 * unit/values/ has a file for every kind of the catalog: values that AWS documents, and values that it does not take.
 *
 *   # https://...      where AWS says so; at least one
 *   + VALUE            legal: accepted, and nothing is said
 *   ? VALUE<tab>WORDS  accepted, and a note or a warning says WORDS
 *   - VALUE<tab>WORDS  refused; the message says WORDS
 *
 * \t, \n and \xHH stand for characters that cannot be in such a file; a line that ends in "{N}" repeats its last
 * character.
 */
#define FOLDER "tests/unit/values/"
#define LEAST 8 /* legal values, and illegal ones */
#define FILE_MOST 65536
#define OPTIONS_MOST 16

struct row {
    const char *name; /* of the file */
    const struct sg_kind *kind;
};

static struct sg_catalog *catalog;

struct line {
    char sign;
    const char *value, *words;
};

struct table {
    struct line *lines;
    size_t count, legal, illegal, sources;
};

static char *read_file(const char *path)
{
    char *text = sg_alloc(arena, 1, FILE_MOST);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s is missing; it needs %d legal and %d illegal values from AWS's documentation", path, LEAST, LEAST);
    size_t length = fread(text, 1, FILE_MOST - 1, file);
    fclose(file);
    assert_true(length < FILE_MOST - 1);
    text[length] = '\0';
    return text;
}

/* Replaces \t, \n and \xHH, and the last character by N of it. */
static const char *unescape(const char *text)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    unsigned number;
    for (const char *p = text; *p; p++) {
        int used = 0;
        if (sscanf(p, "{%u}%n", &number, &used) == 1 && used && !p[used]) {
            for (unsigned i = 1; i < number; i++)
                sg_add_char(&b, p[-1]);
            break;
        }
        if (*p == '\\' && sscanf(p, "\\x%2x", &number) == 1) {
            sg_add_char(&b, (char)number);
            p += 3;
        } else if (*p == '\\' && strchr("tn", p[1])) {
            sg_add_char(&b, *++p == 't' ? '\t' : '\n');
        } else {
            sg_add_char(&b, *p);
        }
    }
    return b.text;
}

static void read_line(const char *path, char *text, struct table *table)
{
    if (*text == '#' || !*text) {
        table->sources += strstr(text, "https://docs.aws.amazon.com/") != NULL;
        return;
    }
    if (!strchr("+?-", *text) || text[1] != ' ')
        fail_msg("%s: \"%s\" does not begin with +, ? or - and a space", path, text);
    char *tab = strchr(text, '\t');
    if (tab)
        *tab = '\0';
    table->lines[table->count++] = (struct line){*text, unescape(text + 2), tab ? tab + 1 + strspn(tab + 1, "\t") : ""};
    table->legal += *text != '-';
    table->illegal += *text == '-';
}

static struct table read_table(const char *name)
{
    const char *path = sg_format(arena, FOLDER "%s.txt", name);
    char *text = read_file(path);
    struct table table = {.lines = sg_new_array(arena, struct line, FILE_MOST / 4)};
    for (char *end; (end = strchr(text, '\n')); text = end + 1) {
        *end = '\0';
        read_line(path, text, &table);
    }
    if (table.legal < LEAST || table.illegal < LEAST || !table.sources)
        fail_msg("%s has %zu legal and %zu illegal values and %zu sources", path, table.legal, table.illegal,
                 table.sources);
    return table;
}

static size_t wrong(const struct row *row, const struct line *line, const char *what)
{
    print_message("%s: \"%s\" %s:\n%s", row->name, line->value, what, told());
    return 1;
}

/* What a grant says of the value when it takes it. */
static const char *said(const struct sg_value *value)
{
    return sg_concat(arena, told(), value->form && value->form->note ? value->form->note : "");
}

static size_t check_line(const struct row *row, const struct line *line)
{
    struct sg_scope scope = {.arena = arena, .findings = &findings, .partition = "aws"};
    struct sg_value value;
    findings = (struct sg_findings){.arena = arena};
    bool ok = sg_read_value(&scope, (struct sg_origin){0}, row->kind, line->value, &value);
    if (ok != (findings.errors == 0))
        return wrong(row, line, "is neither read nor refused");
    if (ok != (line->sign != '-'))
        return wrong(row, line, ok ? "is accepted" : "is refused");
    const char *words = ok ? said(&value) : told();
    add_told(row->name);
    if (line->sign == '+' && *words)
        return wrong(row, line, "is commented on");
    if (line->sign != '+' && (!*words || !strstr(words, line->words)))
        return wrong(row, line, sg_format(arena, "does not say \"%s\"", line->words));
    return 0;
}

/* Every value of the table is decided as AWS decides it. */
static void values_are_decided(void **state)
{
    const struct row *row = *state;
    const struct table table = read_table(row->name);
    size_t faults = 0;
    for (size_t i = 0; i < table.count; i++)
        faults += check_line(row, &table.lines[i]);
    findings = (struct sg_findings){.arena = arena};
    assert_int_equal(faults, 0);
}

/* ---- The same values as options of grants ---- */

struct call {
    struct samgen *samgen;
    const struct sg_grant *grant;
    const struct sg_option *tested;
    const struct line *line;
    struct samgen_option options[OPTIONS_MOST];
    size_t count;
    size_t faults, accepted;
};

static void add_option(struct call *c, const struct sg_option *option, const char *value)
{
    assert_true(c->count < OPTIONS_MOST);
    c->options[c->count++] = (struct samgen_option){.name = option->name, .value = sg_is_flag(option) ? NULL : value};
}

static const char *command_of(const struct call *c)
{
    return sg_format(arena, "samgen %s --%s '%s'", c->grant->name, c->tested->name, c->line->value);
}

static bool generate(const struct call *c, enum samgen_style style, struct samgen_result *result)
{
    const struct samgen_grant grant = {.name = c->grant->name, .options = c->options, .option_count = c->count};
    const struct samgen_settings settings = {.style = style, .format = SAMGEN_JSON, .no_logs = true};
    return samgen_generate(c->samgen, &grant, 1, &settings, result) == SAMGEN_OK;
}

static bool writes_both_ways(const struct sg_grant *grant)
{
    for (size_t i = 0; i < grant->options.count; i++)
        if (grant->options.items[i].kind->drop)
            return true;
    return false;
}

/* Tries the grant with the value, the required options and, where that says too little, one more option. */
static void try_value(struct call *c, const struct sg_option *more)
{
    struct samgen_result result;
    const struct world world = {.arena = arena, .catalog = catalog};
    size_t managed = 0;
    c->count = 0;
    add_option(c, c->tested, c->line->value);
    for (size_t i = 0; i < c->grant->options.count; i++) {
        const struct sg_option *option = &c->grant->options.items[i];
        if (option != c->tested && (option->required || option == more))
            add_option(c, option, option->kind->example);
    }
    if (!generate(c, SAMGEN_STYLE_AUTO, &result) || !generate(c, SAMGEN_STYLE_INLINE, &result))
        return;
    c->accepted++;
    const struct sg_statements policy = read_policies(&world, result.text, &managed);
    c->faults += count_senseless(catalog, &policy, command_of(c), writes_both_ways(c->grant));
}

/* Returns whether the option takes the value: one of a form that makes no sense there is refused. */
static bool is_taken(const struct call *c)
{
    struct sg_findings none = {.arena = arena};
    struct sg_scope scope = {.arena = arena, .findings = &none, .partition = "aws"};
    struct sg_value value;
    return sg_read_value(&scope, (struct sg_origin){0}, c->tested->kind, c->line->value, &value) &&
           !(value.form && sg_strings_have(&c->tested->refuses, value.form->name));
}

static void try_line(struct call *c)
{
    struct sg_mark mark = sg_arena_mark(arena);
    bool taken = is_taken(c);
    c->accepted = 0;
    try_value(c, NULL);
    for (size_t i = 0; !c->accepted && i < c->grant->options.count; i++)
        try_value(c, &c->grant->options.items[i]);
    if ((c->accepted > 0) != taken) {
        print_message("%s: %s\n", command_of(c), c->accepted ? "accepted" : "refused");
        c->faults++;
    }
    sg_arena_rewind(arena, mark);
}

static bool is_generated(const struct sg_grant *grant)
{
    return grant->needs.count > 0;
}

/* What a grant writes with each legal value can match a request; it takes no illegal value. */
static void grants_write_what_can_match(void **state)
{
    const struct row *row = *state;
    const struct table table = read_table(row->name);
    struct sg_strings names = {0};
    struct call c = {.samgen = samgen_new()};
    sg_grant_names(catalog, &names, &findings);
    for (size_t n = 0; n < names.count; n++) {
        c.grant = sg_find_grant(catalog, names.items[n], &findings);
        for (size_t o = 0; is_generated(c.grant) && o < c.grant->options.count; o++) {
            c.tested = &c.grant->options.items[o];
            for (size_t i = 0; strcmp(c.tested->kind->name, row->kind->name) == 0 && i < table.count; i++) {
                c.line = &table.lines[i];
                try_line(&c);
            }
        }
    }
    samgen_free(c.samgen);
    assert_int_equal(c.faults, 0);
}

struct rows {
    struct sg_arena *arena;
    struct row *items;
    size_t count, capacity;
};

static void add_kinds(struct rows *rows, const struct sg_kinds *kinds, const char *lead)
{
    for (size_t i = 0; i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (kind->value && strcmp(kind->value, "flag") == 0)
            continue; /* takes no value */
        sg_grow(rows->arena, rows->items, rows->count, rows->capacity);
        rows->items[rows->count++] = (struct row){sg_concat(rows->arena, lead, kind->name), kind};
    }
}

static void add_files(struct rows *rows, struct sg_findings *faults)
{
    struct sg_strings services = {0}, policies = {0};
    sg_catalog_files(catalog, "grants", &services);
    for (size_t i = 0; i < services.count; i++)
        add_kinds(rows, &sg_find_service(catalog, services.items[i], faults)->kinds, "");
    sg_place_names(catalog, SG_POLICY, &policies);
    for (size_t i = 0; i < policies.count; i++)
        add_kinds(rows, &sg_find_policy_row(catalog, policies.items[i], faults)->kinds, "place-");
}

SUITE(kind_values)
{
    struct rows rows = {.arena = sg_arena_new()};
    struct sg_findings faults = {.arena = rows.arena};
    catalog = sg_catalog_new(rows.arena);
    add_kinds(&rows, sg_all_kinds(catalog, &faults), "");
    size_t of_grants = rows.count;
    add_files(&rows, &faults);
    add_kinds(&rows, sg_place_kinds(catalog, &faults), "place-");
    int failed = run_rows("values", rows.items, rows.count, sizeof *rows.items, values_are_decided) +
                 run_rows("grants", rows.items, of_grants, sizeof *rows.items, grants_write_what_can_match);
    sg_arena_free(rows.arena);
    return failed || faults.count || of_grants < 50;
}
