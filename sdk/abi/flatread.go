package abi

// reader takes one record apart. It is small and passed by value, so that the
// compiler keeps it in variables of its own. Generated code first asks for all
// plain fields at once whether they end within the record, and then reads them
// without a branch: in a Go guest a branch that is taken costs as much as reading
// three fields.
type reader struct {
	s   string // the record, exactly
	fix string // its slots, as many as this version knows
}

// open checks the header of a record of the given type and gives it at least
// want slots: those that an older writer did not know are zero.
func open(s string, typ byte, want int) (reader, error) {
	if len(s) < headerSize {
		return reader{}, ErrMalformed
	}
	head := word(s, 0)
	fixed, total := int(head>>16&0xffff)*slotSize, head>>32
	if head&0xffff != ContentFlat|uint64(typ)<<8 || total > uint64(len(s)) || total < uint64(headerSize+fixed) {
		return reader{}, ErrMalformed
	}
	r := reader{s: s[:total], fix: s[headerSize : headerSize+fixed]}
	if fixed < want*slotSize {
		r.fix += string(zeroes[:want*slotSize-fixed])
	}
	return r, nil
}

// outside has its top bit set when what a slot points at ends outside of the record.
func (r reader) outside(slot int) uint64 {
	return beyond(uint64(len(r.s)), word(r.fix, slot*slotSize), 1)
}

// outsideInts is outside for a list of numbers.
func (r reader) outsideInts(slot int) uint64 {
	return beyond(uint64(len(r.s)), word(r.fix, slot*slotSize), slotSize)
}

// beyond has its top bit set when a pair's items end behind n. Both numbers of a
// pair have 32 bits, so nothing here overflows.
func beyond(n, pair, size uint64) uint64 { return n - (pair&0xffffffff + pair>>32*size) }

// slot returns one slot. It must be one of those that open was asked for.
func (r reader) slot(slot int) uint64 { return word(r.fix, slot*slotSize) }

func (r reader) int(slot int) int64 { return int64(word(r.fix, slot*slotSize)) }

func (r reader) bool(slot int) bool { return word(r.fix, slot*slotSize) != 0 }

// str returns the bytes that a slot points at, which are not outside.
func (r reader) str(slot int) string { return cut(r.s, word(r.fix, slot*slotSize)) }

// bytes returns a copy of the bytes that a slot points at, which are not outside.
func (r reader) bytes(slot int) []byte {
	s := r.str(slot)
	if s == "" {
		return nil
	}
	return []byte(s)
}

// ints returns the numbers that a slot points at, which are not outside.
func (r reader) ints(slot int) []int64 {
	pair := word(r.fix, slot*slotSize)
	if pair>>32 == 0 {
		return nil
	}
	return makeInts(r.s, int(pair&0xffffffff), int(pair>>32))
}

// spans returns the slots of a list, n of them to an item, and the number of items.
// What they point at lies in the record, and may not add up to more than it holds: a
// writer that let all of them point at the same place would make a reader copy far
// more than it was sent.
func (r reader) spans(slot, n int) (string, int, error) {
	pair := r.slot(slot)
	count := pair >> 32
	if count == 0 {
		return "", 0, nil
	}
	size := uint64(len(r.s))
	if beyond(size, pair, uint64(n)*slotSize)>>63 != 0 {
		return "", 0, ErrMalformed
	}
	off := pair & 0xffffffff
	s := r.s[off : off+count*uint64(n)*slotSize]
	sum, bad := uint64(0), uint64(0)
	for at := 0; at < len(s); at += slotSize {
		item := word(s, at)
		bad |= beyond(size, item, 1)
		sum += item >> 32
	}
	if bad>>63 != 0 || sum > size {
		return "", 0, ErrMalformed
	}
	return s, int(count), nil
}

// at returns what the slot at some byte of a list's slots points at.
func (r reader) at(slots string, i int) string { return cut(r.s, word(slots, i)) }

func (r reader) strs(slot int) ([]string, error) {
	if word(r.fix, slot*slotSize)>>32 == 0 {
		return nil, nil
	}
	return r.someStrs(slot)
}

// someStrs is spans and making the strings in one go, with nothing cut out of what
// is outside.
func (r reader) someStrs(slot int) ([]string, error) {
	pair, size := r.slot(slot), uint64(len(r.s))
	if beyond(size, pair, slotSize)>>63 != 0 {
		return nil, ErrMalformed
	}
	v, at := makeStrs(int(pair>>32)), int(pair&0xffffffff)
	sum, bad := uint64(0), uint64(0)
	for i := range v {
		item := word(r.s, at+i*slotSize)
		over := beyond(size, item, 1)
		sum += item >> 32
		bad |= over
		v[i] = cut(r.s, item&^uint64(int64(over)>>63))
	}
	if bad>>63 != 0 || sum > size {
		return nil, ErrMalformed
	}
	return v, nil
}

func (r reader) params(slot int) (Params, error) {
	s, n, err := r.spans(slot, 2)
	if n == 0 || err != nil {
		return nil, err
	}
	v := make(Params, n)
	for i := range v {
		v[i].Name = r.at(s, 2*i*slotSize)
		v[i].Value = r.at(s, (2*i+1)*slotSize)
	}
	return v, nil
}

// decodeList reads the list of records that a slot points at.
func decodeList[T any, P interface {
	*T
	Wire
}](r reader, slot int) ([]T, error) {
	s, n, err := r.spans(slot, 1)
	if n == 0 || err != nil {
		return nil, err
	}
	v := make([]T, n)
	for i := range v {
		if err := P(&v[i]).DecodeFlat(r.at(s, i*slotSize)); err != nil {
			return nil, err
		}
	}
	return v, nil
}
