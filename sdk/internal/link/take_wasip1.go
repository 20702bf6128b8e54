package link

import (
	"strings"
	"unsafe"
)

// pieceSize is how much memory is taken at once for what the host sends: the
// runtime pays by the page rather than by the object. It is a size of which the
// runtime gets four at a time. A string that is kept keeps its piece, so a plugin
// that keeps many should clone them.
const pieceSize = 18 << 10

// piece is what is left of the last one; nothing is ever handed out twice.
var piece []byte

// take fetches the pending input or reply into memory of its own: strings cut
// out of it stay valid for as long as anybody holds them.
func take(length uint32) string {
	n := int(length)
	if n == 0 {
		return ""
	}
	if n > len(piece) {
		if n > pieceSize/4 {
			return fill(raw(n))
		}
		piece = raw(pieceSize)
	}
	b := piece[:n:n]
	piece = piece[n:]
	return fill(b)
}

// raw returns memory that is not cleared: every byte is written before it is read.
func raw(n int) []byte {
	var b strings.Builder
	b.Grow(n)
	return unsafe.Slice(unsafe.StringData(b.String()), n)
}

func fill(b []byte) string {
	p := unsafe.SliceData(b)
	n := hostRead(unsafe.Pointer(p), uint32(len(b)))
	return unsafe.String(p, min(int(n), len(b)))
}
