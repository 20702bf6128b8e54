package plugin

import (
	"fmt"
	"strings"
)

// text looks a key up in the plugin's catalogues: in the language, in English,
// and otherwise the key itself. {name} stands for an argument.
func (u *unit) text(language, key string, args map[string]any) string {
	pkg, err := u.file.whole()
	if err != nil {
		return key
	}
	s, ok := pkg.Text(language, key)
	if !ok {
		return key
	}
	if len(args) == 0 || !strings.Contains(s, "{") {
		return s
	}
	pairs := make([]string, 0, 2*len(args))
	for name, v := range args {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(v))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
