#ifndef SG_DIAGNOSE_REPETITION_INTERNAL_H
#define SG_DIAGNOSE_REPETITION_INTERNAL_H

#include "diagnose/stretch_internal.h"

/* Adds a mention to a list. */
void sg_diagnose_push_mention(struct sg_arena *a, struct sg_mentions *list, const struct sg_mention *mention);

/* Returns whether the message of a mention says nothing about the request: an error code. */
bool sg_diagnose_is_bare(const struct sg_mention *mention);

/*
 * Keeps one mention of each request, and counts in `reports` how often the text reports it at the anchors that count.
 * An error that a program prints in different forms, as a message and in a stack, is one report. The same form in
 * another line is another one.
 */
struct sg_mentions sg_diagnose_keep_different(struct sg_arena *a, const struct sg_plain *plain, struct sg_mentions *all,
                                              const struct sg_counted *counted);

#endif
