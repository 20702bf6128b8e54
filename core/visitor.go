package core

import "time"

// Visitor is a person without an account whom a plugin let in, such as one who
// chats from a page on another site. The id names them to the plugin and opens
// nothing; what does is a secret that only their browser has.
type Visitor struct {
	ID     string // 32 hexadecimal digits
	Plugin PluginID
	// Person is who was signed in when they were let in; zero for nobody.
	Person UserID
	// Origin is the site that they come from: "https://shop.example".
	Origin string
	// Address, Agent and Language are what their browser said then.
	Address, Agent, Language string
	CreatedAt                time.Time
	// SeenAt is when they last asked for something, give or take some minutes.
	SeenAt    time.Time
	ExpiresAt time.Time
	// BannedUntil is until when neither they nor others from their address are
	// let in; zero for those who are not banned.
	BannedUntil time.Time
}
