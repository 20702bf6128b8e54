package core_test

import (
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func TestNearest(t *testing.T) {
	known := []string{"tickets.view", "tickets.reply", "people.view", "open", "ope"}
	for word, want := range map[string]string{
		"tickets.veiw": "tickets.view", "tickets.repl": "tickets.reply", "people.viewz": "people.view", "tickets": "", "": "",
		"opeen": "open", "opan": "open", "open": "ope", strings.Repeat("x", 1000): "",
	} {
		if got := core.Nearest(word, known); got != want {
			t.Errorf("%.20q is taken for %q, want %q", word, got, want)
		}
	}
}
