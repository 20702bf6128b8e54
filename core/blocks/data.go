package blocks

// KV is a list of labelled values.
type KV struct {
	Base
	// Items are the rows.
	Items []KVItem `json:"items" is:"required"`
	// Cols is in how many columns they stand: 1, 2 or 3.
	Cols int `json:"cols" is:"cols:1|2|3"`
}

// KVItem is one row of KV.
type KVItem struct {
	Label Text `json:"label" is:"required"`
	// Value is what stands behind the label.
	Value Value `json:"value" is:"required"`
	// Help explains the label: a tooltip in the console, small print in the portal.
	Help Text `json:"help"`
	// Copyable puts a button beside it that copies the bare value, in the console.
	Copyable bool    `json:"copyable"`
	Action   *Action `json:"action"`
}

// Stat is one figure with what it was before.
type Stat struct {
	Base
	Label Text `json:"label" is:"required"`
	// Value is the figure.
	Value Value `json:"value" is:"required"`
	// Delta is how much it has changed.
	Delta Value `json:"delta"`
	// Trend says which way it went.
	Trend string `json:"trend" is:"enum:flat|up|down"`
	// Good is the direction that is welcome: a change that way is green, the other way red.
	Good string `json:"good" is:"enum:up|down"`
	// Spark are the figures before, drawn as a tiny line.
	Spark []Num `json:"spark"`
	// Href makes a link of the label.
	Href string `json:"href" is:"href"`
	// Help explains the figure: a tooltip in the console, small print in the portal.
	Help Text `json:"help"`
}

// List is a sequence of items in one of five looks.
type List struct {
	Base
	// Style is the look: rows, with dots, numbered, as links, or as cards.
	Style string `json:"style" is:"enum:plain|bullet|ordered|links|cards"`
	// Items are the entries.
	Items []Item `json:"items" is:"required"`
	// More is a button under the list that fetches more.
	More *Action `json:"more"`
	// Select lets the reader choose one entry or several, in the console: actions that collect the
	// list get the ids.
	Select string `json:"select" is:"enum:none|single|multi"`
	// Reorder is called when the reader moves an entry up or down, with all ids in their new order as
	// the selection of the list's id, and the parameters item and to, its new place counted from 0.
	// Entries without an id stay where they are. The list then needs an id.
	Reorder *Action `json:"reorder"`
}

// Item is one entry of a List or a Board.
type Item struct {
	// ID is what a selection or a move names it by.
	ID string `json:"id" is:"id"`
	// Title is the entry's first line.
	Title Text `json:"title" is:"required"`
	// Text is its second line.
	Text Text   `json:"text"`
	Icon string `json:"icon" is:"icon"`
	// Image is a small picture before it.
	Image *ImageRef `json:"image"`
	// Meta are values under the text, such as a time and a person.
	Meta []Value `json:"meta"`
	// Badge is a sign behind the title.
	Badge *Mark `json:"badge"`
	// Href makes a link of the title.
	Href   string  `json:"href" is:"href"`
	Action *Action `json:"action"`
	// Menu are actions behind three dots.
	Menu []*Action `json:"menu"`
	// Unread makes the title bold and says so to screen readers.
	Unread bool `json:"unread"`
	// Disabled shows it grey and without its link.
	Disabled bool `json:"disabled"`
}

// Mark is a word with a tone beside something.
type Mark struct {
	// Text is the word.
	Text Text   `json:"text" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
}

// Timeline is what happened, in order.
type Timeline struct {
	Base
	// Items are the events in the order in which they are to be read.
	Items []TimelineItem `json:"items" is:"required"`
	// More is a button under the last one that fetches more.
	More *Action `json:"more"`
}

// TimelineItem is one event of a Timeline.
type TimelineItem struct {
	// ID tells the events apart.
	ID string `json:"id" is:"id"`
	// At is when: a day, or a moment in RFC 3339.
	At string `json:"at" is:"required time"`
	// Title is what happened.
	Title Text `json:"title" is:"required"`
	// Text is a second line.
	Text Text   `json:"text"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Icon string `json:"icon" is:"icon"`
	// By is who did it, such as a UserValue.
	By     Value   `json:"by"`
	Action *Action `json:"action"`
}

// Tree is a hierarchy.
type Tree struct {
	Base
	// Nodes are the topmost ones.
	Nodes []TreeNode `json:"nodes" is:"required"`
	// Load is called with the parameter node when a lazy one is opened, in the console.
	Load *Action `json:"load"`
	// Select is called with the parameter node when one without a link is chosen, in the console.
	Select *Action `json:"select"`
}

// TreeNode is one node of a Tree, at most eight levels deep.
type TreeNode struct {
	// ID is what Load and Select name it by.
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	Icon  string `json:"icon" is:"icon"`
	// Children are the nodes below it.
	Children []TreeNode `json:"children"`
	// Lazy says that there are children which Load fetches.
	Lazy bool `json:"lazy"`
	// Href makes a link of the label.
	Href string `json:"href" is:"href"`
}

// Progress is how far something has come. To keep it current while work goes on, name a topic of the
// document and call sdk.Stale for it.
type Progress struct {
	Base
	Label Text `json:"label" is:"required"`
	// Value is how far it has come.
	Value Num `json:"value" is:"required"`
	// Max is where it ends; 100 when not given.
	Max *Num `json:"max"`
	// Tone colours the bar.
	Tone string `json:"tone" is:"enum:accent|neutral|info|success|warning|danger"`
}

// Rating shows a mark of Max, which is 5 when not given.
type Rating struct {
	Base
	// Value is how many of the stars are full.
	Value Num `json:"value" is:"required"`
	// Max is how many stars there are; 5 when not given, at most 10 in the portal.
	Max   *Num `json:"max"`
	Label Text `json:"label" is:"required"`
}

// People is a list of persons or teams.
type People struct {
	Base
	// Items are the rows.
	Items []Person `json:"items" is:"required"`
}

// Person is one row of People.
type Person struct {
	// K is an employee, a customer or a team.
	K string `json:"k" is:"required enum:user|contact|team"`
	// ID is whose name the host looks up; who the viewer may not see stays "Somebody".
	ID string `json:"id" is:"required max:64"`
	// Role is a line under the name.
	Role Text `json:"role"`
	// Value stands at the end of the row.
	Value  Value   `json:"value"`
	Action *Action `json:"action"`
	Named
}

// Files is a list of files that the plugin has stored, to be downloaded.
type Files struct {
	Base
	// Items are the rows.
	Items []File `json:"items" is:"required"`
}

// File is one row of Files.
type File struct {
	// File is "<collection>/<row>/<field>" of a file that the plugin has stored.
	File string `json:"file" is:"required max:200"`
	// Name is what people read.
	Name string `json:"name" is:"required max:200"`
	// Size is in bytes.
	Size    *Num      `json:"size"`
	Actions []*Action `json:"actions"`
	Href    string    `json:"href" is:"host"`
}

// Entity is a chip or a card of a ticket, a contact or an organization. Its id is the entity's, so it cannot be the target of a patch.
type Entity struct {
	Base
	// K is what it is.
	K string `json:"k" is:"required enum:ticket|contact|org"`
	// View is one line, or a card.
	View string `json:"view" is:"enum:line|card"`
	Named
}
