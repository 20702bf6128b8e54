package abi

var zeroes [headerSize + 64*slotSize]byte

// begin appends the header of a record and its slots, all zero. The record is
// complete when end has written its length.
func begin(b []byte, typ byte, slots int) []byte {
	at := len(b)
	b = append(b, zeroes[:headerSize+slots*slotSize]...)
	store(b, at, ContentFlat|uint64(typ)<<8|uint64(slots)<<16)
	return b
}

// end writes the length of the record that begins at base.
func end(b []byte, base int) []byte {
	put32(b[base+4:], uint32(len(b)-base))
	return b
}

// point makes the slot at byte at point to what was appended since from, as n items.
// Nothing is offset 0 as well: a patch may set a field to it.
func point(b []byte, base, at, from, n int) {
	if n != 0 {
		store(b, at, uint64(from-base)|uint64(n)<<32)
	}
}

// fixed is the byte at which a slot of the record at base stands.
func fixed(base, slot int) int { return base + headerSize + slot*slotSize }

func addStr(b []byte, base, slot int, s string) []byte {
	from := len(b)
	b = append(b, s...)
	point(b, base, fixed(base, slot), from, len(s))
	return b
}

func addBytes(b []byte, base, slot int, s []byte) []byte {
	from := len(b)
	b = append(b, s...)
	point(b, base, fixed(base, slot), from, len(s))
	return b
}

func addInts(b []byte, base, slot int, v []int64) []byte {
	from := len(b)
	b = addZeroes(b, len(v))
	for i, n := range v {
		store(b, from+i*slotSize, uint64(n))
	}
	point(b, base, fixed(base, slot), from, len(v))
	return b
}

// addZeroes appends room for n slots.
func addZeroes(b []byte, n int) []byte {
	for ; n > 64; n -= 64 {
		b = append(b, zeroes[:64*slotSize]...)
	}
	return append(b, zeroes[:n*slotSize]...)
}

func addStrs(b []byte, base, slot int, v []string) []byte {
	from := len(b)
	b = addZeroes(b, len(v))
	for i, s := range v {
		at := len(b)
		b = append(b, s...)
		point(b, base, from+i*slotSize, at, len(s))
	}
	point(b, base, fixed(base, slot), from, len(v))
	return b
}

func addParams(b []byte, base, slot int, v Params) []byte {
	from := len(b)
	b = addZeroes(b, 2*len(v))
	for i := range v {
		at := len(b)
		b = append(b, v[i].Name...)
		point(b, base, from+2*i*slotSize, at, len(v[i].Name))
		at = len(b)
		b = append(b, v[i].Value...)
		point(b, base, from+(2*i+1)*slotSize, at, len(v[i].Value))
	}
	point(b, base, fixed(base, slot), from, len(v))
	return b
}

// addList appends a list of records.
func addList[T any, P interface {
	*T
	Wire
}](b []byte, base, slot int, v []T) []byte {
	from := len(b)
	b = addZeroes(b, len(v))
	for i := range v {
		at := len(b)
		b = P(&v[i]).AppendFlat(b)
		point(b, base, from+i*slotSize, at, len(b)-at)
	}
	point(b, base, fixed(base, slot), from, len(v))
	return b
}

func bit(v bool) uint64 {
	if v {
		return 1
	}
	return 0
}
