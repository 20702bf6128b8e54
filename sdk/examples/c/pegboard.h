/* The plugin ABI, version 1, in C: what sdk/abi.md says, as declarations. */
#ifndef PEGBOARD_H
#define PEGBOARD_H

#include <stdint.h>

#define PEGBOARD_IMPORT(name) __attribute__((import_module("pegboard"), import_name(name)))
#define PEGBOARD_EXPORT(name) __attribute__((export_name(name)))

/* Imports. Each may be left out by not calling it. */
PEGBOARD_IMPORT("read") uint32_t pegboard_read(void *ptr, uint32_t cap);
PEGBOARD_IMPORT("write") void pegboard_write(const void *ptr, uint32_t len);
PEGBOARD_IMPORT("call") int64_t pegboard_host(uint32_t op, const void *ptr, uint32_t len);

/* Everything that the host sends is JSON. */
#define PEGBOARD_ABI_JSON (1 | 0x10000)

/* Operations of the guest. */
enum { OP_HOOK = 1, OP_RENDER = 2, OP_LIFECYCLE = 6 };

/* Operations of the host. */
enum { HOST_TICKETS_GET = 1 };

/* Error kinds, in both directions. */
enum { KIND_OK = 0, KIND_INVALID = 1, KIND_NOT_FOUND = 4, KIND_UNAVAILABLE = 7 };

#endif
