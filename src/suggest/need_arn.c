#include "suggest/need_internal.h"

#include "base/buffer.h"
#include "base/text.h"
#include "catalog/target.h"
#include "catalog/type.h"
#include "iam/arn.h"

#include <string.h>

/* ---- The form of an ARN ---- */

bool sg_code_is_own_placeholder(const char *name, size_t length)
{
    static const char *const common[] = {"partition", "region", "account"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (strlen(common[i]) == length && strncmp(common[i], name, length) == 0)
            return false;
    return true;
}

/* Where "{name}" is in a form; NULL. */
static const char *find_placeholder(const char *form, const char *name)
{
    size_t length = strlen(name);
    for (const char *p = form; (p = strchr(p, '{')); p++)
        if (strncmp(p + 1, name, length) == 0 && p[1 + length] == '}')
            return p;
    return NULL;
}

/* The name of the first placeholder that is not of every ARN, or NULL. */
static const char *first_placeholder(struct sg_arena *a, const char *form)
{
    for (const char *p = form; (p = strchr(p, '{')); p++)
        if (sg_code_is_own_placeholder(p + 1, strcspn(p + 1, "}")))
            return sg_copy_bytes(a, p + 1, strcspn(p + 1, "}"));
    return NULL;
}

static void add_rest(struct sg_buffer *b, const char *form)
{
    while (*form) {
        const char *end = *form == '{' ? strchr(form, '}') : NULL;
        sg_add_char(b, end ? '*' : *form);
        form = end ? end + 1 : form + 1;
    }
}

const char *sg_code_need_rest(struct sg_arena *a, const char *form, const char *placeholder, const char *key)
{
    const char *at = find_placeholder(form, placeholder);
    struct sg_buffer text = sg_buffer_new(a, SG_RESOLVED_MOST);
    const char *rest = at ? strchr(at, '}') + 1 : "";
    if (key && *key && strncmp(rest, "/{", 2) == 0)
        sg_add_format(&text, "/%s*", key);
    else
        add_rest(&text, rest);
    return text.text;
}

/* The form before the resource, with the values of the pseudo parameters and '*' for what is not known. */
static void add_start(struct sg_buffer *b, const char *form, size_t length, const struct sg_arn_surroundings *around)
{
    static const char *const names[] = {"{partition}", "{region}", "{account}"};
    const char *values[] = {around->partition, around->region, around->account};
    for (const char *p = form; p < form + length;) {
        size_t i = 0;
        while (i < 3 && !sg_starts_with(p, names[i]))
            i++;
        if (i < 3)
            sg_add(b, values[i]);
        else
            sg_add_char(b, *p == '{' ? '*' : *p);
        p += i < 3 ? strlen(names[i]) : *p == '{' ? strcspn(p, "}") + 1 : 1;
    }
}

/* ---- The ARNs of a need ---- */

/* "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs" and "jobs" give "jobs". */
static const char *name_in(const char *value)
{
    const char *slash = strstr(value, "://") ? strrchr(value, '/') : NULL;
    return slash ? slash + 1 : value;
}

const char *sg_code_need_suffix(struct sg_joiner *j, const struct sg_code_need *need)
{
    const struct sg_kinds *kinds = sg_all_kinds(j->catalog, j->template->findings);
    const char *service = need->form ? sg_arn_service(j->arena, need->form) : NULL;
    for (size_t i = 0; service && kinds && i < kinds->count; i++) {
        const struct sg_kind *kind = &kinds->items[i];
        if (kind->suffix && kind->arn && sg_same_text(sg_arn_service(j->arena, kind->arn), service))
            return kind->suffix;
    }
    return "";
}

/* The name of an SSM parameter begins with the '/' that its ARN has already. */
static const char *without_slash(const struct sg_buffer *start, const char *name)
{
    return *name == '/' && start->length && start->text[start->length - 1] == '/' ? name + 1 : name;
}

const char *sg_code_need_arn(struct sg_joiner *j, const struct sg_code_need *need, const char *arn, const char *name,
                             const struct sg_arn_surroundings *around)
{
    const char *at = need->form ? find_placeholder(need->form, need->placeholder) : NULL;
    struct sg_buffer text = sg_buffer_new(j->arena, SG_RESOLVED_MOST);
    if (arn && !sg_starts_with(arn, "arn:"))
        arn = NULL;
    if (!at)
        return arn;
    if (!arn && !name)
        return NULL;
    if (arn) {
        sg_add(&text, arn);
    } else {
        add_start(&text, need->form, (size_t)(at - need->form), around);
        sg_add(&text, without_slash(&text, name_in(name)));
    }
    sg_add(&text, need->rest);
    return text.text;
}

static const char *arn_attribute(struct sg_joiner *j, const struct sg_resource *resource)
{
    struct sg_type type;
    if (!sg_find_type(j->arena, j->catalog, resource->type, &type) || !type.arn)
        return NULL;
    return sg_attribute_of(j->apart, resource, type.arn);
}

static void add_named(struct sg_joiner *j, const struct sg_code_need *need, const char *name, struct sg_strings *arns)
{
    const struct sg_arn_surroundings anywhere = {j->template->partition, "*", "*"};
    const char *text = sg_code_need_arn(j, need, NULL, name, &anywhere);
    if (!text)
        return;
    sg_push_once(j->arena, arns, text);
    /* What a parameter holds may begin with the '/'. */
    const char *unknown = strstr(text, "/~");
    if (unknown && strcmp(unknown + 1, name) == 0)
        sg_push_once(j->arena, arns, sg_format(j->arena, "%.*s%s", (int)(unknown - text), text, unknown + 1));
}

struct sg_strings sg_code_need_arns(struct sg_joiner *j, const struct sg_code_need *need)
{
    const struct sg_used *used = &need->used;
    const struct sg_arn_surroundings anywhere = {j->template->partition, "*", "*"};
    const char *arn = used->resource ? arn_attribute(j, used->resource) : NULL;
    struct sg_strings arns = {0};
    if (!arn && used->value && sg_starts_with(used->value, "arn:"))
        arn = used->value;
    const char *name = used->resource ? sg_physical_name(j->apart, used->resource) : used->value;
    if (!used->resource && name && *sg_code_need_suffix(j, need))
        name = sg_concat(j->arena, name, "-*");
    const char *own = arn ? sg_code_need_arn(j, need, arn, NULL, &anywhere) : NULL;
    if (own)
        sg_push_once(j->arena, &arns, own);
    if (!name || (!used->resource && arn))
        return arns;
    add_named(j, need, name, &arns);
    /* Mail from shop@example.com may be of the identity example.com: SES Developer Guide, "Verified identities". */
    if (sg_same_text(need->placeholder, "IdentityName") && strchr(name, '@'))
        add_named(j, need, strchr(name, '@') + 1, &arns);
    for (size_t i = 0; i < need->others.count; i++) {
        struct sg_code_need other = *need;
        other.form = need->others.items[i];
        other.placeholder = first_placeholder(j->arena, other.form);
        other.rest = other.placeholder ? sg_code_need_rest(j->arena, other.form, other.placeholder, NULL) : "";
        if (other.placeholder)
            add_named(j, &other, name, &arns);
    }
    return arns;
}
