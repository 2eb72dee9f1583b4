#include "textflag.h"

// The loops of vector.go eight values at a time, in two registers, with the same order of operations for each; what is left over is done
// four at a time and one by one. AVX is enough.

// LOOPS does EIGHT, FOUR and ONE to so many values at the pointers, for CX values in all. ON moves the pointers.
#define LOOPS(EIGHT, FOUR, ONE, ON) \
eight:           \
	SUBQ $8, CX \
	JLT  four   \
	EIGHT       \
	ON(64)      \
	JMP  eight  \
four:            \
	ADDQ $4, CX \
	JLT  rest   \
	FOUR        \
	ON(32)      \
	SUBQ $4, CX \
rest:            \
	ADDQ $4, CX \
one:             \
	DECQ CX     \
	JLT  done   \
	ONE         \
	ON(8)       \
	JMP  one    \
done:            \
	VZEROUPPER  \
	RET

// The pointers of a loop over dst, over dst and one column, and over dst and two.
#define ON1(BYTES) ADDQ $BYTES, DI
#define ON2(BYTES) ADDQ $BYTES, SI; ADDQ $BYTES, DI
#define ON3(BYTES) ADDQ $BYTES, SI; ADDQ $BYTES, DX; ADDQ $BYTES, DI

#define FILL8 VMOVUPD Y0, (DI); VMOVUPD Y0, 32(DI)
#define FILL4 VMOVUPD Y0, (DI)
#define FILL1 VMOVSD X0, (DI)

// func fillMany(dst *float64, n int, v float64)
TEXT ·fillMany(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSD v+16(FP), Y0
	LOOPS(FILL8, FILL4, FILL1, ON1)

#define ADDSCALED8 \
	VMULPD  (SI), Y0, Y1   \
	VMULPD  32(SI), Y0, Y2 \
	VADDPD  (DI), Y1, Y1   \
	VADDPD  32(DI), Y2, Y2 \
	VMOVUPD Y1, (DI)       \
	VMOVUPD Y2, 32(DI)
#define ADDSCALED4 VMULPD (SI), Y0, Y1; VADDPD (DI), Y1, Y1; VMOVUPD Y1, (DI)
#define ADDSCALED1 VMULSD (SI), X0, X1; VADDSD (DI), X1, X1; VMOVSD X1, (DI)

// func addScaledMany(dst, src *float64, n int, scale float64)
TEXT ·addScaledMany(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Y0
	LOOPS(ADDSCALED8, ADDSCALED4, ADDSCALED1, ON2)

#define SETSCALED8 \
	VMULPD  (SI), Y0, Y1   \
	VMULPD  32(SI), Y0, Y2 \
	VMOVUPD Y1, (DI)       \
	VMOVUPD Y2, 32(DI)
#define SETSCALED4 VMULPD (SI), Y0, Y1; VMOVUPD Y1, (DI)
#define SETSCALED1 VMULSD (SI), X0, X1; VMOVSD X1, (DI)

// func setScaledMany(dst, src *float64, n int, scale float64)
TEXT ·setScaledMany(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Y0
	LOOPS(SETSCALED8, SETSCALED4, SETSCALED1, ON2)

// The product of a, b and the scale.
#define PRODUCT8 \
	VMOVUPD (SI), Y1       \
	VMOVUPD 32(SI), Y2     \
	VMULPD  (DX), Y1, Y1   \
	VMULPD  32(DX), Y2, Y2 \
	VMULPD  Y0, Y1, Y1     \
	VMULPD  Y0, Y2, Y2
#define PRODUCT4 VMOVUPD (SI), Y1; VMULPD (DX), Y1, Y1; VMULPD Y0, Y1, Y1
#define PRODUCT1 VMOVSD (SI), X1; VMULSD (DX), X1, X1; VMULSD X0, X1, X1

#define MULTIPLY8 PRODUCT8; VMOVUPD Y1, (DI); VMOVUPD Y2, 32(DI)
#define MULTIPLY4 PRODUCT4; VMOVUPD Y1, (DI)
#define MULTIPLY1 PRODUCT1; VMOVSD X1, (DI)

// func multiplyMany(dst, a, b *float64, n int, scale float64)
TEXT ·multiplyMany(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Y0
	LOOPS(MULTIPLY8, MULTIPLY4, MULTIPLY1, ON3)

#define ADDPRODUCT8 \
	PRODUCT8               \
	VADDPD  (DI), Y1, Y1   \
	VADDPD  32(DI), Y2, Y2 \
	VMOVUPD Y1, (DI)       \
	VMOVUPD Y2, 32(DI)
#define ADDPRODUCT4 PRODUCT4; VADDPD (DI), Y1, Y1; VMOVUPD Y1, (DI)
#define ADDPRODUCT1 PRODUCT1; VADDSD (DI), X1, X1; VMOVSD X1, (DI)

// func addProductMany(dst, a, b *float64, n int, scale float64)
TEXT ·addProductMany(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Y0
	LOOPS(ADDPRODUCT8, ADDPRODUCT4, ADDPRODUCT1, ON3)

#define INVERT8 \
	VDIVPD  (SI), Y0, Y1   \
	VDIVPD  32(SI), Y0, Y2 \
	VMOVUPD Y1, (DI)       \
	VMOVUPD Y2, 32(DI)
#define INVERT4 VDIVPD (SI), Y0, Y1; VMOVUPD Y1, (DI)
#define INVERT1 VDIVSD (SI), X0, X1; VMOVSD X1, (DI)

DATA one<>+0(SB)/8, $1.0
GLOBL one<>(SB), RODATA|NOPTR, $8

// func invertMany(dst, a *float64, n int)
TEXT ·invertMany(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD one<>+0(SB), Y0
	LOOPS(INVERT8, INVERT4, INVERT1, ON2)
