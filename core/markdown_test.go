package core_test

import (
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func TestTangledMarkdown(t *testing.T) {
	table := "| a | b |\n|---|---|\n" + strings.Repeat("| **one** | [two](https://a.example) |\n", 400)
	steps := ""
	for i := range 200 {
		steps += strings.Repeat("  ", i) + "- deeper\n"
	}
	for name, tt := range map[string]struct {
		src  string
		want bool
	}{
		"nothing":                 {"", false},
		"a letter":                {"Hello *Ana*,\n\n> > it is - as you said -\n\n1. One\n2. Two\n   - Three\n", false},
		"a long table":            {table, false},
		"a list of many":          {strings.Repeat("- one more\n", 5000), false},
		"code, far to the right":  {"```\n" + strings.Repeat(" ", 300) + "x - y\n```", false},
		"a thematic break":        {"- - - - - - -", false},
		"quotes in quotes":        {strings.Repeat(">", 70), true},
		"lists in lists":          {strings.Repeat("- ", 70) + "x", true},
		"numbers in numbers":      {strings.Repeat("1) ", 70) + "x", true},
		"steps to the right":      {steps, true},
		"links that never end":    {strings.Repeat("[a](", 1100), true},
		"emphasis in emphasis":    {strings.Repeat("*a_ ", 2100), true},
		"the same in paragraphs":  {strings.Repeat("*a_ [a](\n\n", 2100), false},
		"quotes of a long thread": {strings.Repeat("> > > > Yes.\n", 4000), false},
	} {
		if got := core.TangledMarkdown(tt.src); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
