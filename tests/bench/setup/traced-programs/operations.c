/* Prints the processor time of one operation in nanoseconds: malloc and free, lock and unlock, a call of an instrumented function. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 200000
#define PLAIN __attribute__((no_instrument_function, noinline))

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

PLAIN static void memory(void) {
  void *volatile block = malloc(64);
  free(block);
}

PLAIN static void lock(void) {
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
}

__attribute__((noinline)) static void call(void) { __asm__ volatile(""); }

PLAIN static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

PLAIN static void measure(const char *name, void (*operation)(void)) {
  const double begun = now();
  for (int round = 0; round < ROUNDS; round++) operation();
  printf("%s %.1f\n", name, (now() - begun) / ROUNDS);
}

PLAIN int main(void) {
  measure("malloc-free", memory);
  measure("lock-unlock", lock);
  measure("call", call);
  return 0;
}
