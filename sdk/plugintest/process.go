package plugintest

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"testing"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
	"pegboard.dev/pegboard/sdk/plugintest/wire"
)

// process is the command that runs the helpdesks, one per test binary. It ends
// with its standard input.
type process struct {
	mu  sync.Mutex // one request at a time
	in  *json.Encoder
	out *bufio.Reader
	t   testing.TB // whose request it is
}

// connect starts the process at the first call.
var connect = sync.OnceValues(func() (*process, error) {
	cmd, err := command()
	if err != nil {
		return nil, err
	}
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("plugintest: the helpdesk does not start: %w", err)
	}
	return &process{in: json.NewEncoder(in), out: bufio.NewReaderSize(out, 1<<16)}, nil
})

// command finds the helpdesk.
func command() (*exec.Cmd, error) {
	args := []string{"plugin", "testhost"}
	if path := os.Getenv("PEGBOARD"); path != "" {
		return exec.Command(path, args...), nil
	}
	if root := ownSource(); root != "" {
		cmd := exec.Command("go", append([]string{"run", "./cmd/pegboard"}, args...)...)
		cmd.Dir = root
		return cmd, nil
	}
	path, err := exec.LookPath("pegboard")
	if err != nil {
		return nil, errors.New("plugintest: the command pegboard is not on the PATH: run the tests with `pegboard plugin test`, or say with PEGBOARD=/path/to/pegboard where it is")
	}
	return exec.Command(path, args...), nil
}

// ownSource is the root of Pegboard's own source, if the test is within it.
func ownSource() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		if mod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err == nil {
			_, err := os.Stat(filepath.Join(dir, "cmd", "pegboard"))
			if err == nil && strings.HasPrefix(string(mod), "module pegboard.dev/pegboard\n") {
				return dir
			}
			return ""
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// ask sends a request and returns its answer. Calls of a native plugin in between
// are answered here, in the goroutine of the test.
func (p *process) ask(t testing.TB, r *wire.Request) (*wire.Answer, error) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.t = t
	link.Host, link.LogTo = p.hostCall, func(level abi.Level, line string) { t.Logf("plugin: %s: %s", level, line) }
	if err := p.in.Encode(r); err != nil {
		return nil, fmt.Errorf("plugintest: the helpdesk is gone: %w", err)
	}
	for {
		a, err := p.read()
		switch {
		case err != nil:
			return nil, err
		case a.Call != nil:
			if err := p.in.Encode(&wire.Request{Return: p.guestCall(a.Call)}); err != nil {
				return nil, fmt.Errorf("plugintest: the helpdesk is gone: %w", err)
			}
		case a.Done:
			for _, line := range a.Log {
				t.Log(line)
			}
			if a.Error != "" {
				return nil, errors.New(a.Error)
			}
			return a, nil
		default:
			return nil, errors.New("plugintest: the helpdesk sent what was not asked for")
		}
	}
}

func (p *process) read() (*wire.Answer, error) {
	line, err := p.out.ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		return nil, errors.New("plugintest: the helpdesk ended; what it said is above")
	} else if err != nil {
		return nil, fmt.Errorf("plugintest: %w", err)
	}
	a := new(wire.Answer)
	if err := json.Unmarshal(line, a); err != nil {
		return nil, fmt.Errorf("plugintest: the helpdesk sent a line that cannot be read: %w", err)
	}
	return a, nil
}

// guestCall lets the handlers of this process answer. A panic fails the test and
// counts as a crash of the plugin.
func (p *process) guestCall(c *wire.Call) (ret *wire.Return) {
	defer func() {
		if v := recover(); v != nil {
			ret = &wire.Return{Panic: fmt.Sprint(v)}
			p.t.Errorf("the plugin panics: %v\n%s", v, debug.Stack())
		}
	}()
	if link.Dispatch == nil {
		return &wire.Return{Panic: "the test's package is no plugin: nothing in it imports the SDK"}
	}
	out, kind := link.Dispatch(c.Op, string(c.In))
	return &wire.Return{Out: append([]byte(nil), out...), Kind: kind}
}

// hostCall asks the helpdesk on behalf of the handler that runs. It may call the
// plugin again before it answers.
func (p *process) hostCall(op abi.Op, in []byte) ([]byte, abi.Kind) {
	if err := p.in.Encode(&wire.Request{Host: &wire.Call{Op: op, In: in}}); err != nil {
		return nil, abi.KindUnavailable
	}
	for {
		a, err := p.read()
		switch {
		case err != nil:
			p.t.Error(err)
			return nil, abi.KindUnavailable
		case a.Reply != nil:
			return a.Reply.Out, a.Reply.Kind
		case a.Call == nil:
			p.t.Error("plugintest: the helpdesk sent what was not asked for")
			return nil, abi.KindUnavailable
		default:
			if err := p.in.Encode(&wire.Request{Return: p.guestCall(a.Call)}); err != nil {
				return nil, abi.KindUnavailable
			}
		}
	}
}
