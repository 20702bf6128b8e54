package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// fromJSON turns a JSON document into the tree that YAML would give, lines
// included. JSON is not quite a part of YAML as readers know it: surrogate
// escapes and long keys are not, so it is read as what it is.
func fromJSON(data []byte) (*yaml.Node, error) {
	j := &jsonTree{dec: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	j.dec.UseNumber()
	return j.value()
}

type jsonTree struct {
	dec  *json.Decoder
	data []byte
	at   int
	line int
}

// next returns a token and the line on which it ends, where it begins too:
// JSON strings hold no line breaks.
func (j *jsonTree) next() (json.Token, error) {
	tok, err := j.dec.Token()
	if err != nil {
		return nil, err
	}
	end := int(j.dec.InputOffset())
	j.line += bytes.Count(j.data[j.at:end], []byte{'\n'})
	j.at = end
	return tok, nil
}

func (j *jsonTree) value() (*yaml.Node, error) {
	tok, err := j.next()
	if err != nil {
		return nil, err
	}
	return j.node(tok)
}

func (j *jsonTree) node(tok json.Token) (*yaml.Node, error) {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: j.line}
	switch v := tok.(type) {
	case json.Delim:
		return n, j.fill(n, v)
	case string:
		n.Tag, n.Value = "!!str", v
	case json.Number:
		n.Tag, n.Value = "!!float", v.String()
		if _, err := v.Int64(); err == nil {
			n.Tag = "!!int"
		}
	case bool:
		n.Tag, n.Value = "!!bool", fmt.Sprint(v)
	default:
		n.Tag = "!!null"
	}
	return n, nil
}

// fill reads the rest of a list or object, up to its closing bracket.
func (j *jsonTree) fill(n *yaml.Node, open json.Delim) error {
	n.Kind = yaml.MappingNode
	if open == '[' {
		n.Kind = yaml.SequenceNode
	}
	for {
		tok, err := j.next()
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if d, ok := tok.(json.Delim); ok && (d == '}' || d == ']') {
			return nil
		}
		c, err := j.node(tok)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, c)
	}
}
