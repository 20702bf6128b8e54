package blocks

// Action is something a person can set off. With Href it only navigates;
// otherwise the plugin is called, with Args exactly as it wrote them.
type Action struct {
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
	Icon  string `json:"icon" is:"icon"`
	Style string `json:"style" is:"enum:default|primary|danger|quiet|link"`
	// Args is a JSON object of at most 2 KiB. It travels inside Token, where the browser cannot change it.
	Args Raw    `json:"args"`
	Href string `json:"href" is:"href"`
	// Perm hides the action from who does not hold the key; it is sealed into Token and checked again.
	Perm           string   `json:"perm" is:"key"`
	Confirm        *Confirm `json:"confirm"`
	Disabled       bool     `json:"disabled"`
	DisabledReason Text     `json:"disabled_reason"`
	// Shortcut is a key combination such as "mod+shift+r"; the console decides conflicts.
	Shortcut string `json:"shortcut" is:"max:40"`
	// Collect names the forms and tables whose values or selection are sent along.
	Collect []string `json:"collect" is:"id"`
	// Optimistic is applied at once and rolled back if the answer is an error.
	Optimistic []Patch `json:"optimistic"`
	Busy       string  `json:"busy" is:"enum:self|block|surface"`
	Idempotent bool    `json:"idempotent"`
	// Token is the host's seal, to be sent back with the event.
	Token string `json:"token" is:"host"`
}

// Confirm asks before an action is carried out.
type Confirm struct {
	Title         Text   `json:"title" is:"required"`
	Text          Text   `json:"text"`
	Label         Text   `json:"label"`
	Tone          string `json:"tone" is:"enum:neutral|info|success|warning|danger|accent"`
	TypeToConfirm string `json:"type_to_confirm" is:"max:100"`
}

// Trigger names the action that a change of a field or an autosave sets off.
type Trigger struct {
	Action string `json:"action" is:"required id"`
	// Ms is the pause before it is sent, in milliseconds; at least 300.
	Ms    int    `json:"ms"`
	Token string `json:"token" is:"host"`
}
