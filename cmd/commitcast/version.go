package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/model"
)

// build is what, besides the scenario, decides the bytes of a result.
type build struct {
	Version string `json:"version"`
	Go      string `json:"go"`
	GOOS    string `json:"goos"`
	GOARCH  string `json:"goarch"`
	Level   string `json:"goarch_level,omitempty"` // GOAMD64 and its likes
}

func (p *program) versionCommand() *cobra.Command {
	format := report.Table
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version and what it was built with",
		Args:  args(0, 0, "no FILE"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := thisBuild().text(format)
			if err != nil {
				return err
			}
			return p.print(cmd.Context(), p.stdout, text)
		},
	}
	addChoice(cmd, &format, "format", "f", []report.Format{report.Table, report.JSON}, "form of the result")
	return cmd
}

func (b build) text(f report.Format) ([]byte, error) {
	if f == report.JSON {
		text, err := json.MarshalIndent(b, "", "  ")
		return append(text, '\n'), err
	}
	platform := b.GOOS + "/" + b.GOARCH
	if b.Level != "" {
		platform += " " + b.Level
	}
	return fmt.Appendf(nil, "commitcast %s (%s %s)\n", b.Version, b.Go, platform), nil
}

func thisBuild() build {
	b := build{Version: model.Version, Go: runtime.Version(), GOOS: runtime.GOOS, GOARCH: runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "GOAMD64", "GOARM64", "GOARM", "GOPPC64", "GORISCV64", "GOMIPS", "GOMIPS64":
			b.Level = s.Value
		}
	}
	return b
}
