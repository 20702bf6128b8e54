package blocks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// shape checks a string's form; says is the message about a bad one. With drop
// a bad string becomes empty and a note is made, instead of an error.
type shape struct {
	ok   func(string) bool
	says string
	drop bool
}

var shapes = map[string]*shape{
	"id":        {ok: isID, says: "must be 1 to 64 of a-z, 0-9, dot, dash and underscore"},
	"name":      {ok: isName, says: "must be 1 to 64 letters, digits, dots, dashes and underscores"},
	"key":       {ok: isKey, says: "must be a permission key such as tickets.view"},
	"icon":      {ok: isIcon, says: "is not the name of an icon", drop: true},
	"href":      {ok: SafeHref, says: "must be an https:, mailto: or tel: address or a path of this site", drop: true},
	"time":      {ok: isTime, says: "must be a day (2006-01-02) or a moment with its zone (RFC 3339)"},
	"decimal":   {ok: isDecimal, says: `must be a decimal number in a string, such as "12.50"`},
	"currency":  {ok: isCurrency, says: "must be a currency code of three capital letters"},
	"ref":       {ok: isRef, says: "must be 1 to 200 letters, digits, dots, dashes and underscores"},
	"pattern":   {ok: isPattern, says: "is not a regular expression that both the browser and the host understand"},
	"shortcut":  {ok: isShortcut, says: `must be alt+shift+ and a small letter or a digit, such as "alt+shift+r"`},
	"fieldkind": {ok: isFieldKind, says: "is not a kind of field"},
	// The rules of these three are in the settle methods of their structs.
	"version": {}, "state": {}, "scalar": {},
}

func made(s string, longest int, ok func(c byte) bool) bool {
	if s == "" || len(s) > longest {
		return false
	}
	for i := range len(s) {
		if !ok(s[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

func word(c byte) bool { return lower(c) || c >= 'A' && c <= 'Z' || c == '.' || c == '-' || c == '_' }

func isID(s string) bool {
	return made(s, 64, func(c byte) bool { return lower(c) || c == '.' || c == '-' || c == '_' })
}

func isName(s string) bool { return made(s, 64, word) }

func isRef(s string) bool { return made(s, 200, word) }

func isKey(s string) bool {
	return made(s, 128, func(c byte) bool { return lower(c) || c == '.' || c == '_' })
}

func isIcon(s string) bool {
	return made(s, 40, func(c byte) bool { return lower(c) || c == '-' })
}

func isCurrency(s string) bool {
	return len(s) == 3 && made(s, 3, func(c byte) bool { return c >= 'A' && c <= 'Z' })
}

func isDecimal(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, frac, dot := strings.Cut(s, ".")
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	return made(whole, 30, digit) && (!dot || made(frac, 12, digit))
}

func isTime(s string) bool {
	_, _, ok := parseTime(s)
	return ok
}

// parseTime reads a day or a moment; whole says that it was a day.
func parseTime(s string) (t time.Time, whole, ok bool) {
	if len(s) == len(time.DateOnly) {
		t, err := time.Parse(time.DateOnly, s)
		return t, true, err == nil
	}
	if len(s) > 40 {
		return t, false, false
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	return t, false, err == nil
}

// isShortcut admits combinations that neither browsers nor the console have uses for.
func isShortcut(s string) bool {
	key, ok := strings.CutPrefix(s, "alt+shift+")
	return ok && len(key) == 1 && lower(key[0])
}

func isFieldKind(s string) bool { return slices.Contains(FieldKinds, s) }

// isPattern admits what means the same to JavaScript and to Go: no look-around,
// no back-references, and a program small enough to run on every event.
func isPattern(s string) bool {
	if s == "" {
		return true
	}
	if strings.Contains(s, `\Q`) || strings.Contains(s, "(?") && !onlyPlainGroups(s) {
		return false
	}
	_, err := regexp.Compile("^(?:" + s + ")$")
	return err == nil
}

// onlyPlainGroups reports whether every "(?" opens a group without capture.
func onlyPlainGroups(s string) bool {
	return strings.Count(s, "(?") == strings.Count(s, "(?:")
}

// SafeHref reports whether an address may stand in a link: https:, mailto:,
// tel:, or a path, a query or a fragment of this site. Every other scheme,
// another host without a scheme, control characters and backslashes are refused.
func SafeHref(s string) bool {
	if s == "" || len(s) > 2000 {
		return false
	}
	for _, r := range s {
		if r <= ' ' || r == '\\' || r == 0x7f || r == '"' || r == '<' || r == '>' || r == '`' || !strconv.IsPrint(r) {
			return false
		}
	}
	switch s[0] {
	case '/':
		return len(s) == 1 || s[1] != '/'
	case '?', '#':
		return true
	}
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || rest == "" {
		return false
	}
	switch strings.ToLower(scheme) {
	case "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2 && rest[2] != '/'
	case "mailto", "tel":
		return true
	}
	return false
}
