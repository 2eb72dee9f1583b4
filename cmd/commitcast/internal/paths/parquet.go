package paths

import (
	"context"
	"encoding/binary"
	"io"
	"math"
)

// Parquet writes the table in the Parquet format: a row group a batch, in it a page a column, plainly encoded and not
// compressed, for the last digits of samples are noise. What is not defined is null.
func (t *Table) Parquet(ctx context.Context, w io.Writer) error {
	f := &parquetFile{to: w, columns: t.parquetColumns()}
	if err := f.write([]byte(parquetMagic)); err != nil {
		return err
	}
	if err := t.each(ctx, f.group); err != nil {
		return err
	}
	footer := f.footer(t.About)
	footer = binary.LittleEndian.AppendUint32(footer, uint32(len(footer)))
	return f.write(append(footer, parquetMagic...))
}

const parquetMagic = "PAR1"

// Numbers that stand for names in the Parquet format.
const (
	physicalInt64  = 2
	physicalFloat  = 4
	physicalDouble = 5
	physicalBytes  = 6

	required = 0
	optional = 1

	utf8Text = 0 // as converted type

	encodingPlain = 0
	encodingRLE   = 3

	uncompressed = 0
	dataPage     = 0
)

// parquetColumn is a column of the file.
type parquetColumn struct {
	name       string
	physical   int
	repetition int
}

func (t *Table) parquetColumns() []parquetColumn {
	columns := []parquetColumn{{scenarioColumn, physicalBytes, required}, {pathColumn, physicalInt64, required}}
	inputs, outputs := t.columns()
	for _, name := range inputs {
		columns = append(columns, parquetColumn{name, physicalDouble, optional})
	}
	for _, name := range outputs {
		columns = append(columns, parquetColumn{name, physicalFloat, optional})
	}
	return columns
}

// parquetFile is a file being written.
type parquetFile struct {
	to      io.Writer
	at      int64 // bytes written
	columns []parquetColumn
	groups  []parquetGroup
	page    []byte // is used again
}

// parquetGroup is where a group's pages lie.
type parquetGroup struct {
	rows   int
	offset []int64 // of each column's page
	size   []int64 // of it with its header
}

func (f *parquetFile) write(b []byte) error {
	n, err := f.to.Write(b)
	f.at += int64(n)
	return err
}

// group writes rows as one row group.
func (f *parquetFile) group(r *rows) error {
	g := parquetGroup{rows: r.n}
	for i := range f.columns {
		page := r.page(f.page[:0], i)
		f.page = page
		header := pageHeader(len(page), r.n)
		g.offset = append(g.offset, f.at)
		g.size = append(g.size, int64(len(header)+len(page)))
		if err := f.write(header); err != nil {
			return err
		}
		if err := f.write(page); err != nil {
			return err
		}
	}
	f.groups = append(f.groups, g)
	return nil
}

// page appends column i of the file.
func (r *rows) page(b []byte, i int) []byte {
	switch i -= 2; {
	case i == -2:
		for range r.n {
			b = append(binary.LittleEndian.AppendUint32(b, uint32(len(r.scenario))), r.scenario...)
		}
		return b
	case i == -1:
		for k := range r.n {
			b = binary.LittleEndian.AppendUint64(b, uint64(r.from+k))
		}
		return b
	case i < len(r.inputs):
		column := r.inputs[i]
		b = appendDefined(b, r.n, func(k int) bool { return column != nil && known(column[k]) })
		for _, v := range column {
			if known(v) {
				b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
			}
		}
		return b
	}
	column := r.outputs[i-len(r.inputs)]
	b = appendDefined(b, r.n, func(k int) bool { return column != nil && known(float64(column[k])) })
	for _, v := range column {
		if known(float64(v)) {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
	}
	return b
}

// appendDefined appends which of n values are there: one bit each, as one bit-packed run after its length.
func appendDefined(b []byte, n int, there func(int) bool) []byte {
	groups := (n + 7) / 8
	head := binary.AppendUvarint(nil, uint64(groups)<<1|1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)+groups))
	b = append(b, head...)
	start := len(b)
	b = append(b, make([]byte, groups)...)
	for k := range n {
		if there(k) {
			b[start+k/8] |= 1 << (k % 8)
		}
	}
	return b
}

// pageHeader is the PageHeader of a page of so many bytes and values, nulls included.
func pageHeader(size, values int) []byte {
	var r record
	r.i32(1, dataPage)
	r.i32(2, size)
	r.i32(3, size)
	r.nested(5, func(r *record) {
		r.i32(1, values)
		r.i32(2, encodingPlain)
		r.i32(3, encodingRLE)
		r.i32(4, encodingRLE)
	})
	return append(r.b, 0)
}

// footer is the FileMetaData.
func (f *parquetFile) footer(about [][2]string) []byte {
	var r record
	total := 0
	for _, g := range f.groups {
		total += g.rows
	}
	r.i32(1, 1)
	r.list(2, 1+len(f.columns), typeStruct)
	r.item(func(r *record) {
		r.text(4, "paths")
		r.i32(5, len(f.columns))
	})
	for _, c := range f.columns {
		r.item(c.schema)
	}
	r.i64(3, int64(total))
	r.list(4, len(f.groups), typeStruct)
	for _, g := range f.groups {
		r.item(func(r *record) { f.describe(r, g) })
	}
	r.list(5, len(about), typeStruct)
	for _, pair := range about {
		r.item(func(r *record) {
			r.text(1, pair[0])
			r.text(2, pair[1])
		})
	}
	r.text(6, "commitcast")
	return append(r.b, 0)
}

// schema writes the SchemaElement of a column.
func (c parquetColumn) schema(r *record) {
	r.i32(1, c.physical)
	r.i32(3, c.repetition)
	r.text(4, c.name)
	if c.physical == physicalBytes {
		r.i32(6, utf8Text)
	}
}

// describe writes the RowGroup.
func (f *parquetFile) describe(r *record, g parquetGroup) {
	all := int64(0)
	r.list(1, len(f.columns), typeStruct)
	for i, c := range f.columns {
		all += g.size[i]
		r.item(func(r *record) {
			r.i64(2, g.offset[i])
			r.nested(3, func(r *record) { c.describe(r, g, i) })
		})
	}
	r.i64(2, all)
	r.i64(3, int64(g.rows))
}

// describe writes the ColumnMetaData of a group's column.
func (c parquetColumn) describe(r *record, g parquetGroup, i int) {
	encodings := []int64{encodingPlain, encodingRLE}
	r.i32(1, c.physical)
	r.list(2, len(encodings), typeI32)
	for _, e := range encodings {
		r.int(e)
	}
	r.list(3, 1, typeText)
	r.string(c.name)
	r.i32(4, uncompressed)
	r.i64(5, int64(g.rows))
	r.i64(6, g.size[i])
	r.i64(7, g.size[i])
	r.i64(9, g.offset[i])
}
