#include "functions.h"
#include <string.h>

void copy_text(PyObject *text, char *copy, size_t size) {
  copy[0] = '\0';
  PyObject *bytes = text ? PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace") : NULL;
  const char *whole = bytes ? PyBytes_AsString(bytes) : NULL;
  if (!whole) {
    PyErr_Clear(); /* not a text, or no memory */
  } else {
    size_t length = strnlen(whole, size);
    if (length == size)
      for (length = size - 1; length > 0 && ((unsigned char)whole[length] & 0xc0) == 0x80;) length--;
    memcpy(copy, whole, length);
    copy[length] = '\0';
  }
  if (bytes) Py_DecRef(bytes);
}
