#ifndef SG_CLI_FILE_SET_H
#define SG_CLI_FILE_SET_H

#include <stdbool.h>

/* The files that were met, by whatever name. NULL to begin with; free_seen gives it back. */
struct seen;

/* Whether this file was met before; it has been now. What cannot be looked up never was. */
bool was_seen(struct seen **seen, const char *path);
void free_seen(struct seen *seen);

#endif
