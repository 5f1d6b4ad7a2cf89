#ifndef SG_SUGGEST_PROGRAM_INTERNAL_H
#define SG_SUGGEST_PROGRAM_INTERNAL_H

#include "base/set.h"
#include "code/read.h"
#include "sam/resolve.h"

/*
 * The source files of one function: its package, layers, and what they import. Files are read once and shared by
 * functions.
 */

struct sg_code_file {
    const char *path; /* from the folder of the template: "src/app.py"; of InlineCode: the template itself */
    enum sg_code_language language;
    uint32_t first_line; /* the line of its first line in `path`: 1, but for InlineCode */
    bool sub;            /* the text of an Fn::Sub: ${Id} in it is a reference of the template */
    const struct sg_code_unit *unit;
};

/* Which function of which file Lambda calls. */
struct sg_handler {
    const struct sg_code_file *file; /* NULL: it was not found; see `unread` */
    const char *name;                /* "lambda_handler", "handler"; a path in "app.handler" */
    const char *unread;              /* why the code is not read: "runtime java21 is not read yet"; or NULL */
};

enum sg_import_type {
    SG_IMPORT_FILE,     /* a file of the project */
    SG_IMPORT_EXTERNAL, /* a library or the runtime's own: a name to look up in the catalog */
    SG_IMPORT_MISSING,  /* it should be a file of the project, but it is not there */
};

struct sg_import {
    enum sg_import_type type;
    const struct sg_code_file *file;
    const char *name; /* SG_IMPORT_EXTERNAL: "boto3.dynamodb.conditions", "@aws-sdk/client-s3" */
};

/*
 * The files below a root, which is the nearest folder above the template that has a `.git`, or else the folder that
 * holds the template and all code that it names. Nothing outside the root is read, and no symbolic link that leads
 * there is followed.
 */
struct sg_code_files {
    struct sg_arena *arena;
    const char *folder;           /* of the template: "" or "stacks/" */
    size_t up;                    /* how many folders above it the root is */
    struct sg_map entries, units; /* by path: what is there, what was read */
    size_t bytes;
    uint64_t steps; /* instructions evaluated in all of them: see SG_STEPS_OF_ALL_MOST */
};

/* `folder` is the template's. `code` is another folder that may be read, or NULL. */
void sg_code_files_open(struct sg_arena *a, const struct sg_template *t, const char *code, struct sg_code_files *files);

/*
 * A path below the folder of the template without "." and "..", but for those at its beginning: "src/app.py" for "src"
 * and "./lib/../app.py". NULL when it leaves the root.
 */
const char *sg_code_path(const struct sg_code_files *files, const char *folder, const char *path);

bool sg_code_is_file(struct sg_code_files *files, const char *path);
bool sg_code_is_folder(struct sg_code_files *files, const char *path);

/* Reads a file once. NULL: it is not there, or cannot be read. */
const struct sg_code_file *sg_code_file(struct sg_code_files *files, const char *path);

/* A file without code, for a folder that is a package and for data that is imported. */
const struct sg_code_file *sg_code_empty_file(struct sg_code_files *files, const char *path);

/* The bytes of a small file such as tsconfig.json; NULL. */
#define SG_CODE_SETTINGS_MOST ((size_t)64 * 1024)
const struct sg_source *sg_code_settings(struct sg_code_files *files, const char *path);

/* What one function is made of. */
struct sg_program {
    struct sg_arena *arena;
    struct sg_resolver *resolver;
    const struct sg_resource *function;
    struct sg_code_files *files;
    const char *package;      /* its folder */
    struct sg_strings layers; /* folders of its layers that are in the project */
    struct sg_strings unread; /* in words: "the layer of the parameter LayerArn" */
};

/*
 * Finds the code of a function. `code` is the folder of its package in place of the one that the template names, or
 * NULL.
 */
void sg_program_open(struct sg_program *program, const char *code, struct sg_handler *handler);

/*
 * What a file of the program imports by `module` as written ("..lib.store", "./store.js", "boto3"). The SDKs of AWS are
 * always external, also where the package has a copy. `member` is a name that is imported from the module, which may be
 * a module itself (a package's file `member.py`); NULL: none. When it is one, `*is_member` is true and the file is that
 * of the member.
 */
struct sg_import sg_program_import(struct sg_program *program, const struct sg_code_file *from, const char *module,
                                   const char *member, bool *is_member);

/* The two halves of it; `*import` is set when the file is found, or must exist. */
bool sg_import_python(struct sg_program *program, const char *from, const char *module, const char *member,
                      bool *is_member, struct sg_import *import);
bool sg_import_javascript(struct sg_program *program, const char *from, const char *module, struct sg_import *import);

/*
 * The file with one of the endings of JavaScript and TypeScript; "app.js" may be app.ts, a folder its index. NULL:
 * none.
 */
const struct sg_code_file *sg_javascript_file(struct sg_code_files *files, const char *path);

/*
 * A package.json or tsconfig.json as a tree, without the comments that TypeScript allows; or NULL. `path` may be NULL.
 */
const struct sg_node *sg_javascript_settings(struct sg_program *program, const char *path);

/* The file that a package in this folder begins with, or NULL. */
const struct sg_code_file *sg_javascript_package(struct sg_program *program, const char *folder);

/* The module by the paths of a tsconfig.json in the folder, or among the workspaces of its package.json; or NULL. */
const struct sg_code_file *sg_javascript_of_project(struct sg_program *program, const char *folder, const char *module);

#endif
