package abi

import "unsafe"

// WebAssembly loads and stores numbers in little-endian order at any address, in
// one instruction each. The compiler does not put single bytes together here.

func put32(b []byte, v uint32) {
	_ = b[3]
	*(*uint32)(unsafe.Pointer(unsafe.SliceData(b))) = v
}

// store writes eight bytes of b, which are known to be there.
func store(b []byte, i int, v uint64) {
	*(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(b)), i)) = v
}

// word reads eight bytes of s, which are known to be there.
func word(s string, i int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
}

// cut returns the part of s that a pair, checked before, points at.
func cut(s string, pair uint64) string {
	return unsafe.String((*byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), int(pair&0xffffffff))), int(pair>>32))
}

// moved is 0 when two strings are the very same bytes. What was not touched since it
// was cut out of a record is, so comparing the text is left for the rest.
func moved(a, b string) uint64 {
	p, q := uintptr(unsafe.Pointer(unsafe.StringData(a))), uintptr(unsafe.Pointer(unsafe.StringData(b)))
	x := uint64(p^q) | uint64(len(a)^len(b))
	return (x | -x) >> 63
}
