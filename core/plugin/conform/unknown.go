package conform

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
)

// nobody is a name that no plugin registers.
const nobody = "conformance.nobody_knows_this"

func (c *checker) unknownPhase() error {
	_, err := c.ask(abi.OpLifecycle, &abi.LifecycleRequest{Phase: nobody}, nil)
	return err
}

func (c *checker) unknownOperation() error {
	for _, op := range []abi.Op{0, 4095, 1 << 30} {
		_, err := c.ask(op, &abi.GetRequest{ID: 1}, nil)
		if err := faulted(err, core.KindNotFound); err != nil {
			return fmt.Errorf("operation %d: %w", op, err)
		}
	}
	return nil
}

func (c *checker) unknownNames() error {
	_, err := c.ask(abi.OpRender, &abi.RenderRequest{Surface: nobody, UI: "1", Viewer: &abi.Caller{Kind: "agent", ID: 1}}, nil)
	if err := faulted(err, core.KindNotFound); err != nil {
		return fmt.Errorf("a surface: %w", err)
	}
	_, err = c.ask(abi.OpRoute, &abi.RouteRequest{Method: "GET", Path: "/" + nobody, Pattern: "/" + nobody}, nil)
	if err := faulted(err, core.KindNotFound); err != nil {
		return fmt.Errorf("a route: %w", err)
	}
	return nil
}

func (c *checker) unknownHook() error {
	out, err := c.ask(abi.OpHook, &abi.HookRequest{Name: nobody, Ticket: ticket()}, nil)
	if err != nil {
		return err
	}
	return continues(out)
}

// continues checks that a hook's answer changes nothing.
func continues(out []byte) error {
	var reply abi.HookReply
	if len(out) == 0 {
		return nil
	}
	if err := abi.Decode(out, &reply); err != nil {
		return err
	}
	if reply.Verdict != abi.VerdictContinue && (reply.Verdict != abi.VerdictPatch || !reply.Ticket.IsZero()) {
		return fmt.Errorf("the verdict is %d", reply.Verdict)
	}
	return nil
}

// raw sends bytes as they are.
func (c *checker) raw(op abi.Op, in []byte) ([]byte, error) {
	call := sandbox.Call{Op: op, In: in}
	err := c.mod.Do(c.ctx, &call)
	return call.Out, err
}

// newerHost sends a lifecycle request with two more slots than this version has.
func (c *checker) newerHost() error {
	if c.asJSON {
		_, err := c.raw(abi.OpLifecycle, []byte(`{"phase":"smoke","from":"","later":{"a":[1,2]},"more":7}`))
		return err
	}
	const header, slots = 8, 4
	b := make([]byte, header+slots*8)
	b[0], b[1], b[2] = abi.ContentFlat, (&abi.LifecycleRequest{}).AppendFlat(nil)[1], slots
	pair := func(slot int, text string) {
		binary.LittleEndian.PutUint32(b[header+slot*8:], uint32(len(b)))
		binary.LittleEndian.PutUint32(b[header+slot*8+4:], uint32(len(text)))
		b = append(b, text...)
	}
	pair(0, "smoke")
	binary.LittleEndian.PutUint64(b[header+2*8:], 7)
	pair(3, "a field of a later version")
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)))
	_, err := c.raw(abi.OpLifecycle, b)
	return err
}

// olderHost sends a hook request that ends after its name.
func (c *checker) olderHost() error {
	in := []byte(`{"name":"` + nobody + `"}`)
	if !c.asJSON {
		whole := (&abi.HookRequest{Name: nobody}).AppendFlat(nil)
		in = append(append(bytes.Clone(whole[:8]), make([]byte, 8)...), nobody...)
		in[2], in[3] = 1, 0
		binary.LittleEndian.PutUint32(in[4:], uint32(len(in)))
		binary.LittleEndian.PutUint32(in[8:], 16)
		binary.LittleEndian.PutUint32(in[12:], uint32(len(nobody)))
	}
	out, err := c.raw(abi.OpHook, in)
	if err != nil {
		return err
	}
	return continues(out)
}

// malformed sends what is no record, to every operation that takes one.
func (c *checker) malformed() error {
	good := (&abi.HookRequest{Name: nobody, Ticket: ticket()}).AppendFlat(nil)
	far := bytes.Clone(good)
	binary.LittleEndian.PutUint32(far[8:], 0xfffffff0) // the name, out of range
	long := bytes.Clone(good)
	binary.LittleEndian.PutUint32(long[4:], 0x7fffffff)
	for _, tc := range []struct {
		what string
		in   []byte
	}{
		{"nothing at all", nil}, {"one byte", []byte{abi.ContentFlat}}, {"half a record", good[:len(good)/2]},
		{"a record that says it is longer", long}, {"a pointer out of range", far}, {"a record of another kind", (&abi.KVEntry{Key: "k"}).AppendFlat(nil)},
		{"text", []byte("hello")}, {"half an object", []byte(`{"name": "x`)}, {"a list", []byte("[]")}, {"noise", bytes.Repeat([]byte{0xff}, 1<<16)},
	} {
		for op := abi.OpHook; op <= abi.OpMailing; op++ {
			if _, err := c.raw(op, tc.in); crashed(err) != nil {
				return fmt.Errorf("%s as a %s request: %w", tc.what, abi.GuestOpName(op), errors.New(reason(err)))
			}
		}
	}
	return nil
}

func (c *checker) large() error {
	t := ticket()
	t.Body = strings.Repeat("0123456789abcdef", 32<<10)
	_, err := c.ask(abi.OpHook, &abi.HookRequest{Name: nobody, Ticket: t}, nil)
	return err
}

func (c *checker) many() error {
	h := sandbox.Hook{}
	h.Request.Name, h.Request.Ticket = nobody, ticket()
	for range 2000 {
		if err := h.Do(c.ctx, c.mod, nil); err != nil {
			return err
		}
	}
	return nil
}

func (c *checker) parallel() error {
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			for range 20 {
				if _, err := c.ask(abi.OpHook, &abi.HookRequest{Name: nobody, Ticket: ticket()}, nil); err != nil {
					errs[i] = err
					return
				}
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// ticket is one with every field set.
func ticket() *abi.Ticket {
	return &abi.Ticket{
		ID: 7, Version: 3, Subject: "Ünïcode ✓ and \"quotes\"", Status: "open", Priority: "normal", Channel: "web", TeamID: 2, TeamName: "Billing",
		AssigneeID: 4, AssigneeName: "Ana", RequesterID: 9, RequesterName: "Carl", RequesterEmail: "carl@test.example", OrganizationID: 5,
		OrganizationName: "Acme", Tags: []string{"refund", "vat"}, ContributorIDs: []int64{4, 11}, FollowUpAt: 1, MessageCount: 2,
		CreatedAt: 1_790_000_000_000_000, UpdatedAt: 1_790_000_100_000_000, Body: "It does not work.", CCIDs: []int64{12},
	}
}
