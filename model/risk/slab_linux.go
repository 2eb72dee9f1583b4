package risk

import (
	"syscall"
	"unsafe"
)

const (
	largePage = 1 << 21 // bytes
	hugePages = 14      // MADV_HUGEPAGE of madvise(2)
)

// newSlab is room for n numbers, all 0. From a quarter of a large page on it asks for large pages, which the slab then begins with:
// with small ones its first writing takes longer than what is written. It is advice, so a refusal does not matter.
func newSlab[T float32 | float64](n int) []T {
	const least = largePage / 4
	size := unsafe.Sizeof(T(0))
	if uintptr(n)*size < least {
		return make([]T, n)
	}
	length := (uintptr(n)*size + largePage - 1) / largePage * largePage
	all := make([]T, (length+largePage)/size)
	first := -uintptr(unsafe.Pointer(&all[0])) % largePage
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(&all[0])), uintptr(len(all))*size)
	_ = syscall.Madvise(bytes[first:first+length], hugePages)
	return all[first/size:][:n:n]
}
