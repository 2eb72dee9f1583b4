package paths

import (
	"context"
	"io"
	"strconv"

	"commitcast/cmd/commitcast/internal/report"
)

// CSV writes the table as RFC 4180 rows, at full precision. What is not defined is empty.
func (t *Table) CSV(ctx context.Context, w io.Writer) error {
	inputs, outputs := t.columns()
	head := scenarioColumn + "," + pathColumn
	for _, name := range append(inputs, outputs...) {
		head += "," + report.CSVText(name)
	}
	if _, err := io.WriteString(w, head+"\r\n"); err != nil {
		return err
	}
	var b []byte
	return t.each(ctx, func(r *rows) error {
		name := report.CSVText(r.scenario)
		for i := range r.n {
			b = append(append(b[:0], name...), ',')
			b = strconv.AppendInt(b, int64(r.from+i), 10)
			for _, column := range r.inputs {
				b = append(b, ',')
				if column != nil {
					b = appendNumber(b, column[i], 64)
				}
			}
			for _, column := range r.outputs {
				b = append(b, ',')
				if column != nil {
					b = appendNumber(b, float64(column[i]), 32)
				}
			}
			if _, err := w.Write(append(b, "\r\n"...)); err != nil {
				return err
			}
		}
		return nil
	})
}

// appendNumber appends a number of so many bits in as many digits as it has and no exponent; nothing where it is not defined.
func appendNumber(b []byte, v float64, bits int) []byte {
	if !known(v) {
		return b
	}
	return strconv.AppendFloat(b, v+0, 'f', -1, bits) // + 0 turns −0 into 0
}
