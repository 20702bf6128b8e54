package app_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// letter is what arrived at the mail server.
type letter struct {
	To, Subject, Text, HTML string
	Files                   []attached
}

// attached is a file in a letter.
type attached struct {
	Name, Type string
	Body       []byte
}

// post is a mail server on loopback.
type post struct {
	t       *testing.T
	port    int
	letters chan letter
	refuse  chan bool // a value refuses one letter for now
}

func openPost(t *testing.T) *post {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{t: t, port: ln.Addr().(*net.TCPAddr).Port, letters: make(chan letter, 100), refuse: make(chan bool, 1)}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	done := make(chan error, 1)
	go func() { done <- server.Serve(ln) }()
	t.Cleanup(func() {
		_ = server.Close()
		if err := <-done; err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	})
	return p
}

func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{post: p}, nil }

type delivery struct {
	post *post
	to   string
}

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }
func (d *delivery) Reset()                               {}
func (d *delivery) Logout() error                        { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = to
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	select {
	case <-d.post.refuse:
		return &smtp.SMTPError{Code: 451, Message: "Try again later."}
	default:
	}
	m, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return err
	}
	l := letter{To: d.to, Subject: subject}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return err
	}
	if !strings.HasPrefix(kind, "multipart/") {
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		l.Text = string(body)
		d.post.letters <- l
		return err
	}
	if err := l.read(m.Body, params["boundary"]); err != nil {
		return err
	}
	d.post.letters <- l
	return nil
}

// read takes the parts of a letter, and those within them.
func (l *letter) read(body io.Reader, boundary string) error {
	parts := multipart.NewReader(body, boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			return err
		}
		if strings.HasPrefix(kind, "multipart/") {
			if err := l.read(part, params["boundary"]); err != nil {
				return err
			}
			continue
		}
		content := io.Reader(part) // quoted-printable is undone already
		if part.Header.Get("Content-Transfer-Encoding") == "base64" {
			content = base64.NewDecoder(base64.StdEncoding, part)
		}
		text, err := io.ReadAll(content)
		if err != nil {
			return err
		}
		switch name, err := new(mime.WordDecoder).DecodeHeader(part.FileName()); {
		case err != nil:
			return err
		case name != "":
			l.Files = append(l.Files, attached{name, kind, text})
		case kind == "text/html":
			l.HTML = string(text)
		default:
			l.Text = string(text)
		}
	}
}

func (p *post) next() letter {
	p.t.Helper()
	select {
	case l := <-p.letters:
		return l
	case <-time.After(30 * time.Second):
		p.t.Fatal("no letter came")
		return letter{}
	}
}

// code is the one-time code in a letter's link.
func (l letter) code(t *testing.T, path string) string {
	t.Helper()
	found := regexp.MustCompile(`https://help\.test\.example` + path + `\?code=([A-Za-z0-9_-]+)`).FindStringSubmatch(l.Text)
	if found == nil || !strings.Contains(l.HTML, found[1]) {
		t.Fatalf("the letter leads nowhere: %+v", l)
	}
	return found[1]
}

func TestLetters(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		mail := openPost(t)
		w.play([]scenario{
			{name: "without a mail server nobody registers", as: "owner", method: "PUT", path: "/settings/registration", body: `{"open":true,"domains":[]}`, status: 409},
			{name: "nor gets a new password", method: "POST", path: "/password/forgotten", body: `{"email":"ana@test.example"}`, status: 503},
			{name: "nothing to test", as: "owner", method: "POST", path: "/settings/mail/test", status: 409},
			{name: "the owner says where people reach it", as: "owner", method: "PUT", path: "/settings/company",
				body: `{"name":"Ropes & Co.","address":"https://help.test.example/"}`, status: 200, want: `{"address":"https://help.test.example"}`, events: []string{"settings.company_changed"}},
			{name: "and names a mail server", as: "owner", method: "PUT", path: "/settings/mail",
				body:   fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example","from_name":"Ropes & Co."}`, mail.port),
				status: 200, events: []string{"settings.mail_changed"}},
			{name: "agents do not", as: "ana", method: "PUT", path: "/settings/mail", body: `{"host":"","port":0,"security":"none","from":""}`, status: 403},
			{name: "a test", as: "owner", method: "POST", path: "/settings/mail/test", status: 204},
		})
		if l := mail.next(); l.To != "owner@test.example" || l.Subject != "Test from Ropes & Co." {
			t.Errorf("%+v", l)
		}

		w.play([]scenario{
			{name: "an invitation", as: "owner", method: "POST", path: "/invitations", body: `{"email":"nia@test.example","name":"Nia","roles":["agent"]}`, status: 201,
				want: `{"link":null}`, events: []string{"invitation.created"}},
		})
		code := mail.next().code(t, "/invitation")
		w.play([]scenario{{name: "is accepted by its letter", method: "POST", path: "/invitations/accept",
			body: `{"code":"` + code + `","password":"` + password + `"}`, status: 200, events: []string{"person.created", "access.changed"}}})

		mail.refuse <- true
		w.play([]scenario{{name: "a forgotten password", method: "POST", path: "/password/forgotten", body: `{"email":"ANA@test.example"}`, status: 204,
			events: []string{"person.reset_requested"}}})
		l := mail.next() // the second attempt: the server did not take the first
		if l.To != "ana@test.example" || !strings.HasPrefix(l.Text, "Hello ana,") {
			t.Errorf("%+v", l)
		}
		fresh := "another long password"
		w.play([]scenario{
			{name: "an unknown address answers the same", method: "POST", path: "/password/forgotten", body: `{"email":"who@test.example"}`, status: 204},
			{name: "a new password", method: "POST", path: "/password/reset", body: fmt.Sprintf(`{"code":%q,"password":%q}`, l.code(t, "/reset"), fresh), status: 204,
				events: []string{"person.password_changed", "access.changed"}},
			{name: "signs in", method: "POST", path: "/session", body: fmt.Sprintf(`{"email":"ana@test.example","password":%q}`, fresh), status: 200},
			{name: "the code works once", method: "POST", path: "/password/reset", body: fmt.Sprintf(`{"code":%q,"password":%q}`, l.code(t, "/reset"), fresh), status: 401},

			{name: "registration is closed at first", method: "POST", path: "/register", body: `{"name":"Rosa","email":"rosa@test.example","password":"` + password + `"}`, status: 403},
			{name: "the owner opens it", as: "owner", method: "PUT", path: "/settings/registration", body: `{"open":true,"domains":["test.example"]}`, status: 200,
				events: []string{"settings.registration_changed"}},
			{name: "Rosa registers", method: "POST", path: "/register", body: `{"name":"Rosa","email":"rosa@test.example","password":"` + password + `"}`, status: 204,
				events: []string{"person.created", "person.verify_requested", "access.changed"}},
		})
		code = mail.next().code(t, "/verify")
		w.play([]scenario{
			{name: "confirms her address", method: "POST", path: "/verification", body: fmt.Sprintf(`{"code":%q}`, code), status: 204,
				events: []string{"person.verified", "access.changed"}},
			{name: "somebody registers with carl's address", method: "POST", path: "/register", body: `{"name":"X","email":"carl@test.example","password":"` + fresh + `"}`, status: 204,
				events: []string{"person.registered_again", "access.changed"}},
		})
		if l := mail.next(); l.To != "carl@test.example" || l.Subject != "You have an account already" {
			t.Errorf("%+v", l)
		}

		w.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"comment","body":"Between us."}`, nil)
		w.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"reply","body":"It is <b>on its way</b> & more."}`, nil)
		l = mail.next()
		if l.To != "carl@test.example" || !strings.HasPrefix(l.Subject, "Re: Invoice is wrong [#") ||
			!strings.Contains(l.Text, "on its way") || strings.Contains(l.HTML, "<b>") || strings.Contains(l.Text, "Between us") {
			t.Errorf("%+v", l)
		}
		w.do("carl", "POST", "/tickets/{t1}/messages", `{"kind":"reply","body":"Thank you."}`, nil)
		select {
		case l := <-mail.letters:
			t.Errorf("a letter about one's own words, or a note: %+v", l)
		case <-time.After(2 * time.Second):
		}
	})
}
