#include "catalog/operation_file_internal.h"

#include "base/text.h"

#include <stdint.h>
#include <string.h>

bool sg_same_plain(const char *x, const char *y)
{
    for (;; x++, y++) {
        while (*x && !sg_is_alnum(*x))
            x++;
        while (*y && !sg_is_alnum(*y))
            y++;
        if (sg_small_letter(*x) != sg_small_letter(*y))
            return false;
        if (!*x)
            return true;
    }
}

/* ---- operations.txt ---- */

static bool read_source(struct sg_records *r)
{
    ((struct sg_clients *)r->made)->source = sg_record_rest(r);
    return true;
}

static bool read_count(struct sg_records *r)
{
    struct sg_clients *clients = r->made;
    size_t count;
    return sg_record_number(r, sg_record_word(r), SIZE_MAX, &count) &&
           sg_record_number(r, sg_record_word(r), SIZE_MAX, &clients->operations);
}

/* stepfunctions states StepFunctions sfn */
static bool read_client(struct sg_records *r)
{
    struct sg_clients *clients = r->made;
    struct sg_client *client = &clients->items[clients->count++];
    client->name = sg_record_word(r);
    client->prefix = sg_record_word(r);
    while (*r->line)
        sg_push(r->arena, &client->names, sg_record_word(r));
    return *client->prefix || sg_record_fail(r, client->name, "a client has a name and the prefix of its actions");
}

struct sg_clients *sg_read_clients(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f)
{
    static const struct sg_record records[] = {{".source", read_source}, {".count", read_count}, {NULL, read_client}};
    struct sg_clients *clients = sg_new(a, struct sg_clients);
    struct sg_records r = sg_records_new(a, source, f);
    r.made = clients;
    clients->source = "";
    clients->items = sg_new_array(a, struct sg_client, sg_count_records(source, "") + 1);
    return sg_read_records(&r, records) ? clients : NULL;
}

/* ---- operations/CLIENT.txt ---- */

/* .parameter QueueUrl QueueName */
static bool read_parameter(struct sg_records *r)
{
    struct sg_operation_parameters *usual = &((struct sg_client_file *)r->made)->usual;
    struct sg_operation_parameter *parameter = &usual->items[usual->count++];
    parameter->name = sg_record_word(r);
    parameter->placeholder = sg_record_word(r);
    return *parameter->placeholder ||
           sg_record_fail(r, parameter->name, "a parameter has a name and the placeholder that it fills");
}

/* .waiter ObjectExists HeadObject */
static bool read_waiter(struct sg_records *r)
{
    struct sg_client_file *file = r->made;
    struct sg_waiter *waiter = &file->waiters[file->waiter_count++];
    waiter->name = sg_record_word(r);
    waiter->operation = sg_record_word(r);
    return *waiter->operation || sg_record_fail(r, waiter->name, "a waiter has a name and an operation");
}

static bool read_own_parameter(struct sg_records *r, struct sg_operation_parameters *own)
{
    char *word = sg_record_word(r), *equals = strchr(word, '=');
    if (!equals)
        return sg_record_fail(r, word, "a parameter is written as NAME=PLACEHOLDER");
    *equals = '\0';
    own->items[own->count++] = (struct sg_operation_parameter){word, equals + 1};
    return true;
}

/* CopyObject s3:GetObject,s3:PutObject Bucket=BucketName */
static bool read_row(struct sg_records *r)
{
    struct sg_client_file *file = r->made;
    struct sg_operation_row *row = &file->rows[file->row_count++];
    size_t words = 1;
    for (const char *p = r->line; *p; p++)
        words += *p == ' ';
    row->parameters.items = sg_new_array(r->arena, struct sg_operation_parameter, words);
    row->name = sg_record_word(r);
    row->actions = sg_record_word(r);
    if (!*row->actions || *row->name == '.')
        return sg_record_fail(r, row->name, "an operation has a name and actions, or =, - or ?");
    while (*r->line)
        if (!read_own_parameter(r, &row->parameters))
            return false;
    return true;
}

struct sg_client_file *sg_read_client_file(struct sg_arena *a, const struct sg_source *source, struct sg_findings *f)
{
    static const struct sg_record records[] = {
        {".parameter", read_parameter}, {".waiter", read_waiter}, {NULL, read_row}};
    struct sg_client_file *file = sg_new(a, struct sg_client_file);
    struct sg_records r = sg_records_new(a, source, f);
    size_t lines = sg_count_records(source, "");
    r.made = file;
    file->usual.items = sg_new_array(a, struct sg_operation_parameter, sg_count_records(source, ".parameter") + 1);
    file->waiters = sg_new_array(a, struct sg_waiter, sg_count_records(source, ".waiter") + 1);
    file->rows = sg_new_array(a, struct sg_operation_row, lines - sg_count_records(source, ".") + 1);
    return sg_read_records(&r, records) ? file : NULL;
}
