package abi

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "append what is new to the golden file; it never changes a line")

// numbers lists everything that must keep its number for ever: operations,
// error kinds, verdicts, levels, and every record with its slots in order.
func numbers(t *testing.T) []string {
	t.Helper()
	out := []string{
		fmt.Sprint("abi ", Version), fmt.Sprint("wants_json ", WantsJSON), "module " + Module,
		"exports " + strings.Join([]string{ExportMemory, ExportABI, ExportCall, ExportInitialize}, " "),
	}
	for op := range Op(1 << 12) {
		if name := GuestOpName(op); name != "" {
			out = append(out, fmt.Sprintf("guest %d %s", op, name))
		}
	}
	for op := range Op(1 << 12) {
		if name := HostOpName(op); name != "" {
			out = append(out, fmt.Sprintf("host %d %s", op, name))
		}
	}
	for k := KindInvalid; int(k) < len(kindNames); k++ {
		out = append(out, fmt.Sprintf("kind %d %s", k, k))
	}
	for _, l := range []Level{LevelDebug, LevelInfo, LevelWarn, LevelError} {
		out = append(out, fmt.Sprintf("level %d %s", l, l))
	}
	out = append(out, fmt.Sprintf("verdict continue %d, patch %d, veto %d", VerdictContinue, VerdictPatch, VerdictVeto))
	schema, err := os.ReadFile("abi.schema")
	if err != nil {
		t.Fatal(err)
	}
	record, slot := "", 0
	for _, line := range strings.Split(string(schema), "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case strings.HasPrefix(line, "record "):
			record, slot = words[1], 0
			out = append(out, "record "+words[2]+" "+record)
		case strings.HasPrefix(line, "patch "):
			record, slot = "patch "+words[1], 1
			out = append(out, "record "+words[2]+" "+words[1])
		case strings.HasPrefix(record, "patch "):
			for _, w := range words {
				out = append(out, fmt.Sprintf("slot %s.%d %s, bit %d", strings.TrimPrefix(record, "patch "), slot, w, slot-1))
				slot++
			}
		default:
			out = append(out, fmt.Sprintf("slot %s.%d %s %s", record, slot, words[0], words[1]))
			slot++
		}
	}
	return out
}

// TestNumbersNeverChange fails when a published number, name or slot got another
// meaning. What is new is added to the file with -update.
func TestNumbersNeverChange(t *testing.T) {
	file := filepath.Join("testdata", "abi.golden")
	now := numbers(t)
	raw, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	known := strings.Fields(strings.ReplaceAll(string(raw), " ", "\x00"))
	for i, line := range known {
		known[i] = strings.ReplaceAll(line, "\x00", " ")
		if !slices.Contains(now, known[i]) {
			t.Errorf("%q was published and is not so any more: guests that are out there would break", known[i])
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(now), func(line string) bool { return slices.Contains(known, line) })
	if t.Failed() || len(fresh) == 0 {
		return
	}
	if !*update {
		t.Fatalf("new in the contract, not in %s yet: %s\nrun `go test ./sdk/abi -update`", file, strings.Join(fresh, "; "))
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Join(append(known, fresh...), "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
