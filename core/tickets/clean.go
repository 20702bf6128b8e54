package tickets

import (
	"slices"
	"strings"
	"unicode/utf8"

	"pegboard.dev/pegboard/core"
)

// oneLine tidies what must fit on a line: no control characters, single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

func cleanSubject(s string) (string, error) {
	const op = "tickets.cleanSubject"
	s = oneLine(s)
	if s == "" {
		return "", core.InvalidField(op, "subject", "Say in a few words what it is about.")
	}
	if utf8.RuneCountInString(s) > MaxSubject {
		return "", core.InvalidField(op, "subject", "The subject is too long: at most %d characters.", MaxSubject)
	}
	return s, nil
}

// cleanTags trims, lowers and sorts; each tag once.
func cleanTags(tags []string) ([]string, error) {
	const op = "tickets.cleanTags"
	out := make([]string, 0, len(tags))
	for _, t := range tags {
		t = cleanTag(t)
		if t == "" {
			continue
		}
		if utf8.RuneCountInString(t) > MaxTag {
			return nil, core.InvalidField(op, "tags", "The tag %.20q… is too long: at most %d characters.", t, MaxTag)
		}
		out = append(out, t)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	if len(out) > MaxTags {
		return nil, core.InvalidField(op, "tags", "These are too many tags: at most %d.", MaxTags)
	}
	return out, nil
}

func cleanTag(t string) string { return strings.ToLower(oneLine(strings.ReplaceAll(t, ",", " "))) }

func cleanResolution(s string) (string, error) {
	s = strings.TrimSpace(strings.ReplaceAll(plain(s), "\r\n", "\n"))
	if len(s) > MaxResolution {
		return "", core.InvalidField("tickets.cleanResolution", "resolution", "The resolution is too long: at most %d KiB.", MaxResolution>>10)
	}
	return s, nil
}

// cleanChannel keeps the short word that says where something came from.
func cleanChannel(s string) (string, error) {
	if s == "" {
		return "web", nil
	}
	ok := len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
	if !ok {
		return "", core.InvalidField("tickets.cleanChannel", "channel", "A channel is a short word in lower case.")
	}
	return s, nil
}
