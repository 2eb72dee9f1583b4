package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
	"commitcast/scenarios"
)

// choice is a flag that takes one of a few names.
type choice[T ~string] struct {
	value *T
	names []T
}

func (c choice[T]) String() string {
	if c.value == nil {
		return ""
	}
	return string(*c.value)
}

func (c choice[T]) Type() string { return "name" }

func (c choice[T]) Set(s string) error {
	for _, n := range c.names {
		if string(n) == s {
			*c.value = n
			return nil
		}
	}
	return &usageError{fmt.Sprintf("must be one of %s, is %q", strings.Join(words(c.names), ", "), s), didYouMean(s, words(c.names), "")}
}

func words[T ~string](names []T) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = string(n)
	}
	return out
}

// addChoice adds a flag that takes one of names, and completes it.
func addChoice[T ~string](cmd *cobra.Command, value *T, name, short string, names []T, usage string) {
	cmd.Flags().VarP(choice[T]{value, names}, name, short, usage+": "+strings.Join(words(names), ", "))
	complete(cmd, name, words(names))
}

// complete offers the words for a flag.
func complete(cmd *cobra.Command, flag string, words []string) {
	completeBy(cmd, flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// completeBy lets a function offer what may follow a flag.
func completeBy(cmd *cobra.Command, flag string, offer cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, offer); err != nil {
		panic(err) // the flag has just been added
	}
}

// nameList is a flag that takes names separated by commas, each of a known set; it may be repeated.
type nameList struct {
	value *[]string
	known []string
	what  string // metric, chart
}

func (l nameList) String() string {
	if l.value == nil {
		return ""
	}
	return strings.Join(*l.value, ",")
}

func (l nameList) Type() string { return "names" }

func (l nameList) Set(s string) error {
	for name := range strings.SplitSeq(s, ",") {
		name = strings.TrimSpace(name)
		switch {
		case name == "all":
			l.append(l.known...)
		case slices.Contains(l.known, name):
			l.append(name)
		default:
			return &usageError{fmt.Sprintf("%q is not a %s", name, l.what),
				didYouMean(name, l.known, "known are all, "+strings.Join(l.known, ", "))}
		}
	}
	return nil
}

// append adds names that are not there yet.
func (l nameList) append(names ...string) {
	for _, name := range names {
		if !slices.Contains(*l.value, name) {
			*l.value = append(*l.value, name)
		}
	}
}

// inputFlags say what is read.
type inputFlags struct {
	root     string
	sets     []string
	contract string
	quiet    bool
}

func (f *inputFlags) add(cmd *cobra.Command) {
	fs := cmd.Flags()
	fs.StringVar(&f.root, "root", "", "`folder` that extended files may lie in (default: that of FILE)")
	fs.StringArrayVar(&f.sets, "set", nil, "replace one value: `path=value`; may be repeated")
	fs.BoolVarP(&f.quiet, "quiet", "q", false, "write nothing but results and errors")
	completeBy(cmd, "set", f.completeSets)
	cmd.ValidArgsFunction = completeFiles
}

func (f *inputFlags) addContract(cmd *cobra.Command) {
	f.addContractAs(cmd, &f.contract, "leave out all contracts but the one with this `id`")
}

// addContractAs adds a flag that takes the id of a contract, and completes it.
func (f *inputFlags) addContractAs(cmd *cobra.Command, id *string, usage string) {
	cmd.Flags().StringVar(id, "contract", "", usage)
	offer := func(_ *cobra.Command, files []string, _ string) ([]string, cobra.ShellCompDirective) {
		var ids []string
		if s := f.scenario(files); s != nil {
			for _, c := range s.Contracts {
				ids = append(ids, c.ID+"\t"+report.Clean(c.Provider))
			}
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
	completeBy(cmd, "contract", offer)
}

// scenario is the first on a command line that is being completed; nil where none can be read.
func (f *inputFlags) scenario(files []string) *model.Scenario {
	if l := f.completed(files, f.sets); l != nil {
		return l.Scenario
	}
	return nil
}

// completed is the first scenario on a command line that is being completed, with settings; nil where none can be read.
func (f *inputFlags) completed(files, sets []string) *scenarios.Loaded {
	if len(files) == 0 {
		return nil
	}
	l, err := scenarios.Load(files[0], scenarios.Options{Root: f.root, Sets: sets, Stdin: strings.NewReader("")})
	if err != nil {
		return nil
	}
	return l
}

// completeSets offers the paths of the scenario on the command line, each with its value or what may be written there.
func (f *inputFlags) completeSets(_ *cobra.Command, files []string, prefix string) ([]string, cobra.ShellCompDirective) {
	l := f.completed(files, nil)
	if l == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, p := range scenarios.Paths(l) {
		about := p.Accepts
		if p.Value != "" {
			about = "is " + p.Value
		}
		if strings.HasPrefix(p.Path+"=", prefix) {
			out = append(out, p.Path+"=\t"+report.Clean(about))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeFiles offers the embedded scenarios; shells offer files where none matches.
func completeFiles(_ *cobra.Command, _ []string, prefix string) ([]string, cobra.ShellCompDirective) {
	library, err := scenarios.List()
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var names []string
	for _, s := range library {
		if strings.HasPrefix(s.Name, prefix) {
			names = append(names, s.Name+"\t"+report.Clean(s.Title))
		}
	}
	return names, cobra.ShellCompDirectiveDefault
}

// outputFlags say how a result is shown.
type outputFlags struct {
	by      model.By
	format  report.Format
	metrics []string
	outFile string
}

func (f *outputFlags) add(cmd *cobra.Command) {
	f.addBy(cmd)
	names := metricNames()
	cmd.Flags().Var(nameList{&f.metrics, names, "metric"}, "metrics", "show the metrics of these `names`, in this order, or all; see above")
	complete(cmd, "metrics", append(names, "all"))
	f.addForm(cmd)
}

func (f *outputFlags) addBy(cmd *cobra.Command) {
	f.by = model.ByYear
	addChoice(cmd, &f.by, "by", "", model.Bys, "length of a period")
}

// addForm adds the flags of a result's form and place.
func (f *outputFlags) addForm(cmd *cobra.Command) {
	f.format = report.Table
	addChoice(cmd, &f.format, "format", "f", report.Formats, "form of the result")
	cmd.Flags().StringVarP(&f.outFile, "out-file", "o", "", "write the result to this `file`, whole or not at all; .csv, .json and .md choose the format")
}

func metricNames() []string {
	var names []string
	for _, m := range model.Metrics() {
		names = append(names, m.Name)
	}
	return names
}

// args checks how many files a command takes.
func args(least, most int, wants string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return &usageError{fmt.Sprintf("%s takes %s, not %d", cmd.Name(), wants, len(args)),
				fmt.Sprintf("%s --help tells more", cmd.CommandPath())}
		}
		return nil
	}
}

var _ pflag.Value = nameList{}
