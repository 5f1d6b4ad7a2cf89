#ifndef SG_YAML_EDIT_TEXT_INTERNAL_H
#define SG_YAML_EDIT_TEXT_INTERNAL_H

#include "yaml/edit.h"

/* ---- Positions in the text that is edited; offsets are in bytes ---- */

size_t sg_edit_line_start(const struct sg_edit *e, size_t offset);

/* Returns the start of the next line, or the end of the text. */
size_t sg_edit_next_line(const struct sg_edit *e, size_t offset);

/* Returns the column, from 0. Only ASCII can precede a block node in its line, so bytes are columns. */
size_t sg_edit_column(const struct sg_edit *e, size_t offset);

/* Returns the column of the dashes of a block list; an anchor may precede the first one. */
size_t sg_edit_dash_column(const struct sg_edit *e, const struct sg_node *list);

/* Returns whether only blanks precede the offset in its line. */
bool sg_edit_starts_line(const struct sg_edit *e, size_t offset);
bool sg_edit_is_one_line(const struct sg_edit *e, size_t start, size_t end);

/* ---- Nodes as text in the style of the file ---- */

/* Returns whole lines: "  - a\n  - b\n". */
const char *sg_edit_block_text(const struct sg_edit *e, const struct sg_node *node, size_t indent);

/*
 * Returns the text of a value after a key or among the items of a flow list. With `own_line`, JSON continues on lines
 * of its own, which are indented by `indent`.
 */
const char *sg_edit_flow_text(const struct sg_edit *e, const struct sg_node *node, bool own_line, size_t indent);

/* Returns `count` blanks, or tabs where the file is indented by them. */
const char *sg_edit_blanks(const struct sg_edit *e, size_t count);

/* Adds whole lines after the line that contains `end`; the last line of the text may lack its line end. */
void sg_edit_add_lines(struct sg_edit *e, size_t end, const char *lines);

#endif
