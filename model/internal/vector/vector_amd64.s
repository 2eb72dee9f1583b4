#include "textflag.h"

// The loops of vector.go eight values at a time, in the same order of operations for each; what is left over is done under a mask.

// MASK sets K1 to as many lanes as CX lacks to 0 from 8 below, and leaves by done when that is none.
#define MASK \
	ADDQ  $8, CX  \
	JLE   done    \
	MOVL  $1, AX  \
	SHLL  CX, AX  \
	DECL  AX      \
	KMOVW AX, K1

// func fill8(dst *float64, n int, v float64)
TEXT ·fill8(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSD v+16(FP), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VMOVUPD Z0, (DI)
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD Z0, K1, (DI)

done:
	VZEROUPPER
	RET

// func addScaled8(dst, src *float64, n int, scale float64)
TEXT ·addScaled8(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VMULPD  (SI), Z0, Z1
	VADDPD  (DI), Z1, Z1
	VMOVUPD Z1, (DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD.Z (SI), K1, Z1
	VMOVUPD.Z (DI), K1, Z2
	VMULPD    Z1, Z0, Z1
	VADDPD    Z2, Z1, Z1
	VMOVUPD   Z1, K1, (DI)

done:
	VZEROUPPER
	RET

// func setScaled8(dst, src *float64, n int, scale float64)
TEXT ·setScaled8(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VMULPD  (SI), Z0, Z1
	VMOVUPD Z1, (DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD.Z (SI), K1, Z1
	VMULPD    Z1, Z0, Z1
	VMOVUPD   Z1, K1, (DI)

done:
	VZEROUPPER
	RET

// func multiply8(dst, a, b *float64, n int, scale float64)
TEXT ·multiply8(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VMOVUPD (SI), Z1
	VMULPD  (DX), Z1, Z1
	VMULPD  Z0, Z1, Z1
	VMOVUPD Z1, (DI)
	ADDQ    $64, SI
	ADDQ    $64, DX
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD.Z (SI), K1, Z1
	VMOVUPD.Z (DX), K1, Z2
	VMULPD    Z2, Z1, Z1
	VMULPD    Z0, Z1, Z1
	VMOVUPD   Z1, K1, (DI)

done:
	VZEROUPPER
	RET

// func addProduct8(dst, a, b *float64, n int, scale float64)
TEXT ·addProduct8(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VMOVUPD (SI), Z1
	VMULPD  (DX), Z1, Z1
	VMULPD  Z0, Z1, Z1
	VADDPD  (DI), Z1, Z1
	VMOVUPD Z1, (DI)
	ADDQ    $64, SI
	ADDQ    $64, DX
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD.Z (SI), K1, Z1
	VMOVUPD.Z (DX), K1, Z2
	VMOVUPD.Z (DI), K1, Z3
	VMULPD    Z2, Z1, Z1
	VMULPD    Z0, Z1, Z1
	VADDPD    Z3, Z1, Z1
	VMOVUPD   Z1, K1, (DI)

done:
	VZEROUPPER
	RET

DATA one<>+0(SB)/8, $1.0
GLOBL one<>(SB), RODATA|NOPTR, $8

// func invert8(dst, a *float64, n int)
TEXT ·invert8(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD one<>+0(SB), Z0

eight:
	SUBQ    $8, CX
	JLT     rest
	VDIVPD  (SI), Z0, Z1
	VMOVUPD Z1, (DI)
	ADDQ    $64, SI
	ADDQ    $64, DI
	JMP     eight

rest:
	MASK
	VMOVUPD.Z (SI), K1, Z1
	VDIVPD.Z  Z1, Z0, K1, Z1
	VMOVUPD   Z1, K1, (DI)

done:
	VZEROUPPER
	RET
