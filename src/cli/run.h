#ifndef SG_CLI_RUN_H
#define SG_CLI_RUN_H

#include <samgen/samgen.h>

/* Runs a whole command line, and closes standard output. Returns the exit status. */
enum samgen_status run_program(int argc, char **argv);

#endif
