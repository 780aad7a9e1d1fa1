#include <iostream>
#include <stdexcept>
#include <thread>

__attribute__((noinline)) void throws_out(int depth) {
  if (depth == 0) throw std::runtime_error("caught");
  throws_out(depth - 1);
}
__attribute__((noinline)) void in_thread() {
  try {
    throws_out(3);
  } catch (const std::runtime_error &error) {
    std::cout << "by cmake " << error.what() << std::endl;
  }
}
int main() {
  std::thread thread(in_thread);
  thread.join();
}
