package main

import (
	"os"

	"pegboard.dev/pegboard/core/httpapi"
)

type openapiCmd struct{}

// Run prints the description of the API. Nothing is opened for it.
func (openapiCmd) Run() error {
	server, err := httpapi.New(httpapi.Config{Version: release}, httpapi.Services{})
	if err != nil {
		return err
	}
	doc, err := server.OpenAPI()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(append(doc, '\n'))
	return err
}
