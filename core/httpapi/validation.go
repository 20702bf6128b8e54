package httpapi

import (
	"errors"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// requiredMark ends huma's message for a missing property. huma names the
// object that lacks it as the location; fieldErrors moves the name there.
const requiredMark = " is required."

// init puts huma's process-wide settings to what this API promises. They are
// read when operations are registered, so they must stand before that.
func init() {
	huma.NewErrorWithContext = humaError
	huma.DefaultArrayNullable = false
	huma.ValidateStrictCasing = true

	validation.MsgExpectedRequiredProperty = "%s" + requiredMark
	validation.MsgUnexpectedProperty = "This field is not known here."
	validation.MsgExpectedRFC3339DateTime = "Give a time such as 2026-01-31T12:00:00Z."
	validation.MsgExpectedRFC3339Date = "Give a date such as 2026-01-31."
	validation.MsgExpectedRFC5322Email = "Give an e-mail address such as name@example.com."
	validation.MsgExpectedOneOf = "Choose one of: %s."
	validation.MsgExpectedBoolean = "Give true or false."
	validation.MsgExpectedNumber = "Give a number."
	validation.MsgExpectedInteger = "Give a whole number."
	validation.MsgExpectedString = "Give a text."
	validation.MsgExpectedArray = "Give a list."
	validation.MsgExpectedObject = "Give an object."
	validation.MsgExpectedMinimumNumber = "Give at least %v."
	validation.MsgExpectedMaximumNumber = "Give at most %v."
	validation.MsgExpectedMinLength = "Give at least %d character(s)."
	validation.MsgExpectedMaxLength = "Give at most %d characters."
	validation.MsgExpectedMinItems = "Give at least %d item(s)."
	validation.MsgExpectedMaxItems = "Give at most %d items."
	validation.MsgExpectedArrayItemsUnique = "Name each item once."
}

// fieldErrors takes location and message of huma's findings, never the value.
func fieldErrors(errs []error) []FieldError {
	out := []FieldError{}
	for _, err := range errs {
		if err == nil {
			continue
		}
		var d huma.ErrorDetailer
		if !errors.As(err, &d) {
			out = append(out, FieldError{Location: "body", Message: "This cannot be read."})
			continue
		}
		e := d.ErrorDetail()
		fe := FieldError{Location: e.Location, Message: e.Message}
		if e.Message == "unknown query parameter" {
			fe.Message = "This parameter is not known here."
		}
		if name, ok := strings.CutSuffix(e.Message, requiredMark); ok && !strings.ContainsAny(name, " .") {
			fe.Location += "." + name
			fe.Message = "This field is required."
		} else if e.Location == "body" && e.Value != nil {
			// The decoder's own words quote the input.
			if _, isText := e.Value.(string); isText {
				fe.Message = "This is not valid JSON of the expected shape."
			}
		}
		out = append(out, fe)
	}
	return out
}

// invalidDetail is the sentence above the list of fields.
func invalidDetail(fields []FieldError, msg string) string {
	switch len(fields) {
	case 0:
		if msg == "request body is required" {
			return "A JSON body is required."
		}
		return "The request cannot be processed as it is."
	case 1:
		return fields[0].Location + ": " + fields[0].Message
	default:
		return "Some fields need another look."
	}
}
