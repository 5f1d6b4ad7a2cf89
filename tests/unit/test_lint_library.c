/*
 * What samgen_lint gives to editors besides messages: grants that are probably missing, and the settings of a folder.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, realpath */
#include <samgen/samgen.h>

#include "support.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FUNCTION(id)                          \
    "Transform: AWS::Serverless-2016-10-31\n" \
    "Resources:\n"                            \
    "  Uploads: {Type: AWS::S3::Bucket}\n"    \
    "  Jobs: {Type: AWS::SQS::Queue}\n"       \
    "  Fn:\n"                                 \
    "    Type: AWS::Serverless::Function\n"   \
    "    Properties:\n"                       \
    "      Handler: a.b\n"                    \
    "      Runtime: python3.12\n"             \
    "      Environment: {Variables: {NAME: !Ref " id "}}\n"
#define MACHINE                                 \
    "Transform: AWS::Serverless-2016-10-31\n"   \
    "Resources:\n"                              \
    "  Jobs: {Type: AWS::SQS::Queue}\n"         \
    "  Flow:\n"                                 \
    "    Type: AWS::Serverless::StateMachine\n" \
    "    Properties:\n"                         \
    "      DefinitionUri: flow.json\n"          \
    "      DefinitionSubstitutions: {Queue: !Ref Jobs}\n"

/* ---- Grants ---- */

static struct samgen *samgen;

static const struct samgen_lint_finding *find(const char *text, size_t length, const char *rule)
{
    static const struct samgen_lint_settings all;
    const struct samgen_input input = {.name = "t.yaml", .bytes = text, .length = length};
    struct samgen_lint_report report;
    struct samgen_result result;
    assert_int_equal(samgen_lint(samgen, &input, &all, &report, &result), SAMGEN_OK);
    for (size_t i = 0; i < report.finding_count; i++)
        if (strcmp(report.findings[i].rule, rule) == 0)
            return &report.findings[i];
    return NULL;
}

struct offer_row {
    const char *name, *text, *id, *rule, *to, *grant, *option;
};

static const struct offer_row rows[] = {
    {"a bucket", FUNCTION("Uploads"), "Uploads", "SG510", "Fn", "s3-read", "bucket"},
    {"a queue", FUNCTION("Jobs"), "Jobs", "SG510", "Fn", "sqs-send", "queue"},
    {"a queue of a state machine", MACHINE, "Jobs", "SG511", "Flow", "sqs-send", "queue"},
};

/* Each grant names the resource, can be written, and then the finding is gone. */
static void a_finding_names_grants_that_mend_it(void **state)
{
    const struct offer_row *row = *state;
    const struct samgen_settings settings = {0};
    const char *text = row->text;
    char value[100];
    snprintf(value, sizeof value, "${%s}", row->id);
    const struct samgen_input input = {.name = "t.yaml", .bytes = text, .length = strlen(text)};
    samgen = samgen_new();
    const struct samgen_lint_finding *found = find(text, strlen(text), row->rule);
    assert_non_null(found);
    assert_string_equal(found->grant_to, row->to);
    assert_true(found->grant_count >= 2);
    assert_string_equal(found->grants[0].name, row->grant);
    for (size_t i = 0; i < found->grant_count; i++) {
        const struct samgen_grant *grant = &found->grants[i];
        struct samgen_change change;
        struct samgen_result result;
        assert_int_equal(grant->option_count, 1);
        assert_string_equal(grant->options[0].name, row->option);
        assert_string_equal(grant->options[0].value, value);
        assert_int_equal(samgen_apply(samgen, &input, row->to, grant, 1, &settings, &change, &result), SAMGEN_OK);
        assert_true(change.changed);
        assert_null(find(change.text, change.length, row->rule));
    }
    samgen_free(samgen);
}

static void other_findings_name_none(void **state)
{
    const char *text = "Resources: {B: {Type: AWS::S3::Bucket}, B: {Type: AWS::S3::Bucket}}\n";
    (void)state;
    samgen = samgen_new();
    const struct samgen_lint_finding *found = find(text, strlen(text), "SG003");
    assert_non_null(found);
    assert_null(found->grant_to);
    assert_int_equal(found->grant_count, 0);
    samgen_free(samgen);
}

/* ---- Settings ---- */

static void make(const char *folder, const char *name, bool is_folder)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (is_folder) {
        assert_int_equal(mkdir(path, 0700), 0);
        return;
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
}

static void expect(const char *root, const char *folder, const char *top, const char *wanted)
{
    char from[PATH_MAX], above[PATH_MAX], path[PATH_MAX];
    snprintf(from, sizeof from, "%s/%s", root, folder);
    snprintf(above, sizeof above, "%s/%s", root, top);
    snprintf(path, sizeof path, "%s/%s", root, wanted ? wanted : "");
    samgen = samgen_new();
    const char *found = samgen_lint_find_settings(samgen, from, above);
    if (wanted)
        assert_string_equal(found, path);
    else
        assert_null(found);
    samgen_free(samgen);
}

static void the_nearest_settings_count(void **state)
{
    char name[] = "/tmp/samgen-test-XXXXXX", real[PATH_MAX];
    (void)state;
    assert_non_null(mkdtemp(name));
    assert_non_null(realpath(name, real));
    make(real, ".samgen.yaml", false);
    make(real, "a", true);
    make(real, "a/b", true);
    make(real, "a/repository", true);
    make(real, "a/repository/.git", true);
    make(real, "a/repository/c", true);
    expect(real, "a/b", ".", ".samgen.yaml");
    expect(real, "a/b", "a", NULL);
    expect(real, "a/repository/c", ".", NULL);
    make(real, "a/repository/.samgen.yaml", false);
    expect(real, "a/repository/c", "a/b", "a/repository/.samgen.yaml");
    make(real, "a/b/.samgen.yaml", false);
    expect(real, "a/b", ".", "a/b/.samgen.yaml");
    expect(real, "nowhere", ".", NULL);
    char command[PATH_MAX + 10];
    snprintf(command, sizeof command, "rm -r %s", real);
    assert_int_equal(system(command), 0);
}

struct match_row {
    const char *name, *first, *second, *path;
    int says;
    bool excludes;
};

static const struct match_row matches[] = {
    {"a name anywhere", "out.yaml", "x", "a/out.yaml", 1, true},
    {"another name", "out.yaml", "x", "a/in.yaml", 0, false},
    {"the last one counts", "*.yaml", "!keep.yaml", "keep.yaml", -1, false},
    {"a folder is for what is in it", "out/", "x", "out/a.yaml", 0, true},
    {"a path is from the folder of the patterns", "/a.yaml", "x", "b/a.yaml", 0, false},
};

static void patterns_are_those_of_git(void **state)
{
    const struct match_row *row = *state;
    const char *const patterns[] = {row->first, row->second};
    assert_int_equal(samgen_lint_match(patterns, 2, row->path, false), row->says);
    assert_int_equal(samgen_lint_excludes(patterns, 2, row->path, false), row->excludes);
}

/* ---- Fixes ---- */

#define FIXED                                                                                                       \
    FUNCTION("Uploads")                                                                                             \
    "      Policies: [AWSLambdaExecute, AWSLambdaExecute]\n"                                                        \
    "      TracingConfig: {Mode: Active}\n"                                                                         \
    "      Role: !GetAtt Own.Arn\n"                                                                                 \
    "      VpcConfig: {SubnetIds: [a], SecurityGroupIds: [b]}\n"                                                    \
    "  Own:\n"                                                                                                      \
    "    Type: AWS::IAM::Role\n"                                                                                    \
    "    Properties: {AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: " \
    "{Service: lambda.amazonaws.com}}]}}\n"

/* The same findings, without the fixes. */
static void fixes_are_left_out_when_nobody_wants_them(void **state)
{
    (void)state;
    const struct samgen_input input = {.name = "t.yaml", .bytes = FIXED, .length = strlen(FIXED)};
    const struct samgen_lint_settings with = {0}, without = {.no_fixes = true};
    struct samgen_lint_report fixed, plain;
    struct samgen_result result;
    size_t fixes = 0;
    samgen = samgen_new();
    assert_int_equal(samgen_lint(samgen, &input, &with, &fixed, &result), SAMGEN_OK);
    assert_int_equal(samgen_lint(samgen, &input, &without, &plain, &result), SAMGEN_OK);
    assert_int_equal(fixed.finding_count, plain.finding_count);
    for (size_t i = 0; i < fixed.finding_count; i++) {
        assert_string_equal(fixed.findings[i].message, plain.findings[i].message);
        assert_null(plain.findings[i].fix);
        fixes += fixed.findings[i].fix != NULL;
    }
    assert_true(fixes > 0);
    samgen_free(samgen);
}

SUITE(lint_library)
{
    static const struct CMUnitTest tests[] = {
        TEST(other_findings_name_none),
        TEST(fixes_are_left_out_when_nobody_wants_them),
        TEST(the_nearest_settings_count),
    };
    return cmocka_run_group_tests_name("lint_library", tests, NULL, NULL) +
           RUN_ROWS(rows, a_finding_names_grants_that_mend_it) + RUN_ROWS(matches, patterns_are_those_of_git);
}
