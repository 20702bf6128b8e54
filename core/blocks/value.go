package blocks

// Value is a typed value; the host or the console formats it in the viewer's
// locale and time zone, so plugins never format. Its types are the pointers to
// the structs below.
type Value interface{ value() }

type valueNode struct{}

func (valueNode) value() {}

// Num is a JSON number.
type Num = float64

// PlainValue is a bare string or number in a table cell; the column's `as` says what it is.
type PlainValue struct {
	valueNode
	Text   string
	Number *Num
}

// TextValue is text as it stands.
type TextValue struct {
	valueNode
	// V is the text.
	V Text `json:"v" is:"required"`
}

// NumberValue is a number with an optional unit.
type NumberValue struct {
	valueNode
	// V is the number.
	V Num `json:"v" is:"required"`
	// Digits is how many stand behind the point; as many as there are when not given.
	Digits *int `json:"digits"`
	// Unit stands behind the number.
	Unit string `json:"unit" is:"max:20"`
}

// PercentValue is a share of one: 0.25 shows as 25 %.
type PercentValue struct {
	valueNode
	// V is the share: 0.25 is 25 %.
	V Num `json:"v" is:"required"`
	// Digits is how many stand behind the point; none when not given.
	Digits *int `json:"digits"`
}

// MoneyValue is an amount as a decimal string, which no float rounds.
type MoneyValue struct {
	valueNode
	// V is a decimal in a string, "12.50".
	V string `json:"v" is:"required decimal"`
	// Currency is a code of three letters, "EUR".
	Currency string `json:"currency" is:"required currency"`
}

// DateValue is a calendar day, YYYY-MM-DD, in no time zone.
type DateValue struct {
	valueNode
	// V is the day, "2026-11-25".
	V string `json:"v" is:"required time"`
}

// DateTimeValue is a moment, RFC 3339; Rel shows it as "5 minutes ago".
type DateTimeValue struct {
	valueNode
	// V is the moment, "2026-11-25T09:30:00Z".
	V string `json:"v" is:"required time"`
	// Rel shows how long ago it is.
	Rel bool `json:"rel"`
}

// DurationValue is a length of time in milliseconds.
type DurationValue struct {
	valueNode
	// Ms is in milliseconds.
	Ms Num `json:"ms" is:"required"`
}

// BytesValue is a size in bytes.
type BytesValue struct {
	valueNode
	// V is in bytes.
	V Num `json:"v" is:"required"`
}

// BoolValue is yes or no.
type BoolValue struct {
	valueNode
	// V is which of the two.
	V bool `json:"v" is:"required"`
}

// BadgeValue is a word with a tone.
type BadgeValue struct {
	valueNode
	// Text is the word.
	Text Text   `json:"text" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
}

// LinkValue leads somewhere.
type LinkValue struct {
	valueNode
	Text Text `json:"text" is:"required"`
	// Href is where to; an address that is none of the allowed becomes text.
	Href string `json:"href" is:"href required"`
}

// EntityValue is a person, ticket, team, organization or article by its id.
type EntityValue struct {
	valueNode
	K string `json:"k" is:"tag"`
	// ID is its number, as text: ui.ID(7).
	ID string `json:"id" is:"required max:64"`
	Named
}

// Named is what the host knows about an entity that the viewer may see.
type Named struct {
	Name string `json:"name" is:"host"`
	Link string `json:"link" is:"host"`
}

// TagsValue is a set of words.
type TagsValue struct {
	valueNode
	// V are the words.
	V []Text `json:"v" is:"required"`
}

// ProgressValue is V of Max; Max is 100 when not given.
type ProgressValue struct {
	valueNode
	// V is how far it has come.
	V Num `json:"v" is:"required"`
	// Max is where it ends; 100 when not given.
	Max *Num `json:"max"`
}

// SparkValue is a tiny line chart.
type SparkValue struct {
	valueNode
	// V are the figures, oldest first; at least two.
	V []Num `json:"v" is:"required"`
}

// ImageValue is a small picture.
type ImageValue struct {
	valueNode
	// Src is the picture.
	Src *ImageRef `json:"src" is:"required"`
	// Alt stands for the picture where it is not seen.
	Alt Text `json:"alt" is:"required"`
}
