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
	"os"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

type installCmd struct {
	File     string `arg:"" type:"existingfile" help:"The package."`
	Server   string `help:"Address of the running helpdesk." default:"http://127.0.0.1:8080" placeholder:"URL" env:"PEGBOARD_SERVER"`
	As       string `help:"Sign in as this person, who may manage plugins." placeholder:"EMAIL"`
	Password string `help:"Their password. Default: it is read from standard input." hidden:"" env:"PEGBOARD_PASSWORD"`
	Token    string `help:"Instead: an API token of theirs. Roles get from it no more than it holds, so usually nothing." placeholder:"TOKEN" env:"PEGBOARD_TOKEN"`
	Yes      bool   `short:"y" help:"Consent to what the plugin asks for, without being asked."`

	client http.Client
	input  *bufio.Reader
}

// Run uploads the package to a running helpdesk and enables it, once whoever runs
// the command has read what it asks for and said yes.
func (c *installCmd) Run(ctx context.Context) error {
	if (c.As == "") == (c.Token == "") {
		return errors.New("say who installs it: --as EMAIL, or --token")
	}
	c.input = bufio.NewReader(os.Stdin)
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	pkg, err := peg.Read(data, release)
	if err != nil {
		return err
	}
	m := pkg.Manifest
	fmt.Printf("%s %s by %s\n", m.Name, m.Version, m.Publisher)
	for _, capability := range m.Capabilities {
		fmt.Printf("  asks for %s: %s\n", capability.Name, capability.Reason)
	}
	if !c.Yes && !strings.EqualFold(c.ask("Grant this? [yes/no] "), "yes") {
		return errors.New("nothing was installed: type yes, or give --yes")
	}
	if err := c.signIn(ctx); err != nil {
		return err
	}
	if err := c.post(ctx, "/plugins", data, "application/octet-stream"); err != nil {
		return err
	}
	if err := c.post(ctx, "/plugins/"+string(m.ID)+"/enable", []byte("{}"), "application/json"); err != nil {
		return fmt.Errorf("it is installed, but not enabled: %w", err)
	}
	fmt.Printf("%s is enabled at %s.%s\n", m.ID, c.Server, whereToLook(m))
	return nil
}

func (c *installCmd) ask(what string) string {
	fmt.Print(what)
	line, _ := c.input.ReadString('\n') // no line is no answer
	return strings.TrimSpace(line)
}

// signIn gets a session, unless a token does.
func (c *installCmd) signIn(ctx context.Context) error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	c.client = http.Client{Jar: jar, Timeout: 2 * time.Minute} // a large plugin takes a while to compile
	if c.Token != "" {
		return nil
	}
	if c.Password == "" {
		c.Password = c.ask("Password of " + c.As + ": ")
	}
	body, err := json.Marshal(map[string]string{"email": c.As, "password": c.Password})
	if err != nil {
		return err
	}
	return c.post(ctx, "/session", body, "application/json")
}

func whereToLook(m *manifest.Manifest) string {
	for i := range m.Surfaces {
		switch s := &m.Surfaces[i]; s.Ext {
		case "console.page":
			return " Its page is /app/x/" + string(m.ID) + "/" + s.ID + "."
		case "ticket.sidebar":
			return " Open any ticket to see it."
		}
	}
	return ""
}

// post sends one request; a refusal's sentence is the error.
func (c *installCmd) post(ctx context.Context, path string, body []byte, kind string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(c.Server, "/")+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", kind)
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return fmt.Errorf("the helpdesk at %s does not answer: %w", c.Server, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 300 {
		return nil
	}
	var problem struct{ Detail string }
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(&problem); err != nil || problem.Detail == "" {
		return fmt.Errorf("the helpdesk answers %s", resp.Status)
	}
	return errors.New(problem.Detail)
}
