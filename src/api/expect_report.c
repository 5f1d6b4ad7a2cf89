/* Expectations of a spec as JSON and as JUnit's XML, with the elements and attributes that lint_junit.c has. */
#include <samgen/samgen.h>

#include "api/api_internal.h"
#include "api/xml_internal.h"
#include "yaml/write.h"

#include <string.h>

static struct sg_node *request_node(struct sg_arena *a, const struct samgen_expectation *e)
{
    static const char *const verdicts[] = {[SAMGEN_IMPLICIT_DENY] = "implicit-deny",
                                           [SAMGEN_EXPLICIT_DENY] = "explicit-deny",
                                           [SAMGEN_ALLOWED] = "allowed"};
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "action", e->failing_action);
    sg_put_text(a, map, "resource", e->failing_resource);
    sg_put_text(a, map, "decision", verdicts[e->verdict]);
    return map;
}

static struct sg_node *statement_node(struct sg_arena *a, const struct samgen_statement *by)
{
    struct sg_node *map = sg_map(a);
    sg_put_text(a, map, "place", by->layer);
    sg_put_text(a, map, "file", by->file);
    sg_put_text(a, map, "policy", by->policy);
    if (by->policy)
        sg_put_number(a, map, "statement", by->index + 1);
    if (by->file)
        sg_put_number(a, map, "line", by->line);
    return map;
}

const char *samgen_expectations_json(struct samgen *samgen, const struct samgen_expectations *all)
{
    struct sg_arena *a = samgen->arena;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    struct sg_node *root = sg_map(a), *list = sg_list(a);
    for (size_t i = 0; i < all->count; i++) {
        const struct samgen_expectation *e = &all->items[i];
        struct sg_node *map = sg_map(a);
        sg_put_text(a, map, "function", e->function);
        sg_put_text(a, map, e->allow ? "allow" : "deny", e->action);
        sg_put_text(a, map, "on", e->on);
        sg_put_text(a, map, "with", e->with);
        sg_put_text(a, map, "file", e->file);
        sg_put_number(a, map, "line", e->line);
        sg_put_plain(a, map, "passed", e->passed ? "true" : "false");
        if (!e->passed)
            sg_put(a, map, "request", request_node(a, e));
        sg_put(a, map, "by", statement_node(a, &e->by));
        sg_append(list, map);
    }
    sg_put(a, root, "expectations", list);
    sg_put_number(a, root, "failed", all->failed);
    sg_write_json(&b, root, 0);
    return b.text;
}

static void add_case(struct sg_arena *a, struct sg_buffer *b, const struct samgen_expectation *e)
{
    const char *with = e->with ? sg_concat(a, " with ", e->with) : "";
    bool allowed = e->verdict == SAMGEN_ALLOWED;
    sg_add(b, "    <testcase");
    sg_api_xml_attribute(a, b, "name",
                         sg_format(a, "%s %s on %s%s", e->allow ? "allow" : "deny", e->action, e->on, with));
    sg_api_xml_attribute(a, b, "classname", e->function);
    if (e->passed) {
        sg_add(b, "/>\n");
        return;
    }
    const char *by = e->by.policy ? sg_concat(a, " by ", e->by.policy) : "";
    sg_add(b, ">\n      <failure");
    sg_api_xml_attribute(a, b, "type", e->allow ? "allow" : "deny");
    sg_api_xml_attribute(
        a, b, "message",
        sg_format(a, "%s on %s is %s%s", e->failing_action, e->failing_resource, allowed ? "allowed" : "denied", by));
    sg_add_char(b, '>');
    sg_api_xml_text(a, b, sg_format(a, "%s:%zu", e->file, e->line));
    if (e->by.file)
        sg_api_xml_text(a, b, sg_format(a, ", decided by %s:%zu", e->by.file, e->by.line));
    sg_add(b, "</failure>\n    </testcase>\n");
}

const char *samgen_expectations_junit(struct samgen *samgen, const struct samgen_expectations *all, const char *spec)
{
    struct sg_arena *a = samgen->arena;
    struct sg_buffer b = sg_buffer_new(a, SG_BUFFER_MOST);
    sg_add(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"samgen\">\n  <testsuite");
    sg_api_xml_attribute(a, &b, "name", spec);
    sg_api_xml_attribute(a, &b, "file", spec);
    sg_add_format(&b, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", all->count, all->failed);
    for (size_t i = 0; i < all->count; i++)
        add_case(a, &b, &all->items[i]);
    sg_add(&b, "  </testsuite>\n</testsuites>\n");
    return b.text;
}
