#include "cli/lint_pool.h"

#include <pthread.h>
#include <stdlib.h>

#define JOBS_A_THREAD 64 /* that many can wait for a slow one before them */

struct lint_pool {
    const struct lint_args *args;
    pthread_mutex_t lock;
    pthread_cond_t added_one, printed_half;
    struct lint_job *jobs; /* a ring: job n is at n % capacity */
    size_t capacity, added, taken, printed;
    bool closed, ended; /* no more jobs are added; no more are printed */
    pthread_t *threads;
    size_t thread_count;
    struct samgen *own; /* without threads: jobs run when they are added */
    print_job_fn *print;
    void *context;
};

static struct samgen *new_samgen(const struct lint_args *args)
{
    struct samgen *samgen = samgen_new();
    if (args->common.catalog)
        (void)samgen_use_catalog(samgen, args->common.catalog); /* main has checked it */
    return samgen;
}

/* Prints the finished jobs that are next in order. The lock is held, so lines of two jobs never mix. */
static void print_finished(struct lint_pool *p)
{
    while (p->printed < p->added && p->jobs[p->printed % p->capacity].finished) {
        struct lint_job *job = &p->jobs[p->printed % p->capacity];
        if (!p->ended)
            p->ended = !p->print(p->context, job);
        free_lint_job(job);
        p->printed++;
    }
    if (p->taken < p->printed)
        p->taken = p->printed;                    /* messages need no thread */
    if (p->added - p->printed <= p->capacity / 2) /* wake the producer only at half full, not after each job */
        pthread_cond_signal(&p->printed_half);
}

/* The next job to run, or NULL when no more will come. The lock is held. */
static struct lint_job *next_job(struct lint_pool *p)
{
    for (;;) {
        while (p->taken < p->added) {
            struct lint_job *job = &p->jobs[p->taken++ % p->capacity];
            if (!job->finished)
                return job;
        }
        if (p->closed)
            return NULL;
        pthread_cond_wait(&p->added_one, &p->lock);
    }
}

static void *work(void *context)
{
    struct lint_pool *p = context;
    struct samgen *samgen = new_samgen(p->args);
    pthread_mutex_lock(&p->lock);
    for (struct lint_job *job; (job = next_job(p));) {
        bool ended = p->ended;
        pthread_mutex_unlock(&p->lock);
        if (!ended)
            run_lint_job(p->args, samgen, job);
        pthread_mutex_lock(&p->lock);
        job->finished = true;
        print_finished(p);
    }
    pthread_mutex_unlock(&p->lock);
    samgen_free(samgen);
    return NULL;
}

static void start_threads(struct lint_pool *p, size_t wanted)
{
    while (p->thread_count < wanted && pthread_create(&p->threads[p->thread_count], NULL, work, p) == 0)
        p->thread_count++;
    if (!p->thread_count)
        p->own = new_samgen(p->args);
}

struct lint_pool *new_lint_pool(const struct lint_args *args, size_t threads, print_job_fn *print, void *context)
{
    struct lint_pool *p = calloc(1, sizeof *p);
    size_t capacity = threads * JOBS_A_THREAD;
    struct lint_job *jobs = calloc(capacity, sizeof *jobs);
    pthread_t *handles = calloc(threads, sizeof *handles);
    if (!p || !jobs || !handles) {
        free(p);
        free(jobs);
        free(handles);
        return NULL;
    }
    *p = (struct lint_pool){
        .args = args, .jobs = jobs, .capacity = capacity, .threads = handles, .print = print, .context = context};
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->added_one, NULL);
    pthread_cond_init(&p->printed_half, NULL);
    start_threads(p, threads > 1 ? threads : 0); /* one would only wait for this one */
    return p;
}

bool add_lint_job(struct lint_pool *p, const struct lint_job *job)
{
    pthread_mutex_lock(&p->lock);
    while (p->added - p->printed == p->capacity)
        pthread_cond_wait(&p->printed_half, &p->lock);
    struct lint_job *own = &p->jobs[p->added++ % p->capacity];
    *own = *job;
    if (p->own && !own->finished) {
        run_lint_job(p->args, p->own, own);
        own->finished = true;
    }
    if (own->finished)
        print_finished(p);
    bool more = !p->ended;
    pthread_cond_signal(&p->added_one);
    pthread_mutex_unlock(&p->lock);
    return more;
}

void finish_lint_pool(struct lint_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->closed = true;
    pthread_cond_broadcast(&p->added_one);
    pthread_mutex_unlock(&p->lock);
    for (size_t i = 0; i < p->thread_count; i++)
        pthread_join(p->threads[i], NULL);
    samgen_free(p->own);
    pthread_cond_destroy(&p->added_one);
    pthread_cond_destroy(&p->printed_half);
    pthread_mutex_destroy(&p->lock);
    free(p->threads);
    free(p->jobs);
    free(p);
}
