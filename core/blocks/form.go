package blocks

// Form is fields that are sent together.
type Form struct {
	Base
	Title     Text        `json:"title"`
	Fields    []FieldNode `json:"fields" is:"required"`
	Submit    *Action     `json:"submit" is:"required"`
	Cancel    *Action     `json:"cancel"`
	Secondary []*Action   `json:"secondary"`
	// Errors are messages at fields, by name; Error is above the form.
	Errors       map[string]Text `json:"errors"`
	Error        Text            `json:"error"`
	Autosave     *Trigger        `json:"autosave"`
	ConfirmLeave bool            `json:"confirm_leave"`
	Layout       string          `json:"layout" is:"enum:stack|inline|two"`
}

// FieldNode is a *Field or a *FieldGroup.
type FieldNode interface{ fieldNode() }

// FieldGroup is fields under one title.
type FieldGroup struct {
	Title  Text    `json:"title"`
	Cols   int     `json:"cols" is:"cols:1|2"`
	Fields []Field `json:"fields" is:"required"`
	ShowIf *Cond   `json:"show_if"`
}

func (*FieldGroup) fieldNode() {}

// Option is one choice of a field.
type Option struct {
	Value    string `json:"value" is:"required max:200"`
	Label    Text   `json:"label" is:"required"`
	Text     Text   `json:"text"`
	Icon     string `json:"icon" is:"icon"`
	Disabled bool   `json:"disabled"`
	Group    Text   `json:"group"`
}

// Field is one input. Which of the rules apply depends on its kind.
type Field struct {
	Kind        string `json:"kind" is:"required fieldkind"`
	Name        string `json:"name" is:"required name"`
	Label       Text   `json:"label" is:"required"`
	Help        Text   `json:"help"`
	Placeholder Text   `json:"placeholder"`
	// Value is what the field holds at first; dropped for kind "secret".
	Value    Raw   `json:"value"`
	Required bool  `json:"required"`
	Disabled bool  `json:"disabled"`
	Readonly bool  `json:"readonly"`
	ShowIf   *Cond `json:"show_if"`
	// Min and Max bound a number, or a date given as a string.
	Min         Raw      `json:"min" is:"scalar"`
	Max         Raw      `json:"max" is:"scalar"`
	Step        *Num     `json:"step"`
	MinLength   *int     `json:"min_length"`
	MaxLength   *int     `json:"max_length"`
	Pattern     string   `json:"pattern" is:"max:500 pattern"`
	PatternText Text     `json:"pattern_text"`
	Accept      []string `json:"accept" is:"max:100"`
	MaxFiles    *int     `json:"max_files"`
	// MaxBytes bounds one file.
	MaxBytes *Num `json:"max_bytes"`
	// Into says where files go: a collection of the plugin and its field of the type
	// file, as in "papers.scan". The value is the id of the upload, or a list of ids.
	Into    string   `json:"into" is:"max:60"`
	Options []Option `json:"options"`
	// Load fetches options from the plugin with {q, cursor}.
	Load         *Action  `json:"load"`
	Multiple     bool     `json:"multiple"`
	Autocomplete string   `json:"autocomplete" is:"max:60"`
	OnChange     *Trigger `json:"on_change"`
	// Fields are the columns of kind "list".
	Fields   []Field `json:"fields"`
	Rows     int     `json:"rows"`
	Currency string  `json:"currency" is:"currency"`
	Lang     string  `json:"lang" is:"max:40"`
	Cols     int     `json:"cols" is:"cols:1|2"`
	// Omitted is how many options the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`
}

func (*Field) fieldNode() {}
