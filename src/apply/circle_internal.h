#ifndef SG_APPLY_CIRCLE_INTERNAL_H
#define SG_APPLY_CIRCLE_INTERNAL_H

#include "sam/dependency.h"
#include "apply/apply.h"

/*
 * CloudFormation refuses resources that depend on each other. If a resource depends on the role, such as a bucket whose
 * events call the function, a grant on it must not make the role depend on the resource (AWS CloudFormation User Guide,
 * "Troubleshooting": circular dependency between resources).
 *
 * In such grants of `asked`, replaces the reference by the explicit name that the template gives the resource. If it
 * has none, moves the grant to `apart`, for a separate policy resource on which nothing depends. Notes each, with the
 * circle. `*dependencies` are those of the template: NULL until they are first needed.
 */
void sg_apply_avoid_circles(const struct sg_application *application, struct sg_dependencies **dependencies,
                            const struct sg_role *role, struct sg_asked *asked, struct sg_asked *apart);

/*
 * The AWS::IAM::Policy with what `apart` asks, attached to the role, and a free id for it. NULL after reporting.
 */
struct sg_node *sg_apply_separate_policy(const struct sg_application *application, const struct sg_role *role,
                                         const struct sg_asked *apart, const char **id);

#endif
