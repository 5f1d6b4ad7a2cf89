#include "suggest/sdk_internal.h"

#include <strings.h>

/* Calls that the service makes with the caller's rights, and those that a call's name hides: rows of implied.yaml. */

/* "s3:PutObject" fits "s3:Put*", "*:Create*". */
static bool fits(const char *pattern, const char *text)
{
    for (; *pattern && *pattern != '*'; pattern++, text++)
        if (*pattern != *text)
            return false;
    if (!*pattern)
        return !*text;
    for (; *text; text++)
        if (fits(pattern + 1, text))
            return true;
    return fits(pattern + 1, text);
}

static bool is_on(struct sg_flow *w, const struct sg_implied_row *row, const struct sg_call *call)
{
    const char *name = sg_format(w->arena, "%s:%s", call->service, call->operation);
    for (size_t i = 0; i < row->on.count; i++)
        if (fits(row->on.items[i], name))
            return true;
    return false;
}

/* "Image.S3Object" is given by "Image.S3Object.Bucket" too. */
static bool is_given(const char *path, const char *wanted)
{
    if (*wanted == '*')
        return sg_ends_with(path, wanted + 1);
    size_t length = strlen(wanted);
    return strncmp(path, wanted, length) == 0 && (!path[length] || strchr(".[{", path[length]));
}

static bool may_be(const struct sg_seen_set *values, const char *text)
{
    for (size_t i = 0; i < values->count; i++)
        if (values->items[i]->type == SG_SEEN_TEXT && sg_starts_with(values->items[i]->text, text))
            return true;
    return false;
}

static bool is_nothing(const struct sg_seen_set *values)
{
    return values->count == 0;
}

/* The argument that makes the row apply; `any` is set when none is needed. */
static const struct sg_call_argument *reason(const struct sg_implied_row *row, const struct sg_call *call)
{
    for (size_t i = 0; i < call->argument_count; i++) {
        const struct sg_call_argument *argument = &call->arguments[i];
        if (is_given(argument->path, row->given) && !is_nothing(&argument->values) &&
            (!row->equals || may_be(&argument->values, row->equals)))
            return argument;
    }
    return NULL;
}

/* ---- "bucket/key", "s3://bucket/key", "https://bucket.s3.amazonaws.com/key" ---- */

static void put_text(struct sg_flow *w, struct sg_seen_set *set, const char *text, size_t length)
{
    if (length)
        sg_flow_add_seen(w, set, SG_SEEN_TEXT, sg_copy_bytes(w->arena, text, length));
}

/* Where the bucket begins in the text of a URI; its end when it comes after the text. */
static const char *after_scheme(const char *text)
{
    const char *start = strstr(text, "://");
    const char *host = start ? start + strlen("://") : text + (*text == '/');
    if (start && sg_starts_with(text, "http") && (sg_starts_with(host, "s3.") || sg_starts_with(host, "s3-")))
        return host + sg_length_before(host, '/') + (host[sg_length_before(host, '/')] == '/');
    return host;
}

static void take_bucket(struct sg_flow *w, struct sg_seen_set *set, const struct sg_seen *seen);

/* What a part of a joined text can be; more than one text are alternatives. */
static const char *part_text(const struct sg_seen *joined, uint32_t part)
{
    const struct sg_seen_set *values = &joined->parts[part];
    return values->count == 1 && values->items[0]->type == SG_SEEN_TEXT ? values->items[0]->text : NULL;
}

/* The bucket is what follows the scheme and the host. */
static void take_joined(struct sg_flow *w, struct sg_seen_set *set, const struct sg_seen *joined)
{
    uint32_t part = 0;
    const char *text = joined->part_count ? part_text(joined, 0) : NULL;
    const char *bucket = text ? after_scheme(text) : NULL;
    if (bucket && *bucket && strchr(bucket, '/')) {
        put_text(w, set, bucket, sg_length_before(bucket, '/'));
        return;
    }
    while (text && (part == 0 || !strchr(text, '/')) && part + 1 < joined->part_count) { /* a region in the host */
        bool ends = text[0] && text[strlen(text) - 1] == '/';
        text = part_text(joined, ++part);
        if (ends)
            break;
    }
    for (size_t i = 0; i < joined->parts[part].count; i++)
        take_bucket(w, set, joined->parts[part].items[i]);
}

static void take_bucket(struct sg_flow *w, struct sg_seen_set *set, const struct sg_seen *seen)
{
    if (seen->type == SG_SEEN_TEXT) {
        const char *bucket = after_scheme(seen->text);
        put_text(w, set, bucket, strcspn(bucket, "/"));
    } else if (seen->type == SG_SEEN_JOINED) {
        take_joined(w, set, seen);
    } else {
        sg_grow(w->result, set->items, set->count, set->capacity);
        set->items[set->count++] = seen;
    }
}

/* The first labels of the hosts of URLs. */
void sg_sdk_hosts(struct sg_flow *w, const struct sg_seen_set *urls, struct sg_seen_set *hosts)
{
    struct sg_seen_set whole = {0};
    for (size_t i = 0; i < urls->count; i++)
        take_bucket(w, &whole, urls->items[i]);
    for (size_t i = 0; i < whole.count; i++)
        if (whole.items[i]->type == SG_SEEN_TEXT) {
            put_text(w, hosts, whole.items[i]->text, sg_length_before(whole.items[i]->text, '.'));
        } else {
            sg_grow(w->result, hosts->items, hosts->count, hosts->capacity);
            hosts->items[hosts->count++] = whole.items[i];
        }
}

/* "CopySource/bucket": the bucket in what the parameter CopySource is given; "Hostname/host": the host's first label */
static void copy_part(struct sg_flow *w, const struct sg_call *from, const char *source, struct sg_call *into,
                      const char *name)
{
    const char *slash = strchr(source, '/');
    const struct sg_call_argument *given =
        sg_sdk_find_argument(from, sg_copy_bytes(w->arena, source, (size_t)(slash - source)));
    struct sg_seen_set set = {0};
    bool host = strcmp(slash, "/host") == 0;
    if (given && host)
        sg_sdk_hosts(w, &given->values, &set);
    for (size_t i = 0; given && !host && i < given->values.count; i++)
        take_bucket(w, &set, given->values.items[i]);
    if (set.count)
        sg_sdk_add_argument(w, into, name, &set);
}

/* ---- PartiQL ---- */

static const char *skip_spaces(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

/* The table of a statement: the word after `before`, which is quoted or not. */
static const char *table_in(struct sg_flow *w, const char *statement, const char *before)
{
    size_t length = strlen(before);
    for (const char *at = statement; *at; at++) {
        if (strncasecmp(at, before, length) != 0)
            continue;
        at = skip_spaces(at + length);
        char quote = *at == '"' || *at == '\'' ? *at++ : '\0';
        size_t end = quote ? sg_length_before(at, quote) : strcspn(at, " \t\r\n.");
        return sg_copy_bytes(w->arena, at, end);
    }
    return NULL;
}

static void take_statement(struct sg_flow *w, const struct sg_call *call, const char *statement)
{
    static const struct {
        const char *verb, *before, *operation;
    } verbs[] = {{"select", "from", "PartiQLSelect"},
                 {"insert", "into", "PartiQLInsert"},
                 {"update", "update", "PartiQLUpdate"},
                 {"delete", "from", "PartiQLDelete"}};
    statement = skip_spaces(statement);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strncasecmp(statement, verbs[i].verb, strlen(verbs[i].verb)) != 0)
            continue;
        struct sg_call made = *call;
        struct sg_seen_set table = {0};
        const char *name = table_in(w, statement, verbs[i].before);
        made.operation = verbs[i].operation;
        made.arguments = NULL;
        made.argument_count = 0;
        made.whole = true;
        if (name)
            sg_flow_add_seen(w, &table, *name ? SG_SEEN_TEXT : SG_SEEN_UNKNOWN, *name ? name : NULL);
        if (name)
            sg_sdk_add_argument(w, &made, "TableName", &table);
        sg_sdk_add_call(w, &made);
    }
}

/* The first text of each value: of a joined one the table may come after it. */
static const char *first_text(struct sg_flow *w, const struct sg_seen *seen)
{
    if (seen->type == SG_SEEN_TEXT)
        return seen->text;
    if (seen->type == SG_SEEN_JOINED && seen->part_count && seen->parts[0].count)
        return first_text(w, seen->parts[0].items[0]);
    return NULL;
}

static bool take_statements(struct sg_flow *w, const struct sg_call *call)
{
    static const char *const paths[] = {"Statement", "Statements[].Statement", "TransactStatements[].Statement"};
    bool found = false;
    if (strcmp(call->service, "dynamodb") != 0)
        return false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const struct sg_call_argument *given = sg_sdk_find_argument(call, paths[i]);
        for (size_t j = 0; given && j < given->values.count; j++) {
            const char *text = first_text(w, given->values.items[j]);
            if (text)
                take_statement(w, call, text);
            found |= text != NULL;
        }
    }
    return found;
}

/* ---- Rows ---- */

static void take_row(struct sg_flow *w, const struct sg_implied_row *row, const struct sg_call *call,
                     const struct sg_call_argument *because)
{
    struct sg_call made = *call;
    const char *colon = strchr(row->needs, ':');
    made.arguments = NULL;
    made.argument_count = 0;
    made.action = row->action ? row->needs : NULL;
    made.service = sg_copy_bytes(w->result, row->needs, (size_t)(colon - row->needs));
    made.operation = row->action ? NULL : colon + 1;
    made.whole = false;
    if (!row->replaces)
        made.via = SG_VIA_IMPLICIT;
    for (size_t i = 0; i < row->parameters.count; i++) {
        size_t length = sg_length_before(row->parameters.items[i], '=');
        const char *name = sg_copy_bytes(w->result, row->parameters.items[i], length);
        const char *source = row->parameters.items[i] + length + 1;
        const struct sg_call_argument *given = *source == '*' ? because : sg_sdk_find_argument(call, source);
        if (strchr(source, '/'))
            copy_part(w, call, source, &made, name);
        else if (given)
            sg_sdk_add_argument(w, &made, name, &given->values);
    }
    sg_sdk_add_call(w, &made);
}

/* Adds what the call implies. Returns whether that stands for the call itself. */
bool sg_sdk_imply(struct sg_flow *w, const struct sg_call *call)
{
    const struct sg_implied *all = sg_implied(w->catalog, w->findings);
    bool replaced = take_statements(w, call);
    for (size_t i = 0; all && i < all->count; i++)
        for (size_t j = 0; j < all->items[i].count; j++) {
            const struct sg_implied_row *row = &all->items[i].items[j];
            if (!is_on(w, row, call))
                continue;
            const struct sg_call_argument *because = row->given ? reason(row, call) : NULL;
            if (row->given && !because)
                continue;
            take_row(w, row, call, because);
            replaced |= row->replaces;
        }
    return replaced;
}
