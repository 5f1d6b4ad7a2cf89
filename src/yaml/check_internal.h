#ifndef SG_YAML_CHECK_INTERNAL_H
#define SG_YAML_CHECK_INTERNAL_H

#include "base/finding.h"

/* What can be refused before libyaml sees the bytes: length, bytes that are no UTF-8 text, %TAG. */
bool sg_yaml_check_bytes(const struct sg_source *source, struct sg_findings *findings);

/* Whether it still holds marks that cookiecutter replaces, and where the first stands. */
bool sg_yaml_unrendered(const struct sg_source *source, size_t *offset);

#endif
