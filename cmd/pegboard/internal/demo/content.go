// Package demo makes a believable helpdesk to try Pegboard with: a company
// that sells espresso machines, its people, two hundred conversations and the
// calls around them. Everything goes through the real services, with the
// rights of whoever would do it, so the demo also shows that they fit together.
//
// Only cmd/pegboard imports it.
package demo

import (
	"bytes"
	_ "embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

var (
	//go:embed people.yaml
	peopleYAML []byte
	//go:embed stories.yaml
	storiesYAML []byte
)

// Password opens every account of the demo that can sign in.
const Password = "pegboard-demo"

// cast is everybody in the demo.
type cast struct {
	Company       string
	Departments   map[string][]string
	Employees     []member
	Organizations []organization
	Customers     []member
}

type member struct {
	Name, Email, Organization string
	Roles, Teams              []string
	SignIn                    bool `yaml:"sign_in"`
}

type organization struct{ Name, Domain, Share string }

// story is what a ticket is about. Each turn has one voice.
type story struct {
	Team, Subject, Priority, Channel string
	Tags                             []string
	Turns                            []turn
}

type turn struct{ Customer, Agent, Note string }

// load reads the embedded texts. They are ours, so a fault in them is a bug.
func load() (*cast, []story, error) {
	var c cast
	var stories []story
	if err := decode(peopleYAML, &c); err != nil {
		return nil, nil, fmt.Errorf("people.yaml: %w", err)
	}
	if err := decode(storiesYAML, &stories); err != nil {
		return nil, nil, fmt.Errorf("stories.yaml: %w", err)
	}
	return &c, stories, nil
}

func decode(text []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	return dec.Decode(into)
}
