package sandbox

import (
	"strconv"
	"time"
)

var processStart = time.Now()

// sinceStart is the monotonic time that deadlines are kept in.
func sinceStart() time.Duration { return time.Since(processStart) }

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
