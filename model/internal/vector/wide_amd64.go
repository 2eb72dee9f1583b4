package vector

func cpuid(leaf, sub uint32) (a, b, c, d uint32)

func xgetbv() uint32

func wide() bool {
	const (
		osxsave  = 1 << 27
		wanted   = 1<<16 | 1<<17
		keptZMM  = 0xe6 // SSE, AVX, mask, and both halves of ZMM state
		leafMost = 7
	)
	most, _, _, _ := cpuid(0, 0)
	if most < leafMost {
		return false
	}
	if _, _, c, _ := cpuid(1, 0); c&osxsave == 0 || xgetbv()&keptZMM != keptZMM {
		return false
	}
	_, b, _, _ := cpuid(leafMost, 0)
	return b&wanted == wanted
}
