// Threads that call instrumented functions: shallow and deep, short and long, recursive. Arguments: threads, calls of each thread.
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define PLAIN __attribute__((no_instrument_function))
#define CALLED __attribute__((noinline))

static long limit;
static volatile uint32_t sink;
static __thread long calls;
static __thread uint32_t state;

PLAIN static uint32_t draw(uint32_t below) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % below;
}

#define WORK(name, rounds)                                   \
  CALLED void name(void) {                                   \
    calls++;                                                 \
    for (int i = 0; i < rounds; i++) sink += (uint32_t)i;    \
  }
WORK(hash_key, 5)
WORK(compare, 8)
WORK(copy_row, 15)
WORK(read_field, 20)
WORK(skip_blank, 3)
WORK(to_lower, 30)
WORK(append, 12)
WORK(checksum, 60)
static void (*const workers[])(void) = {hash_key, compare, copy_row, read_field, skip_blank, to_lower, append, checksum};
PLAIN static void some_work(void) { workers[draw(8)](); }

CALLED void parse_value(int depth) {
  calls++;
  some_work();
  if (depth > 0 && draw(4) != 0) parse_value(depth - 1);
  some_work();
}
CALLED void visit(int depth) {
  calls++;
  if (depth == 0) {
    some_work();
    return;
  }
  visit(depth - 1);
  visit(depth - 1);
}
CALLED void encode(void) {
  calls++;
  for (uint32_t n = draw(12); n > 0; n--) some_work();
}
CALLED void handle_request(void) {
  calls++;
  parse_value(10);
  switch (draw(4)) {
    case 0: visit(4); break;
    case 1: encode(); break;
    default: parse_value(24);
  }
}
CALLED static void *serve(void *seed) {
  state = 2463534242u + (uint32_t)(uintptr_t)seed * 7919u;
  while (calls < limit) handle_request();
  return NULL;
}

int main(int argc, char **argv) {
  int threads = argc > 1 ? atoi(argv[1]) : 4;
  limit = argc > 2 ? atol(argv[2]) : 1000;
  pthread_t ids[64];
  if (threads < 1 || threads > 64) return 2;
  for (long n = 0; n < threads; n++) pthread_create(&ids[n], NULL, serve, (void *)(n + 1));
  for (int n = 0; n < threads; n++) pthread_join(ids[n], NULL);
  return 0;
}
