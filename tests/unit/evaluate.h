#ifndef TESTS_EVALUATE_H
#define TESTS_EVALUATE_H

#include "catalog/catalog.h"

/*
 * IAM's decision on one request, written apart from src/ so that it can judge what src/ writes. A policy is a list of
 * catalog statements whose texts are final: no placeholders, no intrinsics.
 */
#define CONTEXT_MOST 8

struct request {
    const char *action, *resource;
    struct {
        const char *key;
        struct sg_strings values;
    } context[CONTEXT_MOST];
    size_t count;
};

/* Sets the values of a context key, or (with a list of none) keeps the key with no value. */
void set_context(struct request *request, const char *key, struct sg_strings values);
void drop_context(struct request *request, const char *key);

bool allows(const struct sg_statements *policy, const struct request *request);

/* IAM's wildcards with its escapes: '*', '?', and the literal ${*} ${?} ${$}. */
bool iam_like(const char *pattern, const char *text);

/* "s3:GetObject on arn:aws:s3:::my-bucket/x {s3:prefix=[x]}" */
const char *show_request(struct sg_arena *a, const struct request *request);

#endif
