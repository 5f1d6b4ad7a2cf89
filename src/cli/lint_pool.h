#ifndef SG_CLI_LINT_POOL_H
#define SG_CLI_LINT_POOL_H

#include "cli/lint_job.h"

/*
 * Threads that run jobs, each with a samgen of its own. What comes of the jobs is printed in the order in which they were
 * added, each as soon as all before it are done; only a few jobs are kept at a time, however many there are.
 */
struct lint_pool;

/* Called with each job that is done, in order, by one thread at a time. False: no further job is printed. */
typedef bool print_job_fn(void *context, const struct lint_job *job);

/* NULL without memory. `args` must outlive the pool. */
struct lint_pool *new_lint_pool(const struct lint_args *args, size_t threads, print_job_fn *print, void *context);

/* Adds a job, which is the pool's from then on; waits while there are too many. False when printing has ended. */
bool add_lint_job(struct lint_pool *pool, const struct lint_job *job);

/* Waits for all jobs, and ends the threads. */
void finish_lint_pool(struct lint_pool *pool);

#endif
