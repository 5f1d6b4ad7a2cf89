#ifndef SG_CLI_COMPLETE_SCRIPT_H
#define SG_CLI_COMPLETE_SCRIPT_H

/*
 * The completion of a shell: it asks `samgen completion --line` what can come next, so it never has to be made again.
 */
struct completion_script {
    const char *shell, *text;
};

/* Ended by a NULL shell. */
extern const struct completion_script completion_scripts[];

#endif
