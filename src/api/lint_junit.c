/*
 * Findings as JUnit's XML: a suite for each file, a case for each finding. It has what the schema junit-10.xsd of
 * Jenkins' xUnit plugin allows, which GitLab, Azure and others read too, but no time and no name of a machine: equal
 * files give equal reports.
 */
#include "api/lint_format_internal.h"
#include "api/xml_internal.h"

/* Returns the name of a case: the rule and the place, which does not change when lines move. */
static const char *name_of(struct sg_arena *a, const struct samgen_lint_finding *f)
{
    return f->path ? sg_format(a, "%s %s", f->rule, f->path) : f->rule;
}

static const char *text_of(struct sg_arena *a, const struct samgen_lint_finding *f)
{
    return sg_format(a, "%s:%zu:%zu: %s: %s [%s]", f->file, f->line, f->column, sg_severity_word(f->severity),
                     f->message, f->rule);
}

/* An info is only output: it fails no case, as it fails no run. */
static void add_case(struct sg_arena *a, struct sg_buffer *b, const struct samgen_lint_finding *f)
{
    const char *element = f->severity == SAMGEN_NOTE ? "system-out" : "failure";
    sg_add(b, "    <testcase");
    sg_api_xml_attribute(a, b, "name", name_of(a, f));
    sg_api_xml_attribute(a, b, "classname", f->file);
    sg_add_format(b, ">\n      <%s", element);
    if (f->severity != SAMGEN_NOTE) {
        sg_api_xml_attribute(a, b, "type", sg_severity_word(f->severity));
        sg_api_xml_attribute(a, b, "message", f->message);
    }
    sg_add_char(b, '>');
    sg_api_xml_text(a, b, text_of(a, f));
    sg_add_format(b, "</%s>\n    </testcase>\n", element);
}

void sg_api_junit_add(struct samgen *samgen, struct sg_buffer *b, const struct samgen_lint_report *report)
{
    struct sg_arena *a = samgen->arena;
    size_t failures = 0, count = report->finding_count;
    for (size_t i = 0; i < count; i++)
        failures += report->findings[i].severity != SAMGEN_NOTE;
    sg_add(b, "  <testsuite");
    sg_api_xml_attribute(a, b, "name", report->file);
    sg_api_xml_attribute(a, b, "file", report->file);
    sg_add_format(b, " tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n", count ? count : 1, failures);
    for (size_t i = 0; i < count; i++)
        add_case(a, b, &report->findings[i]);
    if (!count) {
        sg_add(b, "    <testcase name=\"no findings\"");
        sg_api_xml_attribute(a, b, "classname", report->file);
        sg_add(b, "/>\n");
    }
    sg_add(b, "  </testsuite>\n");
}
