#ifndef SG_SAM_RENAME_INTERNAL_H
#define SG_SAM_RENAME_INTERNAL_H

#include "sam/destination_internal.h"
#include "sam/role.h"

/*
 * A template may refer to what SAM makes beside a resource: !Ref Function.Alias, ${Api.Stage},
 * !GetAtt Function.DestinationQueue.Arn. SAM puts the id of the made resource there. Function.Version, layers and
 * Api.Deployment stay as they are written: their ids are made from the packaged code.
 */
void sg_rename_references(const struct sg_template *t, struct sg_roles *roles);

#endif
