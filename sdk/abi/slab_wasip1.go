package abi

import "unsafe"

// In a guest an allocation costs a quarter of a microsecond, so small lists are
// cut from larger pieces. A piece lives as long as anything cut from it; nothing
// is ever handed out twice.
const slabSize = 64

var strSlab []string

func makeStrs(n int) []string {
	if n > len(strSlab) {
		if n > slabSize/4 {
			return make([]string, n)
		}
		strSlab = make([]string, slabSize)
	}
	v := strSlab[:n:n]
	strSlab = strSlab[n:]
	return v
}

// makeInts returns the n numbers that begin at byte at of s: where they lie they are
// in the order that this machine has, and the bytes of what was read are the guest's
// for ever. A handler may change them; a patch cannot carry a list of numbers, so
// nobody compares them with what was sent.
func makeInts(s string, at, n int) []int64 {
	return unsafe.Slice((*int64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), at)), n)
}
