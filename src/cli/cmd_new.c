#include "cli/help/said.h"
#include "cli/options.h"
#include "cli/project_files.h"
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct new_args {
    struct args common;
    struct samgen_settings settings;
    const char *runtime, *event, *into;
    bool vpc, force;
};

static const struct option_row options[] = {
    STYLE_OPTION(struct new_args, settings.style),
    EXPLAIN_OPTION(struct new_args, settings.explain),
    NO_LOGS_OPTION(struct new_args, settings.no_logs),
    NO_KMS_OPTION(struct new_args, settings.no_kms, "leave out the keys that other grants give the same resources"),
    PARTITION_OPTION(struct new_args, settings.partition),
    {.name = "runtime",
     TEXT_IN(struct new_args, runtime),
     .value = "RUNTIME",
     .title = "runtime of the function (default: the first one below)"},
    {.name = "event",
     TEXT_IN(struct new_args, event),
     .value = "EVENT",
     .title = "what calls the function (default: nothing)"},
    {.name = "vpc",
     SWITCH_IN(struct new_args, vpc),
     .title = "run in a VPC; its subnets and security groups become parameters"},
    {.name = "into",
     TEXT_IN(struct new_args, into),
     .value = "TEMPLATE",
     .title = "add the function to the project of this template"},
    {.name = "force", SWITCH_IN(struct new_args, force), .title = "overwrite files of the project that exist already"},
    {0},
};

/* The last part of a path, which names the project. */
static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void print_created(const struct args *args, const struct project_folder *folder,
                          const struct samgen_project *project)
{
    for (size_t i = 0; i < project->file_count; i++) {
        print_text(stdout, folder->path);
        printf("/%s\n", project->files[i].path);
    }
    if (args->quiet)
        return;
    fflush(stdout); /* the notes come after the list of files */
    if (folder->overwritten)
        fprintf(stderr, "samgen: note: %zu of these files existed and were overwritten\n", folder->overwritten);
    fputs("next: cd ", stderr);
    print_text(stderr, folder->path);
    fputs(" && sam build && sam deploy --guided; its README.md explains more\n", stderr);
}

static enum samgen_status make(struct new_args *own, const char *path)
{
    struct args *args = &own->common;
    struct samgen_project project;
    struct samgen_result result;
    struct project_folder folder = {.path = path, .force = own->force};
    const struct samgen_project_request request = {.name = last_part(folder.path),
                                                   .runtime = own->runtime,
                                                   .event = own->event,
                                                   .vpc = own->vpc,
                                                   .grants = args->grants,
                                                   .grant_count = args->grant_count};
    enum samgen_status status = samgen_new_project(args->samgen, &request, &own->settings, &project, &result);
    report_findings(args, &result);
    if (status == SAMGEN_OK)
        status = write_project_folder(args->samgen, &folder, &project);
    if (status == SAMGEN_OK)
        print_created(args, &folder, &project);
    return status;
}

/* ---- One more function for a project that exists ---- */

/* The path of `name` in the folder of the template; NULL without memory. */
static char *beside(const char *template, const char *name)
{
    const char *slash = strrchr(template, '/');
    size_t folder = slash ? (size_t)(slash + 1 - template) : 0, size = folder + strlen(name) + 1;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%.*s%s", (int)folder, template, name);
    return path;
}

static struct samgen_replacement replacement(const struct samgen_input *read, const struct samgen_file *made)
{
    return (struct samgen_replacement){.path = read->name,
                                       .read = read->bytes,
                                       .read_length = read->length,
                                       .bytes = made->text,
                                       .length = made->length};
}

static void print_added(const struct args *args, const struct project_folder *folder,
                        const struct samgen_project *project, const char *name)
{
    const char *within = strcmp(folder->path, ".") == 0 ? "" : folder->path, *slash = *within ? "/" : "";
    for (size_t i = 0; i < project->file_count; i++)
        printf("%s%s%s\n", within, slash, project->files[i].path);
    for (size_t i = 0; i < folder->change_count; i++)
        puts(folder->changes[i].path);
    if (args->quiet)
        return;
    fflush(stdout); /* the notes come after the list of files */
    if (folder->overwritten)
        fprintf(stderr, "samgen: note: %zu of these files existed and were overwritten\n", folder->overwritten);
    fprintf(stderr, "next: sam build && sam local invoke %s --event %s%s%s/events/event.json\n", project->function,
            within, slash, name);
}

/* `spec`: the path of the project's samgen.yaml, whether it exists or not. */
static enum samgen_status add(struct new_args *own, const char *name, const char *spec, struct project_folder *folder)
{
    struct args *args = &own->common;
    struct samgen_project project;
    struct samgen_result result;
    struct samgen_input template, spec_text = {0};
    struct samgen_replacement changes[2];
    bool has_spec = access(spec, F_OK) == 0;
    enum samgen_status status = read_named_file(args, own->into, &template);
    if (status == SAMGEN_OK && has_spec)
        status = read_named_file(args, spec, &spec_text);
    if (status != SAMGEN_OK)
        return status;
    const struct samgen_project_request request = {.name = name,
                                                   .runtime = own->runtime,
                                                   .event = own->event,
                                                   .vpc = own->vpc,
                                                   .grants = args->grants,
                                                   .grant_count = args->grant_count,
                                                   .into = &template,
                                                   .spec = has_spec ? &spec_text : NULL};
    status = samgen_new_project(args->samgen, &request, &own->settings, &project, &result);
    report_findings(args, &result);
    if (status != SAMGEN_OK)
        return status;
    changes[folder->change_count++] = replacement(&template, &project.template);
    if (has_spec)
        changes[folder->change_count++] = replacement(&spec_text, &project.spec);
    folder->changes = changes;
    status = write_project_folder(args->samgen, folder, &project);
    if (status == SAMGEN_OK)
        print_added(args, folder, &project, name);
    return status;
}

static enum samgen_status add_function(struct new_args *own, const char *name)
{
    if (strcmp(own->into, "-") == 0) {
        report_error("new --into edits a file, so it cannot read standard input; give the path of the template");
        return SAMGEN_BAD_INPUT;
    }
    char *spec = beside(own->into, "samgen.yaml"), *path = beside(own->into, ".");
    if (path && strlen(path) > 2)
        path[strlen(path) - 2] = '\0'; /* "stacks/." is "stacks" */
    struct project_folder folder = {.path = path, .force = own->force};
    enum samgen_status status = spec && path ? add(own, name, spec, &folder) : SAMGEN_FAILED;
    free(spec);
    free(path);
    return status;
}

static enum samgen_status run(struct args *args)
{
    struct new_args *own = (struct new_args *)args;
    if (args->word_count == 0) {
        report_error("new needs a name for the project, such as `samgen new orders --event sqs`");
        return SAMGEN_BAD_INPUT;
    }
    if (own->into)
        return add_function(own, args->words[0]);
    size_t length = strlen(args->words[0]);
    char *path = strdup(args->words[0]);
    while (path && length > 1 && path[length - 1] == '/') /* as the shell completes the name of a folder */
        path[--length] = '\0';
    enum samgen_status status = path ? make(own, path) : SAMGEN_FAILED;
    free(path);
    return status;
}

static void print_choices(const struct args *args, const char *title, const struct samgen_named_item *choices,
                          size_t count)
{
    printf("\n%s\n", title);
    for (size_t i = 0; i < count; i++)
        printf("  %-14s  %s%s%s%s\n", choices[i].name, said(args, choices[i].title), choices[i].id ? ", id ${" : "",
               choices[i].id ? choices[i].id : "", choices[i].id ? "}" : "");
}

static void print_more(struct args *args)
{
    const struct samgen_named_item *choices;
    size_t count = samgen_runtimes(args->samgen, &choices);
    print_choices(args, said(args, "Runtimes:"), choices, count);
    count = samgen_events(args->samgen, &choices);
    print_choices(args, said(args, "Events, and what calls the function:"), choices, count);
    printf("\n%s\n", said(args, "For example:"));
    puts("  samgen new orders --event sqs dynamodb-write --table '${Orders}'\n"
         "  samgen new thumbnails --runtime nodejs22.x --event s3 s3-read --bucket '${Uploads}'");
}

const struct command command_new = {
    .name = "new",
    .arguments = "NAME [GRANT ...]",
    .title = "create a project: template, handler, test event and spec",
    .details =
        "NAME is the folder to create: letters, digits, '-' and '_', optionally after a path. The template creates "
        "each\n"
        "resource that a grant names by ${Id}, such as a bucket, a table or a queue, and the resource that the event\n"
        "comes from. That has the id below, or the id in a grant that reads it: `--event s3 s3-read --bucket\n"
        "'${Pictures}'`. All files are written, or none; existing files are overwritten only with --force.\n\n"
        "With --into TEMPLATE, NAME is one more function of the project that has this template: it gets the folder "
        "NAME\n"
        "beside the template, and is added to the template, with the resources that the template lacks, and to\n"
        "samgen.yaml if the project has one. Nothing else changes.",
    .words = 1,
    .takes_grants = true,
    .options = options,
    .size = sizeof(struct new_args),
    .run = run,
    .print_more = print_more,
};
