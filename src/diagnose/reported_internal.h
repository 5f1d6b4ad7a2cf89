#ifndef SG_DIAGNOSE_REPORTED_INTERNAL_H
#define SG_DIAGNOSE_REPORTED_INTERNAL_H

#include "diagnose/phrase_internal.h"

/* The name of an error with its class: java.nio.file.AccessDeniedException, Aws::S3::Errors::AccessDenied. */
struct sg_error_name {
    size_t start, end;
};

/* Returns whether the text before `at` ends with the words, apart from gaps between them and after them. */
bool sg_diagnose_follows(const char *words, const struct sg_plain *plain, size_t at);

/* The first word of the line around `at`. */
size_t sg_diagnose_line_start(const struct sg_plain *plain, size_t at);

/* The position before quotes, brackets and "Some(" that open before `at`. */
size_t sg_diagnose_before_quotes(const struct sg_plain *plain, size_t at);

/* Returns whether the name is that of an error and not of a sentence about errors; `words`: it is "Access Denied". */
bool sg_diagnose_is_reported(const struct sg_plain *plain, const struct sg_error_name *name, bool words);

/* "Access denied errors appear", "returns a 403 Access Denied error", "403 (Access Denied) from S3": a sentence about errors. */
bool sg_diagnose_is_told_of(const struct sg_plain *plain, const struct sg_error_name *name);

#endif
