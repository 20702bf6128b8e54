package sandbox

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/sdk/abi"
)

// hostileLimits are small, so that the tests are quick.
var hostileLimits = Limits{Name: "hostile", Timeout: 300 * time.Millisecond, Output: 1 << 20, Stack: 512 << 10, HostCalls: 100, LogLines: 50, LogBytes: 8 << 10}

func answerNothing(context.Context, uint32, []byte) ([]byte, error) { return nil, nil }

// event calls the guest's handler of that name.
func event(tb testing.TB, m *Module, name string) error {
	h := &Hook{Request: abi.HookRequest{Name: name, Event: &abi.Event{ID: 1, Type: name}}}
	return h.Do(tb.Context(), m, answerNothing)
}

func TestHostileGuestFailsItsOwnCallOnly(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), hostileLimits)
	tests := []struct {
		event string
		want  Reason // "" for success
	}{
		{"loop", ReasonTimeout},
		{"loop_allocating", ReasonTimeout},
		{"recursion", ReasonStack},
		{"memory_bomb", ReasonMemory},
		{"one_huge_slice", ReasonMemory},
		{"panic", ReasonTrap},
		{"nil", ReasonTrap},
		{"exit", ReasonTrap},
		{"sleep", ReasonTimeout},
		{"block", ReasonTrap}, // all goroutines are asleep
		{"log_flood", ""},
		{"print_flood", ""},
		{"host_calls", ReasonHostCalls},
		{"error", ReasonFault},
		{"plain_error", ReasonFault},
		{"env", ""},
	}
	if err := event(t, m, "fine"); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.event, func(t *testing.T) {
			before := m.Usage().Errors[tt.want]
			start := time.Now()
			err := event(t, m, tt.event)
			took := time.Since(start)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
			} else if f := Why(err); f == nil || f.Reason != tt.want {
				t.Errorf("error %v, want %s", err, tt.want)
			} else if n := m.Usage().Errors[tt.want]; n != before+1 {
				t.Errorf("%d failures counted, want %d", n, before+1)
			}
			if took > 10*hostileLimits.Timeout {
				t.Errorf("it took %v", took)
			}
			if err := event(t, m, "fine"); err != nil {
				t.Errorf("the next call: %v", err)
			}
		})
	}
	if u := m.Usage(); u.Busy != 0 || u.Peak > 32<<20 {
		t.Errorf("usage %+v", u)
	}
}

func TestAnswersOfTheGuestKeepTheirKindAndMessage(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), hostileLimits)
	tests := []struct {
		event string
		kind  core.Kind
		msg   string
		field string
	}{
		{"error", core.KindConflict, "Somebody was quicker.", ""},
		{"invalid", core.KindInvalid, "It is too short.", "It is too short."},
		{"plain_error", core.KindUnavailable, "The plugin hostile could not do this.", ""},
		{"panic", core.KindUnavailable, "The plugin hostile crashed.", ""},
	}
	for _, tt := range tests {
		var e *core.Error
		if err := event(t, m, tt.event); !errors.As(err, &e) || e.Kind != tt.kind || e.Msg != tt.msg || e.Fields["subject"] != tt.field {
			t.Errorf("%s: %#v", tt.event, e)
		}
	}
}

func TestFaultKeepsTheInstanceAndATrapDoesNot(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), hostileLimits)
	alive := func(ev string) int {
		_ = event(t, m, ev)
		return m.Usage().Instances
	}
	if n := alive("error"); n != 1 {
		t.Errorf("%d instances after a fault, want 1", n)
	}
	if n := alive("panic"); n != 0 {
		t.Errorf("%d instances after a panic, want 0", n)
	}
}

func TestLogIsBoundedAndKeepsTheTrace(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), hostileLimits)
	text := func() string {
		var b strings.Builder
		for _, l := range m.Log() {
			b.WriteString(l.Text + "\n")
		}
		return b.String()
	}
	_ = event(t, m, "panic")
	if s := text(); !strings.Contains(s, "panic: on purpose") || !strings.Contains(s, "plugin hostile: trap: wasm error: unreachable") {
		t.Errorf("log after a panic:\n%s", s)
	}
	for range 10 {
		_ = event(t, m, "log_flood")
	}
	if s := text(); len(s) > 2*logKeep || !strings.Contains(s, "more lines of this call were dropped") {
		t.Errorf("log of %d bytes", len(s))
	}
}

func TestOutputAndRequestAreBounded(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), hostileLimits)
	_, err := m.Ask(t.Context(), abi.OpService, &abi.ServiceRequest{Service: "output"}, nil, nil)
	if f := Why(err); f == nil || f.Reason != ReasonOutput {
		t.Errorf("%v, want output", err)
	}
	out, err := m.Ask(t.Context(), abi.OpService, &abi.ServiceRequest{Service: "echo", Payload: []byte("hello")}, nil, nil)
	if err != nil || string(out) != "hello" {
		t.Errorf("the next call: %q, %v", out, err)
	}
}

func TestCallerWhoLeavesStopsTheGuest(t *testing.T) {
	m := mustModule(t, mustGuest(t, "hostile"), Limits{Name: "hostile", Timeout: time.Minute})
	if err := event(t, m, "fine"); err != nil {
		t.Fatal(err)
	}
	for _, ev := range []string{"loop", "sleep"} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		time.AfterFunc(50*time.Millisecond, cancel)
		h := &Hook{Request: abi.HookRequest{Name: ev, Event: &abi.Event{}}}
		start := time.Now()
		err := h.Do(ctx, m, nil)
		if f := Why(err); f == nil || f.Reason != ReasonCanceled || time.Since(start) > 10*time.Second {
			t.Errorf("%s: %v after %v", ev, err, time.Since(start))
		}
	}
}
