package blocks

// Table is rows of typed cells. Sorting, paging and filtering happen on the
// plugin's side; the host asks again with the state in the URL.
type Table struct {
	Base
	// Title is the table's caption.
	Title Text `json:"title" is:"required"`
	// Columns are at least one.
	Columns []Column `json:"columns" is:"required some"`
	// Rows are those of this page, at most 100.
	Rows []Row `json:"rows" is:"required"`
	// Paging offers the next and the previous page: parameters id.page or id.cursor.
	Paging *Paging `json:"paging"`
	// Sort is the key of the column the rows are sorted by, with "-" for descending.
	Sort string `json:"sort" is:"max:80"`
	// Filters are fields above the table; what is chosen is the parameter id.f.name.
	Filters []Field `json:"filters"`
	// Search is a box above the table; what is typed is the parameter id.q.
	Search *TableSearch `json:"search"`
	// Select lets the reader choose rows, in the console.
	Select string `json:"select" is:"enum:none|multi"`
	// Bulk are actions on the chosen rows; the event's selection has their ids under the table's
	// id.
	Bulk []*Action `json:"bulk"`
	// RowActions are actions on each row; the event's selection has its id under the table's id.
	RowActions []*Action `json:"row_actions"`
	// Empty is shown when there are no rows.
	Empty Text `json:"empty"`
	// Export is a button beside the title, such as for a download.
	Export *Action `json:"export"`
	// Dense makes the rows lower.
	Dense bool `json:"dense"`
	// Totals are the cells of a last row, by column.
	Totals map[string]Value `json:"totals" is:"loose"`
	// Edit is called when cells of a row were changed in place, see Column.Editable: the event's values
	// have the new ones under the table's id, and the selection has the row. Errors with the table's id
	// in place of a form's stand at the cell. The table then needs an id.
	Edit *Action `json:"edit"`
	// Omitted is how many rows the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`

	// What is wrong with a row that was changed, see SetErrors.
	errors map[string]Text
	failed Text
}

// Column describes one column.
type Column struct {
	// Key is the name that cells have.
	Key string `json:"key" is:"required name"`
	// Label is the column's head.
	Label Text `json:"label" is:"required"`
	// Help explains the column, as a tooltip in the console.
	Help Text `json:"help"`
	// As says what bare texts and numbers of the column are.
	As string `json:"as" is:"enum:text|number|percent|money|date|datetime|duration|bytes|bool|badge|link|user|contact|ticket|team|org|tags|progress|spark|image"`
	// Align is where the cells stand; numbers and amounts are at the end when not given.
	Align string `json:"align" is:"enum:start|end"`
	// Sortable makes the head a button that sorts: the parameter id.sort is the key, with "-" for
	// descending.
	Sortable bool `json:"sortable"`
	// Width is how much room it gets, in the console.
	Width string `json:"width" is:"enum:auto|xs|sm|md|lg"`
	// HideBelow leaves the column out on screens narrower than that.
	HideBelow string `json:"hide_below" is:"enum:sm|md"`
	// Primary is the column that names the row and carries its link; the first when none is.
	Primary bool `json:"primary"`
	// Editable is the field that changes a cell of the column. It begins with what the cell holds. The
	// console changes one cell at a time, the portal the row's cells together.
	Editable *Field `json:"editable"`
}

// Row is one row; a missing cell is empty.
type Row struct {
	// ID is what events name the row by.
	ID string `json:"id" is:"required max:64"`
	// Cells are values by column, typed or bare: Plain("x"), Number(2).
	Cells map[string]Value `json:"cells" is:"required loose"`
	// Href makes a link of the primary cell.
	Href string `json:"href" is:"href"`
	// Tone colours the row.
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Actions are the row's own; the console then leaves out the table's.
	Actions []*Action `json:"actions"`
	// Detail are blocks that unfold under the row.
	Detail Blocks `json:"detail"`
}

// Paging says where in the whole the rows stand, by page number or by cursor.
type Paging struct {
	// Mode is by page number, or by cursor where the whole cannot be counted.
	Mode string `json:"mode" is:"required enum:page|cursor"`
	// Page is the page's number, from 1; required with mode page.
	Page int `json:"page"`
	// PerPage is how many rows a page has; required with mode page.
	PerPage int `json:"per_page"`
	// Total is how many rows there are; required with mode page.
	Total *Num `json:"total"`
	// Next is the cursor of the next page; empty for none.
	Next string `json:"next" is:"max:500"`
	// Prev is the cursor of the page before; empty for none.
	Prev string `json:"prev" is:"max:500"`
}

// TableSearch offers a search over the table's rows.
type TableSearch struct {
	// Placeholder stands in the empty box.
	Placeholder Text `json:"placeholder"`
	// Value is what was searched for.
	Value string `json:"value" is:"max:200"`
}

// Board is cards in columns, which a menu moves.
type Board struct {
	Base
	// Columns are at least one.
	Columns []BoardColumn `json:"columns" is:"required some"`
	// Move is called when a card is moved, with the parameters item, from and to. The board then needs
	// an id.
	Move *Action `json:"move"`
}

// BoardColumn is one column of a Board.
type BoardColumn struct {
	// ID is what Move names it by.
	ID    string `json:"id" is:"required id"`
	Title Text   `json:"title" is:"required"`
	Tone  string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Items are the cards; those with an id can be moved.
	Items []Item `json:"items" is:"required"`
	// Total is how many there are; the number of cards when not given.
	Total *Num `json:"total"`
}

// Calendar is events between two days, as an agenda: by day, in order.
type Calendar struct {
	Base
	// From is the first day, 2026-11-01.
	From string `json:"from" is:"required time"`
	// To is the last day.
	To string `json:"to" is:"required time"`
	// Events are what happens between the two.
	Events []CalendarEvent `json:"events" is:"required"`
}

// CalendarEvent is one entry of a Calendar.
type CalendarEvent struct {
	// ID tells the events apart.
	ID    string `json:"id" is:"required id"`
	Title Text   `json:"title" is:"required"`
	// Start is a day, or a moment in RFC 3339.
	Start string `json:"start" is:"required time"`
	// End is when it is over, in the same form.
	End  string `json:"end" is:"time"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Href makes a link of the title.
	Href string `json:"href" is:"href"`
}

// Chart is figures drawn, always with a table beside them.
type Chart struct {
	Base
	// Kind is how it is drawn. donut and funnel draw the first series only.
	Kind  string `json:"kind" is:"required enum:line|area|bar|stacked|hbar|donut|heatmap|funnel"`
	Title Text   `json:"title" is:"required"`
	// X is the axis along which the points stand.
	X *Axis `json:"x" is:"required"`
	// Series are the lines or bars, at most 12.
	Series []Series `json:"series" is:"required some"`
	// Y is the scale.
	Y *YAxis `json:"y"`
	// Height is how tall it is.
	Height string `json:"height" is:"enum:md|sm|lg"`
	// Legend names the series even if there is only one.
	Legend bool `json:"legend"`
	// Drill is called when a figure of the table is pressed, in the console, with the parameters x
	// and series.
	Drill *Action `json:"drill"`
	// Summary is one sentence for people who cannot see the chart.
	Summary Text `json:"summary" is:"required"`
	// Omitted is how many points the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`
}

// Axis is the positions along the chart.
type Axis struct {
	// Kind is words, or days and moments.
	Kind string `json:"kind" is:"required enum:category|time"`
	// Values are what stands along the axis; days and moments as 2026-11-25 or in RFC 3339.
	Values []string `json:"values" is:"required max:200"`
	// Label is the axis' name.
	Label Text `json:"label"`
}

// Series is one line, set of bars or set of slices; null is a gap.
type Series struct {
	// ID tells the series apart; Drill names it.
	ID   string `json:"id" is:"required id"`
	Name Text   `json:"name" is:"required"`
	// Data has one number for each value of the axis; math.NaN() is a gap.
	Data []*Num `json:"data" is:"required"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Target draws it as what is to be reached.
	Target bool `json:"target"`
}

// YAxis is the scale.
type YAxis struct {
	// Label is the axis' name.
	Label Text `json:"label"`
	// Unit stands behind the numbers.
	Unit Text `json:"unit"`
	// Min is where the scale begins.
	Min *Num `json:"min"`
	// Max is where it ends.
	Max *Num `json:"max"`
	// As is what the numbers are: percent are shares of one, durations milliseconds.
	As string `json:"as" is:"enum:number|percent|duration|money"`
}
