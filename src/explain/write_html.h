#ifndef SG_EXPLAIN_WRITE_HTML_H
#define SG_EXPLAIN_WRITE_HTML_H

#include "explain/explain.h"

/*
 * An explanation as a part of one page in HTML: an entry of its list and a section. `number` is different for each.
 * Whatever the template contains stays text.
 */
void sg_explain_html(const struct sg_explanation *e, size_t number, struct sg_buffer *list, struct sg_buffer *sections);

/* The whole page, with the style and script of templates/page/. It asks nothing from any server. */
void sg_explain_html_page(struct sg_buffer *b, struct sg_catalog *catalog, const char *file, const char *list,
                          const char *sections);

/* An explanation as lines of a Mermaid flowchart, from the function to services and resources. `number` as above. */
void sg_explain_mermaid(const struct sg_explanation *e, size_t number, struct sg_buffer *b);

#endif
