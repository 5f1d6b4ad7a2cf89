#include "diagnose/event_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "catalog/operation.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/principal_internal.h"

#include <string.h>
#include <strings.h>

#define RECORD_MOST 4000 /* bytes of a record before a mention, and after it */
#define LEVELS_MOST 3    /* objects around a mention: a message can have JSON in it */
#define ROW_MOST 4000    /* bytes of a row */

/* ---- The record ---- */

bool sg_diagnose_has_events(const struct sg_plain *plain)
{
    return sg_diagnose_has_piece("ventname", plain, 0, plain->length) || /* the search is for rare first letters */
           sg_diagnose_has_piece(".amazonaws.com", plain, 0, plain->length);
}

/* The end of the object that opens at `from`, or `to` when it does not close before. */
static size_t object_end(const struct sg_plain *plain, size_t from, size_t to)
{
    size_t depth = 0;
    for (size_t i = from; i < to; i++) {
        depth += plain->text[i] == '{';
        depth -= plain->text[i] == '}' && depth > 0;
        if (!depth)
            return i + 1;
    }
    return to;
}

/* The beginning of the object around `at`, not before `floor`; `at` when there is none. */
static size_t object_start(const struct sg_plain *plain, size_t at, size_t floor)
{
    size_t depth = 0;
    for (size_t i = at; i > floor; i--) {
        char c = plain->text[i - 1];
        if (c == '{' && !depth)
            return i - 1;
        depth += c == '}';
        depth -= c == '{';
    }
    return at;
}

static bool find_object(const struct sg_plain *plain, struct sg_mention *mention)
{
    size_t floor = mention->start > RECORD_MOST ? mention->start - RECORD_MOST : 0, at = mention->start;
    size_t most = mention->start + RECORD_MOST < plain->length ? mention->start + RECORD_MOST : plain->length;
    for (size_t level = 0; level < LEVELS_MOST; level++) {
        size_t from = object_start(plain, at, floor);
        if (from == at)
            return false;
        at = from;
        size_t to = object_end(plain, from, most);
        if (!sg_diagnose_has_piece("eventname", plain, from, to))
            continue;
        mention->record = from;
        mention->record_end = to;
        return true;
    }
    return false;
}

/* Finds the part of a record in the paragraph around it: the braces are cut off. */
static bool find_part(const struct sg_plain *plain, struct sg_mention *mention)
{
    size_t from = mention->start, to = mention->start;
    while (from > 1 && memcmp(plain->text + from - 2, "\n\n", 2) != 0 && mention->start - from < RECORD_MOST)
        from--;
    while (to + 1 < plain->length && memcmp(plain->text + to, "\n\n", 2) != 0 && to - mention->start < RECORD_MOST)
        to++;
    if (!sg_diagnose_has_piece("eventname", plain, from, to) || !sg_diagnose_has_piece("eventsource", plain, from, to))
        return false;
    mention->record = from;
    mention->record_end = to;
    return true;
}

void sg_diagnose_find_record(const struct sg_plain *plain, struct sg_mention *mention)
{
    size_t from = mention->start, to = mention->start;
    if (find_object(plain, mention))
        return;
    while (from > 0 && plain->text[from - 1] != '\n' && mention->start - from < ROW_MOST)
        from--;
    while (to < plain->length && plain->text[to] != '\n' && to - mention->start < ROW_MOST)
        to++;
    if (!sg_diagnose_has_piece("eventname", plain, from, to) &&
        !sg_diagnose_has_piece(".amazonaws.com", plain, from, to)) {
        (void)find_part(plain, mention);
        return;
    }
    mention->record = from;
    mention->record_end = to;
}

/* ---- Operations ---- */

/* The prefix of the actions of a service: "monitoring" and "CloudWatch" are "cloudwatch" in actions. */
static const char *prefix_of(struct sg_arena *a, const struct sg_denial_facts *facts, const char *service)
{
    char *name = sg_copy_bytes(a, service, strcspn(service, "."));
    for (size_t i = 0; i < facts->sources.count; i++)
        if (strcasecmp(facts->sources.items[i].source, name) == 0)
            return facts->sources.items[i].prefix;
    const struct sg_action_index *index = sg_action_index(facts->catalog, NULL);
    for (char *p = name; *p; p++)
        *p = sg_small_letter(*p);
    for (size_t i = 0; index && i < index->alias_count; i++)
        if (strcmp(index->aliases[i].name, name) == 0)
            return index->aliases[i].meant;
    return name;
}

const char *sg_diagnose_action_of(struct sg_arena *a, const struct sg_denial_facts *facts, const char *service,
                                  const char *operation)
{
    struct sg_operation found;
    const char *prefix = prefix_of(a, facts, service), *action = sg_format(a, "%s:%s", prefix, operation);
    const struct sg_action *known = sg_find_action(facts->catalog, action, NULL);
    if (known)
        return sg_action_name(a, known);
    if ((sg_find_operation(a, facts->catalog, service, operation, &found, NULL) ||
         sg_find_operation(a, facts->catalog, prefix, operation, &found, NULL)) &&
        found.actions.count)
        return found.actions.items[0];
    return action;
}

/* ---- A JSON record ---- */

/* The value of a field of the record: the nearest before its error, otherwise the first after it. */
static const char *field(struct sg_arena *a, const struct sg_plain *plain, const char *says,
                         const struct sg_mention *mention)
{
    struct sg_found found;
    if (!sg_diagnose_last_phrase(says, plain, mention->record, mention->start, &found) &&
        !sg_diagnose_first_phrase(says, plain, mention->start, mention->record_end, &found))
        return NULL;
    return sg_diagnose_captured(a, plain, &found, "value");
}

/* The ARN of the caller: the first one in the object `userIdentity`, or the field "userIdentity.arn". */
static const char *caller_in(struct sg_arena *a, const struct sg_plain *plain, const struct sg_mention *mention)
{
    struct sg_found object, arn;
    if (sg_diagnose_first_phrase("userIdentity.arn : {arn}", plain, mention->record, mention->record_end, &arn))
        return sg_diagnose_captured(a, plain, &arn, "arn");
    if (!sg_diagnose_first_phrase("userIdentity :", plain, mention->record, mention->record_end, &object))
        return NULL;
    size_t from = sg_diagnose_skip_gaps(plain, object.end), end = object_end(plain, from, mention->record_end);
    return sg_diagnose_first_phrase("arn : {arn}", plain, from, end, &arn) ? sg_diagnose_captured(a, plain, &arn, "arn")
                                                                           : NULL;
}

/* The ARN in `resources` on which the action works, which can have another one: the bucket of an object. */
static const char *resource_in(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                               const struct sg_mention *mention, const char *name)
{
    const struct sg_action *action = sg_find_action(facts->catalog, name, NULL);
    struct sg_found found;
    if (!action || !sg_diagnose_first_phrase("resources :", plain, mention->record, mention->record_end, &found))
        return NULL;
    for (size_t at = found.end; sg_diagnose_first_phrase("arn : {arn}", plain, at, mention->record_end, &found);
         at = found.end) {
        const char *arn = sg_diagnose_captured(a, plain, &found, "arn");
        if (arn && sg_action_on(action, arn) == SG_RESOURCE_FITS)
            return arn;
    }
    return NULL;
}

static bool read_object(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                        struct sg_mention *mention)
{
    struct samgen_denial *shown = &mention->denial.shown;
    const char *source = field(a, plain, "eventSource : {value}", mention);
    const char *name = field(a, plain, "eventName : {value}", mention);
    if (!source || !name)
        return false;
    shown->event_action = sg_diagnose_action_of(a, facts, source, name);
    shown->event_principal = caller_in(a, plain, mention);
    if (!shown->resource)
        shown->resource = resource_in(a, facts, plain, mention, shown->event_action);
    return true;
}

/* ---- A row of a table, which names the columns elsewhere or not at all ---- */

static bool separates(char c)
{
    return sg_diagnose_is_gap(c) || (c && strchr(",;|=}{[]", c));
}

/* The next cell at or after `*at`, up to `to`; NULL after the last one. */
static const char *next_cell(struct sg_arena *a, const struct sg_plain *plain, size_t *at, size_t to)
{
    while (*at < to && separates(plain->text[*at]))
        ++*at;
    size_t from = *at;
    while (*at < to && !separates(plain->text[*at]))
        ++*at;
    return *at > from ? sg_copy_bytes(a, plain->text + from, *at - from) : NULL;
}

static bool is_operation(const char *cell)
{
    return cell && *cell >= 'A' && *cell <= 'Z' && cell[1] && sg_is_made_of(cell, SG_ALNUM);
}

static bool is_source(const char *cell)
{
    static const char end[] = ".amazonaws.com";
    size_t length = strlen(cell), name = length > strlen(end) ? length - strlen(end) : 0;
    return name && sg_ends_with(cell, end) && strspn(cell, SG_SMALL_LETTERS SG_DIGITS "-") == name;
}

static bool is_caller(const char *cell)
{
    return sg_starts_with(cell, "arn:") && (strstr(cell, ":sts:") || strstr(cell, ":iam:"));
}

/* An action of the catalog, or NULL. */
static const char *known_action(struct sg_arena *a, const struct sg_denial_facts *facts, const char *source,
                                const char *name)
{
    const char *action = is_operation(name) ? sg_diagnose_action_of(a, facts, source, name) : NULL;
    return action && sg_find_action(facts->catalog, action, NULL) ? action : NULL;
}

static void read_row(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                     struct sg_mention *mention)
{
    struct samgen_denial *shown = &mention->denial.shown;
    const char *before = NULL, *source = NULL, *action = NULL, *caller = NULL, *cell;
    for (size_t at = mention->record; (cell = next_cell(a, plain, &at, mention->record_end)); before = cell) {
        if (!action && source && before == source)
            action = known_action(a, facts, source, cell);
        if (!source && is_source(cell)) {
            source = cell;
            action = before ? known_action(a, facts, source, before) : NULL;
        }
        if (!caller && is_caller(cell))
            caller = cell;
    }
    if (!action) { /* the line is something else */
        mention->record = mention->record_end = 0;
        return;
    }
    if (shown->action || !mention->denial.message || !mention->denial.message->bare)
        return;
    shown->action = action;
    shown->principal = caller;
    shown->principal_kind = caller ? sg_diagnose_principal_kind(facts, caller) : NULL;
}

void sg_diagnose_read_event(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                            struct sg_mention *mention)
{
    bool any = mention->record_end > mention->record;
    bool named = any && sg_diagnose_has_piece("eventname", plain, mention->record, mention->record_end);
    bool said = mention->denial.shown.action;
    if (any && !said && read_object(a, facts, plain, mention))
        return;
    if (any && (said ? !named : plain->text[mention->record] != '{' || !named))
        read_row(a, facts, plain, mention);
}
