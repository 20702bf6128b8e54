package sdk

import (
	"errors"

	"pegboard.dev/pegboard/sdk/abi"
)

// Kind classifies an Error; see the constants of package abi.
type Kind = abi.Kind

// The kinds of failure, in both directions.
const (
	KindInvalid         = abi.KindInvalid
	KindUnauthenticated = abi.KindUnauthenticated
	KindDenied          = abi.KindDenied
	KindNotFound        = abi.KindNotFound
	KindConflict        = abi.KindConflict
	KindQuota           = abi.KindQuota
	KindUnavailable     = abi.KindUnavailable
	KindTimeout         = abi.KindTimeout
	KindInternal        = abi.KindInternal
)

// Error is what host services return and what a handler may return to say how
// it failed. Any other error from a handler counts as KindInternal, and the
// person gets a general sentence instead of its text.
type Error struct {
	Kind Kind
	// Message is one sentence for the person.
	Message string
	// Fields names input fields at fault, each with its sentence; with KindInvalid.
	Fields Params
}

// Error implements error.
func (e *Error) Error() string {
	if e.Message == "" {
		return e.Kind.String()
	}
	return e.Kind.String() + ": " + e.Message
}

// Fail makes an Error.
func Fail(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Invalid makes an Error about one input field.
func Invalid(field, message string) *Error {
	return &Error{Kind: KindInvalid, Message: message, Fields: Params{{Name: field, Value: message}}}
}

// IsKind reports whether err is, or wraps, an Error of that kind.
func IsKind(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

type veto struct{ reason string }

func (v *veto) Error() string { return "veto: " + v.reason }

// Veto makes the error by which a will-hook's handler stops the change. The
// person reads the reason: one sentence.
func Veto(reason string) error { return &veto{reason: reason} }

// fault turns a handler's error into its wire form.
func fault(err error) (abi.Fault, Kind) {
	var e *Error
	if errors.As(err, &e) && e.Kind > 0 {
		return abi.Fault{Kind: int64(e.Kind), Message: e.Message, Fields: e.Fields}, e.Kind
	}
	return abi.Fault{Kind: int64(KindInternal), Message: err.Error()}, KindInternal
}

// failure turns a failed host call into an error.
func failure(kind Kind, reply string) error {
	e := &Error{Kind: kind}
	var f abi.Fault
	if f.DecodeFlat(reply) == nil {
		e.Message, e.Fields = f.Message, f.Fields
	}
	return e
}
