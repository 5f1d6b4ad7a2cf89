#ifndef SG_CLI_STOP_H
#define SG_CLI_STOP_H

/*
 * Between the two, SIGHUP, SIGINT and SIGTERM wait: a file that is being written is replaced as a whole, and its
 * temporary file is removed, before the program ends by the signal. Several threads may write at a time. What can wait
 * for somebody else, such as a pipe, is not written between them.
 */
void begin_writing(void);
void end_writing(void);

#endif
