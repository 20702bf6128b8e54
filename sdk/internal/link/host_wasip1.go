package link

import (
	"unsafe"

	"pegboard.dev/pegboard/sdk/abi"
)

//go:wasmimport pegboard read
func hostRead(ptr unsafe.Pointer, capacity uint32) uint32

//go:wasmimport pegboard write
func hostWrite(ptr unsafe.Pointer, length uint32)

//go:wasmimport pegboard call
func hostCall(op uint32, ptr unsafe.Pointer, length uint32) int64

//go:wasmimport pegboard log
func hostLog(level uint32, ptr unsafe.Pointer, length uint32)

//go:wasmexport pegboard_abi
func pegboardABI() uint32 { return abi.Version }

//go:wasmexport pegboard_call
func pegboardCall(op uint32, length uint32) int32 {
	out, kind := Dispatch(abi.Op(op), take(length))
	if len(out) > 0 {
		hostWrite(unsafe.Pointer(unsafe.SliceData(out)), uint32(len(out)))
	}
	endCall()
	return int32(kind)
}

// Call asks the host for a service.
func Call(op abi.Op, in []byte) (string, abi.Kind) {
	n := hostCall(uint32(op), unsafe.Pointer(unsafe.SliceData(in)), uint32(len(in)))
	if n >= 0 {
		return take(uint32(n)), 0
	}
	// The failure's text waits like a reply; its length is not known beforehand.
	var probe [1]byte
	return take(hostRead(unsafe.Pointer(&probe), 0)), abi.Kind(-n)
}

// Log sends one line to the plugin's log.
func Log(level abi.Level, line string) {
	hostLog(uint32(level), unsafe.Pointer(unsafe.StringData(line)), uint32(len(line)))
}
