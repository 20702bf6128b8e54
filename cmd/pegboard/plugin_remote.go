package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"time"
)

// remote is a helpdesk that runs somewhere, and who acts in it.
type remote struct {
	Server   string `help:"Address of the running helpdesk." default:"http://127.0.0.1:8080" placeholder:"URL" env:"PEGBOARD_SERVER"`
	As       string `help:"Sign in as this person, who may manage plugins." placeholder:"EMAIL" env:"PEGBOARD_AS"`
	Password string `help:"Their password. Default: it is read from standard input." hidden:"" env:"PEGBOARD_PASSWORD"`
	Token    string `help:"Instead: an API token of theirs. Roles get from it no more than it holds, so usually nothing." placeholder:"TOKEN" env:"PEGBOARD_TOKEN"`

	client http.Client
	input  *bufio.Reader
}

// check refuses a line that does not say who acts, before anything is done.
func (r *remote) check() error {
	if (r.As == "") == (r.Token == "") {
		return errors.New("say who does it: --as EMAIL, or --token")
	}
	if at, err := url.Parse(r.Server); err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" {
		return fmt.Errorf("--server %s is no address of a helpdesk, which looks like http://127.0.0.1:8080", r.Server)
	}
	r.input = bufio.NewReader(os.Stdin)
	return nil
}

func (r *remote) ask(what string) string {
	fmt.Print(what)
	line, _ := r.input.ReadString('\n') // no line is no answer
	return strings.TrimSpace(line)
}

// agreed asks for a yes, unless it was given already.
func (r *remote) agreed(yes bool, question string) bool {
	return yes || strings.EqualFold(r.ask(question+" [yes/no] "), "yes")
}

// signIn gets a session, unless a token does.
func (r *remote) signIn(ctx context.Context) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	r.client = http.Client{Jar: jar, Timeout: 2 * time.Minute} // a large plugin takes a while to compile
	if r.Token != "" {
		return nil
	}
	if r.Password == "" {
		if err := r.reach(ctx); err != nil { // nobody types a password into the void
			return err
		}
		r.Password = r.ask("Password of " + r.As + ": ")
	}
	return r.do(ctx, http.MethodPost, "/session", map[string]string{"email": r.As, "password": r.Password}, nil)
}

// reach asks for a sign of life.
func (r *remote) reach(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(r.Server, "/")+"/healthz", nil)
	if err != nil {
		return err
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return r.silent(err)
	}
	return resp.Body.Close()
}

// silent says that nobody answered, and what may help.
func (r *remote) silent(err error) error {
	var at *url.Error
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("the helpdesk at %s does not answer: %w. Is it running? pegboard serve --demo starts one to try things in; --server says where another one is", r.Server, err)
}

// do sends JSON and reads JSON; a refusal's sentence is the error.
func (r *remote) do(ctx context.Context, method, path string, body, into any) error {
	var raw []byte
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return err
		}
	}
	return r.send(ctx, method, path, raw, "application/json", into)
}

// send is do with a body of any kind.
func (r *remote) send(ctx context.Context, method, path string, body []byte, kind string, into any) error {
	resp, err := r.answer(ctx, method, path, body, kind)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if into == nil {
		return nil
	}
	return json.NewDecoder(io.LimitReader(resp.Body, 16<<20)).Decode(into)
}

// answer returns the response to a request that was not refused.
func (r *remote) answer(ctx context.Context, method, path string, body []byte, kind string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(r.Server, "/")+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", kind)
	if r.Token != "" {
		req.Header.Set("Authorization", "Bearer "+r.Token)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, r.silent(err)
	}
	if resp.StatusCode < 300 {
		return resp, nil
	}
	defer resp.Body.Close()
	var problem struct{ Detail string }
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&problem); err != nil || problem.Detail == "" {
		return nil, fmt.Errorf("what answers at %s does not look like a helpdesk: %s", r.Server, resp.Status)
	}
	return nil, errors.New(problem.Detail)
}
