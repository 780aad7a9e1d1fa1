/* Which program this is, and whether it is left alone. */
#define _GNU_SOURCE
#include "gate.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM(name, reason) name,
static const char *const left_alone[] = {
#include "left-alone.h"
};
/* Programs that are many: the name in argv[0] counts. */
static const char *const many_in_one[] = {"busybox", "toybox"};

static bool contains(const char *const *names, unsigned count, const char *name) {
  for (unsigned at = 0; at < count; at++)
    if (!strcmp(names[at], name)) return true;
  return false;
}
#define CONTAINS(names, name) contains(names, sizeof names / sizeof *names, name)

static bool look(void) {
  char path[4096];
  const int error = errno;
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  errno = error;
  if (length <= 0) return CONTAINS(left_alone, program_invocation_short_name); /* no /proc here */
  path[length] = '\0';
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  return CONTAINS(left_alone, CONTAINS(many_in_one, name) ? program_invocation_short_name : name);
}

bool is_left_alone(void) {
  static char answer; /* 0: unknown */
  char known = __atomic_load_n(&answer, __ATOMIC_RELAXED);
  if (!known) {
    known = look() ? 'y' : 'n';
    __atomic_store_n(&answer, known, __ATOMIC_RELAXED);
  }
  return known == 'y';
}
