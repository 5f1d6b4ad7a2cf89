#include "diagnose/access_log_internal.h"

#include "base/text.h"
#include "catalog/action.h"
#include "diagnose/event_internal.h"
#include "diagnose/phrase_internal.h"
#include "diagnose/principal_internal.h"
#include "diagnose/resource_internal.h"

#include <string.h>

#define RECORD_MOST 3000 /* bytes of a record before its error code: a key has at most 1024, and is there twice */
#define FIELDS_MOST 16

/* The fields before the key: ... bucket [time zone] address requester request operation */
enum { BUCKET = 6, TIME = 5, ZONE = 4, REQUESTER = 2, FIELDS = 7 };

/* The operation of the API: "GetObject" of "REST.GET.OBJECT". NULL when no row has it. */
static const char *operation_of(const struct sg_denial_facts *facts, const char *field)
{
    const char *name = strchr(field, '.');
    for (size_t i = 0; name && i < facts->access_log.count; i++)
        if (strcmp(facts->access_log.items[i].logged, name + 1) == 0)
            return facts->access_log.items[i].operation;
    return NULL;
}

static bool is_operation(const char *field)
{
    return sg_starts_with(field, "REST.") || sg_starts_with(field, "WEBSITE.");
}

/* Reads the fields up to the key; `fields` ends with it. Returns whether the line is a record of an access log. */
static bool read_fields(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t to,
                        const char *fields[FIELDS_MOST], size_t *operation)
{
    size_t count = 0;
    for (; at < to && count < FIELDS_MOST; count++) {
        size_t start = sg_diagnose_skip_gaps(plain, at);
        for (at = start; at < to && !sg_diagnose_is_gap(plain->text[at]);)
            at++;
        fields[count] = sg_copy_bytes(a, plain->text + start, at - start);
        if (count > FIELDS && is_operation(fields[count - 1])) {
            *operation = count - 1;
            return fields[*operation - TIME][0] == '[' && sg_ends_with(fields[*operation - ZONE], "]");
        }
    }
    return false;
}

/* The ARN of the object or the bucket, on which the action works; NULL for a hidden name, and for an encoded key. */
static const char *resource_of(struct sg_arena *a, const struct sg_denial_facts *facts, const char *name,
                               const char *partition, const char *bucket, const char *key)
{
    const struct sg_action *action = sg_find_action(facts->catalog, name, NULL);
    const char *arn = sg_format(a, "arn:%s:s3:::%s", partition, bucket), *object = sg_format(a, "%s/%s", arn, key);
    if (!action || !sg_is_made_of(bucket, SG_SMALL_LETTERS SG_DIGITS "-."))
        return NULL;
    if (sg_action_on(action, arn) == SG_RESOURCE_FITS)
        return arn;
    return sg_is_made_of(key, SG_ALNUM "-_./+=@") && sg_action_on(action, object) == SG_RESOURCE_FITS ? object : NULL;
}

void sg_diagnose_read_access_log(struct sg_arena *a, const struct sg_denial_facts *facts, const struct sg_plain *plain,
                                 struct sg_mention *mention)
{
    struct samgen_denial *shown = &mention->denial.shown;
    const char *fields[FIELDS_MOST], *operation;
    size_t line = mention->start, at;
    while (line && mention->start - line < RECORD_MOST && plain->text[line - 1] != '\n')
        line--;
    if (shown->action || shown->event_action || !read_fields(a, plain, line, mention->start, fields, &at))
        return;
    shown->operation = operation = operation_of(facts, fields[at]);
    const char *requester = fields[at - REQUESTER];
    if (sg_starts_with(requester, "arn:"))
        shown->principal = requester;
    else if (strcmp(requester, "-") == 0) /* the request was not signed */
        shown->principal = SG_ANONYMOUS;
    shown->principal_kind = shown->principal ? sg_diagnose_principal_kind(facts, shown->principal) : NULL;
    if (!operation)
        return;
    shown->event_action = sg_diagnose_action_of(a, facts, "s3", operation);
    shown->resource = resource_of(a, facts, shown->event_action, sg_diagnose_partition(a, requester),
                                  fields[at - BUCKET], fields[at + 1]);
}
