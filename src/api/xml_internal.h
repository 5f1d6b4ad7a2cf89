#ifndef SG_API_XML_INTERNAL_H
#define SG_API_XML_INTERNAL_H

#include "base/buffer.h"

/*
 * Add a text or an attribute to XML. XML 1.0 has no controls at all, not even as references, so they are shown as on a
 * terminal.
 */
void sg_api_xml_text(struct sg_arena *a, struct sg_buffer *b, const char *text);
void sg_api_xml_attribute(struct sg_arena *a, struct sg_buffer *b, const char *name, const char *value);

#endif
