#include "iam/elements_internal.h"

#include "base/text.h"
#include "iam/condition.h"
#include "iam/statement_internal.h"

#include <ctype.h>
#include <string.h>

const char *sg_iam_type_name(enum sg_iam_policy_type type)
{
    static const char *const names[] = {
        [SG_IDENTITY_POLICY] = "an identity policy",
        [SG_RESOURCE_POLICY] = "a resource policy",
        [SG_IMPLICIT_RESOURCE_POLICY] = "a resource policy",
        [SG_TRUST_POLICY] = "a trust policy",
        [SG_SERVICE_CONTROL_POLICY] = "a service control policy",
    };
    return names[type];
}

bool sg_iam_has_no_principal(enum sg_iam_policy_type type)
{
    return (SG_TYPES_WITH_PRINCIPAL & SG_TYPE_BIT(type)) == 0;
}

struct sg_origin sg_iam_at(const struct sg_iam_reader *r, const struct sg_node *node)
{
    return (struct sg_origin){.source = r->source, .offset = node ? node->start : 0};
}

static bool is_intrinsic(const struct sg_node *node)
{
    if (node->tag)
        return true;
    return node->type == SG_MAP && node->first &&
           (strcmp(node->first->text, "Ref") == 0 || sg_starts_with(node->first->text, "Fn::"));
}

/* A decision takes longer for longer texts, so their size has a limit. */
static bool is_small(struct sg_iam_reader *r, const struct sg_node *node, const char *what)
{
    size_t length = strlen(node->text), before = r->bytes;
    if (length > SG_IAM_TEXT_MOST)
        return sg_fail(r->findings, sg_iam_at(r, node), "%s is longer than %d bytes, the most that samgen compares",
                       what, SG_IAM_TEXT_MOST);
    r->bytes += length;
    if (r->bytes <= SG_IAM_TEXTS_MOST)
        return true;
    if (before <= SG_IAM_TEXTS_MOST)
        sg_fail(r->findings, sg_iam_at(r, node),
                "the texts of the policy exceed %d KiB here, the most that samgen reads", SG_IAM_TEXTS_MOST / 1024);
    return false;
}

const char *sg_iam_text_of(struct sg_iam_reader *r, const struct sg_node *node, const char *what)
{
    if (node->type == SG_SCALAR && !node->tag)
        return is_small(r, node, what) ? node->text : NULL;
    if (is_intrinsic(node))
        sg_fail(r->findings, sg_iam_at(r, node), "%s is an intrinsic function; write its value, which is what IAM gets",
                what);
    else
        sg_fail(r->findings, sg_iam_at(r, node), "%s must be a text", what);
    return NULL;
}

/* The scalars of an element that is a text or a list of texts. */
struct texts {
    const struct sg_node **items;
    size_t count;
};

static bool read_texts(struct sg_iam_reader *r, const struct sg_node *node, const char *what, struct texts *texts)
{
    bool list = node->type == SG_LIST && !node->tag, ok = true;
    *texts = (struct texts){.items = sg_new_array(r->arena, const struct sg_node *, list ? node->count : 1)};
    for (const struct sg_node *item = list ? node->first : node; item; item = list ? item->next : NULL)
        if (sg_iam_text_of(r, item, what))
            texts->items[texts->count++] = item;
        else
            ok = false;
    return ok;
}

bool sg_iam_read_sid(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    s->sid = sg_iam_text_of(r, node, "Sid");
    if (!s->sid)
        return false;
    for (const char *p = s->sid; sg_iam_has_no_principal(r->type) && *p; p++)
        if (!isalnum((unsigned char)*p))
            return sg_fail(r->findings, sg_iam_at(r, node), "the Sid \"%s\" must consist of A-Z, a-z and 0-9", s->sid);
    return true;
}

bool sg_iam_read_effect(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    const char *text = sg_iam_text_of(r, node, "Effect");
    if (!text)
        return false;
    s->effect = strcmp(text, "Deny") == 0 ? SG_DENY : SG_ALLOW;
    return s->effect == SG_DENY || strcmp(text, "Allow") == 0 ||
           sg_fail(r->findings, sg_iam_at(r, node), "the Effect \"%s\" must be Allow or Deny", text);
}

static bool check_action(struct sg_iam_reader *r, const struct sg_node *node)
{
    const char *text = node->text, *colon = strchr(text, ':');
    if (*text && sg_is_made_of(text, "*"))
        return true;
    if (!colon || colon == text)
        return sg_fail(r->findings, sg_iam_at(r, node),
                       "the action \"%s\" has no service; write, for example, s3:GetObject", text);
    if (strcmp(text, "*:*") == 0)
        sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, node),
                  "samgen reads the action \"*:*\" as \"*\", but IAM may refuse it; write \"*\"");
    else if (memchr(text, '*', (size_t)(colon - text)) || memchr(text, '?', (size_t)(colon - text)))
        return sg_fail(r->findings, sg_iam_at(r, node),
                       "the action \"%s\" has a wildcard in its service; name each service", text);
    return !strchr(colon + 1, ':') ||
           sg_fail(r->findings, sg_iam_at(r, node), "the action \"%s\" has more than one colon", text);
}

/* Reads "service:Name", as most actions are, at once. Returns false for others, which may be faulty. */
static bool read_plain_action(struct sg_arena *a, const char *text, struct sg_iam_pattern *pattern)
{
    size_t length = 0, colon = 0, colons = 0;
    for (; sg_is_alnum(text[length]) || text[length] == ':' || text[length] == '-'; length++)
        if (text[length] == ':') {
            colon = length;
            colons++;
        }
    if (text[length] || colons != 1 || !colon)
        return false;
    char *lower = sg_alloc_text(a, length + 1);
    for (size_t i = 0; i <= length; i++)
        lower[i] = sg_small_letter(text[i]);
    struct sg_iam_piece *piece = sg_new(a, struct sg_iam_piece);
    *piece = (struct sg_iam_piece){.type = SG_LITERAL, .text = lower, .length = length};
    *pattern = (struct sg_iam_pattern){.text = text, .pieces = piece, .count = 1, .least = length, .colons = 1};
    return true;
}

static const char *lowered(struct sg_arena *a, const char *text)
{
    char *copy = sg_copy(a, text);
    for (char *p = copy; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + ('a' - 'A')) : *p;
    return copy;
}

bool sg_iam_read_action(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    struct texts texts;
    bool ok = read_texts(r, node, "an action", &texts);
    s->not_action = r->negated;
    s->actions = sg_new_array(r->arena, struct sg_iam_pattern, texts.count);
    s->action_count = 0; /* a statement that also has NotAction is refused later */
    for (size_t i = 0; i < texts.count; i++) {
        struct sg_iam_pattern *pattern = &s->actions[s->action_count++];
        if (read_plain_action(r->arena, texts.items[i]->text, pattern))
            continue;
        ok = check_action(r, texts.items[i]) && ok;
        sg_iam_pattern_read(r->arena, lowered(r->arena, texts.items[i]->text), SG_WILDCARDS, pattern);
        pattern->text = texts.items[i]->text;
    }
    return ok;
}

bool sg_iam_read_resource(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    struct texts texts;
    struct sg_iam_text arn;
    bool ok = read_texts(r, node, "a resource", &texts);
    s->not_resource = r->negated;
    s->resources = sg_new_array(r->arena, struct sg_iam_pattern, texts.count);
    s->resource_count = 0;
    for (size_t i = 0; i < texts.count; i++) {
        const char *text = texts.items[i]->text;
        bool completes = r->type == SG_IDENTITY_POLICY && sg_starts_with(text, "arn:");
        const char *read = completes ? sg_iam_complete_arn(r->arena, text) : text;
        if (read != text)
            sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, texts.items[i]),
                      "the resource \"%s\" is not an ARN of six parts; IAM reads it as \"%s\"", text, read);
        else if (!completes && strcmp(text, "*") != 0 && !sg_iam_arn_text(text, &arn))
            sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, texts.items[i]),
                      "the resource \"%s\" is neither \"*\" nor an ARN of six parts; IAM refuses it", text);
        sg_iam_resource_pattern(r->arena, read, r->has_variables, &s->resources[s->resource_count]);
        if (s->resources[s->resource_count++].never)
            sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, texts.items[i]),
                      "the resource \"%s\" matches nothing: its type contains a wildcard", text);
    }
    return ok;
}

static struct sg_iam_principal *add_principals(struct sg_iam_reader *r, struct sg_iam_statement *s, size_t count)
{
    struct sg_iam_principal *all = sg_new_array(r->arena, struct sg_iam_principal, s->principal_count + count);
    if (s->principal_count)
        memcpy(all, s->principals, s->principal_count * sizeof *all);
    s->principals = all;
    s->principal_count += count;
    return all + s->principal_count - count;
}

static bool read_principals(struct sg_iam_reader *r, const struct sg_node *key, struct sg_iam_statement *s)
{
    struct texts texts;
    bool ok = read_texts(r, key->next, "a principal", &texts);
    struct sg_iam_principal *principals = add_principals(r, s, texts.count);
    for (size_t i = 0; i < texts.count; i++) {
        const char *text = texts.items[i]->text;
        sg_iam_principal_read(key->text, text, &principals[i]);
        if (strcmp(key->text, "AWS") == 0 && strcmp(text, "*") != 0 && strpbrk(text, "*?"))
            sg_report(r->findings, SAMGEN_WARNING, sg_iam_at(r, texts.items[i]),
                      "a wildcard inside a principal matches nobody; use \"*\" with a condition on aws:PrincipalArn");
    }
    return ok;
}

bool sg_iam_read_principal(struct sg_iam_reader *r, const struct sg_node *node, struct sg_iam_statement *s)
{
    static const char *const kinds[] = {"AWS", "Service", "Federated", "CanonicalUser"};
    bool ok = true;
    s->not_principal = r->negated;
    if (node->type == SG_SCALAR && !node->tag && strcmp(node->text, "*") == 0) {
        sg_iam_principal_read(NULL, "*", add_principals(r, s, 1));
        return true;
    }
    if (node->type != SG_MAP || is_intrinsic(node))
        return sg_fail(r->findings, sg_iam_at(r, node), "a principal must be \"*\" or a map such as {AWS: ARN}");
    for (const struct sg_node *key = node->first; key; key = key->next->next) {
        bool known = false;
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            known = known || strcmp(kinds[i], key->text) == 0;
        if (sg_error_count(r->findings) >= SG_FINDINGS_MOST)
            return false;
        if (!known)
            ok =
                sg_fail(r->findings, sg_iam_at(r, key),
                        "\"%s\" is not a type of principal; write AWS, Service, Federated or CanonicalUser", key->text);
        else if (sg_is_second_key(node, key))
            ok = sg_fail(r->findings, sg_iam_at(r, key), "duplicate key \"%s\"", key->text);
        else
            ok = read_principals(r, key, s) && ok;
    }
    return ok;
}
