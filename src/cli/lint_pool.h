#ifndef SG_CLI_LINT_POOL_H
#define SG_CLI_LINT_POOL_H

#include "cli/lint_job.h"

/*
 * Threads that run jobs, each with its own samgen. Jobs are printed in the order in which they were added, each as soon
 * as all earlier ones are done. The pool keeps only a few jobs at a time, even if there are many.
 */
struct lint_pool;

/* Called for each finished job, in order, by one thread at a time. False: no more jobs are printed. */
typedef bool print_job_fn(void *context, const struct lint_job *job);

/* NULL when there is not enough memory. `args` must outlive the pool. */
struct lint_pool *new_lint_pool(const struct lint_args *args, size_t threads, print_job_fn *print, void *context);

/* Adds a job, which then belongs to the pool; waits while the pool is full. False when printing has ended. */
bool add_lint_job(struct lint_pool *pool, const struct lint_job *job);

/* Waits for all jobs, and ends the threads. */
void finish_lint_pool(struct lint_pool *pool);

#endif
