#include "api/xml_internal.h"

#include "base/shown.h"

#include <string.h>

void sg_api_xml_text(struct sg_arena *a, struct sg_buffer *b, const char *text)
{
    static const struct {
        char c;
        const char *written;
    } references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
    for (const char *p = sg_shown(a, text); *p; p++) {
        size_t i = 0, count = sizeof references / sizeof *references;
        while (i < count && references[i].c != *p)
            i++;
        if (i < count)
            sg_add(b, references[i].written);
        else
            sg_add_char(b, *p);
    }
}

void sg_api_xml_attribute(struct sg_arena *a, struct sg_buffer *b, const char *name, const char *value)
{
    sg_add_format(b, " %s=\"", name);
    sg_api_xml_text(a, b, value);
    sg_add_char(b, '"');
}
