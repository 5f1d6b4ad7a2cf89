#ifndef SG_SUGGEST_FLOW_INTERNAL_H
#define SG_SUGGEST_FLOW_INTERNAL_H

#include "catalog/library.h"
#include "suggest/call_internal.h"

/*
 * Follows values through the code of one function. A frame is one function of the code as it is called from one place,
 * or from many at once; evaluating it reads cells and adds to cells, and a cell that grows makes its readers be
 * evaluated again. Nothing is ever taken out of a set, so this ends.
 */

/* Limits of the work on one handler. Beyond them the facts are not complete. */
#define SG_THINGS_MOST 64     /* values of one set; then it has SG_THING_UNKNOWN too */
#define SG_FIELDS_MOST 256    /* named fields of an object; further ones count as unnamed */
#define SG_CLONES_MOST 256    /* frames of one function, each for one place that calls it; then one for all others */
#define SG_CLONE_LENGTH 6000  /* instructions of all of them together */
#define SG_CHAIN_MOST 16      /* calls within calls that have frames of their own */
#define SG_STEPS_MOST 1200000 /* instructions evaluated */
#define SG_FRAMES_MOST 2000   /* frames that are each for one place */
#define SG_ARGUMENTS_MOST 24  /* of a call */
#define SG_WRITES_MOST 6      /* places that set a field whose order counts */
#define SG_PATH_MOST 200      /* characters of a path in the event or an answer */

#define SG_STEPS_OF_ALL_MOST (50 * (uint64_t)SG_STEPS_MOST) /* of all handlers of a template */

enum sg_thing_type {
    SG_THING_TEXT,
    SG_THING_NUMBER,
    SG_THING_CONSTANT, /* "true", "false" or "none" */
    SG_THING_ENVIRONMENT,
    SG_THING_EVENT,
    SG_THING_CONTEXT,
    SG_THING_JOINED,
    SG_THING_ANSWER,
    SG_THING_UNKNOWN,
    SG_THING_OBJECT,
    SG_THING_FUNCTION, /* `code`, with the variables of the frame `outer` */
    SG_THING_BOUND,    /* `of`, a function, with `self` */
    SG_THING_SUPER,    /* the bases of the class `of`, with `self` */
    SG_THING_EXTERNAL, /* what a library or the language calls `text`: "boto3.client", "boto3.session.Session()" */
    SG_THING_CLIENT,   /* of the service `text`; see `flavor` and `foreign` */
    SG_THING_METHOD,   /* the member `text` of `self`, which is not code of the project */
};

struct sg_frame;
struct sg_object;
struct sg_body;

/* One possible value. Equal ones are the same pointer. */
struct sg_thing {
    enum sg_thing_type type;
    const char *text;
    const char
        *flavor;  /* of a client: "client", "document", "resource" or "session"; of a variable: see sg_flow_split */
    bool foreign; /* it has credentials of its own */
    const struct sg_thing *of, *self;
    struct sg_object *object;
    struct sg_frame *frame; /* of a function: that around it; of others: where they are made */
    struct sg_body *body;
    uint32_t at;                    /* the instruction that makes it */
    const struct sg_things **parts; /* SG_THING_JOINED; SG_THING_ENVIRONMENT: one set, of its defaults */
    uint32_t part_count;
    struct sg_things *own; /* the one set of sg_flow_with_set; or NULL */
};

struct sg_things {
    const struct sg_thing **items;
    uint32_t count;
    size_t capacity;
    bool full;
};

/* A set that frames read. */
struct sg_cell {
    struct sg_things things;
    struct sg_frame **readers;
    uint32_t reader_count;
    size_t reader_capacity;
};

enum sg_object_type {
    SG_OBJECT_MAP,
    SG_OBJECT_LIST,
    SG_OBJECT_INSTANCE, /* of the class `class` */
    SG_OBJECT_CLASS,    /* its body is `body` */
    SG_OBJECT_FILE,     /* what the file `module` exports */
    SG_OBJECT_MODULE,   /* JavaScript's `module` in that file */
    SG_OBJECT_PROMISE,  /* `any` is what it is resolved to */
    SG_OBJECT_PARTIAL,  /* `of` with the arguments `0`, `1` and named ones */
    SG_OBJECT_COMMAND,  /* the operation `name` of `service`; `any` is its input */
    SG_OBJECT_RESOURCE, /* of boto3: "s3.Object"; its fields are its identifiers */
};

/* A place that sets a field. */
struct sg_write {
    const struct sg_frame *frame;
    uint32_t at;
    const struct sg_things *things;
};

struct sg_field {
    const char *name;
    struct sg_cell cell;
    bool set_later; /* not by the literal that makes the object */
    bool unordered; /* not all places that set it are in `writes` */
    uint32_t write_count;
    struct sg_write writes[SG_WRITES_MOST];
};

struct sg_object {
    enum sg_object_type type;
    const char *service, *name;
    const struct sg_thing *thing; /* the object as a value */
    const struct sg_thing *of;
    struct sg_object *class;
    struct sg_module *module;
    struct sg_frame *frame;
    struct sg_things *bases;
    struct sg_field **fields;
    uint32_t field_count;
    size_t field_capacity;
    struct sg_cell any;    /* under names that are not known, or appended */
    struct sg_cell keys;   /* the names that are not known as texts */
    struct sg_frame *body; /* of a class */
    bool open;             /* it may have fields that are not seen */
    bool entered;          /* a walk through it is under way: objects may be in themselves */
    bool foreign;
};

/* A value that counts only where another is missing; see flow_choice.c. */
struct sg_guard {
    uint32_t at;        /* the return, or the choice */
    uint32_t condition; /* what was asked for before it */
    uint32_t first;     /* the return where it is there, or its value */
};

/* What is the same for all frames of a function. */
struct sg_body {
    struct sg_module *module;
    const struct sg_code_function *function;
    uint32_t index;
    struct sg_frame **frames;
    uint32_t frame_count;
    size_t frame_capacity;
    uint32_t clones;
    bool again;     /* a read comes before a write that reaches it */
    uint32_t *arms; /* see flow_order.c; NULL: not asked for yet */
    struct sg_guard *guards;
    uint32_t guard_count;
    size_t guard_capacity;
    uint32_t *members; /* of a class: its variables that are exported */
    uint32_t member_count;
    size_t member_capacity;
};

/* A file of the code. */
struct sg_module {
    const struct sg_code_file *file;
    const struct sg_code_unit *unit;
    struct sg_body *bodies;
    uint32_t *slots;      /* by variable: its index among those of its function */
    uint32_t *slot_count; /* by function */
    struct sg_frame *frame;
    struct sg_object *exports, *holder;
    struct sg_map exported; /* by name: the slot of the variable of the file */
    uint32_t *stars;        /* its SG_CODE_EXPORT_ALL */
    uint32_t star_count;
    size_t star_capacity;
};

struct sg_slot {
    struct sg_cell entry; /* what a parameter is given */
    struct sg_cell all;   /* what is written */
    bool given;           /* some call gives it */
};

struct sg_frame {
    struct sg_body *body;
    struct sg_frame *outer, *caller;
    uint32_t at;              /* the call in `caller` */
    uint32_t number;          /* how many frames were made before it */
    struct sg_things *values; /* by instruction */
    uint32_t *stamps;         /* how large its inputs were when it was evaluated last, plus one */
    struct sg_slot *slots;
    struct sg_cell returned;
    struct sg_object *yields;
    struct sg_object *class; /* of the body of a class */
    struct sg_request *requests;
    bool queued, changed;
    bool mixed;    /* it is for many places, or for what such a frame calls or makes */
    bool held;     /* it waits for a value that decides whether another counts */
    bool released; /* it no longer does */
};

struct sg_named {
    const char *name;
    const struct sg_things *things;
};

/* The arguments of a call. */
struct sg_arguments {
    const struct sg_things *items[SG_ARGUMENTS_MOST];
    uint32_t count;
    struct sg_named named[SG_ARGUMENTS_MOST];
    uint32_t named_count;
    struct sg_things rest; /* of these some may be further arguments */
    bool open;             /* a map of named arguments is not wholly known */
    bool spread;           /* some named arguments come from a map */
    bool unknown;          /* nothing is known of them */
};

/* A read of the environment, by its place. */
struct sg_flow_read {
    struct sg_body *body;
    uint32_t at;
    const char *name;
    bool guarded; /* it has a default */
    bool asked;   /* it is only asked for */
};

/* A call of AWS, by the place that makes it. */
struct sg_request {
    struct sg_frame *frame;
    uint32_t at;
    const char *service, *operation;
    enum sg_call_via via;
    bool own, foreign; /* some client has the role's credentials; some has others */
    struct sg_things input;
    struct sg_things endpoints; /* of its clients */
    struct sg_request *next;    /* of the same frame */
};

struct sg_flow {
    struct sg_arena *arena; /* of this work alone */
    struct sg_arena *result;
    struct sg_catalog *catalog;
    struct sg_findings *findings;
    struct sg_program *program;
    struct sg_code_facts *facts;
    const struct sg_code_names *names;
    struct sg_map name_rows, called_names, libraries, modules, services, operations;
    struct sg_code_row no_row; /* in `name_rows`: no row of the catalog has the name */
    struct sg_thing **things;  /* a hash table of `thing_slots`, a power of two */
    uint32_t thing_count, thing_slots;
    struct sg_frame **queue; /* a heap: the newest frame first */
    uint32_t queue_count;
    size_t queue_capacity;
    struct sg_frame **held;
    uint32_t held_count;
    size_t held_capacity;
    struct sg_module **module_list;
    uint32_t module_count;
    size_t module_capacity;
    struct sg_request **requests;
    uint32_t request_count;
    size_t request_capacity;
    struct sg_flow_read *reads;
    uint32_t read_count;
    size_t read_capacity;
    const struct sg_thing **escaped; /* functions that code outside may call */
    uint32_t escaped_count;
    size_t escaped_capacity;
    const struct sg_thing *unknown, *none;
    uint64_t steps, steps_most;
    uint32_t seen_left; /* of the values of one parameter that the result may still have */
    uint32_t frame_count;
    uint32_t at; /* the instruction that is evaluated */
    bool unsure, over;
};

/* flow_thing.c: values and sets of them. */
const struct sg_thing *sg_flow_thing(struct sg_flow *w, const struct sg_thing *like);
const struct sg_thing *sg_flow_text(struct sg_flow *w, enum sg_thing_type type, const char *text);
const struct sg_thing *sg_flow_path(struct sg_flow *w, const struct sg_thing *of, const char *more);
const struct sg_thing *sg_flow_method(struct sg_flow *w, const struct sg_thing *self, const char *name);
bool sg_flow_add(struct sg_flow *w, struct sg_things *set, const struct sg_thing *thing);
bool sg_flow_add_all(struct sg_flow *w, struct sg_things *set, const struct sg_things *more);
bool sg_flow_is_data(const struct sg_thing *thing); /* a text, or a number */
bool sg_flow_have(const struct sg_things *set, const struct sg_thing *thing);
void sg_flow_give(struct sg_flow *w, struct sg_cell *cell, const struct sg_thing *thing);
void sg_flow_give_all(struct sg_flow *w, struct sg_cell *cell, const struct sg_things *more);
void sg_flow_watch(struct sg_flow *w, struct sg_cell *cell, struct sg_frame *reader);
/* `things` as they are outside of the frame; `room` is for when they are others. */
const struct sg_things *sg_flow_outside(struct sg_flow *w, const struct sg_frame *frame, const struct sg_things *things,
                                        struct sg_things *room);
/* The name of a variable of the environment that the code computes. */
#define SG_ANY_VARIABLE "*"

/*
 * The list of the parts of a variable of the environment, each of its elements, and the last one: of the list and the
 * last element, `flavor` is a mark and the separator, of an element the separator.
 */
#define SG_LIST_MARK "[]"
#define SG_LAST_MARK "[-1]"
const struct sg_thing *sg_flow_split(struct sg_flow *w, const struct sg_thing *variable, const char *separator);
const struct sg_thing *sg_flow_part(struct sg_flow *w, const struct sg_thing *list, bool last);
/* The only text of a set, or NULL. */
const char *sg_flow_only_text(const struct sg_things *set);

struct sg_object *sg_flow_object(struct sg_flow *w, enum sg_object_type type, struct sg_frame *frame, uint32_t at,
                                 const struct sg_thing *of, const char *name);
const struct sg_thing *sg_flow_composed(struct sg_flow *w, const struct sg_thing *like, uint32_t count,
                                        const struct sg_things ***parts);
const struct sg_thing *sg_flow_with_set(struct sg_flow *w, const struct sg_thing *like, struct sg_things **own);

/* flow_object.c: the fields of objects. */
struct sg_field *sg_flow_field(struct sg_flow *w, struct sg_object *object, const char *name);
struct sg_field *sg_flow_find_field(const struct sg_object *object, const char *name);
void sg_flow_set_field(struct sg_flow *w, struct sg_object *object, const char *name, const struct sg_things *things);
void sg_flow_elements(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, struct sg_things *into);
void sg_flow_merge(struct sg_flow *w, struct sg_frame *reader, struct sg_object *into, const struct sg_things *from);

/* flow_member.c: x.name and x[key]. */
void sg_flow_member(struct sg_flow *w, struct sg_frame *reader, const struct sg_thing *of, const char *name,
                    struct sg_things *into);
void sg_flow_item(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *of,
                  const struct sg_things *keys, struct sg_things *into);
bool sg_flow_class_member(struct sg_flow *w, struct sg_frame *reader, struct sg_object *class,
                          const struct sg_thing *self, const char *name, struct sg_things *into);

/* flow_call.c: calls of the code's own functions. */
void sg_flow_call(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *callee,
                  const struct sg_arguments *given, struct sg_things *into);
void sg_flow_call_all(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_things *callees,
                      const struct sg_arguments *given, struct sg_things *into);
void sg_flow_read_arguments(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_instruction *call,
                            struct sg_arguments *given);
struct sg_frame *sg_flow_frame(struct sg_flow *w, struct sg_body *body, struct sg_frame *outer, struct sg_frame *caller,
                               uint32_t at);
void sg_flow_give_arguments(struct sg_flow *w, struct sg_frame *frame, const struct sg_arguments *given);
void sg_flow_add_named(struct sg_arguments *given, const char *name, const struct sg_things *things);
void sg_flow_make_partial(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *function,
                          const struct sg_arguments *given, uint32_t first, struct sg_things *into);
void sg_flow_escape_arguments(struct sg_flow *w, const struct sg_arguments *given);
void sg_flow_enqueue(struct sg_flow *w, struct sg_frame *frame);
struct sg_frame *sg_flow_dequeue(struct sg_flow *w);
bool sg_flow_hold(struct sg_flow *w, struct sg_frame *frame);
void sg_flow_escape(struct sg_flow *w, const struct sg_thing *thing);
bool sg_flow_is_code(const struct sg_thing *thing);
const struct sg_things *sg_flow_argument(const struct sg_arguments *given, uint32_t position, const char *name);

/* flow_method.c: methods of lists, maps, texts, promises: what the languages have. */
bool sg_flow_builtin_method(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *self,
                            const char *name, const struct sg_arguments *given, struct sg_things *into);

/* flow_module.c: files and what they import. */
struct sg_module *sg_flow_module(struct sg_flow *w, const struct sg_code_file *file);
void sg_flow_import(struct sg_flow *w, struct sg_frame *frame, const struct sg_code_instruction *import,
                    struct sg_things *into);
void sg_flow_exported(struct sg_flow *w, struct sg_frame *reader, struct sg_module *module, const char *name,
                      struct sg_things *into);
void sg_flow_builtin(struct sg_flow *w, struct sg_frame *frame, const char *name, struct sg_things *into);

/* flow_step.c: one instruction. */
void sg_flow_step(struct sg_flow *w, struct sg_frame *frame, uint32_t at);

/* flow_order.c */
const struct sg_things *sg_flow_seen_writes(struct sg_flow *w, const struct sg_field *field,
                                            const struct sg_frame *frame, uint32_t at, struct sg_things *room);
void sg_flow_write_field(struct sg_flow *w, struct sg_object *object, const char *name, const struct sg_things *things,
                         const struct sg_frame *frame, uint32_t at);

/* flow_choice.c */
void sg_flow_find_guards(struct sg_flow *w, struct sg_body *body);
void sg_flow_guarded_return(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_things *things,
                            struct sg_things *into);
bool sg_flow_guarded_either(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_things *x,
                            const struct sg_things *y, struct sg_things *into);

/* flow_environment.c: the environment, and objects that read it. */
void sg_flow_read_environment(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *name,
                              const struct sg_things *preset, struct sg_things *into);
void sg_flow_ask_environment(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *name);
void sg_flow_set_environment(struct sg_flow *w, const struct sg_thing *of, const char *name);
bool sg_flow_is_environment(struct sg_flow *w, const struct sg_thing *thing);
bool sg_flow_setting(struct sg_flow *w, struct sg_frame *reader, struct sg_object *class, const char *name,
                     struct sg_things *into);
void sg_flow_list_environment(struct sg_flow *w);

/* sdk.c: what names of libraries do. */
void sg_sdk_call(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *callee,
                 const struct sg_arguments *given, struct sg_things *into);
bool sg_sdk_method(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const struct sg_thing *self,
                   const char *name, const struct sg_arguments *given, struct sg_things *into);
const char *sg_sdk_library(struct sg_flow *w, const char *name, bool script);
const struct sg_code_row *sg_sdk_row(struct sg_flow *w, const char *name);

/* sdk_request.c, sdk_call.c: requests, and the calls that they become. */
struct sg_request *sg_sdk_request(struct sg_flow *w, struct sg_frame *frame, uint32_t at, const char *service,
                                  const char *operation, const struct sg_thing *client);
void sg_sdk_list_calls(struct sg_flow *w);

/* flow_seen.c: values as the result has them. */
void sg_flow_seen(struct sg_flow *w, const struct sg_things *things, struct sg_seen_set *seen);
bool sg_flow_add_seen(struct sg_flow *w, struct sg_seen_set *set, enum sg_seen_type type, const char *text);

#endif
