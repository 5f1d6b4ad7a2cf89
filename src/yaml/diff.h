#ifndef SG_YAML_DIFF_H
#define SG_YAML_DIFF_H

#include "base/buffer.h"
#include "yaml/edit.h"

/*
 * Adds the unified diff of a finished edit, as `diff -u` writes it and `git apply` and `patch` read it, with three
 * lines of context. The names are a/NAME and b/NAME, without a leading "./"; an absolute path stays as it is. The
 * splices say where the changes are, so no other line is compared.
 */
void sg_yaml_write_diff(struct sg_buffer *b, const struct sg_edit *edit);

#endif
