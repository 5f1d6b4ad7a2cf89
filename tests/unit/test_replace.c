#define _GNU_SOURCE
#include "base/replace.h"

#include "base/file.h"
#include "base/list.h"
#include "fault.h"
#include "support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sched.h>
#include <sys/mount.h>
#endif

#define OLD "Resources: {}\n"
#define NEW "Resources:\n  F: {}\n"

/* ---- A folder for each test, which is the current one; in memory if it can be, where a sync costs nothing ---- */

static char folder[4096];

static int make_folder(void **state)
{
    const char *above = getenv("TMPDIR"), *usual = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof folder, "%s/samgen-test-XXXXXX", above && *above ? above : usual);
    umask(022);
    return make_arena(state) != 0 || !mkdtemp(folder) || chmod(folder, 0777) != 0 || chdir(folder) != 0;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static int drop_folder(void **state)
{
    fault = (struct fault){0};
    if (chdir("/") != 0 || nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        return -1;
    return drop_arena(state);
}

#define FOLDER_TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, drop_folder)

static bool put(const char *path, const char *text, mode_t mode)
{
    FILE *file = fopen(path, "wb");
    bool ok = file && fwrite(text, 1, strlen(text), file) == strlen(text);
    return file && fclose(file) == 0 && ok && chmod(path, mode) == 0;
}

static const char *text_of(const char *path)
{
    const char *bytes = NULL, *error;
    size_t length;
    if (!sg_read_file(arena, path, (size_t)4 * 1024 * 1024, &bytes, &length, &error))
        return error;
    return strlen(bytes) == length ? bytes : "a NUL";
}

static bool holds(const char *path, const char *text)
{
    return strcmp(text_of(path), text) == 0;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static const char *link_of(const char *path)
{
    char *target = sg_alloc(arena, 4096, 1);
    return readlink(path, target, 4095) >= 0 ? target : "no link";
}

static int leftovers;
static char leftover[8192];

static int count_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    if (!strstr(path, ".samgen-"))
        return 0;
    leftovers++;
    snprintf(leftover, sizeof leftover, "%s", path);
    return 0;
}

/* Temporaries in the current folder and below; `leftover` is one of them. */
static int temporaries(void)
{
    leftovers = 0;
    return nftw(".", count_one, 16, FTW_PHYS) == 0 ? leftovers : -1;
}

static void remove_temporaries(void)
{
    while (temporaries() > 0 && remove(leftover) == 0)
        ;
}

static const char *error;

static struct samgen_replacement change(const char *path, const char *old, const char *new)
{
    return (struct samgen_replacement){path, old, strlen(old), new, strlen(new)};
}

static bool replace(const char *path, const char *old, const char *new)
{
    struct samgen_replacement file = change(path, old, new);
    error = NULL;
    return sg_replace_files(arena, &file, 1, &error);
}

static void assert_replaced(const char *path)
{
    bool ok = replace(path, OLD, NEW);
    if (!ok)
        fail_msg("%s", error);
    assert_string_equal(text_of(path), NEW);
    assert_int_equal(temporaries(), 0);
}

static void assert_refused(const char *path, const char *words)
{
    assert_false(replace(path, OLD, NEW));
    const char *start = sg_format(arena, "cannot write %s: ", path);
    if (!sg_starts_with(error, start) || !strstr(error, words))
        fail_msg("\"%s\" does not say \"%s\"", error, words);
    assert_int_equal(temporaries(), 0);
}

/* ---- What is kept ---- */

static void the_mode_is_kept(void **state)
{
    (void)state;
    static const mode_t modes[] = {0644, 0600, 0755, 0200 | 0444, 0666, 0777, 04755, 02775};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_true(put("t.yaml", OLD, modes[i]));
        assert_replaced("t.yaml");
        assert_int_equal(mode_of("t.yaml"), modes[i]);
    }
}

/* A file of somebody else, which only the superuser can make. */
static void put_strange(const char *path, mode_t mode)
{
    assert_true(put(path, OLD, 0600));
    if (chown(path, 1234, 1235) != 0)
        skip();
    assert_int_equal(chmod(path, mode), 0);
}

static void owner_and_group_are_kept(void **state)
{
    (void)state;
    put_strange("t.yaml", 0664);
    assert_replaced("t.yaml");
    struct stat st;
    assert_int_equal(stat("t.yaml", &st), 0);
    assert_int_equal(st.st_uid, 1234);
    assert_int_equal(st.st_gid, 1235);
    assert_int_equal(mode_of("t.yaml"), 0664);
}

struct right {
    mode_t before, without_owner, without_group;
};

/* Each file has two temporaries, and fchown is called once or twice for each. */
static void what_cannot_be_given_away_gives_no_further_rights(void **state)
{
    (void)state;
    static const struct right rows[] = {
        {0644, 0644, 0644}, {0664, 0664, 0644}, {0660, 0660, 0600}, {04755, 0755, 0755}, {02771, 0771, 0711},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put_strange("t.yaml", rows[i].before);
        fault = (struct fault){.call = "fchown", .first = 1, .last = 1, .error = EPERM};
        assert_replaced("t.yaml");
        assert_int_equal(mode_of("t.yaml"), rows[i].without_owner);
        put_strange("t.yaml", rows[i].before);
        fault = (struct fault){.call = "fchown", .first = 1, .last = 4, .error = EPERM};
        assert_replaced("t.yaml");
        assert_int_equal(mode_of("t.yaml"), rows[i].without_group);
    }
}

static void a_link_stays(void **state)
{
    (void)state;
    assert_int_equal(mkdir("a", 0755), 0);
    assert_int_equal(mkdir("b", 0755), 0);
    assert_true(put("b/t.yaml", OLD, 0640));
    assert_int_equal(symlink("../b/t.yaml", "a/second"), 0);
    assert_int_equal(symlink("a/second", "first"), 0);
    assert_int_equal(symlink(sg_format(arena, "%s/first", folder), "whole"), 0);
    assert_int_equal(symlink("b", "c"), 0);
    static const char *const paths[] = {"a/second", "first", "whole", "c/t.yaml", "./a/../c/t.yaml"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        assert_true(put("b/t.yaml", OLD, 0640));
        assert_replaced(paths[i]);
        assert_string_equal(text_of("b/t.yaml"), NEW);
    }
    assert_int_equal(mode_of("b/t.yaml"), 0640);
    assert_string_equal(link_of("b/t.yaml"), "no link");
    assert_string_equal(link_of("a/second"), "../b/t.yaml");
    assert_string_equal(link_of("first"), "a/second");
    assert_string_equal(link_of("c"), "b");
}

static void a_file_is_found_by_any_path(void **state)
{
    (void)state;
    assert_true(put("t.yaml", OLD, 0644));
    assert_replaced("t.yaml");
    assert_true(put("t.yaml", OLD, 0644));
    assert_replaced("./t.yaml");
    assert_true(put("t.yaml", OLD, 0644));
    assert_replaced(sg_format(arena, "%s//t.yaml", folder));
    assert_true(put("-", OLD, 0644));
    assert_true(replace("-", OLD, NEW));
    assert_string_equal(text_of("./-"), NEW);
}

static void the_longest_names_work(void **state)
{
    (void)state;
    char ascii[256] = "", two[256] = "", three[256] = "";
    for (int i = 0; i < 255; i++) {
        ascii[i] = 'n';
        two[i] = "\xC3\xA9"[i % 2];
        three[i] = "\xE2\x82\xAC"[i % 3];
    }
    two[254] = 'x';
    const char *names[] = {ascii, two, three, two + 1, three + 1};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!put(names[i], OLD, 0644))
            continue; /* a file system that wants UTF-8 */
        assert_replaced(names[i]);
    }
}

static void any_bytes_and_any_size_work(void **state)
{
    (void)state;
    size_t size = 1024 * 1024;
    char *large = sg_alloc(arena, size + 1, 1), *other = sg_alloc(arena, size + 2, 1);
    memset(large, 'x', size);
    memset(other, 'y', size + 1);
    const char *const texts[] = {"", OLD, large, other, "", large, OLD, ""};
    assert_true(put("t.yaml", "", 0644));
    for (size_t i = 1; i < sizeof texts / sizeof *texts; i++) {
        assert_true(replace("t.yaml", texts[i - 1], texts[i]));
        assert_true(holds("t.yaml", texts[i]));
    }
    struct samgen_replacement binary = {"t.yaml", "", 0, "\0\r\n\xFF\0", 5};
    assert_true(sg_replace_files(arena, &binary, 1, &error));
    struct samgen_replacement back = {"t.yaml", "\0\r\n\xFF\0", 5, "", 0};
    assert_true(sg_replace_files(arena, &back, 1, &error));
    assert_string_equal(text_of("t.yaml"), "");
    assert_true(sg_replace_files(arena, NULL, 0, &error));
    assert_int_equal(temporaries(), 0);
}

/* ---- What is refused ---- */

static void what_is_no_regular_file_is_refused(void **state)
{
    (void)state;
    assert_int_equal(mkdir("d", 0755), 0);
    assert_int_equal(mkfifo("pipe", 0644), 0);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    assert_int_equal(symlink("loop", "loop"), 0);
    assert_int_equal(symlink("d", "to-folder"), 0);
    assert_true(put("t.yaml", OLD, 0644));
    assert_refused("d", "not a regular file");
    assert_refused("/", "not a regular file");
    assert_refused("to-folder", "not a regular file");
    assert_refused("pipe", "not a regular file");
    assert_refused("/dev/null", "not a regular file");
    assert_refused("dangling", strerror(ENOENT));
    assert_refused("loop", strerror(ELOOP));
    assert_refused("none", strerror(ENOENT));
    assert_refused("", strerror(ENOENT));
    assert_refused("t.yaml/", strerror(ENOTDIR));
    assert_refused("t.yaml/x", strerror(ENOTDIR));
    assert_string_equal(link_of("dangling"), "nowhere");
}

static void a_file_with_two_names_is_refused(void **state)
{
    (void)state;
    assert_true(put("t.yaml", OLD, 0644));
    assert_int_equal(link("t.yaml", "other"), 0);
    assert_refused("t.yaml", "hard links");
    assert_string_equal(text_of("other"), OLD);
    assert_int_equal(unlink("other"), 0);
    assert_replaced("t.yaml");
}

static void a_changed_file_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "R", OLD "#", "Resources: []\n", "resources: {}\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(put("t.yaml", texts[i], 0644));
        assert_refused("t.yaml", "it has changed since it was read; no file was written");
        assert_string_equal(text_of("t.yaml"), texts[i]);
    }
}

static void a_file_given_twice_is_refused(void **state)
{
    (void)state;
    assert_true(put("t.yaml", OLD, 0644));
    assert_int_equal(symlink("t.yaml", "link"), 0);
    static const char *const others[] = {"t.yaml", "./t.yaml", "link"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct samgen_replacement files[] = {change("t.yaml", OLD, NEW), change(others[i], OLD, "x")};
        assert_false(sg_replace_files(arena, files, 2, &error));
        assert_string_equal(error, sg_format(arena, "cannot write %s: it is the same file as t.yaml", others[i]));
        assert_string_equal(text_of("t.yaml"), OLD);
        assert_int_equal(temporaries(), 0);
    }
}

/* ---- What happens meanwhile: while the first temporary is synced ---- */

static void edit(void)
{
    put("t.yaml", "mine", 0644);
}
static void edit_in_place_same_length(void)
{
    put("t.yaml", "resources: {}\n", 0644);
}
static void move_another_there(void)
{
    put("new", "mine", 0644);
    rename("new", "t.yaml");
}
static void move_an_equal_one_there(void)
{
    put("new", OLD, 0600);
    rename("new", "t.yaml");
}
static void take_away(void)
{
    unlink("t.yaml");
}
static void make_it_a_folder(void)
{
    unlink("t.yaml");
    mkdir("t.yaml", 0755);
}
static void make_it_a_link(void)
{
    rename("t.yaml", "moved");
    symlink("moved", "t.yaml");
}
static void lead_elsewhere(void)
{
    put("elsewhere", "mine", 0644);
    unlink("link");
    symlink("elsewhere", "link");
}
static void give_a_second_name(void)
{
    link("t.yaml", "second");
}
static void change_the_mode(void)
{
    chmod("t.yaml", 0600);
}

struct meanwhile {
    const char *name;
    void (*hook)(void);
    const char *path, *left, *words;
};

static const struct meanwhile meanwhile[] = {
    {"edit", edit, "t.yaml", "mine", "it has changed"},
    {"edit, same length", edit_in_place_same_length, "t.yaml", "resources: {}\n", "it has changed"},
    {"another", move_another_there, "t.yaml", "mine", "it has changed"},
    {"an equal one", move_an_equal_one_there, "t.yaml", OLD, "it has changed"},
    {"taken away", take_away, "t.yaml", NULL, "No such file"},
    {"a folder", make_it_a_folder, "t.yaml", NULL, "it has changed"},
    {"a link", make_it_a_link, "t.yaml", OLD, "it has changed"},
    {"leads elsewhere", lead_elsewhere, "link", OLD, "it has changed"},
    {"a second name", give_a_second_name, "t.yaml", OLD, "it has changed"},
    {"the mode", change_the_mode, "t.yaml", OLD, "it has changed"},
};

static void what_changes_meanwhile_is_left_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof meanwhile / sizeof *meanwhile; i++) {
        const struct meanwhile *row = &meanwhile[i];
        print_message("%s\n", row->name);
        assert_int_equal(mkdir("x", 0755), 0);
        assert_int_equal(chdir("x"), 0);
        assert_true(put("t.yaml", OLD, 0644));
        assert_int_equal(symlink("t.yaml", "link"), 0);
        fault = (struct fault){.call = "fsync", .first = 1, .last = 1, .how = FAULT_HOOK, .hook = row->hook};
        assert_refused(row->path, row->words);
        assert_int_equal(fault.hits, 1);
        if (row->left)
            assert_string_equal(text_of("t.yaml"), row->left);
        assert_int_equal(chdir(".."), 0);
        assert_int_equal(nftw("x", remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    }
}

/* ---- In a process of its own: 0 is well, SKIPPED is not possible here ---- */

#define SKIPPED 77
#define CHECK(x)                                                                                             \
    do {                                                                                                     \
        if (!(x)) {                                                                                          \
            fprintf(stderr, "%s:%d: not so: %s (%s)\n", __FILE__, __LINE__, #x, error ? error : "no error"); \
            return 1;                                                                                        \
        }                                                                                                    \
    } while (0)

static void run_apart(int (*function)(void))
{
    pid_t child = fork();
    if (child == 0)
        _exit(function());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == SKIPPED)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* The superuser may write everything; nobody may not. */
static bool become_nobody(void)
{
    if (geteuid() == 0 && (setgroups(0, NULL) != 0 || setegid(65534) != 0 || seteuid(65534) != 0))
        return false;
    return faccessat(AT_FDCWD, folder, X_OK, AT_EACCESS) == 0;
}

static int refuse_without_permission(void)
{
    if (!become_nobody())
        return SKIPPED;
    CHECK(mkdir("d", 0755) == 0);
    CHECK(put("read-only", OLD, 0444) && put("d/t.yaml", OLD, 0644) && put("open", OLD, 0644));
    CHECK(!replace("read-only", OLD, NEW) && strstr(error, strerror(EACCES)) && holds("read-only", OLD));
    CHECK(chmod("d", 0555) == 0);
    CHECK(!replace("d/t.yaml", OLD, NEW) && strstr(error, strerror(EACCES)) && holds("d/t.yaml", OLD));
    struct samgen_replacement files[] = {change("open", OLD, NEW), change("d/t.yaml", OLD, NEW)};
    CHECK(!sg_replace_files(arena, files, 2, &error) && holds("open", OLD) && holds("d/t.yaml", OLD));
    CHECK(temporaries() == 0);
    CHECK(chmod("d", 0) == 0);
    CHECK(!replace("d/t.yaml", OLD, NEW) && strstr(error, strerror(EACCES)));
    CHECK(chmod("d", 0755) == 0 && replace("d/t.yaml", OLD, NEW) && holds("d/t.yaml", NEW));
    return 0;
}

static void without_permission_nothing_is_written(void **state)
{
    (void)state;
    run_apart(refuse_without_permission);
}

static const char *text_of_size(size_t size, char c)
{
    char *text = sg_alloc(arena, size + 1, 1);
    memset(text, c, size);
    return text;
}

static int write_beyond_the_limit(void)
{
    const char *large = text_of_size(100000, 'x');
    CHECK(put("t.yaml", OLD, 0644) && put("large", large, 0644));
    signal(SIGXFSZ, SIG_IGN);
    CHECK(setrlimit(RLIMIT_FSIZE, &(struct rlimit){.rlim_cur = 1000, .rlim_max = 1000}) == 0);
    CHECK(!replace("t.yaml", OLD, large) && strstr(error, strerror(EFBIG)) && holds("t.yaml", OLD));
    struct samgen_replacement files[] = {change("t.yaml", OLD, NEW), change("large", large, NEW)};
    CHECK(!sg_replace_files(arena, files, 2, &error) && strstr(error, strerror(EFBIG)) && holds("large", large));
    CHECK(holds("t.yaml", OLD) && temporaries() == 0);
    CHECK(replace("t.yaml", OLD, NEW) && holds("t.yaml", NEW));
    CHECK(replace("large", large, NEW) && holds("large", NEW)); /* the old bytes of one file are not written again */
    return 0;
}

static void a_limit_of_file_sizes_changes_nothing(void **state)
{
    (void)state;
    run_apart(write_beyond_the_limit);
}

static bool mount_small_disk(const char *where)
{
#ifdef __linux__
    return geteuid() == 0 && unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", where, "tmpfs", 0, "size=64k") == 0 && chdir(where) == 0;
#else
    return where == NULL;
#endif
}

static int fill_the_disk(void)
{
    if (mkdir("disk", 0755) != 0 || !mount_small_disk(sg_format(arena, "%s/disk", folder))) {
        print_message("no small disk can be mounted here\n");
        return SKIPPED;
    }
    const char *full = strerror(ENOSPC), *x = text_of_size(24 * 1024, 'x');
    CHECK(put("t.yaml", x, 0640) && put("u.yaml", OLD, 0640));
    CHECK(!replace("t.yaml", x, text_of_size(200 * 1024, 'y')) && strstr(error, full) && holds("t.yaml", x));
    struct samgen_replacement files[] = {change("u.yaml", OLD, NEW), change("t.yaml", x, text_of_size(24 * 1024, 'y'))};
    CHECK(!sg_replace_files(arena, files, 2, &error) && holds("u.yaml", OLD) && holds("t.yaml", x));
    CHECK(temporaries() == 0);
    CHECK(replace("t.yaml", x, text_of_size(24 * 1024, 'y')) && holds("t.yaml", text_of_size(24 * 1024, 'y')));
    CHECK(temporaries() == 0);
    return 0;
}

static void a_full_disk_changes_nothing(void **state)
{
    (void)state;
    run_apart(fill_the_disk);
}

/* ---- Calls that fail ---- */

#define FILES 3
static const char *const paths[FILES] = {"a.yaml", "d/b.yaml", "c.yaml"};
static int file_count = FILES; /* how many of them are replaced at once */

static void alone_and_together(void (*test)(void))
{
    for (file_count = 1; file_count <= FILES; file_count += FILES - 1)
        test();
    file_count = FILES;
}

static void put_all(void)
{
    mkdir("d", 0755);
    for (int i = 0; i < file_count; i++)
        assert_true(put(paths[i], OLD, 0640));
}

static bool replace_all(void)
{
    struct samgen_replacement files[FILES];
    for (int i = 0; i < file_count; i++)
        files[i] = change(paths[i], OLD, NEW);
    error = NULL;
    return sg_replace_files(arena, files, (size_t)file_count, &error);
}

/* How many hold the new text. Each must hold one of the two, with its mode. */
static int count_new(void)
{
    int found = 0;
    for (int i = 0; i < file_count; i++) {
        bool is_new = holds(paths[i], NEW);
        assert_true(is_new || holds(paths[i], OLD));
        assert_int_equal(mode_of(paths[i]), 0640);
        found += is_new;
    }
    return found;
}

/* Replaces all while `with` happens; answers how many calls it met. All or none, and told so. */
static int replace_all_with(struct fault with)
{
    put_all();
    fault = with;
    bool ok = replace_all();
    struct fault met = fault;
    fault = (struct fault){0};
    assert_int_equal(count_new(), ok ? file_count : 0);
    assert_true(ok == !error);
    if (!met.hits || strcmp(met.last_hit, "unlinkat") != 0)
        assert_int_equal(temporaries(), 0);
    remove_temporaries();
    return met.hits;
}

static void fail_each_call(void)
{
    static const int errors[] = {EIO, ENOSPC, EINTR, EINVAL, EACCES};
    int tried = 0;
    for (int how = FAULT_REFUSED; how <= FAULT_DONE; how++)
        for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
            struct fault with = {.error = errors[i], .how = (enum fault_how)how};
            for (with.first = with.last = 1; replace_all_with(with); with.last = ++with.first)
                tried++;
        }
    print_message("%d calls failed\n", tried);
    assert_true(tried >= 250 * file_count);
}

static void one_call_that_fails_leaves_all_or_none(void **state)
{
    (void)state;
    alone_and_together(fail_each_call);
}

static void what_signals_interrupt_goes_on(void **state)
{
    (void)state;
    static const char *const calls[] = {"openat", "write", "pread", "fsync"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        put_all();
        fault = (struct fault){.call = calls[i], .first = 2, .last = 6, .error = EINTR};
        assert_true(replace_all());
        assert_int_equal(fault.hits, 5);
        assert_int_equal(count_new(), file_count);
    }
}

static void short_reads_and_writes_go_on(void **state)
{
    (void)state;
    static const char *const calls[] = {"write", "pread"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        put_all();
        fault = (struct fault){.call = calls[i], .first = 1, .last = 10000, .how = FAULT_SHORT};
        assert_true(replace_all());
        assert_true(fault.hits > (int)strlen(OLD) * file_count);
        assert_int_equal(count_new(), file_count);
    }
}

/* From the n-th on, every call of one kind fails: a disk that is full, a folder that takes no more. */
static void fail_from_each_call_on(void)
{
    static const char *const calls[] = {"write", "fsync",  "openat", "pread",     "close",      "stat",     "lstat",
                                        "fstat", "fchmod", "fchown", "faccessat", "getentropy", "unlinkat", "realpath"};
    int tried = 0;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        struct fault with = {.call = calls[i], .first = 1, .last = 10000, .error = ENOSPC};
        for (; replace_all_with(with); with.first++)
            tried++;
        assert_true(with.first > 1);
    }
    print_message("%d times\n", tried);
}

static void calls_that_fail_from_then_on_leave_all_or_none(void **state)
{
    (void)state;
    alone_and_together(fail_from_each_call_on);
}

/* How many hold the new text; of each of them the error says where its old text is. */
static int count_told(void)
{
    static const char place[] = "its old text is in ";
    int found = 0;
    for (int i = 0; i < file_count; i++) {
        if (!holds(paths[i], NEW))
            continue;
        found++;
        const char *told_of = strstr(error, sg_format(arena, "; %s could not be restored", paths[i]));
        assert_non_null(told_of);
        const char *start = strstr(told_of, place) + strlen(place), *end = strchr(start, ';');
        assert_string_equal(text_of(end ? sg_copy_bytes(arena, start, (size_t)(end - start)) : start), OLD);
    }
    return found;
}

/* From the n-th on everything fails, or every rename: putting back too. */
static void fail_to_put_back(void)
{
    static const char *const calls[] = {NULL, "renameat"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        int most = 0;
        for (int n = 1, hits = 1; hits; n++) {
            put_all();
            fault = (struct fault){.call = calls[i], .first = n, .last = 10000, .error = EIO};
            bool ok = replace_all();
            hits = fault.hits;
            fault = (struct fault){0};
            int found = count_new();
            if (!ok)
                assert_int_equal(count_told(), found);
            if (!ok && calls[i])
                assert_int_equal(temporaries(), found);
            most = !ok && found > most ? found : most;
            remove_temporaries();
        }
        assert_int_equal(most, calls[i] ? file_count - 1 : file_count);
    }
}

static void what_cannot_be_put_back_is_told_and_kept(void **state)
{
    (void)state;
    alone_and_together(fail_to_put_back);
}

/* Folder and file are opened first, then temporaries. */
static void a_name_that_is_taken_is_not_used(void **state)
{
    (void)state;
    assert_true(put("t.yaml", OLD, 0644));
    fault = (struct fault){.call = "openat", .first = 3, .last = 10000, .error = EEXIST};
    assert_refused("t.yaml", strerror(EEXIST));
    fault = (struct fault){.call = "openat", .first = 3, .last = 12, .error = EEXIST};
    assert_replaced("t.yaml");
    assert_int_equal(fault.hits, 10);
}

/* A rename over a network may have happened though it failed. */
static void fail_after_renames(void)
{
    for (int n = 1; n <= file_count; n++) {
        struct fault with = {.call = "renameat", .first = n, .last = n, .error = EIO, .how = FAULT_DONE};
        assert_int_equal(replace_all_with(with), 1);
    }
}

static void a_rename_that_is_done_and_fails_is_put_back(void **state)
{
    (void)state;
    alone_and_together(fail_after_renames);
}

static void a_file_that_was_not_renamed_stays_the_same_one(void **state)
{
    (void)state;
    put_all();
    struct stat before, after;
    assert_int_equal(stat(paths[2], &before), 0);
    fault = (struct fault){.call = "renameat", .first = 2, .last = 2, .error = EIO};
    assert_false(replace_all());
    assert_string_equal(error, sg_format(arena, "cannot write %s: %s", paths[1], strerror(EIO)));
    assert_int_equal(stat(paths[2], &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(count_new(), 0);
}

/* Some file systems have no second names: then the old bytes are copied. */
static void a_file_without_a_second_name_is_copied(void **state)
{
    (void)state;
    static const int errors[] = {EPERM, EOPNOTSUPP, EMLINK};
    file_count = 1;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct fault with = {.call = "linkat", .first = 1, .last = 1, .error = errors[i]};
        assert_int_equal(replace_all_with(with), 1);
        put_all();
        fault = (struct fault){.call = "openat", .first = 4, .last = 4, .error = ENOSPC};
        assert_true(replace_all());
        assert_int_equal(fault.hits, 0); /* folder, file and new bytes: nothing else is opened */
        fault = (struct fault){0};
    }
    file_count = FILES;
}

/* The old file itself is put back, with its times. */
static void a_file_that_is_put_back_is_the_same_one(void **state)
{
    (void)state;
    struct stat before, after;
    file_count = 1;
    put_all();
    assert_int_equal(stat(paths[0], &before), 0);
    fault = (struct fault){.call = "fsync", .first = 2, .last = 2, .error = EIO};
    assert_false(replace_all());
    assert_int_equal(fault.hits, 1);
    fault = (struct fault){0};
    assert_int_equal(stat(paths[0], &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(after.st_nlink, 1);
    assert_int_equal(count_new() + temporaries(), 0);
    file_count = FILES;
}

static void a_folder_that_cannot_be_synced_is_no_error(void **state)
{
    (void)state;
    put_all();
    fault = (struct fault){.call = "fsync", .first = 2 * FILES + 1, .last = 3 * FILES, .error = EINVAL};
    assert_true(replace_all());
    assert_int_equal(fault.hits, FILES);
    assert_int_equal(count_new(), file_count);
}

/* ---- Killed ---- */

static void die(void)
{
    kill(getpid(), SIGKILL);
}

/* Before the n-th call, for every n. */
static void a_death_at_any_call_leaves_whole_files(void **state)
{
    (void)state;
    int found[FILES + 1] = {0}, status = 1;
    for (int n = 1; status != 0; n++) {
        put_all();
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            fault = (struct fault){.first = n, .last = n, .how = FAULT_HOOK, .hook = die};
            _exit(replace_all() ? 0 : 1);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(status == 0 || WIFSIGNALED(status));
        found[count_new()]++;
        remove_temporaries();
    }
    print_message("died: all old %d times, some new %d, all new %d\n", found[0], found[1] + found[2], found[3]);
    assert_true(found[0] > 1 && found[1] == 1 && found[2] == 1 && found[3] > 1);
}

#define KILLS 300
#define KILLED_FILES 2

static void replace_until_killed(const char *const texts[2])
{
    srand((unsigned)getpid());
    fault = (struct fault){.delay = 100};
    struct sg_mark mark = sg_arena_mark(arena);
    for (int i = 0;; i = !i) {
        struct samgen_replacement files[KILLED_FILES];
        for (int k = 0; k < KILLED_FILES; k++)
            files[k] = change(paths[k], texts[i], texts[!i]);
        if (!sg_replace_files(arena, files, KILLED_FILES, &error))
            _exit(1);
        sg_arena_rewind(arena, mark);
    }
}

static void whoever_is_killed_leaves_whole_files(void **state)
{
    (void)state;
    const char *const texts[2] = {text_of_size(20000, 'o'), text_of_size(30000, 'n')};
    int found[3] = {0}, left = 0;
    for (int n = 0; n < KILLS; n++) {
        put_all();
        for (int k = 0; k < KILLED_FILES; k++)
            assert_true(put(paths[k], texts[0], 0640));
        struct sg_mark mark = sg_arena_mark(arena);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0)
            replace_until_killed(texts);
        nanosleep(&(struct timespec){.tv_nsec = rand() % 20000 * 1000}, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        int status, is_new = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        for (int k = 0; k < KILLED_FILES; k++) {
            assert_true(holds(paths[k], texts[0]) || holds(paths[k], texts[1]));
            assert_int_equal(mode_of(paths[k]), 0640);
            is_new += holds(paths[k], texts[1]);
        }
        found[is_new]++;
        left += temporaries() > 0;
        remove_temporaries();
        sg_arena_rewind(arena, mark);
    }
    print_message("killed %d times: all old %d, some new %d, all new %d; temporaries left %d times\n", KILLS, found[0],
                  found[1], found[2], left);
    assert_true(left > 0);
}

SUITE(replace)
{
    static const struct CMUnitTest tests[] = {
        FOLDER_TEST(the_mode_is_kept),
        FOLDER_TEST(owner_and_group_are_kept),
        FOLDER_TEST(what_cannot_be_given_away_gives_no_further_rights),
        FOLDER_TEST(a_link_stays),
        FOLDER_TEST(a_file_is_found_by_any_path),
        FOLDER_TEST(the_longest_names_work),
        FOLDER_TEST(any_bytes_and_any_size_work),
        FOLDER_TEST(what_is_no_regular_file_is_refused),
        FOLDER_TEST(a_file_with_two_names_is_refused),
        FOLDER_TEST(a_changed_file_is_refused),
        FOLDER_TEST(a_file_given_twice_is_refused),
        FOLDER_TEST(what_changes_meanwhile_is_left_alone),
        FOLDER_TEST(without_permission_nothing_is_written),
        FOLDER_TEST(a_limit_of_file_sizes_changes_nothing),
        FOLDER_TEST(a_full_disk_changes_nothing),
        FOLDER_TEST(one_call_that_fails_leaves_all_or_none),
        FOLDER_TEST(what_signals_interrupt_goes_on),
        FOLDER_TEST(short_reads_and_writes_go_on),
        FOLDER_TEST(calls_that_fail_from_then_on_leave_all_or_none),
        FOLDER_TEST(what_cannot_be_put_back_is_told_and_kept),
        FOLDER_TEST(a_name_that_is_taken_is_not_used),
        FOLDER_TEST(a_rename_that_is_done_and_fails_is_put_back),
        FOLDER_TEST(a_file_that_was_not_renamed_stays_the_same_one),
        FOLDER_TEST(a_file_without_a_second_name_is_copied),
        FOLDER_TEST(a_file_that_is_put_back_is_the_same_one),
        FOLDER_TEST(a_folder_that_cannot_be_synced_is_no_error),
        FOLDER_TEST(a_death_at_any_call_leaves_whole_files),
        FOLDER_TEST(whoever_is_killed_leaves_whole_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
