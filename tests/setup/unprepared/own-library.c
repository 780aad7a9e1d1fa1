/* A library that an image preloads into each program. */
#include <stdlib.h>

__attribute__((constructor)) static void mark(void) { setenv("OWN_LIBRARY", "loaded", 1); }
