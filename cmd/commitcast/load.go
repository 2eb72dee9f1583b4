package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/scenarios"
)

// load reads the scenarios, with all problems of all files at once, and tells on standard error what --set replaced.
func (p *program) load(files []string, f *inputFlags) ([]*model.Scenario, error) {
	if err := checkFiles(files); err != nil {
		return nil, err
	}
	var loaded []*model.Scenario
	var problems scenarios.Problems
	for _, file := range files {
		l, err := scenarios.Load(file, scenarios.Options{Root: f.root, Sets: f.sets, Stdin: p.stdin})
		var found scenarios.Problems
		switch {
		case errors.As(err, &found):
			problems = append(problems, placed(found, file)...)
			continue
		case errors.Is(err, fs.ErrNotExist):
			return nil, &usageError{err.Error(), ""}
		case err != nil:
			return nil, err
		}
		if !f.quiet {
			p.echo(l.Changes, file, len(files) > 1)
		}
		loaded = append(loaded, l.Scenario)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	distinguish(loaded)
	return restrict(loaded, f.contract)
}

// placed names the file in problems that have no place in it.
func placed(problems scenarios.Problems, file string) scenarios.Problems {
	out := slices.Clone(problems)
	for i := range out {
		if out[i].File == "" {
			out[i].File = file
		}
	}
	return out
}

func checkFiles(files []string) error {
	first := slices.Index(files, "-")
	if first >= 0 && slices.Contains(files[first+1:], "-") {
		return usagef("standard input (-) can be read only once")
	}
	return nil
}

// echo tells each change that --set made.
func (p *program) echo(changes []scenarios.Change, file string, several bool) {
	for _, c := range changes {
		line := fmt.Sprintf("set %s: %s → %s", c.Path, c.Old, c.New)
		if several {
			line += " (" + file + ")"
		}
		fmt.Fprintln(p.stderr, report.Clean(line))
	}
}

// distinguish makes the short names of the scenarios distinct: name, name#2, name#3.
func distinguish(ss []*model.Scenario) {
	taken := make(map[string]bool)
	for _, s := range ss {
		taken[s.Name] = true
	}
	seen := make(map[string]int)
	for _, s := range ss {
		name := s.Name
		seen[name]++
		for n := seen[name]; n > 1; n++ {
			s.Name = fmt.Sprintf("%s#%d", name, n)
			if !taken[s.Name] {
				taken[s.Name] = true
				break
			}
		}
	}
}

// restrict leaves only the contract with the id in each scenario, and only the financing that does not come from another.
func restrict(ss []*model.Scenario, id string) ([]*model.Scenario, error) {
	if id == "" {
		return ss, nil
	}
	for _, s := range ss {
		var ids []string
		for _, c := range s.Contracts {
			ids = append(ids, c.ID)
		}
		if !slices.Contains(ids, id) {
			return nil, &usageError{fmt.Sprintf("%s has no contract %q", s.Name, id),
				didYouMean(id, ids, "its contracts are "+strings.Join(ids, ", "))}
		}
		s.Contracts = slices.DeleteFunc(s.Contracts, func(c model.Contract) bool { return c.ID != id })
		s.Financing = slices.DeleteFunc(s.Financing, func(f model.Financing) bool { return f.Vendor != "" && f.Vendor != id })
	}
	return ss, nil
}
