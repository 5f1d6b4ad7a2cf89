/*
 * Bytes as a text that may tell of denials. What is told is the same whether the text comes whole or in pieces, is
 * UTF-8 fit for JSON, and stands on a line of the text; what a Deny denies has no fix; nothing is told once more of
 * what is told.
 */
#include "result.h"

static struct samgen *samgen;

static struct samgen_denials diagnose(const char *bytes, size_t length, size_t piece)
{
    struct samgen_diagnosis *diagnosis;
    struct samgen_result result;
    struct samgen_denials denials;
    MUST(samgen_diagnose_begin(samgen, NULL, NULL, &diagnosis, &result) == SAMGEN_OK);
    for (size_t i = 0; i < length; i += piece)
        samgen_diagnose_take(diagnosis, bytes + i, length - i < piece ? length - i : piece);
    enum samgen_status status = samgen_diagnose_end(diagnosis, &denials);
    bool any = false;
    for (size_t i = 0; i < denials.count; i++)
        any = any || denials.items[i].denied || strcmp(denials.items[i].place, "unknown") != 0;
    MUST(status == (any ? SAMGEN_FINDINGS : SAMGEN_OK));
    return denials;
}

static size_t lines_of(const char *bytes, size_t length)
{
    size_t lines = 1;
    for (size_t i = 0; i < length; i++)
        lines += bytes[i] == '\n';
    return lines;
}

static void check_denial(const struct samgen_denial *d, size_t lines)
{
    MUST(d->place && *d->place && d->place_title && *d->place_title);
    MUST(d->line >= 1 && d->line <= lines && d->count >= 1);
    MUST(!d->principal == !d->principal_kind);
    MUST(!d->reason == !d->reason_title);
    if (d->action)
        MUST(strchr(d->action, ':') != NULL);
    if (d->reason && (strncmp(d->reason, "explicit", 8) == 0 || strncmp(d->reason, "s3-", 3) == 0))
        MUST(!d->fix && !d->grant);
    if (d->fix)
        check_text(d->fix, true);
    if (d->fix_command)
        check_text(d->fix_command, false);
    for (size_t i = 0; i < d->advice_count; i++)
        MUST(*d->advice[i] && !strpbrk(d->advice[i], "\r\n"));
}

/* Each line is a JSON object, and there are so many. */
static void check_lines(const char *lines, size_t count)
{
    for (; count > 0; count--) {
        size_t length = strcspn(lines, "\n");
        json_t *object = json_loadb(lines, length, JSON_REJECT_DUPLICATES, NULL);
        MUST(json_is_object(object) && lines[length] == '\n');
        json_decref(object);
        lines += length + 1;
    }
    MUST(*lines == '\0');
}

static const char *written(const struct samgen_denials *denials)
{
    const char *json = samgen_diagnose_json(samgen, denials);
    json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, NULL);
    MUST(root && json_array_size(json_object_get(root, "denials")) == denials->count);
    json_decref(root);
    check_lines(samgen_diagnose_json_lines(samgen, denials, NULL), denials->count);
    return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    begin_run(&samgen);
    const struct samgen_denials whole = diagnose(bytes, size, size ? size : 1);
    const struct samgen_denials pieces = diagnose(bytes, size, 1 + size / 3);
    for (size_t i = 0; i < whole.count; i++)
        check_denial(&whole.items[i], lines_of(bytes, size));
    MUST(strcmp(written(&whole), written(&pieces)) == 0);
    return 0;
}
