package paths

import (
	"encoding/binary"
	"math"
	"testing"
)

// parquetContent is what a Parquet file holds.
type parquetContent struct {
	rows, groups int
	columns      map[string][]any // nil for a null
	about        map[string]string
}

// readParquet reads flat files of plain pages that are not compressed, by the format's description.
func readParquet(t *testing.T, b []byte) parquetContent {
	t.Helper()
	const magic = "PAR1"
	if string(b[:4]) != magic || string(b[len(b)-4:]) != magic {
		t.Fatal("the file does not begin and end as Parquet does")
	}
	size := int(binary.LittleEndian.Uint32(b[len(b)-8:]))
	footer := len(b) - 8 - size
	in := &thriftReader{b: b[footer : footer+size]}
	meta := in.structure()
	if len(in.b) != 0 {
		t.Fatalf("%d bytes are left after the footer", len(in.b))
	}
	out := parquetContent{rows: int(meta[3].(int64)), columns: make(map[string][]any), about: make(map[string]string)}
	var kinds []map[int]any
	schema := meta[2].([]any)
	if n := schema[0].(map[int]any)[5].(int64); int(n) != len(schema)-1 {
		t.Fatalf("the schema has %d columns of %d", len(schema)-1, n)
	}
	for _, s := range schema[1:] {
		kinds = append(kinds, s.(map[int]any))
	}
	for _, pair := range meta[5].([]any) {
		p := pair.(map[int]any)
		out.about[p[1].(string)] = p[2].(string)
	}
	at := 4
	for _, g := range meta[4].([]any) {
		out.groups++
		group := g.(map[int]any)
		for i, c := range group[1].([]any) {
			chunk := c.(map[int]any)[3].(map[int]any)
			name := kinds[i][4].(string)
			if path := chunk[3].([]any)[0].(string); path != name || chunk[1] != kinds[i][1] || int(chunk[9].(int64)) != at {
				t.Fatalf("chunk %v is not that of %s at %d", chunk, name, at)
			}
			end := at + int(chunk[7].(int64))
			values := readPage(t, b[at:end], kinds[i], int(group[3].(int64)))
			out.columns[name] = append(out.columns[name], values...)
			at = end
		}
	}
	if at != footer {
		t.Fatalf("the pages end at %d, the footer begins at %d", at, footer)
	}
	return out
}

// readPage reads a page with its header.
func readPage(t *testing.T, b []byte, kind map[int]any, rows int) []any {
	t.Helper()
	in := &thriftReader{b: b}
	header := in.structure()
	page := in.b
	data := header[5].(map[int]any)
	if int(header[3].(int64)) != len(page) || header[2] != header[3] || header[1] != int64(0) || data[2] != int64(0) || int(data[1].(int64)) != rows {
		t.Fatalf("page header is %v, with %d bytes and %d rows", header, len(page), rows)
	}
	there := func(int) bool { return true }
	if kind[3] == int64(1) {
		n := binary.LittleEndian.Uint32(page)
		levels := page[4 : 4+n]
		page = page[4+n:]
		run, head := binary.Uvarint(levels)
		if bits := levels[head:]; run&1 != 1 || int(run>>1) != len(bits) {
			t.Fatalf("levels begin with %d", run)
		} else {
			there = func(i int) bool { return bits[i/8]>>(i%8)&1 == 1 }
		}
	}
	var values []any
	for i := range rows {
		if !there(i) {
			values = append(values, nil)
			continue
		}
		var v any
		n := 8
		switch kind[1] {
		case int64(2):
			v = int64(binary.LittleEndian.Uint64(page))
		case int64(4):
			v, n = math.Float32frombits(binary.LittleEndian.Uint32(page)), 4
		case int64(5):
			v = math.Float64frombits(binary.LittleEndian.Uint64(page))
		case int64(6):
			n = 4 + int(binary.LittleEndian.Uint32(page))
			v = string(page[4:n])
		}
		values, page = append(values, v), page[n:]
	}
	if len(page) != 0 {
		t.Fatalf("%d bytes are left in the page of %v", len(page), kind)
	}
	return values
}

// thriftReader reads Thrift's compact protocol: structures as maps by field number, whole numbers as int64.
type thriftReader struct{ b []byte }

func (r *thriftReader) byte() byte {
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *thriftReader) structure() map[int]any {
	fields, last := make(map[int]any), 0
	for {
		head := r.byte()
		if head == 0 {
			return fields
		}
		if head>>4 == 0 {
			panic("a field gives its number in full")
		}
		last += int(head >> 4)
		fields[last] = r.value(int(head & 15))
	}
}

func (r *thriftReader) value(kind int) any {
	switch kind {
	case 5, 6:
		v, n := binary.Varint(r.b)
		r.b = r.b[n:]
		return v
	case 8:
		size, n := binary.Uvarint(r.b)
		s := string(r.b[n : n+int(size)])
		r.b = r.b[n+int(size):]
		return s
	case 9:
		head := r.byte()
		size := uint64(head >> 4)
		if size == 15 {
			var n int
			size, n = binary.Uvarint(r.b)
			r.b = r.b[n:]
		}
		items := make([]any, size)
		for i := range items {
			items[i] = r.value(int(head & 15))
		}
		return items
	case 12:
		return r.structure()
	}
	panic("a kind that is not used here")
}
