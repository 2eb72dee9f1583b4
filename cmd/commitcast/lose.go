package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
)

// loss is a provider that is lost from a month on; month 0 stands for the scenario's first.
type loss struct {
	provider string
	from     model.Month
}

// losses is a flag that takes providers, each with a month or without: Oracle@2028-01.
type losses []loss

func (l *losses) String() string { return "" }

func (l *losses) Type() string { return "provider" }

func (l *losses) Set(s string) error {
	one := loss{provider: s}
	if at := strings.LastIndex(s, "@"); at >= 0 {
		month, err := model.ParseMonth(s[at+1:])
		if err != nil {
			return &usageError{fmt.Sprintf("%q is not a month such as 2028-01", s[at+1:]), "write PROVIDER or PROVIDER@2028-01"}
		}
		if err := checkYear(month); err != nil {
			return err
		}
		one = loss{s[:at], month}
	}
	if one.provider == "" {
		return &usageError{fmt.Sprintf("%q names no provider", s), "write PROVIDER or PROVIDER@2028-01"}
	}
	*l = append(*l, one)
	return nil
}

var _ pflag.Value = (*losses)(nil)

// loseUsage is the flag's help where the variant stands in place of the scenario.
const loseUsage = "lose this `provider` from the first month on, or from that of PROVIDER@2028-01; may be repeated"

// add adds the flag and completes it.
func (l *losses) add(cmd *cobra.Command, in *inputFlags, usage string) {
	cmd.Flags().Var(l, "lose", usage)
	offer := func(_ *cobra.Command, files []string, _ string) ([]string, cobra.ShellCompDirective) {
		var offers []string
		if s := in.scenario(files); s != nil {
			offers = s.Providers()
		}
		for i := range offers {
			offers[i] = report.Clean(offers[i])
		}
		return offers, cobra.ShellCompDirectiveNoFileComp
	}
	completeBy(cmd, "lose", offer)
}

// loseAll replaces each scenario by the one that has lost all these providers.
func (p *program) loseAll(ss []*model.Scenario, lost losses, in *inputFlags) error {
	for i := range ss {
		for _, one := range lost {
			without, err := p.without(ss[i], one, in)
			if err != nil {
				return err
			}
			ss[i] = without
		}
	}
	return nil
}

// loseEach adds, for each provider, the first scenario without it.
func (p *program) loseEach(ss []*model.Scenario, lost losses, in *inputFlags) ([]*model.Scenario, error) {
	base := ss[0]
	for _, one := range lost {
		without, err := p.without(base, one, in)
		if err != nil {
			return nil, err
		}
		ss = append(ss, without)
	}
	distinguish(ss)
	return ss, nil
}

// without is the scenario that has lost a provider; it tells on standard error which contracts that takes.
func (p *program) without(s *model.Scenario, l loss, in *inputFlags) (*model.Scenario, error) {
	at := slices.IndexFunc(s.Providers(), func(name string) bool { return strings.EqualFold(name, l.provider) })
	if at < 0 {
		return nil, unknownProvider(s, l.provider)
	}
	l.provider = s.Providers()[at]
	if l.from == 0 {
		l.from = firstMonth(s)
	}
	without, err := model.Without(s, l.provider, l.from)
	if err != nil {
		return nil, &usageError{err.Error(), ""}
	}
	without.Title += " from " + l.from.String()
	without.InputSHA256 = hashWithout(s, l)
	if !in.quiet {
		fmt.Fprintln(p.stderr, report.Clean(fmt.Sprintf("lose %s from %s: %s", l.provider, l.from, strings.Join(contractsOf(s, l.provider), ", "))))
	}
	return without, nil
}

// hashWithout is the hash of a scenario's input together with the loss, for that is an input too.
func hashWithout(s *model.Scenario, l loss) string {
	sum := sha256.Sum256([]byte(s.InputSHA256 + "\nlose " + l.provider + "@" + l.from.String()))
	return hex.EncodeToString(sum[:])
}

// unknownProvider names the provider nearest to a word, or the one it begins.
func unknownProvider(s *model.Scenario, word string) error {
	known := s.Providers()
	hint := didYouMean(word, known, "its providers are "+strings.Join(known, ", "))
	for _, name := range known {
		if len(name) > len(word) && strings.EqualFold(name[:len(word)], word) {
			hint = "did you mean " + name + "?"
		}
	}
	return &usageError{fmt.Sprintf("%s has no contract that counts with %q", s.Name, word), hint}
}

// contractsOf are the ids of the provider's contracts that count.
func contractsOf(s *model.Scenario, provider string) []string {
	var ids []string
	for i := range s.Contracts {
		if c := &s.Contracts[i]; c.Counts() && c.Provider == provider {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// firstMonth is the month the earliest contract that counts begins in.
func firstMonth(s *model.Scenario) model.Month {
	first := model.Month(0)
	earlier := func(d model.Date) {
		if m := d.Month(); d != 0 && (first == 0 || m < first) {
			first = m
		}
	}
	for i := range s.Contracts {
		c := &s.Contracts[i]
		if !c.Counts() {
			continue
		}
		earlier(c.Start)
		for _, t := range c.Tranches {
			earlier(t.Start)
		}
	}
	return first
}
