// Clerk is a plugin that looks at people and letters: it corrects, refuses and
// crashes as their words say.
package main

import (
	"strconv"
	"strings"

	"pegboard.dev/pegboard/sdk"
)

func init() {
	sdk.OnPerson("person.will_create", func(p *sdk.Person) error {
		switch {
		case strings.HasSuffix(p.Email, "@banned.example"):
			return sdk.Veto("Nobody from there.")
		case p.Name == "Crash":
			panic("as asked")
		case p.Name == "Email":
			p.Email = "other@example.com" // which no plugin can
		}
		p.Name = strings.TrimPrefix(p.Name, "Dr. ")
		if p.Phone == "" {
			p.Phone = "+49 30 1"
		}
		return nil
	})
	sdk.OnPerson("person.will_update", func(p *sdk.Person) error {
		switch {
		case sdk.Current().Changed("phone") && p.Phone == "+1 999":
			return sdk.Veto("Not this number.")
		case p.Name == "Crash":
			panic("as asked")
		}
		p.Name = strings.TrimPrefix(p.Name, "Dr. ")
		return nil
	})
	for _, event := range []string{"person.created", "person.updated", "person.disabled", "person.deleted"} {
		sdk.OnPerson(event, func(p *sdk.Person) error {
			return sdk.KV.Set(event, []byte(strconv.FormatInt(p.ID, 10)+" "+p.Name+" "+strconv.FormatBool(p.Disabled)), 0)
		})
	}
	sdk.OnMail("mail.will_send", func(m *sdk.Mail) error {
		switch {
		case strings.Contains(m.BodyText, "keep back"):
			return sdk.Veto("It says so.")
		case strings.Contains(m.BodyText, "crash"):
			panic("as asked")
		case strings.Contains(m.BodyText, "html"):
			m.BodyHTML = "<script>"
		}
		m.Subject += " for " + strings.Join(m.To, ",")
		m.BodyText = strings.ReplaceAll(m.BodyText, "1234", "****")
		return nil
	})
}

func main() {}
