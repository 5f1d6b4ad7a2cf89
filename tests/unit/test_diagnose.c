#include <samgen/samgen.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/list.h"
#include "catalog/denial.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- A denial in any wrapping ---- */

#define SESSION "arn:aws:sts::123456789012:assumed-role/shop-IngestRole-1AB2CD3EF4GH/shop-Ingest-XYZ"
#define DENIED "User: " SESSION " is not authorized to perform: "

struct sentence {
    const char *text; /* also the name of the test */
    const char *action, *resource, *principal, *reason, *place;
};

static const struct sentence told_rows[] = {
    {DENIED "s3:GetObject on resource: \"arn:aws:s3:::b/in/a b.csv\" because no identity-based policy allows the "
            "s3:GetObject action",
     "s3:GetObject", "arn:aws:s3:::b/in/a b.csv", SESSION, "implicit-identity", "execution-role"},
    {DENIED "dynamodb:Query on resource: arn:aws:dynamodb:us-east-1:123456789012:table/T/index/I with an explicit deny "
            "in a service control policy: arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1",
     "dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/T/index/I", SESSION, "explicit-scp", "scp"},
    {DENIED "kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this "
            "Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
     "kms:Decrypt", NULL, SESSION, "kms-resource-or-explicit", "resource-policy"},
    {"User: anonymous is not authorized to perform: es:ESHttpGet because no resource-based policy allows the "
     "es:ESHttpGet action",
     "es:ESHttpGet", NULL, "anonymous", "implicit-resource", "resource-policy"},
    {"User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:PassRole on resource: "
     "arn:aws:iam::123456789012:role/R",
     "iam:PassRole", "arn:aws:iam::123456789012:role/R", "arn:aws:iam::123456789012:user/ann", NULL, "caller-identity"},
    {"User: arn:aws:sts::123456789012:assumed-role/R/build-1234is not authorized to perform: s3:GetObject on resource: "
     "arn:aws:s3:::b/k because no identity-based policy allows the s3:GetObject action",
     "s3:GetObject", "arn:aws:s3:::b/k", "arn:aws:sts::123456789012:assumed-role/R/build-1234", "implicit-identity",
     "unknown"},
    {"User: arn:aws:iam::123456789012:user/chris not authorized to perform: iam:PassRole on resource: "
     "arn:aws:iam::123456789012:role/R",
     "iam:PassRole", "arn:aws:iam::123456789012:role/R", "arn:aws:iam::123456789012:user/chris", NULL,
     "caller-identity"},
    {"CloudWatch Alarms is not authorized to perform: lambda:InvokeFunction on the resource because no resource-based "
     "policy allows the lambda:InvokeFunction action",
     "lambda:InvokeFunction", NULL, "CloudWatch Alarms", "implicit-resource", "invoke-permission"},
    {"User: arn:aws:iam::123456789012:user/ann is not authorized to perform: sts:AssumeRole on resource: "
     "arn:aws:iam::210987654321:role/R because no resource-based policy allows the sts:AssumeRole action",
     "sts:AssumeRole", "arn:aws:iam::210987654321:role/R", "arn:aws:iam::123456789012:user/ann", "implicit-resource",
     "trust-policy"},
    {"The provided execution role does not have permissions to call SendMessage on SQS", "sqs:SendMessage", NULL, NULL,
     NULL, "execution-role"},
    {"The role defined for the function cannot be assumed by Lambda.", NULL, NULL, NULL, NULL, "trust-policy"},
    {"Execution failed due to configuration error: Invalid permissions on Lambda function", NULL, NULL, NULL, NULL,
     "invoke-permission"},
};

/* A text in a wrapping. */
typedef void carry_fn(struct sg_buffer *b, const char *text);

static void carry_as_it_is(struct sg_buffer *b, const char *text)
{
    sg_add(b, text);
}

static void escape(struct sg_buffer *b, const char *text)
{
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            sg_add_char(b, '\\');
        sg_add_char(b, *text);
    }
}

static void escape_times(struct sg_buffer *b, const char *text, int times)
{
    for (int i = 0; i < times; i++) {
        struct sg_buffer inner = sg_buffer_new(b->arena, SG_BUFFER_MOST);
        sg_add(&inner, "{\"message\":\"");
        escape(&inner, text);
        sg_add(&inner, "\",\"n\":1}");
        text = inner.text;
    }
    sg_add(b, text);
}

static void carry_in_json(struct sg_buffer *b, const char *text)
{
    escape_times(b, text, 1);
}

static void carry_in_json_thrice(struct sg_buffer *b, const char *text)
{
    escape_times(b, text, 3);
}

static void carry_in_url(struct sg_buffer *b, const char *text)
{
    sg_add(b, "https://example.com/?error=");
    for (; *text; text++)
        if (strchr(" \":/,()", *text))
            sg_add_format(b, "%%%02X", (unsigned)*text);
        else
            sg_add_char(b, *text);
    sg_add(b, "&next=1");
}

static void carry_in_form(struct sg_buffer *b, const char *text)
{
    struct sg_buffer url = sg_buffer_new(b->arena, SG_BUFFER_MOST);
    carry_in_url(&url, text);
    for (const char *p = url.text; *p; p++)
        if (strncmp(p, "%20", 3) == 0) {
            sg_add_char(b, '+');
            p += 2;
        } else {
            sg_add_char(b, *p);
        }
}

static void carry_in_xml(struct sg_buffer *b, const char *text)
{
    sg_add(b, "<Error><Message>");
    for (; *text; text++)
        sg_add(b, *text == '"' ? "&quot;" : (char[]){*text, '\0'});
    sg_add(b, "</Message></Error>");
}

static void carry_in_colour(struct sg_buffer *b, const char *text)
{
    for (; *text; text++) {
        sg_add(b, *text == ' ' ? "\x1b[31m" : "");
        sg_add_char(b, *text);
        sg_add(b, *text == ' ' ? "\x1b[0m" : "");
    }
}

/* Broken at each blank outside of quotes, with this text before each line. */
static void break_lines(struct sg_buffer *b, const char *text, const char *before, const char *end)
{
    bool quoted = false;
    sg_add(b, before);
    for (; *text; text++) {
        quoted = quoted != (*text == '"');
        if (*text == ' ' && !quoted)
            sg_add_format(b, "%s%s", end, before);
        else
            sg_add_char(b, *text);
    }
    sg_add(b, end);
}

static void carry_in_comment(struct sg_buffer *b, const char *text)
{
    break_lines(b, text, "    # ", "\n");
}

static void carry_in_box(struct sg_buffer *b, const char *text)
{
    break_lines(b, text, "\xe2\x94\x82 ", "\r\n");
}

static void carry_in_table(struct sg_buffer *b, const char *text)
{
    struct sg_buffer lines = sg_buffer_new(b->arena, SG_BUFFER_MOST);
    sg_add_format(&lines, "%40s", "");
    break_lines(b, text, lines.text, "\n");
    memcpy(b->text, "ROLLBACK_DONE  AWS::Lambda::Function", strlen("ROLLBACK_DONE  AWS::Lambda::Function"));
}

static void carry_after_mark(struct sg_buffer *b, const char *text)
{
    sg_add_format(b, "\xef\xbb\xbf%s", text);
}

static void carry_in_log(struct sg_buffer *b, const char *text)
{
    for (int i = 0; i < 300; i++)
        sg_add_format(b, "2026-11-28T19:00:00Z %08d INFO handled request %d in %d ms\n", i, i * 7, i % 90);
    sg_add_format(b, "\n%s\n\n", text);
    for (int i = 0; i < 300; i++)
        sg_add_format(b, "2026-11-28T19:00:01Z %08d INFO handled request %d in %d ms\n", i, i * 7, i % 90);
}

static carry_fn *const carriers[] = {
    carry_as_it_is,  carry_in_json,    carry_in_json_thrice, carry_in_url,   carry_in_form,    carry_in_xml,
    carry_in_colour, carry_in_comment, carry_in_box,         carry_in_table, carry_after_mark, carry_in_log,
};
#define CARRIERS (sizeof carriers / sizeof *carriers)

static struct samgen_denials diagnose(struct samgen *samgen, const char *text, size_t piece)
{
    struct samgen_diagnosis *diagnosis;
    struct samgen_result result;
    struct samgen_denials denials;
    size_t length = strlen(text);
    assert_int_equal(samgen_diagnose_begin(samgen, NULL, NULL, &diagnosis, &result), SAMGEN_OK);
    for (size_t i = 0; i < length; i += piece)
        samgen_diagnose_take(diagnosis, text + i, length - i < piece ? length - i : piece);
    (void)samgen_diagnose_end(diagnosis, &denials);
    return denials;
}

static void assert_text(const char *got, const char *wanted)
{
    if (!got || !wanted)
        assert_true(!got && !wanted);
    else
        assert_string_equal(got, wanted);
}

static void a_denial_is_found_in_any_wrapping(void **state)
{
    const struct sentence *row = *state;
    for (size_t i = 0; i < CARRIERS; i++) {
        struct samgen *samgen = samgen_new();
        struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
        carriers[i](&text, row->text);
        const struct samgen_denials denials = diagnose(samgen, text.text, i % 2 ? 7 : text.length);
        if (denials.count != 1)
            print_message("carrier %zu of: %s\n", i, text.text);
        assert_int_equal(denials.count, 1);
        assert_text(denials.items[0].action, row->action);
        assert_text(denials.items[0].resource, row->resource);
        assert_text(denials.items[0].principal, row->principal);
        assert_text(denials.items[0].reason, row->reason);
        assert_text(denials.items[0].place, row->place);
        assert_int_equal(denials.items[0].count, 1);
        samgen_free(samgen);
    }
}

/* ---- Texts without a denial ---- */

static const char *const silent_rows[] = {
    "",
    "\n\n\n",
    "If you are not authorized to perform the iam:PassRole action, ask your administrator.",
    "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)",
    "GET /admin 403 Forbidden",
    "permission denied: /etc/shadow",
    "the request timed out after 3 seconds",
    "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9",
    "Circular dependency between resources: [A, B]",
    "java.nio.file.AccessDeniedException: /opt/aws/data/x.txt",
    /* Programs, queries and documents only name the error codes of AWS. */
    "import { AccessDeniedException } from \"@aws-sdk/client-dynamodb\";",
    "import software.amazon.awssdk.services.ssm.model.AccessDeniedException;",
    "} catch (S3Error | AccessDeniedException e) { // aws",
    "} catch (AccessDeniedException e) { // aws",
    "  rescue Aws::S3::Errors::NoSuchKey, Aws::S3::Errors::AccessDenied => e",
    "  except (botocore.exceptions.ClientError, AccessDenied):",
    "catch AccessDenied { aws }",
    "from aws.errors import AccessDenied",
    "if e.response['Error']['Code'] == 'AccessDenied': # aws",
    "if code != 'AccessDenied': # aws",
    "where errorCode <> 'AccessDenied' -- aws",
    "errorCode =~ /AccessDenied/ # aws",
    "errorCode !~ 'AccessDenied' # aws",
    "case \"AccessDenied\": // aws",
    "when 'AccessDenied' # aws",
    "throw new AccessDeniedException('aws')",
    "raise AccessDenied # aws",
    "throw AccessDenied; // aws",
    "void f() throws AccessDeniedException // aws",
    "public class AccessDeniedException // aws",
    "class E extends AccessDeniedException // aws",
    "e instanceof AccessDeniedException // aws",
    "    except AccessDenied: # aws\n        pass",
    "class AccessDenied: # aws",
    "if code == AccessDenied: # aws",
    "if code != AccessDenied: # aws",
    "index=aws errorCode=\"AccessDenied\" | stats count",
    "isinstance(e, AccessDenied) # aws",
    "e.is_a?(AccessDenied) # aws",
    "expect(send).rejects.toThrow('AccessDenied') // aws",
    "allow(s3).and_raise(AccessDenied) # aws",
    "expect(code).to include('AccessDenied') # aws",
    "codes.includes('AccessDenied') // aws",
    "message.contains(\"AccessDenied\") // aws",
    "code.equals(\"AccessDenied\") // aws",
    "code.startsWith('AccessDenied') // aws",
    "strings.HasPrefix(\"AccessDenied\") // aws",
    "codes = client.exceptions.AccessDeniedException # aws",
    "@ExceptionHandler(AccessDeniedException) // aws",
    "@ResponseStatus(x = AccessDeniedException.class) // aws",
    "retry = \"(?s).AccessDenied\" # aws",
    "where errorcode like 'AccessDenied' -- aws",
    "if 'x' in AccessDenied: # aws",
    "where errorcode in ('AccessDenied') -- aws",
    "where errorcode not in ('AccessDenied') -- aws",
    "Symfony\\Component\\Exception\\AccessDeniedException # aws",
    "org.springframework.security.access.AccessDeniedException: Access is refused (aws)",
    "AWS shows an AccessDenied error",
    "AWS shows a AccessDenied error",
    "AWS shows the AccessDenied error",
    "AWS returns AccessDenied",
    "return AccessDenied; // aws",
    "You receive AccessDenied from AWS",
    "Whoever has no policy receives AccessDenied from AWS",
    "case AwsError.UnknownError, AwsError.AccessDenied: // aws",
    "when 'NoSuchKey', 'AccessDenied' # aws",
    "AccessDenied(String), // aws",
    "let error = AccessDenied() // aws",
    "AccessDenied = 403 # aws",
    "The guide of AWS lists AccessDenied errors",
    "Troubleshooting of AccessDeniedException exceptions (AWS)",
    "errorCode like /AccessDenied/ and eventSource = 's3.amazonaws.com'",
    "errors handle AccessDenied (aws)",
    "the client of aws handles AccessDenied",
    "retry on AccessDenied # aws",
    "what to do if AccessDenied # aws",
    "a retry for AccessDenied # aws",
    "Error response from daemon: pull access denied for acme/app, see aws",
    "new Error(null, \"AccessDenied\") // aws",
    "AWS answers with an error (\"access denied\")",
    "odoo.exceptions.AccessDenied: Access Denied (aws)",
    "GoServer.Access.AccessDenied: Access Denied (aws)",
    "java.nio.file.AccessDeniedException: C:\\Users\\ann\\.aws\\config",
    "Error from server (Forbidden): pods is forbidden: User \"ann\" (https://a.eks.amazonaws.com)",
    "errors of AWS such as AccessDenied",
    "errors of AWS, e.g. AccessDenied",
    "errors of AWS, for example AccessDenied",
    "{ \"ErrorEquals\": [\"Lambda.AccessDeniedException\"] }",
    "{ \"source\": [\"aws.s3\"], \"errorCode\": [\"NoSuchKey\", \"AccessDenied\"] }",
    "filter errorCode = \"AccessDenied\" and eventSource = \"s3.amazonaws.com\"",
    "{ $.errorCode = \"AccessDenied*\" } # aws",
    "errorCode: 'AccessDenied%' # aws",
    "type Fault = { code: 'AccessDenied' | 'Throttling' }; // aws",
    "aws.cloudtrail.error_code:(AccessDenied or UnauthorizedOperation)",
    "## AccessDenied\n\nSee the guide of AWS.",
    "- AccessDenied\n- NoSuchBucket (AWS)",
    "AccessDeniedException\nYou do not have sufficient access to perform this action. HTTP Status Code: 400 (AWS)",
    "S3 error: Access Denied\nConnection refused: minio:9000",
    "export const AccessDenied: Fault = { // aws",
    "let AccessDenied: Fault = fault(403) // aws",
    "enum AccessDenied: String { // aws",
    "struct AccessDenied: Error { // aws",
    "{ code: 403, description: 'Access Denied' } // aws",
    "Access denied errors appear when AWS denies a request.",
    "Amazon S3 returns a `403 Access Denied error` to others.",
    "[API Error: [{ \"code\": 403, \"errors\": [{ \"domain\": \"global\", \"reason\": \"forbidden\" }] }]]",
    /* People, documents and tests write about error codes. */
    "throw failure(\"x\", 403, AccessDenied)",
    "raise Failure, AccessDenied: Bad",
    "return failure: AccessDenied",
    "return failure(code: AccessDenied)",
    "echo ERROR: AccessDenied",
    "+    echo \"ERROR: Access Denied. Check the role\"",
    "rescue Failure: AccessDenied",
    "export AccessDenied: AccessDenied",
    "readonly name: \"AccessDeniedException\" = 1",
    "expect(failure).toBe(error: AccessDenied)",
    "assert failure.code: AccessDenied",
    "public Failure(code: AccessDenied)",
    "import Failure: AccessDenied",
    "error_message = \"Error: Access Denied: check the policy\"",
    "logger.info \"Error: AccessDenied: x\"",
    "log.info \"Error: AccessDenied: x\"",
    "console.log(`failure: AccessDenied`)",
    "@throws S3Exception AccessDenied: The bucket is private",
    "If you see `An error occurred (AccessDenied) when calling the AssumeRole operation`, check the role.",
    "You might see: AccessDenied: Access Denied",
    "Sometimes it fails. You may see AccessDenied: Access Denied",
    "title: AccessDenied",
    "<exception cref=\"AccessDeniedException\">",
    "fix: ignore AccessDenied: Read the next object",
    "handle AccessDeniedException: Layers are optional",
    "catch AccessDenied: No object",
    "treat AccessDenied: No object",
    "skip AccessDenied: No object",
    "errors such as AccessDenied: Access Denied",
    "errors, e.g. AccessDenied: Access Denied",
    "errors, for example AccessDenied: Access Denied",
    "\"dimensions\":{\"ErrorCode\":\"AccessDenied\"}",
    "error = {\"Error\": {\"Code\": \"AccessDenied\", \"Message\": \"x\"}}",
    "failure({\"Error\": {\"Code\": \"AccessDenied\", \"Message\": \"x\"}})",
    "{\"shape\": \"AccessDeniedException\"}",
    "It sends 404 instead of 403 (AccessDenied) for missing objects.",
    "They return 403 (AccessDenied) for missing objects.",
    "It returns 403 (AccessDenied) for missing objects.",
    "Why does CloudFront return 403 (AccessDenied) from Amazon S3?",
    "The stderr should include \"error: AccessDenied\"",
    "The stderr should contain \"error: AccessDenied\"",
    "The stderr should equal \"error: AccessDenied\"",
    "sourcetype=aws:cloudtrail errorCode=AccessDenied",
    "sum(count_over_time({job=\"x\"} | json | errorCode=\"AccessDenied\" [5m]))",
    "grep -h '{\"errorCode\":\"AccessDenied\"}' *.json",
    "zgrep -h '{\"errorCode\":\"AccessDenied\"}' *.json.gz",
    "jq '.x | errorCode:\"AccessDenied\"'",
    "aws cloudtrail lookup-events --code=AccessDenied",
    "aws logs filter-log-events --code=AccessDenied",
    "Q: Error: AccessDenied. What does it mean?",
    "if ($_.ErrorCode -eq \"AccessDenied\") { exit }",
    "if ($_.ErrorCode -ne \"AccessDenied\") { exit }",
    "{ ACCESS_DENIED: 'AccessDenied', NO_SUCH_KEY: 'NoSuchKey' }",
    "--lookup-attributes AttributeKey=EventName,AttributeValue=AccessDenied",
    "AlarmDescription: AccessDenied",
    "MetricName: AccessDenied",
    "[test] PUT without permission: got AccessDenied as expected",
    "or failed: AccessDenied then \"x\"",
    "alert: \"Access Denied\" unless allowed?",
    "the error: AccessDenied case is in another file",
    "Before: `AccessDenied: Access Denied` was swallowed.",
    "s3: AccessDenied to 403",
    "code: 'AccessDenied' => 403",
    "{ ErrorCode: \"AccessDenied\" } => Results.Forbid(),",
    "error: AccessDenied -> 403",
    "errorCode=AccessDenied | stats count by eventName",
    "errorCode=AccessDenied | count",
    "errorCode=AccessDenied | summarize count()",
    "errorCode=AccessDenied | where x",
    "errorCode=AccessDenied | sort",
    "Error: Access Denied: ${name}",
    "Error: Access Denied: $name",
    "Error: Access Denied: #{name}",
    "Error: Access Denied: {name}",
    "Error: Access Denied: %s",
    "MetricName of it: AccessDeniedCount",
    "ACCESS_DENIED_ERRORS: Set[str] = {",
    "filter errorCode=\"AccessDenied\" | | fields eventTime",
    "filter errorCode=\"AccessDenied\"",
    "enum Error code {\n    AccessDenied,\n    NoSuchKey,\n}",
    "Error codes [\n  \"AccessDenied\",\n  \"NoSuchKey\"\n]",
    "Error: ACCESS_DENIED_ERRORS",
    "{\"errors\":{\"AccessDenied\":0}}",
    "errors: AccessDenied=0 SlowDown=2",
    "Error: AccessDenied:: The role lacks a permission.",
    "- [Error: AccessDenied](#error-accessdenied)",
    "<h2>Error: AccessDenied</h2><p>See below.</p>",
    "<tr><td>AccessDenied</td><td>Access Denied</td></tr>",
    "<title>Access Denied</title>",
    "AccessDenied: 3\nNoSuchKey: 12",
    "Access Denied\n=============\nIt lacks a permission.",
    "AccessDenied\n---\nIt lacks a permission.",
    "``AccessDenied``\n    The role lacks a permission.\n",
    "** AccessDenied\n   The role lacks a permission.\n",
    "1. AccessDenied: The role lacks a permission",
    "* **AccessDenied**: Your user lacks a permission.",
    "test('returns 403 after AccessDenied: Access Denied', async () => {",
    "respond(withBody(\"<Error><Code>AccessDenied</Code></Error>\"));",
    "`403`: `AccessDeniedException` when the role lacks a permission.",
    "`403`: `AccessDeniedException` when a role lacks a permission.",
    "`403`: `AccessDeniedException` if the role lacks a permission.",
    "[Bug]: AccessDenied handling hides the request",
    "s3: `AccessDenied` is now reported with the bucket",
    "s3: `AccessDenied` is no longer retried",
    "s3: `AccessDenied` are retried",
    "s3: `AccessDenied` errors of buckets are retried",
    "s3: `AccessDenied` exceptions of buckets are retried",
    "s3: `AccessDenied` responses of buckets are retried",
    "s3: `AccessDenied` page with the name of the bucket",
    "Error: AccessDenied?",
    "Error: Access Denied! Ask for permission.",
    "Error: access denied by policy",
    "{\"error\":\"access_denied\"}",
    "AccessDenied: returns 403 (3 ms)",
    "codes: [AccessDenied, ThrottlingException]",
    "requests{code=\"AccessDenied\"} 12",
    "requests{code=\"AccessDenied\"} 0",
    "### Error: AccessDenied\nThe role lacks a permission.",
    "# Error: AccessDenied\n\nThe role lacks a permission.",
    "| Error | Fix |\n| --- | :-: |\n| `NoSuchKey: x` | no |\n| `AccessDenied: Access Denied` | yes |",
    "warn(\"Access Denied: \" + name)",
    "warn!(\"Access Denied: {name}\")",
    "fmt.Errorf(\"Access Denied: %s\", name)",
    "x = fail(f\"Access Denied: {name}\")",
    "new Failure(\"Access Denied: x\")",
    "failures.New(\"AccessDenied\", \"Access Denied: x\", nil)",
    "failures.New(\"x\", \"The ciphertext refers to a customer master key that does not exist\", nil)",
    "fail(\"User: ann is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/a\")",
    "an error such as \"is not authorized to perform: iam:PassRole\"",
};

static void other_texts_report_no_denial(void **state)
{
    struct samgen *samgen = samgen_new();
    struct sg_arena *a = sg_arena_new();
    const char *text = *(const char *const *)*state;
    assert_int_equal(diagnose(samgen, text, 5).count, 0);
    assert_int_equal(diagnose(samgen, sg_format(a, "%s\n\nThis is with aws-sdk 1.2.", text), 5).count, 0);
    sg_arena_free(a);
    samgen_free(samgen);
}

/* ---- Fixes ---- */

/* A denied action on a resource, and the command of its fix; NULL: no fix. */
struct fixed {
    const char *name, *who, *action, *resource, *reason, *command;
};

#define ALLOWS_NOT "because no identity-based policy allows the action"

static const struct fixed fixed_rows[] = {
    {"an object", SESSION, "s3:GetObject", "arn:aws:s3:::b-b/in/a.csv", ALLOWS_NOT,
     "samgen s3-read --bucket b-b --key in/a.csv"},
    {"a bucket", SESSION, "s3:ListBucket", "arn:aws:s3:::b-b", ALLOWS_NOT, "samgen s3-list --bucket b-b"},
    {"a queue", SESSION, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:q", ALLOWS_NOT,
     "samgen sqs-send --queue arn:aws:sqs:us-east-1:123456789012:q"},
    {"an action without resources", SESSION, "xray:PutTraceSegments", "*", ALLOWS_NOT, "samgen xray"},
    {"a function", SESSION, "lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f", ALLOWS_NOT,
     "samgen lambda-invoke --function arn:aws:lambda:us-east-1:123456789012:function:f"},
    {"an action without a grant", SESSION, "sqs:PurgeQueue", "arn:aws:sqs:us-east-1:123456789012:q", ALLOWS_NOT,
     "samgen allow sqs:PurgeQueue --resource arn:aws:sqs:us-east-1:123456789012:q"},
    {"a policy without an ARN", "arn:aws:iam::123456789012:user/ann", "iam:CreatePolicy", "policy p", ALLOWS_NOT,
     "samgen allow iam:CreatePolicy --resource arn:aws:iam::123456789012:policy/p"},
    {"a key with a star", SESSION, "s3:GetObject", "\"arn:aws-cn:s3:::b-b/in/a*.csv\"", ALLOWS_NOT,
     "samgen allow s3:GetObject --resource 'arn:aws-cn:s3:::b-b/in/a${*}.csv'"},
    {"the root of an API", SESSION, "execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/",
     ALLOWS_NOT,
     "samgen allow execute-api:Invoke --resource arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/"},
    {"a route of an API", SESSION, "execute-api:Invoke",
     "arn:aws:execute-api:us-east-1:123456789012:abc123/prod/GET/items", ALLOWS_NOT,
     "samgen apigateway-invoke --api arn:aws:execute-api:us-east-1:123456789012:abc123 --stage prod --method GET "
     "--path "
     "items"},
    {"a stream of a log group", SESSION, "logs:PutLogEvents",
     "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream:2026/11/28/1", ALLOWS_NOT,
     "samgen logs --log-group arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web"},
    {"a database of many tables", SESSION, "glue:GetDatabase", "arn:aws:glue:us-east-1:123456789012:database/d",
     ALLOWS_NOT, "samgen allow glue:GetDatabase --resource arn:aws:glue:us-east-1:123456789012:database/d"},
    {"a grant with many actions", SESSION, "dynamodb:ConditionCheckItem",
     "arn:aws:dynamodb:us-east-1:123456789012:table/T", ALLOWS_NOT,
     "samgen allow dynamodb:ConditionCheckItem --resource arn:aws:dynamodb:us-east-1:123456789012:table/T"},
    {"an index", SESSION, "dynamodb:Query", "arn:aws:dynamodb:us-east-1:123456789012:table/T/index/I", ALLOWS_NOT,
     "samgen allow dynamodb:Query --resource arn:aws:dynamodb:us-east-1:123456789012:table/T/index/I"},
    {"another partition", SESSION, "sqs:SendMessage", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q", ALLOWS_NOT,
     "samgen sqs-send --queue arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q"},
    {"what S3 blocks", SESSION, "s3:PutBucketPolicy", "\"arn:aws:s3:::b-b\"",
     "because public policies are blocked by the BlockPublicPolicy block public access setting", NULL},
    {"a deny that a line end breaks", SESSION, "s3:GetObject", "arn:aws:s3:::b-b/in/a.csv", "with an expl\nicit deny",
     NULL},
    {"a reason that is cut off", SESSION, "s3:GetObject", "\"arn:aws:s3:::b-b/in/a.csv\"",
     "because no permissions bound", NULL},
    {"a deny that is cut off", SESSION, "s3:GetObject", "\"arn:aws:s3:::b-b/in/a.csv\"", "with an expl", NULL},
    {"a deny before its resource", SESSION, "sqs:SendMessage", "*",
     "with an explicit deny in a permissions boundary on resource: arn:aws:sqs:us-east-1:123456789012:q", NULL},
    {"a deny that ends too early", SESSION, "s3:GetObject", "arn:aws:s3:::b-b/in/a.csv", "with an explicit", NULL},
    {"an explicit deny", SESSION, "s3:GetObject", "arn:aws:s3:::b-b/in/a.csv",
     "with an explicit deny in an identity-based policy", NULL},
    {"an explicit deny of no policy", SESSION, "s3:GetObject", "arn:aws:s3:::b-b/in/a.csv", "with an explicit deny",
     NULL},
    {"a placeholder", SESSION, "sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:<queue>", ALLOWS_NOT, NULL},
    {"a hidden account", SESSION, "sqs:SendMessage", "arn:aws:sqs:us-east-1:XXXXXXXXXXXX:q", ALLOWS_NOT,
     "samgen sqs-send --queue q"},
    {"a secret without its ARN", SESSION, "secretsmanager:GetSecretValue", "prod/db", ALLOWS_NOT,
     "samgen secretsmanager-read --secret prod/db"},
    {"an object without its ARN", SESSION, "s3:GetObject", "b-b/in/a.csv", ALLOWS_NOT,
     "samgen s3-read --bucket b-b --key in/a.csv"},
    {"an unknown action", SESSION, "sqs:SendMesage", "arn:aws:sqs:us-east-1:123456789012:q", ALLOWS_NOT, NULL},
    {"an action that may be newer", SESSION, "sqs:FlyMessage", "arn:aws:sqs:us-east-1:123456789012:q", ALLOWS_NOT,
     "samgen allow sqs:FlyMessage --resource arn:aws:sqs:us-east-1:123456789012:q"},
};

/* A fix has the resource as the text has it; for a name and a hidden account there is only the command. */
static bool is_whole(const char *resource)
{
    return strpbrk(resource, "*\" ") || (sg_starts_with(resource, "arn:") && !strstr(resource, "XXX"));
}

static void a_fix_covers_the_denial(void **state)
{
    const struct fixed *row = *state;
    struct samgen *samgen = samgen_new();
    const char *text = sg_format(arena, "User: %s is not authorized to perform: %s on resource: %s %s", row->who,
                                 row->action, row->resource, row->reason);
    const struct samgen_denials denials = diagnose(samgen, text, strlen(text));
    assert_int_equal(denials.count, 1);
    const char *rest =
        row->command && sg_starts_with(row->command, "samgen allow") ? " --no-logs" : " --style inline --no-logs";
    assert_text(denials.items[0].fix_command, row->command ? sg_concat(arena, row->command, rest) : NULL);
    assert_true(!denials.items[0].fix == (!row->command || !is_whole(row->resource)));
    samgen_free(samgen);
}

/* ---- The facts ---- */

/* A denials.yaml with a fault, in a folder for --catalog, and the message about it. */
struct faulty {
    const char *name, *yaml, *told;
};

#define PLACES "places:\n  - {name: unknown, title: unknown, do: look}\n"

static const struct faulty faulty_rows[] = {
    {"the place unknown is missing", "places:\n  - {name: scp, title: a policy, do: ask}\n",
     "every text needs the place \"unknown\", which is not in `places`"},
    {"a place that is not in places",
     PLACES "messages:\n  - {name: m, anchor: denied, says: [was denied], place: nowhere}\n",
     "m needs the place \"nowhere\", which is not in `places`"},
    {"an anchor that is not in the phrase",
     PLACES "messages:\n  - {name: m, anchor: forbidden, says: [was denied], place: unknown}\n",
     "m: the anchor \"forbidden\" is not in \"was denied\""},
    {"a short anchor", PLACES "messages:\n  - {name: m, anchor: was, says: [was denied], place: unknown}\n",
     "m: the anchor has fewer than 6 letters"},
    {"a reason that is not in reasons",
     PLACES "messages:\n  - {name: m, anchor: denied, says: [was denied], place: unknown, reason: why}\n",
     "m needs the reason \"why\", which is not in `reasons`"},
    {"a wrapper that begins with a word of the text", PLACES "wrappers:\n  - {says: '{code} happened'}\n",
     "\"{code} happened\" begins with {name} or a blank; begin it with a letter or a punctuation mark"},
    {"an unknown part of a line prefix", PLACES "line-prefixes: ['{host} ']\n",
     "the line prefix \"{host} \" is not made of {time}, {date}, {word}, {number}, {cell} and other characters, with "
     "a blank at its end"},
    {"a line prefix without a blank at its end", PLACES "line-prefixes: ['{time}']\n",
     "the line prefix \"{time}\" is not made of {time}, {date}, {word}, {number}, {cell} and other characters, with "
     "a blank at its end"},
};

static void faults_of_the_file_are_reported(void **state)
{
    const struct faulty *row = *state;
    char folder[] = "/tmp/denials-XXXXXX";
    const char *error;
    struct sg_catalog *catalog = sg_catalog_new(arena);
    assert_non_null(mkdtemp(folder));
    const char *file = sg_format(arena, "%s/denials.yaml", folder);
    assert_true(sg_write_file(arena, file, row->yaml, strlen(row->yaml), &error));
    sg_catalog_use(catalog, folder);
    assert_null(sg_denial_facts(catalog, &findings));
    assert_non_null(findings.first);
    assert_non_null(strstr(findings.first->message, row->told));
    assert_int_equal(remove(file) + remove(folder), 0);
}

static void a_template_needs_a_function(void **state)
{
    (void)state;
    const struct samgen_input template = {.name = "t.yaml", .bytes = "{}", .length = 2};
    const struct samgen_template_settings none = {0};
    struct samgen *samgen = samgen_new();
    struct samgen_diagnosis *diagnosis;
    struct samgen_result result;
    assert_int_equal(samgen_diagnose_begin(samgen, &template, &none, &diagnosis, &result), SAMGEN_BAD_INPUT);
    assert_null(diagnosis);
    assert_string_equal(result.findings[0].subject, "--function");
    assert_string_equal(result.findings[0].message, "name the function or the role whose request was denied");
    samgen_free(samgen);
}

/* ---- Several denials in a text ---- */

static void an_encoded_line_does_not_change_the_others(void **state)
{
    struct samgen *samgen = samgen_new();
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    (void)state;
    carry_in_form(&text, told_rows[0].text);
    sg_add(&text,
           "\n\nUser: arn:aws:iam::123456789012:user/ann+x@example.com is not authorized to perform: s3:GetObject on "
           "resource: \"arn:aws:s3:::b-b/in/a+b%20c&d.csv\" because no identity-based policy allows it\n");
    const struct samgen_denials denials = diagnose(samgen, text.text, text.length);
    assert_int_equal(denials.count, 2);
    assert_text(denials.items[0].resource, told_rows[0].resource);
    assert_text(denials.items[1].principal, "arn:aws:iam::123456789012:user/ann+x@example.com");
    assert_text(denials.items[1].resource, "arn:aws:s3:::b-b/in/a+b%20c&d.csv");
    samgen_free(samgen);
}

static void a_deny_belongs_to_its_own_caller(void **state)
{
    struct samgen *samgen = samgen_new();
    const char *text =
        "User: " SESSION " is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b-b/x\" with "
        "an explicit deny in an identity-based policy\nUser: arn:aws:iam::123456789012:user/bob is not "
        "authorized to perform: sqs:ListQueues";
    (void)state;
    const struct samgen_denials denials = diagnose(samgen, text, strlen(text));
    assert_int_equal(denials.count, 2);
    assert_null(denials.items[0].policy_arn);
    assert_text(denials.items[1].principal, "arn:aws:iam::123456789012:user/bob");
    samgen_free(samgen);
}

static void a_cloudtrail_record_is_read_alone(void **state)
{
    struct samgen *samgen = samgen_new();
    const char *text =
        "{\"errorCode\":null,\"eventName\":\"GetObject\",\"eventSource\":\"s3.amazonaws.com\",\"userIdentity\":{"
        "\"principalId\":\"A:x\",\"arn\":\"arn:aws:sts::123456789012:assumed-role/good/good\"}}\n"
        "{\"errorCode\":\"AccessDenied\",\"eventName\":\"DeleteItem\",\"eventSource\":\"dynamodb.amazonaws.com\","
        "\"userIdentity\":{\"arn\":\"arn:aws:sts::123456789012:assumed-role/bad/bad\"}}\n";
    (void)state;
    const struct samgen_denials denials = diagnose(samgen, text, strlen(text));
    assert_int_equal(denials.count, 1);
    assert_text(denials.items[0].event_action, "dynamodb:DeleteItem");
    assert_text(denials.items[0].event_principal, "arn:aws:sts::123456789012:assumed-role/bad/bad");
    samgen_free(samgen);
}

static void an_earlier_line_does_not_belong_to_the_denial(void **state)
{
    struct samgen *samgen = samgen_new();
    const char *text =
        "An error occurred (ResourceNotFoundException) when calling the GetItem operation: not found\n"
        "START RequestId: 1\nEND RequestId: 1\nERROR AccessDenied: User: arn:aws:iam::123456789012:user/ann "
        "is not authorized to perform: sqs:ListQueues because no identity-based policy allows it";
    (void)state;
    const struct samgen_denials denials = diagnose(samgen, text, strlen(text));
    assert_int_equal(denials.count, 1);
    assert_null(denials.items[0].operation);
    assert_text(denials.items[0].error_code, "AccessDenied");
    samgen_free(samgen);
}

/* ---- Long texts ---- */

#define REPEATED 40000

static void the_same_denial_is_reported_once(void **state)
{
    struct samgen *samgen = samgen_new();
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    (void)state;
    for (int i = 0; i < REPEATED; i++)
        sg_add_format(&text, "%s\n\n", told_rows[0].text);
    const struct samgen_denials denials = diagnose(samgen, text.text, 4096);
    assert_int_equal(denials.count, 1);
    assert_int_equal(denials.items[0].count, REPEATED);
    assert_int_equal(denials.items[0].line, 1);
    samgen_free(samgen);
}

#define DIFFERENT (SAMGEN_DENIALS_MOST + 100)

static void more_denials_than_are_kept_are_counted(void **state)
{
    struct samgen *samgen = samgen_new();
    struct sg_buffer text = sg_buffer_new(arena, SG_BUFFER_MOST);
    (void)state;
    for (int i = 0; i < DIFFERENT; i++)
        sg_add_format(&text, "User: arn:aws:iam::123456789012:user/u%d is not authorized to perform: sqs:ListQueues\n",
                      i);
    const struct samgen_denials denials = diagnose(samgen, text.text, 100000);
    assert_int_equal(denials.count, SAMGEN_DENIALS_MOST);
    assert_int_equal(denials.unkept, DIFFERENT - SAMGEN_DENIALS_MOST);
    for (size_t i = 0; i < denials.count; i++)
        assert_int_equal(denials.items[i].line, i + 1);
    samgen_free(samgen);
}

SUITE(diagnose)
{
    static const struct CMUnitTest tests[] = {
        TEST(an_encoded_line_does_not_change_the_others),
        TEST(a_deny_belongs_to_its_own_caller),
        TEST(a_cloudtrail_record_is_read_alone),
        TEST(an_earlier_line_does_not_belong_to_the_denial),
        TEST(the_same_denial_is_reported_once),
        TEST(more_denials_than_are_kept_are_counted),
        TEST(a_template_needs_a_function),
    };
    return cmocka_run_group_tests_name("diagnose", tests, NULL, NULL) +
           RUN_ROWS(told_rows, a_denial_is_found_in_any_wrapping) +
           RUN_ROWS(silent_rows, other_texts_report_no_denial) + RUN_ROWS(fixed_rows, a_fix_covers_the_denial) +
           RUN_ROWS(faulty_rows, faults_of_the_file_are_reported);
}
