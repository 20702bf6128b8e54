package blocks

// Action is something a person can set off. With Href it only navigates;
// otherwise the plugin is called, with Args exactly as it wrote them.
type Action struct {
	// ID is what sdk.Action registers a handler for.
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	Icon  string `json:"icon" is:"icon"`
	// Style is the look: danger is red, quiet and link are without a border.
	Style string `json:"style" is:"enum:default|primary|danger|quiet|link"`
	// Args come back with the event, exactly as written: the host seals them. At most 2 KiB.
	Args Raw `json:"args"`
	// Href makes it a link, which calls nobody.
	Href string `json:"href" is:"href"`
	// Perm hides the action from who does not hold the key, and is asked again when it is pressed.
	Perm string `json:"perm" is:"key"`
	// Confirm asks before it is carried out.
	Confirm *Confirm `json:"confirm"`
	// Disabled shows it, but it cannot be pressed.
	Disabled bool `json:"disabled"`
	// DisabledReason is the tooltip that says why.
	DisabledReason Text `json:"disabled_reason"`
	// Shortcut presses a button of the console: "alt+shift+" and a small letter or a digit. It works
	// while nobody types and no dialog is open; of two buttons with the same one, the first has it.
	Shortcut string `json:"shortcut" is:"shortcut"`
	// Collect names the forms and tables whose values or selection are sent along.
	Collect []string `json:"collect" is:"id"`
	// Optimistic is applied at once and rolled back if the answer is an error.
	Optimistic []Patch `json:"optimistic"`
	// Busy is what cannot be used while it is carried out, in the console: the button itself, the
	// form, section or table around it (block), or the whole surface.
	Busy string `json:"busy" is:"enum:self|block|surface"`
	// Idempotent says that twice does no harm: the console tries again by itself, twice, when there
	// was no answer.
	Idempotent bool `json:"idempotent"`
	// Token is the host's seal, to be sent back with the event.
	Token string `json:"token" is:"host"`
}

// Confirm asks before an action is carried out.
type Confirm struct {
	// Title is the question.
	Title Text `json:"title" is:"required"`
	// Text says what will happen.
	Text Text `json:"text"`
	// Label is the button's; the action's when not given.
	Label Text `json:"label"`
	// Tone makes the button red with danger, in the console.
	Tone string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	// TypeToConfirm is a word that has to be typed, such as the name of what goes. The host carries
	// the action out only with it.
	TypeToConfirm string `json:"type_to_confirm" is:"max:100"`
}

// Trigger names the action that a change of a field or an autosave sets off.
type Trigger struct {
	// Action is what sdk.Action registers a handler for.
	Action string `json:"action" is:"required id"`
	// Ms is the pause before it is sent, in milliseconds; at least 300.
	Ms    int    `json:"ms"`
	Token string `json:"token" is:"host"`
}
