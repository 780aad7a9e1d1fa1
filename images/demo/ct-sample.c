/*
 * ct-sample: a program worth a look in a trace.
 * Threads, child processes, nested calls and one slow function, each with a name that a call stack view shows.
 *
 *   ct-sample [--rounds N] [--threads N] [--children N] [--depth N] [--slow-ms N] [--seconds N]
 *
 * --seconds repeats the rounds until that much time has passed (0: no repeat).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 64, MAX_CHILDREN = 64, MAX_DEPTH = 10000 };

struct options {
  long rounds, threads, children, depth, slow_ms, seconds;
};

static volatile unsigned long sink; /* keeps the arithmetic alive */

/* Not instrumented: the clock is read often, and its events would say nothing. */
__attribute__((no_instrument_function)) static double now_s(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static unsigned long leaf(unsigned long value) { return value * 2654435761u + 1; }

static unsigned long descend(long depth, unsigned long value) {
  if (depth <= 0) return leaf(value);
  return descend(depth - 1, leaf(value));
}

static int is_prime(unsigned long n) {
  if (n < 2) return 0;
  for (unsigned long d = 2; d * d <= n; d++)
    if (n % d == 0) return 0;
  return 1;
}

static unsigned long count_primes(unsigned long below) {
  unsigned long found = 0;
  for (unsigned long n = 2; n < below; n++) found += (unsigned long)is_prime(n);
  return found;
}

/* One call, most of the time: what a flame graph should show at once. */
static void slow_function(long ms) {
  double end = now_s() + (double)ms / 1000.0;
  unsigned long value = 1;
  while (now_s() < end) value = value * 6364136223846793005u + 1442695040888963407u;
  sink += value;
}

static int compare(const void *left, const void *right) {
  int a = *(const int *)left, b = *(const int *)right;
  return (a > b) - (a < b);
}

static void sort_numbers(size_t count) {
  int *numbers = malloc(count * sizeof *numbers);
  if (numbers == NULL) {
    perror("ct-sample: malloc");
    exit(1);
  }
  unsigned long value = 42;
  for (size_t i = 0; i < count; i++) {
    value = leaf(value);
    numbers[i] = (int)(value >> 16);
  }
  qsort(numbers, count, sizeof *numbers, compare);
  free(numbers);
}

static void *thread_work(void *argument) {
  const struct options *options = argument;
  sink += descend(options->depth, 7);
  sort_numbers(100);
  return NULL;
}

struct worker {
  const struct options *options;
  char name[16];
};

/* Not instrumented: the tracer keeps the name that a thread has at its first event. */
__attribute__((no_instrument_function)) static void *named_thread(void *argument) {
  struct worker *worker = argument;
  pthread_setname_np(pthread_self(), worker->name);
  return thread_work((void *)worker->options);
}

static void run_threads(const struct options *options) {
  pthread_t threads[MAX_THREADS];
  struct worker workers[MAX_THREADS];
  for (long i = 0; i < options->threads; i++) {
    workers[i].options = options;
    snprintf(workers[i].name, sizeof workers[i].name, "worker-%d", (int)i + 1);
    int error = pthread_create(&threads[i], NULL, named_thread, &workers[i]);
    if (error != 0) {
      fprintf(stderr, "ct-sample: no thread: %s\n", strerror(error));
      exit(1);
    }
  }
  for (long i = 0; i < options->threads; i++) pthread_join(threads[i], NULL);
}

static void child_work(const struct options *options, long number) {
  sink += count_primes(100);
  sink += descend(options->depth, (unsigned long)number);
}

static void run_children(const struct options *options) {
  fflush(stdout);
  for (long i = 0; i < options->children; i++) {
    pid_t pid = fork();
    if (pid < 0) {
      perror("ct-sample: fork");
      exit(1);
    }
    if (pid == 0) {
      child_work(options, i + 1);
      exit(0); /* not _exit: the tracer's destructors unload the process properly */
    }
  }
  for (long left = options->children; left > 0; left--) {
    int status;
    if (wait(&status) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
      fprintf(stderr, "ct-sample: a child process failed\n");
      exit(1);
    }
  }
}

static void one_round(const struct options *options, long round) {
  double start = now_s();
  sink += descend(options->depth, (unsigned long)round);
  unsigned long primes = count_primes(200);
  slow_function(options->slow_ms);
  run_threads(options);
  run_children(options);
  printf("round %ld: %lu primes below 200, %ld threads, %ld child processes, %.0f ms\n", round, primes, options->threads,
         options->children, (now_s() - start) * 1000.0);
  fflush(stdout);
}

static long number(const char *name, const char *text, long least, long most) {
  char *end;
  errno = 0;
  long value = strtol(text, &end, 10);
  if (errno != 0 || end == text || *end != '\0' || value < least || value > most) {
    fprintf(stderr, "ct-sample: --%s takes a number from %ld to %ld, not '%s'\n", name, least, most, text);
    exit(2);
  }
  return value;
}

int main(int argc, char **argv) {
  struct options o = {.rounds = 3, .threads = 2, .children = 2, .depth = 20, .slow_ms = 50, .seconds = 0};
  static const struct option names[] = {
      {"rounds", 1, 0, 'r'},  {"threads", 1, 0, 't'}, {"children", 1, 0, 'c'}, {"depth", 1, 0, 'd'},
      {"slow-ms", 1, 0, 's'}, {"seconds", 1, 0, 'S'}, {"help", 0, 0, 'h'},     {0, 0, 0, 0},
  };
  for (int c; (c = getopt_long(argc, argv, "h", names, NULL)) != -1;) {
    switch (c) {
      case 'r': o.rounds = number("rounds", optarg, 1, 1000000); break;
      case 't': o.threads = number("threads", optarg, 0, MAX_THREADS); break;
      case 'c': o.children = number("children", optarg, 0, MAX_CHILDREN); break;
      case 'd': o.depth = number("depth", optarg, 0, MAX_DEPTH); break;
      case 's': o.slow_ms = number("slow-ms", optarg, 0, 600000); break;
      case 'S': o.seconds = number("seconds", optarg, 0, 86400); break;
      default:
        fprintf(c == 'h' ? stdout : stderr,
                "ct-sample [--rounds N] [--threads N] [--children N] [--depth N] [--slow-ms N] [--seconds N]\n");
        return c == 'h' ? 0 : 2;
    }
  }
  double end = now_s() + (double)o.seconds;
  for (long round = 1; round <= o.rounds || now_s() < end; round++) one_round(&o, round);
  puts("done");
  return 0;
}
