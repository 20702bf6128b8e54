package main

import (
	"regexp"
	"slices"
	"strings"

	"pegboard.dev/pegboard/sdk"
)

// placeholder is {{name}}, or {{name|what to say where it is not known}}.
var placeholder = regexp.MustCompile(`\{\{\s*([a-z_.]+)\s*(?:\|([^{}]*))?\}\}`)

// names are the placeholders that there are, in the order in which they are told.
var names = []string{
	"requester.first_name", "requester.name", "requester.email", "organization.name",
	"ticket.number", "ticket.subject", "agent.first_name", "agent.name",
}

// facts are what is known where a reply is inserted, by the placeholders' names.
type facts map[string]string

// unknown returns the first placeholder of a text that there is not.
func unknown(text string) string {
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			return m[0]
		}
	}
	return ""
}

// fill puts what is known in the place of each placeholder, through quote. missing
// names those of which nothing is known and for which the text says nothing else.
func (f facts) fill(text string, quote func(string) string) (filled string, missing []string) {
	filled = placeholder.ReplaceAllStringFunc(text, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		switch v := clip(f[m[1]], 500); {
		case v != "":
			return quote(v)
		case strings.Contains(found, "|"):
			return strings.TrimSpace(m[2])
		}
		if !slices.Contains(missing, m[1]) {
			missing = append(missing, m[1])
		}
		return ""
	})
	return filled, missing
}

// person adds what is known of somebody by their name.
func (f facts) person(who, name string) {
	f[who+".name"] = name
	f[who+".first_name"] = firstName(name)
}

// firstName is what somebody is called by: of "Ortiz, Maya" what comes behind the
// comma, otherwise the first word. An address is no name.
func firstName(name string) string {
	if _, behind, ok := strings.Cut(name, ","); ok && strings.TrimSpace(behind) != "" {
		name = behind
	}
	first := strings.Fields(name)
	if len(first) == 0 || strings.Contains(first[0], "@") {
		return ""
	}
	return first[0]
}

// ofTicket is what is known beside a ticket, and the requester's locale where the
// viewer may see that.
func ofTicket(viewer *sdk.Caller, id int64) (facts, string, error) {
	t, err := sdk.Tickets.Get(id)
	if err != nil {
		return nil, "", err
	}
	f := facts{
		"requester.email": t.RequesterEmail, "organization.name": t.OrganizationName,
		"ticket.number": itoa(t.ID), "ticket.subject": t.Subject,
	}
	f.person("requester", t.RequesterName)
	f.person("agent", viewer.Name)
	locale := ""
	if p, err := sdk.People.Get(t.RequesterID); err == nil {
		locale = p.Locale
	} else if !sdk.IsKind(err, sdk.KindNotFound) && !sdk.IsKind(err, sdk.KindDenied) {
		return nil, "", err
	}
	return f, locale, nil
}

// sample is what the page shows a reply with.
func sample(viewer *sdk.Caller) facts {
	f := facts{"requester.email": "maya.ortiz@mail.example", "organization.name": "Harbor Lane", "ticket.number": "1042", "ticket.subject": sdk.Text("sample.subject")}
	f.person("requester", "Maya Ortiz")
	f.person("agent", viewer.Name)
	return f
}

// quoted keeps a name from being read as Markdown: customers choose theirs.
func quoted(s string) string { return markdownSigns.Replace(s) }

var markdownSigns = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`, `|`, `\|`, `~`, `\~`, `#`, `\#`)

func asIs(s string) string { return s }
