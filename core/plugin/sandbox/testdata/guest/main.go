package main

import (
	"strings"

	"pegboard.dev/pegboard/sdk"
)

func init() {
	sdk.OnTicket("ticket.will_create", func(t *sdk.Ticket) error {
		if strings.Contains(t.Subject, "outage") {
			t.Priority = "urgent"
		}
		return nil
	})
}

func main() {}
