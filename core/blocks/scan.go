package blocks

import (
	"encoding/json"
	"strings"
)

// scanner reads JSON that json.Valid has accepted already, so it need not look
// for syntax errors, only find its way.
type scanner struct {
	b []byte
	i int
}

// peek returns the first byte of the next token.
func (s *scanner) peek() byte {
	for {
		switch c := s.b[s.i]; c {
		case ' ', '\t', '\n', '\r':
			s.i++
		default:
			return c
		}
	}
}

// skip passes over the next value and returns its bytes.
func (s *scanner) skip() []byte {
	c := s.peek()
	from := s.i
	switch c {
	case '"':
		s.skipString()
	case '{', '[':
		depth := 0
		for {
			switch s.b[s.i] {
			case '"':
				s.skipString()
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			s.i++
			if depth == 0 {
				return s.b[from:s.i]
			}
		}
	default:
		for s.i < len(s.b) && !strings.ContainsRune(",]} \t\r\n", rune(s.b[s.i])) {
			s.i++
		}
	}
	return s.b[from:s.i]
}

func (s *scanner) skipString() {
	for s.i++; s.b[s.i] != '"'; s.i++ {
		if s.b[s.i] == '\\' {
			s.i++
		}
	}
	s.i++
}

// str reads a string token.
func (s *scanner) str() string {
	from := s.i + 1
	escaped := false
	for s.i++; s.b[s.i] != '"'; s.i++ {
		if s.b[s.i] == '\\' {
			escaped = true
			s.i++
		}
	}
	s.i++
	if !escaped {
		return string(s.b[from : s.i-1])
	}
	var out string
	// The token is valid JSON, so this cannot fail.
	_ = json.Unmarshal(s.b[from-1:s.i], &out)
	return out
}

// more steps to the next element of the array or object that ends with end, and
// reports whether there is one. first is the opening bracket's turn.
func (s *scanner) more(first bool, end byte) bool {
	if first {
		s.i++
	}
	switch s.peek() {
	case end:
		s.i++
		return false
	case ',':
		s.i++
		s.peek()
	}
	return true
}

// key reads a property's name and its colon.
func (s *scanner) key() string {
	k := s.str()
	s.peek()
	s.i++
	return k
}

// property returns the string that the object at hand has under name, without moving.
func (s *scanner) property(name string) string {
	at := s.i
	defer func() { s.i = at }()
	for first := true; s.more(first, '}'); first = false {
		k := s.key()
		if k == name && s.peek() == '"' {
			return s.str()
		}
		s.skip()
	}
	return ""
}
