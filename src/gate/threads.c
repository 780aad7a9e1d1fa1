/* The threads that the tracer starts: they are marked, or not started in a program that is left alone. */
#define _GNU_SOURCE
#include "gate.h"
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <time.h>

static __thread bool is_tracer __attribute__((tls_model("initial-exec")));

bool is_tracer_thread(void) { return is_tracer; }

/* Arguments of threads that are about to start. No malloc(3): its events would be the tracer's own. */
static struct start {
  bool is_taken;
  void *(*routine)(void *);
  void *argument;
} starts[16];

static struct start *take_start(void) {
  for (unsigned at = 0; at < sizeof starts / sizeof *starts; at++)
    if (!__atomic_exchange_n(&starts[at].is_taken, true, __ATOMIC_ACQUIRE)) return &starts[at];
  return NULL;
}

static void *run_marked(void *data) {
  struct start *start = data;
  void *(*routine)(void *) = start->routine;
  void *argument = start->argument;
  __atomic_store_n(&start->is_taken, false, __ATOMIC_RELEASE);
  is_tracer = true;
  forget_foreign_lock();
  return routine(argument);
}

REPLACES int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument) {
  NEXT(pthread_create);
  if (!next) return ENOSYS;
  if (!is_tracer_code((const void *)routine)) return next(thread, attributes, routine, argument);
  if (is_left_alone()) return EAGAIN;
  struct start *start = take_start();
  if (!start) return next(thread, attributes, routine, argument);
  start->routine = routine;
  start->argument = argument;
  const int error = next(thread, attributes, run_marked, start);
  if (error) __atomic_store_n(&start->is_taken, false, __ATOMIC_RELEASE);
  return error;
}

/* The tracer waits for its threads when it starts, and cancels them when it ends, even if they could not be started. */
#define CALLED_WITHOUT_THREADS() (is_left_alone() && is_tracer_code(__builtin_return_address(0)))

REPLACES int pthread_cancel(pthread_t thread) {
  if (CALLED_WITHOUT_THREADS()) return 0;
  NEXT(pthread_cancel);
  return next ? next(thread) : ENOSYS;
}

static int without_semaphores(void) {
  errno = ENOSYS;
  return -1;
}

REPLACES int sem_wait(sem_t *semaphore) {
  if (CALLED_WITHOUT_THREADS()) return 0;
  NEXT(sem_wait);
  return next ? next(semaphore) : without_semaphores();
}

REPLACES int sem_timedwait(sem_t *semaphore, const struct timespec *until) {
  if (CALLED_WITHOUT_THREADS()) return 0;
  NEXT(sem_timedwait);
  return next ? next(semaphore, until) : without_semaphores();
}
