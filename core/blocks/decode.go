package blocks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
)

// Decode reads a surface and checks it against the vocabulary and the limits.
// The error is KindInvalid; its Fields name each fault by JSON path, such as
// "$.blocks[2].rows[0].cells.total", and its message tells the first. The
// document keeps no reference to raw.
func Decode(raw []byte, lim Limits) (*Document, error) {
	doc := &Document{}
	d := &decoder{lim: lim}
	if err := d.run("blocks.Decode", raw, documentTyp, reflect.ValueOf(doc).Elem()); err != nil {
		return nil, err
	}
	doc.notes, doc.raw = d.notes, d.s.b
	return doc, nil
}

// DecodeResponse reads a plugin's answer to an event, under the same rules.
func DecodeResponse(raw []byte, lim Limits) (*Response, error) {
	res := &Response{}
	d := &decoder{lim: lim}
	if err := d.run("blocks.DecodeResponse", raw, responseTyp, reflect.ValueOf(res).Elem()); err != nil {
		return nil, err
	}
	res.notes, res.raw = d.notes, d.s.b
	return res, nil
}

// DecodeEvent reads what a browser sends back, at most 256 KiB.
func DecodeEvent(raw []byte) (*Event, error) {
	ev := &Event{}
	d := &decoder{lim: Limits{Bytes: 256 << 10, Text: 50000}}
	if err := d.run("blocks.DecodeEvent", raw, eventTyp, reflect.ValueOf(ev).Elem()); err != nil {
		return nil, err
	}
	return ev, nil
}

type decoder struct {
	s     scanner
	lim   Limits
	path  []step
	notes []string
	errs  map[string]string
	first string

	blocks, depth, actions int
	nest                   map[*typ]int
	ids                    map[string]bool
}

// step is one part of a JSON path: a property, or an index where name is empty.
type step struct {
	name string
	i    int
}

func (d *decoder) run(op string, raw []byte, t *typ, v reflect.Value) error {
	switch {
	case d.lim.Bytes > 0 && len(raw) > d.lim.Bytes:
		return core.Errorf(op, core.KindInvalid, "$ is %d bytes long, of at most %d.", len(raw), d.lim.Bytes)
	case !utf8.Valid(raw) || !json.Valid(raw):
		return core.Errorf(op, core.KindInvalid, "$ is not valid JSON%s.", syntaxAt(raw))
	}
	d.s.b = bytes.Clone(raw)
	d.ids, d.nest = map[string]bool{}, map[*typ]int{}
	d.value(t, &rules{required: true}, v)
	if len(d.errs) > 0 {
		return &core.Error{Op: op, Kind: core.KindInvalid, Msg: d.first, Fields: d.errs}
	}
	return nil
}

func syntaxAt(raw []byte) string {
	var x json.RawMessage
	if e, ok := json.Unmarshal(raw, &x).(*json.SyntaxError); ok {
		return fmt.Sprintf(": %v at byte %d", e, e.Offset)
	}
	return ""
}

func (d *decoder) at() string {
	var b strings.Builder
	b.WriteByte('$')
	for _, s := range d.path {
		switch {
		case s.name == "":
			b.WriteString("[" + strconv.Itoa(s.i) + "]")
		case isName(s.name) && !strings.ContainsAny(s.name, ".-"):
			b.WriteString("." + s.name)
		default:
			b.WriteString("[" + strconv.QuoteToASCII(s.name[:min(len(s.name), 64)]) + "]")
		}
	}
	return b.String()
}

// fail records what is wrong at the current path.
func (d *decoder) fail(format string, args ...any) {
	if len(d.errs) >= maxErrors {
		return
	}
	at := d.at()
	if d.errs == nil {
		d.errs = map[string]string{}
	}
	if _, dup := d.errs[at]; dup {
		return
	}
	d.errs[at] = fmt.Sprintf(format, args...)
	if d.first == "" {
		d.first = at + " " + d.errs[at] + "."
	}
}

// failAt records what is wrong below the current path.
func (d *decoder) failAt(name string, format string, args ...any) {
	d.push(name)
	d.fail(format, args...)
	d.pop()
}

// note lets something pass, unless the author asked for strictness.
func (d *decoder) note(format string, args ...any) {
	if d.lim.Strict {
		d.fail(format, args...)
	} else if len(d.notes) < maxErrors {
		d.notes = append(d.notes, d.at()+" "+fmt.Sprintf(format, args...))
	}
}

func (d *decoder) push(name string) { d.path = append(d.path, step{name: name}) }
func (d *decoder) pushIndex(i int)  { d.path = append(d.path, step{i: i}) }
func (d *decoder) pop()             { d.path = d.path[:len(d.path)-1] }
