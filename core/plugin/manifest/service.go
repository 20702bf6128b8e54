package manifest

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// Service is something that the plugin does for other plugins.
type Service struct {
	Name string `json:"name"`
	// Title says in a few words what it does; owners read it.
	Title string `json:"title"`
	// Perm is what the person behind the call must hold, at any scope. Empty is for
	// everybody whom another plugin calls for.
	Perm rbac.Key `json:"perm,omitempty"`
	// Surface makes the service one of the plugin's surfaces, at the extension point
	// "conversation.insert", instead of something to call: conversations of the other
	// plugin offer it. The surface says which key that needs.
	Surface string `json:"surface,omitempty"`
}

// Use is a service of another plugin that the plugin calls, or offers in its
// conversations where it is a surface.
type Use struct {
	Plugin  core.PluginID `json:"plugin"`
	Service string        `json:"service"`
	// Optional lets the plugin work without; otherwise "requires" names the other
	// plugin, so that it is enabled first.
	Optional bool `json:"optional,omitempty"`
}

const (
	// maxServices and maxUses are how many a plugin may have.
	maxServices = 20
	maxUses     = 20
)

// InsertPoint is where surfaces stand from which something is put into what one
// writes in another plugin's conversation.
const InsertPoint = "conversation.insert"

var serviceName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Provided returns a service by name, nil if there is none.
func (m *Manifest) Provided(name string) *Service {
	for i := range m.Provides {
		if m.Provides[i].Name == name {
			return &m.Provides[i]
		}
	}
	return nil
}

// MayUse reports whether the plugin was granted a service of another.
func (m *Manifest) MayUse(plugin core.PluginID, service string) bool {
	for i := range m.Uses {
		if u := &m.Uses[i]; u.Plugin == plugin && u.Service == service {
			return m.Grants(Services)
		}
	}
	return false
}

func (m *Manifest) checkServices() error {
	if len(m.Provides) > maxServices {
		return fmt.Errorf("it provides more than %d services", maxServices)
	}
	seen := map[string]bool{}
	for _, s := range m.Provides {
		if !serviceName.MatchString(s.Name) {
			return fmt.Errorf("the service name %q must be 1 to 40 lower-case letters, digits and underscores, beginning with a letter", s.Name)
		}
		if seen[s.Name] {
			return fmt.Errorf("the service %q is declared twice", s.Name)
		}
		seen[s.Name] = true
		if strings.TrimSpace(s.Title) == "" || len(s.Title) > 100 {
			return fmt.Errorf("the service %q must have a title of at most 100 bytes", s.Name)
		}
		if err := m.checkPerm("service", s.Name, s.Perm); err != nil {
			return err
		}
		if s.Surface == "" {
			continue
		}
		if at := m.Surface(s.Surface); at == nil || at.Ext != InsertPoint || s.Perm != "" {
			return fmt.Errorf("the service %q must name one of the plugin's surfaces at %q, and no permission key beside it", s.Name, InsertPoint)
		}
	}
	return m.checkUses()
}

func (m *Manifest) checkUses() error {
	if len(m.Uses) > maxUses {
		return fmt.Errorf("it uses more than %d services", maxUses)
	}
	seen := map[Use]bool{}
	for _, u := range m.Uses {
		if len(u.Plugin) > 32 || !pluginID.MatchString(string(u.Plugin)) || u.Plugin == m.ID || !serviceName.MatchString(u.Service) {
			return fmt.Errorf(`what it uses must look like {"plugin": "other", "service": "name"}; this is %q of %q`, u.Service, u.Plugin)
		}
		if of := (Use{Plugin: u.Plugin, Service: u.Service}); seen[of] {
			return fmt.Errorf("it uses the service %q of %q twice", u.Service, u.Plugin)
		} else {
			seen[of] = true
		}
		if _, required := m.Requires[u.Plugin]; !required && !u.Optional {
			return fmt.Errorf(`it uses the plugin %q and must name it under "requires", or say that it is optional`, u.Plugin)
		}
	}
	switch asks := m.Grants(Services); {
	case len(m.Uses) > 0 && !asks:
		return fmt.Errorf("it uses services of other plugins and must ask for the capability %q", Services)
	case len(m.Uses) == 0 && asks:
		return errors.New(`it asks for the capability "services" and names none under "uses"`)
	}
	return nil
}
