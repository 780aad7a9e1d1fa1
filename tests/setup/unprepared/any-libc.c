/*
 * Allocates memory of 901 bytes a thousand times. Without start files of a C library it asks for the oldest versions of its
 * functions, so it runs with every release of glibc, and with musl.
 */
#include <stdlib.h>
#include <unistd.h>

#if defined(__x86_64__)
__attribute__((force_align_arg_pointer))
#endif
void _start(void) {
  for (int round = 0; round < 1000; round++) {
    void *volatile block = malloc(901);
    free(block);
  }
  exit(write(1, "ok\n", 3) != 3);
}
