package ui

import (
	"strconv"
	"strings"
)

// trMark begins a string that Tr made. A text from outside that happens to
// begin so can only name an entry of the plugin's own catalogue.
const trMark = "\x00$t:"

// Tr refers to an entry of the plugin's catalogue (i18n/<locale>.json), which
// the host puts in the reader's language. args are names and values in turn,
// values being strings or numbers: Tr("calls.count", "n", 3). The result may be
// given wherever a text of the vocabulary is expected, and nowhere else.
func Tr(key string, args ...any) string {
	if len(args) == 0 {
		return trMark + clean(key)
	}
	var b strings.Builder
	b.WriteString(trMark)
	b.WriteString(clean(key))
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		b.WriteString("\x00" + clean(name) + "\x00")
		switch v := args[i+1].(type) {
		case string:
			b.WriteString("s" + clean(v))
		case int:
			b.WriteString("n" + strconv.Itoa(v))
		case int64:
			b.WriteString("n" + strconv.FormatInt(v, 10))
		case float64:
			b.WriteString("n" + string(appendNum(nil, v)))
		default:
			b.WriteString("s")
		}
	}
	return b.String()
}

func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }

// appendTr writes the reference. Numbers are read again rather than copied, so
// that no string can put anything else into the document.
func appendTr(to []byte, s string) []byte {
	if strings.IndexByte(s, 0) < 0 { // the usual one, without arguments
		return append(appendString(append(to, `{"$t":`...), s), '}')
	}
	parts := strings.Split(s, "\x00")
	to = appendString(append(to, `{"$t":`...), parts[0])
	if len(parts) > 2 {
		to = append(to, `,"args":{`...)
		for i := 1; i+1 < len(parts); i += 2 {
			if i > 1 {
				to = append(to, ',')
			}
			to = append(appendString(to, parts[i]), ':')
			v := parts[i+1]
			n, err := strconv.ParseFloat(strings.TrimPrefix(v, "n"), 64)
			switch {
			case strings.HasPrefix(v, "n") && err == nil:
				to = appendNum(to, n)
			case v != "":
				to = appendString(to, v[1:])
			default:
				to = append(to, `""`...)
			}
		}
		to = append(to, '}')
	}
	return append(to, '}')
}
