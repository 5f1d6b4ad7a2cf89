#ifndef TESTS_REQUESTS_H
#define TESTS_REQUESTS_H

#include "iam/decide.h"
#include "oracle.h"

/* A question to a policy, with the context of the call. */
#define CONTEXT_MOST 8

struct request {
    const char *action, *resource;
    struct samgen_context context[CONTEXT_MOST];
    size_t count;
};

/* Sets the values of a context key, or (with a list of none) keeps the key with no value. */
void set_context(struct request *request, const char *key, struct sg_strings values);
void drop_context(struct request *request, const char *key);

/* "s3:GetObject on arn:aws:s3:::my-bucket/x with s3:prefix=[x]" */
const char *show_request(struct sg_arena *a, const struct request *request);

/* The policy that statements of the catalog make whose texts are final: no placeholders, no intrinsics. */
const struct sg_iam_policy *policy_from(struct sg_arena *a, const struct sg_statements *statements);

/* Whether a policy alone allows the request. */
bool allows(const struct sg_iam_policy *policy, const struct request *request);

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
