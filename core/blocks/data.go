package blocks

// KV is a list of labelled values.
type KV struct {
	Base
	Items []KVItem `json:"items" is:"required"`
	Cols  int      `json:"cols" is:"cols:1|2|3"`
}

// KVItem is one row of KV.
type KVItem struct {
	Label    Text    `json:"label" is:"required"`
	Value    Value   `json:"value" is:"required"`
	Help     Text    `json:"help"`
	Copyable bool    `json:"copyable"`
	Action   *Action `json:"action"`
}

// Stat is one figure with what it was before.
type Stat struct {
	Base
	Label Text  `json:"label" is:"required"`
	Value Value `json:"value" is:"required"`
	Delta Value `json:"delta"`
	// Trend says which way it went, Good which way is welcome.
	Trend string `json:"trend" is:"enum:flat|up|down"`
	Good  string `json:"good" is:"enum:up|down"`
	Spark []Num  `json:"spark"`
	Href  string `json:"href" is:"href"`
	Help  Text   `json:"help"`
}

// List is a sequence of items in one of five looks.
type List struct {
	Base
	Style   string  `json:"style" is:"enum:plain|bullet|ordered|links|cards"`
	Items   []Item  `json:"items" is:"required"`
	More    *Action `json:"more"`
	Select  string  `json:"select" is:"enum:none|single|multi"`
	Reorder *Action `json:"reorder"`
}

// Item is one entry of a List or a Board.
type Item struct {
	ID       string    `json:"id" is:"id"`
	Title    Text      `json:"title" is:"required"`
	Text     Text      `json:"text"`
	Icon     string    `json:"icon" is:"icon"`
	Image    *ImageRef `json:"image"`
	Meta     []Value   `json:"meta"`
	Badge    *Mark     `json:"badge"`
	Href     string    `json:"href" is:"href"`
	Action   *Action   `json:"action"`
	Menu     []*Action `json:"menu"`
	Unread   bool      `json:"unread"`
	Disabled bool      `json:"disabled"`
}

// Mark is a word with a tone beside something.
type Mark struct {
	Text Text   `json:"text" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
}

// Timeline is what happened, in order.
type Timeline struct {
	Base
	Items []TimelineItem `json:"items" is:"required"`
	More  *Action        `json:"more"`
}

// TimelineItem is one event of a Timeline.
type TimelineItem struct {
	ID     string  `json:"id" is:"id"`
	At     string  `json:"at" is:"required time"`
	Title  Text    `json:"title" is:"required"`
	Text   Text    `json:"text"`
	Tone   string  `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Icon   string  `json:"icon" is:"icon"`
	By     Value   `json:"by"`
	Action *Action `json:"action"`
}

// Tree is a hierarchy.
type Tree struct {
	Base
	Nodes  []TreeNode `json:"nodes" is:"required"`
	Load   *Action    `json:"load"`
	Select *Action    `json:"select"`
}

// TreeNode is one node of a Tree, at most eight levels deep.
type TreeNode struct {
	ID       string     `json:"id" is:"required id"`
	Label    Text       `json:"label" is:"required"`
	Icon     string     `json:"icon" is:"icon"`
	Children []TreeNode `json:"children"`
	Lazy     bool       `json:"lazy"`
	Href     string     `json:"href" is:"href"`
}

// Progress is how far something has come; with Job the host keeps it current.
type Progress struct {
	Base
	Label Text   `json:"label" is:"required"`
	Value Num    `json:"value" is:"required"`
	Max   *Num   `json:"max"`
	Tone  string `json:"tone" is:"enum:accent|neutral|info|success|warning|danger"`
	Job   string `json:"job" is:"max:64"`
}

// Rating shows a mark of Max, which is 5 when not given.
type Rating struct {
	Base
	Value Num  `json:"value" is:"required"`
	Max   *Num `json:"max"`
	Label Text `json:"label" is:"required"`
}

// People is a list of persons or teams.
type People struct {
	Base
	Items []Person `json:"items" is:"required"`
}

// Person is one row of People.
type Person struct {
	K      string  `json:"k" is:"required enum:user|contact|team"`
	ID     string  `json:"id" is:"required max:64"`
	Role   Text    `json:"role"`
	Value  Value   `json:"value"`
	Action *Action `json:"action"`
	Named
}

// Files is a list of files of the host's store.
type Files struct {
	Base
	Items []File `json:"items" is:"required"`
}

// File is one row of Files.
type File struct {
	// File is "<collection>/<row>/<field>" of a file that the plugin has stored.
	File    string    `json:"file" is:"required max:200"`
	Name    string    `json:"name" is:"required max:200"`
	Size    *Num      `json:"size"`
	Mime    string    `json:"mime" is:"max:100"`
	Actions []*Action `json:"actions"`
	Href    string    `json:"href" is:"host"`
}

// Entity is a chip or a card of a ticket, a contact, an organization or an
// article. Its id is the entity's, so it cannot be the target of a patch.
type Entity struct {
	Base
	K    string `json:"k" is:"required enum:ticket|contact|org|article"`
	View string `json:"view" is:"enum:line|card"`
	Named
}
