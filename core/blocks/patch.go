package blocks

// Patch changes a surface that is already on the screen.
type Patch interface{ patch() }

type patchNode struct{}

func (patchNode) patch() {}

// ReplacePatch puts Block in the place of the block named ID.
type ReplacePatch struct {
	patchNode
	// ID is whose place.
	ID string `json:"id" is:"required id"`
	// Block is what comes there.
	Block Block `json:"block" is:"required"`
}

// RemovePatch takes the block named ID away.
type RemovePatch struct {
	patchNode
	// ID is the block's.
	ID string `json:"id" is:"required id"`
}

// AppendPatch adds blocks at the end of the container named ID.
type AppendPatch struct {
	patchNode
	// ID is that of a stack, grid, section, disclosure or steps.
	ID string `json:"id" is:"required id"`
	// Blocks are what is added.
	Blocks Blocks `json:"blocks" is:"required"`
}

// SetPatch changes single properties of the block named ID.
type SetPatch struct {
	patchNode
	// ID is the block's.
	ID string `json:"id" is:"required id"`
	// Props are what changes; the rest stays.
	Props *Props `json:"props" is:"required"`
}

// Props are the properties that SetPatch may change: those that mean the same
// in every block that has them, and can carry neither HTML nor an address.
type Props struct {
	// Hidden takes the block out of sight, or brings it back.
	Hidden *bool `json:"hidden"`
	Text   *Text `json:"text"`
	Title  *Text `json:"title"`
	// Subtitle is that of a section or a conversation.
	Subtitle *Text `json:"subtitle"`
	Label    *Text `json:"label"`
	// Caption is an image's.
	Caption *Text  `json:"caption"`
	Help    *Text  `json:"help"`
	Tone    string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Icon    string `json:"icon" is:"icon"`
	// Value is the figure of a stat or a progress.
	Value Value `json:"value" is:"loose"`
	// Delta is a stat's.
	Delta Value `json:"delta" is:"loose"`
	// Trend is a stat's.
	Trend string `json:"trend" is:"enum:up|down|flat"`
	// Max is that of a progress or a rating.
	Max *Num `json:"max"`
	// Count is that of a disclosure or a vote.
	Count *Num `json:"count"`
	// Open unfolds a disclosure, or folds it.
	Open *bool `json:"open"`
	// Current is the step that steps are at.
	Current string `json:"current" is:"id"`
}

// RowPatch changes cells of one table row, or removes the row.
type RowPatch struct {
	patchNode
	// ID is the table's.
	ID string `json:"id" is:"required id"`
	// Row is the row's id.
	Row string `json:"row" is:"required max:64"`
	// Cells are the values that change, by column.
	Cells map[string]Value `json:"cells" is:"loose"`
	// Remove takes the row away.
	Remove bool `json:"remove"`
}

// FieldPatch changes one field of a form.
type FieldPatch struct {
	patchNode
	// Form is the form's id.
	Form string `json:"form" is:"required id"`
	// Name is the field's.
	Name string `json:"name" is:"required name"`
	// Value is what it holds now.
	Value Raw `json:"value"`
	// Options are what can be chosen now; an answer to Load gives those found.
	Options []Option `json:"options"`
	// Hidden takes the field out of sight, or brings it back.
	Hidden *bool `json:"hidden"`
}
