#include "explain/explain.h"

#include "roles.h"
#include "support.h"

#include <string.h>

/* What each statement of FRolePolicy0 comes to: effect, service: access: actions on resources, conditions, place. */
struct explained {
    const char *name, *yaml, *rows;
};

#define STATEMENT(inside) FUNCTION("      Policies:\n        - Statement:\n            - {" inside "}\n")

static const struct explained explained_rows[] = {
    {"an action", STATEMENT("Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'"),
     "Allow Amazon S3: Read: s3:GetObject on arn:aws:s3:::b/*, line 10\n"},
    {"the case of an action does not count", STATEMENT("Effect: Allow, Action: 'S3:getobject', Resource: '*'"),
     "Allow Amazon S3: Read: S3:getobject on *, line 10\n"},
    {"actions of several levels",
     STATEMENT("Effect: Allow, Action: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:GetQueueUrl'], Resource: a"),
     "Allow Amazon SQS: Read, Write: sqs:SendMessage sqs:ReceiveMessage sqs:GetQueueUrl on a, line 10\n"},
    {"a row for each service",
     STATEMENT("Effect: Allow, Action: ['s3:GetObject', 'sqs:SendMessage', 's3:PutObject'], Resource: ['*', b]"),
     "Allow Amazon S3: Read, Write: s3:GetObject s3:PutObject on * b, line 10\n"
     "Allow Amazon SQS: Write: sqs:SendMessage on * b, line 10\n"},
    {"a wildcard has the levels of what it matches", STATEMENT("Effect: Allow, Action: 'sqs:Get*', Resource: '*'"),
     "Allow Amazon SQS: Read: sqs:Get* on *, line 10\n"},
    {"all of a service", STATEMENT("Effect: Allow, Action: 'sns:*', Resource: '*'"),
     "Allow Amazon SNS: everything: sns:* on *, line 10\n"},
    {"everything", STATEMENT("Effect: Allow, Action: '*', Resource: '*'"),
     "Allow all services: everything: * on *, line 10\n"},
    {"Deny", STATEMENT("Effect: Deny, Action: 's3:DeleteObject', Resource: '*'"),
     "Deny Amazon S3: Write: s3:DeleteObject on *, line 10\n"},
    {"NotAction", STATEMENT("Effect: Deny, NotAction: ['iam:*', 'sts:*'], Resource: '*'"),
     "Deny all services: everything: all but iam:* sts:* on *, line 10\n"},
    {"NotResource", STATEMENT("Effect: Deny, Action: 's3:*', NotResource: 'arn:aws:s3:::b'"),
     "Deny Amazon S3: everything: s3:* on all but arn:aws:s3:::b, line 10\n"},
    {"a condition",
     STATEMENT("Effect: Allow, Action: 's3:GetObject', Resource: '*', Condition: {StringEquals: "
               "{'aws:RequestedRegion': [a, b]}}"),
     "Allow Amazon S3: Read: s3:GetObject on *, if aws:RequestedRegion StringEquals a, b, line 10\n"},
    {"an unknown action", STATEMENT("Effect: Allow, Action: 's3:FlyObject', Resource: '*'"),
     "Allow Amazon S3: unknown actions: s3:FlyObject on *, line 10\n"},
    {"an unknown service", STATEMENT("Effect: Allow, Action: 'foo:Bar', Resource: '*'"),
     "Allow foo: unknown actions: foo:Bar on *, line 10\n"},
    {"intrinsics",
     STATEMENT("Effect: Allow, Action: 's3:GetObject', Resource: [!GetAtt B.Arn, !Sub '${B.Arn}/*', !Join ['', [!Ref "
               "X, '/*']]]"),
     "Allow Amazon S3: Read: s3:GetObject on ${B.Arn} ${B.Arn}/* ${X}/*, line 10\n"},
    {"one statement that is not in a list",
     FUNCTION("      Policies:\n        Statement: {Effect: Allow, Action: 's3:GetObject', Resource: b}\n"),
     "Allow Amazon S3: Read: s3:GetObject on b, line 9\n"},
    {"each statement has its line",
     FUNCTION(
         "      Policies:\n        - Statement:\n            - {Effect: Allow, Action: 's3:GetObject', Resource: a}\n"
         "            - Sid: Second\n              Effect: Allow\n              Action: 's3:PutObject'\n              "
         "Resource: b\n"),
     "Allow Amazon S3: Read: s3:GetObject on a, line 10\nAllow Amazon S3: Write: s3:PutObject on b, line 11, Second\n"},
    {"a template has the line of its entry",
     FUNCTION("      Policies:\n        - SQSSendMessagePolicy:\n            QueueName: !GetAtt Q.QueueName\n"),
     "Allow Amazon SQS: Write: sqs:SendMessage* on "
     "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Q.QueueName}, line 9\n"},
    {"no statements", FUNCTION("      Policies: {Statement: []}\n"), ""},
};

static struct sg_template_role role_in(const char *yaml)
{
    struct sg_roles roles;
    const struct sg_template *t = template_in(yaml, "us-east-1", &roles);
    if (!t)
        fail_msg("refused: %s", told());
    struct sg_template_role r = {.template = t, .resolver = {.template = t}, .role = sg_find_role(&roles, "F")};
    if (!sg_explain_read_role(&r))
        fail_msg("refused: %s", told());
    return r;
}

static void explain(struct sg_template_role *r, const char *yaml, struct sg_explanation *e)
{
    static struct sg_cursor cursor;
    *r = role_in(yaml);
    cursor = (struct sg_cursor){.source = r->template->source};
    static const struct sg_role_uses uses;
    sg_explain_role(r, &uses, &cursor, e);
}

static void add_texts(struct sg_buffer *b, bool all_but, const struct sg_strings *texts)
{
    sg_add(b, all_but ? "all but " : "");
    sg_add(b, sg_join(arena, texts, " "));
}

static const char *shown_row(const struct sg_access_row *row)
{
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    sg_add_format(&b, "%s %s: %s: ", row->effect == SG_DENY ? "Deny" : "Allow", row->service,
                  sg_explain_level_names(arena, row->levels));
    add_texts(&b, row->all_but, &row->actions);
    sg_add(&b, " on ");
    add_texts(&b, row->all_other, &row->resources);
    if (row->conditions.count)
        sg_add_format(&b, ", if %s", sg_join(arena, &row->conditions, " and "));
    sg_add_format(&b, ", line %zu%s%s\n", row->line, row->sid ? ", " : "", row->sid ? row->sid : "");
    return b.text;
}

static void has_rows(void **state)
{
    const struct explained *row = *state;
    struct sg_template_role r;
    struct sg_explanation e;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    explain(&r, row->yaml, &e);
    for (size_t i = 0; i < e.row_count; i++)
        if (strcmp(e.rows[i].granted->name, "FRolePolicy0") == 0)
            sg_add(&b, shown_row(&e.rows[i]));
    assert_string_equal(b.text, row->rows);
}

/* From where each policy of the role comes; the line of the policy itself for those that SAM adds. */
struct origin {
    const char *name, *yaml, *policy, *form, *origin;
};

static const struct origin origin_rows[] = {
    {"the baseline", FUNCTION(""), "AWSLambdaBasicExecutionRole", "managed", "SAM adds it: every function writes logs"},
    {"the network", FUNCTION("      VpcConfig: {SubnetIds: [a]}\n"), "AWSLambdaVPCAccessExecutionRole", "managed",
     "SAM adds it: VpcConfig"},
    {"tracing", FUNCTION("      Tracing: Active\n"), "AWSXrayWriteOnlyAccess", "managed", "SAM adds it: Tracing"},
    {"an event", FUNCTION("      Events: {Jobs: {Type: SQS, Properties: {Queue: q}}}\n"),
     "AWSLambdaSQSQueueExecutionRole", "managed", "SAM adds it: event Jobs (SQS)"},
    {"a dead letter queue",
     FUNCTION("      DeadLetterQueue: {Type: SQS, TargetArn: 'arn:aws:sqs:us-east-1:123456789012:q'}\n"),
     "DeadLetterQueuePolicy", "inline", "line 8, DeadLetterQueue"},
    {"a managed policy", FUNCTION("      Policies:\n        - AWSLambdaKinesisExecutionRole\n"),
     "AWSLambdaKinesisExecutionRole", "managed", "line 9, managed policy AWSLambdaKinesisExecutionRole"},
    {"a template", FUNCTION("      Policies:\n        - CloudWatchPutMetricPolicy: {}\n"), "FRolePolicy0", "template",
     "line 9, SAM template CloudWatchPutMetricPolicy"},
    {"a statement", STATEMENT("Effect: Allow, Action: 's3:GetObject', Resource: '*'"), "FRolePolicy0", "inline",
     "line 10, inline"},
    {"a statement with a Sid", STATEMENT("Sid: Mine, Effect: Allow, Action: 's3:GetObject', Resource: '*'"),
     "FRolePolicy0", "inline", "line 10, statement Mine"},
    {"a policy that is attached",
     FUNCTION("  P:\n    Type: AWS::IAM::Policy\n    Properties:\n      Roles: [!Ref FRole]\n"
              "      PolicyDocument: {Statement: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}}\n"),
     "P", "inline", "line 8, AWS::IAM::Policy P"},
};

static void has_origin(void **state)
{
    const struct origin *row = *state;
    struct sg_template_role r;
    struct sg_explanation e;
    explain(&r, row->yaml, &e);
    for (size_t i = 0; i < e.row_count; i++)
        if (strcmp(e.rows[i].granted->name, row->policy) == 0) {
            assert_string_equal(sg_explain_row_form(&e.rows[i]), row->form);
            assert_string_equal(sg_explain_row_origin(&e, &e.rows[i]), row->origin);
            return;
        }
    fail_msg("there is no policy %s", row->policy);
}

/* How values are shown. */
struct shown {
    const char *name, *yaml, *text;
};

static const struct shown shown_rows[] = {
    {"a text", "a", "a"},
    {"a number", "1", "1"},
    {"Ref", "!Ref X", "${X}"},
    {"GetAtt", "!GetAtt A.B.C", "${A.B.C}"},
    {"Sub", "!Sub 'x${A}y${!B}'", "x${A}y${!B}"},
    {"Sub with variables", "!Sub ['${a}/${b}', {a: !Ref X, b: c}]", "${X}/c"},
    {"Sub without an end", "!Sub 'a${b'", "a${b"},
    {"Join", "!Join [':', [a, !Ref B]]", "a:${B}"},
    {"Join of no list", "!Join [':', !Ref B]", "Fn::Join"},
    {"If", "!If [C, a, !Ref B]", "if C: a, else: ${B}"},
    {"If of two values", "!If [C, a]", "Fn::If"},
    {"ImportValue", "!ImportValue a", "import of a"},
    {"another function", "!Base64 a", "Fn::Base64"},
    {"a list", "[a, !Ref B]", "a, ${B}"},
    {"a map", "{a: b, c: d}", "a map"},
    {"nothing", "", ""},
};

static void is_shown(void **state)
{
    const struct shown *row = *state;
    struct sg_roles roles;
    const struct sg_template *t =
        template_in(sg_format(arena, "Metadata:\n  V: %s\n" FUNCTION(""), row->yaml), "us-east-1", &roles);
    assert_non_null(t);
    assert_string_equal(sg_explain_value_text(arena, sg_get(sg_get(t->root, "Metadata"), "V")), row->text);
}

static void a_value_within_a_value_again_and_again_is_cut(void **state)
{
    (void)state;
    struct sg_roles roles;
    const char *inner = "''";
    for (int i = 0; i < 30; i++)
        inner = sg_format(arena, "!Sub ['${a}${a}${a}${a}', {a: %s}]", inner);
    const struct sg_template *t =
        template_in(sg_format(arena, "Metadata:\n  V: %s\n" FUNCTION(""), inner), "us-east-1", &roles);
    assert_non_null(t);
    assert_string_equal(sg_explain_value_text(arena, sg_get(sg_get(t->root, "Metadata"), "V")), "...");
}

/* What a policy allows beyond the nearest grant: the grant, and one of the actions; NULL for none. */
struct wider {
    const char *name, *yaml, *grant, *action;
};

static const struct wider wider_rows[] = {
    {"a grant exactly", STATEMENT("Effect: Allow, Action: 'sqs:SendMessage', Resource: '*'"), NULL, NULL},
    {"one action more",
     STATEMENT("Effect: Allow, Action: ['s3:GetObject', 's3:ListBucket', 's3:PutObjectAcl'], Resource: '*'"), "s3-read",
     "s3:PutObjectAcl"},
    {"all of a service", STATEMENT("Effect: Allow, Action: 'sqs:*', Resource: '*'"), "sqs-consume", "sqs:DeleteQueue"},
    {"a template", FUNCTION("      Policies: [{S3CrudPolicy: {BucketName: b}}]\n"), "s3-crud",
     "s3:PutLifecycleConfiguration"},
    {"Deny is nobody's grant", STATEMENT("Effect: Deny, Action: 'sqs:*', Resource: '*'"), NULL, NULL},
    {"under a condition nothing is said",
     STATEMENT("Effect: Allow, Action: 'sqs:*', Resource: '*', Condition: {Bool: {'aws:SecureTransport': true}}"), NULL,
     NULL},
    {"what SAM adds is not the author's", FUNCTION("      Events: {E: {Type: SQS, Properties: {Queue: q}}}\n"), NULL,
     NULL},
};

static void is_wider(void **state)
{
    const struct wider *row = *state;
    struct sg_template_role r;
    struct sg_explanation e;
    explain(&r, row->yaml, &e);
    assert_int_equal(e.excess_count, row->grant ? 1 : 0);
    if (!row->grant)
        return;
    assert_true(sg_strings_have(&e.excess[0].grants, row->grant));
    if (!sg_strings_have(&e.excess[0].actions, row->action))
        fail_msg("%s is not among %s", row->action, sg_join(arena, &e.excess[0].actions, " "));
}

static void a_policy_whose_text_nobody_knows_is_named(void **state)
{
    (void)state;
    struct sg_template_role r;
    struct sg_explanation e;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    explain(&r,
            FUNCTION("      Policies: ['arn:aws:iam::123456789012:policy/Mine']\n      PermissionsBoundary: "
                     "'arn:aws:iam::123456789012:policy/Edge'\n"),
            &e);
    sg_explain_text(&e, &b);
    assert_true(strstr(b.text, "the document of arn:aws:iam::123456789012:policy/Mine is unknown") != NULL);
    assert_true(
        strstr(
            b.text,
            "at most what the permissions boundary arn:aws:iam::123456789012:policy/Edge allows, whose document is") !=
        NULL);
    assert_told("8:18", "arn:aws:iam::123456789012:policy/Mine");
}

static void markdown_cells_are_not_broken(void **state)
{
    (void)state;
    struct sg_template_role r;
    struct sg_explanation e;
    struct sg_buffer b = sg_buffer_new(arena, SG_BUFFER_MOST);
    explain(&r, STATEMENT("Effect: Allow, Action: 's3:GetObject', Resource: \"a|b\\nc`<d>\""), &e);
    sg_explain_markdown(&e, &b);
    assert_true(strstr(b.text, "a\\|b\\\\nc\\`\\<d\\>") != NULL);
}

SUITE(explain)
{
    static const struct CMUnitTest tests[] = {
        TEST(a_value_within_a_value_again_and_again_is_cut),
        TEST(a_policy_whose_text_nobody_knows_is_named),
        TEST(markdown_cells_are_not_broken),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL) + RUN_ROWS(explained_rows, has_rows) +
           RUN_ROWS(origin_rows, has_origin) + RUN_ROWS(shown_rows, is_shown) + RUN_ROWS(wider_rows, is_wider);
}
