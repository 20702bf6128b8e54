//go:build !wasip1

package abi

func makeStrs(n int) []string { return make([]string, n) }

// makeInts reads n numbers that begin at byte at of s.
func makeInts(s string, at, n int) []int64 {
	v := make([]int64, n)
	for i := range v {
		v[i] = int64(word(s, at+i*slotSize))
	}
	return v
}
