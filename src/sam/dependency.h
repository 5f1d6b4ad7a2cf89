#ifndef SG_SAM_DEPENDENCY_H
#define SG_SAM_DEPENDENCY_H

#include "base/list.h"
#include "sam/role.h"

/*
 * Which resource CloudFormation must create before which, in the template that the translator makes of ours. A resource
 * waits for what its properties refer to and for its DependsOn; no chain of these may come back to where it began. Both
 * branches of an Fn::If count. Names are those of sam/need.h.
 */
struct sg_dependencies;

/* `roles` are those that sg_build_roles made of the template. Everything lives in the template's arena. */
struct sg_dependencies *sg_dependencies_of(const struct sg_template *t, const struct sg_roles *roles);

/*
 * Whether `from` needs `to`, directly or through others. The same name for both asks whether it needs itself, which
 * CloudFormation refuses. A name may be written as in a reference ("Data", "Data.Arn"); of one that stands for no
 * resource the answer is no. When it is yes, a shortest chain from `from` to `to`, both included, is added to `path`,
 * which may be NULL.
 */
bool sg_depends_on(const struct sg_dependencies *d, const char *from, const char *to, struct sg_strings *path);

/*
 * From now on `from` needs `to` too; both are written as in a reference, and when one of them stands for no resource nothing
 * changes.
 */
void sg_add_dependency(struct sg_dependencies *d, const char *from, const char *to);

#endif
