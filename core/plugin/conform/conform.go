// Package conform checks that a module, in whatever language it was written,
// keeps to the plugin ABI as sdk/abi.md specifies it: it runs in the real sandbox
// and is asked the usual, the unknown and the broken. With a package, everything
// that its manifest declares is called as well, beside hosts that refuse, that are
// off, and that answer nonsense. No helpdesk is needed.
//
// cmd/pegboard imports it, and the tests of guests in other languages.
package conform

import (
	"context"
	"fmt"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
)

// Result is what came of one check.
type Result struct {
	Name string
	// Wrong says what is not as it has to be; empty when the module passed.
	Wrong string
}

// callTime is what one call may take; what a plugin gets from a helpdesk is less.
const callTime = 5 * time.Second

// checker is one module under test.
type checker struct {
	ctx context.Context
	mod *sandbox.Module
	m   *manifest.Manifest // nil without a package
	// asJSON is set for a guest that wants JSON.
	asJSON bool
	out    []Result
}

// Run checks a module; m is its manifest, nil when it has none. The results come
// in the order of the specification. A module that is not accepted at all has one.
func Run(ctx context.Context, e *sandbox.Engine, wasm []byte, m *manifest.Manifest) []Result {
	c := &checker{ctx: ctx, m: m}
	l := sandbox.Limits{Name: "plugin", Timeout: callTime}
	if m != nil {
		l.Name = string(m.ID)
		l.Memory = int64(m.Limits.MemoryMiB) << 20
	}
	mod, err := e.Compile(ctx, wasm, l)
	c.note("imports and exports are those of the ABI", err)
	if err != nil {
		return c.out
	}
	defer mod.Close()
	c.mod = mod
	if !c.speaks() {
		return c.out
	}
	for _, check := range []struct {
		name string
		run  func() error
	}{
		{"lifecycle phases that it does not know are fine", c.unknownPhase},
		{"operations that it does not know are not_found", c.unknownOperation},
		{"surfaces and routes that it does not know are not_found", c.unknownNames},
		{"hooks that it does not know mean continue", c.unknownHook},
		{"records with more fields than it knows are read", c.newerHost},
		{"records with fewer fields than it knows are read", c.olderHost},
		{"requests that are no records are refused, without a crash", c.malformed},
		{"a request of 512 KiB is read", c.large},
		{"two thousand calls stay within its memory", c.many},
		{"several instances answer at once", c.parallel},
	} {
		c.note(check.name, check.run())
	}
	if m != nil {
		c.declared()
	}
	return c.out
}

// Failed counts the checks that a module did not pass.
func Failed(results []Result) (n int) {
	for _, r := range results {
		if r.Wrong != "" {
			n++
		}
	}
	return n
}

func (c *checker) note(name string, err error) {
	r := Result{Name: name}
	if err != nil {
		r.Wrong = reason(err)
	}
	c.out = append(c.out, r)
}

// reason words an error for the module's author: the cause rather than what a
// person would read.
func reason(err error) string {
	if f := sandbox.Why(err); f != nil {
		s := string(f.Reason)
		if f.Detail != "" {
			s += ": " + firstLine(f.Detail)
		}
		if e, ok := err.(*core.Error); ok && f.Reason == sandbox.ReasonRefused {
			s = e.Msg
		}
		return s
	}
	return err.Error()
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// speaks makes the first call: the module is made an instance of, says which
// version it speaks, and answers the smoke call.
func (c *checker) speaks() bool {
	flat := (&abi.LifecycleRequest{Phase: "smoke"}).AppendFlat(nil)
	call := sandbox.Call{Op: abi.OpLifecycle, Request: &abi.LifecycleRequest{Phase: "smoke"}}
	err := c.mod.Do(c.ctx, &call)
	c.note("it speaks version 1 and answers the smoke call", err)
	c.asJSON = len(call.In) > 0 && string(call.In) != string(flat)
	return err == nil
}

// ask sends a record in the form that the guest wants.
func (c *checker) ask(op abi.Op, req abi.Wire, host sandbox.HostFunc) ([]byte, error) {
	return c.mod.Ask(c.ctx, op, req, nil, host)
}

// crashed returns err when it is more than an answer of the guest's own.
func crashed(err error) error {
	if f := sandbox.Why(err); err == nil || f != nil && f.Reason == sandbox.ReasonFault {
		return nil
	}
	return err
}

// faulted checks that the guest answered with one error kind.
func faulted(err error, kind core.Kind) error {
	switch {
	case err == nil:
		return fmt.Errorf("it answered with success")
	case crashed(err) != nil:
		return err
	case core.KindOf(err) != kind:
		return fmt.Errorf("it answered %s", reason(err))
	}
	return nil
}
