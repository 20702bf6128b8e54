package blocks

// Stack lays its blocks out in a column or a row.
type Stack struct {
	Base
	Dir    string `json:"dir" is:"enum:col|row"`
	Gap    string `json:"gap" is:"enum:md|xs|sm|lg"`
	Align  string `json:"align" is:"enum:start|center|end|between"`
	Wrap   bool   `json:"wrap"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Grid lays its blocks out in equal columns: 1, 2, 3, 4 or 6.
type Grid struct {
	Base
	Cols   int    `json:"cols" is:"required cols:1|2|3|4|6"`
	Gap    string `json:"gap" is:"enum:md|sm"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Split is two columns beside each other, one below the other on a phone.
type Split struct {
	Base
	Ratio string `json:"ratio" is:"enum:1:1|2:1|1:2"`
	Start Blocks `json:"start" is:"required"`
	End   Blocks `json:"end" is:"required"`
}

// Section groups blocks under a title.
type Section struct {
	Base
	Title    Text      `json:"title"`
	Subtitle Text      `json:"subtitle"`
	Actions  []*Action `json:"actions"`
	Frame    string    `json:"frame" is:"enum:card|none"`
	Blocks   Blocks    `json:"blocks" is:"required"`
}

// Disclosure shows its blocks when asked to.
type Disclosure struct {
	Base
	Title  Text   `json:"title" is:"required"`
	Open   bool   `json:"open"`
	Count  *Num   `json:"count"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// Tabs shows one of several panels. A lazy tab without blocks is fetched when opened.
type Tabs struct {
	Base
	Tabs  []Tab  `json:"tabs" is:"required some"`
	Value string `json:"value" is:"id"`
}

// Tab is one panel of Tabs.
type Tab struct {
	ID     string `json:"id" is:"required id"`
	Label  Text   `json:"label" is:"required"`
	Icon   string `json:"icon" is:"icon"`
	Badge  Text   `json:"badge"`
	Lazy   bool   `json:"lazy"`
	Blocks Blocks `json:"blocks"`
}

// Steps shows where in a sequence the reader is, and the current step's blocks.
type Steps struct {
	Base
	Steps   []Step `json:"steps" is:"required some"`
	Current string `json:"current" is:"required id"`
	Blocks  Blocks `json:"blocks" is:"required"`
}

// Step is one entry of Steps.
type Step struct {
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	Text  Text   `json:"text"`
}

// Divider is a line between blocks.
type Divider struct {
	Base
	Label Text `json:"label"`
}
