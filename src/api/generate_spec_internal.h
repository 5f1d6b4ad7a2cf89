#ifndef SG_API_GENERATE_SPEC_INTERNAL_H
#define SG_API_GENERATE_SPEC_INTERNAL_H

#include "api/api_internal.h"
#include "value/spec.h"

/* Reads the next function and adds its entry to the text, unless it has errors. False at the end of the spec. */
bool sg_api_generate_next(struct sg_spec_reader *reader, struct sg_call *call, const struct samgen_settings *settings,
                          struct sg_buffer *text, struct sg_asked *asked);

/*
 * Generates a large spec with settings->threads threads. False: it is too short or has something to report that
 * depends on other functions, such as an error; nothing was added then, and one thread must do all.
 */
bool sg_api_generate_portions(struct samgen *samgen, struct sg_call *call, const struct sg_source *spec,
                              const struct samgen_settings *settings, struct sg_buffer *text);

#endif
