package risk

import (
	"syscall"
	"unsafe"
)

// hugePages is MADV_HUGEPAGE: back the memory with large pages, where the system will.
const hugePages = 14

// settleSlab asks for large pages for memory that is not written yet: with small ones, the first writing of it takes longer than
// the samples themselves. It is advice, so a refusal does not matter.
func settleSlab(slab []float32) {
	const large = 1 << 21
	if len(slab)*4 < 2*large {
		return
	}
	from := (large - uintptr(unsafe.Pointer(&slab[0]))%large) % large
	to := uintptr(len(slab)) * 4 / large * large
	if bytes := unsafe.Slice((*byte)(unsafe.Pointer(&slab[0])), len(slab)*4); from < to {
		_ = syscall.Madvise(bytes[from:to], hugePages)
	}
}
