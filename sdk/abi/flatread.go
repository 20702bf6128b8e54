package abi

// reader takes one record apart. Once something is out of range bad is set and
// every later answer is zero.
type reader struct {
	s   string // the record, exactly
	fix string // its slots, as many as this version knows
	bad bool
}

// open checks the header of a record of the given type and gives it at least
// want slots: those that an older writer did not know are zero.
func open(s string, typ byte, want int) (reader, error) {
	if len(s) < headerSize || s[0] != ContentFlat || s[1] != typ {
		return reader{}, ErrMalformed
	}
	fixed := (int(s[2]) | int(s[3])<<8) * slotSize
	total := uint64(get32(s, 4))
	if total > uint64(len(s)) || total < uint64(headerSize+fixed) {
		return reader{}, ErrMalformed
	}
	r := reader{s: s[:total], fix: s[headerSize : headerSize+fixed]}
	if fixed < want*slotSize {
		r.fix += string(zeroes[:want*slotSize-fixed])
	}
	return r, nil
}

func (r *reader) err() error {
	if r.bad {
		return ErrMalformed
	}
	return nil
}

// slot returns one slot. It must be one of those that open was asked for.
func (r *reader) slot(slot int) uint64 { return word(r.fix, slot*slotSize) }

func (r *reader) int(slot int) int64 { return int64(word(r.fix, slot*slotSize)) }

func (r *reader) bool(slot int) bool { return word(r.fix, slot*slotSize) != 0 }

// str returns the bytes that a slot points at.
func (r *reader) str(slot int) string {
	pair := word(r.fix, slot*slotSize)
	if pair&0xffffffff+pair>>32 > uint64(len(r.s)) {
		r.bad = true
		return ""
	}
	return cut(r.s, pair)
}

// span is str for a pair that stands elsewhere.
func (r *reader) span(pair uint64) string {
	if pair&0xffffffff+pair>>32 > uint64(len(r.s)) {
		r.bad = true
		return ""
	}
	return cut(r.s, pair)
}

// list returns the count items of size bytes that a pair points at.
func (r *reader) list(pair uint64, size uint64) (string, int) {
	n := pair >> 32
	if n == 0 {
		return "", 0
	}
	off := pair & 0xffffffff
	if off+n*size > uint64(len(r.s)) {
		r.bad = true
		return "", 0
	}
	return r.s[off : off+n*size], int(n)
}

// spans is list for items that are slots, n of them to an item. What they point at
// may not add up to more than the record holds: a writer that let all of them point
// at the same place would make a reader copy far more than it was sent.
func (r *reader) spans(slot, n int) (string, int) {
	s, count := r.list(r.slot(slot), uint64(n)*slotSize)
	left := uint64(len(r.s))
	for at := 0; at < len(s); at += slotSize {
		size := get64(s, at) >> 32
		if size > left {
			r.bad = true
			return "", 0
		}
		left -= size
	}
	return s, count
}

func (r *reader) bytes(slot int) []byte {
	s := r.str(slot)
	if s == "" {
		return nil
	}
	return []byte(s)
}

func (r *reader) ints(slot int) []int64 {
	s, n := r.list(r.slot(slot), slotSize)
	if n == 0 {
		return nil
	}
	v := makeInts(n)
	for i := range v {
		v[i] = int64(get64(s, i*slotSize))
	}
	return v
}

func (r *reader) strs(slot int) []string {
	s, n := r.spans(slot, 1)
	if n == 0 {
		return nil
	}
	v := makeStrs(n)
	for i := range v {
		v[i] = r.span(get64(s, i*slotSize))
	}
	return v
}

func (r *reader) params(slot int) Params {
	s, n := r.spans(slot, 2)
	if n == 0 {
		return nil
	}
	v := make(Params, n)
	for i := range v {
		v[i].Name = r.span(get64(s, 2*i*slotSize))
		v[i].Value = r.span(get64(s, (2*i+1)*slotSize))
	}
	return v
}

// rec decodes the nested record of slot into v and reports whether there is one.
func (r *reader) rec(s string, v Wire) {
	if v.DecodeFlat(s) != nil {
		r.bad = true
	}
}

// recs returns the slots of a list of records.
func (r *reader) recs(slot int) (string, int) { return r.spans(slot, 1) }

func (r *reader) recAt(slots string, i int) string { return r.span(get64(slots, i*slotSize)) }
