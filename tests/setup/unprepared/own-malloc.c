/* A malloc that is part of the program. Memory is never given back. */
#include <stddef.h>
#include <string.h>

static char arena[1 << 24];
static size_t used;

void *malloc(size_t size) {
  const size_t at = used;
  if (size > sizeof arena - at) return NULL;
  used += (size + 15) & ~(size_t)15;
  return arena + at;
}

void free(void *block) { (void)block; }

void *calloc(size_t count, size_t size) { return malloc(count * size); }

void *realloc(void *block, size_t size) {
  void *larger = malloc(size);
  if (larger && block) memcpy(larger, block, size);
  return larger;
}
