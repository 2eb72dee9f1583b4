#include "textflag.h"

DATA mixers<>+0(SB)/8, $0xbf58476d1ce4e5b9
DATA mixers<>+8(SB)/8, $0x94d049bb133111eb
GLOBL mixers<>(SB), RODATA|NOPTR, $16

// func normals8(dst *float64, keys *Key, groups int, step uint64, t *[layerCount]layer, missed *uint8)
//
// The fast path of normalsEach for eight keys at a time, groups of them. A bit of missed is set for a draw that is not finished. Whole
// numbers are exact and a product is rounded once, so that the bits are the same.
TEXT ·normals8(SB), NOSPLIT, $0-48
	MOVQ         dst+0(FP), DI
	MOVQ         keys+8(FP), SI
	MOVQ         groups+16(FP), CX
	MOVQ         t+32(FP), R8
	MOVQ         missed+40(FP), R9
	VPBROADCASTQ step+24(FP), Z31
	VPBROADCASTQ mixers<>+0(SB), Z30
	VPBROADCASTQ mixers<>+8(SB), Z29
	VPTERNLOGD   $0xff, Z28, Z28, Z28
	VPSRLQ       $56, Z28, Z28        // 255 in each lane

loop:
	// w = mix(key + step)
	VPADDQ  (SI), Z31, Z0
	VPSRLQ  $30, Z0, Z1
	VPXORQ  Z1, Z0, Z0
	VPMULLQ Z30, Z0, Z0
	VPSRLQ  $27, Z0, Z1
	VPXORQ  Z1, Z0, Z0
	VPMULLQ Z29, Z0, Z0
	VPSRLQ  $31, Z0, Z1
	VPXORQ  Z1, Z0, Z0

	// the layer's scale and inner
	VPANDQ     Z28, Z0, Z2
	VPADDQ     Z2, Z2, Z2
	KXNORB     K1, K1, K1
	KXNORB     K2, K2, K2
	VPXORQ     Z3, Z3, Z3
	VPXORQ     Z4, Z4, Z4
	VGATHERQPD (R8)(Z2*8), K1, Z3
	VPGATHERQQ 8(R8)(Z2*8), K2, Z4

	// the place across it
	VPSRAQ    $11, Z0, Z5
	VCVTQQ2PD Z5, Z6
	VMULPD    Z3, Z6, Z6
	VMOVUPD   Z6, (DI)

	// missed unless place + inner < 2·inner, unsigned
	VPADDQ  Z4, Z5, Z5
	VPADDQ  Z4, Z4, Z4
	VPCMPUQ $5, Z4, Z5, K3
	KMOVB   K3, AX
	MOVB    AX, (R9)

	ADDQ $64, SI
	ADDQ $64, DI
	INCQ R9
	DECQ CX
	JNZ  loop
	VZEROUPPER
	RET
