//go:build !unix

package sandbox

import "github.com/tetratelabs/wazero/experimental"

func allocate(capacity, limit uint64) experimental.LinearMemory {
	return &heapMemory{limit: limit, b: make([]byte, 0, capacity)}
}
