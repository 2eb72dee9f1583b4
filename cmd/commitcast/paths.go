package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"commitcast/cmd/commitcast/internal/paths"
	"commitcast/model/risk"
)

// pathsFormat is the writer of paths that a file's ending asks for; none for no file.
func pathsFormat(file string) (func(*paths.Table, context.Context, io.Writer) error, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == "":
		return nil, nil
	case ext == ".csv":
		return (*paths.Table).CSV, nil
	case ext == ".parquet":
		return (*paths.Table).Parquet, nil
	}
	return nil, &usageError{"--paths-out must end in .csv or .parquet, is " + file, ""}
}

// pathsFile is the file of a simulation's paths.
func pathsFile(ctx context.Context, r *risk.Result, file string) (output, error) {
	write, err := pathsFormat(file)
	if err != nil {
		return output{}, err
	}
	table, err := paths.Of(r)
	if err != nil {
		return output{}, err
	}
	return output{path: file, stream: func(w io.Writer) error { return write(table, ctx, w) }}, nil
}
