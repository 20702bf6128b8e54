// Package source reads YAML and JSON files strictly and remembers where in
// them everything stands, so that whoever finds something wrong can say in
// which file and line.
//
// YAML is read as 1.2 has it: only true and false are booleans, "on" and "no"
// are strings. Fields given twice, several documents in one file, and files
// over MaxBytes are refused. The package does no I/O; rbac and its scenarios
// use it.
package source
