package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/plugins"
)

// storage says where everything is kept; each command that opens the helpdesk has it.
type storage struct {
	Data     string `help:"Directory for the database, files and packages. Default: data, or data/demo for the demo." placeholder:"DIR" env:"PEGBOARD_DATA"`
	Database string `help:"PostgreSQL address; without it the data directory holds an SQLite database." placeholder:"URL" env:"PEGBOARD_DATABASE"`

	SecretKeyFile string `help:"File of random bytes that plugins' secrets are sealed with, the same on every node. Default: secret.key in the data directory, or a key in the PostgreSQL database." placeholder:"FILE" env:"PEGBOARD_SECRET_KEY_FILE"`
}

// logging shapes the log, which goes to standard error.
type logging struct {
	LogLevel  string `help:"What is worth a line." enum:"debug,info,warn,error" default:"info" env:"PEGBOARD_LOG_LEVEL"`
	LogFormat string `help:"How a line looks." enum:"text,json" default:"text" env:"PEGBOARD_LOG_FORMAT"`
}

func (l logging) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(l.LogLevel)) // one of the enum's
	options := &slog.HandlerOptions{Level: level}
	if l.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}

// directory is where the data is: what was asked for, or the default.
func (s storage) directory() string { return cmp.Or(s.Data, "data") }

// config prepares what app.Open needs, and the data directory, into which only
// its owner may look.
func (s storage) config(log *slog.Logger) (app.Config, error) {
	s.Data = s.directory()
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return app.Config{}, fmt.Errorf("the data directory cannot be made: %w", err)
	}
	cfg := app.Config{Version: release, Data: s.Data, Database: s.Database, Bundled: plugins.Bundled(), Log: log}
	if s.SecretKeyFile != "" {
		key, err := os.ReadFile(s.SecretKeyFile)
		if err != nil {
			return cfg, fmt.Errorf("the key of plugins' secrets cannot be read: %w", err)
		}
		if cfg.SecretKey = key; len(key) < 16 {
			return cfg, fmt.Errorf("the key of plugins' secrets in %s is shorter than 16 bytes", s.SecretKeyFile)
		}
	}
	return cfg, nil
}

// open opens the helpdesk for a command that does one thing and ends. Such a
// command is quiet unless something is wrong.
func (s storage) open(ctx context.Context) (*app.App, error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	cfg, err := s.config(log)
	if err != nil {
		return nil, err
	}
	return app.Open(ctx, cfg)
}

// yamlConfig reads a configuration file: a flat map from a flag's name to its value.
func yamlConfig(r io.Reader) (kong.Resolver, error) {
	values := map[string]any{}
	if err := yaml.NewDecoder(r).Decode(&values); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	return fileConfig(values), nil
}

type fileConfig map[string]any

// Validate refuses keys that nobody knows: a mistyped one would be ignored silently.
func (c fileConfig) Validate(root *kong.Application) error {
	known := map[string]bool{}
	_ = kong.Visit(root, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			known[flag.Name] = true
		}
		return next(nil)
	})
	for key := range c {
		if !known[key] {
			return fmt.Errorf("configuration: nothing is called %q", key)
		}
	}
	return nil
}

// Resolve gives a flag its value from the file, unless the environment has one:
// kong asks for every flag that is not on the line.
func (c fileConfig) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, ok := os.LookupEnv(name); ok {
			return nil, nil
		}
	}
	return c[flag.Name], nil
}
