/* The gate: a library beside LTTng's preload libraries that keeps the tracer out of a program's way. */
#ifndef GATE_H
#define GATE_H

#include <stdbool.h>

/* Symbols that replace those of the C library. All others are hidden. */
#define REPLACES __attribute__((visibility("default")))

/* The functions that the gate replaces and calls. */
#define REPLACED(WITH)                                                                                                 \
  WITH(pthread_create) WITH(pthread_cancel) WITH(sem_wait) WITH(sem_timedwait)                                         \
  WITH(socket) WITH(open) WITH(open64) WITH(recvmsg) WITH(close) WITH(dup2) WITH(dup3)

#define AT(name) AT_##name,
enum replaced { REPLACED(AT) REPLACED_COUNT };

/* The function that would be in use without the gate. NULL if there is none. */
void *next_address(enum replaced at);

/* Declares `next`, the function behind the gate's function of this name. */
#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))next_address(AT_##name)

/* Whether the program must stay without threads of the tracer, see left-alone.h. */
bool is_left_alone(void);

/* Whether an address is code of the tracer's libraries. */
bool is_tracer_code(const void *address);

/* Whether the calling thread was started by the tracer. */
bool is_tracer_thread(void);

/* Descriptors of the tracer with higher numbers are not protected. */
#define KNOWN 4096
bool is_of_tracer(unsigned fd);

/* Forgets a lock that a thread of the parent held during fork(2). */
void forget_foreign_lock(void);

#endif
