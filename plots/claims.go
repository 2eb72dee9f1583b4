package plots

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"commitcast/model"
	"commitcast/model/analysis"
)

// ClaimsChart holds the unit prices of the claims against the plausible bands: a row a claim, a panel a unit price.
func ClaimsChart(c *analysis.Claims) (*Chart, error) { return made("claims", c, claimsChart) }

// claims are claims to draw.
type claims struct {
	*analysis.Claims
	rows   []claimRow
	panels []bandPanel
}

// claimRow is one claim, or the scenario as it stands.
type claimRow struct {
	name, detail, series string
	judgements           []analysis.Judgement
}

// bandPanel is one unit price of all claims.
type bandPanel struct {
	measure
	money, name string // the currency; what heads the panel
	unitOf      model.Unit
	of          []*analysis.Judgement // by row; nil where it does not apply
	log         bool
}

// mostPanels is how many unit prices stand beside each other.
const mostPanels = 3

func claimsChart(c *analysis.Claims) (*Chart, error) {
	if c == nil || c.Scenario == nil {
		return nil, fmt.Errorf("a chart of claims needs them and their scenario")
	}
	w := claims{Claims: c}
	w.addRows()
	if err := w.addPanels(); err != nil {
		return nil, err
	}
	out := &Chart{Title: w.title(), Subtitle: w.subtitle(), Note: w.note(), data: w.data()}
	out.Alt = fmt.Sprintf("Dot chart of the unit prices that %s imply, against the plausible bands. %s.", counted(len(c.All), "claim", "claims"), out.Title)
	out.draw = func(s *sheet, room vg.Rectangle) { w.draw(s, room) }
	a := asked{scenario: c.Scenario}
	return a.finish(out, ""), nil
}

// addRows adds the scenario itself, unless a claim says the same, and the claims.
func (w *claims) addRows() {
	if len(w.Own) > 0 && !slices.ContainsFunc(w.All, func(c analysis.Claim) bool { return c.Base }) {
		w.rows = append(w.rows, claimRow{name: "As in the scenario", series: "scenario", judgements: w.Own})
	}
	for _, c := range w.All {
		row := claimRow{name: short(c.Name, 30) + ": " + short(c.Text, 24), detail: c.Path, series: c.Path + " " + c.Name}
		row.judgements = c.Judgements
		if !c.Judged {
			row.detail = c.Path + ": not judged"
		}
		if c.Factor != 0 && c.InsteadText != "" {
			row.detail = short(c.InsteadText, 20) + " would lie inside"
		}
		w.rows = append(w.rows, row)
	}
}

// addPanels adds a panel for each unit price that is judged.
func (w *claims) addPanels() error {
	for _, name := range analysis.Measures {
		p, largest := bandPanel{}, 0.0
		var first *analysis.Judgement
		for i := range w.rows {
			j := worst(w.rows[i].judgements, name)
			if p.of = append(p.of, j); j != nil {
				first = j
				largest = math.Max(largest, biggest([]float64{j.Value, j.Low, j.High}))
			}
		}
		switch {
		case first == nil || len(w.panels) == mostPanels:
			continue
		case largest > limit:
			return &NotDrawn{Reason: fmt.Sprintf("%s is too large to draw: %g", name, largest)}
		}
		p.unitOf, p.money = first.Unit, w.Scenario.Currency
		p.measure = newMeasure(name, "", first.Unit, p.money, largest)
		p.name = strings.ReplaceAll(bandNames[name], "$", currencySign(p.money))
		p.chooseLog()
		w.panels = append(w.panels, p)
	}
	if len(w.panels) == 0 {
		return &NotDrawn{Reason: "no plausible band applies to any claim"}
	}
	return nil
}

// bandNames head the panels.
var bandNames = map[string]string{
	"price.implied": "Per GPU-hour", "price.effective": "Per used GPU-hour", "spend_per_mw_year": "Per MW-year of IT",
	"gpus_per_million": "GPUs per $1M",
}

// worst is the judgement of a unit price that lies outside its band, or else the first.
func worst(all []analysis.Judgement, measure string) *analysis.Judgement {
	var out *analysis.Judgement
	for i := range all {
		if j := &all[i]; j.Measure == measure && model.Known(j.Value) && (out == nil || out.Inside && !j.Inside) {
			out = j
		}
	}
	return out
}

// chooseLog takes a logarithmic axis where values and bands are far apart.
func (p *bandPanel) chooseLog() {
	lo, hi := p.span()
	p.log = lo > 0 && hi > 6*lo
}

// span is the lowest and the highest of the values and bands.
func (p *bandPanel) span() (lo, hi float64) {
	var all []float64
	for _, j := range p.of {
		if j != nil {
			all = append(all, j.Value, j.Low, j.High)
		}
	}
	lo, hi, _ = bounded(all)
	return lo, hi
}

// at is where a value lies on the axis.
func (p *bandPanel) at(v float64) float64 {
	if p.log {
		return math.Log10(v)
	}
	return v
}

func (w *claims) subtitle() string {
	text := "What each claim implies, against the plausible band"
	if slices.ContainsFunc(w.panels, func(p bandPanel) bool { return p.log }) {
		text += "; logarithmic scales"
	}
	return text
}

func (w *claims) note() string {
	return "Shaded: plausible. Blue discs lie inside, orange diamonds outside. The rest of the scenario is as it stands."
}

// title says which claims survive, and whether a factor of ten would save one.
func (w *claims) title() string {
	survive, judged := 0, 0
	var out *analysis.Claim
	for i := range w.All {
		c := &w.All[i]
		judged += btoi(c.Judged)
		survive += btoi(c.Judged && c.Survives)
		if c.Judged && !c.Survives {
			out = c
		}
	}
	bands := " within the plausible bands"
	some := itoa(survive) + " of " + itoa(judged) + " claims" + plural(survive, " lies", " lie") + bands
	switch {
	case judged-survive == 1 && out.Factor == 10:
		return finding(w.named(out)+" lies outside the plausible bands; ten times it would not", some)
	case judged-survive == 1 && out.Factor == 0.1:
		return finding(w.named(out)+" lies outside the plausible bands; a tenth of it would not", some)
	case judged == 0:
		return "The scenario's unit prices against the plausible bands"
	case judged == 1 && survive == 1:
		return "The only claim lies" + bands
	case judged == 1:
		return "The only claim lies outside the plausible bands"
	case survive == judged:
		return "All " + itoa(judged) + " claims lie" + bands
	case survive == 0:
		return "None of " + itoa(judged) + " claims lies" + bands
	}
	return some
}

// named is a claim in a title: $3.8B for contracts.aws.value.
func (w *claims) named(c *analysis.Claim) string {
	text := short(c.Text, 20)
	if path := titledPath(c.Path); path != "" {
		text += " for " + path
	}
	return text
}

func (w *claims) data() []Row {
	var rows []Row
	for i, r := range w.rows {
		for _, p := range w.panels {
			if j := p.of[i]; j != nil {
				add := func(metric string, v float64) {
					rows = append(rows, Row{Scenario: title(reportOf(w.Scenario)), Series: r.series, Metric: metric, Unit: p.unit, Value: v})
				}
				add(p.measure.name, j.Value)
				add(p.measure.name+" low", j.Low)
				add(p.measure.name+" high", j.High)
			}
		}
	}
	return rows
}

// draw draws the panels beside each other, the first with the names of the claims.
func (w *claims) draw(s *sheet, room vg.Rectangle) {
	const above, gap = 14.0, 12.0
	n := s.rowsShown(room, above, len(w.rows), 0)
	rc := rowChart{above: above}
	for _, r := range w.rows[:n] {
		rc.names, rc.details = append(rc.names, r.name), append(rc.details, r.detail)
	}
	if more := len(w.rows) - n; more > 0 {
		rc.unlisted = itoa(more) + " more in the data"
	}
	names := min(rc.nameWidth(s, room), 0.3*(room.Max.X-room.Min.X))
	each := (room.Max.X - room.Min.X - names + gap) / vg.Length(len(w.panels))
	for k, p := range w.panels {
		at := room
		if k == 0 {
			at.Max.X = room.Min.X + names + each - gap
			rc.width = names
		} else {
			rc.bare = true
			at.Min.X = room.Min.X + names + vg.Length(k)*each
			at.Max.X = at.Min.X + each - gap
		}
		p.draw(s, rc, at, names*vg.Length(btoi(k == 0)), n)
	}
}

// draw draws the bands and values of one unit price.
func (p *bandPanel) draw(s *sheet, rc rowChart, room vg.Rectangle, names vg.Length, n int) {
	head := room
	head.Min.X += names
	s.headline(head, p.name)
	lo, hi := p.span()
	if rc.axis = p.measure; !p.log {
		lo = 0
	}
	if rc.lo, rc.hi = p.at(lo), p.at(hi); rc.hi <= rc.lo {
		rc.hi = rc.lo + p.sc.div
	}
	rc.before, rc.after = 6, 6
	for _, j := range p.of[:n] {
		switch {
		case j == nil:
		case p.leftOf(j):
			rc.before = max(rc.before, s.inset(true, p.text(j.Value))+3)
		default:
			rc.after = max(rc.after, s.inset(true, p.text(j.Value))+3)
		}
	}
	if p.log {
		rc.places = p.places(lo, hi, head.Max.X-head.Min.X-rc.before-rc.after)
	}
	rp := rc.open(s, room)
	for i, j := range p.of[:n] {
		if j != nil {
			p.drawJudgement(rp, i, j)
		}
	}
}

// text writes a value; on a logarithmic axis in the scale that suits it alone.
func (p *bandPanel) text(v float64) string {
	if p.log {
		return newMeasure("", "", p.unitOf, p.money, v).figure(v)
	}
	return p.figure(v)
}

// places are the numbers of a logarithmic axis: 1, 2, 5, 10 or 1, 3, 10 where there is room, else powers of ten.
func (p *bandPanel) places(lo, hi float64, width vg.Length) []place {
	steps := []float64{1, 2, 5}
	if decades := math.Log10(hi / lo); float64(width) < 34*2*decades {
		steps = []float64{1}
	} else if float64(width) < 34*3*decades {
		steps = []float64{1, 3}
	}
	var out []place
	for k := math.Floor(math.Log10(lo)); k <= math.Log10(hi); k++ {
		for _, m := range steps {
			if v := m * math.Pow(10, k); v >= lo*0.999 && v <= hi*1.001 {
				out = append(out, place{at: math.Log10(v), text: newMeasure("", "", p.unitOf, p.money, v).round(v)})
			}
		}
	}
	return out
}

// drawJudgement draws a value and its band in a row.
func (p *bandPanel) drawJudgement(rp *rowPanel, i int, j *analysis.Judgement) {
	band := mix(rp.paper, rp.series[0], 0.16)
	p.drawBand(rp, i, j, band)
	at := p.at(j.Value)
	l := label{text: p.text(j.Value), size: rp.size, colour: rp.ink, on: &band}
	x := rp.x(at) + markGap + 3
	if j.Inside {
		rp.dot(disc, vg.Point{X: rp.x(at), Y: rp.row(i)}, min(3.2, 0.36*rp.pitch), rp.series[0], band)
	} else {
		rp.dot(diamond, vg.Point{X: rp.x(at), Y: rp.row(i)}, min(3.2, 0.32*rp.pitch), rp.series[5], rp.paper)
		l.bold, l.colour, l.on, l.clear = true, rp.word(rp.series[5]), nil, true
		if p.leftOf(j) {
			l.align, x = 1, rp.x(at)-markGap-3
		}
	}
	rp.write(l, x, middle(rp.row(i), rp.size))
}

// leftOf reports whether a value stands left of its mark: away from the band above it.
func (p *bandPanel) leftOf(j *analysis.Judgement) bool { return p.log && !j.Inside && j.Value < j.Low }

// drawBand shades a row from one end of the band to the other; an open side reaches to the end of the axis.
func (p *bandPanel) drawBand(rp *rowPanel, i int, j *analysis.Judgement, c color.RGBA) {
	if !model.Known(j.Low) && !model.Known(j.High) {
		return
	}
	box := vg.Rectangle{Min: vg.Point{X: rp.area.Min.X, Y: rp.row(i) - 0.46*rp.pitch}, Max: vg.Point{X: rp.area.Max.X, Y: rp.row(i) + 0.46*rp.pitch}}
	if model.Known(j.Low) {
		box.Min.X = rp.x(p.at(j.Low))
	}
	if model.Known(j.High) {
		box.Max.X = rp.x(p.at(j.High))
	}
	rp.fill(c, box)
}
