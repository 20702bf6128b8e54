package httpapi

import "strings"

// auditField says how people call a field of what the log keeps, and what stands
// in it. Kinds are what auditWriter.name knows.
type auditField struct {
	title string
	// value is the kind of thing that its values name: "role", "scope"; empty for
	// plain text.
	value string
	// inner is the kind of thing that the names within it name, where it is an
	// object or a list of such names: the keys of a role's feature.
	inner string
}

// auditFields are by their names in lower case without "_": the log has the names
// of Go's fields, and those of JSON. A field without a title is not told: it is a
// number that means something to the database only, or stands beside the line.
var auditFields = map[string]auditField{
	"id": {}, "slug": {}, "members": {}, "builtin": {}, "createdat": {}, "plugin": {}, "hash": {},

	"name": {title: "Name"}, "email": {title: "E-mail address"}, "kind": {title: "Kind", value: "kind"},
	"organization": {title: "Organization", value: "organization"}, "roles": {title: "Roles", value: "role"},
	"teams": {title: "Teams", value: "team"}, "disabled": {title: "Kept from signing in"},
	"department": {title: "Department", value: "department"}, "user": {title: "Person", value: "person"},
	"domain": {title: "Mail domain"}, "share": {title: "Tickets shared among members", value: "share"},
	"createdby": {title: "Created by", value: "person"}, "invitedby": {title: "Invited by", value: "person"},
	"expiresat": {title: "Until"}, "until": {title: "Until"}, "people": {title: "People"},

	"key": {title: "Permission", value: "key"}, "scope": {title: "Reach", value: "scope"}, "reason": {title: "Reason"},
	"scopes": {title: "Permissions", value: "scope", inner: "key"}, "moveto": {title: "Holders get instead", value: "role"},
	"type": {title: "For", value: "type"}, "everything": {title: "May do everything"}, "except": {title: "Except", value: "key"},
	"nondestructive": {title: "Nothing destructive"}, "manages": {title: "Manages people with", value: "role"},
	"requires": {title: "Only beside", value: "role"}, "excludes": {title: "Never beside", value: "role"},
	"features": {title: "Features", inner: "feature"}, "level": {title: "Level", value: "level"},
	"keys": {title: "Single permissions", value: "scope", inner: "key"},
	"plus": {title: "Besides", value: "key"}, "minus": {title: "Left out", value: "key"},

	"preset": {title: "Preset"}, "top": {title: "Highest role", value: "role"}, "first": {title: "Roles of the first person", value: "role"},
	"implicit": {title: "Held without being given"}, "everyone": {title: "By everybody", value: "role"},
	"registered": {title: "By everybody with an account", value: "role"}, "verified": {title: "By everybody with a confirmed address", value: "role"},
	"reserved": {title: "Reserved to", value: "role", inner: "key"}, "assigneemustbemember": {title: "Only members of the team can be assigned"},

	"accent": {title: "Colour"}, "logo": {title: "Logo"}, "open": {title: "Anybody may register"}, "domains": {title: "Mail domains"},
	"locale": {title: "Language"}, "timezone": {title: "Time zone"}, "address": {title: "Address"},
	"host": {title: "Server"}, "port": {title: "Port"}, "security": {title: "Encryption", value: "security"}, "password": {title: "Password"},
	"from": {title: "Sender's address"}, "fromname": {title: "Sender's name"}, "issuer": {title: "Provider's address"}, "clientid": {title: "Client ID"},
	"submit": {title: "Guests may open tickets"}, "chat": {title: "Guests may chat"}, "rate": {title: "Guests may rate"}, "comment": {title: "Guests may comment"},

	"state": {title: "State", value: "state"}, "version": {title: "Version", value: "version"}, "why": {title: "Why"}, "diff": {title: "Asks for"},
	"added": {title: "New"}, "removed": {title: "Removed"}, "kept": {title: "Kept"}, "farewell": {title: "When it was told"},
	"collections": {title: "Collections"}, "capabilities": {title: "Powers"}, "hosts": {title: "Servers"}, "services": {title: "Services"},
	"hooks": {title: "Takes part in"}, "routes": {title: "Addresses"}, "data": {title: "Its data", value: "data"},
}

// auditWords are values that are words of ours, by what they are a value of.
var auditWords = map[string]map[string]string{
	"bool":     {"true": "Yes", "false": "No"},
	"kind":     {"employee": "Employee", "user": "Customer"},
	"type":     {"employee": "Employees", "user": "Customers"},
	"scope":    {"own": "Own", "team": "Team", "department": "Department", "all": "All"},
	"level":    {"none": "None", "read": "Read", "modify": "Modify", "full": "Full", "custom": "Custom"},
	"share":    {"none": "Not at all", "read": "To read", "reply": "To read and reply"},
	"security": {"none": "None", "starttls": "STARTTLS", "tls": "TLS"},
	"state":    {"uploaded": "Not switched on yet", "enabled": "Switched on", "disabled": "Switched off", "uninstalled": "Uninstalled"},
	"data":     {"keep": "Kept for later", "export": "Deleted after its download", "purge": "Deleted"},
	"set":      {"secret": "A secret", "new secret": "Another secret"},
	"settings": {
		"company": "Company", "branding": "Branding", "guests": "Guests", "mail": "Mail server",
		"registration": "Registration", "providers": "Sign-in providers",
	},
}

// auditFieldOf finds a field by its name in the log; false for one that is not told.
func auditFieldOf(name string) (auditField, bool) {
	f, known := auditFields[strings.ToLower(strings.ReplaceAll(name, "_", ""))]
	if !known {
		return auditField{title: strings.ReplaceAll(name, "_", " ")}, true
	}
	return f, f.title != ""
}
