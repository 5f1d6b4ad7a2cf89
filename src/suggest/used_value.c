#include "suggest/used_internal.h"

#include "base/text.h"
#include "explain/explain.h"
#include "sam/intrinsic.h"

#include <string.h>

/* Values of the template. */

#define DEPTH_MOST 20 /* of values within values */

void sg_use(struct sg_using *a, struct sg_used used)
{
    struct sg_used_list *list = a->list;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].type == used.type && sg_same_text(list->items[i].id, used.id) &&
            (used.type != SG_USED_UNKNOWN || sg_same_text(list->items[i].from, used.from)))
            return;
    sg_grow(a->around->joiner->arena, list->items, list->count, list->capacity);
    list->items[list->count++] = used;
}

void sg_use_unknown(struct sg_using *a, const char *from)
{
    sg_use(a, (struct sg_used){.type = SG_USED_UNKNOWN, .from = from});
}

/*
 * "Uploads" of {Ref: Uploads}, {Fn::GetAtt: [Uploads, Arn]} and {Fn::Sub: "${Uploads.Arn}"}; NULL: it is another value.
 */
static const char *id_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *ref = sg_intrinsic(value, "Ref"), *att = sg_intrinsic(value, "Fn::GetAtt"),
                         *sub = sg_intrinsic(value, "Fn::Sub");
    const char *text = NULL;
    if (ref && ref->type == SG_SCALAR)
        text = ref->text;
    else if (att)
        text = att->type == SG_LIST && att->first ? att->first->text : att->text;
    else if (sub && sub->type == SG_SCALAR && sg_starts_with(sub->text, "${") && sub->text[2] != '!' &&
             strchr(sub->text, '}') && !strchr(sub->text, '}')[1])
        text = sg_copy_bytes(a, sub->text + 2, strlen(sub->text) - 3);
    return text ? sg_copy_bytes(a, text, strcspn(text, ".")) : NULL;
}

/* "Chat" of "https://~Chat.execute-api...", which Fn::Sub or Fn::Join makes; NULL: it is no URL of an API. */
static const char *api_of(struct sg_arena *a, const char *url)
{
    const char *open = url ? strstr(url, "://~") : NULL, *id = open ? open + strlen("://~") : "";
    size_t length = strspn(id, SG_ALNUM);
    return length && sg_starts_with(id + length, ".execute-api.") ? sg_copy_bytes(a, id, length) : NULL;
}

static const char *import_of(struct sg_arena *a, const struct sg_node *value)
{
    const struct sg_node *name = sg_intrinsic(value, "Fn::ImportValue");
    return name ? sg_explain_value_text(a, name) : NULL;
}

const char *sg_use_resolved(struct sg_resolver *r, const struct sg_node *value)
{
    const struct sg_node *resolved = sg_resolve(r, value);
    return resolved && resolved->type == SG_SCALAR ? resolved->text : NULL;
}

/* A stack inside the template knows its resources by other names, so what its output is stays unknown. */
static bool is_stack(const struct sg_resource *resource)
{
    return sg_has_type(resource, "AWS::CloudFormation::Stack") || sg_has_type(resource, "AWS::Serverless::Application");
}

void sg_use_value(struct sg_using *a, const struct sg_node *value)
{
    struct sg_joiner *j = a->around->joiner;
    struct sg_if items;
    const char *import = import_of(j->arena, value);
    if (sg_if_items(value, &items) && a->depth < DEPTH_MOST) {
        a->depth++;
        sg_use_value(a, items.yes);
        sg_use_value(a, items.no);
        a->depth--;
        return;
    }
    if (sg_is_no_value(value))
        return;
    if (import) {
        sg_use(a, (struct sg_used){.type = SG_USED_IMPORT, .id = import});
        return;
    }
    const char *id = id_of(j->arena, value), *text = sg_use_resolved(j->apart, value);
    if (!id && a->service && strcmp(a->service, "execute-api") == 0)
        id = api_of(j->arena, text);
    const struct sg_resource *resource = id ? sg_find_resource(j->template, id) : NULL;
    if (resource && is_stack(resource)) {
        sg_use_unknown(a, sg_format(j->arena, "an output of the stack %s", id));
    } else if (resource) {
        sg_use(a, (struct sg_used){.type = SG_USED_TEMPLATE, .id = id, .resource = resource, .value = text});
    } else if (id && sg_key_index_get(&j->template->parameters, id)) {
        resource = text ? sg_resource_named(j, text, a->service) : NULL;
        sg_use(a,
               resource
                   ? (struct sg_used){.type = SG_USED_TEMPLATE, .id = resource->id, .resource = resource, .value = text}
                   : (struct sg_used){.type = SG_USED_PARAMETER, .id = id, .value = text});
    } else if (text && *text) {
        sg_use_written(a, text, sg_explain_value_text(j->arena, value));
    } else {
        sg_use_unknown(a, NULL);
    }
}

/* ---- Texts ---- */

/* The address of "Shop <shop@example.com>". */
static const char *bare_address(struct sg_arena *arena, const char *text)
{
    const char *open = strchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
    return close && !close[1] && memchr(open, '@', (size_t)(close - open))
               ? sg_copy_bytes(arena, open + 1, (size_t)(close - open) - 1)
               : text;
}

/* "uploads" of "s3://uploads/incoming/". */
static const char *bucket_of(struct sg_arena *a, const char *url)
{
    static const char scheme[] = "s3://";
    return sg_starts_with(url, scheme) ? sg_copy_bytes(a, url + strlen(scheme), strcspn(url + strlen(scheme), "/"))
                                       : url;
}

/* "{{resolve:ssm:/${Project}/table}}": grants take a dynamic reference as a whole, without other references in it. */
static bool is_made_reference(const char *written)
{
    return strstr(written, "{{resolve:") && strstr(written, "${");
}

void sg_use_written(struct sg_using *a, const char *text, const char *written)
{
    struct sg_joiner *j = a->around->joiner;
    text = bare_address(j->arena, text);
    written = bare_address(j->arena, written);
    if (sg_same_text(a->service, "s3")) {
        text = bucket_of(j->arena, text);
        written = bucket_of(j->arena, written);
    }
    const struct sg_resource *resource = sg_resource_named(j, text, a->service);
    if (resource)
        sg_use(a, (struct sg_used){.type = SG_USED_TEMPLATE, .id = resource->id, .resource = resource, .value = text});
    else if (is_made_reference(written))
        sg_use_unknown(a, "a dynamic reference with a name that the template makes");
    else if (strchr(text, '*') || !*text)
        sg_use_unknown(a, NULL);
    else
        sg_use(a, (struct sg_used){.type = SG_USED_LITERAL, .id = written, .value = text});
}

/* `whole`: the separator is not in what is known of the value. */
static void use_part(struct sg_using *a, const char *part, bool whole)
{
    struct sg_joiner *j = a->around->joiner;
    const char *id = *part == '~' && !whole ? part + 1 : "";
    if (sg_key_index_get(&j->template->parameters, id))
        sg_use(a, (struct sg_used){.type = SG_USED_PARAMETER, .id = id, .value = part});
    else if (strchr(part, '~') && !sg_resource_named(j, part, a->service))
        sg_use_unknown(a, NULL);
    else if (*part)
        sg_use_written(a, part, part);
}

/* Each of the texts that the template puts together, "~Jobs,~Mail" of a Fn::Join, or the last one. */
void sg_use_parts(struct sg_using *a, const struct sg_node *value, const char *separator, bool last)
{
    struct sg_joiner *j = a->around->joiner;
    const char *text = sg_use_resolved(j->apart, value);
    bool whole = text && !strstr(text, separator);
    if (!text || !*text)
        sg_use_unknown(a, NULL);
    while (text && *text) {
        const char *end = strstr(text, separator);
        if (!end || !last)
            use_part(a, sg_copy_bytes(j->arena, text, end ? (size_t)(end - text) : strlen(text)), whole);
        text = end ? end + strlen(separator) : NULL;
    }
}
