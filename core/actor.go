package core

// ActorKind says what sort of caller stands behind a request.
type ActorKind uint8

const (
	// ActorGuest is nobody signed in. The zero value, which holds least.
	ActorGuest ActorKind = iota
	// ActorUser is a person with a session or a token.
	ActorUser
	// ActorSystem is named background work, such as "mail" or "retention". It
	// holds only the keys that its place in the code gives it; there is no root.
	ActorSystem
)

// Actor is the identity behind a call. What it may do is rbac's to say.
type Actor struct {
	Kind ActorKind
	// User is the person; zero for guests and background work.
	User UserID
	// Name is what activity lines and the audit log show.
	Name string
	// Plugin is set while a plugin acts on the person's behalf.
	Plugin PluginID
	// Token is set when the person came with an API token.
	Token TokenID
	// RequestID ties log lines, problems and audit rows together.
	RequestID string
}
