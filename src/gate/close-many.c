/* closefrom(3) and close_range(2) leave the tracer's descriptors open, as close(2) does with liblttng-ust-fd. */
#define _GNU_SOURCE
#include "gate.h"
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436 /* the same number on all architectures */
#endif

/* Calls close_range(2) for the parts between the tracer's descriptors. */
static int close_between(unsigned first, unsigned last, int flags) {
  unsigned from = first;
  for (unsigned fd = first; fd <= last && fd < KNOWN; fd++) {
    if (!is_of_tracer(fd)) continue;
    if (fd > from && syscall(SYS_close_range, from, fd - 1, flags) < 0) return -1;
    from = fd + 1;
  }
  return from > last ? 0 : (int)syscall(SYS_close_range, from, last, flags);
}

REPLACES int close_range(unsigned first, unsigned last, int flags) {
  if (first > last) return (int)syscall(SYS_close_range, first, last, flags); /* the kernel's error */
  return close_between(first, last, flags);
}

/* For kernels before 5.9, which have no close_range(2). */
static void close_one_by_one(unsigned first) {
  struct rlimit limit;
  const unsigned end = getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur > (1 << 20) ? 1 << 20 : (unsigned)limit.rlim_cur;
  for (unsigned fd = first; fd < end; fd++)
    if (!is_of_tracer(fd)) syscall(SYS_close, fd);
}

REPLACES void closefrom(int lowest) {
  const unsigned first = lowest < 0 ? 0 : (unsigned)lowest;
  const int error = errno;
  if (close_between(first, UINT_MAX, 0) < 0) close_one_by_one(first);
  errno = error;
}
