#include "count.h"
/* Small enough that the compiler inlines it everywhere. */
static int inlined_everywhere(int value) { return in_header(value) * 2; }
int count_to(int last) {
  int sum = 0;
  for (int i = 0; i < last; i++) sum += inlined_everywhere(i);
  return sum;
}
