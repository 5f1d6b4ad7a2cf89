#include "world.h"

#include "base/buffer.h"
#include "catalog/pattern.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define STATEMENTS_MOST 64
#define CONDITIONS_MOST 8

void add_thing(struct world *w, struct thing thing)
{
    assert_true(w->count < THINGS_MOST);
    w->things[w->count++] = thing;
}

static const struct thing *find_thing(const struct world *w, const char *id)
{
    for (size_t i = 0; i < w->count; i++)
        if (strcmp(w->things[i].id, id) == 0)
            return &w->things[i];
    fail_msg("the stack has no \"%s\"", id);
    return NULL;
}

/* A text whose part `index` between separators is the name, as an ARN or a list of names is. */
static const char *text_with_part(const struct world *w, const struct sg_yield *yield, const char *name)
{
    struct sg_buffer b = sg_buffer_new(w->arena, SG_BUFFER_MOST);
    for (unsigned i = 0; i < yield->index; i++)
        sg_add_format(&b, "other%s", yield->separator);
    sg_add(&b, name);
    return b.text;
}

static const char *url_of(const struct world *w, const struct thing *thing)
{
    const struct sg_parts parts = {.partition = PARTITION, .region = REGION, .account = ACCOUNT, .name = thing->name};
    return thing->kind->urls.count ? sg_fill_pattern(w->arena, thing->kind->urls.items[0], &parts) : "not-its-name";
}

static const char *attribute_of(const struct world *w, const char *id, const char *attribute)
{
    const struct thing *thing = find_thing(w, id);
    const struct sg_yield *part = NULL;
    if (!thing->kind)
        return thing->name;
    for (size_t i = 0; i < thing->kind->yields.count; i++) {
        const struct sg_yield *yield = &thing->kind->yields.items[i];
        if (strcmp(yield->attribute, attribute) != 0)
            continue;
        if (yield->separator)
            part = yield;
        else if (strcmp(yield->gives, "url") == 0)
            return url_of(w, thing);
        else
            return strcmp(yield->gives, "arn") == 0 ? thing->arn : thing->name;
    }
    if (!part)
        fail_msg("%s has no attribute %s", id, attribute);
    return text_with_part(w, part, thing->name);
}

static const char *reference(const struct world *w, const char *name)
{
    static const char *const pseudo[][2] = {{"AWS::Partition", PARTITION},
                                            {"AWS::Region", REGION},
                                            {"AWS::AccountId", ACCOUNT},
                                            {"AWS::URLSuffix", "amazonaws.com"},
                                            {"AWS::StackName", "stack"}};
    for (size_t i = 0; i < sizeof pseudo / sizeof *pseudo; i++)
        if (strcmp(pseudo[i][0], name) == 0)
            return pseudo[i][1];
    const char *dot = strchr(name, '.');
    return dot ? attribute_of(w, sg_copy_bytes(w->arena, name, (size_t)(dot - name)), dot + 1)
               : attribute_of(w, name, "Ref");
}

static const char *substitute(const struct world *w, const char *text, const json_t *variables)
{
    struct sg_buffer b = sg_buffer_new(w->arena, SG_BUFFER_MOST);
    while (*text) {
        const char *close = strncmp(text, "${", 2) == 0 ? strchr(text, '}') : NULL;
        if (!close) {
            sg_add_char(&b, *text++);
            continue;
        }
        const char *name = sg_copy_bytes(w->arena, text + 2, (size_t)(close - text) - 2);
        const json_t *variable = json_object_get(variables, name);
        if (*name == '!')
            sg_add_format(&b, "${%s}", name + 1);
        else
            sg_add(&b, variable ? resolve(w, variable) : reference(w, name));
        text = close + 1;
    }
    return b.text;
}

static const char *select_part(const struct world *w, const json_t *arguments)
{
    const json_t *split = json_object_get(json_array_get(arguments, 1), "Fn::Split");
    const char *separator = json_string_value(json_array_get(split, 0));
    const char *text = resolve(w, json_array_get(split, 1));
    for (int i = atoi(resolve(w, json_array_get(arguments, 0))); i > 0; i--) {
        text = strstr(text, separator);
        assert_non_null(text);
        text += strlen(separator);
    }
    const char *end = strstr(text, separator);
    return end ? sg_copy_bytes(w->arena, text, (size_t)(end - text)) : text;
}

const char *resolve(const struct world *w, const json_t *value)
{
    if (json_is_string(value))
        return sg_copy(w->arena, json_string_value(value));
    static const char *const known[] = {"Ref", "Fn::GetAtt", "Fn::ImportValue", "Fn::Select", "Fn::Sub"};
    const char *name = "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (json_object_get(value, known[i]))
            name = known[i];
    const json_t *argument = json_object_get(value, name);
    assert_int_equal(json_object_size(value), 1);
    if (strcmp(name, "Ref") == 0)
        return reference(w, json_string_value(argument));
    if (strcmp(name, "Fn::ImportValue") == 0)
        return find_thing(w, resolve(w, argument))->name;
    if (strcmp(name, "Fn::GetAtt") == 0)
        return attribute_of(w, json_string_value(json_array_get(argument, 0)),
                            json_string_value(json_array_get(argument, 1)));
    if (strcmp(name, "Fn::Select") == 0)
        return select_part(w, argument);
    assert_string_equal(name, "Fn::Sub");
    return json_is_string(argument)
               ? substitute(w, json_string_value(argument), NULL)
               : substitute(w, json_string_value(json_array_get(argument, 0)), json_array_get(argument, 1));
}

static void add_texts(const struct world *w, const json_t *value, struct sg_strings *texts)
{
    size_t i;
    json_t *item;
    if (!json_is_array(value)) {
        sg_push(w->arena, texts, resolve(w, value));
        return;
    }
    json_array_foreach (value, i, item)
        sg_push(w->arena, texts, resolve(w, item));
}

static void add_conditions(const struct world *w, json_t *operators, struct sg_statement *s)
{
    const char *operator, * key;
    json_t *keys, *values;
    s->conditions.items = sg_new_array(w->arena, struct sg_condition, CONDITIONS_MOST);
    json_object_foreach (operators, operator, keys)
        json_object_foreach (keys, key, values) {
            assert_true(s->conditions.count < CONDITIONS_MOST);
            struct sg_condition *c = &s->conditions.items[s->conditions.count++];
            *c = (struct sg_condition){.name = sg_copy(w->arena, operator), .key = sg_copy(w->arena, key)};
            add_texts(w, values, &c->values);
        }
}

static struct sg_statement *add_statement(const struct world *w, struct sg_statements *policy)
{
    if (!policy->items)
        policy->items = sg_new_array(w->arena, struct sg_statement, STATEMENTS_MOST);
    assert_true(policy->count < STATEMENTS_MOST);
    return &policy->items[policy->count++];
}

static void check_sid(const struct world *w, const char *sid, struct sg_strings *sids)
{
    assert_non_null(sid);
    assert_true(*sid);
    for (const char *p = sid; *p; p++)
        assert_true(isalnum((unsigned char)*p));
    assert_true(sg_push_once(w->arena, sids, sg_copy(w->arena, sid)));
}

static void add_document(const struct world *w, const json_t *document, struct sg_statements *policy)
{
    struct sg_strings sids = {0};
    size_t i;
    json_t *item;
    assert_string_equal(json_string_value(json_object_get(document, "Version")), "2012-10-17");
    json_array_foreach (json_object_get(document, "Statement"), i, item) {
        struct sg_statement *s = add_statement(w, policy);
        check_sid(w, json_string_value(json_object_get(item, "Sid")), &sids);
        s->effect = resolve(w, json_object_get(item, "Effect"));
        add_texts(w, json_object_get(item, "Action"), &s->actions);
        add_texts(w, json_object_get(item, "Resource"), &s->resources);
        add_conditions(w, json_object_get(item, "Condition"), s);
    }
}

/* {Name} of a parameter, or where the stack is. */
static const char *put_in(const struct world *w, const char *text, json_t *parameters)
{
    struct sg_buffer b = sg_buffer_new(w->arena, SG_BUFFER_MOST);
    json_t *values = json_pack("{ssssss}", "partition", PARTITION, "region", REGION, "account", ACCOUNT);
    json_object_update(values, parameters);
    while (*text) {
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        const json_t *value =
            close ? json_object_get(values, sg_copy_bytes(w->arena, text + 1, (size_t)(close - text) - 1)) : NULL;
        if (value)
            sg_add(&b, resolve(w, value));
        else
            sg_add_char(&b, *text);
        text = value ? close + 1 : text + 1;
    }
    json_decref(values);
    return b.text;
}

static struct sg_strings put_in_all(const struct world *w, const struct sg_strings *texts, json_t *parameters)
{
    struct sg_strings filled = {0};
    for (size_t i = 0; i < texts->count; i++)
        sg_push(w->arena, &filled, put_in(w, texts->items[i], parameters));
    return filled;
}

static void expand(const struct world *w, const struct sg_policy *from, json_t *parameters,
                   struct sg_statements *policy)
{
    assert_non_null(from);
    assert_int_equal(from->parameters.count, json_object_size(parameters));
    for (size_t i = 0; i < from->parameters.count; i++)
        assert_non_null(json_object_get(parameters, from->parameters.items[i].name));
    for (size_t i = 0; i < from->statements.count; i++) {
        struct sg_statement *s = add_statement(w, policy);
        *s = from->statements.items[i];
        s->resources = put_in_all(w, &s->resources, parameters);
        s->conditions.items = sg_new_array(w->arena, struct sg_condition, s->conditions.count);
        for (size_t c = 0; c < s->conditions.count; c++) {
            s->conditions.items[c] = from->statements.items[i].conditions.items[c];
            s->conditions.items[c].values = put_in_all(w, &s->conditions.items[c].values, parameters);
        }
    }
}

struct sg_statements read_policies(const struct world *w, const char *json, size_t *managed)
{
    struct sg_statements policy = {0};
    struct sg_findings findings = {.arena = w->arena};
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, NULL), *entry, *parameters;
    const char *name;
    size_t i;
    *managed = 0;
    json_array_foreach (json_object_get(root, "Policies"), i, entry) {
        if (json_is_string(entry)) {
            ++*managed;
            expand(w, sg_find_managed(w->catalog, json_string_value(entry), &findings), NULL, &policy);
        } else if (json_object_get(entry, "Statement")) {
            add_document(w, entry, &policy);
        } else {
            json_object_foreach (entry, name, parameters)
                expand(w, sg_find_policy(w->catalog, name, &findings), parameters, &policy);
        }
    }
    json_decref(root);
    assert_int_equal(findings.count, 0);
    return policy;
}
