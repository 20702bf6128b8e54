package people

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const mailKey = "mail"

// How a connection to the mail server is secured.
const (
	MailStartTLS = "starttls" // plain at first, never without TLS
	MailTLS      = "tls"      // from the first byte
	MailPlain    = "none"     // for a server on the same machine
)

// MailServer is the SMTP server that letters leave through.
type MailServer struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"`
	// User and Password are empty where the server asks for none.
	User     string `json:"user,omitempty"`
	Password string `json:"password,omitempty"`
	// From is the sender's address, FromName how they are called.
	From     string `json:"from"`
	FromName string `json:"from_name,omitempty"`
}

// Set reports whether a server is named.
func (m *MailServer) Set() bool { return m.Host != "" }

// MailServer returns the mail server without its password; who needs settings.view.
func (s *Service) MailServer(ctx context.Context, who *rbac.Subject) (*MailServer, error) {
	const op = "people.MailServer"
	if err := who.Require(op, keySettingsView); err != nil {
		return nil, err
	}
	m, err := s.OutgoingMail(ctx)
	if err != nil {
		return nil, err
	}
	m.Password = ""
	return m, nil
}

// OutgoingMail returns the mail server with its password, for the mail adapter
// only. Nothing is set where letters cannot be sent.
func (s *Service) OutgoingMail(ctx context.Context) (*MailServer, error) {
	m := &MailServer{}
	raw, err := s.Stores.Settings.Setting(ctx, mailKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, m)
	}
	return m, core.Wrap("people.OutgoingMail", err)
}

// SetMailServer changes the mail server; who needs settings.edit. Without a
// password the one before stays, as long as the server and the user do. An empty
// host means that no letters are sent.
func (s *Service) SetMailServer(ctx context.Context, who *rbac.Subject, in MailServer) (*MailServer, error) {
	const op = "people.SetMailServer"
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keySettingsEdit); err != nil {
			return err
		}
		before, err := s.OutgoingMail(ctx)
		if err != nil {
			return err
		}
		if err := in.check(op); err != nil {
			return err
		}
		// A password must not follow to a server that somebody else names.
		if in.Password == "" && in.Host == before.Host && in.User == before.User {
			in.Password = before.Password
		}
		raw, err := json.Marshal(in)
		if err != nil {
			return err
		}
		if err := s.Stores.Settings.PutSetting(ctx, mailKey, raw); err != nil {
			return err
		}
		before.Password, in.Password = "", ""
		return c.record(ctx, "settings.mail_changed", "settings", mailKey, before, in)
	})
	if err != nil {
		return nil, err
	}
	return &in, nil
}

func (m *MailServer) check(op string) error {
	m.Host = strings.TrimSpace(m.Host)
	if m.Host == "" {
		*m = MailServer{}
		return nil
	}
	if strings.ContainsAny(m.Host, "/: \t\r\n") || len(m.Host) > 253 {
		return core.InvalidField(op, "host", "Name the server as smtp.example.com, without a port.")
	}
	if m.Port < 1 || m.Port > 65535 {
		return core.InvalidField(op, "port", "A port is a number from 1 to 65535; 587 is usual.")
	}
	if !slices.Contains([]string{MailStartTLS, MailTLS, MailPlain}, m.Security) {
		return core.InvalidField(op, "security", "Choose one of: starttls, tls, none.")
	}
	if strings.ContainsAny(m.FromName, "\r\n") || len(m.FromName) > 200 {
		return core.InvalidField(op, "from_name", "A name is one line of up to 200 characters.")
	}
	if m.Password != "" && m.Security == MailPlain {
		return core.InvalidField(op, "security", "A password is not sent without TLS.")
	}
	var err error
	m.From, err = checkEmail(op, "from", m.From)
	return err
}

// CanMail reports whether letters can be sent.
func (s *Service) CanMail(ctx context.Context) (bool, error) {
	m, err := s.OutgoingMail(ctx)
	return err == nil && m.Set(), err
}

func (s *Service) needMail(ctx context.Context, op string) error {
	can, err := s.CanMail(ctx)
	if err != nil {
		return core.Wrap(op, err)
	}
	if !can {
		return core.Errorf(op, core.KindUnavailable, "This helpdesk cannot send mail. Ask the people who run it.")
	}
	return nil
}
