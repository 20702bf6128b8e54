package sandbox

import (
	"context"

	"github.com/tetratelabs/wazero/experimental"
)

// heapMemory is a linear memory on the Go heap, for systems without mmap.
type heapMemory struct {
	b     []byte
	limit uint64
}

// Reallocate implements experimental.LinearMemory.
func (m *heapMemory) Reallocate(size uint64) []byte {
	switch {
	case size > m.limit:
		return nil
	case size <= uint64(cap(m.b)):
		m.b = m.b[:size]
	default:
		b := make([]byte, size, min(m.limit, size+size/2))
		copy(b, m.b)
		m.b = b
	}
	return m.b
}

// Free implements experimental.LinearMemory.
func (m *heapMemory) Free() { m.b = nil }

// withMemory is where the engine finds the allocator while it instantiates.
var withMemory = experimental.WithMemoryAllocator(context.Background(), experimental.MemoryAllocatorFunc(allocate))
