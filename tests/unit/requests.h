#ifndef TESTS_REQUESTS_H
#define TESTS_REQUESTS_H

#include "evaluate.h"
#include "oracle.h"

typedef void request_fn(const struct request *request, void *context);

/* A resource that a pattern matches: "anything" for '*', "A" for '?', and the literal characters for escapes. */
const char *example_of(struct sg_arena *a, const char *pattern);

/* The requests for one action that a statement allows: its resources with each of the values of its conditions. */
void each_request(struct sg_arena *a, const struct sg_statement *s, const char *action, request_fn *take,
                  void *context);

/* Requests like that one, but with the context of each condition of the statement missing or wrong. */
void each_wrong_context(struct sg_arena *a, const struct sg_statement *s, const struct request *right, request_fn *take,
                        void *context);

/* The ways in which one sample can be another resource; false when this way does not apply. */
#define NEIGHBOURS 8
bool make_neighbour(struct sg_arena *a, struct sample *sample, size_t way);

#endif
