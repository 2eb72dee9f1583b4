#include "textflag.h"

// The loops of vector.go eight values at a time, in two registers, with the same order of operations for each; what is left over is done
// four at a time and one by one. AVX is enough.

// func fillMany(dst *float64, n int, v float64)
TEXT ·fillMany(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSD v+16(FP), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VMOVUPD Y0, (DI)
	VMOVUPD Y0, 32(DI)
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VMOVUPD Y0, (DI)
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VMOVSD X0, (DI)
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET

// func addScaledMany(dst, src *float64, n int, scale float64)
TEXT ·addScaledMany(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VMULPD (SI), Y0, Y1
	VMULPD 32(SI), Y0, Y2
	VADDPD (DI), Y1, Y1
	VADDPD 32(DI), Y2, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VMULPD (SI), Y0, Y1
	VADDPD (DI), Y1, Y1
	VMOVUPD Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VMULSD (SI), X0, X1
	VADDSD (DI), X1, X1
	VMOVSD X1, (DI)
	ADDQ $8, SI
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET

// func setScaledMany(dst, src *float64, n int, scale float64)
TEXT ·setScaledMany(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         src+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD scale+24(FP), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VMULPD (SI), Y0, Y1
	VMULPD 32(SI), Y0, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VMULPD (SI), Y0, Y1
	VMOVUPD Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VMULSD (SI), X0, X1
	VMOVSD X1, (DI)
	ADDQ $8, SI
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET

// func multiplyMany(dst, a, b *float64, n int, scale float64)
TEXT ·multiplyMany(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VMOVUPD (SI), Y1
	VMOVUPD 32(SI), Y2
	VMULPD (DX), Y1, Y1
	VMULPD 32(DX), Y2, Y2
	VMULPD Y0, Y1, Y1
	VMULPD Y0, Y2, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DX
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VMOVUPD (SI), Y1
	VMULPD (DX), Y1, Y1
	VMULPD Y0, Y1, Y1
	VMOVUPD Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VMOVSD (SI), X1
	VMULSD (DX), X1, X1
	VMULSD X0, X1, X1
	VMOVSD X1, (DI)
	ADDQ $8, SI
	ADDQ $8, DX
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET

// func addProductMany(dst, a, b *float64, n int, scale float64)
TEXT ·addProductMany(SB), NOSPLIT, $0-40
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), DX
	MOVQ         n+24(FP), CX
	VBROADCASTSD scale+32(FP), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VMOVUPD (SI), Y1
	VMOVUPD 32(SI), Y2
	VMULPD (DX), Y1, Y1
	VMULPD 32(DX), Y2, Y2
	VMULPD Y0, Y1, Y1
	VMULPD Y0, Y2, Y2
	VADDPD (DI), Y1, Y1
	VADDPD 32(DI), Y2, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DX
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VMOVUPD (SI), Y1
	VMULPD (DX), Y1, Y1
	VMULPD Y0, Y1, Y1
	VADDPD (DI), Y1, Y1
	VMOVUPD Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VMOVSD (SI), X1
	VMULSD (DX), X1, X1
	VMULSD X0, X1, X1
	VADDSD (DI), X1, X1
	VMOVSD X1, (DI)
	ADDQ $8, SI
	ADDQ $8, DX
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET

DATA one<>+0(SB)/8, $1.0
GLOBL one<>(SB), RODATA|NOPTR, $8

// func invertMany(dst, a *float64, n int)
TEXT ·invertMany(SB), NOSPLIT, $0-24
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         n+16(FP), CX
	VBROADCASTSD one<>+0(SB), Y0

eight:
	SUBQ $8, CX
	JLT  four
	VDIVPD (SI), Y0, Y1
	VDIVPD 32(SI), Y0, Y2
	VMOVUPD Y1, (DI)
	VMOVUPD Y2, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DI
	JMP  eight

four:
	ADDQ $4, CX
	JLT  rest
	VDIVPD (SI), Y0, Y1
	VMOVUPD Y1, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $4, CX

rest:
	ADDQ $4, CX

one:
	DECQ CX
	JLT  done
	VDIVSD (SI), X0, X1
	VMOVSD X1, (DI)
	ADDQ $8, SI
	ADDQ $8, DI
	JMP  one

done:
	VZEROUPPER
	RET
