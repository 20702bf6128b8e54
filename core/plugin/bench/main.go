package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"pegboard.dev/pegboard/core/plugin/bench/ticket"
	"pegboard.dev/pegboard/core/plugin/sandbox"
)

func main() {
	if os.Getenv(asPlugin) != "" {
		serveRPC()
		return
	}
	rounds := flag.Int("rounds", 40, "turns of each peer")
	turn := flag.Duration("turn", 50*time.Millisecond, "time of each turn")
	binary := flag.String("pegboard", "", "the server's binary; without it nothing is said of servers")
	flag.Parse()
	if err := run(context.Background(), *rounds, *turn, *binary); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, rounds int, turn time.Duration, binary string) error {
	dir, err := os.MkdirTemp("", "pegboard-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	guests := map[string]string{}
	for _, name := range []string{"flat", "proto", "extism"} {
		guests[name] = filepath.Join(dir, name+".wasm")
		cmd := exec.CommandContext(ctx, "go", "build", "-buildmode=c-shared", "-ldflags=-s -w", "-o", guests[name], "./guest/"+name)
		cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm", "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, out)
		}
	}
	flat, err := os.ReadFile(guests["flat"])
	if err != nil {
		return err
	}
	cache := filepath.Join(dir, "cache")
	e, err := sandbox.New(sandbox.Config{CacheDir: cache})
	if err != nil {
		return err
	}
	defer e.Close(ctx)
	fmt.Printf("%s, %s/%s, %d cores, %s. Load before: %s\n\n", time.Now().UTC().Format(time.DateOnly), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), load())
	if err := comparePeers(ctx, e, flat, guests, rounds, turn); err != nil {
		return err
	}
	if err := around(ctx, e, flat, cache); err != nil {
		return err
	}
	if binary == "" {
		return nil
	}
	return servers(ctx, binary)
}

func load() string {
	b, _ := os.ReadFile("/proc/loadavg")
	return string(b[:min(len(b), 14)])
}

// comparePeers prints the table of hooks.
func comparePeers(ctx context.Context, e *sandbox.Engine, flat []byte, guests map[string]string, rounds int, turn time.Duration) error {
	t := ticket.New()
	ours, err := pegboard(ctx, e, flat, t)
	if err != nil {
		return err
	}
	inJSON, err := viaJSON(t)
	if err != nil {
		return err
	}
	peers := []*peer{ours, direct(t), inJSON}
	for _, with := range []bool{false, true} {
		both, err := viaProto(ctx, guests["proto"], t, with)
		if err != nil {
			return fmt.Errorf("knqyf263/go-plugin: %w", err)
		}
		peers = append(peers, both...)
	}
	p, end, err := viaRPC(t)
	if err != nil {
		return fmt.Errorf("hashicorp/go-plugin: %w", err)
	}
	defer end()
	peers = append(peers, p)
	for _, timeout := range []time.Duration{0, deadline} {
		p, err := viaExtism(ctx, guests["extism"], t, timeout)
		if err != nil {
			return fmt.Errorf("Extism: %w", err)
		}
		peers = append(peers, p)
	}
	if err := interleave(peers, rounds, turn); err != nil {
		return err
	}
	fmt.Println("| a will-hook, 1.5 KB ticket | p50 µs | p99 µs | ÷ Pegboard |\n|---|--:|--:|--:|")
	base := at(ours.samples, 50)
	for _, p := range peers {
		p50 := at(p.samples, 50)
		fmt.Printf("| %s | %s | %s | %.2f |\n", p.name, micros(p50), micros(at(p.samples, 99)), float64(p50)/float64(base))
	}
	begin, n := time.Now(), 0
	for ; time.Since(begin) < 3*time.Second; n++ {
		if err := ours.call(); err != nil {
			return err
		}
	}
	fmt.Printf("\n| around it | |\n|---|--:|\n| events on one instance, a second | %.0f |\n", float64(n)/time.Since(begin).Seconds())
	return nil
}

// around prints what surrounds a hook.
func around(ctx context.Context, e *sandbox.Engine, flat []byte, cache string) error {
	edge, err := boundary(ctx, e)
	if err != nil {
		return err
	}
	fmt.Printf("| a host call at the boundary, µs | %.3f |\n", float64(edge)/1e3)
	seen, err := author(ctx, e, flat)
	if err != nil {
		return err
	}
	fmt.Printf("| a host call as the author sees it, µs | %.3f |\n", float64(seen)/1e3)
	p50, worst, err := stopping(ctx, e, flat)
	if err != nil {
		return err
	}
	fmt.Printf("| a spinning guest ends after its deadline, ms, median and worst of 41 | %s, %s |\n", millis(p50), millis(worst))
	warm, err := warmLoad(ctx, cache, flat)
	if err != nil {
		return err
	}
	fmt.Printf("| warm load and first call, ms | %s |\n", millis(warm))
	return nil
}

// servers prints what plugins cost a server that does nothing.
func servers(ctx context.Context, binary string) error {
	packages, err := copies(ctx)
	if err != nil {
		return err
	}
	for _, n := range []int{0, 15} {
		mib, ready, err := idle(ctx, binary, n, packages)
		if err != nil {
			return err
		}
		fmt.Printf("| a server with %d plugins enabled and idle: MiB resident; start to ready, ms | %.0f; %s |\n", n, mib, millis(ready))
	}
	return nil
}
