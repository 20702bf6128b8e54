package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// MaxBytes is how large a file may be.
const MaxBytes = 1 << 20

// maxVisits bounds the work that aliases of aliases can cause.
const maxVisits = 200_000

// Reader collects what is wrong while a file is read. Not for concurrent use.
type Reader struct {
	file     string
	problems Problems
	lines    map[string]int
	visits   int
}

// Node is a place in a file.
type Node struct {
	r    *Reader
	n    *yaml.Node
	path string
}

// Parse reads one YAML or JSON document. When its syntax is wrong, the node is
// not OK and the reader has the problem.
func Parse(file string, data []byte) (Node, *Reader) {
	r := &Reader{file: file, lines: map[string]int{}}
	if len(data) > MaxBytes {
		r.add(0, "", "The file is larger than %d bytes.", MaxBytes)
		return Node{r: r}, r
	}
	n, err := parse(data)
	if err != nil {
		line, msg := where(err)
		r.add(line, "", "%s", msg)
		return Node{r: r}, r
	}
	return Node{r: r, n: n}, r
}

func parse(data []byte) (*yaml.Node, error) {
	if b := bytes.TrimSpace(data); len(b) > 0 && b[0] == '{' && json.Valid(data) {
		return fromJSON(data)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, more yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("the file is empty")
		}
		return nil, err
	}
	switch err := dec.Decode(&more); {
	case err == nil:
		return nil, fmt.Errorf("line %d: a second document begins here; write one to a file", more.Line)
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	if len(doc.Content) != 1 {
		return nil, errors.New("the file is empty")
	}
	return doc.Content[0], nil
}

var lineOf = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)

// where takes the line out of a syntax error.
func where(err error) (int, string) {
	msg := err.Error()
	if m := lineOf.FindStringSubmatch(msg); m != nil {
		line, _ := strconv.Atoi(m[1])
		return line, "This cannot be read: " + msg[len(m[0]):] + "."
	}
	return 1, "This cannot be read: " + msg + "."
}

// Problems returns what was wrong so far.
func (r *Reader) Problems() Problems { return slices.Clone(r.problems) }

// At completes problems that were found by path, after reading, with the file
// and the line of the nearest field above.
func (r *Reader) At(problems Problems) Problems {
	out := slices.Clone(problems)
	for i := range out {
		out[i].File = r.file
		for path := out[i].Path; out[i].Line == 0 && path != ""; path = parent(path) {
			out[i].Line = r.lines[path]
		}
		if out[i].Line == 0 {
			out[i].Line = 1
		}
	}
	return out
}

// parent cuts the last name or index off a path.
func parent(path string) string {
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return ""
}

func (r *Reader) add(line int, path, format string, args ...any) {
	if len(r.problems) < 100 {
		r.problems = append(r.problems, Problem{File: r.file, Line: max(line, 1), Path: path, Msg: fmt.Sprintf(format, args...)})
	}
}

// OK reports whether there is anything at this place.
func (n Node) OK() bool { return n.n != nil }

// Line is where the node stands, from 1.
func (n Node) Line() int {
	if n.n == nil {
		return 1
	}
	return max(n.n.Line, 1)
}

// Path leads to the node from the top of the file.
func (n Node) Path() string { return n.path }

// Errorf notes that something is wrong at this node.
func (n Node) Errorf(format string, args ...any) { n.r.add(n.Line(), n.path, format, args...) }

// resolve follows aliases, and refuses to follow them without end.
func (n Node) resolve() (*yaml.Node, bool) {
	at := n.n
	for at != nil && at.Kind == yaml.AliasNode {
		at = at.Alias
	}
	if at == nil {
		return nil, false
	}
	n.r.visits++
	if n.r.visits > maxVisits {
		if n.r.visits == maxVisits+1 {
			n.Errorf("The file refers to itself too often.")
		}
		return nil, false
	}
	return at, true
}

func (n Node) child(at *yaml.Node, path string) Node {
	c := Node{r: n.r, n: at, path: path}
	if _, seen := n.r.lines[path]; !seen {
		n.r.lines[path] = c.Line()
	}
	return c
}

// IsMap, IsList and IsScalar tell what stands at the node.
func (n Node) IsMap() bool { return n.kind() == yaml.MappingNode }

// IsList reports whether a list stands at the node.
func (n Node) IsList() bool { return n.kind() == yaml.SequenceNode }

// IsScalar reports whether a single value stands at the node.
func (n Node) IsScalar() bool { return n.kind() == yaml.ScalarNode }

func (n Node) kind() yaml.Kind {
	at := n.n
	for at != nil && at.Kind == yaml.AliasNode {
		at = at.Alias
	}
	if at == nil {
		return 0
	}
	return at.Kind
}
