package report

import (
	"commitcast/model"
	"commitcast/model/analysis"
)

// stressSchema names the shape of JSON that tells a reverse stress.
const stressSchema = "commitcast.stress/1"

func stressJSON(r *analysis.Stress) []byte {
	w := &jsonWriter{}
	s := r.Scenario
	w.object(func() {
		w.scenario(stressSchema, s, "")
		w.text("metric", r.Limit.Target.String())
		w.text("unit", r.Limit.Target.Unit().In(s.Currency))
		w.limit(r.Limit)
		w.number("reach", r.Reach)
		w.number("base", r.Base)
		w.number("median", r.Median)
		w.key("found")
		w.bool(r.Found)
		w.key("broken_at_medians")
		w.bool(r.Broken)
		w.number("value", r.At)
		w.number("distance", r.Distance)
		w.number("probability_first_order", r.Probability)
		w.key("evaluations")
		w.whole(uint64(r.Evaluations))
		w.key("combination")
		w.list(len(r.Inputs), func(i int) { w.stressed(&r.Inputs[i]) })
		w.origin(s, append(append([]model.Warning{}, r.Warnings...), s.Notes...))
	})
	return append(w.b, '\n')
}

func (w *jsonWriter) stressed(in *analysis.StressedInput) {
	w.text("path", in.Path)
	w.number("base", in.Base)
	w.text("base_text", in.BaseText)
	w.number("median", in.Median)
	w.text("median_text", in.MedianText)
	w.number("value", in.At)
	w.text("value_text", in.AtText)
	w.number("score", in.Score)
	w.number("share", in.Importance)
	if in.Noise {
		w.text("from", in.From.String())
		w.text("to", in.To.String())
	}
}

// stressHeader names the columns of the long form: one statistic a row, of the metric or of an input's path.
const stressHeader = "scenario,metric,of,statistic,value\r\n"

func stressCSV(r *analysis.Stress) []byte {
	b := []byte(stressHeader)
	start := csvRow(r.Scenario.Name, r.Limit.Target.String())
	row := func(of, statistic string, v float64) {
		b = append(append(b, start...), csvRow(of, statistic)...)
		b = append(appendNumber(b, v, ""), "\r\n"...)
	}
	metric := r.Limit.Target.String()
	row(metric, "min", r.Limit.Min)
	row(metric, "max", r.Limit.Max)
	row(metric, "base", r.Base)
	row(metric, "median", r.Median)
	row(metric, "found", oneIf(r.Found))
	row(metric, "broken_at_medians", oneIf(r.Broken))
	row(metric, "value", r.At)
	row(metric, "distance", r.Distance)
	row(metric, "probability_first_order", r.Probability)
	for _, in := range r.Inputs {
		row(in.Path, "base", in.Base)
		row(in.Path, "median", in.Median)
		row(in.Path, "value", in.At)
		row(in.Path, "score", in.Score)
		row(in.Path, "share", in.Importance)
	}
	return b
}
