// Package wire is what a plugin's tests and the helpdesk behind them say to each
// other: one JSON object a line, over the standard input and output of
// `pegboard plugin testhost`. Package plugintest speaks it for Go; a test kit for
// another language may as well.
//
// The test sends a Request and reads Answers until one has Done set. Before that,
// an Answer with a Call asks a plugin that runs inside the test to answer a guest
// operation; the test replies with a Request that holds a Host call, which is
// answered by an Answer with a Reply, and in the end with one that holds a Return.
// Calls nest and never overlap.
package wire

import "pegboard.dev/pegboard/sdk/abi"

// The requests that a test may send, as Request.Do.
const (
	Open  = "open"  // make a helpdesk with the plugin in Dir enabled
	HTTP  = "http"  // send a request to it, as somebody
	Add   = "add"   // one more person
	Pass  = "pass"  // let time pass
	Run   = "run"   // run the plugin's schedule Name
	Post  = "post"  // take the letters that were written since the last time
	Close = "close" // end the helpdesk
)

// Request is one line from the test.
type Request struct {
	Do       string `json:"do,omitempty"`
	Helpdesk int    `json:"helpdesk,omitempty"` // which one; not for Open

	Dir    string `json:"dir,omitempty"`    // Open: the plugin's folder
	Native bool   `json:"native,omitempty"` // Open: the test answers the plugin's calls

	As     string            `json:"as,omitempty"` // HTTP: a person's name; empty is nobody
	Method string            `json:"method,omitempty"`
	Path   string            `json:"path,omitempty"` // with the query
	Header map[string]string `json:"header,omitempty"`
	Body   []byte            `json:"body,omitempty"`

	Name string   `json:"name,omitempty"` // Add, Run
	Role string   `json:"role,omitempty"` // Add: empty makes a customer
	Team []string `json:"team,omitempty"` // Add
	MS   int64    `json:"ms,omitempty"`   // Pass: milliseconds

	Host   *Call   `json:"host,omitempty"`
	Return *Return `json:"return,omitempty"`
}

// Call is an operation with its request, in either direction.
type Call struct {
	Op abi.Op `json:"op"`
	In []byte `json:"in"`
}

// Return is what came of a Call.
type Return struct {
	Out   []byte   `json:"out,omitempty"`
	Kind  abi.Kind `json:"kind,omitempty"`
	Panic string   `json:"panic,omitempty"` // of a guest
}

// Letter is one that the helpdesk wrote, as it would have left by mail.
type Letter struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	// File is what it carries; nil for nothing.
	File *File `json:"file,omitempty"`
}

// File is one that a letter carries.
type File struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Body []byte `json:"body"`
}

// Answer is one line to the test.
type Answer struct {
	Done  bool   `json:"done,omitempty"`
	Error string `json:"error,omitempty"` // the request could not be carried out

	Helpdesk int              `json:"helpdesk,omitempty"` // Open
	Plugin   string           `json:"plugin,omitempty"`   // Open: its id
	IDs      map[string]int64 `json:"ids,omitempty"`      // Open, Add: people and teams by name

	Status int    `json:"status,omitempty"` // HTTP
	Body   []byte `json:"body,omitempty"`

	Letters []Letter `json:"letters,omitempty"` // Post

	// Log is what the plugin logged since the last answer, and what the helpdesk
	// had to say about it.
	Log []string `json:"log,omitempty"`

	Call  *Call   `json:"call,omitempty"`
	Reply *Return `json:"reply,omitempty"`
}
