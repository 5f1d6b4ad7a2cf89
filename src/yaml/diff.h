#ifndef SG_YAML_DIFF_H
#define SG_YAML_DIFF_H

#include "base/buffer.h"
#include "yaml/edit.h"

/*
 * The unified diff of an edit that is finished, as `diff -u` writes it and `git apply` and `patch` read it: names a/NAME
 * and b/NAME (of a path from the root, NAME itself; without "./"), three lines around each change. The splices tell where
 * changes are, so no other line is compared.
 */
void sg_yaml_write_diff(struct sg_buffer *b, const struct sg_edit *edit);

#endif
