#ifndef SG_SAM_EVENT_NEED_INTERNAL_H
#define SG_SAM_EVENT_NEED_INTERNAL_H

#include "sam/need_internal.h"

#define SG_API_TYPE "AWS::Serverless::Api"
#define SG_HTTP_API_TYPE "AWS::Serverless::HttpApi"

/* The APIs that SAM makes for events that name none. */
#define SG_IMPLICIT_API "ServerlessRestApi"
#define SG_IMPLICIT_HTTP_API "ServerlessHttpApi"

struct sg_implicit_apis {
    bool rest, http;
};

/*
 * What the events of a function or state machine make other resources need, and what the resources that SAM makes for
 * them need. Tells which APIs SAM makes. Does nothing for other resources.
 */
void sg_add_event_needs(const struct sg_template *t, const struct sg_resource *resource, struct sg_needs *needs,
                        struct sg_implicit_apis *made);

/* One need, and one for each name that `value` mentions. */
void sg_add_need(const struct sg_template *t, struct sg_needs *needs, const char *from, const char *to);
void sg_add_needs_of(const struct sg_template *t, struct sg_needs *needs, const char *from,
                     const struct sg_node *value);

#endif
