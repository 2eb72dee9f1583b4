package report

import (
	"commitcast/model/analysis"
)

// sensitivityJSON writes each analysis under its method; null for one that was not asked for. Ends of ranges are in base units.
func sensitivityJSON(s *analysis.Sensitivity) []byte {
	w := &jsonWriter{}
	w.object(func() {
		w.scenario(sensitivitySchema, s.Scenario, "")
		w.target(s.Target, s.Scenario.Currency)
		w.number("base", s.Base)
		w.analysis("tornado", s.Tornado != nil, func() { w.tornado(s.Tornado) })
		w.analysis("spider", s.Spider != nil, func() { w.spider(s.Spider) })
		w.analysis("morris", s.Screening != nil, func() { w.screening(s.Screening) })
		w.analysis("sobol", s.Decomposition != nil, func() { w.decomposition(s.Decomposition) })
		w.analysis("rank", s.Ranks != nil, func() { w.ranks(s.Ranks) })
		w.origin(s.Scenario, append(s.Scenario.Notes[:len(s.Scenario.Notes):len(s.Scenario.Notes)], s.Warnings...))
	})
	return append(w.b, '\n')
}

// analysis writes one analysis, or null.
func (w *jsonWriter) analysis(method string, done bool, fill func()) {
	w.key(method)
	if !done {
		w.b = append(w.b, "null"...)
		return
	}
	w.object(fill)
}

// moved writes how far a number is moved.
func (w *jsonWriter) moved(r *analysis.Range) {
	w.text("path", r.Path)
	w.text("range", r.Why)
	for _, end := range []struct {
		name, text string
		value      float64
	}{{"own", r.BaseText, r.Base}, {"low", r.LowText, r.Low}, {"high", r.HighText, r.High}} {
		w.number(end.name, end.value)
		w.optional(end.name+"_text", end.text)
	}
}

func (w *jsonWriter) tornado(t *analysis.Tornado) {
	w.key("bars")
	w.list(len(t.Bars), func(i int) {
		b := &t.Bars[i]
		w.moved(&b.Range)
		w.number("at_low", b.AtLow)
		w.number("at_high", b.AtHigh)
		w.key("one_sided")
		w.bool(b.OneSided(t.Base))
	})
	w.key("all_at_once")
	w.object(func() {
		w.number("lowest", t.All.AtLow)
		w.number("highest", t.All.AtHigh)
		w.texts("left_out", t.LeftOut())
	})
}

func (w *jsonWriter) spider(s *analysis.Spider) {
	w.key("lines")
	w.list(len(s.Lines), func(i int) {
		l := &s.Lines[i]
		w.moved(&l.Range)
		w.numbers("at", l.At)
		w.numbers("values", l.Values)
	})
}

// sampled writes how an analysis by samples was carried out.
func (w *jsonWriter) sampled(what string, n int, seed uint64) {
	w.key(what)
	w.whole(uint64(n))
	w.key("seed")
	w.whole(seed)
}

func (w *jsonWriter) screening(s *analysis.Screening) {
	w.sampled("trajectories", s.Trajectories, s.Seed)
	w.key("evaluations")
	w.whole(uint64(s.Evaluations))
	w.key("undefined")
	w.whole(uint64(s.Undefined))
	w.key("effects")
	w.list(len(s.Effects), func(i int) {
		e := &s.Effects[i]
		w.moved(&e.Range)
		w.number("mu", e.Mu)
		w.number("mu_star", e.MuStar)
		w.number("mu_star_low", e.MuStarLow)
		w.number("mu_star_high", e.MuStarHigh)
		w.number("sigma", e.Sigma)
		w.key("undefined")
		w.whole(uint64(e.Undefined))
	})
}

func (w *jsonWriter) decomposition(d *analysis.Decomposition) {
	w.sampled("samples", d.Samples, d.Seed)
	w.key("evaluations")
	w.whole(uint64(d.Evaluations))
	w.key("undefined")
	w.whole(uint64(d.Undefined))
	w.number("mean", d.Mean)
	w.number("sd", d.SD)
	w.key("indices")
	w.list(len(d.Indices), func(i int) {
		x := &d.Indices[i]
		w.texts("paths", x.Paths)
		w.number("first", x.First)
		w.number("first_low", x.FirstLow)
		w.number("first_high", x.FirstHigh)
		w.number("total", x.Total)
		w.number("total_low", x.TotalLow)
		w.number("total_high", x.TotalHigh)
		w.optional("doubt", x.Doubt())
	})
}

func (w *jsonWriter) ranks(r *analysis.RankCorrelations) {
	w.sampled("paths", r.Paths, r.Seed)
	w.key("correlations")
	w.list(len(r.All), func(i int) {
		c := &r.All[i]
		w.text("path", c.Path)
		w.number("rho", c.Rho)
		w.number("low", c.Low)
		w.number("high", c.High)
		w.number("pairs", float64(c.Pairs))
	})
}
