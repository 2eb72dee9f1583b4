package paths

import "encoding/binary"

// record writes the fields of a structure in Thrift's compact protocol, in which Parquet keeps what it says of itself. Fields
// are written by ascending number; end closes the structure.
type record struct {
	b    []byte
	last int // number of the field written last
}

// Types of the compact protocol.
const (
	typeI32    = 5
	typeI64    = 6
	typeText   = 8
	typeList   = 9
	typeStruct = 12
)

func (r *record) field(number, kind int) {
	r.b = append(r.b, byte((number-r.last)<<4|kind))
	r.last = number
}

// int writes a whole number, as zigzag varint.
func (r *record) int(v int64) { r.b = binary.AppendVarint(r.b, v) }

func (r *record) size(n int) { r.b = binary.AppendUvarint(r.b, uint64(n)) }

func (r *record) i32(number int, v int) {
	r.field(number, typeI32)
	r.int(int64(v))
}

func (r *record) i64(number int, v int64) {
	r.field(number, typeI64)
	r.int(v)
}

func (r *record) string(s string) {
	r.size(len(s))
	r.b = append(r.b, s...)
}

func (r *record) text(number int, s string) {
	r.field(number, typeText)
	r.string(s)
}

// list begins a list of n items of a kind, which are written next.
func (r *record) list(number, n, kind int) {
	r.field(number, typeList)
	if n < 15 {
		r.b = append(r.b, byte(n<<4|kind))
		return
	}
	r.b = append(r.b, byte(0xf0|kind))
	r.size(n)
}

// nested writes a structure as a field.
func (r *record) nested(number int, fill func(*record)) {
	r.field(number, typeStruct)
	r.item(fill)
}

// item writes a structure as an item of a list.
func (r *record) item(fill func(*record)) {
	inner := record{b: r.b}
	fill(&inner)
	r.b = append(inner.b, 0)
}
