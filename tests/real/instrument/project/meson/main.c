void say_it(void);
int main(void) {
  say_it();
  return 0;
}
