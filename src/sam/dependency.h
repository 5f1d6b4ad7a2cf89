#ifndef SG_SAM_DEPENDENCY_H
#define SG_SAM_DEPENDENCY_H

#include "base/list.h"
#include "sam/role.h"

/*
 * The order in which CloudFormation creates resources, in the output of the translator. A resource waits for what its
 * properties refer to and for its DependsOn; a chain of these must not be a circle. Both branches of an Fn::If count.
 * The names are those of need_internal.h.
 */
struct sg_dependencies;

/* Collects the dependencies of the template, in its arena. `roles` is the result of sg_build_roles. */
struct sg_dependencies *sg_dependencies_of(const struct sg_template *t, const struct sg_roles *roles);

/*
 * Returns whether `from` needs `to`, directly or through others. If both are the same, this asks for a circle, which
 * CloudFormation refuses. Names may be written as in a reference ("Data", "Data.Arn"); a name of no resource needs
 * nothing. If the answer is true, a shortest chain from `from` to `to`, including both, is added to `path`, which may
 * be NULL.
 */
bool sg_depends_on(const struct sg_dependencies *d, const char *from, const char *to, struct sg_strings *path);

/* Adds that `from` needs `to`, both written as in a reference. Ignored when one of them is not a resource. */
void sg_add_dependency(struct sg_dependencies *d, const char *from, const char *to);

#endif
