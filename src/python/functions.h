/* The functions of a Python program: their numbers and names. */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

#include "python-abi.h"
#include <stdbool.h>
#include <stdint.h>

/*
 * The number of a function in events, from its name, file and line. It is the same in all processes, above all addresses of programs,
 * and a double can represent it. 0: the function is not recorded.
 * The name is recorded before the number is first used, and again from time to time, because a flight recorder forgets it.
 */
uint64_t number_of(PyObject *code);

/* Functions of this file are not recorded: they are the app's. */
void leave_out(PyObject *path);

/* Copies a text as UTF-8, truncated to `size` bytes with the end. Empty for another object and for NULL. */
void copy_text(PyObject *text, char *copy, size_t size);

#endif
