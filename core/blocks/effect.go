package blocks

// Effect is one consequence of an event; effects are applied in order.
type Effect interface{ effect() }

type effectNode struct{}

func (effectNode) effect() {}

// PatchEffect changes parts of the surface.
type PatchEffect struct {
	effectNode
	Patches []Patch `json:"patches" is:"required"`
	Rev     string  `json:"rev" is:"max:64"`
}

// RenderEffect replaces the whole surface.
type RenderEffect struct {
	effectNode
	Surface *Document `json:"surface" is:"required"`
}

// RefreshEffect asks the console to fetch surfaces again; none named means this one.
type RefreshEffect struct {
	effectNode
	Surfaces []string `json:"surfaces" is:"id"`
}

// ErrorsEffect puts messages at a form's fields and above the form.
type ErrorsEffect struct {
	effectNode
	Form      string          `json:"form" is:"required id"`
	Fields    map[string]Text `json:"fields"`
	FormError Text            `json:"form_error"`
}

// ResetEffect empties a form.
type ResetEffect struct {
	effectNode
	Form string `json:"form" is:"required id"`
}

// ToastEffect shows a short message.
type ToastEffect struct {
	effectNode
	Tone   string  `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	Text   Text    `json:"text" is:"required"`
	Action *Action `json:"action"`
}

// LayerEffect opens a modal or a drawer.
type LayerEffect struct {
	effectNode
	Type   string `json:"type" is:"tag"`
	ID     string `json:"id" is:"required id"`
	Title  Text   `json:"title" is:"required"`
	Size   string `json:"size" is:"enum:md|sm|lg"`
	Blocks Blocks `json:"blocks" is:"required"`
}

// CloseEffect closes the named layer, or the topmost one.
type CloseEffect struct {
	effectNode
	ID string `json:"id" is:"id"`
}

// NavigateEffect goes to another page.
type NavigateEffect struct {
	effectNode
	To string `json:"to" is:"required href"`
}

// DownloadEffect saves a file of the host's store.
type DownloadEffect struct {
	effectNode
	File string `json:"file" is:"required max:200"`
	Name string `json:"name" is:"required max:200"`
	Href string `json:"href" is:"host"`
}

// CopyEffect puts text on the clipboard.
type CopyEffect struct {
	effectNode
	Text string `json:"text" is:"required"`
}

// ComposerEffect inserts into the reply or the note being written.
type ComposerEffect struct {
	effectNode
	Insert     *Insert `json:"insert" is:"required"`
	Mode       string  `json:"mode" is:"enum:append|replace"`
	Visibility string  `json:"visibility" is:"enum:reply|note"`
}

// Insert is what goes into the composer.
type Insert struct {
	Format string `json:"format" is:"required enum:markdown|text"`
	Text   string `json:"text" is:"required md"`
}

// JobEffect says that long work has begun; the host reports its progress.
type JobEffect struct {
	effectNode
	Job   string `json:"job" is:"required max:64"`
	Label Text   `json:"label" is:"required"`
}

// BadgeEffect changes the small sign beside the surface's title; no text takes it away.
type BadgeEffect struct {
	effectNode
	Text Text   `json:"text"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
}
