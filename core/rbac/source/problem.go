package source

import (
	"fmt"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Problem is one thing that is wrong in a file.
type Problem struct {
	File string `json:"file,omitempty"`
	// Line counts from 1; zero when the input had no lines.
	Line int `json:"line,omitempty"`
	// Path leads to the field: "roles[1].features.tickets.level".
	Path string `json:"path,omitempty"`
	Msg  string `json:"message"`
}

// String is "file:line: message", as compilers write it.
func (p Problem) String() string {
	switch {
	case p.File != "" && p.Line > 0:
		return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Msg)
	case p.Line > 0:
		return fmt.Sprintf("line %d: %s", p.Line, p.Msg)
	case p.File != "":
		return p.File + ": " + p.Msg
	case p.Path != "":
		return p.Path + ": " + p.Msg
	}
	return p.Msg
}

// Problems are everything that is wrong in a file. As an error they read one a line.
type Problems []Problem

// Error implements error.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Err returns nil for no problems, otherwise a KindInvalid error that names
// each field and carries ps, in the order of the file: errors.As finds Problems.
func (ps Problems) Err(op string) error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int { return a.Line - b.Line })
	err := &core.Error{Op: op, Kind: core.KindInvalid, Msg: ps.Error(), Fields: map[string]string{}, Err: carried{ps}}
	for _, p := range ps {
		if _, ok := err.Fields[p.Path]; !ok {
			err.Fields[p.Path] = p.Msg
		}
	}
	return err
}

// carried keeps problems in an error whose message has told them already.
type carried struct{ ps Problems }

func (c carried) Error() string { return fmt.Sprintf("%d in all", len(c.ps)) }

// As hands out the problems.
func (c carried) As(target any) bool {
	ps, ok := target.(*Problems)
	if ok {
		*ps = c.ps
	}
	return ok
}
