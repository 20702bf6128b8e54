package peg

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"
)

var localeName = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Catalogues are a package's translations: locale → key → text.
type Catalogues map[string]map[string]string

// catalogues takes the translations out of files.
func catalogues(files map[string][]byte) (Catalogues, error) {
	out := Catalogues{}
	for name, data := range files {
		if !strings.HasPrefix(name, "i18n/") {
			continue
		}
		locale := strings.TrimSuffix(path.Base(name), ".json")
		if !localeName.MatchString(locale) {
			return nil, fmt.Errorf("%q is not named after a language such as de or pt-BR", name)
		}
		var texts map[string]string
		if err := json.Unmarshal(data, &texts); err != nil {
			return nil, fmt.Errorf("%q is not a JSON object of texts", name)
		}
		out[locale] = texts
		delete(files, name)
	}
	return out, nil
}

// ReadCatalogues returns only the translations of a package that Read has accepted
// before.
func ReadCatalogues(b []byte) (Catalogues, error) {
	const op = "peg.ReadCatalogues"
	files, err := some(op, b, func(name string) bool { return strings.HasPrefix(name, "i18n/") })
	if err != nil {
		return nil, err
	}
	out, err := catalogues(files)
	if err != nil {
		return nil, refusal(op, err.Error())
	}
	return out, nil
}

// Text finds a text: in locale, in its language, in English. It reports false when
// there is none.
func (c Catalogues) Text(locale, key string) (string, bool) {
	language, _, _ := strings.Cut(locale, "-")
	for _, l := range []string{locale, language, "en"} {
		if t, ok := c[l][key]; ok {
			return t, true
		}
	}
	return "", false
}
