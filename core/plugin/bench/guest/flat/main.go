// Command flat is the guest of Pegboard's own figures.
package main

import (
	"strconv"
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
	// As many host calls as the payload says.
	sdk.OnEvent("bench.calls", func(e *sdk.Event) error {
		n, err := strconv.Atoi(string(e.Payload))
		for range n {
			if !sdk.Access.May("tickets.view") {
				return sdk.Fail(sdk.KindDenied, "no")
			}
		}
		return err
	})
	sdk.OnEvent("bench.spin", func(e *sdk.Event) error {
		for n := 0; ; n++ {
			if n < 0 {
				return nil
			}
		}
	})
}

func main() {}
