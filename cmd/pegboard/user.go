package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

type userCmd struct {
	Create userCreateCmd `cmd:"" help:"Make a person."`
}

type userCreateCmd struct {
	storage
	Email    string   `arg:"" help:"Their address, with which they sign in."`
	Name     string   `help:"Their name. Default: the address's first part."`
	Role     []string `help:"Slug of a role to give; may be repeated. Without one they are a customer." placeholder:"SLUG"`
	Password bool     `help:"Read a password from standard input, one line."`
}

// Run makes the person as the machine's operator, who needs no permission.
func (c userCreateCmd) Run(ctx context.Context) error {
	a, err := c.openSetUp(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	in := people.PersonInput{Name: c.Name, Email: c.Email, Roles: c.Role, Verified: true}
	if in.Name == "" {
		in.Name, _, _ = strings.Cut(c.Email, "@")
	}
	if c.Password {
		line, err := bufio.NewReader(os.Stdin).ReadString('\n')
		if in.Password = strings.TrimRight(line, "\r\n"); in.Password == "" {
			return fmt.Errorf("no password on standard input: %w", err)
		}
	}
	p, err := people.NewProvisioner(a.People, "command line").CreateUser(ctx, in)
	if err != nil {
		return err
	}
	fmt.Printf("Made %s %d: %s <%s>\n", p.Kind, p.ID, p.Name, p.Email)
	return nil
}

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make an API token for a person, and print it this once."`
}

type tokenCreateCmd struct {
	storage
	Email string            `arg:"" help:"Whose token it is."`
	Name  string            `help:"What it is for." default:"command line"`
	Scope map[string]string `help:"Key and how far it may reach, such as tickets.view=team; yes/no keys say all. May be repeated." placeholder:"KEY=SCOPE"`
	Days  int               `help:"After how many days it ends; 0: never." default:"0"`
}

// Run makes the token as the machine's operator. It never reaches further than
// the person does.
func (c tokenCreateCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	in := people.TokenInput{Name: c.Name, Scopes: map[rbac.Key]rbac.Scope{}}
	for key, text := range c.Scope {
		var scope rbac.Scope
		if err := scope.UnmarshalText([]byte(text)); err != nil {
			return fmt.Errorf("%s=%s: the scope is own, team, department or all", key, text)
		}
		in.Scopes[rbac.Key(key)] = scope
	}
	if c.Days > 0 {
		in.ExpiresAt = time.Now().AddDate(0, 0, c.Days)
	}
	prov := people.NewProvisioner(a.People, "command line")
	p, err := prov.UserByEmail(ctx, c.Email)
	if err != nil {
		return err
	}
	_, secret, err := prov.CreateToken(ctx, p.ID, in)
	if err != nil {
		return err
	}
	fmt.Println(secret)
	return nil
}
