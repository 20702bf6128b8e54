package ui

import "strconv"

// Block is one node of a document; the builders of blocks implement it.
type Block interface {
	appendJSON(to []byte) []byte
	isBlock()
}

// Value is a typed value for cells, pairs and figures.
type Value interface {
	appendJSON(to []byte) []byte
	isValue()
}

// Effect is one consequence of an event.
type Effect interface {
	appendJSON(to []byte) []byte
	isEffect()
}

// Change is one patch of what is on the screen.
type Change interface {
	appendJSON(to []byte) []byte
	isChange()
}

// Node is a field or a group of fields.
type Node interface {
	appendJSON(to []byte) []byte
	isNode()
}

// Tone colours a badge, an alert or a row.
type Tone string

// The tones. The host chooses the colours.
const (
	Neutral Tone = "neutral"
	Info    Tone = "info"
	Success Tone = "success"
	Warning Tone = "warning"
	Danger  Tone = "danger"
	Accent  Tone = "accent"
)

// Plain is a bare string in a table cell; the column's As says what it is.
type Plain string

func (p Plain) appendJSON(to []byte) []byte { return appendString(to, string(p)) }
func (Plain) isValue()                      {}

// Number is a bare number in a table cell; the column's As says what it is.
type Number float64

func (n Number) appendJSON(to []byte) []byte { return appendNum(to, float64(n)) }
func (Number) isValue()                      {}

// Picture names an image: Asset or Stored makes one.
type Picture interface{ appendJSON(to []byte) []byte }

type picture struct{ key, ref string }

func (p picture) appendJSON(to []byte) []byte {
	to = append(append(append(to, `{"`...), p.key...), `":`...)
	return append(appendString(to, p.ref), '}')
}

// Asset is a picture in the plugin's own assets folder: PNG, JPEG, GIF, WebP or AVIF. Everybody
// who knows its address may load it.
func Asset(path string) Picture { return picture{"asset", path} }

// Stored is a picture that the plugin has stored, named as in Files:
// "<collection>/<row>/<field>". Only who may read the row sees it.
func Stored(file string) Picture { return picture{"file", file} }

// ID writes a number as an id.
func ID(n int64) string { return strconv.FormatInt(n, 10) }

// If begins a comparison with a field of a form, for ShowIf: If("f", "kind").Is("other").
func If(form, field string) *CondBuilder { return Cond().Form(form).Field(field) }

// AllOf holds when every condition does.
func AllOf(conds ...*CondBuilder) *CondBuilder { return Cond().All(conds...) }

// AnyOf holds when one condition does.
func AnyOf(conds ...*CondBuilder) *CondBuilder { return Cond().Any(conds...) }
