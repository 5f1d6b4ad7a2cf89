#include <samgen/samgen.h>

#include "base/list.h"
#include "support.h"
#include "yaml/load.h"

#include <stdio.h>
#include <string.h>

static struct samgen *samgen;

static int start(void **state)
{
    samgen_release(samgen);
    return make_arena(state);
}

/* ---- Trees ---- */

static struct sg_node *load(const char *text, size_t length)
{
    struct sg_source *source = sg_new(arena, struct sg_source);
    *source = (struct sg_source){.name = "t.yaml", .bytes = text, .length = length};
    struct sg_node *root = sg_yaml_load(arena, source, SG_ALIASES_RESOLVED, &findings);
    assert_non_null(root);
    return root;
}

/* What holds the Policies of F. */
static struct sg_node *properties_of(const struct sg_node *root)
{
    return sg_get(sg_get(sg_get(root, "Resources"), "F"), "Properties");
}

/* A list as it is; nothing as an empty one; anything else as a list of it. */
static struct sg_node *as_list(const struct sg_node *policies)
{
    struct sg_node *list = sg_list(arena);
    bool nothing = !policies || (!policies->tag && policies->type == SG_SCALAR && !*policies->text) ||
                   (policies->type == SG_MAP && !policies->count) ||
                   (policies->type == SG_SCALAR && policies->tag && strcmp(policies->text, "AWS::NoValue") == 0);
    if (policies && policies->type == SG_LIST && !policies->tag)
        return sg_copy_node(arena, policies);
    if (!nothing)
        sg_append(list, sg_copy_node(arena, policies));
    return list;
}

/* A copy of the tree whose function has these Policies, in whatever order its keys were. */
static struct sg_node *with_policies(const struct sg_node *root, struct sg_node *policies)
{
    struct sg_node *copy = sg_copy_node(arena, root), *properties = properties_of(copy);
    struct sg_node *others = sg_map(arena);
    for (struct sg_node *key = properties->first, *next; key; key = next) {
        next = key->next->next;
        if (strcmp(key->text, "Policies") != 0)
            sg_put(arena, others, key->text, sg_copy_node(arena, key->next));
    }
    sg_put(arena, others, "Policies", policies);
    properties->first = others->first;
    properties->last = others->last;
    properties->count = others->count;
    return copy;
}

/* ---- One application ---- */

struct trial {
    const char *text;
    size_t length;
    struct samgen_grant grant;
    struct samgen_settings settings;
};

static struct samgen_change apply(const struct trial *t, const char *text, size_t length)
{
    const struct samgen_input template = {"t.yaml", text, length};
    struct samgen_change change;
    struct samgen_result result;
    enum samgen_status status = samgen_apply(samgen, &template, "F", &t->grant, 1, &t->settings, &change, &result);
    if (status != SAMGEN_OK)
        fail_msg("%s: %s", t->grant.name, result.finding_count ? result.findings[0].message : "refused");
    assert_int_equal(strlen(change.text), change.length);
    return change;
}

static bool is_said(const struct samgen_result *result, const char *words)
{
    for (size_t i = 0; i < result->finding_count; i++)
        if (strstr(result->findings[i].message, words))
            return true;
    return false;
}

/* The entries that samgen prints for the grant. */
static struct sg_node *printed(const struct trial *t)
{
    struct samgen_settings settings = t->settings;
    struct samgen_result result;
    settings.no_logs = true;
    assert_int_equal(samgen_generate(samgen, &t->grant, 1, &settings, &result), SAMGEN_OK);
    return load(result.text, result.length)->first->next;
}

/* The old tree with the printed entries behind those of F, and nothing more to do. */
static struct samgen_change check_applied(const struct trial *t)
{
    struct samgen_change change = apply(t, t->text, t->length);
    assert_true(change.changed);
    const struct sg_node *old = load(t->text, t->length), *made = load(change.text, change.length);
    struct sg_node *policies = as_list(sg_get(properties_of(old), "Policies")), *entries = printed(t);
    for (const struct sg_node *entry = entries->first; entry; entry = entry->next)
        sg_append(policies, sg_copy_node(arena, entry));
    struct sg_node *own = sg_copy_node(arena, sg_get(properties_of(made), "Policies"));
    assert_true(sg_same(policies, own));
    assert_true(sg_same(with_policies(old, sg_list(arena)), with_policies(made, sg_list(arena))));
    struct samgen_change again = apply(t, change.text, change.length);
    assert_false(again.changed);
    assert_int_equal(again.length, change.length);
    assert_memory_equal(again.text, change.text, change.length);
    assert_string_equal(again.diff, "");
    return change;
}

/* ---- Every grant, with few options and with each of the others ---- */

#define OPTIONS_MOST 32

static const char before[] = "# before\nTransform: AWS::Serverless-2016-10-31\nResources:\n  F:\n"
                             "    Type: AWS::Serverless::Function\n    Properties: {InlineCode: '', Handler: h,\n"
                             "      Runtime: python3.13, Policies: [AmazonChimeReadOnly";
static const char behind[] = " ]} # behind\n  \"Jobs\": {Type: AWS::SQS::Queue}  # as it was\n";

static size_t applied;

/* What AWSLambdaBasicExecutionRole allows, which SAM adds to every role. */
static bool is_in_baseline(const char *grant)
{
    return strcmp(grant, "logs") == 0 || strcmp(grant, "lambda-insights") == 0;
}

static void check_grant(const struct samgen_grant *grant, enum samgen_style style)
{
    const char *text = sg_concat(arena, before, behind);
    struct trial t = {text, strlen(text), *grant, {.style = style}};
    struct samgen_result result;
    t.settings.no_logs = true;
    if (samgen_generate(samgen, grant, 1, &t.settings, &result) != SAMGEN_OK)
        return;
    t.settings.no_logs = false;
    if (is_in_baseline(grant->name)) {
        assert_false(apply(&t, text, t.length).changed);
        return;
    }
    struct samgen_change change = check_applied(&t);
    assert_memory_equal(change.text, before, strlen(before));
    assert_string_equal(change.text + change.length - strlen(behind), behind);
    applied++;
}

/* Required, or the first of those of which one must be given. */
static bool is_needed(const struct samgen_grant_info *info, const struct samgen_option_info *option)
{
    size_t length = strcspn(info->one_of, ",");
    bool first = strlen(option->name) == length && memcmp(option->name, info->one_of, length) == 0;
    return option->required || first;
}

static void a_grant_is_applied_once(void **state)
{
    const char *const *name = *state;
    struct samgen_grant_info info;
    struct samgen_option options[OPTIONS_MOST];
    size_t needed = 0, tried = applied;
    assert_true(samgen_describe(samgen, *name, &info) && info.option_count < OPTIONS_MOST);
    for (size_t i = 0; i < info.option_count; i++)
        if (is_needed(&info, &info.options[i]))
            options[needed++] = (struct samgen_option){info.options[i].name, info.options[i].example};
    struct samgen_grant grant = {*name, options, needed};
    check_grant(&grant, SAMGEN_STYLE_AUTO);
    check_grant(&grant, SAMGEN_STYLE_INLINE);
    for (size_t i = 0; i < info.option_count; i++) {
        const struct samgen_option_info *option = &info.options[i];
        if (is_needed(&info, option))
            continue;
        options[needed] = (struct samgen_option){option->name, option->flag ? NULL : option->example};
        grant.option_count = needed + 1;
        check_grant(&grant, SAMGEN_STYLE_AUTO);
    }
    assert_true(applied > tried || is_in_baseline(*name));
}

static int run_grants(void)
{
    const struct samgen_item *items;
    size_t count = samgen_list(samgen, NULL, &items), grants = 0;
    struct sg_arena *own = sg_arena_new();
    const char **names = sg_new_array(own, const char *, count);
    struct CMUnitTest *tests = sg_new_array(own, struct CMUnitTest, count);
    for (size_t i = 0; i < count; i++)
        if (items[i].type == SAMGEN_ITEM_GRANT) {
            names[grants] = sg_copy(own, items[i].name);
            tests[grants] =
                (struct CMUnitTest){names[grants], a_grant_is_applied_once, start, drop_arena, &names[grants]};
            grants++;
        }
    int failed = _cmocka_run_group_tests("every grant", tests, grants, NULL, NULL);
    print_message("%zu grants applied in %zu ways\n", grants, applied);
    sg_arena_free(own);
    return failed + (grants < 60 || applied < 2 * grants);
}

/* ---- Shapes of Policies, in every way to end lines and the text ---- */

static const struct shape {
    const char *name, *lines;
} shapes[] = {
    {"a block list", "      Policies:\n        - A # a\n\n        - S3ReadPolicy:\n            BucketName: b # b\n"},
    {"a list with an anchor", "      Policies: &p # p\n        - A\n        - B\n"},
    {"a flush list", "      Policies:\n      - A\n      - B # b\n"},
    {"a list with wide dashes",
     "      Policies:\n          -   A\n          -   S3ReadPolicy:\n                BucketName: b\n"},
    {"a list in one line", "      Policies: [A, B] # two\n"},
    {"a list in lines", "      Policies: [\n        A, # a\n        {S3ReadPolicy: {BucketName: b}} # b\n      ]\n"},
    {"a list in lines with a comma behind", "      Policies: [\n        A,\n        B, # b\n      ]\n"},
    {"an empty list", "      Policies: [] # none\n"},
    {"an empty map", "      Policies: {}\n"},
    {"nothing", "      Policies: # none\n"},
    {"no value", "      Policies: !Ref AWS::NoValue\n"},
    {"a text", "      Policies: A # a\n"},
    {"a text in quotes", "      Policies: \"A\"\n"},
    {"a text below its key", "      Policies:\n        A\n"},
    {"a map", "      Policies:\n        S3ReadPolicy:\n          BucketName: b\n"},
    {"a map one in", "      Policies:\n       S3ReadPolicy:\n          BucketName: b\n"},
    {"a map in one line", "      Policies: {S3ReadPolicy: {BucketName: b}}\n"},
    {"an If", "      Policies: !If [C, A, B]\n"},
    {"an If in lines", "      Policies: !If\n        - C\n        - A\n        - !Ref AWS::NoValue\n"},
    {"a long If", "      Policies:\n        Fn::If:\n          - C\n          - A\n          - B\n"},
    {"a text of many lines",
     "      Policies:\n        - Statement:\n            Effect: Allow\n            Action: s3:GetObject\n"
     "            Resource: !Sub |\n              arn:aws:s3:::b/*\n\n"},
    {"none", ""},
    {"none, and a text of many lines", "      InlineCode: |\n        def h():\n          pass\n"},
    {"a key in quotes", "      'Policies': ['A']\n"},
    {"a question mark", "      ? Policies\n      : - A\n"},
};

struct way {
    bool mark, returns, cut, last;
};

/* The template with the lines in it; a text of many lines cannot be cut, its end is part of it. */
static const char *written(const struct shape *shape, struct way way)
{
    const char *plain = sg_concat(
        arena,
        sg_concat(arena, way.mark ? "\xEF\xBB\xBF" : "",
                  "# t\xC3\xA9xt\nTransform: AWS::Serverless-2016-10-31\nConditions: {C: !Equals [a, b]}\nResources:\n"
                  "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: h\n"
                  "      Runtime: python3.13\n      CodeUri: s\n"),
        sg_concat(arena, shape->lines,
                  way.last ? "" : "\n      # behind\n      Timeout: 3 # s\n  G: {Type: AWS::SNS::Topic}\n"));
    char *text = sg_alloc(arena, 2 * strlen(plain) + 1, 1), *end = text;
    for (const char *p = plain; *p && (!way.cut || p[1]); p++) {
        if (*p == '\n' && way.returns)
            *end++ = '\r';
        *end++ = *p;
    }
    return text;
}

static size_t count_bare(const char *text)
{
    size_t count = 0;
    for (const char *p = text; (p = strchr(p, '\n')); p++)
        count += p == text || p[-1] != '\r';
    return count;
}

static bool ends_line(const char *text)
{
    return text[strlen(text) - 1] == '\n';
}

static void a_shape_is_extended_in_its_style(void **state)
{
    const struct shape *shape = *state;
    const struct samgen_option options[] = {{"bucket", "my-bucket"}, {"prefix", "in/"}};
    for (int i = 0; i < 16; i++) {
        const struct way way = {.mark = i & 1, .returns = i & 2, .cut = i & 4, .last = i & 8};
        if (way.cut && way.last && strchr(shape->lines, '|'))
            continue;
        const char *text = written(shape, way), *policies = strstr(text, "Policies");
        const struct trial t = {.text = text, .length = strlen(text), .grant = {"s3-read", options, 2}};
        struct samgen_change change = check_applied(&t);
        size_t kept = policies ? (size_t)(policies - text) : strlen("# t");
        assert_memory_equal(change.text, text, kept);
        assert_true(way.returns ? count_bare(change.text) == 0 : !strchr(change.text, '\r'));
        assert_int_equal(ends_line(change.text), ends_line(text));
        const char *tail = strstr(text, way.returns ? "\r\n      # behind" : "\n      # behind");
        if (policies && tail)
            assert_string_equal(change.text + change.length - strlen(tail), tail);
        samgen_release(samgen);
    }
}

/* ---- What counts as granted: only what holds in every stack ---- */

static const struct granted {
    const char *name, *policy; /* an entry of Policies, in one line */
    const char *grant, *option, *value;
    bool already;
} granted_rows[] = {
    {"the same", "{SQSSendMessagePolicy: {QueueName: jobs}}", "sqs-send", "queue", "jobs", true},
    {"a wildcard", "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: '*'}]}", "sqs-send", "queue", "${Q}", true},
    {"another name", "{SQSSendMessagePolicy: {QueueName: work}}", "sqs-send", "queue", "jobs", false},
    {"a name that AWS makes up", "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:q*'}]}",
     "sqs-send", "queue", "${Q}", false},
    {"a name that the template gives", "{SQSSendMessagePolicy: {QueueName: named}}", "sqs-send", "queue", "${Named}",
     true},
    {"the default of a parameter", "{SQSSendMessagePolicy: {QueueName: work}}", "sqs-send", "queue", "${Work}", false},
    {"a parameter, and its default", "{SQSSendMessagePolicy: {QueueName: !Ref Work}}", "sqs-send", "queue", "work",
     false},
    {"the same parameter", "{SQSSendMessagePolicy: {QueueName: !Ref Work}}", "sqs-send", "queue", "${Work}", true},
    {"one account and region",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-1:123456789012:jobs'}]}", "sqs-send",
     "queue", "jobs", false},
    {"any account and region", "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:jobs'}]}",
     "sqs-send", "queue", "jobs", true},
    {"one region of a queue elsewhere",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-1:123456789012:jobs'}]}", "sqs-send",
     "queue", "arn:aws:sqs:us-east-1:123456789012:jobs", true},
    {"a branch", "!If [C, {SQSSendMessagePolicy: {QueueName: jobs}}, !Ref AWS::NoValue]", "sqs-send", "queue", "jobs",
     false},
    {"a branch within a list of statements",
     "{Statement: [!If [C, {Effect: Allow, Action: 'sqs:*', Resource: '*'}, !Ref AWS::NoValue]]}", "sqs-send", "queue",
     "jobs", false},
    {"one of two resources",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: !If [C, 'arn:aws:sqs:*:*:a', 'arn:aws:sqs:*:*:jobs']}]}",
     "sqs-send", "queue", "jobs", false},
    {"both of two resources", "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: !If [C, '*', '*']}]}",
     "sqs-send", "queue", "jobs", true},
    {"a name by a condition", "{SQSSendMessagePolicy: {QueueName: left}}", "sqs-send", "queue", "${Either}", false},
    {"a map by region", "{SQSSendMessagePolicy: {QueueName: !FindInMap [M, !Ref AWS::Region, Name]}}", "sqs-send",
     "queue", "east", false},
    {"all resources but one of a parameter",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', NotResource: !Sub 'arn:aws:sqs:*:*:${Work}'}]}", "sqs-send",
     "queue", "work", false},
    {"a denial",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: '*'}, {Effect: Deny, Action: 'sqs:*', Resource: '*'}]}",
     "sqs-send", "queue", "jobs", false},
    {"a condition of the statement",
     "{Statement: [{Effect: Allow, Action: 'sqs:*', Resource: '*', Condition: {Bool: {'aws:SecureTransport': true}}}]}",
     "sqs-send", "queue", "jobs", false},
    {"a part of the actions", "{Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]}", "s3-read",
     "bucket", "my-bucket", false},
    {"a policy of AWS", "AmazonS3ReadOnlyAccess", "s3-read", "bucket", "my-bucket", true},
    {"a part of the bucket",
     "{Statement: [{Effect: Allow, Action: 's3:*', Resource: ['arn:aws:s3:::my-bucket', "
     "'arn:aws:s3:::my-bucket/in/*']}]}",
     "s3-read", "bucket", "my-bucket", false},
};

static void granted_is_what_holds_in_every_stack(void **state)
{
    const struct granted *row = *state;
    const char *text = sg_format(
        arena,
        "Transform: AWS::Serverless-2016-10-31\nParameters: {Work: {Type: String, Default: work}}\n"
        "Conditions: {C: !Equals [a, b]}\nMappings: {M: {us-east-1: {Name: east}, eu-west-1: {Name: west}}}\n"
        "Resources:\n  Q: {Type: AWS::SQS::Queue}\n  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: named}}\n"
        "  Either: {Type: AWS::SQS::Queue, Properties: {QueueName: !If [C, left, right]}}\n"
        "  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: h\n      Runtime: python3.13\n"
        "      CodeUri: s\n      Policies:\n        - %s\n",
        row->policy);
    const struct samgen_option option = {row->option, row->value};
    const struct samgen_grant grant = {row->grant, &option, 1};
    const struct samgen_input template = {"t.yaml", text, strlen(text)};
    const struct samgen_settings settings = {0};
    struct samgen_change change;
    struct samgen_result result;
    samgen_release(samgen);
    assert_int_equal(samgen_apply(samgen, &template, "F", &grant, 1, &settings, &change, &result), SAMGEN_OK);
    assert_int_equal(change.changed, !row->already);
    assert_int_equal(is_said(&result, "already allows this"), row->already);
}

SUITE(apply)
{
    samgen = samgen_new();
    int failed = run_grants();
    failed += RUN_ROWS(shapes, a_shape_is_extended_in_its_style);
    failed += RUN_ROWS(granted_rows, granted_is_what_holds_in_every_stack);
    samgen_free(samgen);
    return failed;
}
