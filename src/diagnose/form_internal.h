#ifndef SG_DIAGNOSE_FORM_INTERNAL_H
#define SG_DIAGNOSE_FORM_INTERNAL_H

#include "diagnose/denial.h"

/*
 * The form in which a line reports a denial: the words of the message, and of its line. A heading is another form than
 * the line below it. Words with digits or the marks of paths do not count, since they differ from report to report.
 */
uint64_t sg_diagnose_line_form(const struct sg_plain *plain, const struct sg_mention *mention);

#endif
