//go:build unix

package sandbox

import (
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// mapped is a linear memory outside of the Go heap: its whole range is reserved
// at once and backed by the system page by page as the guest touches it, so that
// growing copies nothing and the garbage collector does not count it.
type mapped struct{ b []byte }

// allocate reserves a memory; where the system refuses, the heap serves.
func allocate(capacity, limit uint64) experimental.LinearMemory {
	b, err := syscall.Mmap(-1, 0, int(max(limit, 1)), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return &heapMemory{limit: limit, b: make([]byte, 0, capacity)}
	}
	largePages(b)
	return &mapped{b: b}
}

// Reallocate implements experimental.LinearMemory.
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.b)) {
		return nil
	}
	return m.b[:size:size]
}

// Free implements experimental.LinearMemory.
func (m *mapped) Free() {
	if m.b != nil {
		_ = syscall.Munmap(m.b)
		m.b = nil
	}
}
