/*
 * The table of functions, by code object. The interpreter's lock protects it. Any call of Python can run other code, which can change
 * the table, so no entry is kept over such a call.
 */
#include "functions.h"
#include "events.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_NUMBER (UINT64_C(1) << 52)
#define LONGEST_TEXT 1024
#define DEEPEST_NESTING 64
/* Events until names are recorded again: less than a megabyte, so the buffers of a flight recorder contain the names of its calls. */
#define NAMES_AGAIN 16384

struct entry {
  PyObject *code;    /* borrowed: NULL without entry, GONE after its end */
  PyObject *watcher; /* a weak reference, whose end removes the entry */
  uint64_t number;
  char *name;
  char *file;
  int line;
  unsigned named; /* the round in which the name was last recorded */
};
#define GONE ((PyObject *)1)

static struct entry *entries;
static size_t size, used; /* a power of two; entries that are not empty */
static unsigned events, round_of_names = 1;
static char own_file[LONGEST_TEXT];

void leave_out(PyObject *path) { copy_text(path, own_file, sizeof own_file); }

static size_t place_of(const PyObject *code) { return ((uintptr_t)code >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20; }

static struct entry *find(const PyObject *code) {
  if (!size) return NULL;
  for (size_t at = place_of(code);; at++) {
    struct entry *entry = &entries[at & (size - 1)];
    if (entry->code == code) return entry;
    if (!entry->code) return NULL;
  }
}

static struct entry *free_entry(const PyObject *code) {
  size_t at = place_of(code);
  while (entries[at & (size - 1)].code) at++;
  return &entries[at & (size - 1)];
}

/* Keeps a third of the table empty, and drops what is gone. */
static bool make_room(void) {
  if (size && used < size / 3 * 2) return true;
  size_t living = 0;
  for (size_t at = 0; at < size; at++) living += entries[at].code && entries[at].code != GONE;
  struct entry *before = entries;
  const size_t size_before = size;
  size_t wanted = 1024;
  while (wanted < living * 3) wanted *= 2;
  struct entry *larger = calloc(wanted, sizeof *larger);
  if (!larger) return false;
  entries = larger, size = wanted, used = living;
  for (size_t at = 0; at < size_before; at++)
    if (before[at].code && before[at].code != GONE) *free_entry(before[at].code) = before[at];
  free(before);
  return true;
}

/* The callback of weak references. The reference is released after this call. */
static PyObject *forget(PyObject *self, PyObject *const *arguments, ssize_t count) {
  (void)self;
  PyObject *watcher = count == 1 ? arguments[0] : NULL;
  for (size_t at = 0; watcher && at < size; at++) {
    struct entry *entry = &entries[at];
    if (!entry->code || entry->code == GONE || entry->watcher != watcher) continue;
    free(entry->name);
    *entry = (struct entry){.code = GONE};
    Py_DecRef(watcher);
    break;
  }
  Py_IncRef(&_Py_NoneStruct);
  return &_Py_NoneStruct;
}

static PyObject *new_watcher(PyObject *code) {
  static const struct method method = {"forget", forget, METH_FASTCALL, NULL};
  static PyObject *callback;
  if (!callback) callback = PyCFunction_NewEx(&method, NULL, NULL);
  PyObject *watcher = callback ? PyWeakref_NewRef(code, callback) : NULL;
  if (!watcher) PyErr_Clear();
  return watcher;
}

static void read_text(PyObject *object, const char *attribute, char *text, size_t length) {
  PyObject *value = PyObject_GetAttrString(object, attribute);
  copy_text(value, text, length);
  if (value) Py_DecRef(value);
  PyErr_Clear();
}

static long read_number(PyObject *object, const char *attribute) {
  PyObject *value = PyObject_GetAttrString(object, attribute);
  const long number = value ? PyLong_AsLong(value) : 0;
  if (value) Py_DecRef(value);
  PyErr_Clear();
  return number;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv */
static uint64_t hash_of(uint64_t hash, const void *bytes, size_t length) {
  for (size_t at = 0; at < length; at++) hash = (hash ^ ((const unsigned char *)bytes)[at]) * UINT64_C(0x100000001b3);
  return hash;
}

static uint64_t number_for(const char *name, const char *file, int line) {
  if (!strcmp(file, own_file)) return 0;
  uint64_t hash = hash_of(UINT64_C(0xcbf29ce484222325), name, strlen(name) + 1);
  hash = hash_of(hash_of(hash, file, strlen(file) + 1), &line, sizeof line);
  return FIRST_NUMBER | (hash & (FIRST_NUMBER - 1));
}

static void add(PyObject *code, const char *module, const char *qualified_name) {
  char file[LONGEST_TEXT], name[2 * LONGEST_TEXT + 1];
  read_text(code, "co_filename", file, sizeof file);
  const int line = (int)read_number(code, "co_firstlineno");
  snprintf(name, sizeof name, "%s%s%s", module, *module ? "." : "", qualified_name);
  PyObject *watcher = new_watcher(code);
  if (!watcher) return;
  const size_t name_length = strlen(name) + 1;
  char *texts = malloc(name_length + strlen(file) + 1);
  if (!texts || find(code) || !make_room()) { /* another thread was faster, or there is no memory */
    free(texts);
    Py_DecRef(watcher);
    return;
  }
  memcpy(texts, name, name_length);
  strcpy(texts + name_length, file);
  struct entry *entry = free_entry(code);
  const uint64_t number = number_for(name, file, line);
  *entry = (struct entry){code, watcher, number, texts, texts + name_length, line, 0};
  used++;
}

/*
 * Names the functions in the code of a module as the compiler does (PEP 3155). Code objects know their qualified name from Python 3.11 on.
 * The body of a class runs without local variables of a function (CO_OPTIMIZED in Include/cpython/code.h).
 */
static void add_nested(PyObject *code, const char *module, const char *outer, int depth) {
  PyObject *constants = depth < DEEPEST_NESTING ? PyObject_GetAttrString(code, "co_consts") : NULL;
  const ssize_t count = constants ? PyTuple_Size(constants) : 0;
  for (ssize_t at = 0; at < count; at++) {
    PyObject *nested = PyTuple_GetItem(constants, at);
    PyObject *flags = nested ? PyObject_GetAttrString(nested, "co_flags") : NULL;
    PyErr_Clear();
    if (!flags) continue; /* not code */
    const bool is_function = PyLong_AsLong(flags) & 1;
    Py_DecRef(flags);
    char own[LONGEST_TEXT], name[LONGEST_TEXT], inner[LONGEST_TEXT];
    read_text(nested, "co_name", own, sizeof own);
    if (snprintf(name, sizeof name, "%s%s", outer, own) < 0) continue;
    add(nested, module, name);
    if (snprintf(inner, sizeof inner, "%s%s", name, is_function ? ".<locals>." : ".") > 0)
      add_nested(nested, module, inner, depth + 1);
  }
  if (constants) Py_DecRef(constants);
  PyErr_Clear();
}

static struct entry *learn(PyObject *code) {
  char name[LONGEST_TEXT], module[LONGEST_TEXT];
  PyObject *globals = PyEval_GetGlobals();
  copy_text(globals ? PyDict_GetItemString(globals, "__name__") : NULL, module, sizeof module);
  read_text(code, "co_qualname", name, sizeof name);
  const bool is_old = !*name;
  if (is_old) read_text(code, "co_name", name, sizeof name);
  if (is_old && !strcmp(name, "<module>")) add_nested(code, module, "", 0);
  add(code, module, name);
  return find(code);
}

uint64_t number_of(PyObject *code) {
  if (++events % NAMES_AGAIN == 0) round_of_names++;
  struct entry *entry = find(code);
  if (!entry) entry = learn(code);
  if (!entry || !entry->number) return 0;
  if (entry->named != round_of_names) {
    entry->named = round_of_names;
    lttng_ust_tracepoint(containers_trace_python, function, entry->number, entry->name, entry->file, entry->line);
  }
  return entry->number;
}
