package abi

import "errors"

// The flat layout. A record is
//
//	byte 0     0x01, which no JSON text begins with
//	byte 1     the record's type number
//	bytes 2-3  n, the number of slots
//	bytes 4-7  length of the whole record in bytes, this header included
//	then       n slots of 8 bytes, then whatever the slots point at
//
// All numbers are little-endian. A slot holds an int or a time as 64 bits, a bool
// as 0 or 1, and for everything longer a pair of 32-bit numbers: an offset from
// the beginning of the record, and a length in bytes (string, bytes, json, text,
// record) or a count (lists). A list of ints is that many 64-bit numbers; a list
// of strings or records is that many slots; params are twice as many slots, name
// and value by turns. A record of length 0 is absent. A reader takes slots that
// are missing as zero and ignores those it does not know: so fields are added
// at the end and both sides may differ in age.

// ContentFlat and ContentJSON are the first byte of a record in either form.
const (
	ContentFlat = 0x01
	ContentJSON = '{'
)

const (
	headerSize = 8
	slotSize   = 8
)

// ErrMalformed means that bytes are not a record of the expected type.
var ErrMalformed = errors.New("abi: malformed record")

// Wire is implemented by every type of the schema.
type Wire interface {
	// AppendFlat appends the record in the flat layout to b.
	AppendFlat(b []byte) []byte
	// DecodeFlat reads the flat layout. Strings share s's memory; byte slices are copied.
	// After an error the record's content is undefined.
	DecodeFlat(s string) error
}

// writer builds one record at the end of b.
type writer struct {
	b    []byte
	base int
}

var zeroes [headerSize + 64*slotSize]byte

func begin(b []byte, typ byte, slots int) writer {
	base := len(b)
	b = append(b, zeroes[:headerSize+slots*slotSize]...)
	b[base], b[base+1] = ContentFlat, typ
	b[base+2], b[base+3] = byte(slots), byte(slots>>8)
	return writer{b: b, base: base}
}

func (w *writer) end() []byte {
	put32(w.b[w.base+4:], uint32(len(w.b)-w.base))
	return w.b
}

func (w *writer) int(slot int, v int64) {
	put64(w.b[w.base+headerSize+slot*slotSize:], uint64(v))
}

func (w *writer) bool(slot int, v bool) {
	if v {
		w.b[w.base+headerSize+slot*slotSize] = 1
	}
}

func (w *writer) pair(at int, n int) {
	put64(w.b[at:], uint64(len(w.b)-w.base)|uint64(n)<<32)
}

func (w *writer) str(slot int, s string) {
	if s != "" {
		w.pair(w.base+headerSize+slot*slotSize, len(s))
		w.b = append(w.b, s...)
	}
}

func (w *writer) bytes(slot int, s []byte) {
	if len(s) != 0 {
		w.pair(w.base+headerSize+slot*slotSize, len(s))
		w.b = append(w.b, s...)
	}
}

func (w *writer) ints(slot int, v []int64) {
	if len(v) == 0 {
		return
	}
	w.pair(w.base+headerSize+slot*slotSize, len(v))
	for _, n := range v {
		w.b = append(w.b, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(n>>32), byte(n>>40), byte(n>>48), byte(n>>56))
	}
}

// slots reserves n slots behind the record, points slot at them and returns where they begin.
func (w *writer) slots(slot, count, n int) int {
	w.pair(w.base+headerSize+slot*slotSize, count)
	at := len(w.b)
	for ; n > 64; n -= 64 {
		w.b = append(w.b, zeroes[:64*slotSize]...)
	}
	w.b = append(w.b, zeroes[:n*slotSize]...)
	return at
}

func (w *writer) strs(slot int, v []string) {
	if len(v) == 0 {
		return
	}
	at := w.slots(slot, len(v), len(v))
	for i, s := range v {
		w.pair(at+i*slotSize, len(s))
		w.b = append(w.b, s...)
	}
}

func (w *writer) params(slot int, v Params) {
	if len(v) == 0 {
		return
	}
	at := w.slots(slot, len(v), 2*len(v))
	for i := range v {
		w.pair(at+2*i*slotSize, len(v[i].Name))
		w.b = append(w.b, v[i].Name...)
		w.pair(at+(2*i+1)*slotSize, len(v[i].Value))
		w.b = append(w.b, v[i].Value...)
	}
}

// rec notes at the slot found at byte `at` that a nested record begins here; sealRec its length.
func (w *writer) rec(at int, r Wire) {
	start := len(w.b)
	w.b = r.AppendFlat(w.b)
	put64(w.b[at:], uint64(start-w.base)|uint64(len(w.b)-start)<<32)
}

func (w *writer) at(slot int) int { return w.base + headerSize + slot*slotSize }
