//go:build wasip1

// Command extism is the same guest for Extism, with JSON. It speaks to Extism's
// kernel directly, as Extism's own library for guests does.
package main

import (
	"encoding/binary"
	"encoding/json"
	"strings"

	"pegboard.dev/pegboard/core/plugin/bench/ticket"
)

//go:wasmimport extism:host/env input_length
func inputLength() uint64

//go:wasmimport extism:host/env input_load_u64
func inputLoad64(offset uint64) uint64

//go:wasmimport extism:host/env input_load_u8
func inputLoad8(offset uint64) uint32

//go:wasmimport extism:host/env alloc
func alloc(n uint64) uint64

//go:wasmimport extism:host/env store_u64
func store64(offset, v uint64)

//go:wasmimport extism:host/env store_u8
func store8(offset uint64, v uint32)

//go:wasmimport extism:host/env output_set
func outputSet(offset, n uint64)

func input() []byte {
	b := make([]byte, inputLength())
	n := len(b) / 8 * 8
	for i := 0; i < n; i += 8 {
		binary.LittleEndian.PutUint64(b[i:], inputLoad64(uint64(i)))
	}
	for i := n; i < len(b); i++ {
		b[i] = byte(inputLoad8(uint64(i)))
	}
	return b
}

func output(b []byte) {
	at, n := alloc(uint64(len(b))), len(b)/8*8
	for i := 0; i < n; i += 8 {
		store64(at+uint64(i), binary.LittleEndian.Uint64(b[i:]))
	}
	for i := n; i < len(b); i++ {
		store8(at+uint64(i), uint32(b[i]))
	}
	outputSet(at, uint64(len(b)))
}

//go:wasmexport will_create
func willCreate() int32 {
	var t ticket.Ticket
	if err := json.Unmarshal(input(), &t); err != nil {
		return 1
	}
	var p ticket.Patch
	if strings.Contains(t.Subject, "outage") {
		p.Priority = "urgent"
	}
	b, err := json.Marshal(&p)
	if err != nil {
		return 1
	}
	output(b)
	return 0
}

func main() {}
