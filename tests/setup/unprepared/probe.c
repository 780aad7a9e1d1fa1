/* Allocates memory of one size a thousand times. The size identifies the program in a trace. */
#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
  const size_t size = count > 1 ? strtoul(arguments[1], NULL, 10) : 1;
  for (int round = 0; round < 1000; round++) {
    void *volatile block = malloc(size);
    free(block);
  }
  puts("ok");
  return 0;
}
