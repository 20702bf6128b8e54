package abi

// Level is the weight of a log line, as in log/slog divided by four.
type Level int32

const (
	LevelDebug Level = -1 // for the author; kept only when the owner asks for it
	LevelInfo  Level = 0
	LevelWarn  Level = 1
	LevelError Level = 2
)

// String returns debug, info, warn or error; other numbers read as their nearest.
func (l Level) String() string {
	switch {
	case l < LevelInfo:
		return "debug"
	case l == LevelInfo:
		return "info"
	case l == LevelWarn:
		return "warn"
	}
	return "error"
}
