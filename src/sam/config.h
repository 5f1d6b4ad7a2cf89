#ifndef SG_SAM_CONFIG_H
#define SG_SAM_CONFIG_H

#include "base/finding.h"
#include "base/list.h"

/*
 * The templates that a samconfig.toml names, each once: `sources` for the commands that read the template of the
 * author, `results` for those that may read what build or package wrote (AWS SAM Developer Guide, "AWS SAM CLI
 * configuration file").
 */
struct sg_sam_config {
    struct sg_strings sources, results;
};

/* Reads the file, which is TOML 1.0. False after reporting the line that is not. */
bool sg_read_sam_config(struct sg_arena *a, const struct sg_source *source, struct sg_findings *findings,
                        struct sg_sam_config *config);

#endif
