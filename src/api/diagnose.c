#include <samgen/samgen.h>

#include "diagnose/advice.h"
#include "diagnose/reader.h"
#include "diagnose/first_step.h"
#include "sam/names.h"

#include <string.h>

#include "api/api_internal.h"

struct samgen_diagnosis {
    struct samgen *samgen;
    const struct sg_denial_facts *facts;
    struct sg_denial_reader *reader;
    struct sg_deployed deployed; /* its source is NULL without a template */
    struct sg_names names;       /* of the template */
};

static bool read_template(struct samgen_diagnosis *d, const struct samgen_input *template,
                          const struct samgen_template_settings *settings, struct sg_findings *findings)
{
    struct sg_arena *a = d->samgen->arena;
    struct sg_source *source = sg_new(a, struct sg_source);
    if (!settings->function && !settings->role)
        return sg_fail(findings, (struct sg_origin){.subject = "--function"},
                       "name the function or the role whose request was denied");
    *source = (struct sg_source){.name = sg_copy(a, template->name),
                                 .bytes = sg_copy_bytes(a, template->bytes, template->length),
                                 .length = template->length};
    d->deployed = (struct sg_deployed){
        .arena = a,
        .catalog = d->samgen->catalog,
        .source = source,
        .region = settings->region ? sg_copy(a, settings->region) : NULL,
        .function = settings->function ? sg_copy(a, settings->function) : NULL,
        .role = settings->role ? sg_copy(a, settings->role) : NULL,
        .bindings = sg_api_bindings(d->samgen, settings),
        .binding_count = settings->binding_count,
    };
    return sg_diagnose_read_deployed(&d->deployed, findings) && sg_template_names(a, source, findings, &d->names);
}

enum samgen_status samgen_diagnose_begin(struct samgen *samgen, const struct samgen_input *template,
                                         const struct samgen_template_settings *settings,
                                         struct samgen_diagnosis **diagnosis, struct samgen_result *result)
{
    struct sg_findings *findings = sg_new(samgen->arena, struct sg_findings); /* the template keeps them */
    struct samgen_diagnosis *d = sg_new(samgen->arena, struct samgen_diagnosis);
    *findings = (struct sg_findings){.arena = samgen->arena};
    *d = (struct samgen_diagnosis){.samgen = samgen, .facts = sg_denial_facts(samgen->catalog, findings)};
    bool ok = d->facts && (!template || read_template(d, template, settings, findings));
    *result = (struct samgen_result){0};
    sg_api_publish(samgen, findings, result);
    if (ok)
        d->reader = sg_diagnose_reader_new(samgen->arena, d->facts);
    *diagnosis = ok ? d : NULL;
    return ok ? SAMGEN_OK : SAMGEN_BAD_INPUT;
}

void samgen_diagnose_take(struct samgen_diagnosis *diagnosis, const char *bytes, size_t length)
{
    sg_diagnose_reader_take(diagnosis->reader, bytes, length);
}

/* A copy that lasts longer than the answer, or NULL for a statement that does not exist. */
static const struct samgen_statement *keep_statement(struct sg_arena *a, const struct sg_deployed *deployed,
                                                     const struct samgen_statement *from)
{
    if (!from->policy)
        return NULL;
    struct samgen_statement *statement = sg_new(a, struct samgen_statement);
    *statement = *from;
    statement->file = from->line ? deployed->source->name : NULL;
    statement->policy = sg_copy(a, from->policy);
    statement->sid = from->sid ? sg_copy(a, from->sid) : NULL;
    return statement;
}

static const struct samgen_grant *public_grant(struct sg_arena *a, const struct sg_asked_grant *asked)
{
    if (!asked)
        return NULL;
    struct samgen_option *options = sg_new_array(a, struct samgen_option, asked->count);
    struct samgen_grant *grant = sg_new(a, struct samgen_grant);
    for (size_t i = 0; i < asked->count; i++)
        options[i] =
            (struct samgen_option){.name = sg_copy(a, asked->options[i].name),
                                   .value = asked->options[i].text ? sg_copy(a, asked->options[i].text) : NULL};
    *grant = (struct samgen_grant){.name = sg_copy(a, asked->name), .options = options, .option_count = asked->count};
    return grant;
}

static const char *place_title(const struct samgen_diagnosis *d, const char *name)
{
    const struct sg_remedy *place = sg_find_remedy(d->facts, name);
    return place ? place->title : name;
}

static const char *const *candidate_titles(const struct samgen_diagnosis *d, const struct sg_denial *denial)
{
    struct sg_strings titles = {0};
    for (size_t i = 0; i < denial->candidates.count; i++)
        sg_push(d->samgen->arena, &titles, place_title(d, denial->candidates.items[i]));
    return titles.items;
}

/* The denial as the caller sees it, without its fix. */
static struct samgen_denial publish(const struct samgen_diagnosis *d, const struct sg_denial *denial)
{
    struct samgen_denial shown = denial->shown;
    shown.reason = denial->reason ? denial->reason->reason : NULL;
    shown.reason_title = denial->reason ? denial->reason->title : NULL;
    shown.place_title = place_title(d, shown.place);
    shown.candidates = denial->candidates.items;
    shown.candidate_titles = candidate_titles(d, denial);
    shown.candidate_count = denial->candidates.count;
    struct sg_strings guesses = sg_diagnose_guesses(d->samgen->arena, d->facts, denial);
    shown.guesses = guesses.items;
    shown.guess_count = guesses.count;
    shown.advice = denial->advice.items;
    shown.advice_count = denial->advice.count;
    shown.denied = !(denial->message && denial->message->harmless);
    return shown;
}

/* Adds the fix and the answer of the template, with the advice from both. Copies only what the caller sees. */
static struct samgen_denial complete(struct samgen_diagnosis *d, const struct sg_denial *from, struct sg_arena *scratch)
{
    struct sg_arena *a = d->samgen->arena;
    struct sg_denial denial = *from;
    struct sg_findings findings = {.arena = scratch};
    struct sg_scope scope = {.arena = scratch, .findings = &findings, .catalog = d->samgen->catalog};
    scope.names = d->deployed.source ? &d->names : NULL;
    struct sg_deployed_answer answer;
    if (d->deployed.source && sg_diagnose_is_of_caller(&denial)) { /* --function says who called */
        denial.who = SG_WHO_FUNCTION;
        denial.shown.place = "execution-role";
        denial.candidates = (struct sg_strings){0};
    }
    bool asked = d->deployed.source && strcmp(denial.shown.place, "execution-role") == 0 &&
                 sg_diagnose_ask_deployed(&scope, &d->deployed, &denial, &answer);
    struct sg_fix fix = sg_diagnose_make_fix(&scope, d->samgen->catalog, d->facts, &denial, asked ? &answer : NULL);
    sg_diagnose_advise_on_fix(a, d->facts, &denial, &fix, asked ? &answer : NULL);
    sg_diagnose_put_first_step(a, d->facts, &denial, &fix, asked ? &answer : NULL);
    struct samgen_denial made = publish(d, &denial);
    made.fix = fix.text ? sg_copy(a, fix.text) : NULL;
    made.fix_command = fix.command ? sg_copy(a, fix.command) : NULL;
    made.grant = public_grant(a, fix.grant);
    if (asked) {
        made.by = keep_statement(a, &d->deployed, &answer.by);
        made.near = keep_statement(a, &d->deployed, &answer.near);
    }
    return made;
}

static bool is_found(const struct samgen_denial *denial)
{
    return denial->denied || strcmp(denial->place, "unknown") != 0;
}

enum samgen_status samgen_diagnose_end(struct samgen_diagnosis *diagnosis, struct samgen_denials *denials)
{
    size_t count, unkept;
    bool any = false;
    const struct sg_denial *found = sg_diagnose_reader_end(diagnosis->reader, &count, &unkept);
    struct samgen_denial *items = sg_new_array(diagnosis->samgen->arena, struct samgen_denial, count);
    struct sg_arena *scratch = sg_arena_new();
    for (size_t i = 0; i < count; i++) {
        items[i] = complete(diagnosis, &found[i], scratch);
        any = any || is_found(&items[i]);
        sg_arena_rewind(scratch, (struct sg_mark){0});
    }
    sg_arena_free(scratch);
    *denials = (struct samgen_denials){.items = items, .count = count, .unkept = unkept};
    return any ? SAMGEN_FINDINGS : SAMGEN_OK;
}
