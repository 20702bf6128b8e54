package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// at is a percentile of what is sorted.
func at(list []time.Duration, percent int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	return list[min(len(list)*percent/100, len(list)-1)]
}

// print writes the tables as they stand in BENCHMARKS.md.
func print(to io.Writer, l Load, got []sample, alone, beside []time.Duration) {
	database, aim := "SQLite", 5*time.Second
	if l.Database != "" {
		database, aim = "PostgreSQL", 2*time.Second
	}
	load := "?"
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		load, _, _ = strings.Cut(string(b), " ")
	}
	slow := 0
	var worst sample
	for _, s := range got {
		if s.worst > aim {
			slow++
		}
		if s.worst > worst.worst {
			worst = s
		}
	}
	fmt.Fprintf(to, "%s, %d tickets, %s, %d CPUs, load %s: %d of %d reports within %s, the slowest %s in %s.\n\n",
		database, l.Tickets, strings.ReplaceAll(l.Period, "_", " "), runtime.NumCPU(), load, len(got)-slow, len(got), aim, worst.name, seconds(worst.worst))
	fmt.Fprint(to, "| report | best | worst |\n|---|--:|--:|\n")
	for _, s := range got {
		best := seconds(s.best)
		if s.stopped {
			best = "stopped"
		}
		fmt.Fprintf(to, "| %s | %s | %s |\n", s.name, best, seconds(s.worst))
	}
	fmt.Fprint(to, "\n| list of tickets | n | p50 | p95 | p95 beside ÷ alone |\n|---|--:|--:|--:|--:|\n")
	fmt.Fprintf(to, "| alone | %d | %s | %s | |\n", len(alone), millis(at(alone, 50)), millis(at(alone, 95)))
	ratio := float64(at(beside, 95)) / float64(max(at(alone, 95), 1))
	fmt.Fprintf(to, "| beside the reports | %d | %s | %s | %.2f |\n", len(beside), millis(at(beside, 50)), millis(at(beside, 95)), ratio)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func millis(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
