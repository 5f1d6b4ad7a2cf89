#ifndef SG_SAM_EVENT_NEED_INTERNAL_H
#define SG_SAM_EVENT_NEED_INTERNAL_H

#include "sam/need_internal.h"

#define SG_API_TYPE "AWS::Serverless::Api"
#define SG_HTTP_API_TYPE "AWS::Serverless::HttpApi"

/* The APIs that SAM creates for events that name none. */
#define SG_IMPLICIT_API "ServerlessRestApi"
#define SG_IMPLICIT_HTTP_API "ServerlessHttpApi"

struct sg_implicit_apis {
    bool rest, http;
};

/*
 * Adds the needs that the events of a function or state machine cause in other resources, and those of the resources
 * that SAM creates for the events. Does nothing for other resources.
 */
void sg_add_event_needs(const struct sg_template *t, const struct sg_resource *resource, struct sg_needs *needs,
                        struct sg_implicit_apis *made);

/* Add one need, or one for each name that `value` mentions. */
void sg_add_need(const struct sg_template *t, struct sg_needs *needs, const char *from, const char *to);
void sg_add_needs_of(const struct sg_template *t, struct sg_needs *needs, const char *from,
                     const struct sg_node *value);

#endif
