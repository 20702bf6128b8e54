package blocks

// Table is rows of typed cells. Sorting, paging and filtering happen on the
// plugin's side; the host asks again with the state in the URL.
type Table struct {
	Base
	Title   Text     `json:"title" is:"required"`
	Columns []Column `json:"columns" is:"required some"`
	Rows    []Row    `json:"rows" is:"required"`
	Paging  *Paging  `json:"paging"`
	// Sort is the key of the column the rows are sorted by, with "-" for descending.
	Sort       string           `json:"sort" is:"max:80"`
	Filters    []Field          `json:"filters"`
	Search     *TableSearch     `json:"search"`
	Select     string           `json:"select" is:"enum:none|multi"`
	Bulk       []*Action        `json:"bulk"`
	RowActions []*Action        `json:"row_actions"`
	Empty      Text             `json:"empty"`
	Export     *Action          `json:"export"`
	Dense      bool             `json:"dense"`
	Totals     map[string]Value `json:"totals" is:"loose"`
	Edit       *Action          `json:"edit"`
	// Omitted is how many rows the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`
}

// Column describes one column.
type Column struct {
	Key      string `json:"key" is:"required name"`
	Label    Text   `json:"label" is:"required"`
	Help     Text   `json:"help"`
	As       string `json:"as" is:"enum:text|number|percent|money|date|datetime|duration|bytes|bool|badge|link|user|contact|ticket|team|org|article|tags|progress|spark|image"`
	Align    string `json:"align" is:"enum:start|end"`
	Sortable bool   `json:"sortable"`
	Width    string `json:"width" is:"enum:auto|xs|sm|md|lg"`
	// HideBelow leaves the column out on screens narrower than that.
	HideBelow string `json:"hide_below" is:"enum:sm|md"`
	Primary   bool   `json:"primary"`
	Editable  *Field `json:"editable"`
}

// Row is one row; a missing cell is empty.
type Row struct {
	ID      string           `json:"id" is:"required max:64"`
	Cells   map[string]Value `json:"cells" is:"required loose"`
	Href    string           `json:"href" is:"href"`
	Tone    string           `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Actions []*Action        `json:"actions"`
	Detail  Blocks           `json:"detail"`
}

// Paging says where in the whole the rows stand, by page number or by cursor.
type Paging struct {
	Mode    string `json:"mode" is:"required enum:page|cursor"`
	Page    int    `json:"page"`
	PerPage int    `json:"per_page"`
	Total   *Num   `json:"total"`
	Next    string `json:"next" is:"max:500"`
	Prev    string `json:"prev" is:"max:500"`
}

// TableSearch offers a search over the table's rows.
type TableSearch struct {
	Placeholder Text   `json:"placeholder"`
	Value       string `json:"value" is:"max:200"`
}

// Board is cards in columns. Moving is possible by menu and keyboard too.
type Board struct {
	Base
	Columns []BoardColumn `json:"columns" is:"required some"`
	Move    *Action       `json:"move"`
}

// BoardColumn is one column of a Board.
type BoardColumn struct {
	ID    string `json:"id" is:"required id"`
	Title Text   `json:"title" is:"required"`
	Tone  string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Items []Item `json:"items" is:"required"`
	Total *Num   `json:"total"`
}

// Calendar is events between two days.
type Calendar struct {
	Base
	From   string          `json:"from" is:"required time"`
	To     string          `json:"to" is:"required time"`
	Events []CalendarEvent `json:"events" is:"required"`
	View   string          `json:"view" is:"enum:month|week|agenda"`
}

// CalendarEvent is one entry of a Calendar.
type CalendarEvent struct {
	ID    string `json:"id" is:"required id"`
	Title Text   `json:"title" is:"required"`
	Start string `json:"start" is:"required time"`
	End   string `json:"end" is:"time"`
	Tone  string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Href  string `json:"href" is:"href"`
}

// Chart is figures drawn, always with a table beside them.
type Chart struct {
	Base
	Kind   string   `json:"kind" is:"required enum:line|area|bar|stacked|hbar|donut|heatmap|funnel"`
	Title  Text     `json:"title" is:"required"`
	X      *Axis    `json:"x" is:"required"`
	Series []Series `json:"series" is:"required some"`
	Y      *YAxis   `json:"y"`
	Height string   `json:"height" is:"enum:md|sm|lg"`
	Legend bool     `json:"legend"`
	Drill  *Action  `json:"drill"`
	// Summary is one sentence for people who cannot see the chart.
	Summary Text `json:"summary" is:"required"`
	// Omitted is how many points the host left out because of the limit.
	Omitted int `json:"omitted" is:"host"`
}

// Axis is the positions along the chart.
type Axis struct {
	Kind   string   `json:"kind" is:"required enum:category|time"`
	Values []string `json:"values" is:"required max:200"`
	Label  Text     `json:"label"`
}

// Series is one line, set of bars or set of slices; null is a gap.
type Series struct {
	ID     string `json:"id" is:"required id"`
	Name   Text   `json:"name" is:"required"`
	Data   []*Num `json:"data" is:"required"`
	Tone   string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Target bool   `json:"target"`
}

// YAxis is the scale.
type YAxis struct {
	Label Text   `json:"label"`
	Unit  Text   `json:"unit"`
	Min   *Num   `json:"min"`
	Max   *Num   `json:"max"`
	As    string `json:"as" is:"enum:number|percent|duration|money"`
}
