#include "api/generate_spec_internal.h"

#include "base/set.h"
#include "yaml/portion.h"

#include <pthread.h>

/*
 * Threads that share the functions of a spec. Each takes the next portion (yaml/portion.h), reads and writes it with
 * its own catalog, and adds what comes next to the output. After anything but notes all is given up.
 */

#define PORTION ((size_t)4 * 1024) /* bytes: of longer ones the threads need more memory, and are not faster */
#define PORTIONS_LEAST 8           /* with fewer of them the start of a thread takes longer than it saves */
#define THREADS_MOST 8
#define AHEAD 2              /* portions a thread that may wait for a slow one before them */
#define BLOCKS_PER_PORTION 5 /* room for the output, which is about 4 times as long */

/* A portion and what came of it. */
struct share {
    struct sg_yaml_portion *portion;
    struct sg_arena *arena; /* of the rest */
    struct sg_buffer text;
    struct sg_findings findings;
    struct sg_strings names; /* of its functions */
    bool made;
};

struct sharing {
    struct samgen *samgen;
    struct sg_call begin; /* a thread changes its copy */
    const struct sg_source *spec;
    const struct samgen_settings *settings;
    struct sg_buffer *text;
    pthread_mutex_t lock; /* of all that follows, of `text` and of the findings */
    pthread_cond_t added;
    struct share *shares;
    size_t count, begun, done, ahead;
    struct sg_findings findings;
    uint64_t *names; /* of functions, by their hashes: a map of the names would take ten times the memory */
    size_t name_count, name_capacity;
    size_t nodes;
    bool failed;
};

/* ---- One portion ---- */

static void make(const struct sharing *s, struct sg_call *call, struct share *share)
{
    struct sg_arena *a = sg_arena_new();
    size_t length = share->portion->to - share->portion->from;
    struct sg_asked asked;
    share->arena = a;
    share->text = sg_buffer_sized(a, SG_BUFFER_MOST, length * BLOCKS_PER_PORTION);
    call->findings = (struct sg_findings){.arena = a};
    struct sg_spec_reader *reader =
        sg_spec_begin(a, call->scope.arena, call->scope.catalog, s->spec, share->portion, &call->findings);
    while (!call->findings.errors && sg_api_generate_next(reader, call, s->settings, &share->text, &asked))
        sg_push(a, &share->names, sg_copy(a, asked.function));
    (void)sg_spec_end(reader);
    share->findings = call->findings;
}

/* ---- All portions ---- */

static bool take_findings(struct sharing *s, const struct share *share)
{
    const struct sg_finding *f = share->findings.first;
    for (; f && f->severity == SAMGEN_NOTE; f = f->next)
        if (f->source)
            sg_report(&s->findings, SAMGEN_NOTE, (struct sg_origin){f->source, f->offset, f->subject}, "%s",
                      f->message);
        else
            sg_note_once(&s->findings, f->subject, f->message);
    return !f && !sg_findings_full(&share->findings) && !sg_findings_full(&s->findings);
}

static void take_names(struct sharing *s, const struct share *share)
{
    for (size_t i = 0; i < share->names.count; i++) {
        sg_grow(s->samgen->arena, s->names, s->name_count, s->name_capacity);
        s->names[s->name_count++] = sg_text_hash(share->names.items[i]) | 1; /* 0 is a free slot */
    }
}

static void add(struct sharing *s, const struct share *share, bool last)
{
    s->nodes += share->portion->nodes;
    if (s->nodes > SG_YAML_NODES_MOST || !(last || share->portion->goes_on) || share->text.full ||
        !take_findings(s, share)) {
        s->failed = true;
        return;
    }
    take_names(s, share);
    sg_add_bytes(s->text, share->text.text, share->text.length);
}

/* Adds the portions that are next in order. The lock is held. */
static void add_made(struct sharing *s)
{
    for (; s->done < s->count && s->shares[s->done].made; s->done++) {
        struct share *share = &s->shares[s->done];
        if (!s->failed)
            add(s, share, s->done + 1 == s->count);
        sg_arena_free(share->arena);
    }
    pthread_cond_broadcast(&s->added);
}

/* The next portion to make, or NULL when there is none. The lock is held. */
static struct share *next(struct sharing *s)
{
    while (!s->failed && s->begun < s->count && s->begun - s->done >= s->ahead)
        pthread_cond_wait(&s->added, &s->lock);
    return s->failed || s->begun == s->count ? NULL : &s->shares[s->begun++];
}

static void work(struct sharing *s, struct sg_catalog *catalog)
{
    struct sg_arena *passing = sg_arena_new();
    struct sg_call call = s->begin;
    call.scope.catalog = catalog;
    call.scope.findings = &call.findings;
    call.scope.arena = passing;
    pthread_mutex_lock(&s->lock);
    for (struct share *share; (share = next(s));) {
        pthread_mutex_unlock(&s->lock);
        make(s, &call, share);
        pthread_mutex_lock(&s->lock);
        share->made = true;
        add_made(s);
    }
    pthread_mutex_unlock(&s->lock);
    sg_arena_free(passing);
}

/* ---- Threads ---- */

/* A catalog of the same folders. */
static struct sg_catalog *catalog_like(struct sg_arena *a, const struct sg_catalog *c)
{
    struct sg_catalog *own = sg_catalog_new(a);
    if (sg_catalog_directory(c))
        (void)sg_catalog_use(own, sg_catalog_directory(c)); /* as the caller could */
    if (sg_catalog_managed_folder(c))
        sg_catalog_use_managed(own, sg_catalog_managed_folder(c));
    return own;
}

static void *help(void *context)
{
    struct sharing *s = context;
    struct sg_arena *lasting = sg_arena_new();
    work(s, catalog_like(lasting, s->samgen->catalog));
    sg_arena_free(lasting);
    return NULL;
}

static void share_out(struct sharing *s, size_t threads)
{
    pthread_t helpers[THREADS_MOST];
    size_t started = 0;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->added, NULL);
    while (started + 1 < threads && pthread_create(&helpers[started], NULL, help, s) == 0)
        started++;
    work(s, s->samgen->catalog);
    for (size_t i = 0; i < started; i++)
        pthread_join(helpers[i], NULL);
    pthread_cond_destroy(&s->added);
    pthread_mutex_destroy(&s->lock);
}

/* Returns whether two functions may have the same name. */
static bool has_name_twice(struct sharing *s)
{
    size_t slots = 1;
    while (slots < 2 * s->name_count)
        slots *= 2;
    uint64_t *seen = sg_new_array(s->samgen->arena, uint64_t, slots);
    for (size_t n = 0; n < s->name_count; n++) {
        size_t i = (size_t)s->names[n] & (slots - 1);
        while (seen[i] && seen[i] != s->names[n])
            i = (i + 1) & (slots - 1);
        if (seen[i])
            return true;
        seen[i] = s->names[n];
    }
    return false;
}

static size_t smaller_of(size_t x, size_t y)
{
    return x < y ? x : y;
}

bool sg_api_generate_portions(struct samgen *samgen, struct sg_call *call, const struct sg_source *spec,
                              const struct samgen_settings *settings, struct sg_buffer *text)
{
    struct sg_yaml_portion *portions;
    size_t threads = smaller_of(settings->threads, THREADS_MOST),
           count = threads > 1 && spec->length >= PORTIONS_LEAST * PORTION
                       ? sg_yaml_cut(samgen->arena, spec, SG_SPEC_LIST, PORTION, &portions)
                       : 0;
    if (count < 2)
        return false;
    struct sharing s = {.samgen = samgen,
                        .begin = *call,
                        .spec = spec,
                        .settings = settings,
                        .text = text,
                        .count = count,
                        .ahead = threads * AHEAD,
                        .findings = call->findings};
    s.shares = sg_new_array(samgen->arena, struct share, count);
    for (size_t i = 0; i < count; i++)
        s.shares[i].portion = &portions[i];
    const struct sg_findings before = call->findings;
    share_out(&s, threads);
    call->findings = s.findings;
    if (s.failed || has_name_twice(&s)) {
        sg_forget_since(&call->findings, &before);
        *text = sg_buffer_new(samgen->arena, SG_BUFFER_MOST);
        return false;
    }
    return true;
}
