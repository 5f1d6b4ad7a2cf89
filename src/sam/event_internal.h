#ifndef SG_SAM_EVENT_INTERNAL_H
#define SG_SAM_EVENT_INTERNAL_H

#include "sam/role.h"

/*
 * Checks the events of a function and adds the policies of events that Lambda polls. `role` is NULL when the function
 * has its own role. Returns false after reporting an error.
 */
bool sg_add_events(const struct sg_template *t, const struct sg_resource *function, struct sg_role *role);

/* Checks the events of a state machine, which add nothing to its role. Returns false after reporting an error. */
bool sg_check_machine_events(const struct sg_template *t, const struct sg_resource *machine);

/* An event that is being read. */
struct sg_event {
    const struct sg_template *template;
    const struct sg_resource *resource;
    const char *id, *type;
    const struct sg_node *key;        /* in the file */
    const struct sg_node *properties; /* or NULL */
};

/* Reports an error in an event and returns false. */
bool sg_event_fail(const struct sg_event *event, const struct sg_node *at, const char *format, ...) SG_PRINTF(3, 4);

#endif
