#include <stdio.h>
void say_it(void);
void say_it(void) { puts("by meson"); }
