package mail

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

// sendTime bounds one letter, from the connection to the server's last word.
const sendTime = 25 * time.Second

// Test sends a letter that says that letters arrive, at once. KindUnavailable
// with the server's own words when it does not take it.
func (s *Sender) Test(ctx context.Context, server *people.MailServer, to string) error {
	company, err := s.People.Company(ctx)
	if err != nil {
		return err
	}
	text := "This is a test. " + company.Name + " can send mail.\n"
	if err := send(ctx, server, to, &Letter{Subject: "Test from " + company.Name, Text: text}); err != nil {
		return &core.Error{Op: "mail.Test", Kind: core.KindUnavailable, Msg: "The mail server did not take the letter: " + plain(err), Err: err}
	}
	return nil
}

// plain is an error's text in one line, for people who know their mail server.
func plain(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// send delivers a letter to the server.
func send(ctx context.Context, server *people.MailServer, to string, l *Letter) error {
	m := gomail.NewMsg()
	if err := m.FromFormat(server.FromName, server.From); err != nil {
		return err
	}
	if err := m.To(to); err != nil {
		return err
	}
	m.Subject(strings.Join(strings.Fields(l.Subject), " "))
	m.SetDate()
	m.SetMessageID()
	// Nobody's holiday notice should answer it (RFC 3834).
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	if l.Thread != 0 {
		_, domain, _ := strings.Cut(server.From, "@")
		m.SetGenHeader(gomail.HeaderReferences, fmt.Sprintf("<ticket-%d@%s>", l.Thread, domain))
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	if l.File != nil {
		err := m.AttachReader(l.File.Name, bytes.NewReader(l.File.Body), gomail.WithFileContentType(gomail.ContentType(l.File.Type)))
		if err != nil {
			return err
		}
	}
	client, err := gomail.NewClient(server.Host, options(server)...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	return client.DialAndSendWithContext(ctx, m)
}

func options(server *people.MailServer) []gomail.Option {
	out := []gomail.Option{gomail.WithPort(server.Port), gomail.WithTimeout(sendTime)}
	switch server.Security {
	case people.MailTLS:
		out = append(out, gomail.WithSSL())
	case people.MailPlain:
		out = append(out, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		out = append(out, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if server.User != "" {
		out = append(out, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(server.User), gomail.WithPassword(server.Password))
	}
	return out
}
