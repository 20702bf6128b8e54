package rbac

import "pegboard.dev/pegboard/core/rbac/source"

// Guests is the setting of what people who are not signed in may do. It takes
// away from what the role of everyone gives, and adds nothing: a guest may
// open a ticket where that role holds tickets.submit and Submit is on.
type Guests struct {
	// Submit is opening tickets.
	Submit bool `json:"submit"`
	// Chat is starting a live chat.
	Chat bool `json:"chat"`
	// Rate is rating articles and tickets.
	Rate bool `json:"rate"`
	// Comment is leaving comments on articles and posting in the community.
	Comment bool `json:"comment"`
	// Domains are those from whose addresses requests are taken; none means all.
	Domains []string `json:"domains,omitempty"`
}

// Denied returns the keys that guests do not hold under the setting; give them
// to Powers.Without when the subject is a guest.
func (g Guests) Denied() []Key {
	var out []Key
	if !g.Submit {
		out = append(out, "tickets.submit")
	}
	if !g.Chat {
		out = append(out, "livechat.start")
	}
	if !g.Rate {
		out = append(out, "tickets.rate", "kb.rate")
	}
	if !g.Comment {
		out = append(out, "kb.feedback.create", "kb.feedback.reply", "community.thread.create", "community.post.create")
	}
	return out
}

// ReadGuests reads the setting in the form {submit: true}; what is not said is false.
func ReadGuests(n source.Node) Guests {
	var g Guests
	n.Map(func(name string, v source.Node) {
		switch name {
		case "submit":
			g.Submit = v.Bool()
		case "chat":
			g.Chat = v.Bool()
		case "rate":
			g.Rate = v.Bool()
		case "comment":
			g.Comment = v.Bool()
		default:
			v.Unknown(name)
		}
	})
	return g
}
