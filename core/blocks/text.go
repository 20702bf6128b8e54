package blocks

// Text is what a person reads: plain text, or a key of the plugin's own
// catalogue that Prepare resolves. A Text with both holds a resolved key.
type Text struct {
	// Plain is the text itself, at most 4,000 characters.
	Plain string
	// Key names an entry of the plugin's catalogue; empty for plain text and after Prepare.
	Key string
	// Args fill the entry's placeholders: strings and float64 numbers.
	Args map[string]any
}

// T makes a plain Text.
func T(s string) Text { return Text{Plain: s} }

// IsZero reports whether there is nothing to show.
func (t Text) IsZero() bool { return t.Plain == "" && t.Key == "" }

// String returns the plain text, or the key where it is not resolved yet.
func (t Text) String() string {
	if t.Plain == "" {
		return t.Key
	}
	return t.Plain
}

// ImageRef names a picture: either an asset of the plugin or a file that it has
// stored. Browsers only ever get Src, which the host serves.
type ImageRef struct {
	// Asset is a path below the package's assets.
	Asset string `json:"asset" is:"max:200"`
	// File is "<collection>/<row>/<field>" of a file that the plugin has stored.
	File string `json:"file" is:"max:200"`
	// Src is where the browser fetches the picture; empty when the host refuses it.
	Src string `json:"src" is:"host max:4000"`
}
