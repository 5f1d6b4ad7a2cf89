#ifndef SG_CLI_SERVE_CHANNEL_H
#define SG_CLI_SERVE_CHANNEL_H

#include "serve/serve.h"

/* Standard input and output as a channel. */
struct standard_channel {
    struct sg_channel channel;
    bool closed; /* nobody reads any more */
};

void open_channel(struct standard_channel *standard);

#endif
