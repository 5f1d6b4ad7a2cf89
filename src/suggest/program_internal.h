#ifndef SG_SUGGEST_PROGRAM_INTERNAL_H
#define SG_SUGGEST_PROGRAM_INTERNAL_H

#include "base/finding.h"
#include "base/list.h"
#include "code/read.h"

/* The source files of one function: its package, layers, and what they import. Files are read once and shared by functions. */

struct sg_code_file {
    const char *path; /* from the folder of the template: "src/app.py"; of InlineCode: the template itself */
    enum sg_code_language language;
    uint32_t first_line; /* the line of its first line in `path`: 1, but for InlineCode */
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

struct sg_program;

/*
 * What a file of the program imports by `module` as written ("..lib.store", "./store.js", "boto3"). The SDKs of AWS are always
 * external, also where the package has a copy. `member` is a name that is imported from the module, which may be a module
 * itself (a package's file `member.py`); NULL: none. When it is one, `*is_member` is true and the file is that of the member.
 */
struct sg_import sg_program_import(struct sg_program *program, const struct sg_code_file *from, const char *module,
                                   const char *member, bool *is_member);

#endif
