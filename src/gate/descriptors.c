/*
 * The tracer's descriptors get high numbers. Shells use fixed low numbers (exec 3<>FILE), daemons close everything and expect the
 * lowest number from open(2), and the tracer would read from whatever a program puts on its numbers.
 */
#define _GNU_SOURCE
#include "gate.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define LOWEST 700
#define LOWEST_AT_ALL 20 /* with a low limit of descriptors, setrlimit(2) */

/* A bit for each descriptor of the tracer, by number. */
static unsigned char of_tracer[KNOWN / 8];

static void note(int fd) {
  if (fd < KNOWN) __atomic_fetch_or(&of_tracer[fd / 8], 1 << fd % 8, __ATOMIC_RELAXED);
}

static void forget(int fd) {
  if (fd < KNOWN) __atomic_fetch_and(&of_tracer[fd / 8], ~(1 << fd % 8), __ATOMIC_RELAXED);
}

bool is_of_tracer(unsigned fd) {
  return fd < KNOWN && __atomic_load_n(&of_tracer[fd / 8], __ATOMIC_RELAXED) & 1 << fd % 8;
}

/*
 * A new descriptor has the lowest number until it is moved. dup2(2) of another thread waits meanwhile. The lock is the holder's
 * pid: a child of fork(2) does not wait for a thread that it does not have. Signal handlers may call dup2(2), so the wait is bounded.
 */
static pid_t holder;

static bool take_lock(void) {
  const pid_t own = getpid();
  for (int tries = 0; tries < 2000; tries++) {
    pid_t expected = 0;
    if (__atomic_compare_exchange_n(&holder, &expected, own, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return true;
    if (expected != own) return false;
    sched_yield();
  }
  return false;
}

static void give_lock(bool is_taken) {
  if (is_taken) __atomic_store_n(&holder, 0, __ATOMIC_RELEASE);
}

void forget_foreign_lock(void) {
  const pid_t own = getpid();
  pid_t found = __atomic_load_n(&holder, __ATOMIC_RELAXED);
  if (found != own && found != 0) __atomic_compare_exchange_n(&holder, &found, 0, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

/* @returns the new number; the old one if no high number is free */
static int moved_up(int fd) {
  if (fd < 0 || fd >= LOWEST) return fd;
  const int error = errno;
  for (int lowest = LOWEST; lowest >= LOWEST_AT_ALL; lowest /= 2) {
    const int high = fcntl(fd, F_DUPFD_CLOEXEC, lowest);
    if (high < 0) continue;
    note(high);
    syscall(SYS_close, fd);
    fd = high;
    break;
  }
  errno = error;
  return fd;
}

/* Around calls of the tracer that make a descriptor. Its threads are cancelled at the program's end, pthread_cancel(3). */
struct making {
  bool is_locked;
  int cancel_state;
};

static struct making begin_making(void) {
  struct making making;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &making.cancel_state);
  making.is_locked = take_lock();
  return making;
}

static void end_making(struct making making) {
  give_lock(making.is_locked);
  pthread_setcancelstate(making.cancel_state, NULL);
}

static int failed(int error) {
  errno = error;
  return -1;
}

REPLACES int socket(int domain, int type, int protocol) {
  NEXT(socket);
  if (!next) return failed(ENOSYS);
  if (!is_tracer_thread()) return next(domain, type, protocol);
  const struct making making = begin_making();
  const int fd = moved_up(next(domain, type, protocol));
  end_making(making);
  return fd;
}

#define NEEDS_MODE(flags) ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE)

/* Defines open(2) or its form for large files. */
#define OPEN(name)                                                                                                     \
  REPLACES int name(const char *path, int flags, ...) {                                                                \
    mode_t mode = 0;                                                                                                   \
    if (NEEDS_MODE(flags)) {                                                                                           \
      va_list rest;                                                                                                    \
      va_start(rest, flags);                                                                                           \
      mode = va_arg(rest, mode_t);                                                                                     \
      va_end(rest);                                                                                                    \
    }                                                                                                                  \
    NEXT(name);                                                                                                        \
    if (!next) return failed(ENOSYS);                                                                                  \
    if (!is_tracer_thread()) return next(path, flags, mode);                                                           \
    const struct making making = begin_making();                                                                       \
    const int fd = moved_up(next(path, flags, mode));                                                                  \
    end_making(making);                                                                                                \
    return fd;                                                                                                         \
  }
OPEN(open)
OPEN(open64)

/* Moves the descriptors that arrived with a message, unix(7). */
static void move_received(struct msghdr *message) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part; part = CMSG_NXTHDR(message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    int *fds = (int *)(void *)CMSG_DATA(part);
    const size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof *fds;
    for (size_t at = 0; at < count; at++) fds[at] = moved_up(fds[at]);
  }
}

REPLACES ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
  NEXT(recvmsg);
  if (!next) return failed(ENOSYS);
  if (!is_tracer_thread() || message->msg_controllen == 0) return next(fd, message, flags);
  struct pollfd readable = {.fd = fd, .events = POLLIN};
  if (!(flags & MSG_DONTWAIT) && poll(&readable, 1, -1) < 0) return -1; /* waits here, without the lock */
  const struct making making = begin_making();
  const ssize_t length = next(fd, message, flags);
  if (length >= 0) move_received(message);
  end_making(making);
  return length;
}

/* A program that closes all numbers, as daemons do, does not close the tracer's. The tracer closes its own, also in other threads. */
REPLACES int close(int fd) {
  if (fd >= 0 && is_of_tracer((unsigned)fd)) {
    if (!is_tracer_thread() && !is_tracer_code(__builtin_return_address(0))) return failed(EBADF);
    forget(fd);
  }
  NEXT(close);
  return next ? next(fd) : (int)syscall(SYS_close, fd);
}

REPLACES int dup2(int from, int to) {
  NEXT(dup2);
  if (!next) return failed(ENOSYS);
  const bool is_locked = take_lock();
  const int fd = next(from, to);
  give_lock(is_locked);
  return fd;
}

REPLACES int dup3(int from, int to, int flags) {
  NEXT(dup3);
  if (!next) return failed(ENOSYS);
  const bool is_locked = take_lock();
  const int fd = next(from, to, flags);
  give_lock(is_locked);
  return fd;
}
