#include "trial.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TRIALS_OF_ONE_CONTEXT 200
#define ALL_OPTIONS SIZE_MAX

/* What does not change from trial to trial of one grant. */
struct series {
    struct sg_arena *arena;
    struct sg_catalog *catalog;
    const struct sg_grant *grant;
    enum samgen_style style;
    trial_fn *check;
    void *context;
    struct samgen *samgen;
    size_t trials;
};

/* Which options are given, and how. */
struct plan {
    unsigned long options; /* a bit for each option of the grant */
    size_t shape, shaped;  /* the shape, and the option written in it (or ALL_OPTIONS) */
    unsigned repeats;
    const char *partition;
};

static bool is_planned(const struct plan *plan, const struct sg_option *option, size_t i)
{
    return option->required || (plan->options >> i & 1);
}

static bool add_samples(struct trial *t, const struct plan *plan, const struct sg_option *option, size_t i)
{
    unsigned count = option->repeats ? plan->repeats : 1;
    for (unsigned n = 0; n < count; n++) {
        struct sample *sample = &t->oracle.samples[t->oracle.count];
        bool shaped = plan->shaped == i || plan->shaped == ALL_OPTIONS;
        if (!make_sample(&t->world, option, shaped ? plan->shape : 0, n, sample) &&
            (plan->shaped == i || !make_sample(&t->world, option, 0, n, sample)))
            return false;
        t->oracle.count++;
    }
    return true;
}

static void add_default(struct trial *t, const struct sg_option *option)
{
    struct sample *sample = &t->oracle.samples[t->oracle.count++];
    make_sample(&t->world, option, 0, 0, sample);
    sample->implied = true;
    sample->written = sample->name = option->initial;
}

static bool plan_trial(const struct series *s, const struct plan *plan, struct trial *t)
{
    *t = (struct trial){.style = s->style, .message = ""};
    t->world = (struct world){.arena = s->arena, .catalog = s->catalog};
    t->oracle = (struct oracle){.arena = s->arena,
                                .grant = s->grant,
                                .partition = PARTITION,
                                .region = REGION,
                                .account = ACCOUNT,
                                .written_inline = s->style == SAMGEN_STYLE_INLINE};
    for (size_t i = 0; i < s->grant->options.count; i++) {
        const struct sg_option *option = &s->grant->options.items[i];
        bool planned = is_planned(plan, option, i);
        assert_true(t->oracle.count + plan->repeats <= SAMPLES_MOST);
        if ((plan->shaped == i && !planned) || (planned && !add_samples(t, plan, option, i)))
            return false;
        if (!planned && option->initial)
            add_default(t, option);
    }
    t->oracle.region = share_region(t->oracle.samples, t->oracle.count);
    return true;
}

static const char *command_line(const struct trial *t, const char *partition)
{
    static const char *const styles[] = {"auto", "template", "inline"};
    struct sg_buffer b = sg_buffer_new(t->oracle.arena, SG_BUFFER_MOST);
    sg_add_format(&b, "samgen %s", t->oracle.grant->name);
    for (size_t i = 0; i < t->oracle.count; i++) {
        const struct sample *s = &t->oracle.samples[i];
        if (s->implied)
            continue;
        sg_add_format(&b, " --%s", s->option->name);
        if (s->written)
            sg_add_format(&b, " '%s'", s->written);
    }
    sg_add_format(&b, " --no-logs --style %s%s%s", styles[t->style], partition ? " --partition " : "",
                  partition ? partition : "");
    return b.text;
}

static void generate(const struct series *s, const char *partition, struct trial *t)
{
    struct samgen_option options[SAMPLES_MOST];
    struct samgen_grant grant = {.name = s->grant->name, .options = options};
    for (size_t i = 0; i < t->oracle.count; i++)
        if (!t->oracle.samples[i].implied)
            options[grant.option_count++] = (struct samgen_option){.name = t->oracle.samples[i].option->name,
                                                                   .value = t->oracle.samples[i].written};
    const struct samgen_settings settings = {
        .style = s->style, .format = SAMGEN_JSON, .no_logs = true, .partition = partition};
    struct samgen_result result;
    t->status = samgen_generate(s->samgen, &grant, 1, &settings, &result);
    for (size_t i = result.finding_count; i-- > 0;)
        if (result.findings[i].severity == SAMGEN_ERROR)
            t->message = result.findings[i].message;
    assert_true((result.text != NULL) == (t->status == SAMGEN_OK));
    if (result.text)
        t->policy = read_policies(&t->world, result.text, &t->managed);
}

static void run(struct series *s, const struct plan *plan)
{
    struct sg_mark mark = sg_arena_mark(s->arena);
    struct trial t;
    if (s->trials++ % TRIALS_OF_ONE_CONTEXT == 0) {
        samgen_free(s->samgen);
        s->samgen = samgen_new();
    }
    if (plan_trial(s, plan, &t)) {
        t.command = command_line(&t, plan->partition);
        generate(s, plan->partition, &t);
        s->check(&t, s->context);
    }
    sg_arena_rewind(s->arena, mark);
}

static void run_shapes(struct series *s, struct plan plan)
{
    for (plan.shape = 1; plan.shape < SHAPES; plan.shape++) {
        for (plan.shaped = 0; plan.shaped < s->grant->options.count; plan.shaped++)
            run(s, &plan);
        plan.shaped = ALL_OPTIONS;
        run(s, &plan);
    }
}

static unsigned count_bits(unsigned long bits)
{
    unsigned count = 0;
    for (; bits; bits &= bits - 1)
        count++;
    return count;
}

void each_trial(struct sg_arena *arena, struct sg_catalog *catalog, const struct sg_grant *grant,
                enum samgen_style style, trial_fn *check, void *context)
{
    struct series s = {arena, catalog, grant, style, check, context, NULL, 0};
    unsigned long all = 0;
    for (size_t i = 0; i < grant->options.count; i++)
        if (!grant->options.items[i].required)
            all |= 1UL << i;
    for (unsigned long options = 0; options <= all; options++) {
        if (options & ~all)
            continue;
        run(&s, &(struct plan){.options = options, .shaped = ALL_OPTIONS, .repeats = 1});
        run(&s, &(struct plan){.options = options, .shaped = ALL_OPTIONS, .repeats = 2, .partition = "auto"});
        if (count_bits(options) <= 2 || options == all)
            run_shapes(&s, (struct plan){.options = options, .repeats = 1});
    }
    samgen_free(s.samgen);
}
