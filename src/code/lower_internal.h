#ifndef SG_CODE_LOWER_INTERNAL_H
#define SG_CODE_LOWER_INTERNAL_H

#include "code/build_internal.h"

/* The languages: the names that a lowering uses of its grammar, and what makes the unit of the syntax tree. */

extern const struct sg_grammar sg_python_grammar;
void sg_code_lower_python(struct sg_builder *b);

/* The three grammars have most names in common; each lacks some of the others'. */
extern const struct sg_grammar sg_javascript_grammar, sg_typescript_grammar, sg_tsx_grammar;
void sg_code_lower_javascript(struct sg_builder *b);

#endif
