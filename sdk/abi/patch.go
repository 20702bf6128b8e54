package abi

// sameStrs reports whether the list of strings in slot equals v.
func (r *reader) sameStrs(slot int, v []string) bool {
	s, n := r.list(r.slot(slot), slotSize)
	if n != len(v) {
		return false
	}
	for i := range v {
		if r.span(get64(s, i*slotSize)) != v[i] {
			return false
		}
	}
	return true
}

// sameInts reports whether the list of numbers in slot equals v.
func (r *reader) sameInts(slot int, v []int64) bool {
	s, n := r.list(r.slot(slot), slotSize)
	if n != len(v) {
		return false
	}
	for i := range v {
		if int64(get64(s, i*slotSize)) != v[i] {
			return false
		}
	}
	return true
}
