package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// Settings are what the owner has set.
type Settings struct {
	Country string `json:"country"`
}

func country() string {
	var s Settings
	if err := sdk.Settings(&s); err != nil {
		return ""
	}
	return onlyDigits(s.Country)
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// normal writes a number the way it is compared: digits only, with the country code
// in front where it is known. "+49 (0)30 123", "0049 30 123" and, in Germany,
// "030 123" are one number.
func normal(s, country string) string {
	s = strings.ReplaceAll(s, "(0)", "")
	d := onlyDigits(s)
	switch {
	case strings.HasPrefix(strings.TrimSpace(s), "+"):
		return d
	case strings.HasPrefix(d, "00"):
		return d[2:]
	case strings.HasPrefix(d, "0") && country != "":
		return country + d[1:]
	}
	return d
}

// spellings are the ways in which a normalised number may begin where it is stored.
func spellings(n, country string) []string {
	out := []string{n, "00" + n}
	if rest, ok := strings.CutPrefix(n, country); ok && country != "" {
		out = append(out, "0"+rest, country+"0"+rest)
	}
	return out
}

// shortest is from how many digits on somebody is looked for; extensions are shorter.
const shortest = 5

// callers finds the people whose number this is, among those whom the reader may see.
func callers(number string) ([]sdk.Person, error) {
	land := country()
	n := normal(number, land)
	if len(n) < shortest {
		return nil, nil
	}
	var out []sdk.Person
	seen := map[int64]bool{}
	for _, digits := range spellings(n, land) {
		found, err := sdk.People.Find(sdk.PersonQuery{Search: digits, Limit: 20})
		if sdk.IsKind(err, sdk.KindDenied) {
			return nil, nil
		} else if err != nil {
			return nil, err
		}
		for _, p := range found.Items {
			if !seen[p.ID] && normal(p.Phone, land) == n {
				seen[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// only is the one person of a number, 0 where there is nobody or more than one.
func only(number string) (int64, error) {
	found, err := callers(number)
	if err != nil || len(found) != 1 {
		return 0, err
	}
	return found[0].ID, nil
}
