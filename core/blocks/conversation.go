package blocks

// Conversation is what two sides say to each other, oldest first, with a place to
// say more. In the console it goes on while it is looked at: what the plugin
// publishes on the topics of Live is added as it comes, see ConversationItem.
type Conversation struct {
	Base
	// Title is whom or what it is with.
	Title Text `json:"title" is:"required"`
	// Subtitle is a line under the title.
	Subtitle Text `json:"subtitle"`
	// Items are what was said so far.
	Items []*ConversationItem `json:"items"`
	// Earlier leads to what was said before the first item.
	Earlier *Action `json:"earlier"`
	// Send says something to the other side. It is submitted with the values text and
	// client under the block's id: client is the same for every attempt to say one thing.
	Send *Action `json:"send"`
	// Files says where files go that are sent, as Field.Into does; then Send is submitted
	// with the value file as well, the id of the upload. Without it there are none.
	Files string `json:"files" is:"max:60"`
	// Note says something that only one's own side reads, with the same values.
	Note *Action `json:"note"`
	// Typing is pressed now and then while somebody types.
	Typing *Action `json:"typing"`
	// Seen is pressed with the value seq when what was said up to that number has been
	// looked at.
	Seen *Action `json:"seen"`
	// SeenUpTo is the number up to which the other side has read.
	SeenUpTo int `json:"seen_up_to"`
	// Inserts offers what other plugins keep ready to be put into the box, in the console: a
	// composer effect of theirs goes there. What is not enabled, or not for the reader, is left out.
	Inserts []*InsertFrom `json:"inserts" is:"max:10"`
	// About is what those plugins are told of the conversation.
	About []Fact `json:"about" is:"max:20"`
	// Placeholder stands in the empty box where one writes.
	Placeholder Text `json:"placeholder"`
	// Actions are buttons in its head: the primary one stands by itself, the others in a menu.
	Actions []*Action `json:"actions"`
	// Closed says why nothing can be said; it stands where one would write.
	Closed Text `json:"closed"`
	// Empty is shown while nothing has been said.
	Empty Text `json:"empty"`
	// Live are topics of the plugin's channels, such as chat:17. A message there is an
	// object with one of: say, an item; seen, {side, seq}; typing, {side, name};
	// refresh, true, to fetch the surface again.
	Live []string `json:"live" is:"max:70"`
}

// InsertFrom is a service of another plugin that is a surface, see the manifest's uses.
type InsertFrom struct {
	// Plugin is the other one's id.
	Plugin string `json:"plugin" is:"required name"`
	// Service is its name.
	Service string `json:"service" is:"required name"`
	// Surface, Title and Icon are what is opened.
	Surface string `json:"surface" is:"host"`
	Title   string `json:"title" is:"host"`
	Icon    string `json:"icon" is:"host"`
}

// Fact is something that is known, by its name.
type Fact struct {
	// Name is such as requester.name; a surface gets the fact as its parameter about.requester.name.
	Name string `json:"name" is:"required id"`
	Text string `json:"text" is:"required max:500"`
}

// ConversationItem is one thing that was said, or that happened.
type ConversationItem struct {
	// ID tells items apart, so that none is shown twice.
	ID string `json:"id" is:"required id"`
	// Side is the other side (in), one's own (out), a note of one's own side, or
	// something that happened.
	Side string `json:"side" is:"required enum:in|out|note|event"`
	// Seq counts what was said, so that both sides can tell up to where they have read.
	Seq int `json:"seq"`
	// Name is who said it.
	Name Text `json:"name"`
	// At is a moment in RFC 3339.
	At string `json:"at" is:"required time"`
	// Text is what was said, as plain text.
	Text Text `json:"text" is:"required md"`
	// File is what was sent with it.
	File *File `json:"file"`
	// Client is the attempt that said it, see Conversation.Send.
	Client string `json:"client" is:"max:64"`
}
