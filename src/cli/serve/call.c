#include "cli/serve/tool.h"

#include <stdlib.h>
#include <string.h>

/* ---- Texts ---- */

/* Both texts, the second on a new line. Of malloc. */
static char *join(const char *x, const char *y)
{
    size_t length = x ? strlen(x) : 0, more = y ? strlen(y) : 0;
    char *text = malloc(length + more + 2);
    if (!text)
        return NULL;
    memcpy(text, x ? x : "", length);
    if (length && more && text[length - 1] != '\n')
        text[length++] = '\n';
    memcpy(text + length, y ? y : "", more);
    text[length + more] = '\0';
    return text;
}

static bool is_done(const struct tool_run *run)
{
    return run->status == SAMGEN_OK || run->status == SAMGEN_FINDINGS;
}

/* Runs the command of a call. False after a fault in the arguments, or when the command fails; the answer says why. */
static bool run(const struct tool *tool, const json_t *arguments, const char *option, struct tool_run *out,
                struct sg_tool_answer *answer)
{
    struct tool_line line;
    make_tool_line(tool, arguments, option, &line);
    *out = (struct tool_run){.status = SAMGEN_BAD_INPUT};
    if (!line.fault)
        run_tool_line(&line, out);
    answer->failed = !is_done(out);
    if (answer->failed)
        answer->text = line.fault ? join(line.fault, NULL) : join(out->out, out->err);
    free_tool_line(&line);
    return !answer->failed;
}

/* ---- Answers ---- */

static json_t *read_structured(const struct tool_row *row, const struct tool_run *run)
{
    json_t *read = run->out ? json_loadb(run->out, run->out_length, JSON_DISABLE_EOF_CHECK, NULL) : NULL;
    if (!read || row->wraps || !json_is_object(read))
        return json_pack("{s:o}", "result", read ? read : json_null());
    return read;
}

static json_t *structured(const struct tool *tool, const json_t *arguments)
{
    struct sg_tool_answer other = {0};
    struct tool_run in_json;
    json_t *made = NULL;
    if (tool->row->answer) {
        struct samgen *samgen = samgen_new();
        if (tool->catalog)
            samgen_use_catalog(samgen, tool->catalog);
        made = tool->row->answer(samgen, arguments);
        samgen_free(samgen);
        return made;
    }
    if (run(tool, arguments, "--format=json", &in_json, &other))
        made = read_structured(tool->row, &in_json);
    free(other.text);
    free_tool_run(&in_json);
    return made;
}

/* Shows the change, and writes it if that was asked for. */
static void call_writer(const struct tool *tool, const json_t *arguments, struct sg_tool_answer *answer)
{
    const json_t *write = json_object_get(arguments, "write");
    struct tool_run shown, written = {0};
    bool wanted = json_is_true(write);
    if (write && !json_is_boolean(write)) {
        answer->text = strdup("write must be true or false");
        answer->failed = true;
        return;
    }
    bool ok = run(tool, arguments, "--dry-run", &shown, answer);
    if (ok && wanted)
        ok = run(tool, arguments, NULL, &written, answer);
    if (ok) {
        bool changed = shown.out_length > 0;
        answer->text = join(shown.out, wanted ? written.err : shown.err);
        answer->structured = json_pack("{s:b, s:b, s:s}", "changed", changed, "written", changed && wanted, "diff",
                                       shown.out ? shown.out : "");
    }
    free_tool_run(&shown);
    free_tool_run(&written);
}

void tool_call(const struct sg_tool *called, const json_t *arguments, struct sg_tool_answer *answer)
{
    const struct tool *tool = called->row;
    struct tool_run shown;
    if (tool->row->flags & TOOL_WRITES) {
        call_writer(tool, arguments, answer);
        return;
    }
    if (run(tool, arguments, tool->row->option, &shown, answer)) {
        answer->text = join(shown.out, shown.err);
        answer->structured = tool->row->output ? structured(tool, arguments) : NULL;
    }
    free_tool_run(&shown);
}
