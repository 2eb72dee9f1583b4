package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// helpCommand is cobra's, but for an error where there is nothing to tell.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about a command",
		Args:  args(0, 1, "at most one COMMAND"),
		RunE: func(cmd *cobra.Command, topic []string) error {
			about, rest, err := cmd.Root().Find(topic)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), topic[0])
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return commandNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// unknownCommand is the error of a word that is no subcommand; it names the nearest.
func unknownCommand(root *cobra.Command, word string) error {
	return &usageError{fmt.Sprintf("unknown command %q", word), didYouMean(word, commandNames(root), "commitcast --help lists the commands")}
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// help writes what cobra's help does.
func (p *program) help(cmd *cobra.Command, _ []string) { p.helpWith(cmd, "") }

// helpWith writes it with one more paragraph. Cobra does not tell whether it could be written, so that is kept for execute.
func (p *program) helpWith(cmd *cobra.Command, paragraph string) {
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	if text = strings.TrimSpace(text); paragraph != "" {
		text += "\n\n" + paragraph
	}
	text += "\n\n" + cmd.UsageString()
	p.helpErr = p.print(cmd.Root().Context(), p.stdout, []byte(text))
}

// addHelp lengthens a command's help by a paragraph, made when the help is asked for.
func (p *program) addHelp(cmd *cobra.Command, paragraph func() string) {
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) { p.helpWith(cmd, paragraph()) })
}

// metricsHelp is a paragraph with the names of all metrics, for the help of the commands that show them.
func metricsHelp() string { return paragraph("Metrics:", metricNames()) }

// paragraph is a list of names after a heading, in lines that fit.
func paragraph(heading string, names []string) string {
	const most = 100 // columns
	text, line := "", heading
	for _, name := range names {
		if len(line)+1+len(name) > most {
			text, line = text+line+"\n", " "
		}
		line += " " + name
	}
	return text + line
}
