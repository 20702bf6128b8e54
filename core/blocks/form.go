package blocks

// Form is fields that are sent together.
type Form struct {
	Base
	Title Text `json:"title"`
	// Fields are fields and groups of them.
	Fields []FieldNode `json:"fields" is:"required"`
	// Submit is the button that sends the form: the event's values have the fields' under the
	// form's id.
	Submit *Action `json:"submit" is:"required"`
	// Cancel is a second button that sends nothing; in the portal it has to be a link.
	Cancel *Action `json:"cancel"`
	// Secondary are more buttons that send the form.
	Secondary []*Action `json:"secondary"`
	// Errors are messages at fields, by name.
	Errors map[string]Text `json:"errors"`
	// Error is a message above the form.
	Error Text `json:"error"`
	// Autosave is called in the console some time after the last change, with the form's values if
	// there is nothing wrong with them. The form says that it was saved.
	Autosave *Trigger `json:"autosave"`
	// ConfirmLeave asks in the console before a page is left with something typed and not sent.
	ConfirmLeave bool `json:"confirm_leave"`
	// Layout is fields below each other, in one line, or in two columns.
	Layout string `json:"layout" is:"enum:stack|inline|two"`
}

// FieldNode is a *Field or a *FieldGroup.
type FieldNode interface{ fieldNode() }

// FieldGroup is fields under one title.
type FieldGroup struct {
	Title Text `json:"title"`
	// Cols is in how many columns the fields stand: 1 or 2.
	Cols int `json:"cols" is:"cols:1|2"`
	// Fields are those of the group.
	Fields []Field `json:"fields" is:"required"`
	// ShowIf hides the group while the condition does not hold; its fields are not checked then.
	ShowIf *Cond `json:"show_if"`
}

func (*FieldGroup) fieldNode() {}

// Option is one choice of a field.
type Option struct {
	// Value is what the plugin gets.
	Value string `json:"value" is:"required max:200"`
	Label Text   `json:"label" is:"required"`
	// Text is a second line, at radio buttons.
	Text Text `json:"text"`
	// Disabled shows it, but it cannot be chosen.
	Disabled bool `json:"disabled"`
	// Group is the title under which neighbours with the same one stand, in lists that unfold.
	Group Text `json:"group"`
}

// Field is one input. Which of the rules apply depends on its kind.
type Field struct {
	Kind string `json:"kind" is:"required fieldkind"`
	// Name is what values and errors name it by; unique in the form.
	Name string `json:"name" is:"required name"`
	// Label is what it asks for.
	Label Text `json:"label" is:"required"`
	// Help is a line below the label.
	Help Text `json:"help"`
	// Placeholder stands in the empty input.
	Placeholder Text `json:"placeholder"`
	// Value is what the field holds at first; dropped for kind "secret".
	Value Raw `json:"value"`
	// Required refuses the form while it is empty.
	Required bool `json:"required"`
	// Disabled shows the value, which cannot be changed and is not checked.
	Disabled bool `json:"disabled"`
	// Readonly shows the value as one that may be copied, not changed.
	Readonly bool `json:"readonly"`
	// ShowIf hides the field while the condition does not hold; it is not checked then.
	ShowIf *Cond `json:"show_if"`
	// Min is the lower bound of a number, or of a day or moment given as a string.
	Min Raw `json:"min" is:"scalar"`
	// Max is the upper bound, in the same form; of a rating, how many stars.
	Max Raw `json:"max" is:"scalar"`
	// Step is by how much a number goes up or down.
	Step *Num `json:"step"`
	// MinLength is how many characters a text must have.
	MinLength *int `json:"min_length"`
	// MaxLength is how many characters a text may have.
	MaxLength *int `json:"max_length"`
	// Pattern is a regular expression that the whole text must match; look-around and references
	// back are refused.
	Pattern string `json:"pattern" is:"max:500 pattern"`
	// PatternText is what a person reads whose text does not match.
	PatternText Text `json:"pattern_text"`
	// Accept are endings or kinds of files that are offered to choose from, such as .pdf or image/*.
	// What is taken, the collection's field says.
	Accept []string `json:"accept" is:"max:100"`
	// MaxFiles is how many files may be chosen.
	MaxFiles *int `json:"max_files"`
	// MaxBytes bounds one file.
	MaxBytes *Num `json:"max_bytes"`
	// Into says where files go: a collection of the plugin and its field of the type
	// file, as in "papers.scan". The value is the id of the upload, or a list of ids.
	Into string `json:"into" is:"max:60"`
	// Options are what can be chosen.
	Options []Option `json:"options"`
	// Load asks the plugin for options while one types, in the console, with the parameter
	// q. It answers with a patch of the field's options.
	Load *Action `json:"load"`
	// Multiple lets several be chosen; the value is a list then.
	Multiple bool `json:"multiple"`
	// Autocomplete tells the browser what it may fill in, such as email or name.
	Autocomplete string `json:"autocomplete" is:"max:60"`
	// OnChange calls an action after the value was changed, with the form's values, in the console.
	OnChange *Trigger `json:"on_change"`
	// Fields are the columns of kind "list".
	Fields []Field `json:"fields"`
	// Rows is how many lines are in sight at first.
	Rows int `json:"rows"`
	// Currency stands before the amount, such as EUR.
	Currency string `json:"currency" is:"currency"`
	// Cols is how many columns it takes in a form of two.
	Cols int `json:"cols" is:"cols:1|2"`
	// Omitted is how many options the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`
}

func (*Field) fieldNode() {}
