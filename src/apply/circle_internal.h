#ifndef SG_APPLY_CIRCLE_INTERNAL_H
#define SG_APPLY_CIRCLE_INTERNAL_H

#include "sam/dependency.h"
#include "apply/apply.h"

/*
 * CloudFormation refuses resources that need each other. A grant on a resource that needs the role, such as a bucket whose
 * events call the function, must not make the role need that resource (AWS CloudFormation User Guide, "Troubleshooting":
 * circular dependency between resources).
 *
 * Of such grants of `asked` the reference is replaced by the resource's explicit name where the template gives it one; the
 * others are taken out, and added to `apart`: they need a policy resource of their own, which nothing needs. Each is said,
 * with the circle.
 * `*dependencies` are the template's, found when they are first needed: NULL until then.
 */
void sg_apply_avoid_circles(const struct sg_application *application, struct sg_dependencies **dependencies,
                            const struct sg_role *role, struct sg_asked *asked, struct sg_asked *apart);

/*
 * The AWS::IAM::Policy with what `apart` asks for, attached to the role, and an id for it that the template does not have.
 * NULL after reporting.
 */
struct sg_node *sg_apply_separate_policy(const struct sg_application *application, const struct sg_role *role,
                                         const struct sg_asked *apart, const char **id);

#endif
