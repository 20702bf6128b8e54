//go:build !wasip1

package abi

func makeStrs(n int) []string { return make([]string, n) }

func makeInts(n int) []int64 { return make([]int64, n) }
