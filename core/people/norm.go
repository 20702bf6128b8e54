package people

import (
	"net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"pegboard.dev/pegboard/core"
)

const (
	maxName  = 200 // runes
	maxEmail = 254 // bytes, RFC 5321
	maxPhone = 50  // bytes
	maxWords = 12  // indexed of one name
	maxTerms = 5   // looked for at once
)

// Fold is how names and addresses are compared: Unicode lower case in normal form.
func Fold(s string) string { return strings.ToLower(norm.NFKC.String(strings.TrimSpace(s))) }

// NormalEmail is the form in which two addresses are the same.
func NormalEmail(s string) string { return Fold(s) }

// plain folds s and drops accents, so that "muller" finds "Müller".
func plain(s string) string {
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, Fold(s))
	if err != nil {
		return Fold(s)
	}
	return out
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// SearchTerms are the terms by whose beginnings a person is found. Sorted, no
// term twice.
func SearchTerms(name, email, phone string) []string {
	out := words(plain(name))
	out = out[:min(len(out), maxWords)]
	if e := plain(email); e != "" {
		out = append(out, e)
		if _, domain, ok := strings.Cut(e, "@"); ok {
			out = append(out, domain)
		}
	}
	if d := digits(phone); len(d) >= 4 {
		out = append(out, d)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// SearchPrefixes splits what was typed into beginnings that all must match.
// It is empty when nothing but punctuation was typed.
func SearchPrefixes(query string) []string {
	if d := digits(query); d != "" && strings.IndexFunc(query, unicode.IsLetter) < 0 {
		return []string{d} // a phone number, however it is grouped
	}
	var out []string
	for field := range strings.FieldsSeq(plain(query)) {
		if strings.ContainsAny(field, "@.") {
			out = append(out, strings.Trim(field, "<>,;"))
		} else {
			out = append(out, words(field)...)
		}
	}
	return out[:min(len(out), maxTerms)]
}

// checkName cleans a name of a person, a team, or anything else people read.
func checkName(op, field, s string) (string, error) {
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	switch {
	case s == "":
		return "", core.InvalidField(op, field, "A name is needed.")
	case !utf8.ValidString(s) || strings.IndexFunc(s, unicode.IsControl) >= 0:
		return "", core.InvalidField(op, field, "The name has characters that cannot be shown.")
	case utf8.RuneCountInString(s) > maxName:
		return "", core.InvalidField(op, field, "The name is longer than %d characters.", maxName)
	}
	return s, nil
}

// checkEmail accepts one bare address with a domain.
func checkEmail(op, field, s string) (string, error) {
	s = norm.NFC.String(strings.TrimSpace(s))
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > maxEmail || strings.ContainsAny(s, " \t\r\n<>\"") {
		return "", core.InvalidField(op, field, "This is not an e-mail address.")
	}
	return s, nil
}
