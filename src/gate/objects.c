/*
 * What is loaded: the tracer's code, and the functions behind those of the gate. dlsym(3) is not used: it is in libdl before glibc
 * 2.34, and a program without libdl would not start if the gate needed it.
 */
#define _GNU_SOURCE
#include "gate.h"
#include <elf.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define TRACER "liblttng-ust" /* and its companions: liblttng-ust-common.so, liblttng-ust-fd.so */
#define HIDDEN_VERSION 0x8000

/* The C library relocates these entries in place, except in read-only dynamic sections (the vDSO). */
static const void *pointer_of(const struct dl_phdr_info *object, ElfW(Addr) value) {
  return (const void *)(value < object->dlpi_addr ? object->dlpi_addr + value : value);
}

/* Symbols, strings and hash table of an object; gABI chapter 5, and the GNU hash table of binutils. */
struct table {
  const ElfW(Sym) * symbols;
  const char *strings;
  const uint32_t *hash;
  const uint32_t *gnu_hash;
  const uint16_t *versions;
};

static bool read_table(const struct dl_phdr_info *object, struct table *table) {
  const ElfW(Dyn) *entry = NULL;
  for (int at = 0; at < object->dlpi_phnum; at++)
    if (object->dlpi_phdr[at].p_type == PT_DYNAMIC)
      entry = (const ElfW(Dyn) *)(object->dlpi_addr + object->dlpi_phdr[at].p_vaddr);
  if (!entry) return false;
  table->symbols = NULL, table->strings = NULL, table->hash = NULL, table->gnu_hash = NULL, table->versions = NULL;
  for (; entry->d_tag != DT_NULL; entry++) {
    const void *pointer = pointer_of(object, entry->d_un.d_ptr);
    if (entry->d_tag == DT_SYMTAB) table->symbols = pointer;
    if (entry->d_tag == DT_STRTAB) table->strings = pointer;
    if (entry->d_tag == DT_HASH) table->hash = pointer;
    if (entry->d_tag == DT_GNU_HASH) table->gnu_hash = pointer;
    if (entry->d_tag == DT_VERSYM) table->versions = pointer;
  }
  return table->symbols && table->strings && (table->hash || table->gnu_hash);
}

static const ElfW(Sym) *match(const struct table *table, uint32_t index, const char *name) {
  const ElfW(Sym) *symbol = &table->symbols[index];
  if (symbol->st_shndx == SHN_UNDEF || (symbol->st_info & 0xf) != STT_FUNC) return NULL;
  if (table->versions && table->versions[index] & HIDDEN_VERSION) return NULL; /* not the default version */
  return strcmp(table->strings + symbol->st_name, name) ? NULL : symbol;
}

static const ElfW(Sym) *find_by_gnu_hash(const struct table *table, const char *name) {
  uint32_t hash = 5381;
  for (const char *letter = name; *letter; letter++) hash = hash * 33 + (unsigned char)*letter;
  const uint32_t count = table->gnu_hash[0], first = table->gnu_hash[1], words = table->gnu_hash[2];
  const uint32_t *buckets = table->gnu_hash + 4 + words * (sizeof(ElfW(Addr)) / sizeof(uint32_t));
  const uint32_t *chain = buckets + count;
  uint32_t index = count ? buckets[hash % count] : 0;
  if (index < first) return NULL;
  for (;; index++) {
    const uint32_t other = chain[index - first];
    const ElfW(Sym) *symbol = (other | 1) == (hash | 1) ? match(table, index, name) : NULL;
    if (symbol || other & 1) return symbol;
  }
}

static const ElfW(Sym) *find(const struct table *table, const char *name) {
  if (table->gnu_hash) return find_by_gnu_hash(table, name);
  for (uint32_t index = 1; index < table->hash[1]; index++) {
    const ElfW(Sym) *symbol = match(table, index, name);
    if (symbol) return symbol;
  }
  return NULL;
}

static bool has_code(const struct dl_phdr_info *object, const void *address) {
  const ElfW(Addr) at = (ElfW(Addr))address - object->dlpi_addr;
  for (int number = 0; number < object->dlpi_phnum; number++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[number];
    if (part->p_type == PT_LOAD && part->p_flags & PF_X && at >= part->p_vaddr && at - part->p_vaddr < part->p_memsz)
      return true;
  }
  return false;
}

struct search {
  const char *name;
  bool is_behind_us;
  void *found;
};

static int search_in(struct dl_phdr_info *object, size_t size, void *data) {
  (void)size;
  struct search *search = data;
  if (!search->is_behind_us) {
    search->is_behind_us = has_code(object, (const void *)search_in);
    return 0;
  }
  struct table table;
  const ElfW(Sym) *symbol = read_table(object, &table) ? find(&table, search->name) : NULL;
  if (symbol) search->found = (void *)(object->dlpi_addr + symbol->st_value);
  return symbol != NULL;
}

#define NAME(name) #name,
static const char *const names[REPLACED_COUNT] = {REPLACED(NAME)};
static void *addresses[REPLACED_COUNT];

void *next_address(enum replaced at) {
  void *address = __atomic_load_n(&addresses[at], __ATOMIC_RELAXED);
  if (address) return address;
  struct search search = {.name = names[at]};
  dl_iterate_phdr(search_in, &search); /* in the order of the global scope */
  __atomic_store_n(&addresses[at], search.found, __ATOMIC_RELAXED);
  return search.found;
}

/*
 * Later, the search could wait forever: in a signal handler, or in a child of fork(2), for the loader's lock. The tracer's constructor can
 * run before this one, and then finds what it calls itself.
 */
__attribute__((constructor)) static void find_all(void) {
  for (int at = 0; at < REPLACED_COUNT; at++) next_address(at);
}

static int is_code_of_tracer(struct dl_phdr_info *object, size_t size, void *data) {
  (void)size;
  const char *slash = object->dlpi_name ? strrchr(object->dlpi_name, '/') : NULL;
  return slash && !strncmp(slash + 1, TRACER, sizeof TRACER - 1) && has_code(object, data);
}

bool is_tracer_code(const void *address) { return dl_iterate_phdr(is_code_of_tracer, (void *)address); }
