package abi

import "errors"

// The flat layout. A record is
//
//	byte 0     0x01, which no JSON text begins with
//	byte 1     the record's type number
//	bytes 2-3  n, the number of slots
//	bytes 4-7  length of the whole record in bytes, this header included
//	then       n slots of 8 bytes, then whatever the slots point at
//
// All numbers are little-endian. A slot holds an int or a time as 64 bits, a bool
// as 0 or 1, and for everything longer a pair of 32-bit numbers: an offset from
// the beginning of the record, and a length in bytes (string, bytes, json, text,
// record) or a count (lists). A list of ints is that many 64-bit numbers; a list
// of strings or records is that many slots; params are twice as many slots, name
// and value by turns. A record of length 0 is absent. A reader takes slots that
// are missing as zero and ignores those it does not know: so fields are added
// at the end and both sides may differ in age.

// ContentFlat and ContentJSON are the first byte of a record in either form.
const (
	ContentFlat = 0x01
	ContentJSON = '{'
)

const (
	headerSize = 8
	slotSize   = 8
)

// ErrMalformed means that bytes are not a record of the expected type.
var ErrMalformed = errors.New("abi: malformed record")

// Wire is implemented by every type of the schema.
type Wire interface {
	// AppendFlat appends the record in the flat layout to b.
	AppendFlat(b []byte) []byte
	// DecodeFlat reads the flat layout. Strings share s's memory; byte slices are copied.
	// After an error the record's content is undefined.
	DecodeFlat(s string) error
}
