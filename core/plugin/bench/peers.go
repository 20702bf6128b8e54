package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/rpc"
	"os"
	"os/exec"
	"strings"
	"time"

	extism "github.com/extism/go-sdk"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
	"github.com/tetratelabs/wazero"

	"pegboard.dev/pegboard/core/plugin/bench/ticket"
	"pegboard.dev/pegboard/sdk/abi"
)

// deadline is what every peer that can have one gets.
const deadline = 5 * time.Second

var errWrong = errors.New("the answer is wrong")

func right(priority string) error {
	if priority != "urgent" {
		return errWrong
	}
	return nil
}

// viaJSON does what encoding/json costs on both sides of a plugin, with the same
// records: a request's bytes come in, an answer's bytes go out.
func viaJSON(t *ticket.Ticket) (*peer, error) {
	in, err := json.Marshal(&abi.HookRequest{Name: "ticket.will_create", Ticket: wireTicket(t)})
	if err != nil {
		return nil, err
	}
	return &peer{name: "native encoding/json, bytes to bytes", call: func() error {
		var request abi.HookRequest
		if err := json.Unmarshal(in, &request); err != nil {
			return err
		}
		var reply abi.HookReply
		if strings.Contains(request.Ticket.Subject, "outage") {
			reply.Verdict = abi.VerdictPatch
			reply.Ticket = abi.TicketPatch{Set: abi.TicketPatchPriority, Priority: "urgent"}
		}
		out, err := json.Marshal(&reply)
		if err == nil && !bytes.Contains(out, []byte("urgent")) {
			err = errWrong
		}
		return err
	}}, nil
}

// viaExtism is Extism with JSON.
func viaExtism(ctx context.Context, file string, t *ticket.Ticket, timeout time.Duration) (*peer, error) {
	p, err := extism.NewPlugin(ctx, extism.Manifest{Wasm: []extism.Wasm{extism.WasmFile{Path: file}}, Timeout: uint64(timeout.Milliseconds())},
		extism.PluginConfig{EnableWasi: true, ModuleConfig: wazero.NewModuleConfig().WithStartFunctions("_initialize")}, nil)
	if err != nil {
		return nil, err
	}
	name := "Extism, without timeout"
	if timeout > 0 {
		name = "Extism, with timeout"
	}
	return &peer{name: name, call: func() error {
		in, err := json.Marshal(t)
		if err != nil {
			return err
		}
		_, out, err := p.Call("will_create", in)
		if err != nil {
			return err
		}
		var patch ticket.Patch
		if err := json.Unmarshal(out, &patch); err != nil {
			return err
		}
		return right(patch.Priority)
	}}, nil
}

// rpcPlugin is the guest of hashicorp/go-plugin: a process of its own, net/rpc.
type rpcPlugin struct{}

// Server implements goplugin.Plugin.
func (rpcPlugin) Server(*goplugin.MuxBroker) (any, error) { return rpcGuest{}, nil }

// Client implements goplugin.Plugin.
func (rpcPlugin) Client(_ *goplugin.MuxBroker, c *rpc.Client) (any, error) { return c, nil }

type rpcGuest struct{}

// WillCreate is called over net/rpc.
func (rpcGuest) WillCreate(t *ticket.Ticket, p *ticket.Patch) error {
	ticket.Handle(t)
	p.Priority = t.Priority
	return nil
}

// asPlugin makes this program the guest instead of the host.
const asPlugin = "PEGBOARD_BENCH_AS_PLUGIN"

var handshake = goplugin.HandshakeConfig{ProtocolVersion: 1, MagicCookieKey: asPlugin, MagicCookieValue: "1"}

var rpcPlugins = map[string]goplugin.Plugin{"hook": rpcPlugin{}}

func serveRPC() {
	goplugin.Serve(&goplugin.ServeConfig{HandshakeConfig: handshake, Plugins: rpcPlugins})
}

// viaRPC is the host's side; end stops the other process.
func viaRPC(t *ticket.Ticket) (p *peer, end func(), err error) {
	self, err := os.Executable()
	if err != nil {
		return nil, nil, err
	}
	client := goplugin.NewClient(&goplugin.ClientConfig{HandshakeConfig: handshake, Plugins: rpcPlugins, Cmd: exec.Command(self),
		Logger: hclog.New(&hclog.LoggerOptions{Output: io.Discard})})
	conn, err := client.Client()
	if err != nil {
		client.Kill()
		return nil, nil, err
	}
	raw, err := conn.Dispense("hook")
	if err != nil {
		client.Kill()
		return nil, nil, err
	}
	c := raw.(*rpc.Client)
	return &peer{name: "hashicorp/go-plugin, net/rpc", call: func() error {
		var patch ticket.Patch
		if err := c.Call("Plugin.WillCreate", t, &patch); err != nil {
			return err
		}
		return right(patch.Priority)
	}}, client.Kill, nil
}
