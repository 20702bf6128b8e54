// Command bench measures a will-hook through Pegboard's sandbox beside the other
// ways in which a Go program can call a plugin, and what the sandbox costs around
// it. `make bench-plugins` runs it; the last result is in core/plugin/README.md.
//
// It is a module of its own, so that the product depends on none of its peers. The
// Go files of package hook are made by knqyf263/go-plugin's generator:
//
//	protoc --go-plugin_out=. --go-plugin_opt=paths=source_relative hook/hook.proto
package main
