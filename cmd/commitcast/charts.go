package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"commitcast/cmd/commitcast/internal/report"
	"commitcast/plots"
)

// imageFormat is a form of image file.
type imageFormat string

const (
	imagePNG imageFormat = "png"
	imageSVG imageFormat = "svg"
)

// chartFlags say which charts are drawn, and how.
type chartFlags struct {
	dir     string
	names   []string
	theme   plots.Theme
	size    string
	dpi     int
	formats []string
	known   []string // the names of the charts there are
}

// add adds the flags; names are the charts that the command can draw.
func (f *chartFlags) add(cmd *cobra.Command, dir, usage string, names []string) {
	fs := cmd.Flags()
	f.known = names
	fs.StringVar(&f.dir, "charts", dir, usage)
	fs.Var(nameList{&f.names, names, "chart"}, "chart", "draw only these `charts`: "+strings.Join(names, ", ")+", or all")
	complete(cmd, "chart", names)
	f.theme = plots.Light
	addChoice(cmd, &f.theme, "theme", "", plots.Themes, "colours")
	fs.StringVar(&f.size, "size", "", "page: 1600x900 `pixels`, 8x4.5in, or a name: "+strings.Join(sizeNames(), ", "))
	fs.IntVar(&f.dpi, "dpi", 0, "`dots` per inch (default: the page's own)")
	formats := []string{string(imagePNG), string(imageSVG)}
	fs.Var(nameList{&f.formats, formats, "image format"}, "image-format", "image `formats`: png, svg (default png)")
	complete(cmd, "size", sizeNames())
	complete(cmd, "image-format", formats)
}

func sizeNames() []string {
	var names []string
	for _, s := range plots.Sizes() {
		names = append(names, s.Name)
	}
	return names
}

// check refuses an empty folder, and flags that say how to draw where no folder says that charts are to be drawn.
func (f *chartFlags) check(cmd *cobra.Command) error {
	if f.dpi == 0 && cmd.Flags().Changed("dpi") {
		return usagef("--dpi must be more than 0, is 0")
	}
	if f.dir != "" {
		return nil
	}
	if cmd.Flags().Changed("charts") {
		return usagef("--charts must name a folder, is empty")
	}
	for _, name := range []string{"chart", "size", "dpi", "theme", "image-format"} {
		if cmd.Flags().Changed(name) {
			return &usageError{"--" + name + " is for charts, and none are drawn", "--charts DIR is needed: the folder they are written to"}
		}
	}
	return nil
}

// style is the page the flags ask for.
func (f *chartFlags) style() (plots.Style, error) {
	size := f.size
	if size == "" {
		size = plots.Sizes()[0].Name
	}
	st, err := plots.ParseSize(size, f.dpi)
	if err != nil {
		return st, &usageError{"--" + err.Error(), ""} // it begins with what is wrong: size or dpi
	}
	st.Theme = f.theme
	return st, nil
}

// drawing is a set of charts in memory.
type drawing struct {
	dir     string   // where it goes
	files   []output // pictures, and the data of each chart
	list    []report.Chart
	skipped []*plots.NotDrawn
	beside  []output // other files, written together with the charts
}

// drawn is draw where a folder is given; without one nothing is drawn.
func (f *chartFlags) drawn(ctx context.Context, make chartMaker) (*drawing, error) {
	if f.dir == "" {
		return &drawing{}, ctx.Err()
	}
	return f.draw(ctx, make)
}

// draw renders charts to files in memory.
func (f *chartFlags) draw(ctx context.Context, make chartMaker) (*drawing, error) {
	st, err := f.style()
	if err = errors.Join(err, ctx.Err()); err != nil {
		return nil, err
	}
	var names []string
	if f.byName() {
		names = f.names
	}
	charts, skipped, err := make(names...)
	if err != nil {
		return nil, &usageError{err.Error(), ""}
	}
	if f.byName() && len(skipped) > 0 {
		return nil, &usageError{strings.Join(reasons(skipped), "\n"), ""}
	}
	jobs := f.jobs(charts, st)
	files, err := render(ctx, jobs)
	d := &drawing{dir: f.dir, files: files, skipped: skipped}
	for _, j := range jobs {
		if j.title != "" {
			d.list = append(d.list, report.Chart{File: j.path, Title: j.title})
		}
	}
	return d, err
}

// byName reports whether charts were chosen; all of several are no choice.
func (f *chartFlags) byName() bool {
	return len(f.names) > 0 && (len(f.names) < len(f.known) || len(f.known) == 1)
}

// job renders one file.
type job struct {
	path   string
	title  string // of a picture; empty for its data
	render func() ([]byte, error)
}

// jobs are the files of the charts: each picture, and its data beside it.
func (f *chartFlags) jobs(charts []*plots.Chart, st plots.Style) []job {
	var jobs []job
	for _, c := range charts {
		stem := filepath.Join(f.dir, c.Name)
		for _, format := range f.pictures() {
			draw := c.PNG
			if imageFormat(format) == imageSVG {
				draw = c.SVG
			}
			jobs = append(jobs, job{stem + "." + format, c.Title, func() ([]byte, error) { return draw(st) }})
		}
		jobs = append(jobs, job{stem + ".csv", "", func() ([]byte, error) { return c.CSV(), nil }})
	}
	return jobs
}

// pictures are the formats of the images to draw.
func (f *chartFlags) pictures() []string {
	if len(f.formats) == 0 {
		return []string{string(imagePNG)}
	}
	return f.formats
}

// render runs the jobs on all processors; the result does not depend on how many there are. The first job that fails
// decides the error.
func render(ctx context.Context, jobs []job) ([]output, error) {
	outputs, errs := make([]output, len(jobs)), make([]error, len(jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			for i := range next {
				if errs[i] = ctx.Err(); errs[i] == nil {
					outputs[i].path = jobs[i].path
					outputs[i].data, errs[i] = jobs[i].render()
				}
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return outputs, nil
}

// makeFolder makes the folder of the charts where there are charts and no folder.
func (d *drawing) makeFolder() error {
	if len(d.files) == 0 {
		return nil
	}
	if err := checkFolder(d.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(d.dir, 0o777); err != nil {
		return mistaken("--charts: ", fmt.Errorf("--charts: %w", err))
	}
	return nil
}

// lines list the charts, one a line.
func (d *drawing) lines() []byte {
	var lines []string
	for _, c := range d.list {
		lines = append(lines, c.File+"  "+c.Title)
	}
	return cleanLines(lines)
}

// omissions tell which charts are not drawn, and why, one a line.
func (d *drawing) omissions() []byte { return cleanLines(reasons(d.skipped)) }

func reasons(skipped []*plots.NotDrawn) []string {
	var lines []string
	for _, s := range skipped {
		lines = append(lines, s.Error())
	}
	return lines
}
