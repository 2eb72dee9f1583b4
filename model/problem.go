package model

import "fmt"

// Problem is one thing wrong with a scenario, for the user to mend. Validate reports all of them; package scenarios adds
// file, line and column from Path.
type Problem struct {
	Path    string // address of the scalar or map: contracts.aws.term
	Message string // must be longer than nothing, is 0mo
	Hint    string // what to write instead; may be empty
}

func (p Problem) Error() string {
	s := p.Message
	if p.Path != "" {
		s = p.Path + ": " + s
	}
	if p.Hint != "" {
		s += fmt.Sprintf(" (%s)", p.Hint)
	}
	return s
}

// Warning is something a reader should know about a result that is nobody's error; it is printed as a footnote.
type Warning struct {
	Path    string `json:"path"`
	Message string `json:"message"`
}
