// Package kit runs the helpdesks behind the tests of plugin authors: real ones,
// with a database in memory and a server on loopback, made and asked over standard
// input and output as package sdk/plugintest/wire says. The plugin under test runs
// in the sandbox, or in the test's own process.
package kit

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"pegboard.dev/pegboard/core/plugin/peg"
	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// maxLine bounds one request, in bytes.
const maxLine = 64 << 20

// Kit serves one test process.
type Kit struct {
	// Version of Pegboard that plugins ask for.
	version string
	cache   string
	in      *bufio.Scanner
	out     *json.Encoder
	desks   []*helpdesk
	built   map[string][]byte // packages by folder: a plugin is compiled once per run

	// guest is held by the outermost call of a plugin inside the test: there is
	// one line to it.
	guest sync.Mutex
	write sync.Mutex
}

// Serve answers until the input ends. cache is a folder of this user's for
// compiled plugins.
func Serve(ctx context.Context, in io.Reader, out io.Writer, version, cache string) error {
	k := &Kit{version: version, cache: cache, in: bufio.NewScanner(in), out: json.NewEncoder(out), built: map[string][]byte{}}
	k.in.Buffer(make([]byte, 64<<10), maxLine)
	defer k.close()
	for {
		r, err := k.read()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		a, err := k.do(ctx, r)
		if err != nil {
			a = &wire.Answer{Error: sentence(err)}
		}
		a.Done = true
		if d := k.desk(r.Helpdesk + a.Helpdesk); d != nil {
			a.Log = d.log.take()
		}
		if err := k.send(a); err != nil {
			return err
		}
	}
}

func (k *Kit) close() {
	for _, d := range k.desks {
		if d != nil {
			d.close()
		}
	}
}

func (k *Kit) read() (*wire.Request, error) {
	if !k.in.Scan() {
		if err := k.in.Err(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	r := new(wire.Request)
	if err := json.Unmarshal(k.in.Bytes(), r); err != nil {
		return nil, fmt.Errorf("a line of the test cannot be read: %w", err)
	}
	return r, nil
}

func (k *Kit) send(a *wire.Answer) error {
	k.write.Lock()
	defer k.write.Unlock()
	return k.out.Encode(a)
}

func (k *Kit) desk(n int) *helpdesk {
	if n < 1 || n > len(k.desks) {
		return nil
	}
	return k.desks[n-1]
}

func (k *Kit) do(ctx context.Context, r *wire.Request) (*wire.Answer, error) {
	if r.Do == wire.Open {
		d, err := k.open(ctx, r)
		if err != nil {
			return nil, err
		}
		k.desks = append(k.desks, d)
		return &wire.Answer{Helpdesk: len(k.desks), Plugin: string(d.plugin), IDs: d.ids}, nil
	}
	d := k.desk(r.Helpdesk)
	if d == nil {
		return nil, fmt.Errorf("there is no helpdesk %d", r.Helpdesk)
	}
	switch r.Do {
	case wire.HTTP:
		return d.http(ctx, r)
	case wire.Add:
		if err := d.add(ctx, r.Name, r.Role, r.Team...); err != nil {
			return nil, err
		}
		return &wire.Answer{IDs: d.ids}, nil
	case wire.Pass:
		d.clock.pass(r.MS)
		if err := d.app.Plugins.SendDue(ctx); err != nil {
			return nil, err
		}
		return &wire.Answer{}, d.app.Settle(ctx)
	case wire.Run:
		return &wire.Answer{}, d.run(ctx, r.Name)
	case wire.Post:
		letters := d.letters
		d.letters = nil
		return &wire.Answer{Letters: letters}, nil
	case wire.Close:
		d.close()
		k.desks[r.Helpdesk-1] = nil
		return &wire.Answer{}, nil
	}
	return nil, fmt.Errorf("there is no request called %q", r.Do)
}

// pack compiles and packs a plugin, once; natively it needs no code.
func (k *Kit) pack(ctx context.Context, dir string, native bool) ([]byte, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder", dir)
	}
	if native {
		return peg.PackDir(dir, stub, k.version)
	}
	if b := k.built[dir]; b != nil {
		return b, nil
	}
	wasm, err := peg.Build(ctx, dir)
	if err != nil {
		return nil, err
	}
	b, err := peg.PackDir(dir, wasm, k.version)
	if err == nil {
		k.built[dir] = b
	}
	return b, err
}
