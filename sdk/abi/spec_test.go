package abi

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

func spec(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../abi.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestSpecificationListsEveryNumber: abi.md names every operation and kind with
// the number that the code uses, and none besides.
func TestSpecificationListsEveryNumber(t *testing.T) {
	text := spec(t)
	section := func(from, to string) string {
		_, rest, found := strings.Cut(text, from)
		part, _, closed := strings.Cut(rest, to)
		if !found || !closed {
			t.Fatalf("abi.md has no part from %q to %q", from, to)
		}
		return part
	}
	row := regexp.MustCompile(`(?m)^\| (\d+) \| ([a-z0-9_.]+) \|`)
	for _, tc := range []struct {
		what, from, to string
		name           func(n int) string
	}{
		{"guest operations", "**Operations of the guest**", "**Operations of the host**", func(n int) string { return GuestOpName(Op(n)) }},
		{"host operations", "**Operations of the host**", "**Error kinds**", func(n int) string { return HostOpName(Op(n)) }},
		{"error kinds", "**Error kinds**", "## Two forms", func(n int) string {
			if n > 0 && n < len(kindNames) {
				return kindNames[n]
			}
			return ""
		}},
	} {
		listed := map[string]string{}
		for _, m := range row.FindAllStringSubmatch(section(tc.from, tc.to), -1) {
			listed[m[1]] = m[2]
		}
		for n := range 1 << 12 {
			if want, got := tc.name(n), listed[fmt.Sprint(n)]; want != got {
				t.Errorf("%s: %d is %q in the code and %q in abi.md", tc.what, n, want, got)
			}
		}
	}
}

// TestSpecificationExample: the bytes and the JSON of the worked example are the
// same record, and what this package writes.
func TestSpecificationExample(t *testing.T) {
	text := spec(t)
	block := func(mark string) string {
		_, rest, _ := strings.Cut(text, mark)
		_, rest, _ = strings.Cut(rest, "\n```")
		_, rest, _ = strings.Cut(rest, "\n")
		part, _, found := strings.Cut(rest, "\n```")
		if !found {
			t.Fatalf("abi.md has no block after %q", mark)
		}
		return part
	}
	var flat []byte
	for _, line := range strings.Split(block("<!-- example -->"), "\n") {
		digits := strings.Fields(line[6:min(len(line), 29)])
		b, err := hex.DecodeString(strings.Join(digits, ""))
		if err != nil || line[:4] != fmt.Sprintf("%04x", len(flat)) {
			t.Fatalf("%q: %v", line, err)
		}
		flat = append(flat, b...)
	}
	var fromFlat, fromJSON HookReply
	if err := Decode(flat, &fromFlat); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(block("<!-- example in JSON -->")), &fromJSON); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(fromFlat, fromJSON) {
		t.Errorf("the two forms differ: %+v, %+v", fromFlat, fromJSON)
	}
	if got := fromJSON.AppendFlat(nil); !bytes.Equal(got, flat) {
		t.Errorf("this package writes %x", got)
	}
}
