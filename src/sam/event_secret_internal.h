#ifndef SG_SAM_EVENT_SECRET_INTERNAL_H
#define SG_SAM_EVENT_SECRET_INTERNAL_H

#include "sam/event_internal.h"

/*
 * Return the inline policies that SAM writes for event sources with secrets: MQ, DocumentDB, MSK and SelfManagedKafka.
 * NULL means that there is none, or that an error is reported.
 */
struct sg_node *sg_mq_policy(const struct sg_event *event);
struct sg_node *sg_documentdb_policy(const struct sg_event *event);
struct sg_node *sg_msk_policy(const struct sg_event *event);
struct sg_node *sg_kafka_policy(const struct sg_event *event);

#endif
