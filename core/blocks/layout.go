package blocks

// Stack lays its blocks out in a column or a row.
type Stack struct {
	Base
	// Dir is the direction: a column, or a row.
	Dir string `json:"dir" is:"enum:col|row"`
	// Gap is the room between the blocks.
	Gap string `json:"gap" is:"enum:md|xs|sm|lg"`
	// Align is where they stand across the direction, or between: spread along it.
	Align string `json:"align" is:"enum:start|center|end|between"`
	// Wrap lets a row go on in another line; on pages of the portal every row does.
	Wrap bool `json:"wrap"`
	// Blocks are what is laid out.
	Blocks Blocks `json:"blocks" is:"required"`
}

// Grid lays its blocks out in equal columns: 1, 2, 3, 4 or 6.
type Grid struct {
	Base
	// Cols is how many columns: 1, 2, 3, 4 or 6; fewer on narrow screens.
	Cols int `json:"cols" is:"required cols:1|2|3|4|6"`
	// Gap is the room between the blocks.
	Gap    string `json:"gap" is:"enum:md|sm"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Split is two columns beside each other, one below the other on a phone.
type Split struct {
	Base
	// Ratio is how wide the two are, start before end.
	Ratio string `json:"ratio" is:"enum:1:1|2:1|1:2"`
	// Start are the blocks of the first column.
	Start Blocks `json:"start" is:"required"`
	// End are the blocks of the second column.
	End Blocks `json:"end" is:"required"`
}

// Section groups blocks under a title.
type Section struct {
	Base
	Title Text `json:"title"`
	// Subtitle is a line under the title.
	Subtitle Text `json:"subtitle"`
	// Actions are buttons beside the title.
	Actions []*Action `json:"actions"`
	// Frame draws a border around it, or none.
	Frame  string `json:"frame" is:"enum:card|none"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Disclosure shows its blocks when asked to.
type Disclosure struct {
	Base
	Title Text `json:"title" is:"required"`
	// Open shows the blocks from the start.
	Open bool `json:"open"`
	// Count is a number behind the title.
	Count  *Num   `json:"count"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Tabs shows one of several panels. A lazy tab without blocks is fetched when opened.
type Tabs struct {
	Base
	// Tabs are the panels.
	Tabs []Tab `json:"tabs" is:"required some"`
	// Value is the id of the tab that is open at first. The reader's choice is in the address, as
	// the parameter id.tab.
	Value string `json:"value" is:"id"`
}

// Tab is one panel of Tabs.
type Tab struct {
	// ID tells the tabs of one block apart.
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	Icon  string `json:"icon" is:"icon"`
	// Badge is a small sign behind the label.
	Badge Text `json:"badge"`
	// Lazy tabs may come without blocks: when one is opened the surface is asked for again with the
	// parameter id.tab. The block then needs an id.
	Lazy bool `json:"lazy"`
	// Blocks are the panel; required unless the tab is lazy.
	Blocks Blocks `json:"blocks"`
}

// Steps shows where in a sequence the reader is, and the current step's blocks.
type Steps struct {
	Base
	// Steps are all steps in order.
	Steps []Step `json:"steps" is:"required some"`
	// Current is the id of the step that the reader is at.
	Current string `json:"current" is:"required id"`
	// Blocks are what belongs to the current step.
	Blocks Blocks `json:"blocks" is:"required"`
}

// Step is one entry of Steps.
type Step struct {
	// ID tells the steps of one block apart.
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	// Text is a line under the label.
	Text Text `json:"text"`
}

// Divider is a line between blocks.
type Divider struct {
	Base
	// Label stands in the line.
	Label Text `json:"label"`
}
