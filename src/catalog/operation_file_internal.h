#ifndef SG_CATALOG_OPERATION_FILE_INTERNAL_H
#define SG_CATALOG_OPERATION_FILE_INTERNAL_H

#include "catalog/operation.h"
#include "catalog/record_internal.h"

/* The records of templates/operations.txt and templates/operations/, as templates/README.md explains them. */

struct sg_waiter {
    const char *name, *operation;
};

/* An operation whose line is there: its action has another name, or its parameters name something else. */
struct sg_operation_row {
    const char *name;
    const char *actions; /* "s3:GetObject,s3:PutObject", "a:X|a:Y", "=", "-", "?" */
    struct sg_operation_parameters parameters;
};

/* Facts about the operations of one client other than the names of actions. */
struct sg_client_file {
    struct sg_operation_parameters usual;
    struct sg_waiter *waiters;
    size_t waiter_count;
    struct sg_operation_row *rows;
    size_t row_count;
};

/* Each returns NULL after reporting the first line that is not as it must be. */
struct sg_clients *sg_read_clients(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f);
struct sg_client_file *sg_read_client_file(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f);

/* The file of a client, read once. NULL when it has none, or a faulty one. */
const struct sg_client_file *sg_client_file_of(struct sg_catalog *c, const struct sg_client *client,
                                               struct sg_findings *f);

/* Compares letters and digits alone, whatever their case: head_object is HeadObject. */
bool sg_same_plain(const char *x, const char *y);

#endif
