package core

import "strings"

// What a text in Markdown may have, before reading it takes time out of proportion
// to its length, or its HTML is nested deeper than browsers draw. People come
// nowhere near.
const (
	maxNesting  = 60   // lists and quotes inside one another
	maxBrackets = 1000 // [ without a blank line between them
	maxMarks    = 4000 // * _ ~ and the like, the same
)

// TangledMarkdown reports whether a text is better shown as it is written: what
// parsers of Markdown do with some texts takes time in the square of their length.
// It reads the text once.
func TangledMarkdown(src string) bool {
	brackets, marks := 0, 0
	for line := range strings.Lines(src) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" {
			brackets, marks = 0, 0
			continue
		}
		for i := range len(line) {
			switch line[i] {
			case '[':
				brackets++
			case '*', '_', '~', '`', '<', '|':
				marks++
			}
		}
		if brackets > maxBrackets || marks > maxMarks || nesting(line) > maxNesting {
			return true
		}
	}
	return false
}

// nesting is how many lists and quotes a line may begin or go on with: its markers,
// and one for every two columns of space before the last of them.
func nesting(line string) int {
	markers, columns, before := 0, 0, 0
	for i := 0; i < len(line); {
		switch n := marker(line[i:]); {
		case n > 0:
			markers, before = markers+1, columns
			i += n
		case line[i] == ' ':
			columns++
			i++
		case line[i] == '\t':
			columns += 4
			i++
		default:
			return markers + before/2
		}
	}
	return markers + before/2
}

// marker is the length of the marker of a list or quote that s begins with; 0 for none.
func marker(s string) int {
	n := 0
	switch {
	case s[0] == '>':
		return 1
	case s[0] == '-' || s[0] == '*' || s[0] == '+':
		n = 1
	default:
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}
