#ifndef TESTS_RUNNER_FILES_H
#define TESTS_RUNNER_FILES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Files for run-case. Whatever fails ends the program with exit code 2 and a message: no test goes on without its
 * files.
 */

struct text {
    char *bytes; /* ends with a NUL that is not counted */
    size_t length;
};

/* DIR/name, in memory that the fourth call after this one takes again. */
const char *path_in(const char *dir, const char *name);

bool is_file(const char *path);

/* Empty if there is no such file. The caller frees the bytes. */
struct text read_file(const char *path);
void write_file(const char *path, struct text text);
bool same_file(const char *one, const char *other);

/* Folders and plain files, with their permissions. */
void copy_tree(const char *from, const char *to);
void remove_tree(const char *path);

/*
 * Runs a program: the first of argv, found on PATH, in a folder, with these files as its output. Returns its exit code.
 */
int run_in(const char *folder, const char *const argv[], const char *out, const char *err);

/* What diff -u says of two files; one that is missing is empty. */
void print_diff(const char *want, const char *got);

#endif
