package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/cmd/pegboard/internal/demo"
)

type serveCmd struct {
	storage
	logging
	Listen       string        `help:"Address to answer on." default:"127.0.0.1:8080" placeholder:"ADDR" env:"PEGBOARD_LISTEN"`
	PublicURL    string        `help:"Address under which people reach it, for links. Default: made from --listen." placeholder:"URL" env:"PEGBOARD_PUBLIC_URL"`
	TrustedProxy []string      `help:"Reverse proxy whose X-Forwarded-* headers are believed: address or network. May be repeated." placeholder:"NET" env:"PEGBOARD_TRUSTED_PROXY"`
	MaxUploadMiB int64         `name:"max-upload-mib" help:"Largest attachment." default:"25" placeholder:"N" env:"PEGBOARD_MAX_UPLOAD_MIB"`
	PluginNet    []string      `name:"plugin-network" help:"Inner network that plugins may send requests to, where their manifest names the host. May be repeated." placeholder:"NET" env:"PEGBOARD_PLUGIN_NETWORK"`
	Patience     time.Duration `name:"plugin-patience" help:"What a plugin gets at least to draw a page or to agree to a change, up to 5s, on a slow or crowded machine. Default: 1s to draw, 250ms to agree." placeholder:"TIME" env:"PEGBOARD_PLUGIN_PATIENCE"`
	Metrics      string        `name:"metrics-listen" help:"Address to answer /metrics on, in the form of Prometheus. Whoever reaches it may read it. Default: nowhere." placeholder:"ADDR" env:"PEGBOARD_METRICS_LISTEN"`
	Demo         bool          `help:"Serve a made-up helpdesk to try things out, in its own data directory."`
	SafeMode     bool          `help:"Start with every plugin off." env:"PEGBOARD_SAFE_MODE"`
}

// Run serves until the first signal, and then lets what is under way finish.
func (c serveCmd) Run(ctx context.Context) error {
	log := c.logger()
	if c.Demo {
		var err error
		if c.Data, err = demo.Directory(cmp.Or(c.Data, filepath.Join("data", "demo"))); err != nil {
			return err
		}
	}
	cfg, err := c.config(log)
	if err != nil {
		return err
	}
	cfg.SafeMode, cfg.TrustedProxies, cfg.MaxUpload = c.SafeMode, c.TrustedProxy, c.MaxUploadMiB<<20
	if c.Patience < 0 || c.Patience > 5*time.Second {
		return fmt.Errorf("the patience with plugins, %s, must be between 0s and 5s", c.Patience)
	}
	cfg.Patience = c.Patience
	for _, text := range c.PluginNet {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return fmt.Errorf("the plugins' network %q must look like 10.0.0.0/8", text)
		}
		cfg.PluginNetworks = append(cfg.PluginNetworks, network.Masked())
	}
	clock := &demo.Clock{}
	if c.Demo {
		cfg.Clock = clock
	}
	a, err := app.Open(ctx, cfg)
	if err != nil {
		return err
	}
	defer a.Close()
	if c.Demo {
		if err := demo.Prepare(ctx, a, clock); err != nil {
			return err
		}
	}
	ln, err := listen(c.Listen)
	if err != nil {
		return err
	}
	if c.Metrics != "" {
		end, err := c.serveMetrics(ctx, a)
		if err != nil {
			return err
		}
		defer end()
	}
	if err := c.greet(ctx, a, ln.Addr()); err != nil {
		return err
	}
	log.Info("serving", "address", ln.Addr().String(), "version", version, "data", absolute(c.directory()), "database", databaseName(c.Database))
	err = a.Serve(ctx, ln)
	log.Info("stopped")
	return err
}

func listen(address string) (net.Listener, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		if errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("the address %s is in use, perhaps by another helpdesk; name another one with --listen", address)
		}
		return nil, fmt.Errorf("the address %s cannot be listened on: %w", address, err)
	}
	return ln, nil
}

// serveMetrics answers beside the server, until end.
func (c serveCmd) serveMetrics(ctx context.Context, a *app.App) (end func(), err error) {
	ln, err := listen(c.Metrics)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := a.ServeMetrics(ctx, ln); err != nil {
			c.logger().Error("metrics are not served any more", "error", err)
		}
	}()
	return func() { cancel(); <-done }, nil
}

// greet tells whoever started the server what to open in a browser.
func (c serveCmd) greet(ctx context.Context, a *app.App, addr net.Addr) error {
	url := strings.TrimSuffix(c.PublicURL, "/")
	if url == "" {
		url = "http://" + reachable(addr)
	}
	if c.Demo {
		fmt.Printf("\n  Pegboard's demo is at %s\n\n%s\n", url, demo.SignIns())
		return nil
	}
	needed, err := a.People.SetupNeeded(ctx)
	if err != nil {
		return err
	}
	if !needed {
		fmt.Printf("\n  Pegboard is at %s\n\n", url)
		return nil
	}
	token, err := a.People.SetupToken(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("\n  Nobody has set this helpdesk up yet. Open this link once, within a day, to become its owner:\n\n    %s/setup?token=%s\n\n", url, token)
	return nil
}

// reachable is an address that a browser on this machine can open.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return net.JoinHostPort("localhost", fmt.Sprint(tcp.Port))
}

func absolute(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}
	return dir
}

// databaseName never shows an address: it may hold a password.
func databaseName(dsn string) string {
	if dsn == "" {
		return "sqlite"
	}
	return "postgres"
}

type migrateCmd struct{ storage }

// Run opens the database, which migrates it, and says so.
func (c migrateCmd) Run(ctx context.Context) error {
	a, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer a.Close()
	pending, err := a.DB.MigrationPending(ctx)
	if err != nil {
		return err
	}
	if pending {
		return errors.New("the database is not at this version after the migration")
	}
	fmt.Println("The database is at this version.")
	return nil
}
