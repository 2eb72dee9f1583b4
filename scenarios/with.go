package scenarios

import (
	"errors"

	"commitcast/model"
)

// With is the scenario with more settings laid over it, as one more file each; no file is read again. Its Changes are those of the
// settings alone, and it has no Claims. l must have been loaded without problems and stays as it is; several may be made of it at once. The error is
// Problems, and comes with a Loaded without a scenario that has the changes.
func (l *Loaded) With(sets ...string) (*Loaded, error) {
	if l.Scenario == nil {
		return nil, errors.New("there is no scenario to change")
	}
	again := l.again()
	out := &Loaded{Files: l.Files}
	again.finish(out, l.merged, sets)
	if err := again.c.err(); err != nil {
		out.Scenario = nil
		return out, err
	}
	return out, nil
}

// again is a loader that goes on where that of l ended, with problems of its own.
func (l *Loaded) again() *loader {
	return &loader{c: &collector{}, main: l.loader.main, layers: l.loader.layers, entries: l.loader.entries}
}

// problemOf is a mistake in the text of a path's value.
func problemOf(path string, m *mistake) model.Problem {
	return model.Problem{Path: path, Message: m.message, Hint: m.hint}
}
