package peg

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"
)

var localeName = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// catalogues takes the translations out of files.
func catalogues(files map[string][]byte) (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
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

// Text finds a text of the package's catalogues: in locale, in its language, in
// English. It reports false when there is none.
func (p *Package) Text(locale, key string) (string, bool) {
	language, _, _ := strings.Cut(locale, "-")
	for _, l := range []string{locale, language, "en"} {
		if t, ok := p.Catalogues[l][key]; ok {
			return t, true
		}
	}
	return "", false
}
