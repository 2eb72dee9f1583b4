package risk

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"hash/crc64"
	"io"
	"runtime"
	"runtime/debug"

	"commitcast/model"
	"commitcast/model/draw"
	"commitcast/model/stat"
)

// Summary is what one part of a run gives: everything a result needs of its blocks. It can be written, read elsewhere and merged
// with the other parts.
type Summary struct {
	header header
	store  *store
}

// header says what a summary is of.
type header struct {
	Format    string       `json:"format"`
	Version   string       `json:"version"`
	GOARCH    string       `json:"goarch"`    // with its level, such as amd64 v1
	Scenarios []string     `json:"scenarios"` // their names
	Hashes    []string     `json:"hashes"`    // of their inputs
	Paths     int          `json:"paths"`
	Seed      uint64       `json:"seed"`
	Sampler   draw.Sampler `json:"sampler"`
	By        model.By     `json:"by"`
	Metrics   []string     `json:"metrics"`
	Bounded   bool         `json:"bounded"`
	Columns   int          `json:"columns"`
	Counters  int          `json:"counters"`
	Part      int          `json:"part"`
	Parts     int          `json:"parts"`
}

// summaryFormat names the format of a written summary.
const summaryFormat = "commitcast.summary/1"

// header is that of part k of n.
func (p *plan) header(k, n int) header {
	h := header{Format: summaryFormat, Version: model.Version, GOARCH: processor(), Paths: p.options.Paths, Seed: p.options.Seed,
		Sampler: p.options.Sampler, By: p.options.By, Metrics: p.options.Metrics, Bounded: p.bounded(), Columns: p.layout.columns,
		Counters: p.layout.counters, Part: k, Parts: n}
	for i := range p.scenarios {
		h.Scenarios = append(h.Scenarios, p.scenarios[i].s.Name)
		h.Hashes = append(h.Hashes, p.scenarios[i].s.InputSHA256)
	}
	return h
}

// processor is the kind of processor the program is built for, which decides the last bits of its numbers.
func processor() string {
	kind := runtime.GOARCH
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "GOAMD64" || s.Key == "GOARM64" {
				kind += " " + s.Value
			}
		}
	}
	return kind
}

// Options are those of the run the summary is a part of.
func (s *Summary) Options() Options {
	h := &s.header
	return Options{Paths: h.Paths, Seed: h.Seed, Sampler: h.Sampler, By: h.By, Metrics: h.Metrics}
}

// Part says which part of how many the summary is, counted from 1.
func (s *Summary) Part() (k, n int) { return s.header.Part, s.header.Parts }

// magic begins a written summary.
const magic = "commitcast summary\n"

// newChecksum begins what guards a written summary against damage.
func newChecksum() hash.Hash64 { return crc64.New(crc64.MakeTable(crc64.ECMA)) }

// WriteTo writes the summary: the header as JSON, then moments, counters and samples or their summaries, and a checksum.
func (s *Summary) WriteTo(w io.Writer) (int64, error) {
	sum := newChecksum()
	out := &writer{to: bufio.NewWriterSize(io.MultiWriter(w, sum), 1<<16)}
	text, err := json.Marshal(s.header)
	if err != nil {
		return 0, err
	}
	out.bytes([]byte(magic))
	out.sized(text)
	for _, t := range s.store.tallies {
		out.value(t.moments)
		out.value(t.counters)
	}
	for _, column := range s.store.samples {
		out.value(column)
	}
	for _, replicate := range s.store.sketches {
		for c := range replicate {
			text, err := replicate[c].MarshalBinary()
			if err != nil {
				return out.n, err
			}
			out.sized(text)
		}
	}
	if out.err == nil {
		out.err = out.to.Flush()
	}
	if out.err == nil {
		out.err = binary.Write(w, binary.LittleEndian, sum.Sum64())
	}
	return out.n + 8, out.err
}

// writer writes until the first error.
type writer struct {
	to  *bufio.Writer
	n   int64
	err error
}

func (w *writer) bytes(b []byte) {
	if w.err == nil {
		_, w.err = w.to.Write(b)
		w.n += int64(len(b))
	}
}

func (w *writer) sized(b []byte) {
	w.bytes(binary.LittleEndian.AppendUint64(nil, uint64(len(b))))
	w.bytes(b)
}

// value writes values of a fixed size.
func (w *writer) value(v any) {
	if w.err != nil {
		return
	}
	switch v := v.(type) {
	case []stat.Moments:
		for _, m := range v {
			w.value([]uint64{uint64(m.N)})
			w.value([]float64{m.Mean, m.M2, m.M3, m.M4, m.Min, m.Max})
		}
		return
	}
	w.n += int64(binary.Size(v))
	w.err = binary.Write(w.to, binary.LittleEndian, v)
}

// errDamaged is told of a file that is no whole summary.
var errDamaged = errors.New("is not a whole summary of a simulation")

// ReadSummary reads a summary that WriteTo wrote. What is no summary, or a damaged one, is an error, as is one of another version
// of the program or another kind of processor, whose numbers may differ in the last bit.
func ReadSummary(r io.Reader) (*Summary, error) {
	sum := newChecksum()
	in := &reader{from: io.TeeReader(bufio.NewReaderSize(r, 1<<16), sum)}
	if string(in.bytes(len(magic))) != magic {
		return nil, errDamaged
	}
	s := &Summary{}
	if err := json.Unmarshal(in.sized(1<<20), &s.header); err != nil {
		return nil, errDamaged
	}
	if err := s.header.check(); err != nil {
		return nil, err
	}
	s.read(in)
	want := sum.Sum64()
	if got := in.number(); in.err != nil || got != want {
		return nil, errDamaged
	}
	if n, err := in.from.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, errDamaged
	}
	return s, nil
}

// check refuses what this program cannot have written.
func (h *header) check() error {
	switch {
	case h.Format != summaryFormat:
		return fmt.Errorf("is of format %q, not %q", h.Format, summaryFormat)
	case h.Version != model.Version || h.GOARCH != processor():
		return fmt.Errorf("is of version %s on %s, this is version %s on %s", h.Version, h.GOARCH, model.Version, processor())
	case draw.CheckPaths(h.Sampler, h.Paths) != nil, h.Columns < 0 || h.Columns > maxColumns, h.Counters < 0 || h.Counters > maxColumns,
		h.Part < 1, h.Part > h.Parts, h.Parts > (&Options{Paths: h.Paths}).blocks(), len(h.Hashes) == 0, len(h.Hashes) != len(h.Scenarios):
		return errDamaged
	}
	return nil
}

// maxColumns bounds the columns and the counters of a summary that is read.
const maxColumns = 1 << 22

// read reads what follows the header.
func (s *Summary) read(in *reader) {
	o := s.Options()
	from, to := part(o.blocks(), s.header.Part, s.header.Parts)
	st := &store{from: from, to: to}
	s.store = st
	for range to - from {
		if in.err != nil {
			return
		}
		t := tally{counters: make([]int32, s.header.Counters*o.replicates())}
		for range s.header.Columns * o.replicates() {
			t.moments = append(t.moments, in.moments())
		}
		in.value(t.counters)
		st.tallies = append(st.tallies, t)
	}
	if !s.header.Bounded {
		n := o.pathsUpTo(to) - o.pathsUpTo(from)
		for c := 0; c < s.header.Columns && in.err == nil; c++ {
			st.samples = append(st.samples, in.column(n))
		}
		return
	}
	for r := 0; r < o.replicates() && in.err == nil; r++ {
		st.sketches = append(st.sketches, make([]stat.Sketch, s.header.Columns))
		for c := range st.sketches[r] {
			if text := in.sized(1 << 26); in.err == nil {
				in.err = st.sketches[r][c].UnmarshalBinary(text)
			}
		}
	}
}

// reader reads until the first error.
type reader struct {
	from io.Reader
	err  error
}

// chunk is how much is read before more memory is taken.
const chunk = 1 << 18

func (r *reader) bytes(n int) []byte {
	var b []byte
	for len(b) < n && r.err == nil {
		more := make([]byte, min(chunk, n-len(b)))
		_, r.err = io.ReadFull(r.from, more)
		b = append(b, more...)
	}
	return b
}

func (r *reader) number() uint64 {
	var v [1]uint64
	r.value(v[:])
	return v[0]
}

func (r *reader) sized(most uint64) []byte {
	n := r.number()
	if n > most && r.err == nil {
		r.err = errDamaged
	}
	if r.err != nil {
		return nil
	}
	return r.bytes(int(n))
}

func (r *reader) moments() stat.Moments {
	n := r.number()
	var v [6]float64
	r.value(v[:])
	return stat.Moments{N: int(n), Mean: v[0], M2: v[1], M3: v[2], M4: v[3], Min: v[4], Max: v[5]}
}

func (r *reader) column(n int) []float32 {
	column := make([]float32, 0, min(n, chunk))
	for len(column) < n && r.err == nil {
		more := make([]float32, min(chunk, n-len(column)))
		r.value(more)
		column = append(column, more...)
	}
	return column
}

func (r *reader) value(v any) {
	if r.err == nil {
		r.err = binary.Read(r.from, binary.LittleEndian, v)
	}
}
