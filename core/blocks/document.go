package blocks

// Document is a whole surface as a plugin returns it.
type Document struct {
	// V is the vocabulary's major version: 1.
	V int `json:"v" is:"required version"`
	// Title stands in place of the surface's title in the manifest.
	Title Text `json:"title"`
	// Icon stands in place of the surface's icon in the manifest.
	Icon string `json:"icon" is:"icon"`
	// Badge is a small sign beside the title, such as a number.
	Badge *Mark `json:"badge"`
	// Actions are buttons in the surface's head.
	Actions []*Action `json:"actions"`
	Blocks  Blocks    `json:"blocks" is:"required"`
	// Rev changes when the content does; the host makes one where the plugin gave none.
	Rev string `json:"rev" is:"max:64"`
	// State is the plugin's own and comes back with each event; the host seals it.
	State string `json:"state" is:"state"`
	// Topics name what makes the surface stale, such as "ticket:123".
	Topics []string `json:"topics" is:"max:100"`
	// Live are topics of the plugin's channels, such as queue:3: a message with refresh
	// there makes the surface stale.
	Live []string `json:"live" is:"max:100"`
	// TTL is how long the surface stays fresh, in seconds, 10 to 86400: then the console asks for it
	// again, while it is looked at. A page of the portal is as fresh as its last loading. Where the
	// plugin knows when something changes, Topics are better.
	TTL int `json:"ttl"`
	// SEO is what search engines are told about a page of the portal.
	SEO *SEO `json:"seo"`

	notes []string
	raw   []byte
}

// Notes returns what was let pass but deserves a line in the plugin's log:
// unknown blocks, unknown words, dropped addresses, rows over the limit.
func (d *Document) Notes() []string { return d.notes }

// SEO is what search engines are told about a public page.
type SEO struct {
	// Title is the page's title in search results.
	Title Text `json:"title" is:"required"`
	// Description is the text under it; pages of the portal have it in their head.
	Description Text `json:"description" is:"required"`
	// Canonical is the address that counts where several lead to the same page.
	Canonical string `json:"canonical" is:"href"`
	// Noindex asks search engines to leave the page out. Without SEO they are asked that as well.
	Noindex bool `json:"noindex"`
	// JSONLD says what kind of page it is, in the words of schema.org.
	JSONLD string `json:"json_ld" is:"enum:Article|FAQPage|QAPage|NewsArticle"`
}

// Response is a plugin's answer to an event.
type Response struct {
	// Effects are applied in order.
	Effects []Effect `json:"effects" is:"required"`
	// Rev is the surface's revision after it.
	Rev string `json:"rev" is:"max:64"`
	// Error says that nothing was done, and why.
	Error *EventError `json:"error"`

	notes []string
	raw   []byte
}

// Notes returns what was let pass but deserves a line in the plugin's log.
func (r *Response) Notes() []string { return r.notes }

// EventError says why an event could not be carried out.
type EventError struct {
	// Code is what went wrong. After conflict the console draws the surface anew.
	Code string `json:"code" is:"required enum:unavailable|invalid|forbidden|conflict|not_found|rate_limited"`
	// Text is what the person reads.
	Text Text `json:"text"`
	// RetryMs is after how many milliseconds another try makes sense.
	RetryMs int `json:"retry_ms"`
}

// Event is what a browser sends back: the host's token instead of arguments,
// and what the person typed and selected.
type Event struct {
	Event  string `json:"event" is:"required enum:action|submit|change|load|select|move|edit|drill|dismiss"`
	Action string `json:"action" is:"required id"`
	Token  string `json:"token" is:"required max:8000"`
	// Values are form values by form id and field name.
	Values map[string]Raw `json:"values"`
	// Selection is selected row ids by table or list id.
	Selection map[string][]string `json:"selection"`
	Params    map[string]string   `json:"params"`
	Rev       string              `json:"rev" is:"max:64"`
	State     string              `json:"state" is:"max:32000"`
	// Typed is the word that the person typed because the action asked for it.
	Typed string `json:"typed" is:"max:100"`
	// Idem makes a retry harmless: one value per click.
	Idem string `json:"idem" is:"required max:64"`
	// Ctx is where the surface stands: ticket, contact, org, article.
	Ctx map[string]string `json:"ctx"`
}
