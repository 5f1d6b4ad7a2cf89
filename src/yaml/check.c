#include "yaml/check_internal.h"

#include "base/utf8.h"
#include "yaml/load.h"

#include <string.h>

static bool refuse(const struct sg_source *source, size_t offset, struct sg_findings *f, const char *message)
{
    return sg_fail(f, (struct sg_origin){.source = source, .offset = offset}, "%s", message);
}

static bool check_characters(const struct sg_source *source, struct sg_findings *f)
{
    const unsigned char *p = (const unsigned char *)source->bytes;
    for (size_t i = 0; i < source->length;) {
        i += sg_printable_run(p + i, source->length - i);
        while (i < source->length && p[i] >= 0x20 && p[i] < 0x7F)
            i++;
        if (i == source->length)
            break;
        size_t length = sg_utf8_length(p + i, source->length - i);
        if (length == 0)
            return refuse(source, i, f, "this byte is not UTF-8; save the file as UTF-8");
        if (p[i] == 0)
            return refuse(source, i, f, "a NUL byte; this is not a YAML text");
        if (sg_is_control(p + i, length))
            return refuse(source, i, f, "a control character; YAML does not allow it");
        i += length;
    }
    return true;
}

/* libyaml needs quadratic time for many of them, and they would give !Ref another meaning. */
static bool check_directives(const struct sg_source *source, struct sg_findings *f)
{
    const char *start = source->bytes, *end = start + source->length;
    for (const char *p = start; p < end && (p = memchr(p, '%', (size_t)(end - p))); p++)
        if ((p == start || p[-1] == '\n' || p[-1] == '\r') && end - p > 4 && memcmp(p, "%TAG", 4) == 0)
            return refuse(source, (size_t)(p - start), f, "a %TAG directive is not allowed; write the tags in full");
    return true;
}

bool sg_yaml_unrendered(const struct sg_source *source, size_t *offset)
{
    static const char *const marks[] = {"{{cookiecutter", "{{ cookiecutter", "{%"};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        size_t n = strlen(marks[m]);
        for (*offset = 0; *offset + n <= source->length; ++*offset)
            if (source->bytes[*offset] == '{' && memcmp(source->bytes + *offset, marks[m], n) == 0)
                return true;
    }
    return false;
}

bool sg_yaml_check_bytes(const struct sg_source *source, struct sg_findings *findings)
{
    if (source->length > SG_YAML_BYTES_MOST)
        return refuse(source, 0, findings, "larger than 1 MiB, the most that samgen reads");
    return check_characters(source, findings) && check_directives(source, findings);
}
