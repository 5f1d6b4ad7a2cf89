/*
 * A project as samgen suggest reads it. "=== PATH" on a line begins a file; template.yaml is the template. An input
 * without such a line is code of each language beside a template that is always the same.
 */
#include "result.h"

#include <sys/stat.h>
#include <unistd.h>

#define FILES_MOST 8
#define PATH_MOST 60
#define MARK "=== "

static const char template[] =
    "Transform: AWS::Serverless-2016-10-31\n"
    "Resources:\n"
    "  Data: {Type: AWS::S3::Bucket}\n"
    "  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}\n"
    "  Queue: {Type: AWS::SQS::Queue}\n"
    "  Python:\n"
    "    Type: AWS::Serverless::Function\n"
    "    Properties:\n"
    "      Runtime: python3.13\n"
    "      Handler: app.handler\n"
    "      Environment: {Variables: {BUCKET: !Ref Data, TABLE: !Ref Table, QUEUE: !Ref Queue}}\n"
    "      Policies: [S3ReadPolicy: {BucketName: !Ref Data}, DynamoDBCrudPolicy: {TableName: !Ref Table}]\n"
    "      Events: {Put: {Type: S3, Properties: {Bucket: !Ref Data, Events: s3:ObjectCreated:*}}}\n"
    "  Script:\n"
    "    Type: AWS::Serverless::Function\n"
    "    Properties:\n"
    "      Runtime: nodejs22.x\n"
    "      Handler: app.handler\n"
    "      Environment: {Variables: {BUCKET: !Ref Data, TABLE: !Ref Table, QUEUE: !Ref Queue}}\n"
    "      Policies: [{Version: '2012-10-17', Statement: {Effect: Allow, Action: '*', Resource: '*'}}]\n";

/* ---- The files ---- */

struct file {
    char path[PATH_MOST + 1];
    const char *bytes;
    size_t length;
};

static struct file files[FILES_MOST];
static size_t file_count;

static void add_file(const char *path, size_t path_length, const char *bytes, size_t length)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_-/.";
    struct file *file = &files[file_count];
    if (file_count == FILES_MOST || !path_length || path_length > PATH_MOST)
        return;
    memcpy(file->path, path, path_length);
    file->path[path_length] = '\0';
    if (strspn(file->path, plain) != path_length || strstr(file->path, "..") || strchr("/.", *file->path))
        return; /* it stays in its folder */
    file->bytes = bytes;
    file->length = length;
    file_count++;
}

/* The next line that begins a file, from the start of a line on; the end when there is none. */
static const char *next_mark(const char *at, const char *end)
{
    while (end - at >= (ptrdiff_t)strlen(MARK) && memcmp(at, MARK, strlen(MARK)) != 0) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        at = stop ? stop + 1 : end;
    }
    return end - at >= (ptrdiff_t)strlen(MARK) ? at : end;
}

static void split(const char *data, size_t size)
{
    const char *end = data + size, *at = next_mark(data, end);
    file_count = 0;
    if (at == end) {
        static const char *const names[] = {"app.py", "app.ts", "other.py"};
        add_file("template.yaml", strlen("template.yaml"), template, strlen(template));
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            add_file(names[i], strlen(names[i]), data, size);
    }
    while (at < end) {
        const char *path = at + strlen(MARK), *stop = memchr(path, '\n', (size_t)(end - path));
        const char *bytes = stop ? stop + 1 : end, *next = next_mark(bytes, end);
        add_file(path, (size_t)((stop ? stop : end) - path), bytes, (size_t)(next - bytes));
        at = next;
    }
}

/* ---- The folder ---- */

static char folder[] = "/tmp/samgen-fuzz-XXXXXX";

static const char *full_path(const struct file *file, char room[sizeof folder + PATH_MOST + 2])
{
    snprintf(room, sizeof folder + PATH_MOST + 2, "%s/%s", folder, file->path);
    return room;
}

/* Makes or removes the folders that contain the path. */
static void with_folders(char *path, bool make)
{
    for (char *slash = path + strlen(path); slash > path + strlen(folder); slash--)
        if (*slash == '/' && !make) {
            *slash = '\0';
            rmdir(path);
        }
    for (char *slash = path + strlen(folder); make && (slash = strchr(slash + 1, '/'));) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static void write_files(void)
{
    char path[sizeof folder + PATH_MOST + 2];
    MUST(mkdtemp(strcpy(folder, "/tmp/samgen-fuzz-XXXXXX")));
    for (size_t i = 0; i < file_count; i++) {
        full_path(&files[i], path);
        with_folders(path, true);
        FILE *out = fopen(path, "wb"); /* not where an earlier file is a folder */
        if (out) {
            fwrite(files[i].bytes, 1, files[i].length, out);
            fclose(out);
        }
    }
}

static void remove_files(void)
{
    char path[sizeof folder + PATH_MOST + 2];
    for (size_t i = file_count; i-- > 0;)
        unlink(full_path(&files[i], path));
    for (size_t i = file_count; i-- > 0;) {
        full_path(&files[i], path);
        with_folders(path, false);
    }
    rmdir(folder);
}

/* ---- The answers ---- */

static struct samgen *samgen;

static void check_json(const struct samgen_result *result)
{
    json_t *json = json_loadb(result->text, result->length, JSON_REJECT_DUPLICATES, NULL);
    MUST(json && json_is_object(json_object_get(json, "functions")));
    json_decref(json);
}

static void ask(const struct samgen_input *input, enum samgen_suggest_form form)
{
    const struct samgen_suggest_settings settings = {.apply = form == SAMGEN_SUGGEST_TEXT};
    struct samgen_suggestion found;
    struct samgen_result result, again;
    enum samgen_status status = samgen_suggest(samgen, input, &settings, form, &found, &result);
    MUST(status == SAMGEN_OK || status == SAMGEN_BAD_INPUT);
    MUST((status == SAMGEN_OK) == (result.text != NULL));
    for (size_t i = 0; i < result.finding_count; i++)
        check_finding(&result.findings[i]);
    if (result.text)
        check_text(result.text, true);
    if (result.text && form == SAMGEN_SUGGEST_JSON)
        check_json(&result);
    MUST(samgen_suggest(samgen, input, &settings, form, &found, &again) == status);
    check_same(&result, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char name[sizeof folder + PATH_MOST + 2];
    split((const char *)data, size);
    begin_run(&samgen);
    write_files();
    for (size_t i = 0; i < file_count; i++) {
        if (strcmp(files[i].path, "template.yaml") != 0)
            continue;
        const struct samgen_input input = {
            .name = full_path(&files[i], name), .bytes = files[i].bytes, .length = files[i].length};
        ask(&input, SAMGEN_SUGGEST_TEXT);
        ask(&input, SAMGEN_SUGGEST_JSON);
        ask(&input, SAMGEN_SUGGEST_SPEC);
    }
    remove_files();
    return 0;
}
