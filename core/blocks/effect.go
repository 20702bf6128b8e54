package blocks

// Effect is one consequence of an event; effects are applied in order.
type Effect interface{ effect() }

type effectNode struct{}

func (effectNode) effect() {}

// PatchEffect changes parts of the surface.
type PatchEffect struct {
	effectNode
	// Patches are carried out in order, in open layers too.
	Patches []Patch `json:"patches" is:"required"`
	// Rev is the surface's revision after it.
	Rev string `json:"rev" is:"max:64"`
}

// RenderEffect replaces the whole surface.
type RenderEffect struct {
	effectNode
	// Surface is the new document.
	Surface *Document `json:"surface" is:"required"`
}

// RefreshEffect asks the console to fetch surfaces again; none named means this one.
type RefreshEffect struct {
	effectNode
	// Surfaces are ids of surfaces of the same plugin.
	Surfaces []string `json:"surfaces" is:"id"`
}

// ErrorsEffect puts messages at a form's fields and above the form.
type ErrorsEffect struct {
	effectNode
	// Form is the form's id.
	Form string `json:"form" is:"required id"`
	// Fields are messages by field.
	Fields map[string]Text `json:"fields"`
	// FormError is a message above the form.
	FormError Text `json:"form_error"`
}

// ResetEffect empties a form.
type ResetEffect struct {
	effectNode
	// Form is the form's id.
	Form string `json:"form" is:"required id"`
}

// ToastEffect shows a short message.
type ToastEffect struct {
	effectNode
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// Text is the message.
	Text Text `json:"text" is:"required"`
	// Action is a button in it, such as Undo.
	Action *Action `json:"action"`
}

// LayerEffect opens a modal or a drawer.
type LayerEffect struct {
	effectNode
	Type string `json:"type" is:"tag"`
	// ID is what Close names it by; a layer of the same id is replaced. At most two stand at once.
	ID    string `json:"id" is:"required id"`
	Title Text   `json:"title" is:"required"`
	// Size is how wide it is.
	Size string `json:"size" is:"enum:md|sm|lg"`
	// Blocks are what is in it; their actions answer like those of the surface.
	Blocks Blocks `json:"blocks" is:"required"`
}

// CloseEffect closes the named layer, or the topmost one.
type CloseEffect struct {
	effectNode
	// ID is the layer's. When there is none, the surface closes itself, if it was opened by an
	// entry of a menu.
	ID string `json:"id" is:"id"`
}

// NavigateEffect goes to another page.
type NavigateEffect struct {
	effectNode
	// To is an address or a path of this site; ?parcels.page=2 stays on the page.
	To string `json:"to" is:"required href"`
}

// DownloadEffect saves a file that the plugin has stored.
type DownloadEffect struct {
	effectNode
	// File is named as in Files: "<collection>/<row>/<field>".
	File string `json:"file" is:"required max:200"`
	// Name is what it is saved as.
	Name string `json:"name" is:"required max:200"`
	Href string `json:"href" is:"host"`
}

// CopyEffect puts text on the clipboard.
type CopyEffect struct {
	effectNode
	// Text is what is copied.
	Text string `json:"text" is:"required"`
}

// ComposerEffect inserts into the reply or the note being written.
type ComposerEffect struct {
	effectNode
	// Insert is what goes into it.
	Insert *Insert `json:"insert" is:"required"`
	// Mode puts it at the end of what is there, or in its place.
	Mode string `json:"mode" is:"enum:append|replace"`
	// Visibility opens the reply, or the private note.
	Visibility string `json:"visibility" is:"enum:reply|note"`
}

// Insert is what goes into the composer.
type Insert struct {
	// Format is what the text is.
	Format string `json:"format" is:"required enum:markdown|text"`
	// Text is what is inserted.
	Text string `json:"text" is:"required md"`
}

// BadgeEffect changes the small sign beside the surface's title; no text takes it away.
type BadgeEffect struct {
	effectNode
	// Text is the sign.
	Text Text   `json:"text"`
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
}
