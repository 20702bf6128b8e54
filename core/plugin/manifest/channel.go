package manifest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// Channel is where the plugin says what happens while it happens: its topics are
// the channel's name, and with a colon any key behind it, such as "chat:17".
type Channel struct {
	Name string `json:"name"`
	// Perm is what a listener must hold, at any scope.
	Perm rbac.Key `json:"perm"`
	// Collection, when it is set, makes every topic's key the number of one of its
	// rows: who may not read that row hears nothing of it.
	Collection string `json:"collection,omitempty"`
	// By makes every topic's key a number of something else: "person", who alone
	// hears it, or "team", which is heard by those who would see a row of the
	// collection that belongs to it and that nobody owns.
	By string `json:"by,omitempty"`
	// Visitors lets the visitors whose the row is hear of it, too.
	Visitors bool `json:"visitors,omitempty"`
}

// What Channel.By can be.
const (
	ByPerson = "person"
	ByTeam   = "team"
)

// maxChannels is how many a plugin may have.
const maxChannels = 10

var (
	channelName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,29}$`)
	topicKey    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$`)
)

// Topic is one of a channel's topics.
type Topic struct {
	Channel *Channel
	// Row is the row that it is about, or the person or team; zero where the channel is
	// about none.
	Row int64
}

// Topic reads a topic such as "queue" or "chat:17"; false when no channel of the
// plugin has it.
func (m *Manifest) Topic(name string) (Topic, bool) {
	channel, key, keyed := strings.Cut(name, ":")
	for i := range m.Channels {
		c := &m.Channels[i]
		if c.Name != channel {
			continue
		}
		if c.Collection == "" && c.By == "" {
			return Topic{Channel: c}, !keyed || topicKey.MatchString(key)
		}
		row, err := strconv.ParseInt(key, 10, 64)
		return Topic{Channel: c, Row: row}, err == nil && row > 0 && strconv.FormatInt(row, 10) == key
	}
	return Topic{}, false
}

func (m *Manifest) checkChannels() error {
	if len(m.Channels) > maxChannels {
		return fmt.Errorf("it has more than %d channels", maxChannels)
	}
	seen := map[string]bool{}
	for _, c := range m.Channels {
		if !channelName.MatchString(c.Name) {
			return fmt.Errorf("the channel name %q must be 1 to 30 lower-case letters, digits, underscores and hyphens, beginning with a letter", c.Name)
		}
		if seen[c.Name] {
			return fmt.Errorf("the channel %q is declared twice", c.Name)
		}
		seen[c.Name] = true
		if c.Perm == "" {
			return fmt.Errorf("the channel %q must name the permission key that a listener needs", c.Name)
		}
		if err := m.checkPerm("channel", c.Name, c.Perm); err != nil {
			return err
		}
		if c.Collection != "" && m.Collection(c.Collection) == nil {
			return fmt.Errorf("the channel %q is about the collection %q, which is not declared", c.Name, c.Collection)
		}
		switch c.By {
		case "", ByPerson:
		case ByTeam:
			if col := m.Collection(c.Collection); col == nil || col.Team == "" {
				return fmt.Errorf("the channel %q is by team, for which it needs a collection with a team field", c.Name)
			}
		default:
			return fmt.Errorf("the channel %q is by %q, which is neither person nor team", c.Name, c.By)
		}
		if c.Visitors && (m.Visitors == nil || c.By != "" || c.Collection == "") {
			return fmt.Errorf("the channel %q is open to visitors, for which the plugin must let some in and the topics be rows", c.Name)
		}
	}
	if len(m.Channels) > 0 && !m.Grants(Realtime) {
		return fmt.Errorf("it has channels and must ask for the capability %q", Realtime)
	}
	return nil
}
