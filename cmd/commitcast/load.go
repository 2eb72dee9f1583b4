package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/scenarios"
)

// input is what a command has read.
type input struct {
	scenarios []*model.Scenario
	files     []string // all that were read, also by way of extends
}

// load reads the scenarios, with all problems of all files at once.
func (p *program) load(ctx context.Context, files []string, f *inputFlags) (*input, error) {
	if err := f.check(files); err != nil {
		return nil, err
	}
	in := &input{}
	var problems scenarios.Problems
	for _, file := range files {
		l, found, err := p.read(ctx, file, f, len(files) > 1)
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
		if l != nil {
			in.scenarios = append(in.scenarios, l.Scenario)
			in.files = append(in.files, l.Files...)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	distinguish(in.scenarios)
	return in, restrict(in.scenarios, f.contract)
}

// read reads one scenario, and tells on standard error what --set replaced, also where that is what is wrong. What the user
// is to mend, such as a file that is not there, comes as problems and without a scenario.
func (p *program) read(ctx context.Context, file string, f *inputFlags, several bool) (*scenarios.Loaded, scenarios.Problems, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	l, err := scenarios.Load(file, scenarios.Options{Root: f.root, Sets: f.sets, Stdin: p.stdin})
	if l != nil && !f.quiet {
		p.echo(l.Changes, file, several)
	}
	var found scenarios.Problems
	switch {
	case errors.As(err, &found):
		return nil, placed(found, file), nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, scenarios.Problems{{Problem: model.Problem{Message: err.Error()}}}, nil
	case err != nil:
		return nil, nil, err
	}
	return l, nil, nil
}

// readOne reads the one scenario that a command takes. Its problems are the error.
func (p *program) readOne(ctx context.Context, file string, in *inputFlags) (*scenarios.Loaded, error) {
	if err := in.check([]string{file}); err != nil {
		return nil, err
	}
	l, problems, err := p.read(ctx, file, in, false)
	switch {
	case err != nil:
		return nil, err
	case len(problems) > 0:
		return nil, problems
	}
	return l, nil
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

// check refuses to read standard input twice, or below a folder that is not there.
func (f *inputFlags) check(files []string) error {
	first := slices.Index(files, "-")
	if first >= 0 && slices.Contains(files[first+1:], "-") {
		return usagef("standard input (-) can be read only once")
	}
	if f.root == "" {
		return nil
	}
	info, err := os.Stat(f.root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usagef("--root %s: there is no such folder", f.root)
	case err != nil:
		return err
	case !info.IsDir():
		return usagef("--root %s is not a folder", f.root)
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
func restrict(ss []*model.Scenario, id string) error {
	if id == "" {
		return nil
	}
	for _, s := range ss {
		if err := checkContract(s, id); err != nil {
			return err
		}
		s.Contracts = slices.DeleteFunc(s.Contracts, func(c model.Contract) bool { return c.ID != id })
		s.Financing = slices.DeleteFunc(s.Financing, func(f model.Financing) bool { return f.Vendor != "" && f.Vendor != id })
	}
	return nil
}

// checkContract refuses an id that is no contract's, or that of one that is not counted.
func checkContract(s *model.Scenario, id string) error {
	var ids []string
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if c.ID == id && !c.Counts() {
			return &usageError{fmt.Sprintf("contract %s of %s is not counted (status: %s)", id, s.Name, strings.ReplaceAll(string(c.Status), "_", " ")),
				"--set contracts." + id + ".exercised=true counts it"}
		}
		ids = append(ids, c.ID)
	}
	if !slices.Contains(ids, id) {
		return &usageError{fmt.Sprintf("%s has no contract %q", s.Name, id), didYouMean(id, ids, "its contracts are "+strings.Join(ids, ", "))}
	}
	return nil
}

// oneContract is the id of the contract that is asked for, or of the only one that counts.
func oneContract(s *model.Scenario, id string) (string, error) {
	if id != "" {
		return id, checkContract(s, id)
	}
	var ids []string
	for i := range s.Contracts {
		if s.Contracts[i].Counts() {
			ids = append(ids, s.Contracts[i].ID)
		}
	}
	switch len(ids) {
	case 0:
		return "", usagef("%s has no contract that counts", s.Name)
	case 1:
		return ids[0], nil
	}
	return "", &usageError{fmt.Sprintf("%s has %d contracts that count, and one must be chosen: %s", s.Name, len(ids), strings.Join(ids, ", ")),
		"--contract ID chooses one"}
}
