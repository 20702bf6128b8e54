package abi

// sameStrs reports whether the list of strings in slot equals v.
func (r reader) sameStrs(slot int, v []string) bool {
	s, n, err := r.spans(slot, 1)
	if err != nil || n != len(v) {
		return false
	}
	for i := range v {
		if old := r.at(s, i*slotSize); moved(old, v[i]) != 0 && old != v[i] {
			return false
		}
	}
	return true
}

// differ is 1 when two numbers are not the same.
func differ(a, b int64) uint64 {
	x := uint64(a ^ b)
	return (x | -x) >> 63
}
