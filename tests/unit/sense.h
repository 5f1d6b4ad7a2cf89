#ifndef TESTS_SENSE_H
#define TESTS_SENSE_H

#include "catalog/catalog.h"

/*
 * How many faults AWS's own reference finds in the statements of a policy: an action that does not exist or works on
 * none of the resources, a resource that no action works on, a condition key that no request for the action carries.
 * Each is printed with `what`. `some_dead`: some resources are written both ways, and one of them is not the right one.
 */
size_t count_senseless(struct sg_catalog *catalog, const struct sg_statements *policy, const char *what,
                       bool some_dead);

#endif
