package meter

import (
	"fmt"
	"unicode/utf8"
)

// Refusal says why a module is not accepted: one sentence for the person who
// installs it.
type Refusal struct{ Msg string }

// Error implements error.
func (r *Refusal) Error() string { return r.Msg }

func refuse(format string, args ...any) error { return &Refusal{Msg: fmt.Sprintf(format, args...)} }

// reader walks over bytes of the binary format. The first failure sticks: every
// later read returns zero, so that callers check err once per loop.
type reader struct {
	b    []byte
	off  int
	err  error
	part string // what is being read, for messages
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = refuse("The file is not a valid WebAssembly module: %s: %s.", r.part, fmt.Sprintf(format, args...))
	}
}

func (r *reader) done() bool { return r.err != nil || r.off >= len(r.b) }

func (r *reader) left() int { return len(r.b) - r.off }

func (r *reader) byte() byte {
	if r.err != nil || r.off >= len(r.b) {
		r.fail("it ends too early")
		return 0
	}
	c := r.b[r.off]
	r.off++
	return c
}

func (r *reader) bytes(n uint32) []byte {
	if r.err != nil || uint64(n) > uint64(len(r.b)-r.off) {
		r.fail("it ends too early")
		return nil
	}
	s := r.b[r.off : r.off+int(n)]
	r.off += int(n)
	return s
}

func (r *reader) u32() uint32 {
	if r.err == nil && r.off < len(r.b) && r.b[r.off] < 0x80 {
		r.off++
		return uint32(r.b[r.off-1])
	}
	var v uint32
	for shift := uint(0); ; shift += 7 {
		c := r.byte()
		if r.err != nil {
			return 0
		}
		if shift == 28 && c > 0x0f {
			r.fail("a number is too large")
			return 0
		}
		v |= uint32(c&0x7f) << shift
		if c < 0x80 {
			return v
		}
	}
}

// leb skips a signed number of at most bits bits.
func (r *reader) leb(bits int) {
	last := (bits + 6) / 7
	for i := 1; ; i++ {
		c := r.byte()
		if r.err != nil {
			return
		}
		if i == last {
			// The unused bits must repeat the sign.
			used := uint(bits - 7*(last-1))
			top := int8(c<<1) >> used // sign and what is above it
			if c >= 0x80 || (top != 0 && top != -1) {
				r.fail("a number is too large")
			}
			return
		}
		if c < 0x80 {
			return
		}
	}
}

// s33 reads a block type's number.
func (r *reader) s33() int64 {
	var v int64
	start := r.off
	for shift := uint(0); ; shift += 7 {
		c := r.byte()
		if r.err != nil {
			return 0
		}
		v |= int64(c&0x7f) << shift
		if c < 0x80 {
			if c&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v
		}
		if r.off-start == 5 {
			r.fail("a number is too large")
			return 0
		}
	}
}

func (r *reader) name() string {
	s := r.bytes(r.u32())
	if r.err == nil && !utf8.Valid(s) {
		r.fail("a name is not UTF-8")
	}
	return string(s)
}

// count reads the length of a vector whose items take at least one byte each.
func (r *reader) count(limit int, what string) int {
	n := r.u32()
	if r.err == nil && int64(n) > int64(r.left()) {
		r.fail("it ends too early")
	}
	if r.err == nil && int64(n) > int64(limit) {
		r.err = refuse("The module has %d %s; at most %d are allowed.", n, what, limit)
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

// appendU32 appends v as unsigned LEB128.
func appendU32(b []byte, v uint32) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

// appendS64 appends v as signed LEB128.
func appendS64(b []byte, v int64) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if (v == 0 && c&0x40 == 0) || (v == -1 && c&0x40 != 0) {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

func appendName(b []byte, s string) []byte { return append(appendU32(b, uint32(len(s))), s...) }
