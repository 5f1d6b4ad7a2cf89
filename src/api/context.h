#ifndef SG_API_CONTEXT_H
#define SG_API_CONTEXT_H

#include <samgen/samgen.h>

#include "catalog/catalog.h"

/* What the folder serve uses of a context besides the public functions. */

/* The catalog, as the public functions read it. */
struct sg_catalog *sg_api_catalog(struct samgen *samgen);

/* The arena of results, which samgen_release empties. */
struct sg_arena *sg_api_arena(struct samgen *samgen);

#endif
