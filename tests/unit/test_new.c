#include <samgen/samgen.h>

#include "catalog/function.h"
#include "support.h"
#include "project/text_parts_internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct samgen *samgen;
static struct sg_catalog *catalog;
static const struct samgen_settings none;
static struct samgen_project project;
static struct samgen_result result;

static int start(void **state)
{
    samgen = samgen_new();
    make_arena(state);
    catalog = sg_catalog_new(arena);
    return 0;
}

static int stop(void **state)
{
    samgen_free(samgen);
    return drop_arena(state);
}

#define WRONG(...) fail_msg("%s", sg_format(arena, __VA_ARGS__))

#define OPTIONS_MOST 8

/* A grant with options of a call that works. */
struct call {
    struct samgen_option options[OPTIONS_MOST];
    struct samgen_grant grant;
};

static void add_option(struct call *call, const char *name, const char *value)
{
    assert_true(call->grant.option_count < OPTIONS_MOST);
    call->options[call->grant.option_count++] = (struct samgen_option){name, value};
}

/* With `created`, whatever a project can create is named by ${Id}. */
static bool is_created(const struct sg_option *option)
{
    const struct sg_blueprint *blueprint = sg_find_blueprint(catalog, option->kind->name, &findings);
    return blueprint && blueprint->parts.count;
}

static void make_call(struct call *call, const char *name, bool created)
{
    const struct sg_grant *grant = sg_find_grant(catalog, name, &findings);
    assert_non_null(grant);
    *call = (struct call){.grant = {.name = name, .options = call->options}};
    if (strcmp(name, "allow") == 0) {
        add_option(call, "action", "sqs:PurgeQueue");
        add_option(call, "resource", "arn:aws:sqs:us-east-1:123456789012:jobs");
    } else if (strcmp(name, "sam-template") == 0) {
        add_option(call, "name", "S3ReadPolicy");
        add_option(call, "set", "BucketName=my-bucket");
    } else
        for (size_t i = 0; i < grant->options.count; i++) {
            const struct sg_option *option = &grant->options.items[i];
            if (option->required || (grant->one_of.count && strcmp(grant->one_of.items[0], option->name) == 0))
                add_option(call, option->name,
                           created && is_created(option) ? sg_format(arena, "${Own%zu}", i) : option->kind->example);
        }
}

static enum samgen_status make(const char *name, const char *runtime, const char *event, const struct call *call)
{
    const struct samgen_project_request request = {.name = name,
                                                   .runtime = runtime,
                                                   .event = event,
                                                   .grants = call ? &call->grant : NULL,
                                                   .grant_count = call != NULL};
    return samgen_new_project(samgen, &request, &none, &project, &result);
}

static const struct samgen_file *file_of(const char *path)
{
    for (size_t i = 0; i < project.file_count; i++)
        if (strcmp(project.files[i].path, path) == 0)
            return &project.files[i];
    return NULL;
}

static const char *text_of(const char *path)
{
    const struct samgen_file *file = file_of(path);
    if (!file)
        WRONG("no %s", path);
    return file->text;
}

/* The first {word} that nothing was put in for. */
static const char *left_over(const char *text)
{
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{')) {
        size_t length = strspn(p + 1, "abcdefghijklmnopqrstuvwxyz-");
        if (length && p[1 + length] == '}' && (p == text || p[-1] != '$'))
            return p;
    }
    return NULL;
}

/* Everything that must be true of each project that is made; `what` is said when it is not. */
static void check_project(const char *what)
{
    const struct samgen_template_settings how = {0};
    struct samgen_result roles;
    for (size_t i = 0; i < project.file_count; i++) {
        const struct samgen_file *file = &project.files[i];
        const char *left = left_over(file->text);
        if (strlen(file->text) != file->length || !file->length || file->text[file->length - 1] != '\n')
            WRONG("%s: %s has no whole last line", what, file->path);
        if (left)
            WRONG("%s: %s: left over: %.20s", what, file->path, left);
    }
    const struct samgen_file *template = file_of("template.yaml"), *spec = file_of("samgen.yaml");
    const struct samgen_input read = {"template.yaml", template->text, template->length};
    const struct samgen_input asked = {"samgen.yaml", spec->text, spec->length};
    if (samgen_expand(samgen, &read, &how, &roles) != SAMGEN_OK || !strstr(roles.text, "DemoFunction"))
        WRONG("%s: the template is refused: %s", what, template->text);
    if (samgen_generate_spec(samgen, &asked, NULL, &none, &roles) != SAMGEN_OK)
        WRONG("%s: the spec is refused: %s", what, spec->text);
    text_of("events/event.json");
    text_of("README.md");
    text_of(".gitignore");
}

/* The environment of the template is what the handler reads, name for name. */
static void check_environment(const char *what, const char *handler)
{
    const char *template = text_of("template.yaml"), *line = strstr(template, "        Variables:\n");
    size_t count = 0;
    for (line = line ? strchr(line, '\n') + 1 : "";
         sg_starts_with(line, "          ") && isupper((unsigned char)line[10]);
         line = strchr(line, '\n') + 1, count++) {
        const char *name = sg_copy_bytes(arena, line + 10, strcspn(line + 10, ":"));
        const char *use = strstr(handler, name);
        if (!use)
            WRONG("%s: nothing reads %s", what, name);
    }
    for (const char *p = handler; (p = strstr(p, "environ[")) != NULL; p++)
        count--;
    for (const char *p = handler; (p = strstr(p, "process.env.")) != NULL; p++)
        count--;
    if (count)
        WRONG("%s: the handler reads what is not in the environment, or not all of it", what);
}

static const char *handler_of(void)
{
    const struct samgen_file *python = file_of("src/app.py");
    return python ? python->text : text_of("src/app.mjs");
}

static void try_project(const char *runtime, const char *event, const struct call *call)
{
    const char *what = sg_format(arena, "%s, %s, %s", runtime, event, call ? call->grant.name : "no grant");
    if (make("demo", runtime, event, call) != SAMGEN_OK)
        WRONG("%s: %s", what, result.finding_count ? result.findings[0].message : "refused");
    check_project(what);
    check_environment(what, handler_of());
    if (!strstr(text_of("template.yaml"), runtime))
        WRONG("%s: has another runtime", what);
    samgen_release(samgen);
}

static void every_event_has_a_project_in_every_runtime(void **state)
{
    (void)state;
    const struct samgen_named_item *runtimes, *events;
    struct samgen *asker = samgen_new(); /* its lists outlive what is released */
    size_t runtime_count = samgen_runtimes(asker, &runtimes), event_count = samgen_events(asker, &events);
    assert_true(runtime_count >= 5);
    assert_true(event_count >= 11);
    for (size_t r = 0; r < runtime_count; r++)
        for (size_t e = 0; e < event_count; e++)
            try_project(sg_copy(arena, runtimes[r].name), sg_copy(arena, events[e].name), NULL);
    samgen_free(asker);
}

static void every_grant_has_a_project_with_every_event(void **state)
{
    (void)state;
    static const char *const runtimes[] = {"python3.13", "nodejs22.x"};
    struct sg_strings grants = {0}, events = {0};
    struct call call;
    sg_grant_names(catalog, &grants, &findings);
    sg_catalog_files(catalog, "functions/events", &events);
    for (size_t g = 0; g < grants.count; g++)
        for (size_t e = 0; e < events.count; e++) {
            bool created = (g + e) % 2;
            make_call(&call, grants.items[g], created);
            try_project(runtimes[(g + e / 2) % 2], events.items[e], &call);
        }
}

static void every_example_is_of_a_grant_and_in_every_language_or_none(void **state)
{
    (void)state;
    struct sg_strings examples = {0}, languages = {0};
    sg_catalog_files(catalog, "functions/examples", &examples);
    sg_catalog_files(catalog, "functions/languages", &languages);
    assert_true(examples.count > 30);
    for (size_t i = 0; i < examples.count; i++) {
        const struct sg_example *example = sg_find_example(catalog, examples.items[i], &findings);
        if (!example || !sg_find_grant(catalog, examples.items[i], &findings))
            WRONG("%s: %s", examples.items[i], told());
        for (size_t k = 0; example->code.count && k < languages.count; k++)
            if (!sg_code_in(&example->code, languages.items[k]))
                WRONG("%s has no example in %s", examples.items[i], languages.items[k]);
    }
    assert_string_equal(told(), "");
}

static void check_event(const struct sg_event *event, const struct sg_strings *languages)
{
    for (size_t i = 0; i < languages->count; i++)
        if (!sg_code_in(&event->code, languages->items[i]))
            WRONG("%s has no handler in %s", event->name, languages->items[i]);
    assert_true(!event->kind == !event->id);
    assert_true(event->kind || !event->grants.count);
    for (size_t i = 0; i < event->grants.count; i++) {
        const struct sg_grant *grant = sg_find_grant(catalog, event->grants.items[i], &findings);
        bool of_kind = false;
        for (size_t k = 0; grant && k < grant->options.count; k++)
            of_kind = of_kind || strcmp(grant->options.items[k].kind->name, event->kind) == 0;
        if (!of_kind)
            WRONG("%s: no %s is named by %s", event->name, event->kind, event->grants.items[i]);
    }
}

static void every_event_has_a_handler_and_grants_that_name_its_resource(void **state)
{
    (void)state;
    struct sg_strings events = {0}, languages = {0};
    sg_catalog_files(catalog, "functions/events", &events);
    sg_catalog_files(catalog, "functions/languages", &languages);
    for (size_t i = 0; i < events.count; i++) {
        const struct sg_event *event = sg_find_event(catalog, events.items[i], &findings);
        if (!event)
            WRONG("%s: %s", events.items[i], told());
        check_event(event, &languages);
    }
}

static bool some_option_is_of(const char *kind)
{
    struct sg_strings grants = {0};
    sg_grant_names(catalog, &grants, &findings);
    for (size_t g = 0; g < grants.count; g++) {
        const struct sg_grant *grant = sg_find_grant(catalog, grants.items[g], &findings);
        for (size_t i = 0; i < grant->options.count; i++)
            if (strcmp(grant->options.items[i].kind->name, kind) == 0)
                return true;
    }
    return false;
}

static void every_resource_is_of_a_kind_that_some_option_names(void **state)
{
    (void)state;
    struct sg_strings kinds = {0};
    sg_catalog_files(catalog, "functions/resources", &kinds);
    for (size_t i = 0; i < kinds.count; i++) {
        if (!sg_find_blueprint(catalog, kinds.items[i], &findings))
            WRONG("%s: %s", kinds.items[i], told());
        if (!some_option_is_of(kinds.items[i]))
            WRONG("no option names a %s", kinds.items[i]);
    }
}

static const struct name_row {
    const char *name, *given;
    bool good;
} name_rows[] = {
    {"a word", "orders", true},
    {"capitals and digits", "Orders2", true},
    {"a digit first", "2orders", true},
    {"signs within", "my-orders_2", true},
    {"one character", "x", true},
    {"as long as can be", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true},
    {"too long", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    {"nothing", "", false},
    {"a path", "a/b", false},
    {"a folder above", "..", false},
    {"a dot first", ".orders", false},
    {"a dash first", "-orders", false},
    {"a sign of YAML", "orders: x", false},
    {"a line end", "orders\n", false},
    {"a placeholder", "{runtime}", false},
    {"other letters", "caf\xC3\xA9", false},
};

static void name(void **state)
{
    const struct name_row *row = *state;
    samgen = samgen_new();
    enum samgen_status status = make(row->given, NULL, NULL, NULL);
    assert_int_equal(status, row->good ? SAMGEN_OK : SAMGEN_BAD_INPUT);
    assert_true(!project.files == !row->good);
    assert_true(!result.finding_count == row->good);
    samgen_free(samgen);
}

/* A project with one grant that is refused, and what is said of it. */
static const struct refusal_row {
    const char *name, *runtime, *event;
    struct samgen_option option;
    const char *subject, *words;
} refusal_rows[] = {
    {"an unknown runtime", "python3.31", NULL, {"bucket", "my-bucket"}, "--runtime", "did you mean python3.13?"},
    {"no runtime", "", NULL, {"bucket", "my-bucket"}, "--runtime", "is unknown; write one of python3.13"},
    {"an unknown event", NULL, "sgs", {"bucket", "my-bucket"}, "--event", "did you mean sns?"},
    {"a path for an event", NULL, "../runtimes", {"bucket", "my-bucket"}, "--event", "is unknown; write one of api"},
    {"an unknown option", NULL, NULL, {"buckte", "my-bucket"}, "", "did you mean --bucket?"},
    {"an illegal value", NULL, NULL, {"bucket", "My_Bucket"}, "--bucket", "is not a bucket name"},
    {"no value", NULL, NULL, {"bucket", NULL}, "--bucket", "needs a value"},
    {"another Id of the template",
     NULL,
     NULL,
     {"bucket", "${Stage}-data"},
     "--bucket",
     "no resource or parameter \"Stage\""},
    {"the function", NULL, NULL, {"bucket", "${DemoFunction}"}, "--bucket", "is the function itself"},
    {"a second kind", NULL, "sqs", {"bucket", "${Jobs}"}, "--bucket", "already names a queue"},
};

static void refusal(void **state)
{
    const struct refusal_row *row = *state;
    samgen = samgen_new();
    const struct samgen_grant grant = {.name = "s3-read", .options = &row->option, .option_count = 1};
    const struct samgen_project_request request = {
        .name = "demo", .runtime = row->runtime, .event = row->event, .grants = &grant, .grant_count = 1};
    assert_int_equal(samgen_new_project(samgen, &request, &none, &project, &result), SAMGEN_BAD_INPUT);
    assert_null(project.files);
    assert_int_equal(project.file_count, 0);
    assert_null(result.text);
    assert_true(result.finding_count > 0);
    assert_string_equal(result.findings[0].subject ? result.findings[0].subject : "", row->subject);
    assert_non_null(strstr(result.findings[0].message, row->words));
    samgen_free(samgen);
}

static void the_bucket_of_an_event_is_named_not_referred_to(void **state)
{
    (void)state;
    const struct samgen_option options[] = {{"bucket", "${Pictures}"}, {"prefix", "new/"}, {"prefix", "old/"}};
    const struct samgen_grant grant = {.name = "s3-read", .options = options, .option_count = 3};
    const struct samgen_project_request request = {.name = "demo", .event = "s3", .grants = &grant, .grant_count = 1};
    assert_int_equal(samgen_new_project(samgen, &request, &none, &project, &result), SAMGEN_OK);
    const char *template = text_of("template.yaml");
    assert_non_null(strstr(template, "BUCKET: !Sub ${AWS::StackName}-${AWS::AccountId}-pictures\n"));
    assert_non_null(strstr(template, "            Bucket: !Ref Pictures\n"));
    assert_non_null(strstr(template, "{Name: prefix, Value: new/}"));
    assert_non_null(strstr(template, "        Created2:\n"));
    assert_non_null(strstr(template, "{Name: prefix, Value: old/}"));
    assert_null(strstr(template, "Pictures.Arn"));
    assert_non_null(strstr(text_of("events/event.json"), "\"key\": \"new/example.txt\""));
    assert_non_null(strstr(text_of("samgen.yaml"), "        prefixes:\n          - new/\n          - old/\n"));
}

static void a_vpc_has_parameters_for_its_subnets(void **state)
{
    (void)state;
    const struct samgen_project_request request = {.name = "demo", .vpc = true};
    assert_int_equal(samgen_new_project(samgen, &request, &none, &project, &result), SAMGEN_OK);
    check_project("vpc");
    assert_non_null(strstr(text_of("template.yaml"), "        SubnetIds: !Ref SubnetIds\n"));
    assert_non_null(strstr(text_of("README.md"), "NAT gateway"));
    assert_int_equal(make("demo", NULL, NULL, NULL), SAMGEN_OK);
    assert_null(strstr(text_of("template.yaml"), "SubnetIds"));
}

/* What a passage of three parts makes of its words. */
static const struct passage_row {
    const char *name, *color, *wanted;
} passage_rows[] = {
    {"a word that is given", "red", "It is red, {unknown} and ${color}.\n  red\nred it is.\n"},
    {"a word of lines", "red\nblue\n",
     "It is red\nblue\n, {unknown} and ${color}.\n  red\n  blue\nred\nblue\n it is.\n"},
    {"a word that is not", "", "It is , {unknown} and ${color}.\nNone.\n"},
};

static void passage(void **state)
{
    const struct passage_row *row = *state;
    const char *color[] = {"color"};
    struct sg_part parts[] = {
        {.text = "It is {color}, {unknown} and ${color}.\n  {color}\n"},
        {.when = {.items = color, .count = 1}, .text = "{color} it is.\n"},
        {.unless = {.items = color, .count = 1}, .text = "None.\n"},
    };
    const struct sg_passage all = {parts, 3}, last = {parts + 1, 2};
    struct sg_words words = {0};
    sg_project_set_word(arena, &words, "color", "green");
    sg_project_set_word(arena, &words, "color", row->color);
    assert_string_equal(sg_project_fill_parts(arena, &all, &words), row->wanted);
    assert_true(sg_project_parts_use(&last, &words, "color") == (*row->color != '\0'));
    assert_false(sg_project_parts_use(&all, &words, "colo"));
}

SUITE(new)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_event_has_a_project_in_every_runtime, start, stop),
        cmocka_unit_test_setup_teardown(every_grant_has_a_project_with_every_event, start, stop),
        cmocka_unit_test_setup_teardown(every_example_is_of_a_grant_and_in_every_language_or_none, start, stop),
        cmocka_unit_test_setup_teardown(every_event_has_a_handler_and_grants_that_name_its_resource, start, stop),
        cmocka_unit_test_setup_teardown(every_resource_is_of_a_kind_that_some_option_names, start, stop),
        cmocka_unit_test_setup_teardown(the_bucket_of_an_event_is_named_not_referred_to, start, stop),
        cmocka_unit_test_setup_teardown(a_vpc_has_parameters_for_its_subnets, start, stop),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    failed += RUN_ROWS(name_rows, name);
    failed += RUN_ROWS(refusal_rows, refusal);
    failed += RUN_ROWS(passage_rows, passage);
    return failed;
}
