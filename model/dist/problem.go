package dist

import "strings"

// Problem is one thing wrong with a Spec.
type Problem struct {
	Field   string // parameter at fault: mean, p10, low, outcomes; empty for the distribution as a whole
	Message string // must be above 0
	Hint    string // what to write instead; may be empty
}

func (p Problem) Error() string {
	s := p.Message
	if p.Field != "" {
		s = p.Field + " " + s
	}
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// Problems are all the things wrong with a Spec, at least one.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "; ")
}
