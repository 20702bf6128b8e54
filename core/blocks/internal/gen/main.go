// Command gen writes the block vocabulary's TypeScript types, its JSON
// Schema, the SDK's Go builders and their reference from the structs of package
// blocks, and the examples from the SDK's tests. Run it with go generate.
package main

import (
	"flag"
	"log"
	"os"
	"path/filepath"

	"pegboard.dev/pegboard/core/blocks"
)

func main() {
	ts := flag.String("ts", "", "file for the TypeScript types")
	schema := flag.String("schema", "", "file for the JSON Schema")
	builders := flag.String("go", "", "folder for the Go builders")
	source := flag.String("source", ".", "folder of the Go source, for the comments")
	flag.Parse()
	docs, files, err := readDocs(*source)
	if err != nil {
		log.Fatal(err)
	}
	types := blocks.Describe()
	write(*ts, typescript(types, docs))
	write(*schema, jsonSchema(types, docs))
	if *builders != "" {
		golang(types, docs, files, *builders)
		write(filepath.Join(*builders, "REFERENCE.md"), writeReference(types, docs, *builders))
	}
}

func write(path string, b []byte) {
	if path == "" {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o644); err != nil {
		log.Fatal(err)
	}
}
