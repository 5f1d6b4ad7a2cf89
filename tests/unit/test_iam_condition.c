#include "iam.h"
#include "support.h"

/* Sources of the rows: IAM User Guide, the pages on condition operators, on multivalued keys and on variables. */
struct row {
    const char *condition, *context;
    bool met;
};

#define TEAM "aws:PrincipalTag/team"
#define IP "aws:SourceIp"
#define NOW "aws:CurrentTime"
#define AGE "aws:MultiFactorAuthAge"
#define TLS "aws:SecureTransport"
#define TAGS "aws:TagKeys"
#define FROM "aws:SourceArn"
#define TOPIC "arn:aws:sns:us-east-1:123456789012:t"

static const struct row text_rows[] = {
    {"{StringEquals: {" TEAM ": a}}", TEAM "=a", true},
    {"{StringEquals: {" TEAM ": a}}", TEAM "=A", false},
    {"{StringEquals: {" TEAM ": a}}", TEAM "=ab", false},
    {"{StringEquals: {" TEAM ": ab}}", TEAM "=a", false},
    {"{StringEquals: {" TEAM ": a}}", TEAM "=", false},
    {"{StringEquals: {" TEAM ": ''}}", TEAM "=", true},
    {"{StringEquals: {" TEAM ": a}}", "", false},
    {"{StringEquals: {" TEAM ": [a, b]}}", TEAM "=b", true},
    {"{StringEquals: {" TEAM ": [a, b]}}", TEAM "=c", false},
    {"{StringEquals: {" TEAM ": []}}", TEAM "=a", false},
    {"{StringEquals: {" TEAM ": []}}", "", false},
    {"{StringEquals: {" TEAM ": 'a*'}}", TEAM "=ab", false},
    {"{StringEquals: {" TEAM ": 'a*'}}", TEAM "=a*", true},
    {"{StringEquals: {" TEAM ": 'a?'}}", TEAM "=a?", true},
    {"{StringEquals: {" TEAM ": 5}}", TEAM "=5", true},
    {"{StringEquals: {" TEAM ": true}}", TEAM "=true", true},
    {"{StringNotEquals: {" TEAM ": a}}", TEAM "=b", true},
    {"{StringNotEquals: {" TEAM ": a}}", TEAM "=a", false},
    {"{StringNotEquals: {" TEAM ": a}}", TEAM "=A", true},
    {"{StringNotEquals: {" TEAM ": a}}", "", true},
    {"{StringNotEquals: {" TEAM ": [a, b]}}", TEAM "=a", false},
    {"{StringNotEquals: {" TEAM ": [a, b]}}", TEAM "=b", false},
    {"{StringNotEquals: {" TEAM ": [a, b]}}", TEAM "=c", true},
    {"{StringNotEquals: {" TEAM ": []}}", TEAM "=a", true},
    {"{StringEqualsIgnoreCase: {" TEAM ": Ab}}", TEAM "=aB", true},
    {"{StringEqualsIgnoreCase: {" TEAM ": Ab}}", TEAM "=ac", false},
    {"{StringEqualsIgnoreCase: {" TEAM ": 'a*'}}", TEAM "=AB", false},
    {"{StringEqualsIgnoreCase: {" TEAM ": a}}", "", false},
    {"{StringNotEqualsIgnoreCase: {" TEAM ": Ab}}", TEAM "=aB", false},
    {"{StringNotEqualsIgnoreCase: {" TEAM ": Ab}}", TEAM "=c", true},
    {"{StringNotEqualsIgnoreCase: {" TEAM ": Ab}}", "", true},
    {"{StringLike: {" TEAM ": 'a*'}}", TEAM "=a", true},
    {"{StringLike: {" TEAM ": 'a*'}}", TEAM "=a/b:c", true},
    {"{StringLike: {" TEAM ": 'a*'}}", TEAM "=ba", false},
    {"{StringLike: {" TEAM ": 'A*'}}", TEAM "=ab", false},
    {"{StringLike: {" TEAM ": 'a?c'}}", TEAM "=abc", true},
    {"{StringLike: {" TEAM ": 'a?c'}}", TEAM "=ac", false},
    {"{StringLike: {" TEAM ": '*'}}", TEAM "=", true},
    {"{StringLike: {" TEAM ": '*'}}", "", false},
    {"{StringLike: {" TEAM ": '?'}}", TEAM "=\xC3\xA9", true},
    {"{StringLike: {" TEAM ": '?\?'}}", TEAM "=\xC3\xA9", false},
    {"{StringLike: {" TEAM ": '*?'}}", TEAM "=\xE2\x82\xAC", true},
    {"{StringLike: {" TEAM ": '*?\?'}}", TEAM "=\xE2\x82\xAC", false},
    {"{StringLike: {" TEAM ": ['x*', 'a*']}}", TEAM "=ab", true},
    {"{StringNotLike: {" TEAM ": 'a*'}}", TEAM "=ab", false},
    {"{StringNotLike: {" TEAM ": 'a*'}}", TEAM "=b", true},
    {"{StringNotLike: {" TEAM ": 'a*'}}", "", true},
    {"{StringNotLike: {" TEAM ": ['a*', 'b*']}}", TEAM "=b", false},
    /* names */
    {"{stringequals: {" TEAM ": a}}", TEAM "=a", true},
    {"{STRINGEQUALSIFEXISTS: {" TEAM ": a}}", "", true},
    {"{StringEquals: {AWS:principaltag/TEAM: a}}", TEAM "=a", true},
    {"{foranyvalue:stringequals: {" TAGS ": a}}", TAGS "=a", true},
    /* all of several operators and keys */
    {"{StringEquals: {" TEAM ": a}, Bool: {" TLS ": true}}", TEAM "=a; " TLS "=true", true},
    {"{StringEquals: {" TEAM ": a}, Bool: {" TLS ": true}}", TEAM "=a; " TLS "=false", false},
    {"{StringEquals: {" TEAM ": a, aws:RequestedRegion: r}}", TEAM "=a; aws:RequestedRegion=r", true},
    {"{StringEquals: {" TEAM ": a, aws:RequestedRegion: r}}", TEAM "=a", false},
    {"{StringLike: {" TEAM ": 'a*'}, StringNotLike: {" TEAM ": '*b'}}", TEAM "=abc", true},
    {"{StringLike: {" TEAM ": 'a*'}, StringNotLike: {" TEAM ": '*b'}}", TEAM "=ab", false},
    {"{}", "", true},
    {"{StringEquals: {}}", "", true},
};

static const struct row number_rows[] = {
    {"{NumericEquals: {" AGE ": 10}}", AGE "=10", true},
    {"{NumericEquals: {" AGE ": '10'}}", AGE "=10.0", true},
    {"{NumericEquals: {" AGE ": '010'}}", AGE "=10", true},
    {"{NumericEquals: {" AGE ": 0}}", AGE "=-0.00", true},
    {"{NumericEquals: {" AGE ": '.5'}}", AGE "=0.50", true},
    {"{NumericEquals: {" AGE ": '+5'}}", AGE "=5.", true},
    {"{NumericEquals: {" AGE ": 10}}", AGE "=11", false},
    {"{NumericEquals: {" AGE ": 10}}", "", false},
    {"{NumericEquals: {" AGE ": x}}", AGE "=x", false},
    {"{NumericEquals: {" AGE ": 1000}}", AGE "=1e3", false},
    {"{NumericEquals: {" AGE ": 16}}", AGE "=0x10", false},
    {"{NumericEquals: {" AGE ": 0}}", AGE "=", false},
    {"{NumericEquals: {" AGE ": [1, 10]}}", AGE "=10", true},
    {"{NumericNotEquals: {" AGE ": 10}}", AGE "=11", true},
    {"{NumericNotEquals: {" AGE ": 10}}", AGE "=10", false},
    {"{NumericNotEquals: {" AGE ": 10}}", "", true},
    {"{NumericNotEquals: {" AGE ": 10}}", AGE "=x", false},
    {"{NumericNotEquals: {" AGE ": [x, 10]}}", AGE "=11", false},
    {"{NumericLessThan: {" AGE ": 3600}}", AGE "=3599.99", true},
    {"{NumericLessThan: {" AGE ": 3600}}", AGE "=3600", false},
    {"{NumericLessThan: {" AGE ": 3600}}", AGE "=99999", false},
    {"{NumericLessThan: {" AGE ": 3600}}", "", false},
    {"{NumericLessThan: {" AGE ": 100}}", AGE "=99", true},
    {"{NumericLessThan: {" AGE ": 0}}", AGE "=-1.5", true},
    {"{NumericLessThan: {" AGE ": -1}}", AGE "=-2", true},
    {"{NumericLessThan: {" AGE ": -2}}", AGE "=-1", false},
    {"{NumericLessThan: {" AGE ": [1, 100]}}", AGE "=50", true},
    {"{NumericLessThan: {" AGE ": '0.02'}}", AGE "=0.019", true},
    {"{NumericLessThan: {" AGE ": '0.1'}}", AGE "=0.02", true},
    {"{NumericLessThan: {" AGE ": 9007199254740993}}", AGE "=9007199254740992", true},
    {"{NumericLessThanEquals: {" AGE ": 10}}", AGE "=10", true},
    {"{NumericLessThanEquals: {" AGE ": 10}}", AGE "=10.01", false},
    {"{NumericGreaterThan: {" AGE ": 10}}", AGE "=10", false},
    {"{NumericGreaterThan: {" AGE ": 10}}", AGE "=10.01", true},
    {"{NumericGreaterThan: {" AGE ": 10}}", AGE "=9", false},
    {"{NumericGreaterThanEquals: {" AGE ": 10}}", AGE "=10", true},
    {"{NumericGreaterThanEquals: {" AGE ": 10}}", AGE "=9.99", false},
    {"{NumericGreaterThanEqualsIfExists: {" AGE ": 10}}", "", true},
};

static const struct row date_rows[] = {
    {"{DateEquals: {" NOW ": 2026-01-01T00:00:00Z}}", NOW "=2026-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 2026-01-01T00:00:00Z}}", NOW "=2026-01-01T01:00:00+01:00", true},
    {"{DateEquals: {" NOW ": 2026-01-01T00:00:00Z}}", NOW "=2025-12-31T18:30:00-05:30", true},
    {"{DateEquals: {" NOW ": 2026-01-01T00:00:00Z}}", NOW "=2026-01-01T00:00:00.000Z", true},
    {"{DateEquals: {" NOW ": 2026-01-01T00:00:00Z}}", NOW "=2026-01-01T00:00:00.001Z", false},
    {"{DateEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 2026-01}}", NOW "=2026-01-01T00:00Z", true},
    {"{DateEquals: {" NOW ": '2026-01-01T00:00:00'}}", NOW "=2026-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 1767225600}}", NOW "=2026-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 1767225600000}}", NOW "=2026-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 1767225600500}}", NOW "=2026-01-01T00:00:00.5Z", true},
    {"{DateEquals: {" NOW ": 0}}", NOW "=1970-01-01T00:00:00Z", true},
    {"{DateEquals: {" NOW ": 2024-02-29}}", NOW "=1709164800", true},
    {"{DateEquals: {" NOW ": 2000-03-01}}", NOW "=951868800", true},
    {"{DateEquals: {" NOW ": 2026-02-29}}", NOW "=2026-02-29", false},
    {"{DateEquals: {" NOW ": 1900-02-29}}", NOW "=1900-02-29", false},
    {"{DateEquals: {" NOW ": 2026-13-01}}", NOW "=2026-13-01", false},
    {"{DateEquals: {" NOW ": 2026-00-01}}", NOW "=2026-00-01", false},
    {"{DateEquals: {" NOW ": '2026-01-01T24:00Z'}}", NOW "=2026-01-01T24:00Z", false},
    {"{DateEquals: {" NOW ": '2026-01-01T00:60Z'}}", NOW "=2026-01-01T00:60Z", false},
    {"{DateEquals: {" NOW ": '2026-01-01 00:00'}}", NOW "=2026-01-01 00:00", false},
    {"{DateEquals: {" NOW ": '2026-01-01T00:00+1'}}", NOW "=2026-01-01T00:00+1", false},
    {"{DateEquals: {" NOW ": '2026-01-01T00:00:00.Z'}}", NOW "=2026-01-01T00:00:00.Z", false},
    {"{DateEquals: {" NOW ": '26-01-01'}}", NOW "=26-01-01", false},
    {"{DateEquals: {" NOW ": today}}", NOW "=today", false},
    {"{DateEquals: {" NOW ": 2026-01-01}}", "", false},
    {"{DateNotEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-02", true},
    {"{DateNotEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-01", false},
    {"{DateNotEquals: {" NOW ": 2026-01-01}}", "", true},
    {"{DateNotEquals: {" NOW ": today}}", NOW "=2026-01-02", false},
    {"{DateLessThan: {" NOW ": 2026-01-01}}", NOW "=2025-12-31T23:59:59Z", true},
    {"{DateLessThan: {" NOW ": 2026-01-01}}", NOW "=2026-01-01", false},
    {"{DateLessThan: {" NOW ": 2026-01-01T00:00:00.5Z}}", NOW "=2026-01-01T00:00:00.4Z", true},
    {"{DateLessThanEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-01", true},
    {"{DateLessThanEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-02", false},
    {"{DateGreaterThan: {" NOW ": 2026-01-01}}", NOW "=2026-01-01", false},
    {"{DateGreaterThan: {" NOW ": 2026-01-01}}", NOW "=2027-01-01", true},
    {"{DateGreaterThanEquals: {" NOW ": 2026-01-01}}", NOW "=2026-01-01", true},
    {"{DateGreaterThanEquals: {" NOW ": 2026-01-01}}", NOW "=2025-01-01", false},
    {"{DateGreaterThan: {" NOW ": 2020-01-01}, DateLessThan: {" NOW ": 2021-01-01}}", NOW "=2020-06-30", true},
};

static const struct row other_rows[] = {
    {"{Bool: {" TLS ": true}}", TLS "=true", true},
    {"{Bool: {" TLS ": 'true'}}", TLS "=True", true},
    {"{Bool: {" TLS ": TRUE}}", TLS "=true", true},
    {"{Bool: {" TLS ": true}}", TLS "=false", false},
    {"{Bool: {" TLS ": false}}", TLS "=false", true},
    {"{Bool: {" TLS ": false}}", "", false},
    {"{Bool: {" TLS ": [true, false]}}", TLS "=false", true},
    {"{Bool: {" TLS ": yes}}", TLS "=yes", false},
    {"{Bool: {" TLS ": true}}", TLS "=1", false},
    {"{BoolIfExists: {" TLS ": true}}", "", true},
    {"{BoolIfExists: {" TLS ": true}}", TLS "=false", false},
    {"{BinaryEquals: {" TEAM ": QmluYXJ5}}", TEAM "=QmluYXJ5", true},
    {"{BinaryEquals: {" TEAM ": QmluYXJ5}}", TEAM "=Binary", false},
    {"{BinaryEquals: {" TEAM ": QQ==}}", TEAM "=QQ==", true},
    {"{BinaryEquals: {" TEAM ": QQ==}}", TEAM "=QR==", false},
    {"{BinaryEquals: {" TEAM ": '!!'}}", TEAM "=!!", false},
    {"{BinaryEquals: {" TEAM ": QQ==}}", "", false},
    {"{'Null': {" TEAM ": true}}", "", true},
    {"{'Null': {" TEAM ": true}}", TEAM "=a", false},
    {"{'Null': {" TEAM ": false}}", TEAM "=a", true},
    {"{'Null': {" TEAM ": 'false'}}", TEAM "=", true},
    {"{'Null': {" TEAM ": false}}", "", false},
    {"{'Null': {" TAGS ": true}}", TAGS, true},
    {"{'Null': {" TEAM ": [true, false]}}", TEAM "=a", true},
    {"{'Null': {" TEAM ": maybe}}", "", false},
    {"{IpAddress: {" IP ": 10.0.0.0/8}}", IP "=10.1.2.3", true},
    {"{IpAddress: {" IP ": 10.0.0.0/8}}", IP "=11.1.2.3", false},
    {"{IpAddress: {" IP ": 10.0.0.5/8}}", IP "=10.1.2.3", true},
    {"{IpAddress: {" IP ": 10.1.2.3}}", IP "=10.1.2.3", true},
    {"{IpAddress: {" IP ": 10.1.2.3}}", IP "=10.1.2.4", false},
    {"{IpAddress: {" IP ": 0.0.0.0/0}}", IP "=203.0.113.7", true},
    {"{IpAddress: {" IP ": 10.1.2.0/23}}", IP "=10.1.3.255", true},
    {"{IpAddress: {" IP ": 10.1.2.0/23}}", IP "=10.1.4.0", false},
    {"{IpAddress: {" IP ": 10.1.2.3/32}}", IP "=10.1.2.3", true},
    {"{IpAddress: {" IP ": 10.0.0.0/33}}", IP "=10.0.0.0", false},
    {"{IpAddress: {" IP ": 10.0.0.0/}}", IP "=10.0.0.0", false},
    {"{IpAddress: {" IP ": 10.0.0.0/8x}}", IP "=10.0.0.0", false},
    {"{IpAddress: {" IP ": [192.0.2.0/24, 10.0.0.0/8]}}", IP "=10.0.0.1", true},
    {"{IpAddress: {" IP ": '2001:db8::/32'}}", IP "=2001:db8::1", true},
    {"{IpAddress: {" IP ": '2001:db8::/32'}}", IP "=2001:db9::1", false},
    {"{IpAddress: {" IP ": '2001:DB8:0:0:0:0:0:1'}}", IP "=2001:db8::1", true},
    {"{IpAddress: {" IP ": '::/0'}}", IP "=::1", true},
    {"{IpAddress: {" IP ": '::/0'}}", IP "=10.0.0.1", false},
    {"{IpAddress: {" IP ": 0.0.0.0/0}}", IP "=::1", false},
    {"{IpAddress: {" IP ": x}}", IP "=x", false},
    {"{IpAddress: {" IP ": 10.0.0.0/8}}", "", false},
    {"{IpAddress: {" IP ": 10.0.0.0/8}}", IP "=10.0.0.0.1", false},
    {"{NotIpAddress: {" IP ": 10.0.0.0/8}}", IP "=10.1.2.3", false},
    {"{NotIpAddress: {" IP ": 10.0.0.0/8}}", IP "=11.1.2.3", true},
    {"{NotIpAddress: {" IP ": [10.0.0.0/8, 11.0.0.0/8]}}", IP "=11.1.2.3", false},
    {"{NotIpAddress: {" IP ": 10.0.0.0/8}}", IP "=::1", true},
    {"{NotIpAddress: {" IP ": 10.0.0.0/8}}", "", true},
    {"{NotIpAddress: {" IP ": 10.0.0.0/8}}", IP "=x", false},
};

static const struct row arn_rows[] = {
    {"{ArnEquals: {" FROM ": '" TOPIC "'}}", FROM "=" TOPIC, true},
    {"{ArnEquals: {" FROM ": '" TOPIC "'}}", FROM "=" TOPIC "2", false},
    {"{ArnEquals: {" FROM ": '" TOPIC "'}}", "", false},
    {"{ArnEquals: {" FROM ": 'arn:aws:sns:*:123456789012:?'}}", FROM "=" TOPIC, true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:*:*:*'}}", FROM "=" TOPIC, true},
    {"{ArnLike: {" FROM ": 'arn:*:sns:*:*:t'}}", FROM "=" TOPIC, true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-*-1:123456789012:t'}}", FROM "=" TOPIC, true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-east-1:123456789012:T'}}", FROM "=" TOPIC, false},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:*:t'}}", FROM "=" TOPIC, false},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:*'}}", FROM "=" TOPIC, false},
    {"{ArnLike: {" FROM ": '*'}}", FROM "=" TOPIC, false},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-east-1:123456789012:t*'}}", FROM "=" TOPIC ":x:y", true},
    {"{ArnLike: {" FROM ": 'arn:aws:s3:::b*'}}", FROM "=arn:aws:s3:::bucket/key", true},
    {"{ArnLike: {" FROM ": 'arn:aws:s3:?::b'}}", FROM "=arn:aws:s3:::b", false},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:*:*:*'}}", FROM "=topic", false},
    {"{ArnLike: {" FROM ": [topic, '" TOPIC "']}}", FROM "=" TOPIC, true},
    {"{ArnNotEquals: {" FROM ": '" TOPIC "'}}", FROM "=" TOPIC, false},
    {"{ArnNotEquals: {" FROM ": '" TOPIC "'}}", FROM "=arn:aws:s3:::b", true},
    {"{ArnNotEquals: {" FROM ": '" TOPIC "'}}", "", true},
    {"{ArnNotLike: {" FROM ": 'arn:aws:sns:*:*:*'}}", FROM "=" TOPIC, false},
    {"{ArnNotLike: {" FROM ": 'arn:aws:sqs:*:*:*'}}", FROM "=" TOPIC, true},
    {"{ArnNotLike: {" FROM ": 'arn:aws:sns:us-east-1:*'}}", FROM "=" TOPIC, true},
    {"{ArnNotLike: {" FROM ": 'arn:aws:sns:*:*:*'}}", FROM "=topic", false},
    {"{ArnNotLike: {" FROM ": topic}}", FROM "=" TOPIC, false},
    {"{ArnNotLikeIfExists: {" FROM ": '" TOPIC "'}}", "", true},
};

static const struct row set_rows[] = {
    {"{ForAllValues:StringEquals: {" TAGS ": [a, b]}}", TAGS "=a; " TAGS "=b", true},
    {"{ForAllValues:StringEquals: {" TAGS ": [a, b, c]}}", TAGS "=b", true},
    {"{ForAllValues:StringEquals: {" TAGS ": a}}", TAGS "=a; " TAGS "=b", false},
    {"{ForAllValues:StringEquals: {" TAGS ": a}}", TAGS, true},
    {"{ForAllValues:StringEquals: {" TAGS ": a}}", "", true},
    {"{ForAllValues:StringEquals: {" TAGS ": []}}", TAGS "=a", false},
    {"{ForAllValues:StringEquals: {" TAGS ": []}}", "", true},
    {"{ForAllValues:StringLike: {" TAGS ": 'a*'}}", TAGS "=a; " TAGS "=ab", true},
    {"{ForAllValues:StringLike: {" TAGS ": 'a*'}}", TAGS "=a; " TAGS "=b", false},
    {"{ForAllValues:StringNotEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=c", true},
    {"{ForAllValues:StringNotEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=a", false},
    {"{ForAllValues:StringNotEquals: {" TAGS ": a}}", "", true},
    {"{ForAllValues:StringEqualsIfExists: {" TAGS ": a}}", "", true},
    {"{ForAllValues:NumericLessThan: {x: 10}}", "x=1; x=9", true},
    {"{ForAllValues:NumericLessThan: {x: 10}}", "x=1; x=10", false},
    {"{ForAllValues:ArnLike: {x: 'arn:aws:s3:::*'}}", "x=arn:aws:s3:::a; x=arn:aws:s3:::b", true},
    {"{ForAllValues:Bool: {x: true}}", "x=true; x=false", false},
    {"{ForAnyValue:StringEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=a", true},
    {"{ForAnyValue:StringEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=c", false},
    {"{ForAnyValue:StringEquals: {" TAGS ": a}}", TAGS, false},
    {"{ForAnyValue:StringEquals: {" TAGS ": a}}", "", false},
    {"{ForAnyValue:StringLike: {" TAGS ": 'a*'}}", TAGS "=b; " TAGS "=ab", true},
    {"{ForAnyValue:StringNotEquals: {" TAGS ": a}}", TAGS "=a; " TAGS "=b", true},
    {"{ForAnyValue:StringNotEquals: {" TAGS ": [a, b]}}", TAGS "=a; " TAGS "=b", false},
    {"{ForAnyValue:StringNotEquals: {" TAGS ": a}}", "", false},
    {"{ForAnyValue:StringEqualsIfExists: {" TAGS ": a}}", "", true},
    {"{ForAnyValue:StringEqualsIfExists: {" TAGS ": a}}", TAGS "=b", false},
    {"{ForAnyValue:IpAddress: {x: 10.0.0.0/8}}", "x=11.0.0.1; x=10.0.0.1", true},
    {"{StringEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=a", true},
    {"{StringNotEquals: {" TAGS ": a}}", TAGS "=b; " TAGS "=a", false},
    {"{StringEquals: {" TAGS ": a}}", TAGS, false},
    {"{StringNotEquals: {" TAGS ": a}}", TAGS, true},
    {"{StringEqualsIfExists: {" TEAM ": a}}", "", true},
    {"{StringEqualsIfExists: {" TEAM ": a}}", TEAM "=b", false},
    {"{StringNotEqualsIfExists: {" TEAM ": a}}", "", true},
    {"{StringNotEqualsIfExists: {" TEAM ": a}}", TEAM "=a", false},
    {"{NumericLessThanIfExists: {" AGE ": 5}}", "", true},
    {"{IpAddressIfExists: {" IP ": 10.0.0.0/8}}", "", true},
    {"{IpAddressIfExists: {" IP ": 10.0.0.0/8}}", IP "=11.0.0.1", false},
};

#define USER "aws:username"

static const struct row variable_rows[] = {
    {"{StringEquals: {" TEAM ": '${aws:username}'}}", TEAM "=u; " USER "=u", true},
    {"{StringEquals: {" TEAM ": '${aws:username}'}}", TEAM "=v; " USER "=u", false},
    {"{StringEquals: {" TEAM ": '${AWS:UserName}'}}", TEAM "=u; " USER "=u", true},
    {"{StringEquals: {" TEAM ": 'x-${aws:username}-y'}}", TEAM "=x-u-y; " USER "=u", true},
    {"{StringEquals: {" TEAM ": '${aws:username}${aws:username}'}}", TEAM "=uu; " USER "=u", true},
    {"{StringEquals: {" TEAM ": '${aws:username}'}}", TEAM "=u", false},
    {"{StringEquals: {" TEAM ": '${aws:username}'}}", TEAM "=${aws:username}", false},
    {"{StringEquals: {" TEAM ": ['${aws:username}', u]}}", TEAM "=u", true},
    {"{StringNotEquals: {" TEAM ": '${aws:username}'}}", TEAM "=u; " USER "=u", false},
    {"{StringNotEquals: {" TEAM ": '${aws:username}'}}", TEAM "=v; " USER "=u", true},
    {"{StringNotEquals: {" TEAM ": '${aws:username}'}}", TEAM "=u", true},
    {"{StringNotLike: {" TEAM ": '*${aws:username}'}}", TEAM "=u", true},
    {"{StringEqualsIgnoreCase: {" TEAM ": '${aws:username}'}}", TEAM "=U; " USER "=u", true},
    {"{StringLike: {" TEAM ": '${aws:username}*'}}", TEAM "=u2; " USER "=u", true},
    {"{StringLike: {" TEAM ": '${aws:username}'}}", TEAM "=u2; " USER "=u*", false},
    {"{StringLike: {" TEAM ": '${aws:username}'}}", TEAM "=u*; " USER "=u*", true},
    {"{StringLike: {" TEAM ": '*${aws:username}?'}}", TEAM "=abu1; " USER "=u", true},
    {"{StringEquals: {" TEAM ": '${aws:username, ''d''}'}}", TEAM "=d", true},
    {"{StringEquals: {" TEAM ": '${aws:username, ''d''}'}}", TEAM "=u; " USER "=u", true},
    {"{StringEquals: {" TEAM ": '${aws:username, ''d''}'}}", TEAM "=d; " USER "=u", false},
    {"{StringEquals: {" TEAM ": '${aws:username, ''d''}'}}", TEAM "=d; " USER "=", true},
    {"{StringEquals: {" TEAM ": '${aws:username, ''a b''}/x'}}", TEAM "=a b/x", true},
    {"{StringEquals: {" TEAM ": '${aws:username, ''a}b''}'}}", TEAM "=a}b", true},
    {"{StringLike: {" TEAM ": '${aws:username, ''*''}'}}", TEAM "=x", false},
    {"{StringLike: {" TEAM ": '${aws:username, ''*''}'}}", TEAM "=*", true},
    {"{StringEquals: {" TEAM ": \"${aws:username,'d'}\"}}", TEAM "=d", false},
    {"{StringEquals: {" TEAM ": '${aws:username, d}'}}", TEAM "=d", false},
    {"{StringEquals: {" TEAM ": '${aws:TagKeys}'}}", TEAM "=a; " TAGS "=a; " TAGS "=b", false},
    {"{StringEquals: {" TEAM ": '${*}'}}", TEAM "=*", true},
    {"{StringEquals: {" TEAM ": '${$}{x}'}}", TEAM "=${x}", true},
    {"{StringLike: {" TEAM ": 'a${*}'}}", TEAM "=ab", false},
    {"{StringLike: {" TEAM ": 'a${*}*'}}", TEAM "=a*b", true},
    {"{StringLike: {" TEAM ": '${?}?'}}", TEAM "=?x", true},
    {"{StringLike: {" TEAM ": '${?}?'}}", TEAM "=xx", false},
    {"{StringEquals: {" TEAM ": '${}'}}", TEAM "=${}", true},
    {"{StringEquals: {" TEAM ": '${x'}}", TEAM "=${x", true},
    {"{StringEquals: {" TEAM ": '$x'}}", TEAM "=$x", true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-east-1:123456789012:${aws:username}'}}", FROM "=" TOPIC "; " USER "=t",
     true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-east-1:${x}:t'}}", FROM "=" TOPIC "; x=123456789012", true},
    {"{ArnEquals: {" FROM ": '${x}'}}", FROM "=" TOPIC "; x=" TOPIC, true},
    {"{ArnLike: {" FROM ": 'arn:aws:sns:us-east-1:123456789012:${x}'}}", FROM "=" TOPIC "; x=*", false},
    {"{ArnLike: {" FROM ": 'arn:aws:${x}*'}}", FROM "=" TOPIC "; x=sns", false},
    /* other operators take the text as it is */
    {"{NumericEquals: {" AGE ": '${x}'}}", AGE "=5; x=5", false},
    {"{Bool: {" TLS ": '${x}'}}", TLS "=true; x=true", false},
    {"{DateEquals: {" NOW ": '${x}'}}", NOW "=2026-01-01; x=2026-01-01", false},
    {"{IpAddress: {" IP ": '${x}'}}", IP "=10.0.0.1; x=10.0.0.1", false},
    {"{BinaryEquals: {" TEAM ": '${x}'}}", TEAM "=QQ==; x=QQ==", false},
};

static void holds(void **state)
{
    const struct row *row = *state;
    struct sg_iam_request request = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/k"};
    context_of(row->context, &request);
    if ((decide_alone(policy_under(row->condition), &request) == SAMGEN_ALLOWED) != row->met)
        fail_msg("%s of {%s} must be %s", row->condition, row->context, row->met ? "met" : "not met");
}

/* Of a Deny; beside it everything is allowed. */
static const struct row deny_rows[] = {
    {"{ArnNotLike: {" FROM ": ['" TOPIC "', '*Admin*']}}", FROM "=" TOPIC, false},
    {"{ArnNotLike: {" FROM ": ['" TOPIC "', '*Admin*']}}", FROM "=" TOPIC "2", true},
    {"{ArnNotLike: {" FROM ": '*Admin*'}}", FROM "=" TOPIC, true},
    {"{NumericNotEquals: {" AGE ": [x, 5]}}", AGE "=5", false},
    {"{NumericNotEquals: {" AGE ": [x, 5]}}", AGE "=6", true},
    {"{ArnLike: {" FROM ": ['*Admin*', '" TOPIC "']}}", FROM "=" TOPIC, true},
    {"{ArnLike: {" FROM ": '*Admin*'}}", FROM "=" TOPIC, false},
};

static void denies(void **state)
{
    const struct row *row = *state;
    struct sg_iam_request request = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/k"};
    context_of(row->context, &request);
    const struct sg_iam_policy *policy =
        policy_of(sg_format(arena,
                            "Version: 2012-10-17\nStatement:\n  - {Effect: Allow, Action: '*', Resource: '*'}\n"
                            "  - {Condition: %s, Action: '*', Resource: '*', Effect: Deny}\n",
                            row->condition),
                  SG_IDENTITY_POLICY);
    if ((decide_alone(policy, &request) == SAMGEN_EXPLICIT_DENY) != row->met)
        fail_msg("a Deny with %s of {%s} must %s", row->condition, row->context, row->met ? "apply" : "not apply");
}

static void variables_need_the_version(void **state)
{
    (void)state;
    static const char statement[] = "Statement: {Effect: Allow, Action: '*', Resource: '*', "
                                    "Condition: {StringEquals: {" TEAM ": '${aws:username}'}}}\n";
    static const struct {
        const char *version, *context;
        enum samgen_verdict result;
    } rows[] = {
        {"Version: 2012-10-17\n", TEAM "=u; " USER "=u", SAMGEN_ALLOWED},
        {"Version: 2008-10-17\n", TEAM "=u; " USER "=u", SAMGEN_IMPLICIT_DENY},
        {"", TEAM "=u; " USER "=u", SAMGEN_IMPLICIT_DENY},
        {"", TEAM "=${aws:username}; " USER "=u", SAMGEN_ALLOWED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_iam_request request = {.action = "s3:GetObject", .resource = "arn:aws:s3:::b/k"};
        const char *version = rows[i].version;
        context_of(rows[i].context, &request);
        const struct sg_iam_policy *policy = policy_of(sg_concat(arena, version, statement), SG_IDENTITY_POLICY);
        assert_int_equal(decide_alone(policy, &request), rows[i].result);
    }
}

SUITE(iam_condition)
{
    static const struct CMUnitTest tests[] = {TEST(variables_need_the_version)};
    return RUN_ROWS(text_rows, holds) + RUN_ROWS(number_rows, holds) + RUN_ROWS(date_rows, holds) +
           RUN_ROWS(other_rows, holds) + RUN_ROWS(arn_rows, holds) + RUN_ROWS(set_rows, holds) +
           RUN_ROWS(variable_rows, holds) + RUN_ROWS(deny_rows, denies) +
           cmocka_run_group_tests_name("variables", tests, NULL, NULL);
}
