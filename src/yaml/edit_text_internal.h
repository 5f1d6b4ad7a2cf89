#ifndef SG_YAML_EDIT_TEXT_INTERNAL_H
#define SG_YAML_EDIT_TEXT_INTERNAL_H

#include "yaml/edit.h"

/* Nodes as text in the style of the file that is edited. */

/* Whole lines: "  - a\n  - b\n" */
const char *sg_block_text(const struct sg_edit *e, const struct sg_node *node, size_t indent);

/* To stand behind a key or among the items of a flow list; of JSON on lines of its own, `indent` is theirs. */
const char *sg_flow_text(const struct sg_edit *e, const struct sg_node *node, bool own_line, size_t indent);

const char *sg_blanks(const struct sg_edit *e, size_t count);

/* Whole lines behind the line in which something ends; the last line of the text may lack its end. */
void sg_add_lines(struct sg_edit *e, size_t end, const char *lines);

#endif
