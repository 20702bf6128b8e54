package manifest_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"pegboard.dev/pegboard/core/plugin/manifest"
)

const schemaFile = "../../../sdk/plugin.schema.json"

func mustSchema(t testing.TB) func(doc []byte) error {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	s, err := c.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return func(doc []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
		if err != nil {
			return err
		}
		return s.Validate(v)
	}
}

// TestSchemaIsFresh makes the file anew and compares.
func TestSchemaIsFresh(t *testing.T) {
	file := filepath.Join(t.TempDir(), "schema.json")
	if out, err := exec.Command("go", "run", "./internal/schema", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(schemaFile); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not what `make gen` makes: %v", schemaFile, err)
	}
}

// TestSchemaAndReaderAgree: what the reader accepts the schema accepts. What it
// refuses the schema refuses as well, but for what only the reader can know; those
// cases say so.
func TestSchemaAndReaderAgree(t *testing.T) {
	valid := mustSchema(t)
	for _, pattern := range []string{"../../../plugins/*/plugin.json", "../testdata/*/plugin.json", "../../../sdk/examples/*/plugin.json", "../../../sdk/plugintest/testdata/*/plugin.json"} {
		files, _ := filepath.Glob(pattern)
		if len(files) == 0 {
			t.Errorf("%s: nothing is there", pattern)
		}
		for _, file := range files {
			doc, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := manifest.Parse(doc, "0.1.0"); err != nil {
				t.Errorf("%s: the reader: %v", file, err)
			}
			if err := valid(doc); err != nil {
				t.Errorf("%s: the schema: %v", file, err)
			}
		}
	}
	if err := valid([]byte(minimal)); err != nil {
		t.Errorf("the smallest: %v", err)
	}
	for _, tc := range refusals() {
		switch err := valid([]byte(tc.doc)); {
		case err == nil && !tc.readerOnly:
			t.Errorf("%s: the schema accepts it", tc.name)
		case err != nil && tc.readerOnly:
			t.Errorf("%s: it is said to be for the reader only, but the schema refuses it: %v", tc.name, err)
		}
	}
}
