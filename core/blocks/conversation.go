package blocks

// Conversation is what two sides say to each other, oldest first, with a place to
// say more. In the console it goes on while it is looked at: what the plugin
// publishes on the topics of Live is added as it comes, see ConversationItem.
type Conversation struct {
	Base
	Title    Text                `json:"title" is:"required"`
	Subtitle Text                `json:"subtitle"`
	Items    []*ConversationItem `json:"items"`
	// Earlier leads to what was said before the first item.
	Earlier *Action `json:"earlier"`
	// Send says something to the other side, Note something that only one's own side
	// reads. Both are submitted with the values text, client and seq under the block's
	// id: client is the same for every attempt to say one thing.
	Send *Action `json:"send"`
	Note *Action `json:"note"`
	// Typing is pressed now and then while somebody types, Seen with seq when what
	// was said up to that number has been looked at.
	Typing *Action `json:"typing"`
	Seen   *Action `json:"seen"`
	// SeenUpTo is the number up to which the other side has read.
	SeenUpTo    int       `json:"seen_up_to"`
	Placeholder Text      `json:"placeholder"`
	Actions     []*Action `json:"actions"`
	// Closed says why nothing can be said; it stands where one would write.
	Closed Text `json:"closed"`
	Empty  Text `json:"empty"`
	// Live are topics of the plugin's channels, such as chat:17. A message there is an
	// object with one of: say, an item; seen, {side, seq}; typing, {side, name};
	// refresh, true, to fetch the surface again.
	Live []string `json:"live" is:"max:70"`
}

// ConversationItem is one thing that was said, or that happened.
type ConversationItem struct {
	// ID tells items apart, so that none is shown twice.
	ID string `json:"id" is:"required id"`
	// Side is the other side (in), one's own (out), a note of one's own side, or
	// something that happened.
	Side string `json:"side" is:"required enum:in|out|note|event"`
	Seq  int    `json:"seq"`
	Name Text   `json:"name"`
	At   string `json:"at" is:"required time"`
	Text Text   `json:"text" is:"required md"`
	// Client is the attempt that said it, see Conversation.Send.
	Client string `json:"client" is:"max:64"`
}
