#ifndef SG_SAM_EVENT_INTERNAL_H
#define SG_SAM_EVENT_INTERNAL_H

#include "sam/role.h"

/*
 * Events of a function: checks each, and adds what SAM gives the role for those that Lambda polls. `role` may be NULL
 * when the function has a role of its own. False after reporting.
 */
bool sg_add_events(const struct sg_template *t, const struct sg_resource *function, struct sg_role *role);

/* Events of a state machine: checks each; they add nothing to its role. */
bool sg_check_machine_events(const struct sg_template *t, const struct sg_resource *machine);

/* An event being looked at. */
struct sg_event {
    const struct sg_template *template;
    const struct sg_resource *resource;
    const char *id, *type;
    const struct sg_node *key;        /* in the file */
    const struct sg_node *properties; /* NULL: none */
};

/* Reports about an event; returns false. */
bool sg_fail_event(const struct sg_event *event, const struct sg_node *place, const char *format, ...) SG_PRINTF(3, 4);

#endif
