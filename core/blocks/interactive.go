package blocks

// Actions is a row of buttons.
type Actions struct {
	Base
	// Actions are the buttons.
	Actions []*Action `json:"actions" is:"required"`
	// Overflow are more of them, in a menu.
	Overflow []*Action `json:"overflow"`
	// Align is where the row stands.
	Align string `json:"align" is:"enum:start|end"`
}

// Button is one button.
type Button struct {
	Base
	// Action is what it sets off.
	Action *Action `json:"action" is:"required"`
}

// Menu is a button that opens a list of actions.
type Menu struct {
	Base
	Label Text   `json:"label" is:"required"`
	Icon  string `json:"icon" is:"icon"`
	// Actions are the entries.
	Actions []*Action `json:"actions" is:"required"`
}

// Link leads somewhere.
type Link struct {
	Base
	Text Text `json:"text" is:"required"`
	// Href is where to: https:, mailto:, tel:, or a path of this site.
	Href string `json:"href" is:"required href"`
	Icon string `json:"icon" is:"icon"`
}

// Search is a search box; what is typed becomes the parameter Param.
type Search struct {
	Base
	// Placeholder stands in the empty box.
	Placeholder Text `json:"placeholder"`
	// Param is the parameter's name.
	Param string `json:"param" is:"required name"`
	// Suggest is asked for proposals while somebody types, in the console, with the parameter q. It
	// answers with a patch of options as Field.Load does; what is chosen is searched for.
	Suggest *Action `json:"suggest"`
	// Enter is carried out by the key of that name, in the console, with what was typed as the
	// parameter Param: to take the first of what was found.
	Enter *Action `json:"enter"`
}

// FilterBar is a row of filters, encoded into the parameter Param.
type FilterBar struct {
	Base
	// Filters are fields; what is chosen is the parameter param.name.
	Filters []Field `json:"filters" is:"required"`
	// Param is what the parameters' names begin with.
	Param string `json:"param" is:"required name"`
	// Saved are named choices; the one chosen is the parameter param.saved.
	Saved []Choice `json:"saved"`
}

// Choice is a named entry of a FilterBar.
type Choice struct {
	// ID is the parameter's value.
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
}

// Vote lets the reader vote up or down.
type Vote struct {
	Base
	// Label is what is voted on.
	Label Text `json:"label" is:"required"`
	// Up is the button for it.
	Up *Action `json:"up" is:"required"`
	// Down is the button against it.
	Down *Action `json:"down"`
	// Count is how many are for it.
	Count *Num `json:"count"`
	// Mine is how the reader has voted.
	Mine string `json:"mine" is:"enum:up|down"`
}
