#include "textflag.h"

// The loops of vector.go two values at a time, in the same order of operations for each. SSE2 is on every amd64.

// func multiplyPairs(dst, a, b []float64, scale float64)
TEXT ·multiplyPairs(SB), NOSPLIT, $0-80
	MOVQ     dst_base+0(FP), DI
	MOVQ     dst_len+8(FP), CX
	MOVQ     a_base+24(FP), SI
	MOVQ     b_base+48(FP), DX
	MOVSD    scale+72(FP), X0
	UNPCKLPD X0, X0

four:
	SUBQ   $4, CX
	JLT    two
	MOVUPD (SI), X1
	MOVUPD 16(SI), X2
	MOVUPD (DX), X3
	MOVUPD 16(DX), X4
	MULPD  X3, X1
	MULPD  X4, X2
	MULPD  X0, X1
	MULPD  X0, X2
	MOVUPD X1, (DI)
	MOVUPD X2, 16(DI)
	ADDQ   $32, SI
	ADDQ   $32, DX
	ADDQ   $32, DI
	JMP    four

two:
	ADDQ   $2, CX
	JLT    done
	MOVUPD (SI), X1
	MOVUPD (DX), X3
	MULPD  X3, X1
	MULPD  X0, X1
	MOVUPD X1, (DI)

done:
	RET

// func addProductPairs(dst, a, b []float64, scale float64)
TEXT ·addProductPairs(SB), NOSPLIT, $0-80
	MOVQ     dst_base+0(FP), DI
	MOVQ     dst_len+8(FP), CX
	MOVQ     a_base+24(FP), SI
	MOVQ     b_base+48(FP), DX
	MOVSD    scale+72(FP), X0
	UNPCKLPD X0, X0

four:
	SUBQ   $4, CX
	JLT    two
	MOVUPD (SI), X1
	MOVUPD 16(SI), X2
	MOVUPD (DX), X3
	MOVUPD 16(DX), X4
	MULPD  X3, X1
	MULPD  X4, X2
	MULPD  X0, X1
	MULPD  X0, X2
	MOVUPD (DI), X5
	MOVUPD 16(DI), X6
	ADDPD  X5, X1
	ADDPD  X6, X2
	MOVUPD X1, (DI)
	MOVUPD X2, 16(DI)
	ADDQ   $32, SI
	ADDQ   $32, DX
	ADDQ   $32, DI
	JMP    four

two:
	ADDQ   $2, CX
	JLT    done
	MOVUPD (SI), X1
	MOVUPD (DX), X3
	MULPD  X3, X1
	MULPD  X0, X1
	MOVUPD (DI), X5
	ADDPD  X5, X1
	MOVUPD X1, (DI)

done:
	RET
