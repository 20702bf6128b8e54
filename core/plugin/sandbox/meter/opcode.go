package meter

// imm says what follows an instruction's opcode.
type imm uint8

const (
	immUnknown imm = iota // not an instruction of the accepted set
	immNone
	immBlock // block type
	immLabel
	immBrTable
	immFunc
	immIndirect // type, table
	immLocal
	immGlobal
	immTable
	immMemarg
	immMemory // memory index
	immI32
	immI64
	immF32
	immF64
	immRefType
	immSelect
	immPrefixFC
	immPrefixFD
)

// Opcodes that the rewriting looks at.
const (
	opNop        = 0x01
	opBlock      = 0x02
	opLoop       = 0x03
	opIf         = 0x04
	opElse       = 0x05
	opEnd        = 0x0b
	opBr         = 0x0c
	opReturn     = 0x0f
	opCall       = 0x10
	opIndirect   = 0x11
	opDrop       = 0x1a
	opLocalGet   = 0x20
	opLocalTee   = 0x22
	opGlobalGet  = 0x23
	opGlobalSet  = 0x24
	opTableGet   = 0x25
	opMemoryGrow = 0x40
	opI32Const   = 0x41
	opI64Const   = 0x42
	opI64LtS     = 0x53
	opI64Add     = 0x7c
	opI64Sub     = 0x7d
	opI64Shl     = 0x86
	opI64ShrU    = 0x88
	opExtendU    = 0xad
	opRefFunc    = 0xd2

	// With prefix 0xfc, as 0xfc00 + number.
	opMemoryInit = 0xfc08
	opMemoryCopy = 0xfc0a
	opMemoryFill = 0xfc0b
	opTableInit  = 0xfc0c
	opTableCopy  = 0xfc0e
	opTableGrow  = 0xfc0f
	opTableFill  = 0xfc11
)

// immOf says what follows each one-byte opcode.
var immOf = func() (t [256]imm) {
	set := func(from, to int, k imm) {
		for i := from; i <= to; i++ {
			t[i] = k
		}
	}
	set(0x00, 0x01, immNone) // unreachable, nop
	set(0x02, 0x04, immBlock)
	t[0x05], t[0x0b], t[0x0f] = immNone, immNone, immNone // else, end, return
	set(0x0c, 0x0d, immLabel)
	t[0x0e], t[0x10], t[0x11] = immBrTable, immFunc, immIndirect
	set(0x1a, 0x1b, immNone) // drop, select
	t[0x1c] = immSelect
	set(0x20, 0x22, immLocal)
	set(0x23, 0x24, immGlobal)
	set(0x25, 0x26, immTable)
	set(0x28, 0x3e, immMemarg)
	set(0x3f, 0x40, immMemory)
	t[0x41], t[0x42], t[0x43], t[0x44] = immI32, immI64, immF32, immF64
	set(0x45, 0xc4, immNone) // comparisons, arithmetic, conversions
	t[0xd0], t[0xd1], t[0xd2] = immRefType, immNone, immFunc
	t[0xfc], t[0xfd] = immPrefixFC, immPrefixFD
	return t
}()

// costOf is what an instruction draws from the counter: roughly nanoseconds at
// their slowest, with one as the unit of simple arithmetic.
func costOf(op uint32) uint32 {
	switch {
	case op == opBlock || op == opLoop || op == opEnd || op == opElse:
		return 0
	case op == opCall:
		return 3
	case op == opIndirect:
		return 5
	case op >= 0x6d && op <= 0x70, op >= 0x7f && op <= 0x82: // integer division
		return 8
	case op >= 0x8b && op <= 0xa6: // floating point
		return 3
	case op == opMemoryGrow:
		return 1000
	case op >= 0xfc00 && op < 0xfd00:
		return 20
	}
	return 1
}
