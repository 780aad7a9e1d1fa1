static inline int in_header(int value) { return value + 1; }
int count_to(int last);
