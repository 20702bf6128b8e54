// Package storetest runs one suite of tests on both databases: a fresh SQLite
// file, and a fresh database of a real PostgreSQL that it starts from the
// system's binaries. Nothing has to be running beforehand.
//
// Tests of the packages above the store import it; no other code does.
package storetest
