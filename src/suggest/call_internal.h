#ifndef SG_SUGGEST_CALL_INTERNAL_H
#define SG_SUGGEST_CALL_INTERNAL_H

#include "catalog/operation.h"
#include "suggest/program_internal.h"
#include "suggest/value_internal.h"

/* How the code makes a call of AWS. */
enum sg_call_via {
    SG_VIA_CALL,      /* an operation of a client */
    SG_VIA_HELPER,    /* a helper of an SDK or a library that makes it: upload_file, a table's put_item, a paginator */
    SG_VIA_IMPLICIT,  /* the service makes it with the caller's rights */
    SG_VIA_PRESIGNED, /* whoever has the URL makes it, with the rights of who signed */
    SG_VIA_TRAIL,     /* a record of CloudTrail */
};

/* The path of an argument that is the ARN of the resource, whatever the operation calls it. */
#define SG_CALL_ARN "*"

/* What a parameter of the operation is given: "Bucket", "RequestItems{}", "Entries[].EventBusName". */
struct sg_call_argument {
    const char *path;
    struct sg_seen_set values;
};

/* A call of an AWS operation that the handler can reach. */
struct sg_call {
    const char *service;   /* as the code names its client: "s3", "DynamoDB" */
    const char *operation; /* as the API names it: "GetObject"; NULL: see action */
    const char *action;    /* that is needed where no operation says it: "iam:PassRole"; or NULL */
    struct sg_call_argument *arguments;
    size_t argument_count;
    bool whole;   /* `arguments` has all that is given; otherwise a parameter that it lacks may be given */
    bool sure;    /* the handler reaches it; otherwise it was not certain which code a handler reaches */
    bool foreign; /* all its clients have credentials of their own, so the role is not asked */
    bool denied;  /* of a record of CloudTrail */
    enum sg_call_via via;
    const struct sg_code_file *file;
    uint32_t line;
    const char *text; /* as written, in one line: "get_object_tagging(Bucket=BUCKET)" */
};

/* A read of the environment. */
struct sg_environment_read {
    const char *name;
    bool guarded; /* it has a default, or the code asks whether it is there */
    const struct sg_code_file *file;
    uint32_t line;
};

/* What the code of one function does, as far as it was read. */
struct sg_code_facts {
    struct sg_call *calls;
    size_t call_count, call_capacity;
    struct sg_environment_read *environment;
    size_t environment_count, environment_capacity;
    struct sg_strings defined;  /* variables of the environment that the code sets itself */
    struct sg_strings files;    /* paths of the files that were read, from the folder of the template */
    struct sg_strings not_read; /* in words: "requests_aws4auth (signs requests itself)"; each once */
    bool complete; /* everything imported was read or is known to make no call of AWS, and the limits were kept */
};

/*
 * Follows the values from the handler through all code that it reaches. `program` finds and reads the files. Nothing of
 * the code is run. Work on one function is limited; when that is not enough, the facts are not complete.
 */
void sg_read_calls(struct sg_arena *a, struct sg_catalog *catalog, struct sg_program *program,
                   const struct sg_handler *handler, struct sg_findings *findings, struct sg_code_facts *facts);

/* Whether a module is a library that is never read from the files of the project, such as an SDK of AWS. */
bool sg_sdk_is_external(struct sg_arena *a, struct sg_catalog *c, const char *module, bool script,
                        struct sg_findings *f);

#endif
