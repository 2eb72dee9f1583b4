#include "textflag.h"

// The coefficients of walk's polynomial, twice each.
DATA ·taylor+0(SB)/8, $1.0
DATA ·taylor+8(SB)/8, $1.0
DATA ·taylor+16(SB)/8, $0.5
DATA ·taylor+24(SB)/8, $0.5
DATA ·taylor+32(SB)/8, $0.16666666666666666
DATA ·taylor+40(SB)/8, $0.16666666666666666
DATA ·taylor+48(SB)/8, $0.041666666666666664
DATA ·taylor+56(SB)/8, $0.041666666666666664
DATA ·taylor+64(SB)/8, $0.008333333333333333
DATA ·taylor+72(SB)/8, $0.008333333333333333
DATA ·taylor+80(SB)/8, $0.001388888888888889
DATA ·taylor+88(SB)/8, $0.001388888888888889
DATA ·taylor+96(SB)/8, $0.0001984126984126984
DATA ·taylor+104(SB)/8, $0.0001984126984126984
DATA ·taylor+112(SB)/8, $2.48015873015873e-05
DATA ·taylor+120(SB)/8, $2.48015873015873e-05
DATA ·taylor+128(SB)/8, $2.7557319223985893e-06
DATA ·taylor+136(SB)/8, $2.7557319223985893e-06
DATA ·taylor+144(SB)/8, $2.755731922398589e-07
DATA ·taylor+152(SB)/8, $2.755731922398589e-07
DATA ·taylor+160(SB)/8, $2.505210838544172e-08
DATA ·taylor+168(SB)/8, $2.505210838544172e-08
GLOBL ·taylor(SB), RODATA|NOPTR, $176

// func walkPairs(factors, innovations []float64, step, drift, factor float64) float64
//
// Two months at a time, in the order of operations of walkEach, so that the bits are the same. SSE2 is on every amd64.
TEXT ·walkPairs(SB), NOSPLIT, $0-80
	MOVQ     factors_base+0(FP), DI
	MOVQ     factors_len+8(FP), CX
	MOVQ     innovations_base+24(FP), SI
	MOVSD    step+48(FP), X0
	UNPCKLPD X0, X0
	MOVSD    drift+56(FP), X1
	UNPCKLPD X1, X1
	MOVSD    factor+64(FP), X2
	MOVUPD   ·taylor+80(SB), X10  // c6
	MOVUPD   ·taylor+96(SB), X11  // c7
	MOVUPD   ·taylor+112(SB), X12 // c8
	MOVUPD   ·taylor+128(SB), X13 // c9
	MOVUPD   ·taylor+144(SB), X14 // c10
	MOVUPD   ·taylor+160(SB), X15 // c11

loop:
	SUBQ   $2, CX
	JLT    done
	MOVUPD (SI), X3
	MULPD  X0, X3
	ADDPD  X1, X3 // x
	MOVAPD X3, X4
	MULPD  X4, X4 // x²
	MOVAPD X4, X5
	MULPD  X5, X5 // x⁴

	MOVAPD X3, X6
	MULPD  X15, X6
	ADDPD  X14, X6
	MULPD  X4, X6
	MOVAPD X3, X7
	MULPD  X13, X7
	ADDPD  X12, X7
	ADDPD  X6, X7 // high
	MULPD  X5, X7

	MOVAPD X3, X6
	MULPD  X11, X6
	ADDPD  X10, X6
	MULPD  X4, X6
	MOVUPD ·taylor+64(SB), X8
	MULPD  X3, X8
	MOVUPD ·taylor+48(SB), X9
	ADDPD  X9, X8
	ADDPD  X6, X8 // mid
	ADDPD  X7, X8
	MULPD  X5, X8

	MOVUPD ·taylor+32(SB), X6
	MULPD  X3, X6
	MOVUPD ·taylor+16(SB), X9
	ADDPD  X9, X6
	MULPD  X4, X6
	MOVUPD ·taylor+0(SB), X7
	ADDPD  X3, X7
	ADDPD  X6, X7 // low
	ADDPD  X8, X7

	MULSD    X7, X2
	MOVSD    X2, (DI)
	UNPCKHPD X7, X7
	MULSD    X7, X2
	MOVSD    X2, 8(DI)
	ADDQ     $16, SI
	ADDQ     $16, DI
	JMP      loop

done:
	MOVSD X2, ret+72(FP)
	RET

// func walk8(factors, innovations *float64, groups int, step, drift, factor float64) float64
//
// Eight months at a time, groups of them, likewise.
TEXT ·walk8(SB), NOSPLIT, $0-56
	MOVQ         factors+0(FP), DI
	MOVQ         innovations+8(FP), SI
	MOVQ         groups+16(FP), CX
	VBROADCASTSD step+24(FP), Z0
	VBROADCASTSD drift+32(FP), Z1
	VMOVSD       factor+40(FP), X2
	VBROADCASTSD ·taylor+0(SB), Z16
	VBROADCASTSD ·taylor+16(SB), Z17  // c2
	VBROADCASTSD ·taylor+32(SB), Z18
	VBROADCASTSD ·taylor+48(SB), Z19
	VBROADCASTSD ·taylor+64(SB), Z20
	VBROADCASTSD ·taylor+80(SB), Z21  // c6
	VBROADCASTSD ·taylor+96(SB), Z22
	VBROADCASTSD ·taylor+112(SB), Z23
	VBROADCASTSD ·taylor+128(SB), Z24
	VBROADCASTSD ·taylor+144(SB), Z25 // c10
	VBROADCASTSD ·taylor+160(SB), Z26

loop:
	VMULPD (SI), Z0, Z3
	VADDPD Z1, Z3, Z3 // x
	VMULPD Z3, Z3, Z4 // x²
	VMULPD Z4, Z4, Z5 // x⁴

	VMULPD Z26, Z3, Z6
	VADDPD Z25, Z6, Z6
	VMULPD Z4, Z6, Z6
	VMULPD Z24, Z3, Z7
	VADDPD Z23, Z7, Z7
	VADDPD Z6, Z7, Z7 // high
	VMULPD Z5, Z7, Z7

	VMULPD Z22, Z3, Z6
	VADDPD Z21, Z6, Z6
	VMULPD Z4, Z6, Z6
	VMULPD Z20, Z3, Z8
	VADDPD Z19, Z8, Z8
	VADDPD Z6, Z8, Z8 // mid
	VADDPD Z7, Z8, Z8
	VMULPD Z5, Z8, Z8

	VMULPD Z18, Z3, Z6
	VADDPD Z17, Z6, Z6
	VMULPD Z4, Z6, Z6
	VADDPD Z16, Z3, Z7
	VADDPD Z6, Z7, Z7 // low
	VADDPD Z8, Z7, Z7

	VEXTRACTF64X2 $1, Z7, X8
	VEXTRACTF64X2 $2, Z7, X9
	VEXTRACTF64X2 $3, Z7, X10
	VMULSD        X7, X2, X2
	VMOVSD        X2, (DI)
	VPERMILPD     $1, X7, X7
	VMULSD        X7, X2, X2
	VMOVSD        X2, 8(DI)
	VMULSD        X8, X2, X2
	VMOVSD        X2, 16(DI)
	VPERMILPD     $1, X8, X8
	VMULSD        X8, X2, X2
	VMOVSD        X2, 24(DI)
	VMULSD        X9, X2, X2
	VMOVSD        X2, 32(DI)
	VPERMILPD     $1, X9, X9
	VMULSD        X9, X2, X2
	VMOVSD        X2, 40(DI)
	VMULSD        X10, X2, X2
	VMOVSD        X2, 48(DI)
	VPERMILPD     $1, X10, X10
	VMULSD        X10, X2, X2
	VMOVSD        X2, 56(DI)

	ADDQ $64, SI
	ADDQ $64, DI
	DECQ CX
	JNZ  loop
	VMOVSD X2, ret+48(FP)
	VZEROUPPER
	RET
