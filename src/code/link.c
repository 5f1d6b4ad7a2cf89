#include "base/list.h"
#include "code/held_internal.h"

/*
 * A function that takes more than these is not followed, as then all writes count: the first bounds memory, the second
 * time. Real code takes less than two and less than four an instruction.
 */
#define STEPS_MOST(instructions) (4 * (size_t)(instructions) + 4096)
#define VISITS_MOST(instructions) (64 * (size_t)(instructions) + 4096)

/* A change of what a variable holds, so that it can be taken back at the end of a branch. */
struct change {
    uint32_t variable;
    struct sg_held *before;
};

/* What a variable holds at the end of a branch that gets there. */
struct outcome {
    uint32_t variable;
    struct sg_held *held;
};

struct frame {
    enum sg_code_op op;         /* SG_CODE_BRANCH, SG_CODE_LOOP or SG_CODE_TRY */
    uint32_t changes, outcomes; /* how many there were before it */
    uint32_t branches, live;    /* that began, and that reached their end */
    bool whole;                 /* one of the branches is always taken */
    bool dead_before;
};

/* A read, whose writes are known when the loops around it have ended. */
struct wait {
    uint32_t read;
    struct sg_held *held;
};

struct linker {
    struct sg_arena *arena;
    struct sg_code_unit *unit;
    struct sg_code_function *function;
    uint32_t index;
    struct sg_held **current; /* by variable; NULL: nothing was written in this function */
    struct change *changes;
    uint32_t change_count;
    size_t change_capacity;
    struct outcome *outcomes;
    uint32_t outcome_count;
    size_t outcome_capacity;
    struct frame *frames;
    uint32_t frame_count;
    size_t frame_capacity;
    struct wait *waits;
    uint32_t wait_count;
    size_t wait_capacity;
    struct sg_holder holder;
    uint32_t *marks; /* by variable: the walk or merge that saw it last */
    uint32_t mark;
    bool *outside; /* by variable: of a function, and functions in it write it too */
    bool dead;     /* after a return or throw */
};

static struct sg_held *held_by(struct linker *l, uint32_t variable)
{
    if (!l->current[variable])
        l->current[variable] = sg_held_write(&l->holder, SG_CODE_NONE);
    return l->current[variable];
}

static void set_held(struct linker *l, uint32_t variable, struct sg_held *held)
{
    l->holder.steps++;
    sg_grow(l->arena, l->changes, l->change_count, l->change_capacity);
    l->changes[l->change_count++] = (struct change){variable, held_by(l, variable)};
    l->current[variable] = held;
}

static void add_outcome(struct linker *l, uint32_t variable, struct sg_held *held)
{
    l->holder.steps++;
    sg_grow(l->arena, l->outcomes, l->outcome_count, l->outcome_capacity);
    l->outcomes[l->outcome_count++] = (struct outcome){variable, held};
}

/* Keeps what the branch changed, unless nothing gets to its end, and takes it back. */
static void end_branch(struct linker *l, struct frame *frame)
{
    l->mark++;
    for (uint32_t i = l->change_count; i > frame->changes; i--) {
        uint32_t variable = l->changes[i - 1].variable;
        if (!l->dead && l->marks[variable] != l->mark)
            add_outcome(l, variable, l->current[variable]);
        l->marks[variable] = l->mark;
    }
    while (l->change_count > frame->changes) {
        struct change change = l->changes[--l->change_count];
        l->current[change.variable] = change.before;
    }
    frame->branches++;
    frame->live += !l->dead;
    l->dead = frame->dead_before;
}

/* What the variable holds after all branches: in those that did not change it, what it held before. */
static void merge_variable(struct linker *l, const struct frame *frame, uint32_t variable)
{
    struct sg_held *before = held_by(l, variable), *merged = NULL;
    uint32_t changed_in = 0;
    for (uint32_t i = frame->outcomes; i < l->outcome_count; i++) {
        if (l->outcomes[i].variable != variable)
            continue;
        merged = merged ? sg_held_both(&l->holder, merged, l->outcomes[i].held) : l->outcomes[i].held;
        changed_in++;
    }
    if (!frame->whole || changed_in < frame->live)
        merged = sg_held_both(&l->holder, merged, before);
    set_held(l, variable, merged);
}

static int by_variable(const void *x, const void *y)
{
    const struct outcome *a = x, *b = y;
    return (a->variable > b->variable) - (a->variable < b->variable);
}

static void end_branches(struct linker *l, struct frame *frame)
{
    end_branch(l, frame);
    uint32_t first = frame->outcomes, last = l->outcome_count;
    if (first < last)
        sg_sort(l->outcomes + first, last - first, sizeof *l->outcomes, by_variable);
    for (uint32_t i = first; i < last;) {
        uint32_t end = i;
        while (end < last && l->outcomes[end].variable == l->outcomes[i].variable)
            end++;
        struct frame part = *frame;
        part.outcomes = i;
        l->outcome_count = end;
        merge_variable(l, &part, l->outcomes[i].variable);
        i = end;
    }
    l->outcome_count = first;
    l->dead = frame->dead_before || (frame->whole && !frame->live);
}

/* An error may come after any write of the body, so what runs next sees what was held before and after each. */
static void end_tried(struct linker *l, struct frame *frame)
{
    uint32_t count = l->change_count - frame->changes;
    struct change *tried = sg_new_array(l->arena, struct change, count);
    for (uint32_t i = 0; i < count; i++)
        tried[i] = l->changes[frame->changes + i];
    struct sg_held **ends = sg_new_array(l->arena, struct sg_held *, count);
    for (uint32_t i = 0; i < count; i++)
        ends[i] = l->current[tried[i].variable];
    end_branch(l, frame);
    l->mark++;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t variable = tried[i].variable;
        if (l->marks[variable] == l->mark) {
            l->current[variable] = sg_held_both(&l->holder, l->current[variable], tried[i].before);
            continue;
        }
        l->marks[variable] = l->mark;
        set_held(l, variable,
                 sg_held_both(&l->holder, sg_held_both(&l->holder, held_by(l, variable), tried[i].before), ends[i]));
    }
    frame->changes = l->change_count; /* these stay at the end of a handler */
}

/* Whatever a loop writes may have been written in the round before. */
static void begin_loop(struct linker *l, uint32_t at)
{
    size_t depth = 1;
    l->mark++;
    for (uint32_t i = at + 1; i < l->function->count && depth; i++) {
        l->holder.visits++;
        const struct sg_code_instruction *inner = &l->function->items[i];
        depth += inner->op == SG_CODE_BRANCH || inner->op == SG_CODE_LOOP || inner->op == SG_CODE_TRY;
        depth -= inner->op == SG_CODE_END;
        if (inner->op != SG_CODE_WRITE || l->marks[inner->variable] == l->mark)
            continue;
        l->marks[inner->variable] = l->mark;
        struct sg_held *round = sg_held_round(&l->holder, held_by(l, inner->variable));
        add_outcome(l, inner->variable, round);
        set_held(l, inner->variable, round);
    }
}

static void end_loop(struct linker *l, const struct frame *frame)
{
    for (uint32_t i = frame->outcomes; i < l->outcome_count; i++) {
        struct outcome *round = &l->outcomes[i];
        round->held->y = l->current[round->variable];
        l->current[round->variable] = round->held;
    }
    l->outcome_count = frame->outcomes;
    l->dead = frame->dead_before;
}

static void begin(struct linker *l, uint32_t at)
{
    sg_grow(l->arena, l->frames, l->frame_count, l->frame_capacity);
    enum sg_code_op op = l->function->items[at].op;
    l->frames[l->frame_count++] =
        (struct frame){.op = op, .changes = l->change_count, .outcomes = l->outcome_count, .dead_before = l->dead};
    if (op == SG_CODE_LOOP)
        begin_loop(l, at);
}

static void end(struct linker *l)
{
    struct frame *frame = &l->frames[--l->frame_count];
    if (frame->op == SG_CODE_LOOP)
        end_loop(l, frame);
    else
        end_branches(l, frame);
}

static void take_all_writes(struct sg_code_instruction *read)
{
    read->any_write = true;
    read->from_entry = true;
}

static void link_read(struct linker *l, uint32_t at)
{
    struct sg_code_instruction *read = &l->function->items[at];
    if (l->unit->variables[read->variable].owner != l->index || l->outside[read->variable]) {
        take_all_writes(read);
        return;
    }
    sg_grow(l->arena, l->waits, l->wait_count, l->wait_capacity);
    l->waits[l->wait_count++] = (struct wait){at, held_by(l, read->variable)};
}

static bool is_followed(const struct linker *l)
{
    uint32_t count = l->function->count;
    return l->holder.steps <= STEPS_MOST(count) && l->holder.visits <= VISITS_MOST(count);
}

static void end_waits(struct linker *l)
{
    for (uint32_t i = 0; i < l->wait_count; i++) {
        struct sg_code_instruction *read = &l->function->items[l->waits[i].read];
        if (!is_followed(l) || !sg_held_collect(&l->holder, l->waits[i].held, read))
            take_all_writes(read);
    }
}

static void link_write(struct linker *l, uint32_t at)
{
    uint32_t variable = l->function->items[at].variable;
    struct sg_code_writes *writes = &l->unit->writes[variable];
    sg_grow(l->arena, writes->items, writes->count, writes->capacity);
    writes->items[writes->count++] = (struct sg_code_place){l->index, at};
    if (is_followed(l))
        set_held(l, variable, sg_held_write(&l->holder, at));
}

static void link_catch(struct linker *l, struct frame *frame)
{
    if (frame->branches) {
        end_branch(l, frame);
        return;
    }
    frame->whole = true; /* either the body or one of the handlers gets to the end */
    end_tried(l, frame);
}

static void link_structure(struct linker *l, uint32_t at)
{
    struct sg_code_instruction *instruction = &l->function->items[at];
    struct frame *frame = l->frame_count ? &l->frames[l->frame_count - 1] : NULL;
    switch ((unsigned)instruction->op) {
    case SG_CODE_BRANCH:
    case SG_CODE_LOOP:
    case SG_CODE_TRY:
        begin(l, at);
        break;
    case SG_CODE_ELSE:
        end_branch(l, frame);
        frame->whole = frame->whole || instruction->a == SG_CODE_NONE;
        break;
    case SG_CODE_CATCH:
        link_catch(l, frame);
        break;
    case SG_CODE_END:
        end(l);
        break;
    default:
        break;
    }
}

static void link_instruction(struct linker *l, uint32_t at)
{
    switch ((unsigned)l->function->items[at].op) {
    case SG_CODE_READ:
        link_read(l, at);
        break;
    case SG_CODE_WRITE:
        link_write(l, at);
        break;
    case SG_CODE_RETURN:
    case SG_CODE_THROW:
        l->dead = true;
        break;
    default:
        if (is_followed(l))
            link_structure(l, at);
    }
}

static void link_function(struct linker *l)
{
    l->function = &l->unit->functions[l->index];
    l->change_count = l->outcome_count = l->frame_count = l->wait_count = 0;
    l->holder.steps = l->holder.visits = 0;
    l->dead = false;
    for (uint32_t i = 0; i < l->function->count; i++)
        link_instruction(l, i);
    end_waits(l);
    while (l->change_count)
        l->current[l->changes[--l->change_count].variable] = NULL;
}

static void find_outside(struct linker *l)
{
    const struct sg_code_unit *unit = l->unit;
    l->outside = sg_new_array(l->arena, bool, unit->variable_count);
    for (uint32_t f = 0; f < unit->function_count; f++)
        for (uint32_t i = 0; i < unit->functions[f].count; i++) {
            const struct sg_code_instruction *written = &unit->functions[f].items[i];
            uint32_t owner = written->op == SG_CODE_WRITE ? unit->variables[written->variable].owner : f;
            if (owner != f && owner) /* the code of the file itself runs before all others */
                l->outside[written->variable] = true;
        }
}

void sg_code_link(struct sg_arena *a, struct sg_code_unit *unit)
{
    struct linker l = {.arena = a, .unit = unit, .holder = {.arena = a}};
    unit->writes = sg_new_array(a, struct sg_code_writes, unit->variable_count);
    l.marks = sg_new_array(a, uint32_t, unit->variable_count);
    l.current = sg_new_array(a, struct sg_held *, unit->variable_count);
    find_outside(&l);
    for (l.index = 0; l.index < unit->function_count; l.index++)
        link_function(&l);
}
