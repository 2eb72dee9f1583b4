package report

import (
	"strings"

	"commitcast/model"
	"commitcast/model/analysis"
)

// sensitivitySchema names the shape of JSON that tells a sensitivity.
const sensitivitySchema = "commitcast.sensitivity/1"

// sensitivityHeader names the columns: a number of an analysis a row, with its interval where it has one. What moved stands in path, several
// correlated paths separated by spaces; at is where, in its base unit.
const sensitivityHeader = "scenario,target,unit,method,path,statistic,at,value,low,high\r\n"

// sensitivityRows collects the rows of the long form.
type sensitivityRows struct {
	b      []byte
	start  []byte
	method string
}

// sensitivityCSV writes every number at full precision; what is not known is empty.
func sensitivityCSV(s *analysis.Sensitivity) []byte {
	rows := &sensitivityRows{b: []byte(sensitivityHeader)}
	rows.start = csvRow(s.Scenario.Name, s.Target.String(), s.Target.Unit().In(s.Scenario.Currency))
	rows.number("", "base", model.Unknown(), s.Base)
	rows.tornado(s.Tornado)
	rows.spider(s.Spider)
	rows.screening(s.Screening)
	rows.decomposition(s.Decomposition)
	rows.ranks(s.Ranks)
	return rows.b
}

func (r *sensitivityRows) tornado(t *analysis.Tornado) {
	if t == nil {
		return
	}
	r.method = "tornado"
	for i := range t.Bars {
		b := &t.Bars[i]
		r.number(b.Path, "own", b.Base, t.Base)
		r.number(b.Path, "at_low", b.Low, b.AtLow)
		r.number(b.Path, "at_high", b.High, b.AtHigh)
	}
	r.number("", "all_lowest", model.Unknown(), t.All.AtLow)
	r.number("", "all_highest", model.Unknown(), t.All.AtHigh)
}

func (r *sensitivityRows) spider(s *analysis.Spider) {
	if s == nil {
		return
	}
	r.method = "spider"
	for _, l := range s.Lines {
		for i, at := range l.At {
			r.number(l.Path, "value", at, l.Values[i])
		}
	}
}

func (r *sensitivityRows) screening(s *analysis.Screening) {
	if s == nil {
		return
	}
	r.method = "morris"
	none := model.Unknown()
	for i := range s.Effects {
		e := &s.Effects[i]
		r.interval(e.Path, "mu_star", none, e.MuStar, e.MuStarLow, e.MuStarHigh)
		r.number(e.Path, "mu", none, e.Mu)
		r.number(e.Path, "sigma", none, e.Sigma)
	}
}

func (r *sensitivityRows) decomposition(d *analysis.Decomposition) {
	if d == nil {
		return
	}
	r.method = "sobol"
	none := model.Unknown()
	r.number("", "mean", none, d.Mean)
	r.number("", "sd", none, d.SD)
	for i := range d.Indices {
		x := &d.Indices[i]
		paths := strings.Join(x.Paths, " ")
		r.interval(paths, "first", none, x.First, x.FirstLow, x.FirstHigh)
		r.interval(paths, "total", none, x.Total, x.TotalLow, x.TotalHigh)
		r.number(paths, "doubtful", none, oneIf(x.Doubt() != ""))
	}
}

func (r *sensitivityRows) ranks(c *analysis.RankCorrelations) {
	if c == nil {
		return
	}
	r.method = "rank"
	for _, x := range c.All {
		r.interval(x.Path, "rho", model.Unknown(), x.Rho, x.Low, x.High)
	}
}

func (r *sensitivityRows) number(path, statistic string, at, v float64) {
	r.interval(path, statistic, at, v, model.Unknown(), model.Unknown())
}

func (r *sensitivityRows) interval(path, statistic string, at float64, v, low, high float64) {
	r.b = append(append(r.b, r.start...), csvRow(r.method, path)...)
	r.b = append(r.b, statistic...)
	for _, x := range []float64{at, v, low, high} {
		r.b = append(r.b, ',')
		r.b = appendNumber(r.b, x, "")
	}
	r.b = append(r.b, "\r\n"...)
}
