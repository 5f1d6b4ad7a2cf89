#ifndef SG_SAM_EVENT_CHECK_INTERNAL_H
#define SG_SAM_EVENT_CHECK_INTERNAL_H

#include "sam/event_internal.h"

/* What the translator refuses of an event beyond the shapes of its properties. False after reporting. */
bool sg_check_event(const struct sg_event *event);

/* The same of what only events have that Lambda polls. */
bool sg_check_polled_event(const struct sg_event *event);

#endif
