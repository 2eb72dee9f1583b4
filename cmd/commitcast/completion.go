package main

import (
	"github.com/spf13/cobra"
)

// shells are those that completion knows.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *program) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     "Write a completion script for a shell",
		Example:   "  source <(commitcast completion bash)\n  commitcast completion fish > ~/.config/fish/completions/commitcast.fish",
		ValidArgs: shells,
		Args:      args(1, 1, "the name of one shell"),
		RunE: func(cmd *cobra.Command, shell []string) error {
			return p.completion(cmd.Root(), shell[0])
		},
	}
}

func (p *program) completion(root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(p.stdout, true)
	case "zsh":
		return root.GenZshCompletion(p.stdout)
	case "fish":
		return root.GenFishCompletion(p.stdout, true)
	case "powershell":
		return root.GenPowerShellCompletionWithDesc(p.stdout)
	}
	return &usageError{"there is no completion for " + shell, didYouMean(shell, shells, "known are bash, zsh, fish, powershell")}
}
