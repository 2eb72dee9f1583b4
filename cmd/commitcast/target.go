package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/model/analysis"
)

// targets is a flag that takes numbers of a scenario, such as coverage.revenue@2028; it may be repeated.
type targets struct{ all []model.Target }

func (t *targets) String() string {
	var texts []string
	for _, target := range t.all {
		texts = append(texts, target.String())
	}
	return strings.Join(texts, ",")
}

func (t *targets) Type() string { return "metric@period" }

func (t *targets) Set(s string) error {
	for text := range strings.SplitSeq(s, ",") {
		target, err := parseTarget(text)
		if err != nil {
			return err
		}
		t.all = append(t.all, target)
	}
	return nil
}

// add adds the flag, which completes names, contracts and periods.
func (t *targets) add(cmd *cobra.Command, in *inputFlags, usage string) {
	cmd.Flags().Var(t, "metric", usage)
	completeBy(cmd, "metric", in.completeTargets)
}

// one is the only target, for commands that take one.
func (t *targets) one(cmd *cobra.Command) (model.Target, error) {
	switch len(t.all) {
	case 0:
		return model.Target{}, &usageError{cmd.Name() + " needs to know which number: --metric", "--metric coverage.revenue@2028 is one"}
	case 1:
		return t.all[0], nil
	}
	return model.Target{}, usagef("%s takes one --metric, not %d", cmd.Name(), len(t.all))
}

// parseTarget reads a number's name, with the nearest one where it is wrong.
func parseTarget(text string) (model.Target, error) {
	t, err := model.ParseTarget(text)
	return t, analysisError(err)
}

// analysisError makes what an analysis says of its scenario and its description the user's to mend; another error is left as it is.
func analysisError(err error) error {
	var name *model.UnknownName
	var invalid *analysis.InvalidPoint
	var problem model.Problem
	var target *model.TargetError
	switch {
	case errors.As(err, &name):
		return &usageError{name.Error(), didYouMean(name.Name, name.Known, offered(name))}
	case errors.As(err, &problem):
		hint := problem.Hint
		problem.Hint = ""
		return &usageError{problem.Error(), hint}
	case errors.As(err, &invalid), errors.As(err, &target):
		return &usageError{err.Error(), ""}
	}
	return err
}

// offered names what there is in place of an unknown name, where that is not too much.
func offered(e *model.UnknownName) string {
	const most = 12
	switch n := len(e.Known); {
	case n == 0:
		return ""
	case n <= most:
		return "there is " + strings.Join(e.Known, ", ")
	}
	return "there is " + strings.Join(e.Known[:most], ", ") + " and more"
}

// completeTargets offers the names of metrics and figures, then the periods of the scenario on the command line.
func (f *inputFlags) completeTargets(_ *cobra.Command, files []string, prefix string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	var out []string
	offer := func(text, about string) {
		if strings.HasPrefix(text, prefix) {
			out = append(out, text+"\t"+report.Clean(about))
		}
	}
	s := f.scenario(files)
	contract, name, _ := strings.Cut(prefix, ":")
	if !strings.Contains(prefix, ":") {
		contract, name = "", prefix
	}
	name, _, dated := strings.Cut(name, "@")
	switch {
	case dated && s != nil:
		for _, q := range s.ShownYears() {
			t := model.Target{Contract: contract, Name: name, Period: q}
			offer(t.String(), t.Label())
		}
	default:
		for _, n := range model.AllMeasureNames() {
			t := model.Target{Contract: contract, Name: n}
			offer(t.String(), t.Label())
		}
		if s != nil && contract == "" {
			for _, c := range s.Contracts {
				offer(c.ID+":", c.Provider)
			}
		}
	}
	return out, directive
}
