#include "base/finding.h"

#include "base/shown.h"
#include "base/text.h"

#include <string.h>

static void keep(struct sg_findings *f, const struct sg_finding *finding)
{
    struct sg_finding *item = sg_new(f->arena, struct sg_finding);
    *item = *finding;
    if (finding->subject)
        item->subject = sg_copy(f->arena, finding->subject);
    if (f->last)
        f->last->next = item;
    else
        f->first = item;
    f->last = item;
}

static void record(struct sg_findings *f, enum samgen_severity severity, struct sg_origin origin, const char *format,
                   va_list args) SG_PRINTF(4, 0);
static void record(struct sg_findings *f, enum samgen_severity severity, struct sg_origin origin, const char *format,
                   va_list args)
{
    bool full = sg_findings_full(f);
    if (!f)
        return;
    f->errors += severity == SAMGEN_ERROR;
    f->count++;
    if (!full)
        keep(f, &(struct sg_finding){
                    .severity = severity,
                    .source = origin.source,
                    .offset = origin.offset,
                    .subject = origin.subject,
                    .message = sg_shown(f->arena, sg_vformat(f->arena, format, args)),
                });
}

void sg_report(struct sg_findings *f, enum samgen_severity severity, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(f, severity, origin, format, args);
    va_end(args);
}

bool sg_fail(struct sg_findings *f, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(f, SAMGEN_ERROR, origin, format, args);
    va_end(args);
    return false;
}

void sg_note_once(struct sg_findings *f, const char *subject, const char *text)
{
    for (const struct sg_finding *before = f ? f->first : NULL; before; before = before->next)
        if (before->severity == SAMGEN_NOTE && sg_same_text(before->message, text) &&
            sg_same_text(before->subject, subject))
            return;
    sg_report(f, SAMGEN_NOTE, (struct sg_origin){.subject = subject}, "%s", text);
}

bool sg_findings_full(const struct sg_findings *f)
{
    return !f || !f->arena || f->count >= SG_FINDINGS_MOST;
}

size_t sg_error_count(const struct sg_findings *f)
{
    return f ? f->errors : 0;
}

struct sg_findings sg_findings_now(const struct sg_findings *f)
{
    return f ? *f : (struct sg_findings){0};
}

void sg_forget_since(struct sg_findings *f, const struct sg_findings *before)
{
    if (!f)
        return;
    *f = *before;
    if (f->last)
        f->last->next = NULL;
}

void sg_take_findings(struct sg_findings *f, struct sg_findings *taken)
{
    if (f->last)
        f->last->next = taken->first;
    else
        f->first = taken->first;
    f->last = taken->last ? taken->last : f->last;
    f->count += taken->count;
    f->errors += taken->errors;
    *taken = (struct sg_findings){.arena = taken->arena};
}

void sg_hush(struct sg_hush *hush, struct sg_findings **findings)
{
    *hush = (struct sg_hush){.heard = *findings, .findings = findings};
    *findings = &hush->counted;
}

void sg_unhush(struct sg_hush *hush)
{
    *hush->findings = hush->heard;
}

static const char *const severities[] = {
    [SAMGEN_ERROR] = "error", [SAMGEN_WARNING] = "warning", [SAMGEN_NOTE] = "info"};

const char *sg_severity_word(enum samgen_severity severity)
{
    return severities[severity];
}

bool sg_severity_of(const char *word, enum samgen_severity *severity)
{
    for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
        if (strcmp(severities[i], word) == 0) {
            *severity = (enum samgen_severity)i;
            return true;
        }
    return false;
}
