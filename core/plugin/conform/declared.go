package conform

import (
	"context"
	"fmt"
	"regexp"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin/sandbox"
	"pegboard.dev/pegboard/sdk/abi"
)

// hosts are what a plugin may meet: every one of them it has to survive. One that
// answers as asked is a helpdesk, and what package plugintest is for.
var hosts = []struct {
	name string
	fn   sandbox.HostFunc
}{
	{"a host that is off", func(context.Context, uint32, []byte) ([]byte, error) {
		return nil, core.Errorf("conform", core.KindUnavailable, "Not now.")
	}},
	{"a host that refuses", func(context.Context, uint32, []byte) ([]byte, error) {
		return nil, core.Errorf("conform", core.KindForbidden, "You may not do this.")
	}},
	{"a host that finds nothing", func(context.Context, uint32, []byte) ([]byte, error) {
		return nil, core.Errorf("conform", core.KindNotFound, "There is nothing here.")
	}},
	{"a host that answers nothing", func(context.Context, uint32, []byte) ([]byte, error) { return nil, nil }},
	{"a host that answers nonsense", func(context.Context, uint32, []byte) ([]byte, error) { return []byte("\x01\xff\x07\x00nonsense"), nil }},
}

var braces = regexp.MustCompile(`\{[a-z0-9_]+\}`)

// declared calls everything that the manifest declares, beside each host.
func (c *checker) declared() {
	viewer := &abi.Caller{Kind: "agent", ID: 4, Name: "Ana", Locale: "en", Timezone: "UTC"}
	for _, k := range c.m.Keys() {
		viewer.Perms = append(viewer.Perms, string(k))
	}
	for _, h := range hosts {
		for i := range c.m.Hooks {
			name := c.m.Hooks[i].On
			c.note("hook "+name+", "+h.name, c.hook(name, c.m.Hooks[i].Will(), viewer, h.fn))
		}
		for i := range c.m.Surfaces {
			s := &c.m.Surfaces[i]
			req := &abi.RenderRequest{Surface: s.ID, Ext: s.Ext, Reason: "open", UI: "1", Ctx: &abi.Place{Ticket: 7}, Viewer: viewer, Device: "wide", DeadlineMS: 1000}
			c.note("surface "+s.ID+", "+h.name, c.surface(req, h.fn))
		}
		for _, r := range c.m.Routes {
			path := braces.ReplaceAllString(r.Path, "x")
			req := &abi.RouteRequest{Method: r.Method, Path: path, Pattern: r.Path, Caller: viewer, Body: abi.Text(`{}`)}
			for _, name := range braces.FindAllString(r.Path, -1) {
				req.Params = append(req.Params, abi.Pair{Name: name[1 : len(name)-1], Value: "x"})
			}
			c.note("route "+r.Method+" "+r.Path+", "+h.name, c.route(req, h.fn))
		}
	}
}

func (c *checker) hook(name string, will bool, viewer *abi.Caller, host sandbox.HostFunc) error {
	req := &abi.HookRequest{Name: name, Key: "event:1", DeadlineMS: 250, Caller: viewer, Ticket: ticket()}
	if will {
		req.Message = &abi.Message{TicketID: 7, Kind: "reply", BodyText: "Hello."}
		req.Changed = []string{"status"}
	} else {
		req.Event = &abi.Event{ID: 1, Type: name, TicketID: 7, ActorID: 4, At: 1_790_000_000_000_000, Payload: abi.JSON(`{"version":3,"other":8}`)}
	}
	out, err := c.ask(abi.OpHook, req, host)
	if err != nil || len(out) == 0 {
		return crashed(err)
	}
	var reply abi.HookReply
	switch err := abi.Decode(out, &reply); {
	case err != nil:
		return err
	case reply.Verdict < abi.VerdictContinue || reply.Verdict > abi.VerdictVeto:
		return fmt.Errorf("the verdict is %d", reply.Verdict)
	case reply.Verdict == abi.VerdictVeto && reply.Reason == "":
		return fmt.Errorf("a veto without a reason")
	}
	return nil
}

func (c *checker) surface(req *abi.RenderRequest, host sandbox.HostFunc) error {
	out, err := c.ask(abi.OpRender, req, host)
	if err != nil {
		return crashed(err)
	}
	limits := blocks.PageLimits()
	limits.Strict = true
	_, err = blocks.Decode(out, limits)
	return err
}

func (c *checker) route(req *abi.RouteRequest, host sandbox.HostFunc) error {
	out, err := c.ask(abi.OpRoute, req, host)
	if err != nil {
		return crashed(err)
	}
	var reply abi.RouteReply
	return abi.Decode(out, &reply)
}
