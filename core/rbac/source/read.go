package source

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// Map calls yield for each field of a map, in the order of the file. A field
// given twice is noted and skipped, and so is anything but a map.
func (n Node) Map(yield func(name string, value Node)) {
	at, ok := n.resolve()
	if !ok {
		return
	}
	if at.Kind != yaml.MappingNode {
		n.Errorf("Fields are expected here, as in {name: value}.")
		return
	}
	seen := make(map[string]bool, len(at.Content)/2)
	for i := 0; i+1 < len(at.Content); i += 2 {
		key := Node{r: n.r, n: at.Content[i], path: n.path}
		name, ok := key.text()
		if !ok || at.Content[i].Tag == "!!merge" {
			key.Errorf("The name of a field is expected here.")
			continue
		}
		path := name
		if n.path != "" {
			path = n.path + "." + name
		}
		if seen[name] {
			key.Errorf("%q is given twice.", name)
			continue
		}
		seen[name] = true
		n.child(at.Content[i], path) // the line of the name, not of a value that begins below it
		yield(name, n.child(at.Content[i+1], path))
	}
}

// List calls yield for each item of a list; anything else is noted.
func (n Node) List(yield func(item Node)) {
	at, ok := n.resolve()
	if !ok {
		return
	}
	if at.Kind != yaml.SequenceNode {
		n.Errorf("A list is expected here, as in [a, b].")
		return
	}
	for i, item := range at.Content {
		yield(n.child(item, n.path+"["+strconv.Itoa(i)+"]"))
	}
}

// Each is List, and takes a single value for a list of one.
func (n Node) Each(yield func(item Node)) {
	if n.IsScalar() {
		yield(n)
		return
	}
	n.List(yield)
}

// String returns a single value as it is written; anything else is noted and gives "".
func (n Node) String() string {
	s, ok := n.text()
	if !ok && n.OK() {
		n.Errorf("A single value is expected here.")
	}
	return s
}

func (n Node) text() (string, bool) {
	at, ok := n.resolve()
	if !ok || at.Kind != yaml.ScalarNode {
		return "", false
	}
	switch at.ShortTag() {
	case "!!str", "!!int", "!!float", "!!bool", "!!timestamp":
		return at.Value, true
	}
	return "", false
}

// Strings returns a list of single values, or one that stands alone.
func (n Node) Strings() []string {
	out := []string{}
	n.Each(func(item Node) { out = append(out, item.String()) })
	return out
}

// Bool returns true or false; anything else is noted and gives false.
func (n Node) Bool() bool {
	at, ok := n.resolve()
	if ok && at.Kind == yaml.ScalarNode && at.ShortTag() == "!!bool" {
		return at.Value == "true" || at.Value == "True" || at.Value == "TRUE"
	}
	n.Errorf("Write true or false here.")
	return false
}

// textReader is what the words of this project implement.
type textReader interface{ UnmarshalText([]byte) error }

// Text reads a single value into one of the project's words, such as a level;
// a word that it does not know is noted.
func (n Node) Text(into textReader) {
	s, ok := n.text()
	if !ok {
		n.Errorf("A single word is expected here.")
		return
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		n.Errorf("%s", upper(err.Error())+".")
	}
}

// maxDepth bounds how deep a free value may be nested.
const maxDepth = 16

// Any returns a free value: string, int64, float64, bool, nil, []any or map[string]any.
func (n Node) Any() any { return n.any(0) }

func (n Node) any(depth int) any {
	if depth > maxDepth {
		n.Errorf("This is nested too deep.")
		return nil
	}
	switch {
	case n.IsMap():
		out := map[string]any{}
		n.Map(func(name string, v Node) { out[name] = v.any(depth + 1) })
		return out
	case n.IsList():
		out := []any{}
		n.List(func(item Node) { out = append(out, item.any(depth+1)) })
		return out
	}
	at, ok := n.resolve()
	if !ok {
		return nil
	}
	switch at.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Bool()
	case "!!int":
		if v, err := strconv.ParseInt(at.Value, 0, 64); err == nil {
			return v
		}
	case "!!float":
		if v, err := strconv.ParseFloat(at.Value, 64); err == nil {
			return v
		}
	}
	return n.String()
}

// Unknown notes that a field is not one of the form's.
func (n Node) Unknown(name string) { n.Errorf("There is no field %q here.", name) }

func upper(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
