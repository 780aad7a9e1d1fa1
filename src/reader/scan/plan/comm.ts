/** Length of the kernel's `comm`, TASK_COMM_LEN of include/linux/sched.h. */
export const COMM_BYTES = 16;
