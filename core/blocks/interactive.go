package blocks

// Actions is a row of buttons.
type Actions struct {
	Base
	Actions  []*Action `json:"actions" is:"required"`
	Overflow []*Action `json:"overflow"`
	Align    string    `json:"align" is:"enum:start|end"`
}

// Button is one button.
type Button struct {
	Base
	Action *Action `json:"action" is:"required"`
}

// Menu is a button that opens a list of actions.
type Menu struct {
	Base
	Label   Text      `json:"label" is:"required"`
	Icon    string    `json:"icon" is:"icon"`
	Actions []*Action `json:"actions" is:"required"`
}

// Link leads somewhere.
type Link struct {
	Base
	Text Text   `json:"text" is:"required"`
	Href string `json:"href" is:"required href"`
	Icon string `json:"icon" is:"icon"`
}

// Search is a search box; what is typed becomes the parameter Param.
type Search struct {
	Base
	Placeholder Text    `json:"placeholder"`
	Param       string  `json:"param" is:"required name"`
	Suggest     *Action `json:"suggest"`
}

// FilterBar is a row of filters, encoded into the parameter Param.
type FilterBar struct {
	Base
	Filters []Field  `json:"filters" is:"required"`
	Param   string   `json:"param" is:"required name"`
	Saved   []Choice `json:"saved"`
}

// Choice is a named entry of a FilterBar.
type Choice struct {
	ID    string `json:"id" is:"required id"`
	Label Text   `json:"label" is:"required"`
}

// Vote lets the reader vote up or down.
type Vote struct {
	Base
	Label Text    `json:"label" is:"required"`
	Up    *Action `json:"up" is:"required"`
	Down  *Action `json:"down"`
	Count *Num    `json:"count"`
	Mine  string  `json:"mine" is:"enum:up|down"`
}

// Frame is a page of the plugin's own inside a sandboxed frame. Without the
// capability ui.frame the host shows the fallback instead.
type Frame struct {
	Base
	Title Text   `json:"title" is:"required"`
	Asset string `json:"asset" is:"required max:200"`
	// Height is in CSS pixels, 80 to 1200.
	Height int      `json:"height"`
	Props  Raw      `json:"props"`
	Allow  []string `json:"allow" is:"enum:forms|clipboard-write|fullscreen"`
	Src    string   `json:"src" is:"host"`
}
