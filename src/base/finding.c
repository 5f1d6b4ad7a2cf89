#include "base/finding.h"

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

/* One sentence on one line: whatever text of the user's is quoted in it, no control character reaches a terminal. */
static const char *on_one_line(char *message)
{
    for (char *p = message; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F || ((unsigned char)*p == 0xC2 && (unsigned char)p[1] < 0xA0))
            *p = '?';
    return message;
}

void sg_report(struct sg_findings *f, enum sg_severity severity, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    keep(f, severity, origin, on_one_line(sg_vformat(f->arena, format, args)));
    va_end(args);
}

bool sg_fail(struct sg_findings *f, struct sg_origin origin, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    keep(f, SG_ERROR, origin, on_one_line(sg_vformat(f->arena, format, args)));
    va_end(args);
    return false;
}
