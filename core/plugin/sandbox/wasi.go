package sandbox

import (
	"bytes"
	"context"
	crand "crypto/rand"
	"encoding/binary"
	"strings"
	"time"

	"github.com/tetratelabs/wazero/api"

	"pegboard.dev/pegboard/core/plugin/sandbox/meter"
	"pegboard.dev/pegboard/sdk/abi"
)

const wasiModule = "wasi_snapshot_preview1"

// Error numbers of the system interface.
const (
	errnoSuccess = 0
	errnoBadF    = 8
	errnoFault   = 21
	errnoInval   = 28
	errnoNotSup  = 58
	errnoSPipe   = 70
	errnoNotCap  = 76
)

// wasiFunc answers one function; its result replaces stack[0].
type wasiFunc struct {
	sig meter.Signature
	fn  func(in *instance, stack []uint64) uint64
}

// wasi is the part of the system interface that a plugin gets: clocks,
// randomness, sleep, its log. There are no files, arguments or sockets; what
// would reach for them answers that it may not.
var wasi = map[string]wasiFunc{
	"args_get":                {sig("i32 i32"), nothing},
	"args_sizes_get":          {sig("i32 i32"), noStrings},
	"environ_get":             {sig("i32 i32"), nothing},
	"environ_sizes_get":       {sig("i32 i32"), noStrings},
	"clock_res_get":           {sig("i32 i32"), clockResolution},
	"clock_time_get":          {sig("i32 i64 i32"), clockTime},
	"random_get":              {sig("i32 i32"), randomGet},
	"sched_yield":             {sig(""), nothing},
	"poll_oneoff":             {sig("i32 i32 i32 i32"), pollOneoff},
	"proc_exit":               {meter.Signature{Params: "i32"}, procExit},
	"fd_write":                {sig("i32 i32 i32 i32"), fdWrite},
	"fd_read":                 {sig("i32 i32 i32 i32"), fdRead},
	"fd_close":                {sig("i32"), stdOnly},
	"fd_fdstat_get":           {sig("i32 i32"), fdStat},
	"fd_fdstat_set_flags":     {sig("i32 i32"), stdOnly},
	"fd_prestat_get":          {sig("i32 i32"), answerBadF},
	"fd_prestat_dir_name":     {sig("i32 i32 i32"), answerBadF},
	"fd_seek":                 {sig("i32 i64 i32 i32"), answer(errnoSPipe)},
	"fd_tell":                 {sig("i32 i32"), answer(errnoSPipe)},
	"fd_filestat_get":         {sig("i32 i32"), answerBadF},
	"fd_filestat_set_size":    {sig("i32 i64"), answerBadF},
	"fd_filestat_set_times":   {sig("i32 i64 i64 i32"), answerBadF},
	"fd_fdstat_set_rights":    {sig("i32 i64 i64"), answerBadF},
	"fd_advise":               {sig("i32 i64 i64 i32"), answerBadF},
	"fd_allocate":             {sig("i32 i64 i64"), answerBadF},
	"fd_datasync":             {sig("i32"), answerBadF},
	"fd_sync":                 {sig("i32"), answerBadF},
	"fd_pread":                {sig("i32 i32 i32 i64 i32"), answerBadF},
	"fd_pwrite":               {sig("i32 i32 i32 i64 i32"), answerBadF},
	"fd_readdir":              {sig("i32 i32 i32 i64 i32"), answerBadF},
	"fd_renumber":             {sig("i32 i32"), answerBadF},
	"path_create_directory":   {sig("i32 i32 i32"), noFiles},
	"path_filestat_get":       {sig("i32 i32 i32 i32 i32"), noFiles},
	"path_filestat_set_times": {sig("i32 i32 i32 i32 i64 i64 i32"), noFiles},
	"path_link":               {sig("i32 i32 i32 i32 i32 i32 i32"), noFiles},
	"path_open":               {sig("i32 i32 i32 i32 i32 i64 i64 i32 i32"), noFiles},
	"path_readlink":           {sig("i32 i32 i32 i32 i32 i32"), noFiles},
	"path_remove_directory":   {sig("i32 i32 i32"), noFiles},
	"path_rename":             {sig("i32 i32 i32 i32 i32 i32"), noFiles},
	"path_symlink":            {sig("i32 i32 i32 i32 i32"), noFiles},
	"path_unlink_file":        {sig("i32 i32 i32"), noFiles},
}

func sig(params string) meter.Signature { return meter.Signature{Params: params, Results: "i32"} }

func answer(errno uint64) func(*instance, []uint64) uint64 {
	return func(*instance, []uint64) uint64 { return errno }
}

var (
	nothing    = answer(errnoSuccess)
	answerBadF = answer(errnoBadF)
	noFiles    = answer(errnoNotCap)
)

// module returns f as the engine calls it.
func (f wasiFunc) module() api.GoModuleFunction {
	return api.GoModuleFunc(func(ctx context.Context, mod api.Module, stack []uint64) {
		in := running(ctx, mod)
		errno := f.fn(in, stack)
		if f.sig.Results != "" {
			stack[0] = errno
		}
	})
}

// noStrings says that there are no arguments and no environment.
func noStrings(in *instance, stack []uint64) uint64 {
	if !in.mem.WriteUint32Le(uint32(stack[0]), 0) || !in.mem.WriteUint32Le(uint32(stack[1]), 0) {
		return errnoFault
	}
	return errnoSuccess
}

func clockResolution(in *instance, stack []uint64) uint64 {
	if uint32(stack[0]) > 1 {
		return errnoInval
	}
	if !in.mem.WriteUint64Le(uint32(stack[1]), 1000) {
		return errnoFault
	}
	return errnoSuccess
}

// clockTime knows the wall clock and the monotonic one, which begins with the process.
func clockTime(in *instance, stack []uint64) uint64 {
	var now int64
	switch uint32(stack[0]) {
	case 0:
		now = time.Now().UnixNano()
	case 1:
		now = int64(sinceStart()) + 1
	default:
		return errnoNotSup
	}
	if !in.mem.WriteUint64Le(uint32(stack[2]), uint64(now)) {
		return errnoFault
	}
	return errnoSuccess
}

func randomGet(in *instance, stack []uint64) uint64 {
	n := uint32(stack[1])
	b, ok := in.mem.Read(uint32(stack[0]), n)
	if !ok {
		return errnoFault
	}
	for len(b) > 0 { // in pieces, so that a large request cannot overrun the deadline
		k := min(len(b), 64<<10)
		crand.Read(b[:k])
		b = b[k:]
		in.checkDeadline()
	}
	return errnoSuccess
}

// procExit ends the call; no exit code is a success within a call.
func procExit(in *instance, stack []uint64) uint64 {
	in.halt(ReasonTrap, "the plugin exited with code "+itoa(int64(uint32(stack[0]))))
	return 0
}

// fdWrite takes what a guest prints: standard output and error go to its log.
func fdWrite(in *instance, stack []uint64) uint64 {
	fd, iovs, n, result := uint32(stack[0]), uint32(stack[1]), uint32(stack[2]), uint32(stack[3])
	if fd != 1 && fd != 2 {
		return errnoBadF
	}
	if n > 1024 {
		return errnoInval
	}
	total := uint32(0)
	for i := uint32(0); i < n; i++ {
		head, ok := in.mem.Read(iovs+8*i, 8)
		if !ok {
			return errnoFault
		}
		b, ok := in.mem.Read(binary.LittleEndian.Uint32(head), binary.LittleEndian.Uint32(head[4:]))
		if !ok {
			return errnoFault
		}
		in.print(fd, b)
		total += uint32(len(b))
	}
	if !in.mem.WriteUint32Le(result, total) {
		return errnoFault
	}
	return errnoSuccess
}

// fdRead is at the end of standard input at once.
func fdRead(in *instance, stack []uint64) uint64 {
	if uint32(stack[0]) != 0 {
		return errnoBadF
	}
	if !in.mem.WriteUint32Le(uint32(stack[3]), 0) {
		return errnoFault
	}
	return errnoSuccess
}

func stdOnly(_ *instance, stack []uint64) uint64 {
	if uint32(stack[0]) > 2 {
		return errnoBadF
	}
	return errnoSuccess
}

// fdStat describes the standard streams as pipes without rights to seek.
func fdStat(in *instance, stack []uint64) uint64 {
	fd := uint32(stack[0])
	if fd > 2 {
		return errnoBadF
	}
	b, ok := in.mem.Read(uint32(stack[1]), 24)
	if !ok {
		return errnoFault
	}
	clear(b)
	b[0] = 2 // a character device
	if fd == 0 {
		b[8] = 1 << 1 // fd_read
	} else {
		b[8] = 1 << 6 // fd_write
	}
	return errnoSuccess
}

// print collects what a guest writes and logs whole lines.
func (in *instance) print(fd uint32, b []byte) {
	level := abi.LevelInfo
	if fd == 2 {
		level = abi.LevelError
		in.outOfMemory = in.outOfMemory || bytes.Contains(b, []byte("out of memory"))
	}
	if in.line.Len()+len(b) > in.m.limits.LogBytes {
		b = b[:max(0, min(len(b), in.m.limits.LogBytes-in.line.Len()))]
		in.line.Write(b)
		in.flush(level)
		return
	}
	in.line.Write(b)
	if n := len(b); n > 0 && b[n-1] == '\n' {
		in.flush(level)
	}
}

func (in *instance) flush(level abi.Level) {
	if in.line.Len() == 0 {
		return
	}
	for _, line := range strings.Split(strings.TrimRight(in.line.String(), "\n"), "\n") {
		in.log(level, line)
	}
	in.line.Reset()
}
