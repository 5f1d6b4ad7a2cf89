#ifndef SG_SAM_RENAME_INTERNAL_H
#define SG_SAM_RENAME_INTERNAL_H

#include "sam/destination_internal.h"
#include "sam/role.h"

/*
 * Replaces references to resources that SAM creates (!Ref Function.Alias, ${Api.Stage},
 * !GetAtt Function.DestinationQueue.Arn) by their IDs, as SAM does. Function.Version, layers and Api.Deployment stay as
 * written, because their IDs depend on the packaged code.
 */
void sg_rename_references(const struct sg_template *t, struct sg_roles *roles);

#endif
