package abi

// reader takes one record apart. Once something is out of range bad is set and
// every later answer is zero.
type reader struct {
	s     string // the record, exactly
	slots int
	bad   bool
}

// open checks the header of a record of the given type.
func open(s string, typ byte) (reader, error) {
	if len(s) < headerSize || s[0] != ContentFlat || s[1] != typ {
		return reader{}, ErrMalformed
	}
	slots := int(s[2]) | int(s[3])<<8
	total := uint64(get32(s, 4))
	if total > uint64(len(s)) || total < uint64(headerSize+slots*slotSize) {
		return reader{}, ErrMalformed
	}
	return reader{s: s[:total], slots: slots}, nil
}

func (r *reader) err() error {
	if r.bad {
		return ErrMalformed
	}
	return nil
}

func (r *reader) slot(slot int) uint64 {
	if slot >= r.slots {
		return 0
	}
	return get64(r.s, headerSize+slot*slotSize)
}

func (r *reader) int(slot int) int64 { return int64(r.slot(slot)) }

func (r *reader) bool(slot int) bool { return r.slot(slot) != 0 }

// span returns the bytes that a pair points at.
func (r *reader) span(pair uint64) string {
	n := pair >> 32
	if n == 0 {
		return ""
	}
	off := pair & 0xffffffff
	if off+n > uint64(len(r.s)) {
		r.bad = true
		return ""
	}
	return r.s[off : off+n]
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

func (r *reader) str(slot int) string { return r.span(r.slot(slot)) }

func (r *reader) bytes(slot int) []byte {
	s := r.span(r.slot(slot))
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
	v := make([]int64, n)
	for i := range v {
		v[i] = int64(get64(s, i*slotSize))
	}
	return v
}

func (r *reader) strs(slot int) []string {
	s, n := r.list(r.slot(slot), slotSize)
	if n == 0 {
		return nil
	}
	v := make([]string, n)
	for i := range v {
		v[i] = r.span(get64(s, i*slotSize))
	}
	return v
}

func (r *reader) params(slot int) Params {
	s, n := r.list(r.slot(slot), 2*slotSize)
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
func (r *reader) recs(slot int) (string, int) { return r.list(r.slot(slot), slotSize) }

func (r *reader) recAt(slots string, i int) string { return r.span(get64(slots, i*slotSize)) }
