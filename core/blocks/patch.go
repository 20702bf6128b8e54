package blocks

// Patch changes a surface that is already on the screen.
type Patch interface{ patch() }

type patchNode struct{}

func (patchNode) patch() {}

// ReplacePatch puts Block in the place of the block named ID.
type ReplacePatch struct {
	patchNode
	ID    string `json:"id" is:"required id"`
	Block Block  `json:"block" is:"required"`
}

// RemovePatch takes the block named ID away.
type RemovePatch struct {
	patchNode
	ID string `json:"id" is:"required id"`
}

// AppendPatch adds blocks at the end of the container named ID.
type AppendPatch struct {
	patchNode
	ID     string `json:"id" is:"required id"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// SetPatch changes single properties of the block named ID.
type SetPatch struct {
	patchNode
	ID    string `json:"id" is:"required id"`
	Props *Props `json:"props" is:"required"`
}

// Props are the properties that SetPatch may change: those that mean the same
// in every block that has them, and can carry neither HTML nor an address.
type Props struct {
	Hidden         *bool  `json:"hidden"`
	Text           *Text  `json:"text"`
	Title          *Text  `json:"title"`
	Subtitle       *Text  `json:"subtitle"`
	Label          *Text  `json:"label"`
	Caption        *Text  `json:"caption"`
	Help           *Text  `json:"help"`
	Tone           string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Icon           string `json:"icon" is:"icon"`
	Value          Value  `json:"value" is:"loose"`
	Delta          Value  `json:"delta" is:"loose"`
	Trend          string `json:"trend" is:"enum:up|down|flat"`
	Max            *Num   `json:"max"`
	Count          *Num   `json:"count"`
	Open           *bool  `json:"open"`
	Current        string `json:"current" is:"id"`
	Disabled       *bool  `json:"disabled"`
	DisabledReason *Text  `json:"disabled_reason"`
}

// RowPatch changes cells of one table row, or removes the row.
type RowPatch struct {
	patchNode
	ID     string           `json:"id" is:"required id"`
	Row    string           `json:"row" is:"required max:64"`
	Cells  map[string]Value `json:"cells" is:"loose"`
	Remove bool             `json:"remove"`
}

// FieldPatch changes one field of a form.
type FieldPatch struct {
	patchNode
	Form    string   `json:"form" is:"required id"`
	Name    string   `json:"name" is:"required name"`
	Value   Raw      `json:"value"`
	Options []Option `json:"options"`
	Hidden  *bool    `json:"hidden"`
}
