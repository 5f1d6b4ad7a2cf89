#include "cli/bindings.h"
#include "cli/lint_files.h"
#include "cli/options.h"
#include "cli/path_list.h"
#include "cli/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum diff_fail { DIFF_FAIL_ADDED, DIFF_FAIL_ANY, DIFF_FAIL_NONE };

struct diff_args {
    struct args common;
    struct samgen_template_settings settings;
    enum samgen_diff_form form;
    enum diff_fail fail_on;
    struct texts set;
    const char *managed_policies, *output;
};

static const struct option_word form_words[] = {
    {"text", SAMGEN_DIFF_TEXT}, {"json", SAMGEN_DIFF_JSON}, {"markdown", SAMGEN_DIFF_MARKDOWN}, {0}};
static const struct option_word fail_words[] = {
    {"added", DIFF_FAIL_ADDED}, {"any", DIFF_FAIL_ANY}, {"none", DIFF_FAIL_NONE}, {0}};

static const struct option_row options[] = {
    OUTPUT_OPTION(struct diff_args, output),
    REGION_OPTION(struct diff_args, settings.region),
    SET_OPTION(struct diff_args, set),
    MANAGED_POLICIES_OPTION(struct diff_args, managed_policies),
    {.name = "format",
     WORD_IN(struct diff_args, form, enum samgen_diff_form),
     .words = form_words,
     .title = "how to write the differences"},
    {.name = "fail-on",
     WORD_IN(struct diff_args, fail_on, enum diff_fail),
     .words = fail_words,
     .title = "exit with 1 when something was added or widened, or for any difference (default added)"},
    {0},
};

/* What a run has found and written so far. */
struct diffing {
    struct diff_args *own;
    struct samgen_diff found;
    char *text; /* of all pairs */
    size_t length;
    FILE *page;
    bool any;
};

/* ---- One pair ---- */

static void add_text(struct diffing *d, const char *name, const struct samgen_result *result)
{
    if (!result->length)
        return;
    if (d->own->form == SAMGEN_DIFF_JSON && name)
        fprintf(d->page, "%s", d->any ? ",\n" : "");
    else if (d->any && d->own->form == SAMGEN_DIFF_TEXT)
        fputc('\n', d->page);
    if (d->own->form == SAMGEN_DIFF_JSON && name) {
        fprintf(d->page, "%s: ", samgen_json_text(d->own->common.samgen, name));
    }
    print_page(d->page, result->text, result->length);
    d->any = true;
}

/* `name`: of the pair in a folder, or NULL. */
static enum samgen_status compare(struct diffing *d, const struct samgen_input *older, const struct samgen_input *newer,
                                  const char *name)
{
    struct args *args = &d->own->common;
    struct samgen_diff diff;
    struct samgen_result result;
    enum samgen_status status =
        samgen_compare(args->samgen, older, newer, &d->own->settings, d->own->form, &diff, &result);
    report_findings(args, &result);
    if (status != SAMGEN_OK)
        return status;
    d->found.adds = d->found.adds || diff.adds;
    d->found.removes = d->found.removes || diff.removes;
    if (!name || diff.adds || diff.removes || d->own->form != SAMGEN_DIFF_JSON)
        add_text(d, name, &result);
    return SAMGEN_OK;
}

static enum samgen_status compare_files(struct diffing *d, const char *older, const char *newer)
{
    struct samgen_input inputs[2];
    enum samgen_status status = read_named_file(&d->own->common, older, &inputs[0]);
    if (status == SAMGEN_OK)
        status = read_named_file(&d->own->common, newer, &inputs[1]);
    return status == SAMGEN_OK ? compare(d, &inputs[0], &inputs[1], NULL) : status;
}

/* ---- Folders ---- */

static bool take(void *context, const char *path, bool found)
{
    (void)found;
    add_path(context, path);
    return true;
}

static void pass_over(void *context, const char *path)
{
    (void)context;
    (void)path;
}

static void complain(void *context, enum samgen_status status, const char *message)
{
    (void)context;
    if (status != SAMGEN_OK)
        report_error("%s", message);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The path within the folder; those in "." do not begin with it. */
static const char *within(const char *folder, const char *path)
{
    if (strcmp(folder, ".") == 0)
        return path;
    path += strlen(folder);
    return path + strspn(path, "/");
}

static const char *other_path(const struct path_list *list, const char *folder, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(within(folder, list->items[i]), name) == 0)
            return list->items[i];
    return NULL;
}

/* Reads a file of a folder; `*input` becomes NULL when there is none, or it is not a template. */
static enum samgen_status read_version(struct args *args, const char *path, struct samgen_input *text,
                                       const struct samgen_input **input)
{
    struct samgen_lint_report report;
    struct samgen_result result;
    const struct samgen_lint_settings settings = {.only_templates = true};
    enum samgen_status status = path ? read_named_file(args, path, text) : SAMGEN_OK;
    *input = NULL;
    if (!path || status != SAMGEN_OK)
        return status;
    bool is_template = samgen_lint(args->samgen, text, &settings, &report, &result) == SAMGEN_OK &&
                       report.kind == SAMGEN_LINT_TEMPLATE;
    *input = is_template ? text : NULL;
    return SAMGEN_OK;
}

static enum samgen_status compare_pair(struct diffing *d, const char *older, const char *newer, const char *name)
{
    struct samgen_input texts[2];
    const struct samgen_input *inputs[2];
    enum samgen_status status = read_version(&d->own->common, older, &texts[0], &inputs[0]);
    if (status == SAMGEN_OK)
        status = read_version(&d->own->common, newer, &texts[1], &inputs[1]);
    if (status == SAMGEN_OK && (inputs[0] || inputs[1]))
        status = compare(d, inputs[0], inputs[1], name);
    return status;
}

static enum samgen_status compare_lists(struct diffing *d, const char *const *folders, const struct path_list *lists)
{
    enum samgen_status status = SAMGEN_OK;
    for (size_t i = 0; i < lists[1].count && status == SAMGEN_OK; i++) {
        const char *name = within(folders[1], lists[1].items[i]);
        status = compare_pair(d, other_path(&lists[0], folders[0], name), lists[1].items[i], name);
    }
    for (size_t i = 0; i < lists[0].count && status == SAMGEN_OK; i++) {
        const char *name = within(folders[0], lists[0].items[i]);
        if (!other_path(&lists[1], folders[1], name))
            status = compare_pair(d, lists[0].items[i], NULL, name);
    }
    return status;
}

static enum samgen_status compare_folders(struct diffing *d, const char *const *folders)
{
    struct path_list lists[2] = {{0}, {0}};
    bool json = d->own->form == SAMGEN_DIFF_JSON;
    for (int side = 0; side < 2; side++) {
        const struct file_sink sink = {take, pass_over, complain, &lists[side]};
        (void)each_file(&sink, folders[side]);
    }
    if (json)
        fputs("{\"templates\": {", d->page);
    enum samgen_status status = compare_lists(d, folders, lists);
    if (json)
        fputs("}}\n", d->page);
    free_paths(&lists[0]);
    free_paths(&lists[1]);
    return status;
}

/* ---- The command ---- */

static enum samgen_status compare_words(struct diffing *d)
{
    const char *const *words = d->own->common.words;
    if (is_folder(words[0]) != is_folder(words[1])) {
        report_error("%s is a folder, but %s is not; give two templates or two folders", words[is_folder(words[1])],
                     words[!is_folder(words[1])]);
        return SAMGEN_BAD_INPUT;
    }
    return is_folder(words[0]) ? compare_folders(d, words) : compare_files(d, words[0], words[1]);
}

static enum samgen_status diff(struct diff_args *own)
{
    struct diffing d = {.own = own};
    d.page = open_memstream(&d.text, &d.length);
    if (!d.page)
        return SAMGEN_FAILED;
    enum samgen_status status = compare_words(&d);
    if (fclose(d.page) != 0 && status == SAMGEN_OK)
        status = SAMGEN_FAILED;
    const struct samgen_result result = {.text = d.text, .length = d.length};
    if (status == SAMGEN_OK)
        status = write_result(&own->common, own->output, &result);
    free(d.text);
    bool fails = own->fail_on != DIFF_FAIL_NONE && (d.found.adds || (own->fail_on == DIFF_FAIL_ANY && d.found.removes));
    return status == SAMGEN_OK && fails ? SAMGEN_FINDINGS : status;
}

static enum samgen_status run(struct args *args)
{
    struct diff_args *own = (struct diff_args *)args;
    struct bindings bindings;
    if (args->word_count < 2) {
        report_error("diff needs two templates, such as `samgen diff <(git show main:template.yaml) template.yaml`");
        return SAMGEN_BAD_INPUT;
    }
    bool ok = read_bindings(&own->set, &bindings);
    own->settings.bindings = bindings.items;
    own->settings.binding_count = bindings.count;
    enum samgen_status status = ok ? diff(own) : SAMGEN_BAD_INPUT;
    free_bindings(&bindings);
    return status;
}

const struct command command_diff = {
    .name = "diff",
    .arguments = "OLD NEW",
    .title = "show what functions may newly do, or no longer, between two versions of a template",
    .details =
        "Compares permissions, not text: the order, the form and the spelling of statements do not matter. Each line "
        "is\n"
        "+ something new, - something gone, or ~ something that was widened or narrowed, with its line in the "
        "template.\n"
        "Functions, state machines and roles that no function has are compared, and who may call or assume what the\n"
        "template has: trust policies, resource policies and AWS::Lambda::Permission. Both branches of Fn::If count.\n"
        "A resource with another logical id is the same resource if all its properties are. OLD and NEW are "
        "templates,\n"
        "which may be pipes, or folders; an empty OLD has no functions.\n\n"
        "Exit status: 1 when something was added or widened (see --fail-on); 2 when a template cannot be read.",
    .words = 2,
    .options = options,
    .size = sizeof(struct diff_args),
    .run = run,
};
