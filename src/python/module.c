/* The module _containers_trace of Python, which sitecustomize.py imports. */
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#define LTTNG_UST_TRACEPOINT_DEFINE
#include "events.h"
#include "functions.h"

/* An event that is larger than a sub-buffer would be discarded. */
#define LONGEST_MESSAGE 16384
#define LONGEST_PART 1024

static PyObject *none(void) {
  Py_IncRef(&_Py_NoneStruct);
  return &_Py_NoneStruct;
}

static void record_entry(PyObject *code) {
  if (!lttng_ust_tracepoint_enabled(containers_trace_python, func_entry)) return;
  const uint64_t number = number_of(code);
  if (number) lttng_ust_do_tracepoint(containers_trace_python, func_entry, number);
}

static void record_exit(PyObject *code) {
  if (!lttng_ust_tracepoint_enabled(containers_trace_python, func_exit)) return;
  const uint64_t number = number_of(code);
  if (number) lttng_ust_do_tracepoint(containers_trace_python, func_exit, number);
}

/* Callbacks of sys.monitoring, from Python 3.12 on. The code is the first argument of all events. */
static PyObject *enter(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)self;
  if (count > 0) record_entry(arguments[0]);
  return none();
}

static PyObject *leave(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)self;
  if (count > 0) record_exit(arguments[0]);
  return none();
}

static int profile(PyObject *self, void *frame, int what, PyObject *argument) {
  (void)self, (void)argument;
  if (what != TRACE_CALL && what != TRACE_RETURN) return 0;
  PyObject *code = PyFrame_GetCode(frame);
  if (what == TRACE_CALL) record_entry(code);
  else record_exit(code);
  Py_DecRef(code);
  return 0;
}

/* Records the calls of the calling thread. A profile function of Python in its first call: threading.setprofile takes no other. */
static PyObject *profile_thread(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)arguments, (void)count;
  PyEval_SetProfile(profile, self);
  return none();
}

static PyObject *log_record(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)self;
  static const size_t sizes[] = {LONGEST_PART, LONGEST_PART, LONGEST_MESSAGE, LONGEST_PART, LONGEST_PART, LONGEST_PART};
  char space[5 * LONGEST_PART + LONGEST_MESSAGE], *at = space;
  const char *texts[6];
  if (count != 8) return none();
  for (unsigned part = 0; part < 6; at += sizes[part++]) {
    copy_text(arguments[part + 2], at, sizes[part]);
    texts[part] = at;
  }
  const int number = (int)PyLong_AsLong(arguments[0]), line = (int)PyLong_AsLong(arguments[1]);
  PyErr_Clear();
  lttng_ust_tracepoint(containers_trace_python, log, number, line, texts);
  return none();
}

static PyObject *leave_out_file(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)self;
  if (count == 1) leave_out(arguments[0]);
  return none();
}

static const struct method methods[] = {
    {"enter", enter, METH_FASTCALL, NULL},
    {"leave", leave, METH_FASTCALL, NULL},
    {"profile_thread", profile_thread, METH_FASTCALL, NULL},
    {"log_record", log_record, METH_FASTCALL, NULL},
    {"leave_out_file", leave_out_file, METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
};

static struct module module = {.references = 1, .name = "_containers_trace", .size = -1, .methods = methods};

__attribute__((visibility("default"))) PyObject *PyInit__containers_trace(void) {
  return PyModule_Create2(&module, PYTHON_API_VERSION);
}
