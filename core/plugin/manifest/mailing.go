package manifest

import (
	"errors"
	"fmt"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
)

// Mailing is a kind of letter that people have written at times they choose.
type Mailing struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Perm is the plugin's own key that whoever sets one up needs, then and each time
	// that it is sent.
	Perm rbac.Key `json:"perm"`
}

// maxMailings is how many kinds a plugin may have.
const maxMailings = 10

func (m *Manifest) checkMailings() error {
	if len(m.Mailings) > maxMailings {
		return fmt.Errorf("it has more than %d mailings", maxMailings)
	}
	seen := map[string]bool{}
	for i := range m.Mailings {
		w := &m.Mailings[i]
		if !scheduleName.MatchString(w.Name) {
			return fmt.Errorf("the mailing name %q must be 1 to 40 lower-case letters, digits and underscores, beginning with a letter", w.Name)
		}
		if seen[w.Name] {
			return fmt.Errorf("the mailing %q is declared twice", w.Name)
		}
		seen[w.Name] = true
		if strings.TrimSpace(w.Title) == "" || len(w.Title) > 100 {
			return fmt.Errorf("the mailing %q must have a title of at most 100 bytes", w.Name)
		}
		if !strings.HasPrefix(string(w.Perm), string(m.ID)+".") {
			return fmt.Errorf("the mailing %q must name a key of this plugin under perm", w.Name)
		}
		if err := m.checkPerm("mailing", w.Name, w.Perm); err != nil {
			return err
		}
	}
	if len(m.Mailings) > 0 && !m.Grants(Mailings) {
		return errors.New(`it has mailings and must ask for the capability "mailings"`)
	}
	return nil
}

// Mailing returns a kind of mailing by name, nil if there is none.
func (m *Manifest) Mailing(name string) *Mailing {
	for i := range m.Mailings {
		if m.Mailings[i].Name == name {
			return &m.Mailings[i]
		}
	}
	return nil
}
