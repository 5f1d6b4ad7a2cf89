#ifndef SG_SAM_EVENT_CHECK_INTERNAL_H
#define SG_SAM_EVENT_CHECK_INTERNAL_H

#include "sam/event_internal.h"

/* Checks what the translator refuses besides wrong shapes of properties. Returns false after reporting an error. */
bool sg_check_event(const struct sg_event *event);

/* The same for properties that only polled events have. */
bool sg_check_polled_event(const struct sg_event *event);

#endif
