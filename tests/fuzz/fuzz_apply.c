/*
 * Bytes as a template into which grants are written. Either it is refused with an error, or the new text reads back as
 * the old tree with entries more in the Policies of that function, nothing else of it changed, the diff makes the same
 * of the old text, and doing it again changes nothing.
 */
#include "result.h"

#include "apply_text.h"
#include "sam/long_form.h"

#define TRIED_MOST 3 /* functions of a template */

static struct samgen *samgen;
static struct sg_arena *arena;

static void begin(void)
{
    begin_run(&samgen);
    sg_arena_free(arena);
    arena = sg_arena_new();
}

/* ---- The trees ---- */

static struct sg_node *load(struct text text)
{
    struct sg_source *source = sg_new(arena, struct sg_source);
    struct sg_findings silent = {.arena = arena};
    *source = (struct sg_source){.name = "t", .bytes = text.bytes, .length = text.length};
    return sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, &silent);
}

static const struct sg_node *long_form(const struct sg_node *node)
{
    static const struct sg_source nowhere = {.name = "t", .bytes = ""};
    struct sg_findings silent = {.arena = arena};
    struct sg_node *copy = sg_copy_node(arena, node);
    sg_long_form(arena, &nowhere, copy, &silent);
    return copy;
}

/* Equal, and of scalars also in whether they are texts. */
static bool alike(const struct sg_node *x, const struct sg_node *y)
{
    if (x->type != y->type || x->count != y->count || x->plain != y->plain || !same_words(x->tag, y->tag) ||
        !same_words(x->text, y->text))
        return false;
    for (const struct sg_node *p = x->first, *q = y->first; p; p = p->next, q = q->next)
        if (!alike(p, q))
            return false;
    return true;
}

/* Of a key that stands twice the last one counts. */
static const struct sg_node *key_in(const struct sg_node *map, const char *name)
{
    const struct sg_node *found = NULL;
    for (const struct sg_node *key = map && map->type == SG_MAP ? map->first : NULL; key; key = key->next->next)
        if (strcmp(key->text, name) == 0)
            found = key;
    return found;
}

static const struct sg_node *value_in(const struct sg_node *map, const char *name)
{
    const struct sg_node *key = key_in(map, name);
    return key ? key->next : NULL;
}

static bool is_nothing(const struct sg_node *value)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    if (!value)
        return true;
    if (value->type != SG_SCALAR)
        return !value->tag && value->count == 0;
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls && !value->tag; i++)
        if (strcmp(value->text, nulls[i]) == 0)
            return !*value->text || value->plain;
    return false;
}

static bool is_no_value(const struct sg_node *value)
{
    const struct sg_node *reference = value_in(long_form(value), "Ref");
    return reference && reference->type == SG_SCALAR && strcmp(reference->text, "AWS::NoValue") == 0;
}

/* ---- One call ---- */

struct trial {
    struct text old, made;
    struct samgen_input template;
    const char *function;
    struct samgen_grant grant;
    struct samgen_change change;
    const struct sg_node *old_root, *made_root;
    bool refers;
    const struct sg_node *apart; /* the key of a policy resource that was added */
};

/* The maps are alike but for the value of one key, which is compared by the caller; a new key may be there too. */
static void check_map(struct trial *t, const struct sg_node *old, const struct sg_node *made, const char *name,
                      bool may_add)
{
    const struct sg_node *p = old ? old->first : NULL, *changed = key_in(old, name), *own = key_in(made, name);
    MUST(made->type == SG_MAP && own && (!old || (old->type == SG_MAP && same_words(old->tag, made->tag))));
    for (const struct sg_node *q = made->first; q; q = q->next->next) {
        if (p && p == changed) {
            MUST(q == own && alike(p, q));
        } else if (p && alike(p, q) && q != own) {
            MUST(alike(p->next, q->next));
        } else {
            MUST(q == own ? !changed : may_add && !t->apart);
            t->apart = q == own ? t->apart : q;
            continue;
        }
        p = p->next->next;
    }
    MUST(p == NULL);
}

static void check_apart(const struct trial *t)
{
    const struct sg_node *body = t->apart->next, *properties = value_in(body, "Properties");
    const struct sg_node *roles = value_in(long_form(properties), "Roles");
    MUST(t->refers && strcmp(sg_get_text(body, "Type"), "AWS::IAM::Policy") == 0);
    MUST(roles && roles->count == 1 && value_in(value_in(properties, "PolicyDocument"), "Statement"));
    MUST(strcmp(value_in(roles->first, "Ref")->text, sg_format(arena, "%sRole", t->function)) == 0);
    MUST(key_in(value_in(t->old_root, "Resources"), t->apart->text) == NULL);
}

/* What was added is what the same grant prints. */
static void check_entries(const struct trial *t, const struct sg_node *first)
{
    const struct samgen_settings settings = {.no_logs = true, .template = &t->template};
    struct samgen_result printed;
    MUST(first != NULL);
    if (t->refers)
        return;
    MUST(samgen_generate(samgen, &t->grant, 1, &settings, &printed) == SAMGEN_OK);
    const struct sg_node *entry = load((struct text){printed.text, printed.length})->first->next->first;
    for (; first; first = first->next, entry = entry->next)
        MUST(entry && sg_same(long_form(first), long_form(entry)));
    MUST(!entry);
}

static void check_policies(const struct trial *t, const struct sg_node *old, const struct sg_node *made)
{
    const struct sg_node *next = made->first;
    MUST(made->type == SG_LIST && !made->tag && next);
    if (old && old->type == SG_LIST && !old->tag) {
        for (const struct sg_node *item = old->first; item; item = item->next, next = next->next)
            MUST(next && alike(item, next));
    } else if (!is_nothing(old) && !is_no_value(old)) {
        MUST(alike(old, next));
        next = next->next;
    }
    check_entries(t, next);
}

static void check_trees(struct trial *t)
{
    const struct sg_node *old = t->old_root, *made = t->made_root;
    const char *const path[] = {"Resources", t->function, "Properties", "Policies"};
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) {
        if (is_nothing(old))
            old = NULL;
        bool resources = i == 1;
        const struct sg_node *own = key_in(made, path[i]), *before = key_in(old, path[i]);
        if (resources && before && alike(before->next, own->next)) {
            check_map(t, old, made, path[i], true);
            check_apart(t);
            return;
        }
        check_map(t, old, made, path[i], resources);
        old = before ? before->next : NULL;
        made = own->next;
    }
    check_policies(t, old, made);
    if (t->apart)
        check_apart(t);
}

/* ---- The text ---- */

/* Without Policies bytes are only added; else the lines of their value are what may change. In flow, lines go on. */
static void check_text_kept(const struct trial *t)
{
    const struct sg_node *resources = value_in(t->old_root, "Resources"), *function = value_in(resources, t->function);
    const struct sg_node *properties = key_in(function, "Properties");
    const struct sg_node *policies = properties ? key_in(properties->next, "Policies") : NULL;
    const struct sg_node *changed = properties && is_nothing(properties->next) ? properties : policies;
    if (t->apart) {
        if (!changed && resources->flow)
            check_bytes_kept(t->old, t->made);
        else if (!changed)
            check_lines_kept(t->old, t->made);
        return;
    }
    size_t from = 0, to = 0;
    if (changed) {
        size_t end = changed->next->end > changed->end ? changed->next->end : changed->end;
        from = line_start(t->old, changed->start);
        to = end && t->old.bytes[end - 1] == '\n' ? end : line_end(t->old, end);
    }
    check_outside(t->old, t->made, from, to);
}

static void check_again(const struct trial *t)
{
    const struct samgen_input made = {.name = "t", .bytes = t->made.bytes, .length = t->made.length};
    const struct samgen_settings settings = {0};
    struct samgen_change again;
    struct samgen_result result;
    MUST(samgen_apply(samgen, &made, t->function, &t->grant, 1, &settings, &again, &result) == SAMGEN_OK);
    MUST(!again.changed && !*again.diff && again.length == t->made.length);
    MUST(memcmp(again.text, t->made.bytes, again.length) == 0);
}

static void try(struct trial *t)
{
    const struct samgen_settings settings = {0};
    struct samgen_result result;
    size_t errors = 0;
    enum samgen_status status =
        samgen_apply(samgen, &t->template, t->function, &t->grant, 1, &settings, &t->change, &result);
    for (size_t i = 0; i < result.finding_count; i++) {
        check_finding(&result.findings[i]);
        errors += result.findings[i].severity == SAMGEN_ERROR;
    }
    MUST(status == SAMGEN_OK || status == SAMGEN_BAD_INPUT);
    MUST((status == SAMGEN_BAD_INPUT) == (errors > 0) && (errors > 0) == !t->change.text && !result.text);
    if (status != SAMGEN_OK) {
        MUST(!t->change.changed && !t->change.diff && !t->change.length);
        return;
    }
    t->made = (struct text){t->change.text, t->change.length};
    if (!t->change.changed) {
        MUST(!*t->change.diff && t->made.length == t->old.length);
        MUST(memcmp(t->made.bytes, t->old.bytes, t->old.length) == 0);
        return;
    }
    t->made_root = load(t->made);
    MUST(t->made_root != NULL);
    check_trees(t);
    check_text_kept(t);
    check_diff(arena, t->change.diff, t->old, t->made);
    check_again(t);
}

/* ---- Which ---- */

static const struct wish {
    const char *type, *grant; /* of what is referred to, in the template; NULL: a name */
    struct samgen_option options[2];
    size_t count;
} wishes[] = {
    {NULL, "s3-write", {{"bucket", "my-bucket"}}, 1},
    {NULL, "s3-read", {{"bucket", "my-bucket"}, {"prefix", "incoming/"}}, 2},
    {NULL, "dynamodb-crud", {{"table", "orders"}}, 1},
    {NULL, "ssm-read", {{"parameter", "/app/#1: 'x'/"}}, 1},
    {NULL, "sam-template", {{"name", "SQSPollerPolicy"}, {"set", "QueueName=yes"}}, 2},
    {NULL, "textract-detect", {{0}}, 0},
    {"AWS::S3::Bucket", "s3-read", {{"bucket", NULL}}, 1},
    {"AWS::Serverless::Function", "lambda-invoke", {{"function", NULL}}, 1},
    {"AWS::Serverless::StateMachine", "stepfunctions-start", {{"state-machine", NULL}}, 1},
    {"AWS::SQS::Queue", "sqs-send", {{"queue", NULL}}, 1},
    {"AWS::SNS::Topic", "sns-publish", {{"topic", NULL}}, 1},
    {"AWS::Cognito::UserPool", "cognito-read", {{"user-pool", NULL}}, 1},
    {"AWS::KMS::Key", "kms-decrypt", {{"kms-key", NULL}}, 1},
};

static bool has_type(const struct sg_node *resource, const char *type)
{
    const char *own = sg_get_text(resource, "Type");
    return own && strcmp(own, type) == 0;
}

static void try_wish(const struct trial *t, const struct wish *wish)
{
    struct trial own = *t;
    struct samgen_option options[2] = {wish->options[0], wish->options[1]};
    own.refers = wish->type != NULL;
    own.grant = (struct samgen_grant){wish->grant, options, wish->count};
    if (!wish->type) {
        try(&own);
        return;
    }
    const struct sg_node *resources = value_in(t->old_root, "Resources");
    for (const struct sg_node *key = resources->first; key; key = key->next->next) {
        if (!has_type(key->next, wish->type))
            continue;
        options[0].value = sg_format(arena, "${%s}", key->text);
        try(&own);
        return;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { COUNT = sizeof wishes / sizeof *wishes };
    struct trial t = {.old = {(const char *)data, size}, .template = {"t", (const char *)data, size}};
    size_t tried = 0;
    begin();
    t.old_root = load(t.old);
    const struct sg_node *resources = t.old_root ? value_in(t.old_root, "Resources") : NULL;
    if (!resources || resources->type != SG_MAP)
        return 0;
    for (const struct sg_node *key = resources->first; key && tried < TRIED_MOST; key = key->next->next) {
        if (!has_type(key->next, "AWS::Serverless::Function") && !has_type(key->next, "AWS::Serverless::StateMachine"))
            continue;
        t.function = key->text;
        try_wish(&t, &wishes[(size + tried) % COUNT]);
        try_wish(&t, &wishes[(size / COUNT + tried) % COUNT]);
        tried++;
    }
    return 0;
}
