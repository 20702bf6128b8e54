package main

import (
	"regexp"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// Reply is a row of the collection of replies. It is for everybody, for the team
// that it names, or for its owner alone.
type Reply struct {
	Title    string `json:"title,omitempty"`
	Shortcut string `json:"shortcut,omitempty"`
	Text     string `json:"text,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Language string `json:"language,omitempty"`
	Draft    bool   `json:"draft,omitempty"`
	Everyone bool   `json:"everyone,omitempty"`
	Team     int64  `json:"team,omitempty"`
	Owner    int64  `json:"owner,omitempty"`
}

var replies = sdk.Collection[Reply]{Name: "replies"}

// What a reply is for.
const (
	forBoth   = "both"
	forTicket = "ticket"
	forChat   = "chat"
)

var kinds = []string{forBoth, forTicket, forChat}

// Whom it is shared with, as forms and filters say it.
const (
	withEveryone = "everyone"
	withTeam     = "team"
	withNobody   = "me"
)

// shared says whom the reply is shared with.
func (r *Reply) shared() string {
	switch {
	case r.Everyone:
		return withEveryone
	case r.Team != 0:
		return withTeam
	}
	return withNobody
}

// languages are those that a reply can be marked with, each by its own name.
var languages = []struct{ code, name string }{
	{"ar", "العربية"}, {"cs", "Čeština"}, {"da", "Dansk"}, {"de", "Deutsch"}, {"el", "Ελληνικά"}, {"en", "English"}, {"es", "Español"},
	{"fi", "Suomi"}, {"fr", "Français"}, {"he", "עברית"}, {"hu", "Magyar"}, {"it", "Italiano"}, {"ja", "日本語"}, {"ko", "한국어"}, {"nl", "Nederlands"},
	{"no", "Norsk"}, {"pl", "Polski"}, {"pt", "Português"}, {"ro", "Română"}, {"ru", "Русский"}, {"sv", "Svenska"}, {"tr", "Türkçe"},
	{"uk", "Українська"}, {"zh", "中文"},
}

// languageName is how a language calls itself, or its code where it is not listed.
func languageName(code string) string {
	for _, l := range languages {
		if l.code == code {
			return l.name
		}
	}
	return code
}

// speaks reports whether a reply is in the language of somebody whose locale is known.
func speaks(r *Reply, locale string) bool {
	tag, _, _ := strings.Cut(locale, "-")
	return r.Language != "" && strings.EqualFold(r.Language, tag)
}

var shortcutForm = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}._-]*$`)

// may reports whether the reader holds one of the plugin's keys.
func may(viewer *sdk.Caller, key string) bool {
	for _, have := range viewer.Perms {
		if have == key {
			return true
		}
	}
	return false
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func number(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}

// clip puts a text into one line of at most n characters.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:n-1])) + "…"
	}
	return s
}
