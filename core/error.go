package core

import (
	"errors"
	"fmt"
)

// Kind classifies an error for callers that must react to it. The list is
// append-only: its numbers cross the plugin ABI.
type Kind uint8

const (
	// KindInternal is a fault of Pegboard or of what it runs on. The zero value.
	KindInternal Kind = iota
	// KindInvalid is a request that can never succeed as it is; Fields says where.
	KindInvalid
	// KindUnauthenticated means that nobody is signed in, or the credentials are wrong.
	KindUnauthenticated
	// KindForbidden is what the actor may see but not do, or a route they may not use.
	KindForbidden
	// KindNotFound is what does not exist, or what the actor may not see.
	KindNotFound
	// KindConflict is a stale version, a lost race, or a rule of the data that stands against it.
	KindConflict
	// KindRateLimited asks to come back later.
	KindRateLimited
	// KindUnavailable is a part that is off, broken or overloaded right now, such as a failing plugin.
	KindUnavailable
)

var kindNames = [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "rate_limited", "unavailable"}

// String returns the kind's wire name, such as "not_found".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// Error is the one error type that crosses package borders.
type Error struct {
	// Op is where it happened, "package.Method", for the log.
	Op string
	// Kind decides the HTTP status and what a caller may do next.
	Kind Kind
	// Msg is one sentence for the person: what is wrong and what to do. It never
	// holds a secret, a query or a path.
	Msg string
	// Fields names the input fields at fault, each with its own sentence. Only with KindInvalid.
	Fields map[string]string
	// Err is the cause, for the log only.
	Err error
}

// Error implements error with all that the log should have.
func (e *Error) Error() string {
	s := e.Op + ": " + e.Kind.String()
	if e.Msg != "" {
		s += ": " + e.Msg
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an error whose message is safe to show to the person.
func Errorf(op string, kind Kind, format string, args ...any) *Error {
	return &Error{Op: op, Kind: kind, Msg: fmt.Sprintf(format, args...)}
}

// Wrap adds op to err and keeps its kind, message and fields. It returns nil
// for a nil err, so that `return core.Wrap(op, err)` can end a function.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	e := &Error{Op: op, Kind: KindOf(err), Err: err}
	var inner *Error
	if errors.As(err, &inner) {
		e.Msg, e.Fields = inner.Msg, inner.Fields
	}
	return e
}

// InvalidField makes a KindInvalid error about one input field.
func InvalidField(op, field, format string, args ...any) *Error {
	msg := fmt.Sprintf(format, args...)
	return &Error{Op: op, Kind: KindInvalid, Msg: msg, Fields: map[string]string{field: msg}}
}

// KindOf returns the kind of the outermost Error in err's chain, KindInternal
// where there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindInternal
}

// IsKind reports whether err is an Error of that kind.
func IsKind(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }
