//go:build !wasip1

package abi

func put32(b []byte, v uint32) {
	_ = b[3]
	b[0], b[1], b[2], b[3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
}

// store writes eight bytes of b, which are known to be there.
func store(b []byte, i int, v uint64) {
	_ = b[i+7]
	b[i], b[i+1], b[i+2], b[i+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	b[i+4], b[i+5], b[i+6], b[i+7] = byte(v>>32), byte(v>>40), byte(v>>48), byte(v>>56)
}

// word reads eight bytes of s, which are known to be there.
func word(s string, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// cut returns the part of s that a pair, checked before, points at.
func cut(s string, pair uint64) string {
	return s[pair&0xffffffff : pair&0xffffffff+pair>>32]
}

// moved is 0 when two strings are the same.
func moved(a, b string) uint64 {
	if a == b {
		return 0
	}
	return 1
}
