package vector

func cpuid(leaf, sub uint32) (a, b, c, d uint32)

func xgetbv() uint32

// The state of registers that a system keeps, as xgetbv has it.
const (
	keptYMM = 0x06        // SSE and AVX
	keptZMM = 0xe0 | 0x06 // and masks, and both halves of ZMM
)

// keeps reports whether the processor has AVX, and the system keeps some state.
func keeps(state uint32) bool {
	const osxsave, avx = 1 << 27, 1 << 28
	_, _, c, _ := cpuid(1, 0)
	return c&osxsave != 0 && c&avx != 0 && xgetbv()&state == state
}

func hasAVX() bool { return keeps(keptYMM) }

func wide() bool {
	const (
		leaf   = 7
		wanted = 1<<16 | 1<<17 // AVX-512 F and DQ
	)
	most, _, _, _ := cpuid(0, 0)
	if most < leaf || !keeps(keptZMM) {
		return false
	}
	_, b, _, _ := cpuid(leaf, 0)
	return b&wanted == wanted
}
