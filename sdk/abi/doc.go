// Package abi is the contract between Pegboard and its plugins: operation
// numbers, error kinds, and the records that cross the border, in two forms: a
// flat binary layout (see flat.go) and JSON with the same field names.
//
// Host and guests both compile it. It imports the standard library only, and on
// the guest's side nothing that pulls in reflection. abi.md beside this package's
// parent folder describes the same contract for authors in other languages.
//
// Everything here is append-only: a number or a slot, once published, keeps its
// meaning for ever; testdata/abi.golden fails the build when one changes.
package abi

//go:generate go run ./gen -schema abi.schema -out . -doc ../abi.md

// Version is the ABI version that a guest answers from pegboard_abi, in the low
// sixteen bits of the result.
const Version = 1

// WantsJSON is the bit of pegboard_abi's result by which a guest asks for JSON
// instead of the flat layout in everything the host sends it.
const WantsJSON = 1 << 16

// Module is the name of the host module that guests import from.
const Module = "pegboard"

// Names of the exports that a guest must have.
const (
	ExportMemory     = "memory"
	ExportABI        = "pegboard_abi"
	ExportCall       = "pegboard_call"
	ExportInitialize = "_initialize"
)
