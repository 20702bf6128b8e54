package storetest

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"pegboard.dev/pegboard/core/store"
)

// binariesGlob is where distributions put the server's programs, one directory
// per major version.
const binariesGlob = "/usr/lib/postgresql/*/bin"

const template = "pegboard_template"

// postgresServer is a throw-away server without network: it listens on a unix
// socket in its own directory.
type postgresServer struct {
	dir   string
	admin *sql.DB
	// alive is the write end of a pipe. When this process ends, however it
	// ends, the pipe closes, and the shell around the server stops it and
	// removes its directory.
	alive *os.File
	count atomic.Int64
}

// server starts PostgreSQL once per test binary; nil when there are no binaries.
var server = sync.OnceValues(func() (*postgresServer, error) {
	bin, err := findBinaries()
	if err != nil || bin == "" {
		return nil, err
	}
	return startServer(bin)
})

func findBinaries() (string, error) {
	found, err := filepath.Glob(binariesGlob)
	if err != nil {
		return "", err
	}
	for i := len(found) - 1; i >= 0; i-- {
		if _, err := os.Stat(filepath.Join(found[i], "initdb")); err == nil {
			return found[i], nil
		}
	}
	return "", nil
}

// supervisor runs the server until its standard input ends. $1 is the
// directory of the programs, $2 that of the data.
const supervisor = `
"$1/initdb" -D "$2/data" -U pegboard -A trust -E UTF8 --locale=C --no-sync || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
  -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB -c autovacuum=off &
cat >/dev/null
kill -INT $! && wait $!
rm -rf "$2"
`

func startServer(bin string) (*postgresServer, error) {
	dir, err := os.MkdirTemp("", "pegboard-pg-")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/bin/sh", "-c", supervisor, "sh", bin, dir)
	cmd.Dir = dir
	if os.Getuid() == 0 {
		cred, err := unprivileged()
		if err != nil {
			return nil, err
		}
		if err := os.Chown(dir, int(cred.Uid), int(cred.Gid)); err != nil {
			return nil, err
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: cred}
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	logFile, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer logFile.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = read, logFile, logFile
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()

	s := &postgresServer{dir: dir, alive: write}
	if s.admin, err = sql.Open("pgx", s.dsn("postgres")); err != nil {
		return nil, err
	}
	if err := s.waitReady(exited); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, tail(logFile.Name()))
	}
	if _, err := s.admin.Exec("CREATE DATABASE " + template); err != nil {
		return nil, err
	}
	return s, migrate(store.Config{DSN: s.dsn(template)})
}

// unprivileged picks a user for the server, which refuses to run as root.
func unprivileged() (*syscall.Credential, error) {
	var last error
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			last = err
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("no user to run PostgreSQL as: %w", last)
}

// waitReady polls for at most a minute: initdb takes about one second on an
// idle machine and many times that on a busy one.
func (s *postgresServer) waitReady(exited <-chan error) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		err := s.admin.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not ready after a minute: %w", err)
		case err := <-exited:
			return fmt.Errorf("ended early: %v", err)
		case <-tick.C:
		}
	}
}

func (s *postgresServer) dsn(database string) string {
	q := url.Values{"host": {s.dir}, "user": {"pegboard"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// createDatabase copies the migrated template.
func (s *postgresServer) createDatabase() (dsn string, drop func() error, err error) {
	name := fmt.Sprintf("pegboard_%d", s.count.Add(1))
	if _, err := s.admin.Exec("CREATE DATABASE " + name + " TEMPLATE " + template); err != nil {
		return "", nil, err
	}
	return s.dsn(name), func() error {
		_, err := s.admin.Exec("DROP DATABASE " + name + " WITH (FORCE)")
		return err
	}, nil
}

func tail(path string) []byte {
	b, err := os.ReadFile(path)
	if err != nil {
		return []byte(err.Error())
	}
	if len(b) > 2000 {
		b = b[len(b)-2000:]
	}
	return bytes.TrimSpace(b)
}
