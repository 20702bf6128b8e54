package sandbox

import (
	"errors"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// Reason says what became of a call that failed.
type Reason string

const (
	// ReasonFault is an error that the guest reported in good order. Its instance lives on.
	ReasonFault Reason = "fault"
	// ReasonRefused is a module that is not accepted.
	ReasonRefused Reason = "refused"
	// ReasonTrap is a trap, a panic or an exit.
	ReasonTrap Reason = "trap"
	// ReasonTimeout is a call stopped at its deadline.
	ReasonTimeout Reason = "timeout"
	// ReasonCanceled is a call that its caller gave up.
	ReasonCanceled Reason = "canceled"
	// ReasonMemory is a guest that ran out of its memory.
	ReasonMemory Reason = "memory"
	// ReasonStack is a recursion that went too deep.
	ReasonStack Reason = "stack"
	// ReasonOutput is an answer or a request that is too large.
	ReasonOutput Reason = "output"
	// ReasonHostCalls is too many host calls in one call.
	ReasonHostCalls Reason = "host_calls"
	// ReasonABI is a breach of the contract, such as a pointer out of range.
	ReasonABI Reason = "abi"
	// ReasonBusy is a call that found no free instance or processor in time.
	ReasonBusy Reason = "busy"
	// ReasonDepth is a chain of plugins calling each other that is too long.
	ReasonDepth Reason = "depth"
	// ReasonHost is a failure of the host behind a host call.
	ReasonHost Reason = "host"
)

// Failure is the cause inside the errors of this package.
type Failure struct {
	Reason Reason
	// Plugin is the name from the module's limits.
	Plugin string
	// Detail is for the log and the plugin's author, such as a stack trace.
	Detail string
	// Waiting is set on a timeout of which the guest spent the greater part waiting:
	// for the host to answer, or for a processor.
	Waiting bool
}

// Error implements error.
func (f *Failure) Error() string {
	s := "plugin " + f.Plugin + ": " + string(f.Reason)
	if f.Detail != "" {
		s += ": " + f.Detail
	}
	return s
}

// Broken reports whether the failure speaks against the plugin's health, rather
// than being an answer, an overload, a slow host or a caller who left.
func (f *Failure) Broken() bool {
	switch f.Reason {
	case ReasonTimeout:
		return !f.Waiting
	case ReasonTrap, ReasonMemory, ReasonStack, ReasonOutput, ReasonHostCalls, ReasonABI:
		return true
	}
	return false
}

// Why returns the failure inside err, nil when there is none.
func Why(err error) *Failure {
	var f *Failure
	errors.As(err, &f)
	return f
}

var reasonText = map[Reason]string{
	ReasonTrap:      "The plugin %s crashed.",
	ReasonTimeout:   "The plugin %s took too long and was stopped.",
	ReasonCanceled:  "The call of the plugin %s was given up.",
	ReasonMemory:    "The plugin %s ran out of its memory.",
	ReasonStack:     "The plugin %s called itself too deeply.",
	ReasonOutput:    "The plugin %s sent more than it may.",
	ReasonHostCalls: "The plugin %s asked the helpdesk too many things at once.",
	ReasonABI:       "The plugin %s broke the rules of the plugin interface.",
	ReasonBusy:      "The plugin %s is busy; try again in a moment.",
	ReasonDepth:     "The plugins call each other too deeply (the last was %s).",
	ReasonHost:      "The helpdesk could not answer the plugin %s.",
}

func fail(op string, plugin string, reason Reason, detail string) *core.Error {
	kind := core.KindUnavailable
	if reason == ReasonHost {
		kind = core.KindInternal
	}
	e := core.Errorf(op, kind, "%s", strings.Replace(reasonText[reason], "%s", plugin, 1))
	e.Err = &Failure{Reason: reason, Plugin: plugin, Detail: detail}
	return e
}

// toCore and toABI translate kinds at the border.
var toCore = map[abi.Kind]core.Kind{
	abi.KindInvalid: core.KindInvalid, abi.KindUnauthenticated: core.KindUnauthenticated,
	abi.KindDenied: core.KindForbidden, abi.KindNotFound: core.KindNotFound, abi.KindConflict: core.KindConflict,
	abi.KindQuota: core.KindRateLimited, abi.KindUnavailable: core.KindUnavailable,
	abi.KindTimeout: core.KindUnavailable, abi.KindInternal: core.KindUnavailable,
}

func toABI(k core.Kind) abi.Kind {
	switch k {
	case core.KindInvalid:
		return abi.KindInvalid
	case core.KindUnauthenticated:
		return abi.KindUnauthenticated
	case core.KindForbidden:
		return abi.KindDenied
	case core.KindNotFound:
		return abi.KindNotFound
	case core.KindConflict:
		return abi.KindConflict
	case core.KindRateLimited:
		return abi.KindQuota
	case core.KindUnavailable:
		return abi.KindUnavailable
	}
	return abi.KindInternal
}

// guestFault turns the fault that a guest reported into an error. What the guest
// says about a fault of its own is for the log, not for the person.
func guestFault(op, plugin string, kind abi.Kind, reply []byte) error {
	var f abi.Fault
	if len(reply) > 0 && abi.Decode(reply, &f) != nil {
		f = abi.Fault{}
	}
	ck, ok := toCore[kind]
	if !ok {
		return fail(op, plugin, ReasonABI, "an unknown error kind")
	}
	e := core.Errorf(op, ck, "%s", strings.Clone(f.Message))
	if kind == abi.KindInternal || f.Message == "" {
		e.Msg = "The plugin " + plugin + " could not do this."
	}
	for _, p := range f.Fields {
		if e.Fields == nil {
			e.Fields = make(map[string]string, len(f.Fields))
		}
		e.Fields[strings.Clone(p.Name)] = strings.Clone(p.Value)
	}
	e.Err = &Failure{Reason: ReasonFault, Plugin: plugin, Detail: kind.String() + ": " + strings.Clone(f.Message)}
	return e
}

// hostFault is what a guest reads when a host call failed.
func hostFault(err error) (abi.Kind, *abi.Fault) {
	kind := toABI(core.KindOf(err))
	f := &abi.Fault{Kind: int64(kind)}
	var e *core.Error
	if errors.As(err, &e) && kind != abi.KindInternal {
		f.Message = e.Msg
		for name, text := range e.Fields {
			f.Fields = append(f.Fields, abi.Pair{Name: name, Value: text})
		}
	}
	return kind, f
}
