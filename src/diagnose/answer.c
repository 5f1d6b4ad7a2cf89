#include "diagnose/answer_internal.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

#define REACH 1500     /* bytes around an error code */
#define REACH_ID 400   /* in which its answer names the request: programs give their own requests names too */
#define REACH_NAME 400 /* in which a sentence names another system: it can be named further away for other reasons */
#define LETTERS 32     /* classes of first letters */

/* A piece that is searched for in parts of a text, mostly from its beginning to its end. */
struct searched_piece {
    size_t from, next; /* where the last search began, and where the piece begins after it */
};

static const char *const names_of_aws[] = {"amazonaws.com", "arn:aws", "AmazonS3"};
#define NAMES (sizeof names_of_aws / sizeof *names_of_aws)
#define ADDRESSES 2 /* the first ones show an answer of AWS in the line of an error */

struct sg_strangers {
    struct sg_strings starting[LETTERS]; /* the phrases, by their first letter */
    const struct sg_strings *only_aws;
    /* The errors of a text are close together, so what was searched for one of them is kept for the next: */
    size_t from, to; /* the part that was searched */
    size_t last;     /* where the last phrase in it begins; SIZE_MAX when there is none */
    struct searched_piece names[NAMES];
};

/* A part of the text. */
struct part {
    size_t from, to;
};

static size_t letter_of(char c)
{
    return (unsigned char)c & (LETTERS - 1);
}

struct sg_strangers *sg_diagnose_strangers_new(struct sg_arena *a, const struct sg_denial_facts *facts)
{
    struct sg_strangers *strangers = sg_new(a, struct sg_strangers);
    strangers->last = SIZE_MAX;
    for (size_t i = 0; i < NAMES; i++)
        strangers->names[i].from = SIZE_MAX;
    strangers->only_aws = &facts->only_aws;
    for (size_t i = 0; i < facts->strangers.count; i++)
        sg_push(a, &strangers->starting[letter_of(facts->strangers.items[i][0])], facts->strangers.items[i]);
    return strangers;
}

/* ---- Names and addresses ---- */

static struct part part_around(const struct sg_plain *plain, const struct sg_found *found, size_t reach)
{
    size_t to = found->end + reach;
    return (struct part){found->start > reach ? found->start - reach : 0, to < plain->length ? to : plain->length};
}

/* The line around an error code, as far as it is within `part`. */
static struct part line_around(const struct sg_plain *plain, const struct sg_found *found, struct part part)
{
    size_t from = found->start;
    while (from > part.from && plain->text[from - 1] != '\n')
        from--;
    const char *end = memchr(plain->text + found->end, '\n', part.to - found->end);
    return (struct part){from, end ? (size_t)(end - plain->text) : part.to};
}

static bool names_aws(const struct sg_plain *plain, struct part part)
{
    return sg_diagnose_has_piece("amazonaws.com", plain, part.from, part.to) ||
           sg_diagnose_has_piece("arn:aws", plain, part.from, part.to);
}

/* Returns whether one of the first `count` names of AWS is in the part. */
static bool has_name(struct sg_strangers *strangers, const struct sg_plain *plain, struct part part, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct searched_piece *name = &strangers->names[i];
        if (part.from < name->from || part.from > name->next) {
            name->from = part.from;
            if (!sg_diagnose_find_piece(names_of_aws[i], plain, part.from, plain->length, &name->next))
                name->next = plain->length;
        }
        if (name->next < part.to)
            return true;
    }
    return false;
}

/* A phrase with a word at its end is that of an address, which can be one of AWS. */
static bool ends_with_aws(const struct sg_plain *plain, const struct sg_found *found)
{
    const struct sg_capture *last = found->count ? &found->captures[found->count - 1] : NULL;
    return last && names_aws(plain, (struct part){last->start, last->end});
}

static bool begins_at(const struct sg_strings *phrases, const struct sg_plain *plain, size_t at)
{
    struct sg_found found;
    for (size_t i = 0; i < phrases->count; i++)
        if (sg_diagnose_goes_on(phrases->items[i], plain, at) &&
            sg_diagnose_phrase_at(phrases->items[i], plain, at, &found) && !ends_with_aws(plain, &found))
            return true;
    return false;
}

/* "Received from localhost:9000": the address of a database whose client reports the error. */
static bool is_of_database(const struct sg_plain *plain, size_t at)
{
    static const char received[] = "Received from ";
    const size_t length = sizeof received - 1;
    return at >= length && sg_diagnose_piece_at(received, plain, at - length);
}

static bool is_stranger(const struct sg_strangers *strangers, const struct sg_plain *plain, size_t at)
{
    const struct sg_strings *phrases = &strangers->starting[letter_of(plain->text[at])];
    bool begins = !at || !sg_is_alnum(plain->text[at]) || !sg_is_alnum(plain->text[at - 1]);
    return phrases->count && begins && begins_at(phrases, plain, at) && !is_of_database(plain, at);
}

static bool names_stranger(struct sg_strangers *s, const struct sg_plain *plain, struct part part)
{
    if (part.from < s->from || part.from > s->to || part.to < s->to) {
        s->from = s->to = part.from;
        s->last = SIZE_MAX;
    }
    for (; s->to < part.to; s->to++)
        if (is_stranger(s, plain, s->to))
            s->last = s->to;
    return s->last != SIZE_MAX && s->last >= part.from;
}

bool sg_diagnose_is_near_stranger(struct sg_strangers *strangers, const struct sg_plain *plain,
                                  const struct sg_found *found)
{
    struct part part = part_around(plain, found, REACH_NAME);
    return !sg_diagnose_has_piece("amazonaws.com", plain, part.from, part.to) && names_stranger(strangers, plain, part);
}

/* ---- The name that the answer gave the request ---- */

#define ID_OF_S3 16   /* letters and digits in the name of a request to S3 */
#define HOST_LEAST 24 /* of the longer name, which is in base64 */
#define ID_LEAST 12   /* a shorter one is cut or hidden */

/* The kinds of characters in a name. */
struct letters {
    size_t count, small, after_f, digits, dashes, colons, others;
    bool same; /* one letter again and again hides the name */
};

/* The character at `at`. A plus is a gap of the text, but also part of a name in base64. */
static char name_at(const struct sg_plain *plain, size_t at)
{
    return plain->text[at] == ' ' && plain->bytes[plain->at[at]] == '+' ? '+' : plain->text[at];
}

static struct letters letters_at(const struct sg_plain *plain, size_t at)
{
    struct letters l = {.same = true};
    char first = plain->text[at], c;
    for (; sg_is_alnum(c = name_at(plain, at)) || (c && strchr("-:+/=", c)); at++) {
        if (c == ':' && !sg_is_alnum(name_at(plain, at + 1)))
            break; /* it ends the name */
        l.count++;
        l.small += c >= 'a' && c <= 'z';
        l.after_f += c > 'F' && c <= 'Z';
        l.digits += c >= '0' && c <= '9';
        l.dashes += c == '-';
        l.colons += c == ':';
        l.others += strchr("+/=", c) != NULL;
        l.same = l.same && c == first;
    }
    return l;
}

/* AWS names requests with 16 letters in S3, with a UUID or with 52 letters elsewhere, and in CloudFront in base64. */
static enum sg_answer who_names_so(const struct sg_plain *plain, size_t at)
{
    static const char hidden[] = "redacted";
    struct letters l = letters_at(plain, at);
    if (sg_diagnose_has_piece(hidden, plain, at, at + l.count))
        return SG_ANSWER_UNKNOWN;
    if (l.count < ID_LEAST || l.same || l.others || l.digits == 0)
        return SG_ANSWER_UNKNOWN;
    bool plain_capitals = !l.small && !l.dashes && !l.colons;
    if (plain_capitals && l.count == ID_OF_S3)
        return l.after_f ? SG_ANSWER_OF_AWS : SG_ANSWER_UNKNOWN;
    if (plain_capitals && l.count < ID_OF_S3 && l.digits < l.count)
        return SG_ANSWER_UNKNOWN; /* cut */
    bool uuid = l.dashes >= 3 && plain->small[at] != 't';
    return uuid || (plain_capitals && l.after_f) ? SG_ANSWER_UNKNOWN : SG_ANSWER_OF_OTHER;
}

/* Returns whether the longer name of a request at `at` is one of S3; that of MinIO has hexadecimal digits. */
static bool is_host_of_s3(const struct sg_plain *plain, size_t at)
{
    struct letters l = letters_at(plain, at);
    return l.count >= HOST_LEAST && l.small && l.after_f && l.digits && !l.dashes;
}

/* Returns whether the name at `at` is hidden: "5...C6", "Ht***M=". */
static bool is_hidden(const struct sg_plain *plain, size_t at)
{
    size_t end = at;
    while (end < plain->length && !sg_diagnose_is_gap(plain->text[end]) && plain->text[end] != '<')
        end++;
    return end > at + 3 &&
           (sg_diagnose_has_piece("...", plain, at, end - 2) || sg_diagnose_has_piece("***", plain, at, end - 2));
}

/* Finds a name of the request, which is not its longer one. */
static bool find_id(const char *phrase, const struct sg_plain *plain, struct part part, struct sg_found *found)
{
    static const char longer[] = "extended ";
    const size_t length = sizeof longer - 1;
    for (size_t from = part.from; sg_diagnose_first_phrase(phrase, plain, from, part.to, found); from = found->end)
        if (found->start < length || memcmp(plain->small + found->start - length, longer, length) != 0)
            return true;
    return false;
}

/* Who answered, by the shorter name of the request. */
static enum sg_answer who_has_id(const struct sg_plain *plain, struct part part, bool *hidden)
{
    static const char *const ids[] = {"<RequestId>", "x-amz-request-id :", "Request ID:", "RequestID:"};
    struct sg_found found;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        bool named = find_id(ids[i], plain, part, &found);
        *hidden = *hidden || (named && is_hidden(plain, sg_diagnose_skip_gaps(plain, found.end)));
        enum sg_answer who = named ? who_names_so(plain, sg_diagnose_skip_gaps(plain, found.end)) : SG_ANSWER_UNKNOWN;
        if (who != SG_ANSWER_UNKNOWN)
            return who;
    }
    return SG_ANSWER_UNKNOWN;
}

static enum sg_answer who_named(const struct sg_plain *plain, struct part part)
{
    static const char *const hosts[] = {"<HostId>", "x-amz-id-2 :", "Extended Request ID:", "host id:", "HostID:"};
    struct sg_found found;
    bool hidden = false;
    enum sg_answer who = who_has_id(plain, part, &hidden);
    if (who != SG_ANSWER_UNKNOWN)
        return who;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (sg_diagnose_first_phrase(hosts[i], plain, part.from, part.to, &found) &&
            (is_host_of_s3(plain, sg_diagnose_skip_gaps(plain, found.end)) ||
             (hidden && is_hidden(plain, sg_diagnose_skip_gaps(plain, found.end)))))
            return SG_ANSWER_OF_AWS;
    return SG_ANSWER_UNKNOWN;
}

/* ---- Its message ---- */

/* Returns whether a service that only AWS has is near `at`. */
static bool names_service(const struct sg_strangers *strangers, const struct sg_plain *plain, size_t at)
{
    return sg_diagnose_has_any_phrase(strangers->only_aws, plain, at > REACH ? at - REACH : 0, at + REACH);
}

/*
 * The messages of S3 have no full stop: "Access Denied." ends a text or a line, or it is followed by a mark. Near a
 * service that only AWS has, it is the author's.
 */
static bool has_full_stop(const struct sg_strangers *strangers, const struct sg_plain *plain, struct part line,
                          size_t from)
{
    size_t at;
    for (; sg_diagnose_find_piece("Access Denied.", plain, from, line.to, &at); from = at + 1) {
        char next = plain->text[at + strlen("Access Denied.")];
        if (!next || strchr("\n<\"'`)", next))
            return !names_service(strangers, plain, at);
    }
    return false;
}

/* Returns whether the word that ends before `at` is an operation of S3, which other stores have too. */
static bool is_after_operation_of_s3(const struct sg_plain *plain, size_t at)
{
    static const char *const parts[] = {"object", "bucket", "upload", "parts"};
    size_t end = at;
    while (end && sg_diagnose_is_gap(plain->text[end - 1]))
        end--;
    size_t start = end;
    while (start && sg_is_alnum(plain->text[start - 1]))
        start--;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (sg_diagnose_has_piece(parts[i], plain, start, end))
            return true;
    return false;
}

/* The words of SDKs for an answer without a message or without the names of the request, which AWS gives. */
static bool says_too_little(const struct sg_plain *plain, struct part line)
{
    static const char *const words[] = {"(client): Unable to parse", "RequestID: , HostID: ,", "operation: Unknown",
                                        "operation: None"};
    struct sg_found found;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (sg_diagnose_first_phrase(words[i], plain, line.from, line.to, &found) &&
            (*words[i] != 'o' || is_after_operation_of_s3(plain, found.start)))
            return true;
    return false;
}

/* ---- AWS near the name of another system ---- */

/* Returns whether an address or a setting of the client, not only a name, shows that another system answered. */
static bool is_sent_elsewhere(const struct sg_strangers *strangers, const struct sg_plain *plain, struct part part)
{
    for (size_t at = part.from; at < part.to; at++) {
        const struct sg_strings *phrases = &strangers->starting[letter_of(plain->text[at])];
        struct sg_found found;
        for (size_t i = 0; i < phrases->count; i++)
            if (phrases->items[i][strcspn(phrases->items[i], "{.:_")] && is_stranger(strangers, plain, at) &&
                sg_diagnose_phrase_at(phrases->items[i], plain, at, &found))
                return true;
    }
    return false;
}

/* Returns whether only AWS answers so: with such a name of the request, or with the errors of EC2. */
static bool is_surely_aws(const struct sg_plain *plain, const struct sg_found *found)
{
    struct part part = part_around(plain, found, REACH_ID);
    bool hidden = false;
    return who_has_id(plain, part, &hidden) == SG_ANSWER_OF_AWS ||
           sg_diagnose_has_piece("<Response><Errors><Error>", plain, part.from, part.to);
}

enum sg_answer sg_diagnose_who_answered(struct sg_strangers *strangers, const struct sg_plain *plain,
                                        const struct sg_found *found)
{
    struct part part = part_around(plain, found, REACH), line = line_around(plain, found, part);
    if (has_name(strangers, plain, line, ADDRESSES))
        return SG_ANSWER_OF_AWS;
    if (names_stranger(strangers, plain, part))
        return is_surely_aws(plain, found) && !is_sent_elsewhere(strangers, plain, part) ? SG_ANSWER_OF_AWS
                                                                                         : SG_ANSWER_OF_OTHER;
    enum sg_answer who = who_named(plain, part_around(plain, found, REACH_ID));
    if (who != SG_ANSWER_UNKNOWN)
        return who;
    if (has_name(strangers, plain, part, NAMES))
        return SG_ANSWER_OF_AWS;
    return has_full_stop(strangers, plain, line, found->start) || says_too_little(plain, line) ? SG_ANSWER_OF_OTHER
                                                                                               : SG_ANSWER_UNKNOWN;
}
