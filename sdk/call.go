package sdk

import (
	"slices"

	"pegboard.dev/pegboard/sdk/abi"
)

// Call tells a handler about the call it answers. Handlers get it from Current.
type Call struct {
	op     abi.Op
	hook   *abi.HookView
	caller *Caller
	key    string
}

var current = Call{hook: &running.view}

// Current returns the call that is being answered. It is one value, overwritten
// by the next call: take out of it what you need.
func Current() *Call { return &current }

// begin forgets the call before.
func (c *Call) begin(op abi.Op) {
	c.op, c.key, itself = op, "", 0
	if c.caller != nil {
		c.caller = nil
	}
}

// Hook returns the name of the hook, empty outside of hooks.
func (c *Call) Hook() string {
	if c.op != abi.OpHook {
		return ""
	}
	return c.hook.Name()
}

// Key is the same for every delivery of one event, every attempt of one
// scheduled run and every retry of one action: do the work once per key.
func (c *Call) Key() string {
	if c.op == abi.OpHook {
		return c.hook.Key()
	}
	return c.key
}

// Caller returns on whose behalf the plugin is called; host services act with
// that person's rights. It is never nil.
func (c *Call) Caller() *Caller {
	if c.caller == nil {
		c.caller = new(Caller)
		if s := c.hook.Caller(); c.op == abi.OpHook && s != "" && c.caller.DecodeFlat(s) != nil {
			c.caller = new(Caller)
		}
	}
	return c.caller
}

// Changed reports whether the change under way sets the field of that wire
// name; for will_update and updated hooks.
func (c *Call) Changed(field string) bool {
	return c.op == abi.OpHook && slices.Contains(c.hook.Changed(), field)
}
