// Command hostile is a guest whose every handler misbehaves in another way.
package main

import (
	"os"
	"runtime/debug"
	"strings"
	"time"

	"pegboard.dev/pegboard/sdk"
)

var sink any

func init() {
	on := func(name string, fn func() error) { sdk.OnEvent(name, func(*sdk.Event) error { return fn() }) }
	on("fine", func() error { return nil })
	on("loop", func() error {
		for i := 0; ; i++ {
			if i < 0 {
				return nil
			}
		}
	})
	on("loop_allocating", func() error {
		for {
			sink = make([]byte, 100)
		}
	})
	on("recursion", func() error { return deeper(1) })
	on("memory_bomb", func() error {
		var all [][]byte
		for {
			all = append(all, make([]byte, 1<<20))
			sink = all
		}
	})
	on("one_huge_slice", func() error {
		sink = make([]byte, 1<<30)
		return nil
	})
	on("panic", func() error { panic("on purpose") })
	on("nil", func() error {
		var m map[string]int
		m["x"] = 1
		return nil
	})
	on("exit", func() error { os.Exit(0); return nil })
	on("sleep", func() error { time.Sleep(time.Hour); return nil })
	on("block", func() error { select {} })
	on("goroutines", func() error {
		for {
			go func() { select {} }()
		}
	})
	on("log_flood", func() error {
		for range 2_000 {
			sdk.Log.Info(strings.Repeat("x", 1000))
		}
		return nil
	})
	on("print_flood", func() error {
		for range 1_000 {
			println("a line that nobody wants to read")
		}
		return nil
	})
	on("host_calls", func() error {
		for {
			sdk.Access.May("tickets.view")
		}
	})
	on("error", func() error { return sdk.Fail(sdk.KindConflict, "Somebody was quicker.") })
	on("plain_error", func() error { return os.ErrNotExist })
	on("invalid", func() error { return sdk.Invalid("subject", "It is too short.") })
	on("env", func() error {
		debug.FreeOSMemory()
		if len(os.Args) > 1 || len(os.Environ()) > 0 {
			return sdk.Fail(sdk.KindInternal, "there are arguments or an environment")
		}
		if _, err := os.ReadFile("/etc/passwd"); err == nil {
			return sdk.Fail(sdk.KindInternal, "there is a file")
		}
		if _, err := os.Getwd(); err == nil {
			if _, err := os.ReadDir("."); err == nil {
				return sdk.Fail(sdk.KindInternal, "there is a folder")
			}
		}
		return nil
	})
	sdk.Serve("output", func(*sdk.ServiceRequest) ([]byte, error) { return make([]byte, 8<<20), nil })
	sdk.Serve("echo", func(r *sdk.ServiceRequest) ([]byte, error) { return r.Payload, nil })
}

//go:noinline
func deeper(n int) error {
	if n < 0 {
		return nil
	}
	err := deeper(n + 1)
	sink = n
	return err
}

func main() {}
