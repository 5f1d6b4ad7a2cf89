#ifndef SG_CODE_UNIT_H
#define SG_CODE_UNIT_H

#include "base/arena.h"
#include "base/source.h"

#include <stdint.h>

/*
 * One file of source code in an intermediate form that is the same for all languages. Lowering makes it from a syntax
 * tree; nothing that reads it knows the language.
 *
 * A file is a list of functions; the first is the file itself. A function is a list of instructions, run in order. Each
 * instruction makes at most one value; its operands are the indexes of earlier instructions of the same function.
 */

#define SG_CODE_NONE UINT32_MAX /* no instruction, variable or function */

enum sg_code_op {
    /* Values. `text` is a text of the unit's arena; `a` and `b` are operands. */
    SG_CODE_TEXT,        /* the text itself, unescaped */
    SG_CODE_NUMBER,      /* as written */
    SG_CODE_CONSTANT,    /* "true", "false" or "none", in every language */
    SG_CODE_JOIN,        /* the texts of the items, joined: f"..", `..`, x + y, "%s" % x, "..".format(x) */
    SG_CODE_LIST,        /* the items: a list, tuple, set or array */
    SG_CODE_MAP,         /* the items with their keys */
    SG_CODE_READ,        /* the value of `variable`; which writes can reach it: see `reaching` */
    SG_CODE_BUILTIN,     /* a name that the file does not define: "print", "process", "exports" */
    SG_CODE_GET,         /* a.text */
    SG_CODE_ITEM,        /* a[b] */
    SG_CODE_ELEMENT,     /* each element that an iteration over a gives; SG_CODE_KEYS: each name of a member */
    SG_CODE_CALL,        /* a(items) */
    SG_CODE_NEW,         /* new a(items); a language without `new` uses SG_CODE_CALL */
    SG_CODE_EITHER,      /* one of the items: x if c else y */
    SG_CODE_FALLBACK,    /* the first item that has a value: x or y, x || y, x ?? y */
    SG_CODE_FUNCTION,    /* `function` as a value */
    SG_CODE_CLASS,       /* a class: the items are its bases, `function` is its body, `text` its name */
    SG_CODE_SUPER,       /* the bases of the class of the method, bound to its `self` */
    SG_CODE_IMPORT,      /* the module `text`, as written: "boto3", "..lib.store"; or `name`, if that is given */
    SG_CODE_IMPORT_FROM, /* what the module `text` calls `name`, or a module in it; "default" as in JavaScript */
    SG_CODE_AWAIT,       /* a; also `yield from` */
    SG_CODE_OTHER,       /* a value that is not followed: x == y, -x, a slice is not one; SG_CODE_IN: b in a */

    /* Effects. */
    SG_CODE_WRITE,      /* variable = a */
    SG_CODE_SET,        /* a.text = b; `text` is NULL in a deletion or a computed name */
    SG_CODE_SET_ITEM,   /* a[items[0]] = b */
    SG_CODE_RETURN,     /* a, or SG_CODE_NONE */
    SG_CODE_YIELD,      /* a */
    SG_CODE_THROW,      /* a, or SG_CODE_NONE */
    SG_CODE_EXPORT_ALL, /* this file exports what the module `text` exports: `export * from`, `from x import *` */

    /* Structure. It decides which writes reach a read. */
    SG_CODE_BRANCH, /* if (a): up to the SG_CODE_ELSE or SG_CODE_END of its depth; also cases, a: or SG_CODE_NONE */
    SG_CODE_ELSE,   /* the next branch; a: its condition, or SG_CODE_NONE when it is taken if no other is */
    SG_CODE_LOOP,   /* up to SG_CODE_END, any number of times */
    SG_CODE_TRY,    /* up to the first SG_CODE_CATCH */
    SG_CODE_CATCH,  /* what runs after an error; several may follow */
    SG_CODE_END,    /* of the last of them */
};

/* What `text` says of some of them. */
#define SG_CODE_KEYS "keys"
#define SG_CODE_IN "in"

/* An argument of a call, an item of a list, an entry of a map. */
struct sg_code_item {
    const char *name; /* f(name=value), {name: value} where the key is a text; NULL: none, or see key */
    uint32_t key;     /* of a map whose key is computed: an operand; SG_CODE_NONE otherwise */
    uint32_t value;   /* an operand */
    bool spread;      /* *value, **value, ...value */
};

struct sg_code_instruction {
    enum sg_code_op op;
    uint32_t a, b;
    uint32_t variable; /* index in the unit */
    uint32_t function; /* index in the unit */
    const char *text, *name;
    struct sg_code_item *items;
    uint32_t count;
    uint32_t start, end; /* its bytes in the file; of a call, a begins at the same start */
    uint32_t line;       /* from 1 */
    /*
     * Of SG_CODE_READ, filled by sg_code_link: the writes of this function that can reach it, as indexes of
     * instructions. `from_entry`: perhaps none has run before, so the value is what the variable had at the entry (of a
     * parameter). `any_write`: all writes to the variable count, since other functions own or write it or too many
     * reach it; see `writes`.
     */
    uint32_t *reaching;
    uint32_t reaching_count;
    bool from_entry, any_write;
};

struct sg_code_variable {
    const char *name;
    uint32_t owner;       /* the function whose variable it is */
    const char *exported; /* the name by which other files see it; of a class body: the member's; or NULL */
    bool declared;        /* `name: type`, with a value or without */
    const char *type;     /* the declared type as written, or NULL */
};

struct sg_code_parameter {
    const char *name;  /* by which a caller may name it; NULL: it is destructured, or has none */
    uint32_t variable; /* that has its value at the entry; the first instructions take a destructured one apart */
    bool rest;         /* *name, ...name: a list of the further arguments */
    bool rest_named;   /* **name: a map of them */
    /*
     * The instruction of the function around it that makes the default value; or SG_CODE_NONE. Where each call makes a
     * new default, as in JavaScript, the body begins with parameter = SG_CODE_FALLBACK(parameter, default) instead.
     */
    uint32_t preset;
};

struct sg_code_function {
    const char *name; /* "" when it has none */
    uint32_t outer;   /* the function around it; SG_CODE_NONE for the file */
    uint32_t self;    /* the variable of its instance, which is not one of the parameters; SG_CODE_NONE: it has none */
    bool is_class;    /* the body of a class: its variables that are `exported` are members */
    bool is_static;   /* a member that is called without an instance */
    bool takes_class; /* a member whose `self` is the class */
    bool is_getter;   /* a property: reading it calls it */
    struct sg_code_parameter *parameters;
    uint32_t parameter_count;
    struct sg_code_instruction *items;
    uint32_t count;
    size_t capacity;
    uint32_t line;
};

/* A constructor has this name in every language. */
#define SG_CODE_CONSTRUCTOR "__init__"

/* What was not read, and where. */
struct sg_code_gap {
    uint32_t line;
    const char *why; /* "syntax error", "nested too deeply" */
};

struct sg_code_unit {
    const struct sg_source *source;
    struct sg_code_function *functions;
    uint32_t function_count;
    size_t function_capacity;
    struct sg_code_variable *variables;
    uint32_t variable_count;
    size_t variable_capacity;
    struct sg_code_gap *gaps;
    uint32_t gap_count;
    size_t gap_capacity;
    /* Filled by sg_code_link: of each variable all its writes. */
    struct sg_code_writes {
        struct sg_code_place {
            uint32_t function, instruction;
        } * items;
        uint32_t count;
        size_t capacity;
    } * writes;
};

/*
 * Finds which writes reach each read, by the structure of each function: a write that always runs before the read hides
 * the earlier ones, branches and loops join theirs, and nothing after a return or throw is reached. Variables of other
 * functions, and own ones that functions inside write, may have been written at any time, so all their writes count.
 */
void sg_code_link(struct sg_arena *a, struct sg_code_unit *unit);

#endif
