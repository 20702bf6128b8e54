//go:build unix && !linux

package sandbox

func largePages([]byte) {}
