/*
 * The part of Python's C API that the module uses. It is the same in all versions from 3.9 (https://docs.python.org/3/c-api/stable.html),
 * so one build fits all, and no headers of Python are needed. Builds without the global interpreter lock have other objects.
 */
#ifndef PYTHON_ABI_H
#define PYTHON_ABI_H

#include <stddef.h>
#include <sys/types.h>

typedef struct object PyObject;
typedef PyObject *(*function)(PyObject *module, PyObject *const *arguments, ssize_t count);

#define METH_FASTCALL 0x80

struct method {
  const char *name;
  function run;
  int flags;
  const char *doc;
};

struct module {
  ssize_t references;
  void *type;
  PyObject *(*init)(void);
  ssize_t index;
  PyObject *copy;
  const char *name;
  const char *doc;
  ssize_t size;
  const struct method *methods;
  void *slots, *traverse, *clear, *free;
};
#define PYTHON_API_VERSION 3 /* of modules that are built for the stable ABI */

PyObject *PyModule_Create2(struct module *module, int api_version);
PyObject *PyObject_GetAttrString(PyObject *object, const char *name);
PyObject *PyCFunction_NewEx(const struct method *method, PyObject *self, PyObject *module);
PyObject *PyWeakref_NewRef(PyObject *object, PyObject *callback);
PyObject *PyDict_GetItemString(PyObject *dict, const char *key); /* borrowed */
PyObject *PyUnicode_AsEncodedString(PyObject *text, const char *encoding, const char *errors);
char *PyBytes_AsString(PyObject *bytes);
ssize_t PyTuple_Size(PyObject *tuple);
PyObject *PyTuple_GetItem(PyObject *tuple, ssize_t at); /* borrowed */
long PyLong_AsLong(PyObject *number);
PyObject *PyEval_GetGlobals(void); /* borrowed; of the frame that runs */
PyObject *PyBool_FromLong(long value);
void Py_IncRef(PyObject *object);
void Py_DecRef(PyObject *object);
void PyErr_Clear(void);
extern struct object _Py_NoneStruct;

/* Not in the stable ABI, and the same in all versions from 3.9. */
typedef int (*profiler)(PyObject *self, void *frame, int what, PyObject *argument);
enum { TRACE_CALL = 0, TRACE_RETURN = 3 };
void PyEval_SetProfile(profiler profiler, PyObject *self);
PyObject *PyFrame_GetCode(void *frame);

#endif
