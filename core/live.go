package core

import "encoding/json"

// LiveMessage is something that a plugin says while it happens, such as a line of
// a chat. Whoever listens at that moment hears it; it is kept nowhere.
type LiveMessage struct {
	Plugin PluginID `json:"plugin"`
	// Topic is a channel of the plugin's manifest, or one with a key behind a
	// colon: "queue", "chat:17".
	Topic string `json:"topic"`
	// Payload is JSON of at most MaxLivePayload bytes.
	Payload json.RawMessage `json:"payload"`
}

// MaxLivePayload bounds the payload of a LiveMessage, in bytes.
const MaxLivePayload = 16 << 10

// Address is the topic's name among those of all plugins: "plugin:livechat:chat:17".
func (m *LiveMessage) Address() string { return "plugin:" + string(m.Plugin) + ":" + m.Topic }
