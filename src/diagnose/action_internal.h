#ifndef SG_DIAGNOSE_ACTION_INTERNAL_H
#define SG_DIAGNOSE_ACTION_INTERNAL_H

#include "catalog/catalog.h"
#include "diagnose/plain.h"

/* Reads an action at `at` and sets `end` after it: "sqs:SendMessage"; NULL when there is none. Line ends can cut it. */
const char *sg_diagnose_read_action(struct sg_arena *a, struct sg_catalog *catalog, const struct sg_plain *plain,
                                    size_t at, size_t *end);

/* Reads an operation in the place of the action and sets `end` after it: "GetHostedZone on resource"; or NULL. */
const char *sg_diagnose_read_operation(struct sg_arena *a, const struct sg_plain *plain, size_t at, size_t *end);

/*
 * Skips a word in the place of the action that does not tell it: "xxx", "***", "<action>", and "null" of some services.
 * Returns whether there is one, and sets `end` after it.
 */
bool sg_diagnose_skip_hidden_action(const struct sg_plain *plain, size_t at, size_t *end);

/* Returns whether the text ends in the place of the action: "is not authorized to perform`", or its line does. */
bool sg_diagnose_is_action_cut_off(const struct sg_plain *plain, size_t at);

#endif
