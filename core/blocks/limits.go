package blocks

// Limits bound one document. Zero fields bound nothing; start from PageLimits
// or SidebarLimits.
type Limits struct {
	Bytes    int // of the whole document
	Blocks   int
	Depth    int // of nested blocks
	Actions  int
	Rows     int // of one table page
	Columns  int // of one table
	Points   int // of one chart, over all series
	Series   int // of one chart
	Fields   int // of one form
	Options  int // of one field
	Text     int // characters of one text
	Markdown int // characters of one Markdown text or listing
	State    int // bytes
	Args     int // bytes of one action's arguments
	// Truncate cuts rows, points and options that are over, and leaves a note;
	// without it they are errors, which is what an author wants to see.
	Truncate bool
	// Strict makes errors of what is otherwise let pass with a note: unknown
	// blocks, properties and words, and addresses that would be dropped.
	Strict bool
}

// PageLimits returns the limits of a page: 256 KiB and 500 blocks.
func PageLimits() Limits {
	return Limits{
		Bytes: 256 << 10, Blocks: 500, Depth: 8, Actions: 60, Rows: 100, Columns: 24, Points: 2000,
		Series: 12, Fields: 100, Options: 200, Text: 4000, Markdown: 50000, State: 16 << 10, Args: 2 << 10,
		Truncate: true,
	}
}

// SidebarLimits returns the limits of a ticket or contact panel: 64 KiB.
func SidebarLimits() Limits {
	l := PageLimits()
	l.Bytes = 64 << 10
	return l
}

// PrintLimits returns the limits of a document that is made to be printed: with all
// rows of a table where a page has a hundred, 4 MiB.
func PrintLimits() Limits {
	l := PageLimits()
	l.Bytes, l.Blocks, l.Rows = 4<<20, 2000, 5000
	return l
}

// maxNest bounds trees, conditions and lists of fields; maxErrors how many
// errors of one document are collected.
const (
	maxNest   = 8
	maxErrors = 16
)
