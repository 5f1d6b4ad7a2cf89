#include "base/finding.h"

#include "base/utf8.h"

#include <string.h>

static void keep(struct sg_findings *f, enum sg_severity severity, struct sg_origin origin, const char *message)
{
    f->errors += severity == SG_ERROR;
    if (f->count++ >= SG_FINDINGS_MOST)
        return;
    struct sg_finding *item = sg_new(f->arena, struct sg_finding);
    *item = (struct sg_finding){
        .severity = severity,
        .source = origin.source,
        .offset = origin.offset,
        .subject = origin.subject ? sg_copy(f->arena, origin.subject) : NULL,
        .message = message,
    };
    if (f->last)
        f->last->next = item;
    else
        f->first = item;
    f->last = item;
}

const char *sg_on_one_line(char *message)
{
    size_t left = strlen(message);
    for (char *p = message; left;) {
        const unsigned char *c = (const unsigned char *)p;
        size_t length = sg_utf8_length(c, left), step = length ? length : 1;
        bool bad = length == 0 || *c < 0x20 || (length == 2 && *c == 0xC2 && c[1] < 0xA0) || sg_is_control(c, length);
        if (bad)
            memset(p, '?', step);
        p += step;
        left -= step;
    }
    return message;
}

void sg_report(struct sg_findings *f, enum sg_severity severity, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    keep(f, severity, origin, sg_on_one_line(sg_vformat(f->arena, format, args)));
    va_end(args);
}

bool sg_findings_full(const struct sg_findings *f)
{
    return f->count >= SG_FINDINGS_MOST;
}

bool sg_fail(struct sg_findings *f, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    keep(f, SG_ERROR, origin, sg_on_one_line(sg_vformat(f->arena, format, args)));
    va_end(args);
    return false;
}

void sg_forget_since(struct sg_findings *f, const struct sg_findings *before)
{
    *f = *before;
    if (f->last)
        f->last->next = NULL;
}
