#include "count.h"
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf back;
__attribute__((noinline)) void jump_out(void) { longjmp(back, 1); }
void on_signal(int number) { (void)number; }
int main(void) {
  signal(SIGUSR1, on_signal);
  raise(SIGUSR1);
  if (setjmp(back) == 0) jump_out();
  printf("by make %d\n", count_to(10));
  return 0;
}
