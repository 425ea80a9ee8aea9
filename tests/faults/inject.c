/* Counts the calls of a process that touch files under one folder, and makes one of them go wrong.

   Loaded with LD_PRELOAD.  A call counts if its path, or the path its descriptor was opened with, lies under
   the folder given to fault_arm().  At call number `at` one of these happens, before the call does anything:
     'K'  the process is killed (SIGKILL)
     'T'  like K, but a write first writes half of what it should: a torn file
     'E'  the call fails once with EIO
     'F'  this call and all later ones that need room fail with ENOSPC: the disk is full
   at = 0 counts only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 65536
static char root[PATH_MAX];
static size_t root_length;
static unsigned char ours[MOST]; /* descriptors of files under the folder */
static long count, at;
static char mode;
static char where[256];

void fault_arm(const char *folder, char how, long when) {
  strncpy(root, folder, sizeof root - 1);
  root_length = strlen(root);
  count = 0;
  mode = how;
  at = when;
}
long fault_count(void) { return count; }
const char *fault_where(void) { return where; }

static int under(const char *path) { return root_length && path && !strncmp(path, root, root_length); }
static int held(int fd) { return fd >= 0 && fd < MOST && ours[fd]; }
static int mine(int dir, const char *path) { return path && (path[0] == '/' ? under(path) : held(dir)); }

/* 0: go on; otherwise the error this call ends with.  needs_room: whether a full disk stops it. */
static int step(const char *name, int needs_room, int fd, const void *data, size_t size) {
  long now = __sync_add_and_fetch(&count, 1);
  if (!at || now < at) return 0;
  if (now == at) snprintf(where, sizeof where, "%s", name);
  if (mode == 'F') return needs_room ? ENOSPC : 0;
  if (now > at) return 0;
  if (mode == 'E') return EIO;
  if (mode == 'T' && data && size > 1) {
    ssize_t (*real)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    (void)!real(fd, data, size / 2);
  }
  raise(SIGKILL);
  return 0;
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define FAIL(name, room, fd, data, size) do { int error = step(name, room, fd, data, size); if (error) { errno = error; return -1; } } while (0)

static int remember(int fd, int yes) { if (fd >= 0 && fd < MOST) ours[fd] = yes; return fd; }

#define OPENING(name)                                                              \
  int name(const char *path, int flags, ...) {                                     \
    REAL(name);                                                                    \
    mode_t rights = 0;                                                             \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); rights = va_arg(more, mode_t); va_end(more); } \
    int is_ours = under(path);                                                     \
    if (is_ours) FAIL("open", flags & O_CREAT, -1, NULL, 0);                       \
    return remember(real(path, flags, rights), is_ours);                           \
  }
OPENING(open)
OPENING(open64)

#define OPENING_AT(name)                                                           \
  int name(int dir, const char *path, int flags, ...) {                            \
    REAL(name);                                                                    \
    mode_t rights = 0;                                                             \
    if (flags & (O_CREAT | __O_TMPFILE)) { va_list more; va_start(more, flags); rights = va_arg(more, mode_t); va_end(more); } \
    int is_ours = mine(dir, path);                                                 \
    if (is_ours) FAIL("openat", flags & O_CREAT, -1, NULL, 0);                     \
    return remember(real(dir, path, flags, rights), is_ours);                      \
  }
OPENING_AT(openat)
OPENING_AT(openat64)

int close(int fd) { REAL(close); remember(fd, 0); return real(fd); }

ssize_t write(int fd, const void *data, size_t size) {
  REAL(write);
  if (held(fd)) FAIL("write", 1, fd, data, size);
  return real(fd, data, size);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
  REAL(writev);
  if (held(fd)) FAIL("writev", 1, -1, NULL, 0);
  return real(fd, parts, n);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t to) {
  REAL(pwrite);
  if (held(fd)) FAIL("pwrite", 1, -1, NULL, 0);
  return real(fd, data, size, to);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t to) {
  REAL(pwrite64);
  if (held(fd)) FAIL("pwrite64", 1, -1, NULL, 0);
  return real(fd, data, size, to);
}
ssize_t read(int fd, void *data, size_t size) {
  REAL(read);
  if (held(fd)) FAIL("read", 0, -1, NULL, 0);
  return real(fd, data, size);
}

#define ON_FILE(name, room) int name(int fd) { REAL(name); if (held(fd)) FAIL(#name, room, -1, NULL, 0); return real(fd); }
ON_FILE(fsync, 1)
ON_FILE(fdatasync, 1)
int ftruncate(int fd, off_t to) { REAL(ftruncate); if (held(fd)) FAIL("ftruncate", 1, -1, NULL, 0); return real(fd, to); }
int ftruncate64(int fd, off64_t to) { REAL(ftruncate64); if (held(fd)) FAIL("ftruncate64", 1, -1, NULL, 0); return real(fd, to); }

#define ON_PATH(name, room) int name(const char *path) { REAL(name); if (under(path)) FAIL(#name, room, -1, NULL, 0); return real(path); }
ON_PATH(unlink, 0)
ON_PATH(rmdir, 0)
int unlinkat(int dir, const char *path, int flags) { REAL(unlinkat); if (mine(dir, path)) FAIL("unlinkat", 0, -1, NULL, 0); return real(dir, path, flags); }
int mkdir(const char *path, mode_t rights) { REAL(mkdir); if (under(path)) FAIL("mkdir", 1, -1, NULL, 0); return real(path, rights); }
int mkdirat(int dir, const char *path, mode_t rights) { REAL(mkdirat); if (mine(dir, path)) FAIL("mkdirat", 1, -1, NULL, 0); return real(dir, path, rights); }
int chmod(const char *path, mode_t rights) { REAL(chmod); if (under(path)) FAIL("chmod", 0, -1, NULL, 0); return real(path, rights); }
int rename(const char *from, const char *to) { REAL(rename); if (under(to)) FAIL("rename", 1, -1, NULL, 0); return real(from, to); }
int renameat(int d1, const char *from, int d2, const char *to) { REAL(renameat); if (mine(d2, to)) FAIL("renameat", 1, -1, NULL, 0); return real(d1, from, d2, to); }
int link(const char *from, const char *to) { REAL(link); if (under(to)) FAIL("link", 1, -1, NULL, 0); return real(from, to); }
int linkat(int d1, const char *from, int d2, const char *to, int flags) { REAL(linkat); if (mine(d2, to)) FAIL("linkat", 1, -1, NULL, 0); return real(d1, from, d2, to, flags); }
int symlink(const char *to, const char *path) { REAL(symlink); if (under(path)) FAIL("symlink", 1, -1, NULL, 0); return real(to, path); }
int symlinkat(const char *to, int dir, const char *path) { REAL(symlinkat); if (mine(dir, path)) FAIL("symlinkat", 1, -1, NULL, 0); return real(to, dir, path); }
