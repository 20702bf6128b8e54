// Command pegboard is the helpdesk: the server, and the tools of whoever runs
// it. It wires the packages below core together and holds no rule of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"pegboard.dev/pegboard/core"
)

// version is set by the build, for people.
var version = "dev"

// release is what plugins ask for ("pegboard": ">=0.1") and the API shows.
const release = "0.1.0"

// cli is the command line. A flag's value comes from, in falling order: the
// line itself, its environment variable, the configuration file, its default.
type cli struct {
	Config kong.ConfigFlag `help:"Configuration file, YAML; its keys are the flags' names." placeholder:"FILE" env:"PEGBOARD_CONFIG"`

	Serve   serveCmd   `cmd:"" help:"Run the helpdesk."`
	Migrate migrateCmd `cmd:"" help:"Bring the database to this version and stop."`
	User    userCmd    `cmd:"" help:"People, from the machine's own side."`
	Token   tokenCmd   `cmd:"" help:"API tokens."`
	Access  accessCmd  `cmd:"" help:"Who may do what: test it, explain it, move it between helpdesks."`
	Plugin  pluginCmd  `cmd:"" help:"Make and look into plugin packages."`
	Bench   benchCmd   `cmd:"" help:"Make a helpdesk of any size and measure the daily work in it."`
	Jobs    jobsCmd    `cmd:"" help:"Work in the background."`
	Openapi openapiCmd `cmd:"" help:"Print the API's description (OpenAPI 3.1, JSON)."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

func main() {
	// The first signal asks to stop; the second one, back with its default, ends
	// the process at once.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:]))
}

// run parses and carries out one command line, and returns the exit code: 1
// for what went wrong, 2 for a line that makes no sense.
func run(ctx context.Context, args []string) int {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("pegboard"), kong.Description("A helpdesk with a small core and everything else on pegs."),
		kong.Configuration(yamlConfig, "pegboard.yaml"), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	line, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "pegboard:", err)
		return 2
	}
	if err := line.Run(); err != nil {
		if code := exitCode(0); errors.As(err, &code) {
			return int(code)
		}
		fmt.Fprintln(os.Stderr, "pegboard:", sentence(err))
		return 1
	}
	return 0
}

// sentence is what the operator reads of an error: the message for people, and
// the cause behind it, which only they get to see.
func sentence(err error) string {
	var ce *core.Error
	if !errors.As(err, &ce) || ce.Msg == "" {
		return err.Error()
	}
	cause := ce.Err
	for {
		var inner *core.Error
		if !errors.As(cause, &inner) {
			break
		}
		cause = inner.Err
	}
	if cause == nil || strings.Contains(ce.Msg, cause.Error()) {
		return ce.Msg
	}
	return ce.Msg + " (" + cause.Error() + ")"
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	fmt.Println("pegboard", version)
	return nil
}
