
/root/.cache/pocl/kcache/NO/EGFGPJLKGPOOFKHONFPIKJFCDBDBMKDKKPAAD/sweep/1-1-1-goffs0-smallgrid/sweep.so:     file format elf64-x86-64


Disassembly of section .text:

0000000000001000 <Sleef_logf_u10>:
    1000:	vmulss 0x6ff8(%rip),%xmm0,%xmm2        # 8000 <_pocl_kernel_sweep_workgroup_fast+0x840>
    1008:	vcmpltss 0x6ff1(%rip),%xmm0,%k1        # 8004 <_pocl_kernel_sweep_workgroup_fast+0x844>
    1013:	vmovaps %xmm0,%xmm1
    1017:	vmovss %xmm2,%xmm1,%xmm1{%k1}
    101d:	vxorps %xmm2,%xmm2,%xmm2
    1021:	vucomiss %xmm1,%xmm2
    1025:	jbe    1045 <Sleef_logf_u10+0x45>
    1027:	vmovss 0x7009(%rip),%xmm0        # 8038 <_pocl_kernel_sweep_workgroup_fast+0x878>
    102f:	vxorps %xmm2,%xmm2,%xmm2
    1033:	vcmpeqss %xmm2,%xmm1,%k1
    103a:	vmovss 0x6fec(%rip),%xmm0{%k1}        # 8030 <_pocl_kernel_sweep_workgroup_fast+0x870>
    1044:	ret
    1045:	vmovss 0x6fb7(%rip),%xmm2        # 8004 <_pocl_kernel_sweep_workgroup_fast+0x844>
    104d:	xor    %eax,%eax
    104f:	vucomiss %xmm0,%xmm2
    1053:	setbe  %cl
    1056:	vucomiss %xmm1,%xmm1
    105a:	jp     1027 <Sleef_logf_u10+0x27>
    105c:	vmulss 0x6fa4(%rip),%xmm1,%xmm0        # 8008 <_pocl_kernel_sweep_workgroup_fast+0x848>
    1064:	vmovd  %xmm0,%edx
    1068:	shr    $0x17,%edx
    106b:	movzbl %dl,%edx
    106e:	mov    %cl,%al
    1070:	shl    $0x6,%eax
    1073:	add    %edx,%eax
    1075:	add    $0xffffff41,%eax
    107a:	vcvtsi2ss %eax,%xmm3,%xmm13
    107e:	vmulss 0x6f86(%rip),%xmm13,%xmm11        # 800c <_pocl_kernel_sweep_workgroup_fast+0x84c>
    1086:	vmovd  %xmm1,%eax
    108a:	shl    $0x17,%edx
    108d:	sub    %edx,%eax
    108f:	add    $0x3f800000,%eax
    1094:	vpbroadcastd %eax,%xmm6
    109a:	vmovddup 0x6ffe(%rip),%xmm7        # 80a0 <_pocl_kernel_sweep_workgroup_fast+0x8e0>
    10a2:	vaddps %xmm7,%xmm6,%xmm3
    10a6:	vmovshdup %xmm3,%xmm14
    10aa:	vmovss 0x6f5e(%rip),%xmm10        # 8010 <_pocl_kernel_sweep_workgroup_fast+0x850>
    10b2:	vdivss %xmm14,%xmm10,%xmm0
    10b7:	vmulss %xmm0,%xmm3,%xmm4
    10bb:	vaddss %xmm4,%xmm4,%xmm8
    10bf:	vmulss %xmm4,%xmm4,%xmm2
    10c3:	vmulss 0x6f49(%rip),%xmm2,%xmm5        # 8014 <_pocl_kernel_sweep_workgroup_fast+0x854>
    10cb:	vaddss %xmm8,%xmm11,%xmm12
    10d0:	vaddss 0x6f40(%rip),%xmm5,%xmm5        # 8018 <_pocl_kernel_sweep_workgroup_fast+0x858>
    10d8:	vmulss %xmm5,%xmm2,%xmm5
    10dc:	vaddss 0x6f38(%rip),%xmm5,%xmm5        # 801c <_pocl_kernel_sweep_workgroup_fast+0x85c>
    10e4:	vmulss %xmm2,%xmm4,%xmm2
    10e8:	vmulss %xmm5,%xmm2,%xmm15
    10ec:	vaddss %xmm15,%xmm12,%xmm9
    10f1:	vaddps 0x6fc7(%rip),%xmm3,%xmm5        # 80c0 <_pocl_kernel_sweep_workgroup_fast+0x900>
    10f9:	vsubps %xmm5,%xmm6,%xmm6
    10fd:	vsubps %xmm3,%xmm5,%xmm5
    1101:	vaddps %xmm7,%xmm5,%xmm5
    1105:	vaddps %xmm5,%xmm6,%xmm5
    1109:	vmovshdup %xmm5,%xmm6
    110d:	vmulss %xmm6,%xmm4,%xmm6
    1111:	vsubss %xmm6,%xmm5,%xmm5
    1115:	vmulss %xmm5,%xmm0,%xmm16
    111b:	vinsertps $0x10,%xmm0,%xmm3,%xmm0
    1121:	vandps 0x6ef5(%rip){1to4},%xmm0,%xmm3        # 8020 <_pocl_kernel_sweep_workgroup_fast+0x860>
    112b:	vsubps %xmm3,%xmm0,%xmm0
    112f:	vmovshdup %xmm0,%xmm6
    1133:	vmulss %xmm6,%xmm0,%xmm7
    1137:	vpermilps $0xf5,%xmm3,%xmm2
    113d:	vmulss %xmm2,%xmm3,%xmm5
    1141:	vsubss %xmm4,%xmm5,%xmm5
    1145:	vpermilps $0xe1,%xmm3,%xmm3
    114b:	vmulps %xmm3,%xmm0,%xmm0
    114f:	vmovshdup %xmm0,%xmm3
    1153:	vaddss %xmm3,%xmm5,%xmm3
    1157:	vaddss %xmm3,%xmm0,%xmm0
    115b:	vaddss %xmm0,%xmm7,%xmm0
    115f:	vmovd  %xmm14,%eax
    1163:	and    $0xfffff000,%eax
    1168:	vmovd  %eax,%xmm3
    116c:	vmulss %xmm3,%xmm2,%xmm5
    1170:	vsubss %xmm5,%xmm10,%xmm5
    1174:	vmulss %xmm3,%xmm6,%xmm7
    1178:	vsubss %xmm7,%xmm5,%xmm5
    117c:	vsubss %xmm3,%xmm14,%xmm3
    1180:	vmulss %xmm2,%xmm3,%xmm2
    1184:	vsubss %xmm2,%xmm5,%xmm2
    1188:	vmulss %xmm6,%xmm3,%xmm3
    118c:	vsubss %xmm3,%xmm2,%xmm2
    1190:	vmulss %xmm2,%xmm4,%xmm2
    1194:	vaddss %xmm2,%xmm0,%xmm0
    1198:	vaddss %xmm0,%xmm16,%xmm0
    119e:	vaddss %xmm0,%xmm0,%xmm0
    11a2:	vmulss 0x6e7a(%rip),%xmm13,%xmm2        # 8024 <_pocl_kernel_sweep_workgroup_fast+0x864>
    11aa:	vmovd  %xmm13,%eax
    11ae:	and    $0xfffff000,%eax
    11b3:	vmovd  %eax,%xmm3
    11b7:	vsubss %xmm3,%xmm13,%xmm4
    11bb:	vmovss 0x6e65(%rip),%xmm5        # 8028 <_pocl_kernel_sweep_workgroup_fast+0x868>
    11c3:	vmovss 0x6e61(%rip),%xmm6        # 802c <_pocl_kernel_sweep_workgroup_fast+0x86c>
    11cb:	vmulss %xmm5,%xmm4,%xmm7
    11cf:	vmulss %xmm6,%xmm4,%xmm4
    11d3:	vmulss %xmm6,%xmm3,%xmm6
    11d7:	vsubss %xmm11,%xmm6,%xmm6
    11dc:	vmulss %xmm5,%xmm3,%xmm3
    11e0:	vaddss %xmm6,%xmm3,%xmm3
    11e4:	vaddss %xmm3,%xmm4,%xmm3
    11e8:	vaddss %xmm3,%xmm7,%xmm3
    11ec:	vaddss %xmm2,%xmm3,%xmm2
    11f0:	vsubss %xmm12,%xmm11,%xmm3
    11f5:	vaddss %xmm3,%xmm8,%xmm3
    11f9:	vaddss %xmm3,%xmm2,%xmm2
    11fd:	vaddss %xmm0,%xmm2,%xmm0
    1201:	vsubss %xmm9,%xmm12,%xmm2
    1206:	vaddss %xmm2,%xmm15,%xmm2
    120a:	vaddss %xmm0,%xmm2,%xmm0
    120e:	vcmpnless 0x6e17(%rip),%xmm1,%k1        # 8030 <_pocl_kernel_sweep_workgroup_fast+0x870>
    1219:	vaddss %xmm0,%xmm9,%xmm2
    121d:	vmovss 0x6e0f(%rip),%xmm0        # 8034 <_pocl_kernel_sweep_workgroup_fast+0x874>
    1225:	vmovaps %xmm0,%xmm3
    1229:	vmovss %xmm2,%xmm3,%xmm3{%k1}
    122f:	vcmpnless %xmm1,%xmm0,%k1
    1236:	vmovss %xmm3,%xmm0,%xmm0{%k1}
    123c:	vxorps %xmm2,%xmm2,%xmm2
    1240:	vcmpeqss %xmm2,%xmm1,%k1
    1247:	vmovss 0x6ddf(%rip),%xmm0{%k1}        # 8030 <_pocl_kernel_sweep_workgroup_fast+0x870>
    1251:	ret
    1252:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000001260 <core_softmax_cross_entropy>:
    1260:	push   %rbp
    1261:	mov    %rsp,%rbp
    1264:	push   %r15
    1266:	push   %r14
    1268:	push   %r13
    126a:	push   %r12
    126c:	push   %rbx
    126d:	and    $0xffffffffffffffc0,%rsp
    1271:	sub    $0x580,%rsp
    1278:	mov    %rdi,%r15
    127b:	xor    %ebx,%ebx
    127d:	vmovdqa64 0x6e79(%rip),%zmm4        # 8100 <_pocl_kernel_sweep_workgroup_fast+0x940>
    1287:	vpbroadcastq 0x6e17(%rip),%zmm5        # 80a8 <_pocl_kernel_sweep_workgroup_fast+0x8e8>
    1291:	vpbroadcastq 0x6e15(%rip),%zmm6        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    129b:	vbroadcastss 0x6d97(%rip),%zmm26        # 803c <_pocl_kernel_sweep_workgroup_fast+0x87c>
    12a5:	vbroadcastss 0x6d91(%rip),%zmm8        # 8040 <_pocl_kernel_sweep_workgroup_fast+0x880>
    12af:	vbroadcastss 0x6d8b(%rip),%zmm9        # 8044 <_pocl_kernel_sweep_workgroup_fast+0x884>
    12b9:	vbroadcastss 0x6d85(%rip),%zmm10        # 8048 <_pocl_kernel_sweep_workgroup_fast+0x888>
    12c3:	vbroadcastss 0x6d7f(%rip),%zmm11        # 804c <_pocl_kernel_sweep_workgroup_fast+0x88c>
    12cd:	vbroadcastss 0x6d79(%rip),%zmm12        # 8050 <_pocl_kernel_sweep_workgroup_fast+0x890>
    12d7:	vbroadcastss 0x6d73(%rip),%zmm13        # 8054 <_pocl_kernel_sweep_workgroup_fast+0x894>
    12e1:	vbroadcastss 0x6d6d(%rip),%zmm14        # 8058 <_pocl_kernel_sweep_workgroup_fast+0x898>
    12eb:	vbroadcastss 0x6d67(%rip),%zmm15        # 805c <_pocl_kernel_sweep_workgroup_fast+0x89c>
    12f5:	vbroadcastss 0x6d61(%rip),%zmm16        # 8060 <_pocl_kernel_sweep_workgroup_fast+0x8a0>
    12ff:	vbroadcastss 0x6d5b(%rip),%zmm17        # 8064 <_pocl_kernel_sweep_workgroup_fast+0x8a4>
    1309:	vbroadcastss 0x6cfd(%rip),%zmm18        # 8010 <_pocl_kernel_sweep_workgroup_fast+0x850>
    1313:	vpbroadcastd 0x6cf3(%rip),%zmm19        # 8010 <_pocl_kernel_sweep_workgroup_fast+0x850>
    131d:	mov    $0x1f,%r8b
    1320:	vxorps %xmm20,%xmm20,%xmm20
    1326:	vmovss 0x6d38(%rip),%xmm21        # 8068 <_pocl_kernel_sweep_workgroup_fast+0x8a8>
    1330:	vmovdqa64 0x6e06(%rip),%zmm22        # 8140 <_pocl_kernel_sweep_workgroup_fast+0x980>
    133a:	vbroadcastss 0x6d2c(%rip),%zmm23        # 8070 <_pocl_kernel_sweep_workgroup_fast+0x8b0>
    1344:	vbroadcastss 0x6d1a(%rip),%zmm0        # 8068 <_pocl_kernel_sweep_workgroup_fast+0x8a8>
    134e:	vmovaps %zmm0,0x80(%rsp)
    1356:	mov    %rdx,%r14
    1359:	mov    %rdi,%r13
    135c:	mov    %rsi,0x10(%rsp)
    1361:	mov    %rcx,0x8(%rsp)
    1366:	mov    %rdx,(%rsp)
    136a:	vmovdqa64 %zmm5,0x480(%rsp)
    1372:	vmovdqa64 %zmm6,0x440(%rsp)
    137a:	vmovaps %zmm26,0x400(%rsp)
    1382:	vmovaps %zmm8,0x3c0(%rsp)
    138a:	vmovaps %zmm9,0x380(%rsp)
    1392:	vmovaps %zmm10,0x340(%rsp)
    139a:	vmovaps %zmm11,0x300(%rsp)
    13a2:	vmovaps %zmm12,0x2c0(%rsp)
    13aa:	vmovaps %zmm13,0x280(%rsp)
    13b2:	vmovaps %zmm14,0x240(%rsp)
    13ba:	vmovaps %zmm15,0x200(%rsp)
    13c2:	vmovaps %zmm16,0x1c0(%rsp)
    13ca:	vmovaps %zmm17,0x180(%rsp)
    13d2:	vmovaps %zmm18,0x140(%rsp)
    13da:	vmovdqa64 %zmm19,0x100(%rsp)
    13e2:	vmovaps %zmm23,0xc0(%rsp)
    13ea:	nopw   0x0(%rax,%rax,1)
    13f0:	lea    (%rbx,%rbx,1),%rax
    13f4:	lea    (%rax,%rax,4),%r9
    13f8:	lea    (%r15,%r9,4),%r11
    13fc:	mov    (%rsi,%rbx,4),%r10d
    1400:	vmovss (%r15,%r9,4),%xmm24
    1407:	mov    $0x1,%eax
    140c:	xor    %r12d,%r12d
    140f:	nop
    1410:	vmovss 0x0(%r13,%rax,4),%xmm0
    1417:	vucomiss %xmm24,%xmm0
    141d:	cmova  %eax,%r12d
    1421:	vmaxss %xmm24,%xmm0,%xmm24
    1427:	inc    %rax
    142a:	cmp    $0xa,%rax
    142e:	jne    1410 <core_softmax_cross_entropy+0x1b0>
    1430:	xor    %eax,%eax
    1432:	vmovdqa64 %zmm4,%zmm0
    1438:	nopl   0x0(%rax,%rax,1)
    1440:	vpcmpltuq %zmm5,%zmm0,%k1
    1447:	vmovups 0x0(%r13,%rax,4),%ymm1{%k1}{z}
    144f:	vmovups %ymm1,0x40(%rsp,%rax,4)
    1455:	add    $0x8,%rax
    1459:	vpaddq %zmm6,%zmm0,%zmm0
    145f:	cmp    $0x10,%rax
    1463:	jne    1440 <core_softmax_cross_entropy+0x1e0>
    1465:	vbroadcastss %xmm24,%zmm25
    146b:	vmovups 0x40(%rsp),%zmm0
    1473:	vsubps %zmm25,%zmm0,%zmm0
    1479:	vcmpgtps %zmm26,%zmm0,%k1
    1480:	vcmpnltps %zmm8,%zmm0,%k2
    1487:	vmulps %zmm9,%zmm0,%zmm1
    148d:	vcvtps2dq %zmm1,%zmm1
    1493:	vcvtdq2ps %zmm1,%zmm2
    1499:	vfmadd231ps %zmm10,%zmm2,%zmm0
    149f:	vfmadd231ps %zmm11,%zmm2,%zmm0
    14a5:	vmulps %zmm0,%zmm0,%zmm2
    14ab:	vmovaps %zmm12,%zmm3
    14b1:	vfmadd213ps %zmm13,%zmm0,%zmm3
    14b7:	vfmadd213ps %zmm14,%zmm0,%zmm3
    14bd:	vfmadd213ps %zmm15,%zmm0,%zmm3
    14c3:	vfmadd213ps %zmm16,%zmm0,%zmm3
    14c9:	vfmadd213ps %zmm17,%zmm0,%zmm3
    14cf:	vfmadd213ps %zmm0,%zmm2,%zmm3
    14d5:	vaddps %zmm18,%zmm3,%zmm0
    14db:	vpsrad $0x1,%zmm1,%zmm2
    14e2:	vpslld $0x17,%zmm2,%zmm3
    14e9:	vpaddd %zmm19,%zmm3,%zmm3
    14ef:	vmulps %zmm3,%zmm0,%zmm0
    14f5:	vpsubd %zmm2,%zmm1,%zmm1
    14fb:	vpslld $0x17,%zmm1,%zmm1
    1502:	vpaddd %zmm19,%zmm1,%zmm1
    1508:	vmulps %zmm1,%zmm0,%zmm0{%k2}{z}
    150e:	vbroadcastss 0x6b1c(%rip),%zmm0{%k1}        # 8034 <_pocl_kernel_sweep_workgroup_fast+0x874>
    1518:	kmovd  %r8d,%k1
    151d:	vexpandpd %zmm0,%zmm0{%k1}{z}
    1523:	vaddps %zmm20,%zmm0,%zmm0
    1529:	vextractf64x4 $0x1,%zmm0,%ymm1
    1530:	vaddps %ymm1,%ymm0,%ymm0
    1534:	vextractf128 $0x1,%ymm0,%xmm1
    153a:	vaddps %xmm1,%xmm0,%xmm0
    153e:	vpermilpd $0x1,%xmm0,%xmm1
    1544:	vaddps %xmm1,%xmm0,%xmm0
    1548:	vmovshdup %xmm0,%xmm1
    154c:	vaddps %xmm1,%xmm0,%xmm7
    1550:	vmovaps %xmm21,%xmm0
    1556:	cmp    $0x9,%r10d
    155a:	ja     1676 <core_softmax_cross_entropy+0x416>
    1560:	vmovaps %xmm7,%xmm0
    1564:	mov    %r9,0x28(%rsp)
    1569:	mov    %r10,0x20(%rsp)
    156e:	mov    %r11,0x18(%rsp)
    1573:	vmovaps %zmm24,0x4c0(%rsp)
    157b:	vmovaps %zmm25,0x500(%rsp)
    1583:	vmovaps %xmm7,0x30(%rsp)
    1589:	vzeroupper
    158c:	call   1000 <Sleef_logf_u10>
    1591:	vmovaps 0x30(%rsp),%xmm7
    1597:	vmovaps 0x500(%rsp),%zmm25
    159f:	mov    0x20(%rsp),%r10
    15a4:	mov    0x28(%rsp),%r9
    15a9:	vmovaps 0xc0(%rsp),%zmm23
    15b1:	vmovdqa64 0x6b85(%rip),%zmm22        # 8140 <_pocl_kernel_sweep_workgroup_fast+0x980>
    15bb:	vmovss 0x6aa3(%rip),%xmm21        # 8068 <_pocl_kernel_sweep_workgroup_fast+0x8a8>
    15c5:	vxorps %xmm20,%xmm20,%xmm20
    15cb:	mov    $0x1f,%r8b
    15ce:	vmovdqa64 0x100(%rsp),%zmm19
    15d6:	vmovaps 0x140(%rsp),%zmm18
    15de:	vmovaps 0x180(%rsp),%zmm17
    15e6:	vmovaps 0x1c0(%rsp),%zmm16
    15ee:	vmovaps 0x200(%rsp),%zmm15
    15f6:	vmovaps 0x240(%rsp),%zmm14
    15fe:	vmovaps 0x280(%rsp),%zmm13
    1606:	vmovaps 0x2c0(%rsp),%zmm12
    160e:	vmovaps 0x300(%rsp),%zmm11
    1616:	vmovaps 0x340(%rsp),%zmm10
    161e:	vmovaps 0x380(%rsp),%zmm9
    1626:	vmovaps 0x3c0(%rsp),%zmm8
    162e:	vmovaps 0x400(%rsp),%zmm26
    1636:	vmovdqa64 0x440(%rsp),%zmm6
    163e:	vmovdqa64 0x480(%rsp),%zmm5
    1646:	vmovdqa64 0x6ab0(%rip),%zmm4        # 8100 <_pocl_kernel_sweep_workgroup_fast+0x940>
    1650:	mov    0x10(%rsp),%rsi
    1655:	mov    (%rsp),%rdx
    1659:	mov    0x8(%rsp),%rcx
    165e:	mov    0x18(%rsp),%rax
    1663:	vmovss (%rax,%r10,4),%xmm1
    1669:	vsubss 0x4c0(%rsp),%xmm1,%xmm1
    1672:	vsubss %xmm1,%xmm0,%xmm0
    1676:	lea    (%rbx,%rbx,1),%eax
    1679:	vmovss %xmm0,(%rcx,%rax,4)
    167e:	cmp    %r10d,%r12d
    1681:	sete   %al
    1684:	kmovd  %eax,%k1
    1688:	vmovss 0x697e(%rip),%xmm0{%k1}{z}        # 8010 <_pocl_kernel_sweep_workgroup_fast+0x850>
    1692:	lea    (%rbx,%rbx,1),%eax
    1695:	inc    %eax
    1697:	vmovss %xmm0,(%rcx,%rax,4)
    169c:	xor    %eax,%eax
    169e:	vmovdqa64 %zmm4,%zmm0
    16a4:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    16b0:	vpcmpltuq %zmm5,%zmm0,%k1
    16b7:	vmovups 0x0(%r13,%rax,4),%ymm1{%k1}{z}
    16bf:	vmovups %ymm1,0x40(%rsp,%rax,4)
    16c5:	add    $0x8,%rax
    16c9:	vpaddq %zmm6,%zmm0,%zmm0
    16cf:	cmp    $0x10,%rax
    16d3:	jne    16b0 <core_softmax_cross_entropy+0x450>
    16d5:	vmovups 0x40(%rsp),%zmm0
    16dd:	vsubps %zmm25,%zmm0,%zmm0
    16e3:	vcmpgtps %zmm26,%zmm0,%k1
    16ea:	vcmpnltps %zmm8,%zmm0,%k2
    16f1:	vmulps %zmm9,%zmm0,%zmm1
    16f7:	vcvtps2dq %zmm1,%zmm1
    16fd:	vcvtdq2ps %zmm1,%zmm2
    1703:	vfmadd231ps %zmm10,%zmm2,%zmm0
    1709:	vfmadd231ps %zmm11,%zmm2,%zmm0
    170f:	vmulps %zmm0,%zmm0,%zmm2
    1715:	vmovaps %zmm12,%zmm3
    171b:	vfmadd213ps %zmm13,%zmm0,%zmm3
    1721:	vfmadd213ps %zmm14,%zmm0,%zmm3
    1727:	vfmadd213ps %zmm15,%zmm0,%zmm3
    172d:	vfmadd213ps %zmm16,%zmm0,%zmm3
    1733:	vfmadd213ps %zmm17,%zmm0,%zmm3
    1739:	vfmadd213ps %zmm0,%zmm2,%zmm3
    173f:	vaddps %zmm18,%zmm3,%zmm0
    1745:	vpsrad $0x1,%zmm1,%zmm2
    174c:	vpslld $0x17,%zmm2,%zmm3
    1753:	vpaddd %zmm19,%zmm3,%zmm3
    1759:	vmulps %zmm3,%zmm0,%zmm0
    175f:	vpsubd %zmm2,%zmm1,%zmm1
    1765:	vpslld $0x17,%zmm1,%zmm1
    176c:	vpaddd %zmm19,%zmm1,%zmm1
    1772:	vmulps %zmm1,%zmm0,%zmm0{%k2}{z}
    1778:	vbroadcastss 0x68b2(%rip),%zmm0{%k1}        # 8034 <_pocl_kernel_sweep_workgroup_fast+0x874>
    1782:	vbroadcastss %xmm7,%zmm1
    1788:	kmovd  %r8d,%k1
    178d:	vexpandpd %zmm0,%zmm0{%k1}{z}
    1793:	vdivps %zmm1,%zmm0,%zmm0
    1799:	vpbroadcastd %r10d,%zmm1
    179f:	vpcmpeqd %zmm22,%zmm1,%k1
    17a5:	vaddps 0x68bd(%rip){1to16},%zmm0,%zmm0{%k1}        # 806c <_pocl_kernel_sweep_workgroup_fast+0x8ac>
    17af:	vmulps %zmm23,%zmm0,%zmm0
    17b5:	cmp    $0xa,%r10d
    17b9:	jb     17c3 <core_softmax_cross_entropy+0x563>
    17bb:	vmovaps 0x80(%rsp),%zmm0
    17c3:	vextractf128 $0x1,%ymm0,%xmm1
    17c9:	vinsertf128 $0x1,%xmm1,%ymm0,%ymm1
    17cf:	vmovups %ymm1,0x40(%rsp)
    17d5:	vextractf64x4 $0x1,%zmm0,0x60(%rsp)
    17de:	vmovups %ymm1,(%rdx,%r9,4)
    17e4:	mov    $0x8,%eax
    17e9:	nopl   0x0(%rax)
    17f0:	vmovss 0x40(%rsp,%rax,4),%xmm0
    17f6:	vmovss %xmm0,(%r14,%rax,4)
    17fc:	inc    %rax
    17ff:	cmp    $0xa,%rax
    1803:	jne    17f0 <core_softmax_cross_entropy+0x590>
    1805:	inc    %rbx
    1808:	add    $0x28,%r13
    180c:	add    $0x28,%r14
    1810:	cmp    $0x20,%rbx
    1814:	jne    13f0 <core_softmax_cross_entropy+0x190>
    181a:	lea    -0x28(%rbp),%rsp
    181e:	pop    %rbx
    181f:	pop    %r12
    1821:	pop    %r13
    1823:	pop    %r14
    1825:	pop    %r15
    1827:	pop    %rbp
    1828:	vzeroupper
    182b:	ret
    182c:	nopl   0x0(%rax)

0000000000001830 <core_update>:
    1830:	push   %rbp
    1831:	mov    %rsp,%rbp
    1834:	push   %r15
    1836:	push   %r14
    1838:	push   %r13
    183a:	push   %r12
    183c:	push   %rbx
    183d:	and    $0xfffffffffffffff0,%rsp
    1841:	sub    $0xf0,%rsp
    1848:	mov    %rdi,%r15
    184b:	movzbl 0x10(%rbp),%edi
    184f:	mov    0x18(%rbp),%r13
    1853:	mov    0x20(%rbp),%r11
    1857:	mov    0x28(%rbp),%r9
    185b:	vbroadcastss 0x34(%rbp),%zmm16
    1862:	vbroadcastss 0x3c(%rbp),%zmm11
    1869:	vbroadcastss 0x40(%rbp),%zmm12
    1870:	vbroadcastss 0x30(%rbp),%zmm14
    1877:	mov    0x38(%rbp),%r14d
    187b:	vbroadcastss 0x44(%rbp),%zmm13
    1882:	vxorps 0x67e8(%rip){1to4},%xmm14,%xmm0        # 8074 <_pocl_kernel_sweep_workgroup_fast+0x8b4>
    188c:	vbroadcastss %xmm0,%zmm10
    1892:	lea    0x1(%r14),%eax
    1896:	mov    $0xca,%edx
    189b:	xor    %r8d,%r8d
    189e:	vmovdqa64 0x68d8(%rip),%zmm15        # 8180 <_pocl_kernel_sweep_workgroup_fast+0x9c0>
    18a8:	mov    %r9,0x78(%rsp)
    18ad:	mov    %r11,%r12
    18b0:	mov    %r14d,%ecx
    18b3:	mov    %eax,0x74(%rsp)
    18b7:	mov    %eax,%esi
    18b9:	mov    %r13,%rax
    18bc:	mov    %r15,0x90(%rsp)
    18c4:	xor    %ebx,%ebx
    18c6:	mov    %r14,0x98(%rsp)
    18ce:	mov    %r11,0x88(%rsp)
    18d6:	jmp    193a <core_update+0x10a>
    18d8:	nopl   0x0(%rax,%rax,1)
    18e0:	vextractf32x4 $0x1,%zmm0,0x10(%r13,%r8,4)
    18e9:	vmovups %xmm0,0x0(%r13,%r8,4)
    18f0:	vextractf64x4 $0x1,%zmm0,0x20(%r13,%r8,4)
    18f9:	mov    0xc(%rsp),%ecx
    18fd:	mov    0x8(%rsp),%esi
    1901:	mov    0x68(%rsp),%rbx
    1906:	mov    0x60(%rsp),%r8
    190b:	inc    %rbx
    190e:	add    $0x40,%r15
    1912:	add    $0x40,%rax
    1916:	add    $0xfffffff0,%esi
    1919:	add    $0xfffffff0,%ecx
    191c:	add    $0x40,%r12
    1920:	add    $0x40,%r9
    1924:	add    $0xfffffffffffffff0,%rdx
    1928:	cmp    $0xd,%rbx
    192c:	mov    0x98(%rsp),%r14
    1934:	je     1f9a <core_update+0x76a>
    193a:	mov    %esi,0x8(%rsp)
    193e:	mov    %ecx,0xc(%rsp)
    1942:	mov    $0xca,%esi
    1947:	sub    %r8,%rsi
    194a:	cmp    $0xbb,%r8
    1951:	jae    1970 <core_update+0x140>
    1953:	mov    0x90(%rsp),%rcx
    195b:	vmovups (%rcx,%r8,4),%zmm1
    1962:	vmovups 0x0(%r13,%r8,4),%zmm7
    196a:	jmp    1a14 <core_update+0x1e4>
    196f:	nop
    1970:	vpbroadcastq %rsi,%zmm5
    1976:	xor    %ecx,%ecx
    1978:	vmovdqa64 %zmm15,%zmm0
    197e:	xchg   %ax,%ax
    1980:	vpcmpltuq %zmm5,%zmm0,%k1
    1987:	vmovups (%r15,%rcx,4),%ymm1{%k1}{z}
    198e:	vmovups %ymm1,0x10(%rsp,%rcx,4)
    1994:	add    $0x8,%rcx
    1998:	vpaddq 0x670e(%rip){1to8},%zmm0,%zmm0        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    19a2:	cmp    $0x10,%rcx
    19a6:	jne    1980 <core_update+0x150>
    19a8:	vmovsd 0x10(%rsp),%xmm2
    19ae:	vmovsd 0x18(%rsp),%xmm4
    19b4:	vmovaps 0x20(%rsp),%xmm3
    19ba:	vmovups 0x30(%rsp),%ymm1
    19c0:	xor    %ecx,%ecx
    19c2:	vmovdqa64 %zmm15,%zmm0
    19c8:	nopl   0x0(%rax,%rax,1)
    19d0:	vpcmpltuq %zmm5,%zmm0,%k1
    19d7:	vmovups (%rax,%rcx,4),%ymm6{%k1}{z}
    19de:	vmovups %ymm6,0x10(%rsp,%rcx,4)
    19e4:	add    $0x8,%rcx
    19e8:	vpaddq 0x66be(%rip){1to8},%zmm0,%zmm0        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    19f2:	cmp    $0x10,%rcx
    19f6:	jne    19d0 <core_update+0x1a0>
    19f8:	vmovlhps %xmm4,%xmm2,%xmm0
    19fc:	vinsertf128 $0x1,%xmm3,%ymm0,%ymm0
    1a02:	vinsertf64x4 $0x1,%ymm1,%zmm0,%zmm1
    1a09:	vmovups 0x10(%rsp),%zmm7
    1a14:	mov    %rbx,0x68(%rsp)
    1a19:	shl    $0x4,%rbx
    1a1d:	lea    0x0(,%rdx,4),%r10
    1a25:	vmovaps %zmm7,%zmm8
    1a2b:	vfmadd213ps %zmm1,%zmm16,%zmm8
    1a31:	lea    0x10(%r8),%rcx
    1a35:	mov    %rcx,0x60(%rsp)
    1a3a:	cmp    %r14,%rcx
    1a3d:	jbe    1c28 <core_update+0x3f8>
    1a43:	cmp    %r14,%r8
    1a46:	jae    1b60 <core_update+0x330>
    1a4c:	vextractf32x4 $0x1,%zmm8,0x20(%rsp)
    1a55:	vmovaps %xmm8,0x10(%rsp)
    1a5b:	vextractf64x4 $0x1,%zmm8,0x30(%rsp)
    1a67:	vextractf32x4 $0x1,%zmm1,0xb0(%rsp)
    1a70:	vmovaps %xmm1,0xa0(%rsp)
    1a79:	vextractf64x4 $0x1,%zmm1,0xc0(%rsp)
    1a82:	mov    %r14d,%ecx
    1a85:	sub    %r8d,%ecx
    1a88:	cmp    $0xf,%ecx
    1a8b:	ja     1b6b <core_update+0x33b>
    1a91:	mov    %rsi,0x58(%rsp)
    1a96:	mov    0x74(%rsp),%esi
    1a9a:	mov    %esi,%r14d
    1a9d:	mov    %rbx,0x50(%rsp)
    1aa2:	sub    %ebx,%r14d
    1aa5:	mov    $0x11,%ebx
    1aaa:	sub    %r14,%rbx
    1aad:	mov    %ecx,%r11d
    1ab0:	cmp    $0x8,%rbx
    1ab4:	jb     1b98 <core_update+0x368>
    1aba:	mov    $0x10,%ecx
    1abf:	sub    %r14,%rcx
    1ac2:	add    %ecx,%r14d
    1ac5:	setb   %r14b
    1ac9:	shr    $0x20,%rcx
    1acd:	jne    1b98 <core_update+0x368>
    1ad3:	test   %r14b,%r14b
    1ad6:	jne    1b98 <core_update+0x368>
    1adc:	mov    %r13,0x80(%rsp)
    1ae4:	mov    %dil,0x7(%rsp)
    1ae9:	mov    0x8(%rsp),%ecx
    1aed:	mov    $0x11,%r14d
    1af3:	sub    %rcx,%r14
    1af6:	mov    0xc(%rsp),%ecx
    1afa:	lea    (%rsp,%rcx,4),%rsi
    1afe:	add    $0xa0,%rsi
    1b05:	lea    (%rsp,%rcx,4),%r13
    1b09:	add    $0x10,%r13
    1b0d:	and    $0xfffffffffffffff8,%r14
    1b11:	mov    %rbx,%rcx
    1b14:	and    $0xfffffffffffffff8,%rcx
    1b18:	xor    %edi,%edi
    1b1a:	nopw   0x0(%rax,%rax,1)
    1b20:	vmovups (%rsi,%rdi,4),%ymm0
    1b25:	vmovups %ymm0,0x0(%r13,%rdi,4)
    1b2c:	add    $0x8,%rdi
    1b30:	cmp    %rdi,%r14
    1b33:	jne    1b20 <core_update+0x2f0>
    1b35:	cmp    %rcx,%rbx
    1b38:	movzbl 0x7(%rsp),%edi
    1b3d:	mov    0x80(%rsp),%r13
    1b45:	mov    0x58(%rsp),%rsi
    1b4a:	mov    0x50(%rsp),%rbx
    1b4f:	je     1bcd <core_update+0x39d>
    1b51:	add    %rcx,%r11
    1b54:	jmp    1ba2 <core_update+0x372>
    1b56:	cs nopw 0x0(%rax,%rax,1)
    1b60:	vmovaps %zmm1,%zmm8
    1b66:	jmp    1c28 <core_update+0x3f8>
    1b6b:	vextractf128 $0x1,%ymm8,%xmm5
    1b71:	vextractf64x4 $0x1,%zmm8,%ymm9
    1b78:	vextractf128 $0x1,%ymm9,%xmm4
    1b7e:	vpermilpd $0x1,%xmm8,%xmm1
    1b84:	vpermilpd $0x1,%xmm5,%xmm2
    1b8a:	vpermilpd $0x1,%xmm9,%xmm3
    1b90:	vpermilpd $0x1,%xmm4,%xmm6
    1b96:	jmp    1c05 <core_update+0x3d5>
    1b98:	mov    0x58(%rsp),%rsi
    1b9d:	mov    0x50(%rsp),%rbx
    1ba2:	inc    %r11
    1ba5:	mov    %r11,%rcx
    1ba8:	nopl   0x0(%rax,%rax,1)
    1bb0:	vmovss 0x9c(%rsp,%r11,4),%xmm0
    1bba:	vmovss %xmm0,0xc(%rsp,%r11,4)
    1bc1:	inc    %rcx
    1bc4:	cmp    $0x10,%r11d
    1bc8:	mov    %rcx,%r11
    1bcb:	jne    1bb0 <core_update+0x380>
    1bcd:	vmovsd 0x10(%rsp),%xmm8
    1bd3:	vmovsd 0x18(%rsp),%xmm1
    1bd9:	vmovsd 0x20(%rsp),%xmm5
    1bdf:	vmovsd 0x28(%rsp),%xmm2
    1be5:	vmovsd 0x30(%rsp),%xmm9
    1beb:	vmovsd 0x38(%rsp),%xmm3
    1bf1:	vmovsd 0x40(%rsp),%xmm4
    1bf7:	vmovsd 0x48(%rsp),%xmm6
    1bfd:	mov    0x88(%rsp),%r11
    1c05:	vmovlhps %xmm6,%xmm4,%xmm0
    1c09:	vmovlhps %xmm3,%xmm9,%xmm3
    1c0d:	vmovlhps %xmm2,%xmm5,%xmm2
    1c11:	vmovlhps %xmm1,%xmm8,%xmm1
    1c15:	vinsertf128 $0x1,%xmm0,%ymm3,%ymm0
    1c1b:	vinsertf128 $0x1,%xmm2,%ymm1,%ymm1
    1c21:	vinsertf64x4 $0x1,%ymm0,%zmm1,%zmm8
    1c28:	and    $0xffffffffffffffe0,%r10
    1c2c:	mov    $0xca,%r14d
    1c32:	sub    %rbx,%r14
    1c35:	test   %dil,%dil
    1c38:	je     1c60 <core_update+0x430>
    1c3a:	cmp    $0xbb,%r8
    1c41:	jae    1ca0 <core_update+0x470>
    1c43:	vmovups (%r11,%r8,4),%zmm1
    1c4a:	mov    0x78(%rsp),%rcx
    1c4f:	vmovups (%rcx,%r8,4),%zmm0
    1c56:	jmp    1d67 <core_update+0x537>
    1c5b:	nopl   0x0(%rax,%rax,1)
    1c60:	vfmadd213ps %zmm7,%zmm10,%zmm8
    1c66:	cmp    $0xba,%r8
    1c6d:	ja     1f2a <core_update+0x6fa>
    1c73:	vextractf32x4 $0x1,%zmm8,0x10(%r13,%r8,4)
    1c7c:	vmovups %xmm8,0x0(%r13,%r8,4)
    1c83:	vextractf64x4 $0x1,%zmm8,0x20(%r13,%r8,4)
    1c8c:	jmp    18f9 <core_update+0xc9>
    1c91:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    1ca0:	vpbroadcastq %rsi,%zmm9
    1ca6:	xor    %ecx,%ecx
    1ca8:	vmovdqa64 %zmm15,%zmm0
    1cae:	xchg   %ax,%ax
    1cb0:	vpcmpltuq %zmm9,%zmm0,%k1
    1cb7:	vmovups (%r12,%rcx,4),%ymm1{%k1}{z}
    1cbe:	vmovups %ymm1,0x10(%rsp,%rcx,4)
    1cc4:	add    $0x8,%rcx
    1cc8:	vpaddq 0x63de(%rip){1to8},%zmm0,%zmm0        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    1cd2:	cmp    $0x10,%rcx
    1cd6:	jne    1cb0 <core_update+0x480>
    1cd8:	vmovsd 0x10(%rsp),%xmm1
    1cde:	vmovsd 0x18(%rsp),%xmm2
    1ce4:	vmovsd 0x20(%rsp),%xmm4
    1cea:	vmovsd 0x28(%rsp),%xmm5
    1cf0:	vmovsd 0x30(%rsp),%xmm6
    1cf6:	vmovsd 0x38(%rsp),%xmm0
    1cfc:	vmovaps 0x40(%rsp),%xmm3
    1d02:	xor    %ecx,%ecx
    1d04:	vmovdqa64 %zmm15,%zmm17
    1d0a:	nopw   0x0(%rax,%rax,1)
    1d10:	vpcmpltuq %zmm9,%zmm17,%k1
    1d17:	vmovups (%r9,%rcx,4),%ymm18{%k1}{z}
    1d1e:	vmovups %ymm18,0x10(%rsp,%rcx,4)
    1d29:	add    $0x8,%rcx
    1d2d:	vpaddq 0x6379(%rip){1to8},%zmm17,%zmm17        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    1d37:	cmp    $0x10,%rcx
    1d3b:	jne    1d10 <core_update+0x4e0>
    1d3d:	vmovlhps %xmm5,%xmm4,%xmm4
    1d41:	vmovlhps %xmm0,%xmm6,%xmm0
    1d45:	vmovlhps %xmm2,%xmm1,%xmm1
    1d49:	vinsertf128 $0x1,%xmm4,%ymm1,%ymm1
    1d4f:	vinsertf128 $0x1,%xmm3,%ymm0,%ymm0
    1d55:	vinsertf64x4 $0x1,%ymm0,%zmm1,%zmm1
    1d5c:	vmovups 0x10(%rsp),%zmm0
    1d67:	vsubps %zmm1,%zmm8,%zmm9
    1d6d:	vfmadd213ps %zmm1,%zmm11,%zmm9
    1d73:	vfmsub213ps %zmm0,%zmm8,%zmm8
    1d79:	vfmadd213ps %zmm0,%zmm12,%zmm8
    1d7f:	cmp    $0xbb,%r8
    1d86:	jae    1dd0 <core_update+0x5a0>
    1d88:	vextractf32x4 $0x1,%zmm9,0x10(%r11,%r8,4)
    1d91:	vmovups %xmm9,(%r11,%r8,4)
    1d97:	vextractf64x4 $0x1,%zmm9,0x20(%r11,%r8,4)
    1da0:	mov    0x78(%rsp),%rcx
    1da5:	vmovups %xmm8,(%rcx,%r8,4)
    1dab:	vextractf32x4 $0x1,%zmm8,0x10(%rcx,%r8,4)
    1db4:	vextractf64x4 $0x1,%zmm8,0x20(%rcx,%r8,4)
    1dbd:	jmp    1e94 <core_update+0x664>
    1dc2:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    1dd0:	vextractf32x4 $0x1,%zmm9,0x20(%rsp)
    1dd9:	vmovaps %xmm9,0x10(%rsp)
    1ddf:	vextractf64x4 $0x1,%zmm9,0x30(%rsp)
    1deb:	mov    %r14d,%esi
    1dee:	and    $0xfffffff8,%esi
    1df1:	xor    %ecx,%ecx
    1df3:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    1e00:	vmovups 0x10(%rsp,%rcx,1),%ymm0
    1e06:	vmovups %ymm0,(%r12,%rcx,1)
    1e0c:	add    $0x20,%rcx
    1e10:	cmp    %rcx,%r10
    1e13:	jne    1e00 <core_update+0x5d0>
    1e15:	mov    %rsi,%rcx
    1e18:	nopl   0x0(%rax,%rax,1)
    1e20:	vmovss 0x10(%rsp,%rcx,4),%xmm0
    1e26:	vmovss %xmm0,(%r12,%rcx,4)
    1e2c:	inc    %rcx
    1e2f:	cmp    %rcx,%rdx
    1e32:	jne    1e20 <core_update+0x5f0>
    1e34:	vextractf32x4 $0x1,%zmm8,0x20(%rsp)
    1e3d:	vmovaps %xmm8,0x10(%rsp)
    1e43:	vextractf64x4 $0x1,%zmm8,0x30(%rsp)
    1e4f:	xor    %ecx,%ecx
    1e51:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    1e60:	vmovups 0x10(%rsp,%rcx,1),%ymm0
    1e66:	vmovups %ymm0,(%r9,%rcx,1)
    1e6c:	add    $0x20,%rcx
    1e70:	cmp    %rcx,%r10
    1e73:	jne    1e60 <core_update+0x630>
    1e75:	data16 cs nopw 0x0(%rax,%rax,1)
    1e80:	vmovss 0x10(%rsp,%rsi,4),%xmm0
    1e86:	vmovss %xmm0,(%r9,%rsi,4)
    1e8c:	inc    %rsi
    1e8f:	cmp    %rsi,%rdx
    1e92:	jne    1e80 <core_update+0x650>
    1e94:	vmulps %zmm9,%zmm14,%zmm0
    1e9a:	vsqrtps %zmm8,%zmm1
    1ea0:	vaddps %zmm1,%zmm13,%zmm1
    1ea6:	vdivps %zmm1,%zmm0,%zmm0
    1eac:	vsubps %zmm0,%zmm7,%zmm0
    1eb2:	cmp    $0xba,%r8
    1eb9:	jbe    18e0 <core_update+0xb0>
    1ebf:	vextractf32x4 $0x1,%zmm0,0x20(%rsp)
    1ec8:	vmovaps %xmm0,0x10(%rsp)
    1ece:	vextractf64x4 $0x1,%zmm0,0x30(%rsp)
    1eda:	and    $0xfffffff8,%r14d
    1ede:	xor    %ecx,%ecx
    1ee0:	vmovups 0x10(%rsp,%rcx,1),%ymm0
    1ee6:	vmovups %ymm0,(%rax,%rcx,1)
    1eeb:	add    $0x20,%rcx
    1eef:	cmp    %rcx,%r10
    1ef2:	jne    1ee0 <core_update+0x6b0>
    1ef4:	mov    0xc(%rsp),%ecx
    1ef8:	mov    0x8(%rsp),%esi
    1efc:	mov    0x68(%rsp),%rbx
    1f01:	mov    0x60(%rsp),%r8
    1f06:	cs nopw 0x0(%rax,%rax,1)
    1f10:	vmovss 0x10(%rsp,%r14,4),%xmm0
    1f17:	vmovss %xmm0,(%rax,%r14,4)
    1f1d:	inc    %r14
    1f20:	cmp    %r14,%rdx
    1f23:	jne    1f10 <core_update+0x6e0>
    1f25:	jmp    190b <core_update+0xdb>
    1f2a:	vextractf32x4 $0x1,%zmm8,0x20(%rsp)
    1f33:	vmovaps %xmm8,0x10(%rsp)
    1f39:	vextractf64x4 $0x1,%zmm8,0x30(%rsp)
    1f45:	and    $0xfffffff8,%r14d
    1f49:	xor    %ecx,%ecx
    1f4b:	nopl   0x0(%rax,%rax,1)
    1f50:	vmovups 0x10(%rsp,%rcx,1),%ymm0
    1f56:	vmovups %ymm0,(%rax,%rcx,1)
    1f5b:	add    $0x20,%rcx
    1f5f:	cmp    %rcx,%r10
    1f62:	jne    1f50 <core_update+0x720>
    1f64:	mov    0xc(%rsp),%ecx
    1f68:	mov    0x8(%rsp),%esi
    1f6c:	mov    0x68(%rsp),%rbx
    1f71:	mov    0x60(%rsp),%r8
    1f76:	cs nopw 0x0(%rax,%rax,1)
    1f80:	vmovss 0x10(%rsp,%r14,4),%xmm0
    1f87:	vmovss %xmm0,(%rax,%r14,4)
    1f8d:	inc    %r14
    1f90:	cmp    %r14,%rdx
    1f93:	jne    1f80 <core_update+0x750>
    1f95:	jmp    190b <core_update+0xdb>
    1f9a:	lea    -0x28(%rbp),%rsp
    1f9e:	pop    %rbx
    1f9f:	pop    %r12
    1fa1:	pop    %r13
    1fa3:	pop    %r14
    1fa5:	pop    %r15
    1fa7:	pop    %rbp
    1fa8:	vzeroupper
    1fab:	ret
    1fac:	nopl   0x0(%rax)

0000000000001fb0 <core_bias_activation>:
    1fb0:	push   %rbp
    1fb1:	mov    %rsp,%rbp
    1fb4:	push   %r15
    1fb6:	push   %r14
    1fb8:	push   %r13
    1fba:	push   %r12
    1fbc:	push   %rbx
    1fbd:	and    $0xfffffffffffffff0,%rsp
    1fc1:	sub    $0x80,%rsp
    1fc8:	mov    %rdx,0x10(%rsp)
    1fcd:	mov    %rdi,0x18(%rsp)
    1fd2:	mov    %esi,%r14d
    1fd5:	lea    0x0(,%r14,4),%r15
    1fdd:	xor    %esi,%esi
    1fdf:	vxorps %xmm0,%xmm0,%xmm0
    1fe3:	vmovdqa64 0x61d3(%rip),%zmm1        # 81c0 <_pocl_kernel_sweep_workgroup_fast+0xa00>
    1fed:	vpbroadcastq 0x60b9(%rip),%zmm2        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    1ff7:	mov    %r8d,%edi
    1ffa:	xor    %eax,%eax
    1ffc:	mov    %r8d,0xc(%rsp)
    2001:	jmp    2034 <core_bias_activation+0x84>
    2003:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    2010:	add    $0x10,%r11d
    2014:	mov    0x28(%rsp),%rsi
    2019:	inc    %esi
    201b:	mov    0x20(%rsp),%rdi
    2020:	add    $0xfffffff0,%edi
    2023:	mov    %r11d,%eax
    2026:	mov    0xc(%rsp),%r8d
    202b:	cmp    %r8d,%r11d
    202e:	jae    21f8 <core_bias_activation+0x248>
    2034:	mov    %edi,%ebx
    2036:	and    $0xfffffff8,%ebx
    2039:	mov    %eax,%r11d
    203c:	mov    %esi,%edx
    203e:	shl    $0x4,%edx
    2041:	mov    %r8d,%r12d
    2044:	sub    %edx,%r12d
    2047:	mov    %r8d,%r13d
    204a:	sub    %eax,%r13d
    204d:	cmp    $0x10,%r13d
    2051:	mov    %rsi,0x28(%rsp)
    2056:	mov    %rdi,0x20(%rsp)
    205b:	jb     2080 <core_bias_activation+0xd0>
    205d:	mov    0x10(%rsp),%rax
    2062:	vmovups (%rax,%r11,4),%zmm4
    2069:	mov    %r13d,%eax
    206c:	vpbroadcastq %rax,%zmm3
    2072:	jmp    20cf <core_bias_activation+0x11f>
    2074:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    2080:	mov    0x10(%rsp),%rax
    2085:	lea    (%rax,%r11,4),%rdx
    2089:	mov    %r13d,%eax
    208c:	vpbroadcastq %rax,%zmm3
    2092:	xor    %esi,%esi
    2094:	vmovdqa64 %zmm1,%zmm4
    209a:	nopw   0x0(%rax,%rax,1)
    20a0:	vpcmpltuq %zmm3,%zmm4,%k1
    20a7:	vmovups (%rdx,%rsi,4),%ymm5{%k1}{z}
    20ae:	vmovups %ymm5,0x30(%rsp,%rsi,4)
    20b4:	add    $0x8,%rsi
    20b8:	vpaddq %zmm2,%zmm4,%zmm4
    20be:	cmp    $0x10,%rsi
    20c2:	jne    20a0 <core_bias_activation+0xf0>
    20c4:	vmovups 0x30(%rsp),%zmm4
    20cf:	mov    0x18(%rsp),%rdx
    20d4:	lea    (%rdx,%r11,4),%rdx
    20d8:	mov    %r12d,%r9d
    20db:	and    $0xfffffff8,%r9d
    20df:	mov    %rdx,%rsi
    20e2:	xor    %r8d,%r8d
    20e5:	jmp    2117 <core_bias_activation+0x167>
    20e7:	nopw   0x0(%rax,%rax,1)
    20f0:	vextractf32x4 $0x1,%zmm5,0x10(%rdx,%rdi,4)
    20f9:	vmovups %xmm5,(%rdx,%rdi,4)
    20fe:	vextractf64x4 $0x1,%zmm5,0x20(%rdx,%rdi,4)
    2107:	inc    %r8
    210a:	add    %r15,%rsi
    210d:	cmp    $0x20,%r8
    2111:	je     2010 <core_bias_activation+0x60>
    2117:	mov    %r8,%rdi
    211a:	imul   %r14,%rdi
    211e:	cmp    $0x10,%r13d
    2122:	jb     2140 <core_bias_activation+0x190>
    2124:	vmovups (%rdx,%rdi,4),%zmm5
    212b:	vaddps %zmm5,%zmm4,%zmm5
    2131:	cmp    $0x1,%ecx
    2134:	je     218b <core_bias_activation+0x1db>
    2136:	jmp    2191 <core_bias_activation+0x1e1>
    2138:	nopl   0x0(%rax,%rax,1)
    2140:	xor    %r10d,%r10d
    2143:	vmovdqa64 %zmm1,%zmm5
    2149:	nopl   0x0(%rax)
    2150:	vpcmpltuq %zmm3,%zmm5,%k1
    2157:	vmovups (%rsi,%r10,4),%ymm6{%k1}{z}
    215e:	vmovups %ymm6,0x30(%rsp,%r10,4)
    2165:	add    $0x8,%r10
    2169:	vpaddq %zmm2,%zmm5,%zmm5
    216f:	cmp    $0x10,%r10
    2173:	jne    2150 <core_bias_activation+0x1a0>
    2175:	vmovups 0x30(%rsp),%zmm5
    2180:	vaddps %zmm5,%zmm4,%zmm5
    2186:	cmp    $0x1,%ecx
    2189:	jne    2191 <core_bias_activation+0x1e1>
    218b:	vmaxps %zmm5,%zmm0,%zmm5
    2191:	cmp    $0x10,%r13d
    2195:	jae    20f0 <core_bias_activation+0x140>
    219b:	vextractf32x4 $0x1,%zmm5,0x40(%rsp)
    21a4:	vmovaps %xmm5,0x30(%rsp)
    21aa:	vextractf64x4 $0x1,%zmm5,0x50(%rsp)
    21b6:	xor    %edi,%edi
    21b8:	cmp    $0x8,%r12d
    21bc:	jb     21e0 <core_bias_activation+0x230>
    21be:	xchg   %ax,%ax
    21c0:	vmovups 0x30(%rsp,%rdi,4),%ymm5
    21c6:	vmovups %ymm5,(%rsi,%rdi,4)
    21cb:	add    $0x8,%rdi
    21cf:	cmp    %rdi,%rbx
    21d2:	jne    21c0 <core_bias_activation+0x210>
    21d4:	mov    %r9,%rdi
    21d7:	cmp    %r12,%r9
    21da:	je     2107 <core_bias_activation+0x157>
    21e0:	vmovss 0x30(%rsp,%rdi,4),%xmm5
    21e6:	vmovss %xmm5,(%rsi,%rdi,4)
    21eb:	inc    %rdi
    21ee:	cmp    %rdi,%rax
    21f1:	jne    21e0 <core_bias_activation+0x230>
    21f3:	jmp    2107 <core_bias_activation+0x157>
    21f8:	lea    -0x28(%rbp),%rsp
    21fc:	pop    %rbx
    21fd:	pop    %r12
    21ff:	pop    %r13
    2201:	pop    %r14
    2203:	pop    %r15
    2205:	pop    %rbp
    2206:	vzeroupper
    2209:	ret
    220a:	nopw   0x0(%rax,%rax,1)

0000000000002210 <sweep_task0>:
    2210:	push   %rbp
    2211:	mov    %rsp,%rbp
    2214:	and    $0xfffffffffffffff8,%rsp
    2218:	mov    0x10(%rbp),%r10d
    221c:	imul   $0x6d80,%r9,%r11
    2223:	imul   $0x11fc80,%r9,%rax
    222a:	shl    $0x6,%r9
    222e:	add    %r8,%r11
    2231:	movslq (%rsi,%r9,1),%rsi
    2235:	vbroadcastss (%rcx,%rsi,8),%zmm0
    223c:	vbroadcastss 0x4(%rcx,%rsi,8),%zmm1
    2244:	lea    (%rax,%rdi,1),%rcx
    2248:	add    $0x30,%rcx
    224c:	imul   $0x53bd80,%rsi,%rax
    2253:	lea    (%rax,%rdx,1),%r8
    2257:	add    $0xe,%r8
    225b:	xor    %esi,%esi
    225d:	nopl   (%rax)
    2260:	lea    (%rsi,%r10,1),%eax
    2264:	mov    (%r11,%rax,4),%eax
    2268:	imul   $0x310,%rax,%rdi
    226f:	add    %r8,%rdi
    2272:	xor    %eax,%eax
    2274:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    2280:	vpmovzxbd -0xe(%rdi,%rax,1),%zmm2
    228b:	vcvtdq2ps %zmm2,%zmm2
    2291:	vfmadd213ps %zmm1,%zmm0,%zmm2
    2297:	vextractf32x4 $0x1,%zmm2,-0x20(%rcx,%rax,4)
    22a0:	vmovups %xmm2,-0x30(%rcx,%rax,4)
    22a6:	vextractf64x4 $0x1,%zmm2,-0x10(%rcx,%rax,4)
    22b2:	lea    0x10(%rax),%rdx
    22b6:	mov    %rdx,%rax
    22b9:	cmp    $0x301,%rdx
    22c0:	jb     2280 <sweep_task0+0x70>
    22c2:	inc    %rsi
    22c5:	add    $0xc40,%rcx
    22cc:	cmp    $0x20,%rsi
    22d0:	jne    2260 <sweep_task0+0x50>
    22d2:	mov    %rbp,%rsp
    22d5:	pop    %rbp
    22d6:	vzeroupper
    22d9:	ret
    22da:	nopw   0x0(%rax,%rax,1)

00000000000022e0 <sweep_task1>:
    22e0:	push   %rbp
    22e1:	mov    %rsp,%rbp
    22e4:	and    $0xfffffffffffffff8,%rsp
    22e8:	imul   $0x6d80,%r8,%rax
    22ef:	imul   $0x11fc80,%r8,%r10
    22f6:	shl    $0x6,%r8
    22fa:	add    %rcx,%rax
    22fd:	lea    (%rdi,%r10,1),%rcx
    2301:	add    $0x18800,%rcx
    2308:	movslq (%rsi,%r8,1),%rsi
    230c:	imul   $0x1b58,%rsi,%r8
    2313:	cmp    $0xffffffe1,%r9d
    2317:	jb     233b <sweep_task1+0x5b>
    2319:	mov    %r9d,%r9d
    231c:	xor    %esi,%esi
    231e:	xchg   %ax,%ax
    2320:	lea    (%r9,%rsi,1),%edi
    2324:	mov    (%rax,%rdi,4),%edi
    2327:	add    %r8,%rdi
    232a:	mov    (%rdx,%rdi,4),%edi
    232d:	mov    %edi,(%rcx,%rsi,4)
    2330:	inc    %rsi
    2333:	cmp    $0x20,%rsi
    2337:	jne    2320 <sweep_task1+0x40>
    2339:	jmp    239c <sweep_task1+0xbc>
    233b:	vpbroadcastq %r8,%ymm0
    2341:	mov    %r9d,%r8d
    2344:	xor    %edi,%edi
    2346:	cs nopw 0x0(%rax,%rax,1)
    2350:	lea    (%r8,%rdi,1),%esi
    2354:	vpmovzxdq (%rax,%rsi,4),%ymm1
    235a:	vpmovzxdq 0x10(%rax,%rsi,4),%ymm2
    2361:	vpaddq %ymm2,%ymm0,%ymm2
    2365:	vpaddq %ymm1,%ymm0,%ymm1
    2369:	kxnorw %k0,%k0,%k1
    236d:	vpxor  %xmm3,%xmm3,%xmm3
    2371:	vpgatherqd (%rdx,%ymm1,4),%xmm3{%k1}
    2378:	kxnorw %k0,%k0,%k1
    237c:	vpxor  %xmm1,%xmm1,%xmm1
    2380:	vpgatherqd (%rdx,%ymm2,4),%xmm1{%k1}
    2387:	vmovdqu %xmm1,0x10(%rcx,%rdi,4)
    238d:	vmovdqu %xmm3,(%rcx,%rdi,4)
    2392:	add    $0x8,%rdi
    2396:	cmp    $0x20,%rdi
    239a:	jne    2350 <sweep_task1+0x70>
    239c:	mov    %rbp,%rsp
    239f:	pop    %rbp
    23a0:	vzeroupper
    23a3:	ret
    23a4:	data16 data16 cs nopw 0x0(%rax,%rax,1)

00000000000023b0 <sweep_task2>:
    23b0:	push   %rbp
    23b1:	mov    %rsp,%rbp
    23b4:	push   %rbx
    23b5:	and    $0xfffffffffffffff8,%rsp
    23b9:	imul   $0x11fc80,%rdx,%rax
    23c0:	lea    (%rdi,%rax,1),%r8
    23c4:	add    $0x18880,%r8
    23cb:	lea    (%rdi,%rax,1),%r9
    23cf:	add    $0x55c0,%r9
    23d6:	imul   $0x6ad40,%rdx,%rax
    23dd:	lea    (%rax,%rsi,1),%rdx
    23e1:	add    $0x78,%rdx
    23e5:	mov    $0x20,%r10d
    23eb:	xor    %r11d,%r11d
    23ee:	xchg   %ax,%ax
    23f0:	lea    (%r8,%r11,4),%rax
    23f4:	mov    %r9,%rcx
    23f7:	xor    %edi,%edi
    23f9:	nopl   0x0(%rax)
    2400:	vxorps %xmm0,%xmm0,%xmm0
    2404:	mov    $0xfffffffffffff3c0,%rsi
    240b:	mov    %rdx,%rbx
    240e:	vxorps %xmm1,%xmm1,%xmm1
    2412:	vxorps %xmm2,%xmm2,%xmm2
    2416:	vxorps %xmm3,%xmm3,%xmm3
    241a:	vxorps %xmm4,%xmm4,%xmm4
    241e:	vxorps %xmm5,%xmm5,%xmm5
    2422:	vxorps %xmm6,%xmm6,%xmm6
    2426:	vxorps %xmm7,%xmm7,%xmm7
    242a:	vxorps %xmm8,%xmm8,%xmm8
    242f:	vxorps %xmm9,%xmm9,%xmm9
    2434:	vxorps %xmm10,%xmm10,%xmm10
    2439:	vxorps %xmm11,%xmm11,%xmm11
    243e:	vxorps %xmm12,%xmm12,%xmm12
    2443:	vxorps %xmm13,%xmm13,%xmm13
    2448:	vxorps %xmm14,%xmm14,%xmm14
    244d:	vxorps %xmm15,%xmm15,%xmm15
    2452:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    2460:	vmovups -0x78(%rbx),%zmm16
    246a:	vmovups -0x38(%rbx),%zmm17
    2474:	vbroadcastss -0x4980(%rcx,%rsi,1),%zmm18
    247f:	vfmadd231ps %zmm16,%zmm18,%zmm15
    2485:	vfmadd231ps %zmm18,%zmm17,%zmm14
    248b:	vbroadcastss -0x3d40(%rcx,%rsi,1),%zmm18
    2496:	vfmadd231ps %zmm16,%zmm18,%zmm13
    249c:	vfmadd231ps %zmm18,%zmm17,%zmm12
    24a2:	vbroadcastss -0x3100(%rcx,%rsi,1),%zmm18
    24ad:	vfmadd231ps %zmm16,%zmm18,%zmm11
    24b3:	vfmadd231ps %zmm18,%zmm17,%zmm10
    24b9:	vbroadcastss -0x24c0(%rcx,%rsi,1),%zmm18
    24c4:	vfmadd231ps %zmm16,%zmm18,%zmm9
    24ca:	vfmadd231ps %zmm18,%zmm17,%zmm8
    24d0:	vbroadcastss -0x1880(%rcx,%rsi,1),%zmm18
    24db:	vfmadd231ps %zmm16,%zmm18,%zmm7
    24e1:	vfmadd231ps %zmm18,%zmm17,%zmm6
    24e7:	vbroadcastss -0xc40(%rcx,%rsi,1),%zmm18
    24f2:	vfmadd231ps %zmm16,%zmm18,%zmm5
    24f8:	vfmadd231ps %zmm18,%zmm17,%zmm4
    24fe:	vbroadcastss (%rcx,%rsi,1),%zmm18
    2505:	vfmadd231ps %zmm16,%zmm18,%zmm3
    250b:	vfmadd231ps %zmm18,%zmm17,%zmm2
    2511:	vbroadcastss 0xc40(%rcx,%rsi,1),%zmm18
    251c:	vfmadd231ps %zmm16,%zmm18,%zmm1
    2522:	vfmadd231ps %zmm17,%zmm18,%zmm0
    2528:	add    $0x200,%rbx
    252f:	add    $0x4,%rsi
    2533:	jne    2460 <sweep_task2+0xb0>
    2539:	mov    %rdi,%rsi
    253c:	shl    $0x9,%rsi
    2540:	vextractf32x4 $0x1,%zmm15,0x10(%rax,%rsi,1)
    2549:	vmovups %xmm15,(%rax,%rsi,1)
    254e:	vextractf64x4 $0x1,%zmm15,0x20(%rax,%rsi,1)
    2557:	vextractf32x4 $0x1,%zmm14,0x50(%rax,%rsi,1)
    2560:	vmovups %xmm14,0x40(%rax,%rsi,1)
    2566:	vextractf64x4 $0x1,%zmm14,0x60(%rax,%rsi,1)
    256f:	vextractf32x4 $0x1,%zmm13,0x210(%rax,%rsi,1)
    2578:	vmovups %xmm13,0x200(%rax,%rsi,1)
    2581:	vextractf64x4 $0x1,%zmm13,0x220(%rax,%rsi,1)
    258a:	vextractf32x4 $0x1,%zmm12,0x250(%rax,%rsi,1)
    2593:	vmovups %xmm12,0x240(%rax,%rsi,1)
    259c:	vextractf64x4 $0x1,%zmm12,0x260(%rax,%rsi,1)
    25a5:	vextractf32x4 $0x1,%zmm11,0x410(%rax,%rsi,1)
    25ae:	vmovups %xmm11,0x400(%rax,%rsi,1)
    25b7:	vextractf64x4 $0x1,%zmm11,0x420(%rax,%rsi,1)
    25c0:	vextractf32x4 $0x1,%zmm10,0x450(%rax,%rsi,1)
    25c9:	vmovups %xmm10,0x440(%rax,%rsi,1)
    25d2:	vextractf64x4 $0x1,%zmm10,0x460(%rax,%rsi,1)
    25db:	vextractf32x4 $0x1,%zmm9,0x610(%rax,%rsi,1)
    25e4:	vmovups %xmm9,0x600(%rax,%rsi,1)
    25ed:	vextractf64x4 $0x1,%zmm9,0x620(%rax,%rsi,1)
    25f6:	vextractf32x4 $0x1,%zmm8,0x650(%rax,%rsi,1)
    25ff:	vmovups %xmm8,0x640(%rax,%rsi,1)
    2608:	vextractf64x4 $0x1,%zmm8,0x660(%rax,%rsi,1)
    2611:	vextractf32x4 $0x1,%zmm7,0x810(%rax,%rsi,1)
    261d:	vmovups %xmm7,0x800(%rax,%rsi,1)
    2626:	vextractf64x4 $0x1,%zmm7,0x820(%rax,%rsi,1)
    262f:	vextractf32x4 $0x1,%zmm6,0x850(%rax,%rsi,1)
    263b:	vmovups %xmm6,0x840(%rax,%rsi,1)
    2644:	vextractf64x4 $0x1,%zmm6,0x860(%rax,%rsi,1)
    264d:	vextractf32x4 $0x1,%zmm5,0xa10(%rax,%rsi,1)
    2659:	vmovups %xmm5,0xa00(%rax,%rsi,1)
    2662:	vextractf64x4 $0x1,%zmm5,0xa20(%rax,%rsi,1)
    266b:	vextractf32x4 $0x1,%zmm4,0xa50(%rax,%rsi,1)
    2677:	vmovups %xmm4,0xa40(%rax,%rsi,1)
    2680:	vextractf64x4 $0x1,%zmm4,0xa60(%rax,%rsi,1)
    2689:	vextractf32x4 $0x1,%zmm3,0xc10(%rax,%rsi,1)
    2695:	vmovups %xmm3,0xc00(%rax,%rsi,1)
    269e:	vextractf64x4 $0x1,%zmm3,0xc20(%rax,%rsi,1)
    26a7:	vextractf32x4 $0x1,%zmm2,0xc50(%rax,%rsi,1)
    26b3:	vmovups %xmm2,0xc40(%rax,%rsi,1)
    26bc:	vextractf64x4 $0x1,%zmm2,0xc60(%rax,%rsi,1)
    26c5:	vextractf32x4 $0x1,%zmm1,0xe10(%rax,%rsi,1)
    26d1:	vmovups %xmm1,0xe00(%rax,%rsi,1)
    26da:	vextractf64x4 $0x1,%zmm1,0xe20(%rax,%rsi,1)
    26e3:	vextractf32x4 $0x1,%zmm0,0xe50(%rax,%rsi,1)
    26ef:	vmovups %xmm0,0xe40(%rax,%rsi,1)
    26f8:	vextractf64x4 $0x1,%zmm0,0xe60(%rax,%rsi,1)
    2701:	lea    0x8(%rdi),%rsi
    2705:	add    $0x6200,%rcx
    270c:	cmp    $0x18,%rdi
    2710:	mov    %rsi,%rdi
    2713:	jb     2400 <sweep_task2+0x50>
    2719:	add    $0x20,%r11
    271d:	lea    0x20(%r10),%rax
    2721:	sub    $0xffffffffffffff80,%rdx
    2725:	cmp    $0x60,%r10
    2729:	mov    %rax,%r10
    272c:	jbe    23f0 <sweep_task2+0x40>
    2732:	lea    -0x8(%rbp),%rsp
    2736:	pop    %rbx
    2737:	pop    %rbp
    2738:	vzeroupper
    273b:	ret
    273c:	nopl   0x0(%rax)

0000000000002740 <sweep_task3>:
    2740:	push   %rbp
    2741:	mov    %rsp,%rbp
    2744:	and    $0xfffffffffffffff0,%rsp
    2748:	imul   $0x11fc80,%rdx,%rax
    274f:	add    %rax,%rdi
    2752:	add    $0x18880,%rdi
    2759:	imul   $0x6ad40,%rdx,%rax
    2760:	lea    (%rsi,%rax,1),%rdx
    2764:	add    $0x6aa00,%rdx
    276b:	mov    $0x80,%esi
    2770:	mov    $0x1,%ecx
    2775:	mov    $0x80,%r8d
    277b:	call   1fb0 <core_bias_activation>
    2780:	mov    %rbp,%rsp
    2783:	pop    %rbp
    2784:	ret
    2785:	data16 cs nopw 0x0(%rax,%rax,1)

0000000000002790 <core_dropout>:
    2790:	push   %rbp
    2791:	mov    %rsp,%rbp
    2794:	push   %r15
    2796:	push   %r14
    2798:	push   %r13
    279a:	push   %r12
    279c:	push   %rbx
    279d:	and    $0xffffffffffffffc0,%rsp
    27a1:	sub    $0x340,%rsp
    27a8:	mov    %rdi,%r12
    27ab:	mov    0x10(%rbp),%edi
    27ae:	vmovss (%rdx),%xmm0
    27b2:	vxorps %xmm1,%xmm1,%xmm1
    27b6:	vucomiss %xmm1,%xmm0
    27ba:	jne    293b <core_dropout+0x1ab>
    27c0:	jp     293b <core_dropout+0x1ab>
    27c6:	cmp    %rsi,%r12
    27c9:	je     39f8 <core_dropout+0x1268>
    27cf:	xor    %r8d,%r8d
    27d2:	vmovdqa64 0x5ae4(%rip),%zmm0        # 82c0 <_pocl_kernel_sweep_workgroup_fast+0xb00>
    27dc:	vpbroadcastq 0x58ca(%rip),%zmm1        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    27e6:	mov    %edi,%ecx
    27e8:	xor    %eax,%eax
    27ea:	jmp    2840 <core_dropout+0xb0>
    27ec:	nopl   0x0(%rax)
    27f0:	vmovups (%r12,%r10,4),%xmm2
    27f6:	vmovdqu 0x10(%r12,%r10,4),%xmm3
    27fd:	vinserti32x4 $0x2,0x20(%r12,%r10,4),%zmm0,%zmm4
    2806:	vinserti32x4 $0x3,0x30(%r12,%r10,4),%zmm4,%zmm4
    280f:	vmovups %xmm2,(%rsi,%r10,4)
    2815:	vmovdqu %xmm3,0x10(%rsi,%r10,4)
    281c:	vextracti64x4 $0x1,%zmm4,%ymm2
    2823:	vmovdqu %ymm2,0x20(%rsi,%r10,4)
    282a:	add    $0x10,%r10d
    282e:	inc    %r8d
    2831:	add    $0xfffffff0,%ecx
    2834:	mov    %r10d,%eax
    2837:	cmp    %edi,%r10d
    283a:	jae    39f8 <core_dropout+0x1268>
    2840:	mov    %eax,%r10d
    2843:	mov    %ecx,%ecx
    2845:	mov    %edi,%edx
    2847:	sub    %eax,%edx
    2849:	cmp    $0xf,%edx
    284c:	ja     27f0 <core_dropout+0x60>
    284e:	lea    (%rsi,%r10,4),%rbx
    2852:	mov    %ecx,%eax
    2854:	and    $0xfffffff8,%eax
    2857:	mov    %rdi,%r9
    285a:	lea    (%r12,%r10,4),%rdi
    285e:	mov    %r8d,%r11d
    2861:	shl    $0x4,%r11d
    2865:	sub    %r11d,%r9d
    2868:	mov    %edx,%edx
    286a:	vpbroadcastq %rdx,%zmm2
    2870:	xor    %edx,%edx
    2872:	vmovdqa64 %zmm0,%zmm3
    2878:	nopl   0x0(%rax,%rax,1)
    2880:	vpcmpltuq %zmm2,%zmm3,%k1
    2887:	vmovups (%rdi,%rdx,4),%ymm4{%k1}{z}
    288e:	vmovups %ymm4,0x10(%rsp,%rdx,4)
    2894:	add    $0x8,%rdx
    2898:	vpaddq %zmm1,%zmm3,%zmm3
    289e:	cmp    $0x10,%rdx
    28a2:	jne    2880 <core_dropout+0xf0>
    28a4:	vmovaps 0x10(%rsp),%xmm2
    28aa:	vmovdqa 0x20(%rsp),%xmm3
    28b0:	vinserti32x4 $0x2,0x30(%rsp),%zmm0,%zmm4
    28b9:	vinserti32x4 $0x3,0x40(%rsp),%zmm4,%zmm4
    28c2:	vmovaps %xmm2,0x10(%rsp)
    28c8:	vmovdqa %xmm3,0x20(%rsp)
    28ce:	vextracti64x4 $0x1,%zmm4,%ymm2
    28d5:	vmovdqu %ymm2,0x30(%rsp)
    28db:	cmp    $0x8,%r9d
    28df:	jae    28f0 <core_dropout+0x160>
    28e1:	xor    %edi,%edi
    28e3:	jmp    2920 <core_dropout+0x190>
    28e5:	data16 cs nopw 0x0(%rax,%rax,1)
    28f0:	mov    %r9d,%edi
    28f3:	and    $0xfffffff8,%edi
    28f6:	xor    %edx,%edx
    28f8:	nopl   0x0(%rax,%rax,1)
    2900:	vmovdqu 0x10(%rsp,%rdx,4),%ymm2
    2906:	vmovdqu %ymm2,(%rbx,%rdx,4)
    290b:	add    $0x8,%rdx
    290f:	cmp    %rdx,%rax
    2912:	jne    2900 <core_dropout+0x170>
    2914:	cmp    %r9,%rdi
    2917:	je     2933 <core_dropout+0x1a3>
    2919:	nopl   0x0(%rax)
    2920:	vmovd  0x10(%rsp,%rdi,4),%xmm2
    2926:	vmovd  %xmm2,(%rbx,%rdi,4)
    292b:	inc    %rdi
    292e:	cmp    %rdi,%rcx
    2931:	jne    2920 <core_dropout+0x190>
    2933:	mov    0x10(%rbp),%edi
    2936:	jmp    282a <core_dropout+0x9a>
    293b:	vmovss 0x56cd(%rip),%xmm1        # 8010 <_pocl_kernel_sweep_workgroup_fast+0x850>
    2943:	vsubss %xmm0,%xmm1,%xmm1
    2947:	mov    (%rcx),%edx
    2949:	mov    0x4(%rcx),%eax
    294c:	vpbroadcastd %r8d,%zmm5
    2952:	vpmulld 0x571c(%rip){1to16},%zmm5,%zmm2        # 8078 <_pocl_kernel_sweep_workgroup_fast+0x8b8>
    295c:	xor    %edx,%r9d
    295f:	vpbroadcastd %r9d,%zmm4
    2965:	vpbroadcastd %eax,%zmm3
    296b:	vmovdqa64 %zmm3,0x2c0(%rsp)
    2973:	lea    -0x61c88647(%rdx),%ecx
    2979:	lea    -0x4498517b(%rax),%edi
    297f:	vpbroadcastd %ecx,%zmm3
    2985:	vpxord %zmm2,%zmm3,%zmm2
    298b:	vmovdqa64 %zmm2,0x280(%rsp)
    2993:	vpbroadcastd %edi,%zmm2
    2999:	lea    0x3c6ef372(%rdx),%ecx
    299f:	lea    0x76cf5d0a(%rax),%edi
    29a5:	vpbroadcastd %ecx,%zmm3
    29ab:	vmovdqa64 %zmm3,0x240(%rsp)
    29b3:	vpbroadcastd %edi,%zmm3
    29b9:	lea    -0x255992d5(%rdx),%ecx
    29bf:	lea    0x32370b8f(%rax),%edi
    29c5:	vpbroadcastd %ecx,%zmm6
    29cb:	vmovdqa64 %zmm6,0x200(%rsp)
    29d3:	vpbroadcastd %edi,%zmm6
    29d9:	vmovdqa64 %zmm6,0x1c0(%rsp)
    29e1:	lea    0x78dde6e4(%rdx),%ecx
    29e7:	lea    -0x126145ec(%rax),%edi
    29ed:	vpbroadcastd %ecx,%zmm6
    29f3:	vmovdqa64 %zmm6,0x180(%rsp)
    29fb:	vpbroadcastd %edi,%zmm6
    2a01:	vmovdqa64 %zmm6,0x140(%rsp)
    2a09:	lea    0x1715609d(%rdx),%ecx
    2a0f:	lea    -0x56f99767(%rax),%edi
    2a15:	vpbroadcastd %ecx,%zmm6
    2a1b:	vmovdqa64 %zmm6,0x100(%rsp)
    2a23:	vpbroadcastd %edi,%zmm6
    2a29:	vmovdqa64 %zmm6,0xc0(%rsp)
    2a31:	lea    -0x4ab325aa(%rdx),%ecx
    2a37:	lea    0x646e171e(%rax),%edi
    2a3d:	vpbroadcastd %ecx,%zmm6
    2a43:	vmovdqa64 %zmm6,0x80(%rsp)
    2a4b:	vpbroadcastd %edi,%zmm10
    2a51:	lea    0x5384540f(%rdx),%ecx
    2a57:	lea    0x1fd5c5a3(%rax),%edi
    2a5d:	vpbroadcastd %ecx,%zmm11
    2a63:	vpbroadcastd %edi,%zmm12
    2a69:	lea    -0xe443238(%rdx),%ecx
    2a6f:	lea    -0x24c28bd8(%rax),%edi
    2a75:	vpbroadcastd %ecx,%zmm13
    2a7b:	vpbroadcastd %edi,%zmm14
    2a81:	mov    0x10(%rbp),%edi
    2a84:	add    $0x8ff34781,%edx
    2a8a:	add    $0x96a522ad,%eax
    2a8f:	vpbroadcastd %edx,%zmm15
    2a95:	vpsrld $0x10,%zmm5,%zmm6
    2a9c:	vpbroadcastd 0x55d6(%rip),%zmm16        # 807c <_pocl_kernel_sweep_workgroup_fast+0x8bc>
    2aa6:	vpandq %zmm16,%zmm5,%zmm5
    2aac:	vpbroadcastd 0x55ca(%rip),%zmm17        # 8080 <_pocl_kernel_sweep_workgroup_fast+0x8c0>
    2ab6:	vpmulld %zmm17,%zmm6,%zmm20
    2abc:	vpbroadcastd 0x55be(%rip),%zmm18        # 8084 <_pocl_kernel_sweep_workgroup_fast+0x8c4>
    2ac6:	vpmulld %zmm18,%zmm6,%zmm6
    2acc:	vpmulld %zmm17,%zmm5,%zmm19
    2ad2:	vpmulld %zmm18,%zmm5,%zmm5
    2ad8:	vpsrld $0x10,%zmm5,%zmm5
    2adf:	vpaddd %zmm19,%zmm5,%zmm5
    2ae5:	vpsrld $0x1,%zmm6,%zmm21
    2aec:	vpbroadcastd 0x5592(%rip),%zmm19        # 8088 <_pocl_kernel_sweep_workgroup_fast+0x8c8>
    2af6:	vpsrld $0x1,%zmm5,%zmm22
    2afd:	vpaddd %zmm21,%zmm22,%zmm21
    2b03:	vpternlogd $0x80,%zmm5,%zmm19,%zmm6
    2b0a:	vpaddd %zmm6,%zmm21,%zmm5
    2b10:	vpsrld $0xf,%zmm5,%zmm5
    2b17:	vpaddd %zmm20,%zmm5,%zmm5
    2b1d:	vpxord %zmm5,%zmm4,%zmm4
    2b23:	vpsrld $0x10,%zmm4,%zmm5
    2b2a:	vpandq %zmm16,%zmm4,%zmm6
    2b30:	vpbroadcastd 0x5552(%rip),%zmm20        # 808c <_pocl_kernel_sweep_workgroup_fast+0x8cc>
    2b3a:	vpbroadcastd 0x554c(%rip),%zmm21        # 8090 <_pocl_kernel_sweep_workgroup_fast+0x8d0>
    2b44:	vpmulld %zmm21,%zmm5,%zmm25
    2b4a:	vpmulld %zmm20,%zmm6,%zmm22
    2b50:	vpmulld %zmm21,%zmm6,%zmm6
    2b56:	vpsrld $0x10,%zmm6,%zmm6
    2b5d:	vpaddd %zmm22,%zmm6,%zmm6
    2b63:	vpsrld $0x1,%zmm25,%zmm22
    2b6a:	vpsrld $0x1,%zmm6,%zmm23
    2b71:	vpaddd %zmm22,%zmm23,%zmm26
    2b77:	vpbroadcastd %eax,%zmm22
    2b7d:	vbroadcastss %xmm1,%zmm23
    2b83:	vbroadcastss %xmm0,%zmm24
    2b89:	vpmulld %zmm20,%zmm5,%zmm0
    2b8f:	vpternlogd $0x80,%zmm6,%zmm19,%zmm25
    2b96:	vpaddd %zmm25,%zmm26,%zmm1
    2b9c:	vpsrld $0xf,%zmm1,%zmm1
    2ba3:	vpaddd %zmm0,%zmm1,%zmm0
    2ba9:	vpxord %zmm2,%zmm0,%zmm25
    2baf:	vpmulld 0x54db(%rip){1to16},%zmm4,%zmm0        # 8094 <_pocl_kernel_sweep_workgroup_fast+0x8d4>
    2bb9:	vpxord %zmm3,%zmm0,%zmm26
    2bbf:	lea    0x40(%r12),%rax
    2bc4:	mov    %rax,0x78(%rsp)
    2bc9:	lea    0x40(%rsi),%rax
    2bcd:	mov    %rax,0x70(%rsp)
    2bd2:	lea    -0x10(%rdi),%r11d
    2bd6:	lea    0x80(%r12),%rax
    2bde:	mov    %rax,0x68(%rsp)
    2be3:	lea    0x80(%rsi),%rax
    2bea:	mov    %rax,0x60(%rsp)
    2bef:	lea    -0x20(%rdi),%r8d
    2bf3:	lea    0xc0(%r12),%rax
    2bfb:	mov    %rax,0x58(%rsp)
    2c00:	lea    0xc0(%rsi),%rax
    2c07:	mov    %rax,0x50(%rsp)
    2c0c:	lea    -0x30(%rdi),%r9d
    2c10:	vpbroadcastd 0x547a(%rip),%zmm28        # 8094 <_pocl_kernel_sweep_workgroup_fast+0x8d4>
    2c1a:	vpbroadcastd 0x5454(%rip),%zmm29        # 8078 <_pocl_kernel_sweep_workgroup_fast+0x8b8>
    2c24:	vmovdqa64 0x5612(%rip),%zmm30        # 8240 <_pocl_kernel_sweep_workgroup_fast+0xa80>
    2c2e:	xor    %r13d,%r13d
    2c31:	mov    %edi,%eax
    2c33:	xor    %r14d,%r14d
    2c36:	vbroadcastss 0x5458(%rip),%zmm27        # 8098 <_pocl_kernel_sweep_workgroup_fast+0x8d8>
    2c40:	mov    %r12,0x8(%rsp)
    2c45:	jmp    2c84 <core_dropout+0x4f4>
    2c47:	vextractf32x4 $0x1,%zmm0,0x10(%rsi,%r15,4)
    2c50:	vmovups %xmm0,(%rsi,%r15,4)
    2c56:	vextractf64x4 $0x1,%zmm0,0x20(%rsi,%r15,4)
    2c5f:	nop
    2c60:	add    $0x40,%r14d
    2c64:	inc    %r13d
    2c67:	add    $0xffffffc0,%eax
    2c6a:	add    $0xffffffc0,%r11d
    2c6e:	add    $0xffffffc0,%r8d
    2c72:	add    $0xffffffc0,%r9d
    2c76:	cmp    %edi,%r14d
    2c79:	mov    0x8(%rsp),%r12
    2c7e:	jae    39f8 <core_dropout+0x1268>
    2c84:	mov    %r14d,%ecx
    2c87:	mov    %r14d,%r14d
    2c8a:	mov    %r13d,%r10d
    2c8d:	shl    $0x6,%r10d
    2c91:	mov    %edi,%r15d
    2c94:	sub    %ecx,%r15d
    2c97:	shr    $0x2,%ecx
    2c9a:	cmp    $0x10,%r15d
    2c9e:	jb     2cb0 <core_dropout+0x520>
    2ca0:	vmovups (%r12,%r14,4),%zmm1
    2ca7:	jmp    2d06 <core_dropout+0x576>
    2ca9:	nopl   0x0(%rax)
    2cb0:	lea    (%r12,%r14,4),%rdx
    2cb4:	mov    %r15d,%edi
    2cb7:	vpbroadcastq %rdi,%zmm0
    2cbd:	xor    %edi,%edi
    2cbf:	vmovdqa64 0x55f7(%rip),%zmm1        # 82c0 <_pocl_kernel_sweep_workgroup_fast+0xb00>
    2cc9:	nopl   0x0(%rax)
    2cd0:	vpcmpltuq %zmm0,%zmm1,%k1
    2cd7:	vmovups (%rdx,%rdi,4),%ymm2{%k1}{z}
    2cde:	vmovups %ymm2,0x10(%rsp,%rdi,4)
    2ce4:	add    $0x8,%rdi
    2ce8:	vpaddq 0x53be(%rip){1to8},%zmm1,%zmm1        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    2cf2:	cmp    $0x10,%rdi
    2cf6:	jne    2cd0 <core_dropout+0x540>
    2cf8:	vmovups 0x10(%rsp),%zmm1
    2d03:	mov    0x10(%rbp),%edi
    2d06:	vpbroadcastd %ecx,%zmm0
    2d0c:	vpord  0x54ea(%rip),%zmm0,%zmm2        # 8200 <_pocl_kernel_sweep_workgroup_fast+0xa40>
    2d16:	vpsrld $0x10,%zmm0,%zmm0
    2d1d:	vpandq %zmm16,%zmm2,%zmm3
    2d23:	vpmulld %zmm20,%zmm0,%zmm4
    2d29:	vpmaddwd %zmm21,%zmm0,%zmm0
    2d2f:	vpmulld %zmm20,%zmm3,%zmm5
    2d35:	vpmulld %zmm21,%zmm3,%zmm3
    2d3b:	vpsrld $0x10,%zmm3,%zmm3
    2d42:	vpaddd %zmm5,%zmm3,%zmm3
    2d48:	vpsrld $0x1,%zmm0,%zmm5
    2d4f:	vpsrld $0x1,%zmm3,%zmm6
    2d56:	vpaddd %zmm5,%zmm6,%zmm5
    2d5c:	vpternlogd $0x80,%zmm3,%zmm19,%zmm0
    2d63:	vpaddd %zmm0,%zmm5,%zmm0
    2d69:	vpsrld $0xf,%zmm0,%zmm0
    2d70:	vpaddd %zmm4,%zmm0,%zmm0
    2d76:	vpxord 0x2c0(%rsp),%zmm0,%zmm0
    2d7e:	vpmulld %zmm28,%zmm2,%zmm2
    2d84:	vpsrld $0x10,%zmm0,%zmm3
    2d8b:	vpandq %zmm16,%zmm0,%zmm4
    2d91:	vpmulld %zmm17,%zmm3,%zmm5
    2d97:	vpmulld %zmm18,%zmm3,%zmm3
    2d9d:	vpmulld %zmm17,%zmm4,%zmm6
    2da3:	vpmulld %zmm18,%zmm4,%zmm4
    2da9:	vpxord %zmm2,%zmm25,%zmm2
    2daf:	vpsrld $0x10,%zmm4,%zmm4
    2db6:	vpaddd %zmm6,%zmm4,%zmm4
    2dbc:	vpsrld $0x1,%zmm3,%zmm6
    2dc3:	vpsrld $0x1,%zmm4,%zmm31
    2dca:	vpaddd %zmm6,%zmm31,%zmm6
    2dd0:	vpternlogd $0x80,%zmm4,%zmm19,%zmm3
    2dd7:	vpaddd %zmm3,%zmm6,%zmm3
    2ddd:	vpsrld $0xf,%zmm3,%zmm3
    2de4:	vpaddd %zmm5,%zmm3,%zmm3
    2dea:	vpmulld %zmm29,%zmm0,%zmm0
    2df0:	vpxord 0x280(%rsp),%zmm3,%zmm3
    2df8:	vpsrld $0x10,%zmm3,%zmm4
    2dff:	vpmulld %zmm20,%zmm4,%zmm5
    2e05:	vpmulld %zmm21,%zmm4,%zmm4
    2e0b:	vpandq %zmm16,%zmm3,%zmm6
    2e11:	vpmulld %zmm20,%zmm6,%zmm31
    2e17:	vpmulld %zmm21,%zmm6,%zmm6
    2e1d:	vpsrld $0x10,%zmm6,%zmm6
    2e24:	vpaddd %zmm31,%zmm6,%zmm6
    2e2a:	vpsrld $0x1,%zmm4,%zmm31
    2e31:	vpsrld $0x1,%zmm6,%zmm7
    2e38:	vpaddd %zmm31,%zmm7,%zmm7
    2e3e:	vpternlogd $0x80,%zmm6,%zmm19,%zmm4
    2e45:	vpaddd %zmm4,%zmm7,%zmm4
    2e4b:	vpsrld $0xf,%zmm4,%zmm4
    2e52:	vpaddd %zmm5,%zmm4,%zmm4
    2e58:	vpmulld %zmm28,%zmm3,%zmm3
    2e5e:	vpsrld $0x10,%zmm2,%zmm5
    2e65:	vpandq %zmm16,%zmm2,%zmm6
    2e6b:	vpmulld %zmm17,%zmm5,%zmm7
    2e71:	vpmulld %zmm18,%zmm5,%zmm5
    2e77:	vpmulld %zmm17,%zmm6,%zmm31
    2e7d:	vpmulld %zmm18,%zmm6,%zmm6
    2e83:	vpsrld $0x10,%zmm6,%zmm6
    2e8a:	vpaddd %zmm31,%zmm6,%zmm6
    2e90:	vpsrld $0x1,%zmm5,%zmm31
    2e97:	vpsrld $0x1,%zmm6,%zmm8
    2e9e:	vpaddd %zmm31,%zmm8,%zmm8
    2ea4:	vpternlogd $0x80,%zmm6,%zmm19,%zmm5
    2eab:	vpaddd %zmm5,%zmm8,%zmm5
    2eb1:	vpsrld $0xf,%zmm5,%zmm5
    2eb8:	vpaddd %zmm7,%zmm5,%zmm5
    2ebe:	vpternlogd $0x96,0x240(%rsp),%zmm0,%zmm5
    2ec7:	vpmulld %zmm29,%zmm2,%zmm0
    2ecd:	vpsrld $0x10,%zmm5,%zmm2
    2ed4:	vpandq %zmm16,%zmm5,%zmm6
    2eda:	vpmulld %zmm20,%zmm2,%zmm7
    2ee0:	vpmulld %zmm21,%zmm2,%zmm2
    2ee6:	vpmulld %zmm20,%zmm6,%zmm8
    2eec:	vpmulld %zmm21,%zmm6,%zmm6
    2ef2:	vpxord %zmm4,%zmm26,%zmm4
    2ef8:	vpsrld $0x10,%zmm6,%zmm6
    2eff:	vpaddd %zmm8,%zmm6,%zmm6
    2f05:	vpsrld $0x1,%zmm2,%zmm8
    2f0c:	vpsrld $0x1,%zmm6,%zmm31
    2f13:	vpaddd %zmm8,%zmm31,%zmm8
    2f19:	vpternlogd $0x80,%zmm6,%zmm19,%zmm2
    2f20:	vpaddd %zmm2,%zmm8,%zmm2
    2f26:	vpsrld $0xf,%zmm2,%zmm2
    2f2d:	vpaddd %zmm7,%zmm2,%zmm2
    2f33:	vpmulld %zmm28,%zmm5,%zmm5
    2f39:	vpsrld $0x10,%zmm4,%zmm6
    2f40:	vpandq %zmm16,%zmm4,%zmm7
    2f46:	vpmulld %zmm17,%zmm6,%zmm8
    2f4c:	vpmulld %zmm18,%zmm6,%zmm6
    2f52:	vpmulld %zmm17,%zmm7,%zmm31
    2f58:	vpmulld %zmm18,%zmm7,%zmm7
    2f5e:	vpsrld $0x10,%zmm7,%zmm7
    2f65:	vpaddd %zmm31,%zmm7,%zmm7
    2f6b:	vpsrld $0x1,%zmm6,%zmm31
    2f72:	vpsrld $0x1,%zmm7,%zmm9
    2f79:	vpaddd %zmm31,%zmm9,%zmm9
    2f7f:	vpternlogd $0x80,%zmm7,%zmm19,%zmm6
    2f86:	vpaddd %zmm6,%zmm9,%zmm6
    2f8c:	vpsrld $0xf,%zmm6,%zmm6
    2f93:	vpaddd %zmm8,%zmm6,%zmm6
    2f99:	vpternlogd $0x96,0x200(%rsp),%zmm0,%zmm6
    2fa2:	vpmulld %zmm29,%zmm4,%zmm0
    2fa8:	vpsrld $0x10,%zmm6,%zmm4
    2faf:	vpandq %zmm16,%zmm6,%zmm7
    2fb5:	vpmulld %zmm20,%zmm4,%zmm8
    2fbb:	vpmulld %zmm21,%zmm4,%zmm4
    2fc1:	vpmulld %zmm20,%zmm7,%zmm9
    2fc7:	vpternlogd $0x96,0x1c0(%rsp),%zmm3,%zmm2
    2fd0:	vpmulld %zmm21,%zmm7,%zmm3
    2fd6:	vpsrld $0x10,%zmm3,%zmm3
    2fdd:	vpaddd %zmm9,%zmm3,%zmm3
    2fe3:	vpsrld $0x1,%zmm4,%zmm7
    2fea:	vpsrld $0x1,%zmm3,%zmm9
    2ff1:	vpaddd %zmm7,%zmm9,%zmm7
    2ff7:	vpternlogd $0x80,%zmm3,%zmm19,%zmm4
    2ffe:	vpaddd %zmm4,%zmm7,%zmm3
    3004:	vpsrld $0xf,%zmm3,%zmm3
    300b:	vpaddd %zmm8,%zmm3,%zmm3
    3011:	vpmulld %zmm28,%zmm6,%zmm4
    3017:	vpsrld $0x10,%zmm2,%zmm6
    301e:	vpandq %zmm16,%zmm2,%zmm7
    3024:	vpmulld %zmm17,%zmm6,%zmm8
    302a:	vpmulld %zmm18,%zmm6,%zmm6
    3030:	vpmulld %zmm17,%zmm7,%zmm9
    3036:	vpmulld %zmm18,%zmm7,%zmm7
    303c:	vpternlogd $0x96,0x140(%rsp),%zmm5,%zmm3
    3045:	vpsrld $0x10,%zmm7,%zmm5
    304c:	vpaddd %zmm9,%zmm5,%zmm5
    3052:	vpsrld $0x1,%zmm6,%zmm7
    3059:	vpsrld $0x1,%zmm5,%zmm9
    3060:	vpaddd %zmm7,%zmm9,%zmm7
    3066:	vpternlogd $0x80,%zmm5,%zmm19,%zmm6
    306d:	vpaddd %zmm6,%zmm7,%zmm5
    3073:	vpsrld $0xf,%zmm5,%zmm5
    307a:	vpaddd %zmm8,%zmm5,%zmm5
    3080:	vpmulld %zmm29,%zmm2,%zmm2
    3086:	vpternlogd $0x96,0x180(%rsp),%zmm0,%zmm5
    308f:	vpsrld $0x10,%zmm5,%zmm0
    3096:	vpmulld %zmm20,%zmm0,%zmm6
    309c:	vpmulld %zmm21,%zmm0,%zmm0
    30a2:	vpandq %zmm16,%zmm5,%zmm7
    30a8:	vpmulld %zmm20,%zmm7,%zmm8
    30ae:	vpmulld %zmm21,%zmm7,%zmm7
    30b4:	vpsrld $0x10,%zmm7,%zmm7
    30bb:	vpaddd %zmm8,%zmm7,%zmm7
    30c1:	vpsrld $0x1,%zmm0,%zmm8
    30c8:	vpsrld $0x1,%zmm7,%zmm9
    30cf:	vpaddd %zmm8,%zmm9,%zmm8
    30d5:	vpternlogd $0x80,%zmm7,%zmm19,%zmm0
    30dc:	vpaddd %zmm0,%zmm8,%zmm0
    30e2:	vpsrld $0xf,%zmm0,%zmm0
    30e9:	vpaddd %zmm6,%zmm0,%zmm0
    30ef:	vpmulld %zmm28,%zmm5,%zmm5
    30f5:	vpsrld $0x10,%zmm3,%zmm6
    30fc:	vpandq %zmm16,%zmm3,%zmm7
    3102:	vpmulld %zmm17,%zmm6,%zmm8
    3108:	vpmulld %zmm18,%zmm6,%zmm6
    310e:	vpmulld %zmm17,%zmm7,%zmm9
    3114:	vpmulld %zmm18,%zmm7,%zmm7
    311a:	vpsrld $0x10,%zmm7,%zmm7
    3121:	vpaddd %zmm9,%zmm7,%zmm7
    3127:	vpsrld $0x1,%zmm6,%zmm9
    312e:	vpsrld $0x1,%zmm7,%zmm31
    3135:	vpaddd %zmm9,%zmm31,%zmm9
    313b:	vpternlogd $0x80,%zmm7,%zmm19,%zmm6
    3142:	vpaddd %zmm6,%zmm9,%zmm6
    3148:	vpsrld $0xf,%zmm6,%zmm6
    314f:	vpaddd %zmm8,%zmm6,%zmm6
    3155:	vpternlogd $0x96,0x100(%rsp),%zmm2,%zmm6
    315e:	vpmulld %zmm29,%zmm3,%zmm2
    3164:	vpsrld $0x10,%zmm6,%zmm3
    316b:	vpandq %zmm16,%zmm6,%zmm7
    3171:	vpmulld %zmm20,%zmm3,%zmm8
    3177:	vpmulld %zmm21,%zmm3,%zmm3
    317d:	vpmulld %zmm20,%zmm7,%zmm9
    3183:	vpmulld %zmm21,%zmm7,%zmm7
    3189:	vpternlogd $0x96,0xc0(%rsp),%zmm4,%zmm0
    3192:	vpsrld $0x10,%zmm7,%zmm4
    3199:	vpaddd %zmm9,%zmm4,%zmm4
    319f:	vpsrld $0x1,%zmm3,%zmm7
    31a6:	vpsrld $0x1,%zmm4,%zmm9
    31ad:	vpaddd %zmm7,%zmm9,%zmm7
    31b3:	vpternlogd $0x80,%zmm4,%zmm19,%zmm3
    31ba:	vpaddd %zmm3,%zmm7,%zmm3
    31c0:	vpsrld $0xf,%zmm3,%zmm3
    31c7:	vpaddd %zmm8,%zmm3,%zmm3
    31cd:	vpmulld %zmm28,%zmm6,%zmm4
    31d3:	vpsrld $0x10,%zmm0,%zmm6
    31da:	vpandq %zmm16,%zmm0,%zmm7
    31e0:	vpmulld %zmm18,%zmm6,%zmm8
    31e6:	vpmulld %zmm17,%zmm7,%zmm9
    31ec:	vpmulld %zmm18,%zmm7,%zmm7
    31f2:	vpsrld $0x10,%zmm7,%zmm7
    31f9:	vpaddd %zmm9,%zmm7,%zmm7
    31ff:	vpsrld $0x1,%zmm8,%zmm9
    3206:	vpsrld $0x1,%zmm7,%zmm31
    320d:	vpaddd %zmm9,%zmm31,%zmm9
    3213:	vpmulld %zmm17,%zmm6,%zmm6
    3219:	vpternlogd $0x80,%zmm7,%zmm19,%zmm8
    3220:	vpaddd %zmm8,%zmm9,%zmm7
    3226:	vpsrld $0xf,%zmm7,%zmm7
    322d:	vpaddd %zmm6,%zmm7,%zmm6
    3233:	vpternlogd $0x96,0x80(%rsp),%zmm2,%zmm6
    323c:	vpmulld %zmm29,%zmm0,%zmm2
    3242:	vpsrld $0x10,%zmm6,%zmm0
    3249:	vpandq %zmm16,%zmm6,%zmm7
    324f:	vpmulld %zmm20,%zmm0,%zmm8
    3255:	vpmulld %zmm21,%zmm0,%zmm0
    325b:	vpmulld %zmm20,%zmm7,%zmm9
    3261:	vpternlogd $0x96,%zmm10,%zmm5,%zmm3
    3268:	vpmulld %zmm21,%zmm7,%zmm5
    326e:	vpsrld $0x10,%zmm5,%zmm5
    3275:	vpaddd %zmm9,%zmm5,%zmm5
    327b:	vpsrld $0x1,%zmm0,%zmm7
    3282:	vpsrld $0x1,%zmm5,%zmm9
    3289:	vpaddd %zmm7,%zmm9,%zmm7
    328f:	vpternlogd $0x80,%zmm5,%zmm19,%zmm0
    3296:	vpaddd %zmm0,%zmm7,%zmm0
    329c:	vpsrld $0xf,%zmm0,%zmm0
    32a3:	vpaddd %zmm8,%zmm0,%zmm0
    32a9:	vpmulld %zmm28,%zmm6,%zmm5
    32af:	vpsrld $0x10,%zmm3,%zmm6
    32b6:	vpandq %zmm16,%zmm3,%zmm7
    32bc:	vpmulld %zmm17,%zmm6,%zmm8
    32c2:	vpmulld %zmm18,%zmm6,%zmm6
    32c8:	vpmulld %zmm17,%zmm7,%zmm9
    32ce:	vpmulld %zmm18,%zmm7,%zmm7
    32d4:	vpternlogd $0x96,%zmm12,%zmm4,%zmm0
    32db:	vpsrld $0x10,%zmm7,%zmm4
    32e2:	vpaddd %zmm9,%zmm4,%zmm4
    32e8:	vpsrld $0x1,%zmm6,%zmm7
    32ef:	vpsrld $0x1,%zmm4,%zmm9
    32f6:	vpaddd %zmm7,%zmm9,%zmm7
    32fc:	vpternlogd $0x80,%zmm4,%zmm19,%zmm6
    3303:	vpaddd %zmm6,%zmm7,%zmm4
    3309:	vpsrld $0xf,%zmm4,%zmm4
    3310:	vpaddd %zmm8,%zmm4,%zmm4
    3316:	vpmulld %zmm29,%zmm3,%zmm3
    331c:	vpternlogd $0x96,%zmm11,%zmm2,%zmm4
    3323:	vpsrld $0x10,%zmm4,%zmm2
    332a:	vpmulld %zmm20,%zmm2,%zmm6
    3330:	vpmulld %zmm21,%zmm2,%zmm2
    3336:	vpandq %zmm16,%zmm4,%zmm7
    333c:	vpmulld %zmm20,%zmm7,%zmm8
    3342:	vpmulld %zmm21,%zmm7,%zmm7
    3348:	vpsrld $0x10,%zmm7,%zmm7
    334f:	vpaddd %zmm8,%zmm7,%zmm7
    3355:	vpsrld $0x1,%zmm2,%zmm8
    335c:	vpsrld $0x1,%zmm7,%zmm9
    3363:	vpaddd %zmm8,%zmm9,%zmm8
    3369:	vpternlogd $0x80,%zmm7,%zmm19,%zmm2
    3370:	vpaddd %zmm2,%zmm8,%zmm2
    3376:	vpsrld $0xf,%zmm2,%zmm2
    337d:	vpaddd %zmm6,%zmm2,%zmm6
    3383:	vpmulld %zmm28,%zmm4,%zmm4
    3389:	vpsrld $0x10,%zmm0,%zmm2
    3390:	vpandq %zmm16,%zmm0,%zmm7
    3396:	vpmulld %zmm17,%zmm2,%zmm8
    339c:	vpmulld %zmm18,%zmm2,%zmm2
    33a2:	vpmulld %zmm17,%zmm7,%zmm9
    33a8:	vpternlogd $0x96,%zmm14,%zmm5,%zmm6
    33af:	vpmulld %zmm18,%zmm7,%zmm5
    33b5:	vpsrld $0x10,%zmm5,%zmm5
    33bc:	vpaddd %zmm9,%zmm5,%zmm5
    33c2:	vpsrld $0x1,%zmm2,%zmm7
    33c9:	vpsrld $0x1,%zmm5,%zmm9
    33d0:	vpaddd %zmm7,%zmm9,%zmm7
    33d6:	vpternlogd $0x80,%zmm5,%zmm19,%zmm2
    33dd:	vpaddd %zmm2,%zmm7,%zmm2
    33e3:	vpsrld $0xf,%zmm2,%zmm2
    33ea:	vpaddd %zmm8,%zmm2,%zmm5
    33f0:	vpternlogd $0x96,%zmm13,%zmm3,%zmm5
    33f7:	vpsrld $0x10,%zmm5,%zmm2
    33fe:	vpmulld %zmm20,%zmm2,%zmm3
    3404:	vpmulld %zmm21,%zmm2,%zmm2
    340a:	vpandq %zmm16,%zmm5,%zmm7
    3410:	vpmulld %zmm20,%zmm7,%zmm8
    3416:	vpmulld %zmm21,%zmm7,%zmm7
    341c:	vpsrld $0x10,%zmm7,%zmm7
    3423:	vpaddd %zmm8,%zmm7,%zmm7
    3429:	vpsrld $0x1,%zmm2,%zmm8
    3430:	vpsrld $0x1,%zmm7,%zmm9
    3437:	vpaddd %zmm8,%zmm9,%zmm8
    343d:	vpternlogd $0x80,%zmm7,%zmm19,%zmm2
    3444:	vpaddd %zmm2,%zmm8,%zmm2
    344a:	vpsrld $0xf,%zmm2,%zmm2
    3451:	vpaddd %zmm3,%zmm2,%zmm2
    3457:	vpternlogd $0x96,%zmm22,%zmm4,%zmm2
    345e:	vpsrld $0x10,%zmm6,%zmm4
    3465:	vpmulld %zmm18,%zmm4,%zmm7
    346b:	vpandq %zmm16,%zmm6,%zmm3
    3471:	vpmulld %zmm17,%zmm3,%zmm8
    3477:	vpmulld %zmm18,%zmm3,%zmm3
    347d:	vpsrld $0x10,%zmm3,%zmm3
    3484:	vpaddd %zmm8,%zmm3,%zmm3
    348a:	vpsrld $0x1,%zmm7,%zmm8
    3491:	vpsrld $0x1,%zmm3,%zmm9
    3498:	vpaddd %zmm8,%zmm9,%zmm8
    349e:	vpmulld %zmm29,%zmm0,%zmm0
    34a4:	vpternlogd $0x80,%zmm3,%zmm19,%zmm7
    34ab:	vpmulld %zmm28,%zmm5,%zmm3
    34b1:	vpmulld %zmm17,%zmm4,%zmm4
    34b7:	vpaddd %zmm7,%zmm8,%zmm5
    34bd:	vpsrld $0xf,%zmm5,%zmm5
    34c4:	vpaddd %zmm4,%zmm5,%zmm4
    34ca:	vpternlogd $0x96,%zmm15,%zmm0,%zmm4
    34d1:	vpmulld %zmm29,%zmm6,%zmm5
    34d7:	vmovdqa64 %zmm4,%zmm31
    34dd:	vpermt2d %zmm2,%zmm30,%zmm31
    34e3:	vmovdqa64 %zmm5,%zmm0
    34e9:	vpermt2d %zmm3,%zmm30,%zmm0
    34ef:	vmovdqa64 %zmm31,%zmm6
    34f5:	vpermt2d %zmm0,%zmm30,%zmm6
    34fb:	vpsrld $0x8,%zmm6,%zmm6
    3502:	vcvtdq2ps %zmm6,%zmm6
    3508:	vmulps %zmm27,%zmm6,%zmm6
    350e:	vcmpleps %zmm6,%zmm24,%k1
    3515:	mov    %edi,%r12d
    3518:	sub    %r10d,%r12d
    351b:	mov    %eax,%eax
    351d:	vdivps %zmm23,%zmm1,%zmm1{%k1}{z}
    3523:	cmp    $0x10,%r15d
    3527:	jb     3550 <core_dropout+0xdc0>
    3529:	vextractf32x4 $0x1,%zmm1,0x10(%rsi,%r14,4)
    3532:	vmovups %xmm1,(%rsi,%r14,4)
    3538:	vextractf64x4 $0x1,%zmm1,0x20(%rsi,%r14,4)
    3541:	jmp    35c3 <core_dropout+0xe33>
    3546:	cs nopw 0x0(%rax,%rax,1)
    3550:	vextractf32x4 $0x1,%zmm1,0x20(%rsp)
    3559:	lea    (%rsi,%r14,4),%rcx
    355d:	vmovaps %xmm1,0x10(%rsp)
    3563:	vextractf64x4 $0x1,%zmm1,0x30(%rsp)
    356f:	cmp    $0x8,%r12d
    3573:	jae    3580 <core_dropout+0xdf0>
    3575:	xor    %edx,%edx
    3577:	jmp    35b0 <core_dropout+0xe20>
    3579:	nopl   0x0(%rax)
    3580:	mov    %eax,%edi
    3582:	and    $0xfffffff8,%edi
    3585:	mov    %r12d,%edx
    3588:	and    $0xfffffff8,%edx
    358b:	xor    %ebx,%ebx
    358d:	nopl   (%rax)
    3590:	vmovups 0x10(%rsp,%rbx,4),%ymm1
    3596:	vmovups %ymm1,(%rcx,%rbx,4)
    359b:	add    $0x8,%rbx
    359f:	cmp    %rbx,%rdi
    35a2:	jne    3590 <core_dropout+0xe00>
    35a4:	cmp    %r12,%rdx
    35a7:	mov    0x10(%rbp),%edi
    35aa:	je     35c3 <core_dropout+0xe33>
    35ac:	nopl   0x0(%rax)
    35b0:	vmovss 0x10(%rsp,%rdx,4),%xmm1
    35b6:	vmovss %xmm1,(%rcx,%rdx,4)
    35bb:	inc    %rdx
    35be:	cmp    %rdx,%rax
    35c1:	jne    35b0 <core_dropout+0xe20>
    35c3:	mov    %r9d,%r9d
    35c6:	mov    %r8d,%r8d
    35c9:	mov    %r11d,%r11d
    35cc:	mov    %r14d,%ebx
    35cf:	or     $0x10,%ebx
    35d2:	cmp    %edi,%ebx
    35d4:	jae    2c60 <core_dropout+0x4d0>
    35da:	mov    %ebx,%r15d
    35dd:	mov    %edi,%edx
    35df:	sub    %ebx,%edx
    35e1:	cmp    $0xf,%edx
    35e4:	jbe    3600 <core_dropout+0xe70>
    35e6:	mov    0x8(%rsp),%rcx
    35eb:	vmovups (%rcx,%r15,4),%zmm1
    35f2:	jmp    3656 <core_dropout+0xec6>
    35f4:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    3600:	mov    0x78(%rsp),%rcx
    3605:	lea    (%rcx,%r14,4),%rdi
    3609:	mov    %edx,%ecx
    360b:	vpbroadcastq %rcx,%zmm1
    3611:	xor    %ecx,%ecx
    3613:	vmovdqa64 0x4ca3(%rip),%zmm6        # 82c0 <_pocl_kernel_sweep_workgroup_fast+0xb00>
    361d:	nopl   (%rax)
    3620:	vpcmpltuq %zmm1,%zmm6,%k1
    3627:	vmovups (%rdi,%rcx,4),%ymm7{%k1}{z}
    362e:	vmovups %ymm7,0x10(%rsp,%rcx,4)
    3634:	add    $0x8,%rcx
    3638:	vpaddq 0x4a6e(%rip){1to8},%zmm6,%zmm6        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    3642:	cmp    $0x10,%rcx
    3646:	jne    3620 <core_dropout+0xe90>
    3648:	vmovups 0x10(%rsp),%zmm1
    3653:	mov    0x10(%rbp),%edi
    3656:	vmovdqa64 0x4c20(%rip),%zmm6        # 8280 <_pocl_kernel_sweep_workgroup_fast+0xac0>
    3660:	vpermt2d %zmm0,%zmm6,%zmm31
    3666:	vpsrld $0x8,%zmm31,%zmm0
    366d:	vcvtdq2ps %zmm0,%zmm0
    3673:	vmulps %zmm27,%zmm0,%zmm0
    3679:	vcmpleps %zmm0,%zmm24,%k1
    3680:	vdivps %zmm23,%zmm1,%zmm0{%k1}{z}
    3686:	cmp    $0xf,%edx
    3689:	jbe    36b0 <core_dropout+0xf20>
    368b:	vextractf32x4 $0x1,%zmm0,0x10(%rsi,%r15,4)
    3694:	vmovups %xmm0,(%rsi,%r15,4)
    369a:	vextractf64x4 $0x1,%zmm0,0x20(%rsi,%r15,4)
    36a3:	jmp    3740 <core_dropout+0xfb0>
    36a8:	nopl   0x0(%rax,%rax,1)
    36b0:	vextractf32x4 $0x1,%zmm0,0x20(%rsp)
    36b9:	vmovaps %xmm0,0x10(%rsp)
    36bf:	vextractf64x4 $0x1,%zmm0,0x30(%rsp)
    36cb:	cmp    %edi,%ebx
    36cd:	je     3740 <core_dropout+0xfb0>
    36cf:	lea    -0x10(%r12),%r15d
    36d4:	mov    0x70(%rsp),%rcx
    36d9:	lea    (%rcx,%r14,4),%rcx
    36dd:	cmp    $0x8,%r15d
    36e1:	jae    36e7 <core_dropout+0xf57>
    36e3:	xor    %edx,%edx
    36e5:	jmp    3720 <core_dropout+0xf90>
    36e7:	mov    %r11d,%ebx
    36ea:	and    $0xfffffff8,%ebx
    36ed:	mov    %r15d,%edx
    36f0:	and    $0xfffffff8,%edx
    36f3:	xor    %edi,%edi
    36f5:	data16 cs nopw 0x0(%rax,%rax,1)
    3700:	vmovups 0x10(%rsp,%rdi,4),%ymm0
    3706:	vmovups %ymm0,(%rcx,%rdi,4)
    370b:	add    $0x8,%rdi
    370f:	cmp    %rdi,%rbx
    3712:	jne    3700 <core_dropout+0xf70>
    3714:	cmp    %r15,%rdx
    3717:	mov    0x10(%rbp),%edi
    371a:	je     3740 <core_dropout+0xfb0>
    371c:	nopl   0x0(%rax)
    3720:	vmovss 0x10(%rsp,%rdx,4),%xmm0
    3726:	vmovss %xmm0,(%rcx,%rdx,4)
    372b:	inc    %rdx
    372e:	cmp    %rdx,%r11
    3731:	jne    3720 <core_dropout+0xf90>
    3733:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    3740:	mov    %r14d,%ebx
    3743:	or     $0x20,%ebx
    3746:	cmp    %edi,%ebx
    3748:	jae    2c60 <core_dropout+0x4d0>
    374e:	mov    %ebx,%r15d
    3751:	mov    %edi,%ecx
    3753:	sub    %ebx,%ecx
    3755:	cmp    $0xf,%ecx
    3758:	jbe    3768 <core_dropout+0xfd8>
    375a:	mov    0x8(%rsp),%rdx
    375f:	vmovups (%rdx,%r15,4),%zmm0
    3766:	jmp    37c6 <core_dropout+0x1036>
    3768:	mov    0x68(%rsp),%rdx
    376d:	lea    (%rdx,%r14,4),%rdx
    3771:	mov    %ecx,%edi
    3773:	vpbroadcastq %rdi,%zmm0
    3779:	xor    %edi,%edi
    377b:	vmovdqa64 0x4b3b(%rip),%zmm1        # 82c0 <_pocl_kernel_sweep_workgroup_fast+0xb00>
    3785:	data16 cs nopw 0x0(%rax,%rax,1)
    3790:	vpcmpltuq %zmm0,%zmm1,%k1
    3797:	vmovups (%rdx,%rdi,4),%ymm6{%k1}{z}
    379e:	vmovups %ymm6,0x10(%rsp,%rdi,4)
    37a4:	add    $0x8,%rdi
    37a8:	vpaddq 0x48fe(%rip){1to8},%zmm1,%zmm1        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    37b2:	cmp    $0x10,%rdi
    37b6:	jne    3790 <core_dropout+0x1000>
    37b8:	vmovups 0x10(%rsp),%zmm0
    37c3:	mov    0x10(%rbp),%edi
    37c6:	vmovdqa64 0x4ab0(%rip),%zmm1        # 8280 <_pocl_kernel_sweep_workgroup_fast+0xac0>
    37d0:	vpermt2d %zmm2,%zmm1,%zmm4
    37d6:	vpermt2d %zmm3,%zmm1,%zmm5
    37dc:	vmovdqa64 %zmm4,%zmm1
    37e2:	vpermt2d %zmm5,%zmm30,%zmm1
    37e8:	vpsrld $0x8,%zmm1,%zmm1
    37ef:	vcvtdq2ps %zmm1,%zmm1
    37f5:	vmulps %zmm27,%zmm1,%zmm1
    37fb:	vcmpleps %zmm1,%zmm24,%k1
    3802:	vdivps %zmm23,%zmm0,%zmm0{%k1}{z}
    3808:	cmp    $0xf,%ecx
    380b:	jbe    382a <core_dropout+0x109a>
    380d:	vextractf32x4 $0x1,%zmm0,0x10(%rsi,%r15,4)
    3816:	vmovups %xmm0,(%rsi,%r15,4)
    381c:	vextractf64x4 $0x1,%zmm0,0x20(%rsi,%r15,4)
    3825:	jmp    38b0 <core_dropout+0x1120>
    382a:	vextractf32x4 $0x1,%zmm0,0x20(%rsp)
    3833:	vmovaps %xmm0,0x10(%rsp)
    3839:	vextractf64x4 $0x1,%zmm0,0x30(%rsp)
    3845:	cmp    %edi,%ebx
    3847:	je     38b0 <core_dropout+0x1120>
    3849:	add    $0xffffffe0,%r12d
    384d:	mov    0x60(%rsp),%rcx
    3852:	lea    (%rcx,%r14,4),%rcx
    3856:	cmp    $0x8,%r12d
    385a:	jae    3860 <core_dropout+0x10d0>
    385c:	xor    %edx,%edx
    385e:	jmp    3890 <core_dropout+0x1100>
    3860:	mov    %r8d,%edi
    3863:	and    $0xfffffff8,%edi
    3866:	mov    %r12d,%edx
    3869:	and    $0xfffffff8,%edx
    386c:	xor    %ebx,%ebx
    386e:	xchg   %ax,%ax
    3870:	vmovups 0x10(%rsp,%rbx,4),%ymm0
    3876:	vmovups %ymm0,(%rcx,%rbx,4)
    387b:	add    $0x8,%rbx
    387f:	cmp    %rbx,%rdi
    3882:	jne    3870 <core_dropout+0x10e0>
    3884:	cmp    %r12,%rdx
    3887:	mov    0x10(%rbp),%edi
    388a:	je     38b0 <core_dropout+0x1120>
    388c:	nopl   0x0(%rax)
    3890:	vmovss 0x10(%rsp,%rdx,4),%xmm0
    3896:	vmovss %xmm0,(%rcx,%rdx,4)
    389b:	inc    %rdx
    389e:	cmp    %rdx,%r8
    38a1:	jne    3890 <core_dropout+0x1100>
    38a3:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    38b0:	mov    %r14d,%ebx
    38b3:	or     $0x30,%ebx
    38b6:	cmp    %edi,%ebx
    38b8:	jae    2c60 <core_dropout+0x4d0>
    38be:	mov    %ebx,%r15d
    38c1:	mov    %edi,%edx
    38c3:	sub    %ebx,%edx
    38c5:	cmp    $0xf,%edx
    38c8:	jbe    38d8 <core_dropout+0x1148>
    38ca:	mov    0x8(%rsp),%rcx
    38cf:	vmovups (%rcx,%r15,4),%zmm0
    38d6:	jmp    3936 <core_dropout+0x11a6>
    38d8:	mov    0x58(%rsp),%rcx
    38dd:	lea    (%rcx,%r14,4),%rdi
    38e1:	mov    %edx,%ecx
    38e3:	vpbroadcastq %rcx,%zmm0
    38e9:	xor    %ecx,%ecx
    38eb:	vmovdqa64 0x49cb(%rip),%zmm1        # 82c0 <_pocl_kernel_sweep_workgroup_fast+0xb00>
    38f5:	data16 cs nopw 0x0(%rax,%rax,1)
    3900:	vpcmpltuq %zmm0,%zmm1,%k1
    3907:	vmovups (%rdi,%rcx,4),%ymm2{%k1}{z}
    390e:	vmovups %ymm2,0x10(%rsp,%rcx,4)
    3914:	add    $0x8,%rcx
    3918:	vpaddq 0x478e(%rip){1to8},%zmm1,%zmm1        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    3922:	cmp    $0x10,%rcx
    3926:	jne    3900 <core_dropout+0x1170>
    3928:	vmovups 0x10(%rsp),%zmm0
    3933:	mov    0x10(%rbp),%edi
    3936:	vmovdqa64 0x4940(%rip),%zmm1        # 8280 <_pocl_kernel_sweep_workgroup_fast+0xac0>
    3940:	vpermt2d %zmm5,%zmm1,%zmm4
    3946:	vpsrld $0x8,%zmm4,%zmm1
    394d:	vcvtdq2ps %zmm1,%zmm1
    3953:	vmulps %zmm27,%zmm1,%zmm1
    3959:	vcmpleps %zmm1,%zmm24,%k1
    3960:	vdivps %zmm23,%zmm0,%zmm0{%k1}{z}
    3966:	cmp    $0xf,%edx
    3969:	ja     2c47 <core_dropout+0x4b7>
    396f:	vextractf32x4 $0x1,%zmm0,0x20(%rsp)
    3978:	vmovaps %xmm0,0x10(%rsp)
    397e:	vextractf64x4 $0x1,%zmm0,0x30(%rsp)
    398a:	cmp    %edi,%ebx
    398c:	je     2c60 <core_dropout+0x4d0>
    3992:	neg    %r10d
    3995:	mov    0x50(%rsp),%rcx
    399a:	lea    (%rcx,%r14,4),%rcx
    399e:	add    %edi,%r10d
    39a1:	add    $0xffffffd0,%r10d
    39a5:	cmp    $0x8,%r10d
    39a9:	jae    39af <core_dropout+0x121f>
    39ab:	xor    %edx,%edx
    39ad:	jmp    39e0 <core_dropout+0x1250>
    39af:	mov    %r9d,%ebx
    39b2:	and    $0xfffffff8,%ebx
    39b5:	mov    %r10d,%edx
    39b8:	and    $0xfffffff8,%edx
    39bb:	xor    %edi,%edi
    39bd:	nopl   (%rax)
    39c0:	vmovups 0x10(%rsp,%rdi,4),%ymm0
    39c6:	vmovups %ymm0,(%rcx,%rdi,4)
    39cb:	add    $0x8,%rdi
    39cf:	cmp    %rdi,%rbx
    39d2:	jne    39c0 <core_dropout+0x1230>
    39d4:	cmp    %r10,%rdx
    39d7:	mov    0x10(%rbp),%edi
    39da:	je     2c60 <core_dropout+0x4d0>
    39e0:	vmovd  0x10(%rsp,%rdx,4),%xmm0
    39e6:	vmovd  %xmm0,(%rcx,%rdx,4)
    39eb:	inc    %rdx
    39ee:	cmp    %rdx,%r9
    39f1:	jne    39e0 <core_dropout+0x1250>
    39f3:	jmp    2c60 <core_dropout+0x4d0>
    39f8:	lea    -0x28(%rbp),%rsp
    39fc:	pop    %rbx
    39fd:	pop    %r12
    39ff:	pop    %r13
    3a01:	pop    %r14
    3a03:	pop    %r15
    3a05:	pop    %rbp
    3a06:	vzeroupper
    3a09:	ret
    3a0a:	nopw   0x0(%rax,%rax,1)

0000000000003a10 <sweep_task4>:
    3a10:	push   %rbp
    3a11:	mov    %rsp,%rbp
    3a14:	and    $0xfffffffffffffff0,%rsp
    3a18:	sub    $0x10,%rsp
    3a1c:	mov    %r8d,%r9d
    3a1f:	imul   $0x11fc80,%rcx,%rax
    3a26:	lea    (%rdi,%rax,1),%r10
    3a2a:	add    $0x18880,%r10
    3a31:	lea    (%rdi,%rax,1),%r8
    3a35:	add    $0x1c880,%r8
    3a3c:	shl    $0x6,%rcx
    3a40:	add    %rcx,%rdx
    3a43:	add    %rsi,%rcx
    3a46:	movl   $0x1000,(%rsp)
    3a4d:	mov    %r10,%rdi
    3a50:	mov    %r8,%rsi
    3a53:	mov    $0x10001,%r8d
    3a59:	call   2790 <core_dropout>
    3a5e:	mov    %rbp,%rsp
    3a61:	pop    %rbp
    3a62:	ret
    3a63:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000003a70 <sweep_task5>:
    3a70:	push   %rbp
    3a71:	mov    %rsp,%rbp
    3a74:	push   %rbx
    3a75:	and    $0xfffffffffffffff8,%rsp
    3a79:	imul   $0x11fc80,%rdx,%rax
    3a80:	lea    (%rdi,%rax,1),%r8
    3a84:	add    $0x20880,%r8
    3a8b:	lea    (%rdi,%rax,1),%r9
    3a8f:	add    $0x1d680,%r9
    3a96:	imul   $0x6ad40,%rdx,%rax
    3a9d:	lea    (%rax,%rsi,1),%rdx
    3aa1:	add    $0x62078,%rdx
    3aa8:	mov    $0x20,%r10d
    3aae:	xor    %r11d,%r11d
    3ab1:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    3ac0:	lea    (%r8,%r11,4),%rax
    3ac4:	mov    %r9,%rcx
    3ac7:	xor    %edi,%edi
    3ac9:	nopl   0x0(%rax)
    3ad0:	vxorps %xmm0,%xmm0,%xmm0
    3ad4:	mov    $0xfffffffffffffe00,%rsi
    3adb:	mov    %rdx,%rbx
    3ade:	vxorps %xmm1,%xmm1,%xmm1
    3ae2:	vxorps %xmm2,%xmm2,%xmm2
    3ae6:	vxorps %xmm3,%xmm3,%xmm3
    3aea:	vxorps %xmm4,%xmm4,%xmm4
    3aee:	vxorps %xmm5,%xmm5,%xmm5
    3af2:	vxorps %xmm6,%xmm6,%xmm6
    3af6:	vxorps %xmm7,%xmm7,%xmm7
    3afa:	vxorps %xmm8,%xmm8,%xmm8
    3aff:	vxorps %xmm9,%xmm9,%xmm9
    3b04:	vxorps %xmm10,%xmm10,%xmm10
    3b09:	vxorps %xmm11,%xmm11,%xmm11
    3b0e:	vxorps %xmm12,%xmm12,%xmm12
    3b13:	vxorps %xmm13,%xmm13,%xmm13
    3b18:	vxorps %xmm14,%xmm14,%xmm14
    3b1d:	vxorps %xmm15,%xmm15,%xmm15
    3b22:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    3b30:	vmovups -0x78(%rbx),%zmm16
    3b3a:	vmovups -0x38(%rbx),%zmm17
    3b44:	vbroadcastss -0xc00(%rcx,%rsi,1),%zmm18
    3b4f:	vfmadd231ps %zmm16,%zmm18,%zmm15
    3b55:	vfmadd231ps %zmm18,%zmm17,%zmm14
    3b5b:	vbroadcastss -0xa00(%rcx,%rsi,1),%zmm18
    3b66:	vfmadd231ps %zmm16,%zmm18,%zmm13
    3b6c:	vfmadd231ps %zmm18,%zmm17,%zmm12
    3b72:	vbroadcastss -0x800(%rcx,%rsi,1),%zmm18
    3b7d:	vfmadd231ps %zmm16,%zmm18,%zmm11
    3b83:	vfmadd231ps %zmm18,%zmm17,%zmm10
    3b89:	vbroadcastss -0x600(%rcx,%rsi,1),%zmm18
    3b94:	vfmadd231ps %zmm16,%zmm18,%zmm9
    3b9a:	vfmadd231ps %zmm18,%zmm17,%zmm8
    3ba0:	vbroadcastss -0x400(%rcx,%rsi,1),%zmm18
    3bab:	vfmadd231ps %zmm16,%zmm18,%zmm7
    3bb1:	vfmadd231ps %zmm18,%zmm17,%zmm6
    3bb7:	vbroadcastss -0x200(%rcx,%rsi,1),%zmm18
    3bbf:	vfmadd231ps %zmm16,%zmm18,%zmm5
    3bc5:	vfmadd231ps %zmm18,%zmm17,%zmm4
    3bcb:	vbroadcastss (%rcx,%rsi,1),%zmm18
    3bd2:	vfmadd231ps %zmm16,%zmm18,%zmm3
    3bd8:	vfmadd231ps %zmm18,%zmm17,%zmm2
    3bde:	vbroadcastss 0x200(%rcx,%rsi,1),%zmm18
    3be9:	vfmadd231ps %zmm16,%zmm18,%zmm1
    3bef:	vfmadd231ps %zmm17,%zmm18,%zmm0
    3bf5:	add    $0x100,%rbx
    3bfc:	add    $0x4,%rsi
    3c00:	jne    3b30 <sweep_task5+0xc0>
    3c06:	mov    %rdi,%rsi
    3c09:	shl    $0x8,%rsi
    3c0d:	vextractf32x4 $0x1,%zmm15,0x10(%rax,%rsi,1)
    3c16:	vmovups %xmm15,(%rax,%rsi,1)
    3c1b:	vextractf64x4 $0x1,%zmm15,0x20(%rax,%rsi,1)
    3c24:	vextractf32x4 $0x1,%zmm14,0x50(%rax,%rsi,1)
    3c2d:	vmovups %xmm14,0x40(%rax,%rsi,1)
    3c33:	vextractf64x4 $0x1,%zmm14,0x60(%rax,%rsi,1)
    3c3c:	vextractf32x4 $0x1,%zmm13,0x110(%rax,%rsi,1)
    3c45:	vmovups %xmm13,0x100(%rax,%rsi,1)
    3c4e:	vextractf64x4 $0x1,%zmm13,0x120(%rax,%rsi,1)
    3c57:	vextractf32x4 $0x1,%zmm12,0x150(%rax,%rsi,1)
    3c60:	vmovups %xmm12,0x140(%rax,%rsi,1)
    3c69:	vextractf64x4 $0x1,%zmm12,0x160(%rax,%rsi,1)
    3c72:	vextractf32x4 $0x1,%zmm11,0x210(%rax,%rsi,1)
    3c7b:	vmovups %xmm11,0x200(%rax,%rsi,1)
    3c84:	vextractf64x4 $0x1,%zmm11,0x220(%rax,%rsi,1)
    3c8d:	vextractf32x4 $0x1,%zmm10,0x250(%rax,%rsi,1)
    3c96:	vmovups %xmm10,0x240(%rax,%rsi,1)
    3c9f:	vextractf64x4 $0x1,%zmm10,0x260(%rax,%rsi,1)
    3ca8:	vextractf32x4 $0x1,%zmm9,0x310(%rax,%rsi,1)
    3cb1:	vmovups %xmm9,0x300(%rax,%rsi,1)
    3cba:	vextractf64x4 $0x1,%zmm9,0x320(%rax,%rsi,1)
    3cc3:	vextractf32x4 $0x1,%zmm8,0x350(%rax,%rsi,1)
    3ccc:	vmovups %xmm8,0x340(%rax,%rsi,1)
    3cd5:	vextractf64x4 $0x1,%zmm8,0x360(%rax,%rsi,1)
    3cde:	vextractf32x4 $0x1,%zmm7,0x410(%rax,%rsi,1)
    3ce7:	vmovups %xmm7,0x400(%rax,%rsi,1)
    3cf0:	vextractf64x4 $0x1,%zmm7,0x420(%rax,%rsi,1)
    3cf9:	vextractf32x4 $0x1,%zmm6,0x450(%rax,%rsi,1)
    3d02:	vmovups %xmm6,0x440(%rax,%rsi,1)
    3d0b:	vextractf64x4 $0x1,%zmm6,0x460(%rax,%rsi,1)
    3d14:	vextractf32x4 $0x1,%zmm5,0x510(%rax,%rsi,1)
    3d1d:	vmovups %xmm5,0x500(%rax,%rsi,1)
    3d26:	vextractf64x4 $0x1,%zmm5,0x520(%rax,%rsi,1)
    3d2f:	vextractf32x4 $0x1,%zmm4,0x550(%rax,%rsi,1)
    3d38:	vmovups %xmm4,0x540(%rax,%rsi,1)
    3d41:	vextractf64x4 $0x1,%zmm4,0x560(%rax,%rsi,1)
    3d4a:	vextractf32x4 $0x1,%zmm3,0x610(%rax,%rsi,1)
    3d53:	vmovups %xmm3,0x600(%rax,%rsi,1)
    3d5c:	vextractf64x4 $0x1,%zmm3,0x620(%rax,%rsi,1)
    3d65:	vextractf32x4 $0x1,%zmm2,0x650(%rax,%rsi,1)
    3d6e:	vmovups %xmm2,0x640(%rax,%rsi,1)
    3d77:	vextractf64x4 $0x1,%zmm2,0x660(%rax,%rsi,1)
    3d80:	vextractf32x4 $0x1,%zmm1,0x710(%rax,%rsi,1)
    3d89:	vmovups %xmm1,0x700(%rax,%rsi,1)
    3d92:	vextractf64x4 $0x1,%zmm1,0x720(%rax,%rsi,1)
    3d9b:	vextractf32x4 $0x1,%zmm0,0x750(%rax,%rsi,1)
    3da4:	vmovups %xmm0,0x740(%rax,%rsi,1)
    3dad:	vextractf64x4 $0x1,%zmm0,0x760(%rax,%rsi,1)
    3db6:	lea    0x8(%rdi),%rsi
    3dba:	add    $0x1000,%rcx
    3dc1:	cmp    $0x18,%rdi
    3dc5:	mov    %rsi,%rdi
    3dc8:	jb     3ad0 <sweep_task5+0x60>
    3dce:	add    $0x20,%r11
    3dd2:	lea    0x20(%r10),%rax
    3dd6:	sub    $0xffffffffffffff80,%rdx
    3dda:	cmp    $0x20,%r10
    3dde:	mov    %rax,%r10
    3de1:	jbe    3ac0 <sweep_task5+0x50>
    3de7:	lea    -0x8(%rbp),%rsp
    3deb:	pop    %rbx
    3dec:	pop    %rbp
    3ded:	vzeroupper
    3df0:	ret
    3df1:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000003e00 <sweep_task6>:
    3e00:	push   %rbp
    3e01:	mov    %rsp,%rbp
    3e04:	and    $0xfffffffffffffff0,%rsp
    3e08:	imul   $0x11fc80,%rdx,%rax
    3e0f:	add    %rax,%rdi
    3e12:	add    $0x20880,%rdi
    3e19:	imul   $0x6ad40,%rdx,%rax
    3e20:	lea    (%rsi,%rax,1),%rdx
    3e24:	add    $0x6ac00,%rdx
    3e2b:	mov    $0x40,%esi
    3e30:	mov    $0x1,%ecx
    3e35:	mov    $0x40,%r8d
    3e3b:	call   1fb0 <core_bias_activation>
    3e40:	mov    %rbp,%rsp
    3e43:	pop    %rbp
    3e44:	ret
    3e45:	data16 cs nopw 0x0(%rax,%rax,1)

0000000000003e50 <sweep_task7>:
    3e50:	push   %rbp
    3e51:	mov    %rsp,%rbp
    3e54:	and    $0xfffffffffffffff0,%rsp
    3e58:	sub    $0x10,%rsp
    3e5c:	mov    %r8d,%r9d
    3e5f:	imul   $0x11fc80,%rcx,%rax
    3e66:	lea    (%rdi,%rax,1),%r10
    3e6a:	add    $0x20880,%r10
    3e71:	lea    (%rdi,%rax,1),%r8
    3e75:	add    $0x22880,%r8
    3e7c:	shl    $0x6,%rcx
    3e80:	add    %rcx,%rdx
    3e83:	add    %rsi,%rcx
    3e86:	movl   $0x800,(%rsp)
    3e8d:	mov    %r10,%rdi
    3e90:	mov    %r8,%rsi
    3e93:	mov    $0x10003,%r8d
    3e99:	call   2790 <core_dropout>
    3e9e:	mov    %rbp,%rsp
    3ea1:	pop    %rbp
    3ea2:	ret
    3ea3:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000003eb0 <sweep_task8>:
    3eb0:	push   %rbp
    3eb1:	mov    %rsp,%rbp
    3eb4:	push   %r15
    3eb6:	push   %r14
    3eb8:	push   %r13
    3eba:	push   %r12
    3ebc:	push   %rbx
    3ebd:	and    $0xfffffffffffffff0,%rsp
    3ec1:	sub    $0x60,%rsp
    3ec5:	imul   $0x11fc80,%rdx,%rax
    3ecc:	lea    (%rdi,%rax,1),%rbx
    3ed0:	add    $0x22880,%rbx
    3ed7:	imul   $0x6ad40,%rdx,%rcx
    3ede:	lea    (%rsi,%rcx,1),%r10
    3ee2:	add    $0x6a9d8,%r10
    3ee9:	lea    0x22f80(%rdi,%rax,1),%rdx
    3ef1:	lea    0x6a038(%rsi,%rcx,1),%rcx
    3ef9:	mov    %rcx,0x50(%rsp)
    3efe:	lea    0x248a0(%rdi,%rax,1),%r11
    3f06:	lea    0x248c8(%rdi,%rax,1),%r14
    3f0e:	lea    0x248f0(%rdi,%rax,1),%r15
    3f16:	lea    0x24918(%rdi,%rax,1),%r8
    3f1e:	lea    0x24940(%rdi,%rax,1),%r12
    3f26:	lea    (%rdi,%rax,1),%r9
    3f2a:	add    $0x24968,%r9
    3f31:	lea    (%rdi,%rax,1),%rcx
    3f35:	add    $0x24990,%rcx
    3f3c:	add    %rax,%rdi
    3f3f:	add    $0x249b8,%rdi
    3f46:	xor    %eax,%eax
    3f48:	vmovdqa64 0x43ae(%rip),%zmm19        # 8300 <_pocl_kernel_sweep_workgroup_fast+0xb40>
    3f52:	vpbroadcastq 0x414c(%rip),%zmm1        # 80a8 <_pocl_kernel_sweep_workgroup_fast+0x8e8>
    3f5c:	vpbroadcastq 0x414a(%rip),%zmm2        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    3f66:	cs nopw 0x0(%rax,%rax,1)
    3f70:	mov    %rbx,%r13
    3f73:	mov    %rax,%rsi
    3f76:	mov    %rax,0x48(%rsp)
    3f7b:	shl    $0x6,%rsi
    3f7f:	vxorps %xmm3,%xmm3,%xmm3
    3f83:	mov    $0xffffffffffffff04,%rbx
    3f8a:	mov    0x50(%rsp),%rax
    3f8f:	vxorps %xmm7,%xmm7,%xmm7
    3f93:	vxorps %xmm4,%xmm4,%xmm4
    3f97:	vxorps %xmm9,%xmm9,%xmm9
    3f9c:	vxorps %xmm6,%xmm6,%xmm6
    3fa0:	vxorps %xmm8,%xmm8,%xmm8
    3fa5:	vxorps %xmm10,%xmm10,%xmm10
    3faa:	vxorps %xmm11,%xmm11,%xmm11
    3faf:	nop
    3fb0:	vmovups -0x38(%rax),%zmm5
    3fba:	vfmadd231ps -0x604(%rdx,%rbx,1){1to16},%zmm5,%zmm11
    3fc5:	vfmadd231ps -0x504(%rdx,%rbx,1){1to16},%zmm5,%zmm10
    3fd0:	vfmadd231ps -0x404(%rdx,%rbx,1){1to16},%zmm5,%zmm8
    3fdb:	vfmadd231ps -0x304(%rdx,%rbx,1){1to16},%zmm5,%zmm6
    3fe6:	vfmadd231ps -0x204(%rdx,%rbx,1){1to16},%zmm5,%zmm9
    3ff1:	vfmadd231ps -0x104(%rdx,%rbx,1){1to16},%zmm5,%zmm4
    3ff9:	vfmadd231ps -0x4(%rdx,%rbx,1){1to16},%zmm5,%zmm7
    4001:	vfmadd231ps 0xfc(%rdx,%rbx,1){1to16},%zmm5,%zmm3
    4009:	add    $0x28,%rax
    400d:	add    $0x4,%rbx
    4011:	jne    3fb0 <sweep_task8+0x100>
    4013:	xor    %eax,%eax
    4015:	vmovdqa64 %zmm19,%zmm5
    401b:	nopl   0x0(%rax,%rax,1)
    4020:	vpcmpltuq %zmm1,%zmm5,%k1
    4027:	vmovups (%r10,%rax,4),%ymm12{%k1}{z}
    402e:	vmovups %ymm12,(%rsp,%rax,4)
    4033:	add    $0x8,%rax
    4037:	vpaddq %zmm2,%zmm5,%zmm5
    403d:	cmp    $0x10,%rax
    4041:	jne    4020 <sweep_task8+0x170>
    4043:	vmovups (%rsp),%zmm20
    404a:	mov    0x48(%rsp),%rax
    404f:	add    %rax,%rax
    4052:	shl    $0x2,%rsi
    4056:	mov    %rsi,%rbx
    4059:	or     $0x1fc,%rbx
    4060:	vmovss 0x0(%r13,%rbx,1),%xmm14
    4067:	mov    %rsi,%rbx
    406a:	or     $0x2fc,%rbx
    4071:	vmovss 0x0(%r13,%rbx,1),%xmm16
    4079:	mov    %rsi,%rbx
    407c:	or     $0x3fc,%rbx
    4083:	vmovss 0x0(%r13,%rbx,1),%xmm12
    408a:	mov    %rsi,%rbx
    408d:	or     $0x4fc,%rbx
    4094:	vmovss 0x0(%r13,%rbx,1),%xmm17
    409c:	mov    %rsi,%rbx
    409f:	or     $0x5fc,%rbx
    40a6:	vmovss 0x0(%r13,%rbx,1),%xmm15
    40ad:	mov    %rsi,%rbx
    40b0:	or     $0x6fc,%rbx
    40b7:	vmovss 0x0(%r13,%rbx,1),%xmm18
    40bf:	mov    %rsi,%rbx
    40c2:	or     $0x7fc,%rbx
    40c9:	vmovss 0x0(%r13,%rbx,1),%xmm13
    40d0:	mov    %r13,%rbx
    40d3:	or     $0xfc,%rsi
    40da:	vfmadd231ps (%rbx,%rsi,1){1to16},%zmm20,%zmm11
    40e1:	vextractf128 $0x1,%ymm11,%xmm0
    40e7:	vinsertf128 $0x1,%xmm0,%ymm11,%ymm0
    40ed:	vmovups %ymm0,(%rsp)
    40f2:	lea    (%rax,%rax,4),%r13
    40f6:	vextractf64x4 $0x1,%zmm11,0x20(%rsp)
    40ff:	vmovups %ymm0,0x2000(%rbx,%r13,4)
    4109:	xor    %eax,%eax
    410b:	nopl   0x0(%rax,%rax,1)
    4110:	vmovss 0x20(%rsp,%rax,4),%xmm0
    4116:	vmovss %xmm0,(%r11,%rax,4)
    411c:	inc    %rax
    411f:	cmp    $0x2,%rax
    4123:	jne    4110 <sweep_task8+0x260>
    4125:	vbroadcastss %xmm14,%zmm0
    412b:	vbroadcastss %xmm16,%zmm16
    4131:	vbroadcastss %xmm17,%zmm14
    4137:	vbroadcastss %xmm18,%zmm11
    413d:	vfmadd213ps %zmm10,%zmm20,%zmm0
    4143:	vextractf128 $0x1,%ymm0,%xmm5
    4149:	vinsertf128 $0x1,%xmm5,%ymm0,%ymm5
    414f:	vmovups %ymm5,(%rsp)
    4154:	vfmadd213ps %zmm9,%zmm20,%zmm14
    415a:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    4163:	vmovups %ymm5,0x2028(%rbx,%r13,4)
    416d:	xor    %eax,%eax
    416f:	nop
    4170:	vmovss 0x20(%rsp,%rax,4),%xmm0
    4176:	vmovss %xmm0,(%r14,%rax,4)
    417c:	inc    %rax
    417f:	cmp    $0x2,%rax
    4183:	jne    4170 <sweep_task8+0x2c0>
    4185:	vbroadcastss %xmm15,%zmm9
    418b:	vfmadd213ps %zmm8,%zmm20,%zmm16
    4191:	vextractf32x4 $0x1,%ymm16,%xmm0
    4198:	vinsertf32x4 $0x1,%xmm0,%ymm16,%ymm0
    419f:	vmovups %ymm0,(%rsp)
    41a4:	vfmadd213ps %zmm7,%zmm20,%zmm11
    41aa:	vextractf64x4 $0x1,%zmm16,0x20(%rsp)
    41b3:	vmovups %ymm0,0x2050(%rbx,%r13,4)
    41bd:	xor    %eax,%eax
    41bf:	mov    0x48(%rsp),%rsi
    41c4:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    41d0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    41d6:	vmovss %xmm0,(%r15,%rax,4)
    41dc:	inc    %rax
    41df:	cmp    $0x2,%rax
    41e3:	jne    41d0 <sweep_task8+0x320>
    41e5:	vbroadcastss %xmm12,%zmm0
    41eb:	vfmadd213ps %zmm6,%zmm20,%zmm0
    41f1:	vextractf128 $0x1,%ymm0,%xmm5
    41f7:	vinsertf128 $0x1,%xmm5,%ymm0,%ymm5
    41fd:	vmovups %ymm5,(%rsp)
    4202:	vbroadcastss %xmm13,%zmm6
    4208:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    4211:	vmovups %ymm5,0x2078(%rbx,%r13,4)
    421b:	xor    %eax,%eax
    421d:	nopl   (%rax)
    4220:	vmovss 0x20(%rsp,%rax,4),%xmm0
    4226:	vmovss %xmm0,(%r8,%rax,4)
    422c:	inc    %rax
    422f:	cmp    $0x2,%rax
    4233:	jne    4220 <sweep_task8+0x370>
    4235:	vextractf128 $0x1,%ymm14,%xmm0
    423b:	vinsertf128 $0x1,%xmm0,%ymm14,%ymm0
    4241:	vmovups %ymm0,(%rsp)
    4246:	vextractf64x4 $0x1,%zmm14,0x20(%rsp)
    424f:	vmovups %ymm0,0x20a0(%rbx,%r13,4)
    4259:	xor    %eax,%eax
    425b:	nopl   0x0(%rax,%rax,1)
    4260:	vmovss 0x20(%rsp,%rax,4),%xmm0
    4266:	vmovss %xmm0,(%r12,%rax,4)
    426c:	inc    %rax
    426f:	cmp    $0x2,%rax
    4273:	jne    4260 <sweep_task8+0x3b0>
    4275:	vfmadd213ps %zmm4,%zmm20,%zmm9
    427b:	vextractf128 $0x1,%ymm9,%xmm0
    4281:	vinsertf128 $0x1,%xmm0,%ymm9,%ymm0
    4287:	vmovups %ymm0,(%rsp)
    428c:	vextractf64x4 $0x1,%zmm9,0x20(%rsp)
    4295:	vmovups %ymm0,0x20c8(%rbx,%r13,4)
    429f:	xor    %eax,%eax
    42a1:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    42b0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    42b6:	vmovss %xmm0,(%r9,%rax,4)
    42bc:	inc    %rax
    42bf:	cmp    $0x2,%rax
    42c3:	jne    42b0 <sweep_task8+0x400>
    42c5:	vextractf128 $0x1,%ymm11,%xmm0
    42cb:	vinsertf128 $0x1,%xmm0,%ymm11,%ymm0
    42d1:	vmovups %ymm0,(%rsp)
    42d6:	vextractf64x4 $0x1,%zmm11,0x20(%rsp)
    42df:	vmovups %ymm0,0x20f0(%rbx,%r13,4)
    42e9:	xor    %eax,%eax
    42eb:	nopl   0x0(%rax,%rax,1)
    42f0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    42f6:	vmovss %xmm0,(%rcx,%rax,4)
    42fb:	inc    %rax
    42fe:	cmp    $0x2,%rax
    4302:	jne    42f0 <sweep_task8+0x440>
    4304:	vfmadd213ps %zmm3,%zmm6,%zmm20
    430a:	vextractf32x4 $0x1,%ymm20,%xmm0
    4311:	vinsertf32x4 $0x1,%xmm0,%ymm20,%ymm0
    4318:	vmovups %ymm0,(%rsp)
    431d:	vextractf64x4 $0x1,%zmm20,0x20(%rsp)
    4326:	vmovups %ymm0,0x2118(%rbx,%r13,4)
    4330:	xor    %eax,%eax
    4332:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    4340:	vmovss 0x20(%rsp,%rax,4),%xmm0
    4346:	vmovss %xmm0,(%rdi,%rax,4)
    434b:	inc    %rax
    434e:	cmp    $0x2,%rax
    4352:	jne    4340 <sweep_task8+0x490>
    4354:	lea    0x8(%rsi),%rax
    4358:	add    $0x800,%rdx
    435f:	add    $0x140,%r11
    4366:	add    $0x140,%r14
    436d:	add    $0x140,%r15
    4374:	add    $0x140,%r8
    437b:	add    $0x140,%r12
    4382:	add    $0x140,%r9
    4389:	add    $0x140,%rcx
    4390:	add    $0x140,%rdi
    4397:	cmp    $0x18,%rsi
    439b:	jb     3f70 <sweep_task8+0xc0>
    43a1:	lea    -0x28(%rbp),%rsp
    43a5:	pop    %rbx
    43a6:	pop    %r12
    43a8:	pop    %r13
    43aa:	pop    %r14
    43ac:	pop    %r15
    43ae:	pop    %rbp
    43af:	vzeroupper
    43b2:	ret
    43b3:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

00000000000043c0 <sweep_task9>:
    43c0:	push   %rbp
    43c1:	mov    %rsp,%rbp
    43c4:	and    $0xfffffffffffffff0,%rsp
    43c8:	imul   $0x11fc80,%rdx,%rax
    43cf:	add    %rax,%rdi
    43d2:	add    $0x24880,%rdi
    43d9:	imul   $0x6ad40,%rdx,%rax
    43e0:	lea    (%rsi,%rax,1),%rdx
    43e4:	add    $0x6ad00,%rdx
    43eb:	mov    $0xa,%esi
    43f0:	xor    %ecx,%ecx
    43f2:	mov    $0xa,%r8d
    43f8:	call   1fb0 <core_bias_activation>
    43fd:	mov    %rbp,%rsp
    4400:	pop    %rbp
    4401:	ret
    4402:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000004410 <core_activation_gradient>:
    4410:	push   %rbp
    4411:	mov    %rsp,%rbp
    4414:	push   %r15
    4416:	push   %r14
    4418:	push   %r13
    441a:	push   %r12
    441c:	push   %rbx
    441d:	and    $0xfffffffffffffff0,%rsp
    4421:	sub    $0x90,%rsp
    4428:	mov    %r8d,%r11d
    442b:	mov    %rdi,%r15
    442e:	mov    %esi,%eax
    4430:	mov    %ecx,%ecx
    4432:	mov    %rcx,0x18(%rsp)
    4437:	lea    0x0(,%rcx,4),%rcx
    443f:	mov    %rcx,0x10(%rsp)
    4444:	mov    %rax,0x20(%rsp)
    4449:	lea    0x0(,%rax,4),%rax
    4451:	mov    %rax,0x8(%rsp)
    4456:	xor    %esi,%esi
    4458:	vxorps %xmm8,%xmm8,%xmm8
    445d:	vmovdqa64 0x3ed9(%rip),%zmm9        # 8340 <_pocl_kernel_sweep_workgroup_fast+0xb80>
    4467:	vpbroadcastq 0x3c3f(%rip),%zmm2        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    4471:	mov    %rdi,0x28(%rsp)
    4476:	mov    %rdx,0x30(%rsp)
    447b:	mov    %rdx,%r13
    447e:	jmp    449c <core_activation_gradient+0x8c>
    4480:	mov    0x38(%rsp),%rsi
    4485:	inc    %rsi
    4488:	add    0x10(%rsp),%r13
    448d:	add    0x8(%rsp),%r15
    4492:	cmp    $0x20,%rsi
    4496:	je     4679 <core_activation_gradient+0x269>
    449c:	mov    %rsi,%rax
    449f:	imul   0x20(%rsp),%rax
    44a5:	mov    0x28(%rsp),%rcx
    44aa:	lea    (%rcx,%rax,4),%rcx
    44ae:	mov    %rsi,0x38(%rsp)
    44b3:	mov    %rsi,%rax
    44b6:	imul   0x18(%rsp),%rax
    44bc:	mov    0x30(%rsp),%rdx
    44c1:	lea    (%rdx,%rax,4),%r12
    44c5:	mov    %r11d,%r14d
    44c8:	xor    %ebx,%ebx
    44ca:	xor    %eax,%eax
    44cc:	jmp    44fa <core_activation_gradient+0xea>
    44ce:	xchg   %ax,%ax
    44d0:	vextractf32x4 $0x1,%zmm0,0x10(%rcx,%r9,4)
    44d9:	vmovups %xmm0,(%rcx,%r9,4)
    44df:	vextractf64x4 $0x1,%zmm0,0x20(%rcx,%r9,4)
    44e8:	add    $0x10,%r9d
    44ec:	inc    %ebx
    44ee:	add    $0xfffffff0,%r14d
    44f2:	mov    %r9d,%eax
    44f5:	cmp    %r11d,%r9d
    44f8:	jae    4480 <core_activation_gradient+0x70>
    44fa:	mov    %eax,%r9d
    44fd:	lea    (%r15,%r9,4),%r10
    4501:	mov    %r11d,%r8d
    4504:	sub    %eax,%r8d
    4507:	cmp    $0xf,%r8d
    450b:	jbe    4520 <core_activation_gradient+0x110>
    450d:	vmovups (%r12,%r9,4),%zmm0
    4514:	vmovups (%rcx,%r9,4),%zmm1
    451b:	jmp    45eb <core_activation_gradient+0x1db>
    4520:	lea    0x0(,%r9,4),%rax
    4528:	add    %r13,%rax
    452b:	mov    %r8d,%edx
    452e:	vpbroadcastq %rdx,%zmm3
    4534:	xor    %edx,%edx
    4536:	vmovdqa64 %zmm9,%zmm0
    453c:	nopl   0x0(%rax)
    4540:	vpcmpltuq %zmm3,%zmm0,%k1
    4547:	vmovups (%rax,%rdx,4),%ymm1{%k1}{z}
    454e:	vmovups %ymm1,0x40(%rsp,%rdx,4)
    4554:	add    $0x8,%rdx
    4558:	vpaddq %zmm2,%zmm0,%zmm0
    455e:	cmp    $0x10,%rdx
    4562:	jne    4540 <core_activation_gradient+0x130>
    4564:	vmovsd 0x40(%rsp),%xmm10
    456a:	vmovsd 0x48(%rsp),%xmm5
    4570:	vmovsd 0x50(%rsp),%xmm7
    4576:	vmovsd 0x58(%rsp),%xmm0
    457c:	vmovsd 0x60(%rsp),%xmm1
    4582:	vmovsd 0x68(%rsp),%xmm4
    4588:	vmovaps 0x70(%rsp),%xmm6
    458e:	xor    %eax,%eax
    4590:	vmovdqa64 %zmm9,%zmm11
    4596:	cs nopw 0x0(%rax,%rax,1)
    45a0:	vpcmpltuq %zmm3,%zmm11,%k1
    45a7:	vmovups (%r10,%rax,4),%ymm12{%k1}{z}
    45ae:	vmovups %ymm12,0x40(%rsp,%rax,4)
    45b4:	add    $0x8,%rax
    45b8:	vpaddq %zmm2,%zmm11,%zmm11
    45be:	cmp    $0x10,%rax
    45c2:	jne    45a0 <core_activation_gradient+0x190>
    45c4:	vmovlhps %xmm0,%xmm7,%xmm0
    45c8:	vmovlhps %xmm4,%xmm1,%xmm1
    45cc:	vmovlhps %xmm5,%xmm10,%xmm3
    45d0:	vinsertf128 $0x1,%xmm0,%ymm3,%ymm0
    45d6:	vinsertf128 $0x1,%xmm6,%ymm1,%ymm1
    45dc:	vinsertf64x4 $0x1,%ymm1,%zmm0,%zmm0
    45e3:	vmovups 0x40(%rsp),%zmm1
    45eb:	mov    %r14d,%r14d
    45ee:	vcmpltps %zmm0,%zmm8,%k1
    45f5:	vmovaps %zmm1,%zmm0{%k1}{z}
    45fb:	cmp    $0x10,%r8d
    45ff:	jae    44d0 <core_activation_gradient+0xc0>
    4605:	mov    %ebx,%edx
    4607:	shl    $0x4,%edx
    460a:	mov    %r11d,%eax
    460d:	vextractf32x4 $0x1,%zmm0,0x50(%rsp)
    4616:	sub    %edx,%eax
    4618:	vmovaps %xmm0,0x40(%rsp)
    461e:	vextractf64x4 $0x1,%zmm0,0x60(%rsp)
    4627:	cmp    $0x8,%eax
    462a:	jae    4630 <core_activation_gradient+0x220>
    462c:	xor    %edx,%edx
    462e:	jmp    4660 <core_activation_gradient+0x250>
    4630:	mov    %r14d,%esi
    4633:	and    $0xfffffff8,%esi
    4636:	mov    %eax,%edx
    4638:	and    $0xfffffff8,%edx
    463b:	xor    %edi,%edi
    463d:	nopl   (%rax)
    4640:	vmovups 0x40(%rsp,%rdi,4),%ymm0
    4646:	vmovups %ymm0,(%r10,%rdi,4)
    464c:	add    $0x8,%rdi
    4650:	cmp    %rdi,%rsi
    4653:	jne    4640 <core_activation_gradient+0x230>
    4655:	cmp    %rax,%rdx
    4658:	je     44e8 <core_activation_gradient+0xd8>
    465e:	xchg   %ax,%ax
    4660:	vmovss 0x40(%rsp,%rdx,4),%xmm0
    4666:	vmovss %xmm0,(%r10,%rdx,4)
    466c:	inc    %rdx
    466f:	cmp    %rdx,%r14
    4672:	jne    4660 <core_activation_gradient+0x250>
    4674:	jmp    44e8 <core_activation_gradient+0xd8>
    4679:	lea    -0x28(%rbp),%rsp
    467d:	pop    %rbx
    467e:	pop    %r12
    4680:	pop    %r13
    4682:	pop    %r14
    4684:	pop    %r15
    4686:	pop    %rbp
    4687:	vzeroupper
    468a:	ret
    468b:	nopl   0x0(%rax,%rax,1)

0000000000004690 <sweep_task10>:
    4690:	push   %rbp
    4691:	mov    %rsp,%rbp
    4694:	and    $0xfffffffffffffff0,%rsp
    4698:	imul   $0x11fc80,%rdx,%rcx
    469f:	lea    (%rdi,%rcx,1),%rax
    46a3:	add    $0x24880,%rax
    46a9:	lea    (%rdi,%rcx,1),%r9
    46ad:	add    $0x18800,%r9
    46b4:	lea    (%rdi,%rcx,1),%r8
    46b8:	add    $0x24d80,%r8
    46bf:	shl    $0xa,%rdx
    46c3:	lea    (%rdx,%rsi,1),%rcx
    46c7:	mov    %rax,%rdi
    46ca:	mov    %r9,%rsi
    46cd:	mov    %r8,%rdx
    46d0:	call   1260 <core_softmax_cross_entropy>
    46d5:	mov    %rbp,%rsp
    46d8:	pop    %rbp
    46d9:	ret
    46da:	nopw   0x0(%rax,%rax,1)

00000000000046e0 <sweep_task11>:
    46e0:	push   %rbp
    46e1:	mov    %rsp,%rbp
    46e4:	and    $0xfffffffffffffff8,%rsp
    46e8:	mov    %rdx,%rax
    46eb:	shl    $0xa,%rax
    46ef:	add    %rdi,%rax
    46f2:	vxorps %xmm0,%xmm0,%xmm0
    46f6:	xor    %ecx,%ecx
    46f8:	nopl   0x0(%rax,%rax,1)
    4700:	vmovsd (%rax,%rcx,8),%xmm1
    4705:	vaddps %xmm1,%xmm0,%xmm0
    4709:	inc    %rcx
    470c:	cmp    $0x20,%rcx
    4710:	jne    4700 <sweep_task11+0x20>
    4712:	shl    $0x6,%rdx
    4716:	vsubss 0x4(%rsi,%rdx,1),%xmm0,%xmm1
    471c:	vmovss (%rsi,%rdx,1),%xmm2
    4721:	vaddss %xmm1,%xmm2,%xmm3
    4725:	vsubss %xmm2,%xmm3,%xmm2
    4729:	vsubss %xmm1,%xmm2,%xmm1
    472d:	vmovss %xmm1,0x4(%rsi,%rdx,1)
    4733:	vmovss %xmm3,(%rsi,%rdx,1)
    4738:	vmovsd 0x10(%rsi,%rdx,1),%xmm1
    473e:	vbroadcastss 0x3955(%rip),%xmm2        # 809c <_pocl_kernel_sweep_workgroup_fast+0x8dc>
    4747:	vinsertps $0x4c,%xmm0,%xmm2,%xmm0
    474d:	vaddps %xmm1,%xmm0,%xmm0
    4751:	vmovlps %xmm0,0x10(%rsi,%rdx,1)
    4757:	mov    %rbp,%rsp
    475a:	pop    %rbp
    475b:	ret
    475c:	nopl   0x0(%rax)

0000000000004760 <core_l2_penalty>:
    4760:	push   %rbp
    4761:	mov    %rsp,%rbp
    4764:	and    $0xfffffffffffffff8,%rsp
    4768:	vmovss (%rsi),%xmm0
    476c:	vxorps %xmm1,%xmm1,%xmm1
    4770:	vucomiss %xmm1,%xmm0
    4774:	jne    477d <core_l2_penalty+0x1d>
    4776:	jp     477d <core_l2_penalty+0x1d>
    4778:	mov    %rbp,%rsp
    477b:	pop    %rbp
    477c:	ret
    477d:	add    $0xf8,%rdi
    4784:	vxorps %xmm1,%xmm1,%xmm1
    4788:	xor    %eax,%eax
    478a:	vxorps %xmm2,%xmm2,%xmm2
    478e:	vxorps %xmm3,%xmm3,%xmm3
    4792:	vxorps %xmm4,%xmm4,%xmm4
    4796:	cs nopw 0x0(%rax,%rax,1)
    47a0:	vmovups -0xf8(%rdi,%rax,4),%zmm5
    47ab:	vmovups -0xb8(%rdi,%rax,4),%zmm6
    47b6:	vmovups -0x78(%rdi,%rax,4),%zmm7
    47c1:	vmovups -0x38(%rdi,%rax,4),%zmm8
    47cc:	lea    0x40(%rax),%rcx
    47d0:	vfmadd231ps %zmm5,%zmm5,%zmm4
    47d6:	vfmadd231ps %zmm6,%zmm6,%zmm3
    47dc:	vfmadd231ps %zmm7,%zmm7,%zmm2
    47e2:	vfmadd231ps %zmm8,%zmm8,%zmm1
    47e8:	mov    %rcx,%rax
    47eb:	cmp    $0x1aa41,%rcx
    47f2:	jb     47a0 <core_l2_penalty+0x40>
    47f4:	vmovss 0x8(%rdx),%xmm5
    47f9:	vaddps %zmm4,%zmm3,%zmm3
    47ff:	vaddps %zmm2,%zmm1,%zmm1
    4805:	vaddps %zmm3,%zmm1,%zmm1
    480b:	vextractf64x4 $0x1,%zmm1,%ymm2
    4812:	vaddps %ymm2,%ymm1,%ymm1
    4816:	vextractf128 $0x1,%ymm1,%xmm2
    481c:	vaddps %xmm2,%xmm1,%xmm1
    4820:	vpermilpd $0x1,%xmm1,%xmm2
    4826:	vaddps %xmm2,%xmm1,%xmm1
    482a:	vmovshdup %xmm1,%xmm2
    482e:	vaddss %xmm2,%xmm1,%xmm1
    4832:	vmulss 0x3862(%rip),%xmm0,%xmm0        # 809c <_pocl_kernel_sweep_workgroup_fast+0x8dc>
    483a:	vmulss %xmm1,%xmm0,%xmm0
    483e:	vsubss 0xc(%rdx),%xmm0,%xmm0
    4843:	vaddss %xmm0,%xmm5,%xmm1
    4847:	vsubss %xmm5,%xmm1,%xmm2
    484b:	vsubss %xmm0,%xmm2,%xmm0
    484f:	vmovss %xmm0,0xc(%rdx)
    4854:	vmovss %xmm1,0x8(%rdx)
    4859:	mov    %rbp,%rsp
    485c:	pop    %rbp
    485d:	vzeroupper
    4860:	ret
    4861:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000004870 <sweep_task12>:
    4870:	push   %rbp
    4871:	mov    %rsp,%rbp
    4874:	and    $0xfffffffffffffff0,%rsp
    4878:	imul   $0x6ad40,%rcx,%rax
    487f:	add    %rax,%rdi
    4882:	shl    $0x6,%rcx
    4886:	add    %rcx,%rsi
    4889:	add    %rcx,%rdx
    488c:	call   4760 <core_l2_penalty>
    4891:	mov    %rbp,%rsp
    4894:	pop    %rbp
    4895:	ret
    4896:	cs nopw 0x0(%rax,%rax,1)

00000000000048a0 <sweep_task13>:
    48a0:	push   %rbp
    48a1:	mov    %rsp,%rbp
    48a4:	and    $0xfffffffffffffff0,%rsp
    48a8:	sub    $0x40,%rsp
    48ac:	imul   $0x11fc80,%rdx,%rax
    48b3:	add    %rdi,%rax
    48b6:	add    $0x24d80,%rax
    48bc:	vxorps %xmm0,%xmm0,%xmm0
    48c0:	xor    %ecx,%ecx
    48c2:	vmovdqa64 0x3ab4(%rip),%zmm1        # 8380 <_pocl_kernel_sweep_workgroup_fast+0xbc0>
    48cc:	vpbroadcastq 0x37d2(%rip),%zmm2        # 80a8 <_pocl_kernel_sweep_workgroup_fast+0x8e8>
    48d6:	vpbroadcastq 0x37d0(%rip),%zmm3        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    48e0:	xor    %edi,%edi
    48e2:	vmovdqa64 %zmm1,%zmm4
    48e8:	nopl   0x0(%rax,%rax,1)
    48f0:	vpcmpltuq %zmm2,%zmm4,%k1
    48f7:	vmovups (%rax,%rdi,4),%ymm5{%k1}{z}
    48fe:	vmovups %ymm5,(%rsp,%rdi,4)
    4903:	add    $0x8,%rdi
    4907:	vpaddq %zmm3,%zmm4,%zmm4
    490d:	cmp    $0x10,%rdi
    4911:	jne    48f0 <sweep_task13+0x50>
    4913:	vaddps (%rsp),%zmm0,%zmm0
    491a:	inc    %rcx
    491d:	add    $0x28,%rax
    4921:	cmp    $0x20,%rcx
    4925:	jne    48e0 <sweep_task13+0x40>
    4927:	vextractf128 $0x1,%ymm0,%xmm1
    492d:	vinsertf128 $0x1,%xmm1,%ymm0,%ymm1
    4933:	vmovups %ymm1,(%rsp)
    4938:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    4941:	imul   $0x6ad40,%rdx,%rax
    4948:	vmovups %ymm1,0x6ad00(%rsi,%rax,1)
    4951:	add    %rsi,%rax
    4954:	add    $0x6ad20,%rax
    495a:	xor    %ecx,%ecx
    495c:	nopl   0x0(%rax)
    4960:	vmovss 0x20(%rsp,%rcx,4),%xmm0
    4966:	vmovss %xmm0,(%rax,%rcx,4)
    496b:	inc    %rcx
    496e:	cmp    $0x2,%rcx
    4972:	jne    4960 <sweep_task13+0xc0>
    4974:	mov    %rbp,%rsp
    4977:	pop    %rbp
    4978:	vzeroupper
    497b:	ret
    497c:	nopl   0x0(%rax)

0000000000004980 <sweep_task14>:
    4980:	push   %rbp
    4981:	mov    %rsp,%rbp
    4984:	push   %rbx
    4985:	and    $0xffffffffffffffc0,%rsp
    4989:	sub    $0x2080,%rsp
    4990:	imul   $0x6ad40,%rdx,%rax
    4997:	lea    (%rsi,%rax,1),%r11
    499b:	add    $0x6a000,%r11
    49a2:	imul   $0x11fc80,%rdx,%rax
    49a9:	lea    (%rdi,%rax,1),%r8
    49ad:	add    $0x25380,%r8
    49b4:	lea    (%rdi,%rax,1),%r9
    49b8:	add    $0x24e98,%r9
    49bf:	xor    %esi,%esi
    49c1:	mov    $0x3f,%r10d
    49c7:	vmovdqa64 0x39ef(%rip),%zmm0        # 83c0 <_pocl_kernel_sweep_workgroup_fast+0xc00>
    49d1:	vpbroadcastq 0x36cd(%rip),%zmm1        # 80a8 <_pocl_kernel_sweep_workgroup_fast+0x8e8>
    49db:	vpbroadcastq 0x36cb(%rip),%zmm2        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    49e5:	vmovaps 0x3a11(%rip),%zmm3        # 8400 <_pocl_kernel_sweep_workgroup_fast+0xc40>
    49ef:	vmovaps 0x3a47(%rip),%zmm4        # 8440 <_pocl_kernel_sweep_workgroup_fast+0xc80>
    49f9:	nopl   0x0(%rax)
    4a00:	mov    %esi,%ecx
    4a02:	xor    %edx,%edx
    4a04:	jmp    4a31 <sweep_task14+0xb1>
    4a06:	cs nopw 0x0(%rax,%rax,1)
    4a10:	vmovups (%r11,%rdi,4),%zmm5
    4a17:	mov    %rdx,%rax
    4a1a:	shl    $0x6,%rax
    4a1e:	vmovaps %zmm5,0x40(%rsp,%rax,1)
    4a26:	inc    %rdx
    4a29:	inc    %ecx
    4a2b:	cmp    $0x10,%rdx
    4a2f:	je     4aa0 <sweep_task14+0x120>
    4a31:	cmp    $0x3f,%ecx
    4a34:	mov    $0x3f,%eax
    4a39:	cmovb  %ecx,%eax
    4a3c:	lea    (%rdx,%rsi,1),%edi
    4a3f:	cmp    $0x3f,%edi
    4a42:	cmovae %r10d,%edi
    4a46:	add    %edi,%edi
    4a48:	lea    (%rdi,%rdi,4),%edi
    4a4b:	cmp    $0x270,%edi
    4a51:	jbe    4a10 <sweep_task14+0x90>
    4a53:	lea    (%rax,%rax,4),%rax
    4a57:	lea    (%r11,%rax,8),%rax
    4a5b:	xor    %edi,%edi
    4a5d:	vmovdqa64 %zmm0,%zmm5
    4a63:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    4a70:	vpcmpltuq %zmm1,%zmm5,%k1
    4a77:	vmovups (%rax,%rdi,4),%ymm6{%k1}{z}
    4a7e:	vmovups %ymm6,(%rsp,%rdi,4)
    4a83:	add    $0x8,%rdi
    4a87:	vpaddq %zmm2,%zmm5,%zmm5
    4a8d:	cmp    $0x10,%rdi
    4a91:	jne    4a70 <sweep_task14+0xf0>
    4a93:	vmovups (%rsp),%zmm5
    4a9a:	jmp    4a17 <sweep_task14+0x97>
    4a9f:	nop
    4aa0:	vmovaps 0x240(%rsp),%zmm8
    4aa8:	vmovaps 0x40(%rsp),%zmm5
    4ab0:	vmovaps 0x80(%rsp),%zmm7
    4ab8:	vmovaps 0xc0(%rsp),%zmm12
    4ac0:	vmovaps 0x100(%rsp),%zmm9
    4ac8:	vmovaps %zmm5,%zmm6
    4ace:	vpermt2ps %zmm8,%zmm3,%zmm6
    4ad4:	vpermt2ps %zmm8,%zmm4,%zmm5
    4ada:	vmovaps 0x280(%rsp),%zmm10
    4ae2:	vmovaps %zmm7,%zmm8
    4ae8:	vpermt2ps %zmm10,%zmm3,%zmm8
    4aee:	vpermt2ps %zmm10,%zmm4,%zmm7
    4af4:	vmovaps 0x2c0(%rsp),%zmm10
    4afc:	vmovaps %zmm12,%zmm15
    4b02:	vpermt2ps %zmm10,%zmm3,%zmm15
    4b08:	vpermt2ps %zmm10,%zmm4,%zmm12
    4b0e:	vmovaps 0x300(%rsp),%zmm10
    4b16:	vmovaps %zmm9,%zmm13
    4b1c:	vpermt2ps %zmm10,%zmm3,%zmm13
    4b22:	vpermt2ps %zmm10,%zmm4,%zmm9
    4b28:	vmovaps 0x140(%rsp),%zmm14
    4b30:	vmovaps 0x340(%rsp),%zmm10
    4b38:	vmovaps %zmm14,%zmm16
    4b3e:	vpermt2ps %zmm10,%zmm3,%zmm16
    4b44:	vpermt2ps %zmm10,%zmm4,%zmm14
    4b4a:	vmovaps 0x180(%rsp),%zmm17
    4b52:	vmovaps 0x380(%rsp),%zmm10
    4b5a:	vmovaps %zmm17,%zmm18
    4b60:	vpermt2ps %zmm10,%zmm3,%zmm18
    4b66:	vpermt2ps %zmm10,%zmm4,%zmm17
    4b6c:	vmovaps 0x1c0(%rsp),%zmm19
    4b74:	vmovaps 0x3c0(%rsp),%zmm10
    4b7c:	vmovaps %zmm19,%zmm20
    4b82:	vpermt2ps %zmm10,%zmm3,%zmm20
    4b88:	vpermt2ps %zmm10,%zmm4,%zmm19
    4b8e:	vmovaps 0x200(%rsp),%zmm21
    4b96:	vmovaps 0x400(%rsp),%zmm10
    4b9e:	vmovaps %zmm21,%zmm22
    4ba4:	vpermt2ps %zmm10,%zmm3,%zmm22
    4baa:	vpermt2ps %zmm10,%zmm4,%zmm21
    4bb0:	vmovaps %zmm6,%zmm11
    4bb6:	vpermt2ps %zmm16,%zmm3,%zmm11
    4bbc:	vpermt2ps %zmm16,%zmm4,%zmm6
    4bc2:	vmovaps %zmm5,%zmm10
    4bc8:	vpermt2ps %zmm14,%zmm3,%zmm10
    4bce:	vpermt2ps %zmm14,%zmm4,%zmm5
    4bd4:	vmovaps %zmm8,%zmm23
    4bda:	vpermt2ps %zmm18,%zmm3,%zmm23
    4be0:	vpermt2ps %zmm18,%zmm4,%zmm8
    4be6:	vmovaps %zmm7,%zmm14
    4bec:	vpermt2ps %zmm17,%zmm3,%zmm14
    4bf2:	vpermt2ps %zmm17,%zmm4,%zmm7
    4bf8:	vmovaps %zmm15,%zmm17
    4bfe:	vpermt2ps %zmm20,%zmm3,%zmm17
    4c04:	vpermt2ps %zmm20,%zmm4,%zmm15
    4c0a:	vmovaps %zmm12,%zmm18
    4c10:	vpermt2ps %zmm19,%zmm3,%zmm18
    4c16:	vpermt2ps %zmm19,%zmm4,%zmm12
    4c1c:	vmovaps %zmm13,%zmm19
    4c22:	vpermt2ps %zmm22,%zmm3,%zmm19
    4c28:	vpermt2ps %zmm22,%zmm4,%zmm13
    4c2e:	vmovaps %zmm9,%zmm20
    4c34:	vpermt2ps %zmm21,%zmm3,%zmm20
    4c3a:	vpermt2ps %zmm21,%zmm4,%zmm9
    4c40:	vmovaps %zmm11,%zmm16
    4c46:	vpermt2ps %zmm17,%zmm3,%zmm16
    4c4c:	vpermt2ps %zmm17,%zmm4,%zmm11
    4c52:	vmovaps %zmm6,%zmm17
    4c58:	vpermt2ps %zmm15,%zmm3,%zmm17
    4c5e:	vpermt2ps %zmm15,%zmm4,%zmm6
    4c64:	vmovaps %zmm10,%zmm15
    4c6a:	vpermt2ps %zmm18,%zmm3,%zmm15
    4c70:	vpermt2ps %zmm18,%zmm4,%zmm10
    4c76:	vmovaps %zmm5,%zmm18
    4c7c:	vpermt2ps %zmm12,%zmm3,%zmm18
    4c82:	vpermt2ps %zmm12,%zmm4,%zmm5
    4c88:	vmovaps %zmm23,%zmm12
    4c8e:	vpermt2ps %zmm19,%zmm3,%zmm12
    4c94:	vpermt2ps %zmm19,%zmm4,%zmm23
    4c9a:	vmovaps %zmm8,%zmm19
    4ca0:	vpermt2ps %zmm13,%zmm3,%zmm19
    4ca6:	vpermt2ps %zmm13,%zmm4,%zmm8
    4cac:	vmovaps %zmm14,%zmm13
    4cb2:	vpermt2ps %zmm20,%zmm3,%zmm13
    4cb8:	vpermt2ps %zmm20,%zmm4,%zmm14
    4cbe:	vmovaps %zmm7,%zmm20
    4cc4:	vpermt2ps %zmm9,%zmm3,%zmm20
    4cca:	vpermt2ps %zmm9,%zmm4,%zmm7
    4cd0:	vmovaps %zmm16,%zmm9
    4cd6:	vpermt2ps %zmm12,%zmm3,%zmm9
    4cdc:	vpermt2ps %zmm12,%zmm4,%zmm16
    4ce2:	vmovaps %zmm11,%zmm12
    4ce8:	vpermt2ps %zmm23,%zmm3,%zmm12
    4cee:	vpermt2ps %zmm23,%zmm4,%zmm11
    4cf4:	vmovaps %zmm17,%zmm21
    4cfa:	vpermt2ps %zmm19,%zmm3,%zmm21
    4d00:	vpermt2ps %zmm19,%zmm4,%zmm17
    4d06:	vmovaps %zmm6,%zmm19
    4d0c:	vpermt2ps %zmm8,%zmm3,%zmm19
    4d12:	vpermt2ps %zmm8,%zmm4,%zmm6
    4d18:	vmovaps %zmm15,%zmm8
    4d1e:	vpermt2ps %zmm13,%zmm3,%zmm8
    4d24:	vpermt2ps %zmm13,%zmm4,%zmm15
    4d2a:	vmovaps %zmm10,%zmm13
    4d30:	vpermt2ps %zmm14,%zmm3,%zmm13
    4d36:	vpermt2ps %zmm14,%zmm4,%zmm10
    4d3c:	vmovaps %zmm18,%zmm14
    4d42:	vpermt2ps %zmm20,%zmm3,%zmm14
    4d48:	vpermt2ps %zmm20,%zmm4,%zmm18
    4d4e:	vmovaps %zmm5,%zmm20
    4d54:	vpermt2ps %zmm7,%zmm3,%zmm20
    4d5a:	vpermt2ps %zmm7,%zmm4,%zmm5
    4d60:	vmovaps %zmm9,0x40(%rsp)
    4d68:	vmovaps %zmm16,0x80(%rsp)
    4d70:	vmovaps %zmm12,0xc0(%rsp)
    4d78:	vmovaps %zmm11,0x100(%rsp)
    4d80:	vmovaps %zmm21,0x140(%rsp)
    4d88:	vmovaps %zmm17,0x180(%rsp)
    4d90:	vmovaps %zmm19,0x1c0(%rsp)
    4d98:	vmovaps %zmm6,0x200(%rsp)
    4da0:	vmovaps %zmm8,0x240(%rsp)
    4da8:	vmovaps %zmm15,0x280(%rsp)
    4db0:	vmovaps %zmm13,0x2c0(%rsp)
    4db8:	vmovaps %zmm10,0x300(%rsp)
    4dc0:	vmovaps %zmm14,0x340(%rsp)
    4dc8:	vmovaps %zmm18,0x380(%rsp)
    4dd0:	vmovaps %zmm20,0x3c0(%rsp)
    4dd8:	vmovaps %zmm5,0x400(%rsp)
    4de0:	lea    (%r8,%rsi,4),%rcx
    4de4:	mov    %r9,%rdx
    4de7:	xor    %edi,%edi
    4de9:	nopl   0x0(%rax)
    4df0:	vxorps %xmm5,%xmm5,%xmm5
    4df4:	xor    %eax,%eax
    4df6:	mov    %rdx,%rbx
    4df9:	vxorps %xmm6,%xmm6,%xmm6
    4dfd:	vxorps %xmm7,%xmm7,%xmm7
    4e01:	vxorps %xmm8,%xmm8,%xmm8
    4e06:	vxorps %xmm9,%xmm9,%xmm9
    4e0b:	vxorps %xmm10,%xmm10,%xmm10
    4e10:	vxorps %xmm11,%xmm11,%xmm11
    4e15:	vxorps %xmm12,%xmm12,%xmm12
    4e1a:	nopw   0x0(%rax,%rax,1)
    4e20:	vmovaps 0x40(%rsp,%rax,4),%zmm13
    4e28:	vfmadd231ps -0x118(%rbx){1to16},%zmm13,%zmm12
    4e2f:	vfmadd231ps -0xf0(%rbx){1to16},%zmm13,%zmm11
    4e36:	vfmadd231ps -0xc8(%rbx){1to16},%zmm13,%zmm10
    4e3d:	vfmadd231ps -0xa0(%rbx){1to16},%zmm13,%zmm9
    4e44:	vfmadd231ps -0x78(%rbx){1to16},%zmm13,%zmm8
    4e4b:	vfmadd231ps -0x50(%rbx){1to16},%zmm13,%zmm7
    4e52:	vfmadd231ps -0x28(%rbx){1to16},%zmm13,%zmm6
    4e59:	vfmadd231ps (%rbx){1to16},%zmm13,%zmm5
    4e5f:	add    $0x4,%rbx
    4e63:	add    $0x10,%rax
    4e67:	cmp    $0xa0,%rax
    4e6d:	jne    4e20 <sweep_task14+0x4a0>
    4e6f:	mov    %rdi,%rax
    4e72:	shl    $0x8,%rax
    4e76:	vextractf32x4 $0x1,%zmm12,0x10(%rcx,%rax,1)
    4e7f:	vmovups %xmm12,(%rcx,%rax,1)
    4e84:	vextractf64x4 $0x1,%zmm12,0x20(%rcx,%rax,1)
    4e8d:	vextractf32x4 $0x1,%zmm11,0x110(%rcx,%rax,1)
    4e96:	vmovups %xmm11,0x100(%rcx,%rax,1)
    4e9f:	vextractf64x4 $0x1,%zmm11,0x120(%rcx,%rax,1)
    4ea8:	vextractf32x4 $0x1,%zmm10,0x210(%rcx,%rax,1)
    4eb1:	vmovups %xmm10,0x200(%rcx,%rax,1)
    4eba:	vextractf64x4 $0x1,%zmm10,0x220(%rcx,%rax,1)
    4ec3:	vextractf32x4 $0x1,%zmm9,0x310(%rcx,%rax,1)
    4ecc:	vmovups %xmm9,0x300(%rcx,%rax,1)
    4ed5:	vextractf64x4 $0x1,%zmm9,0x320(%rcx,%rax,1)
    4ede:	vextractf32x4 $0x1,%zmm8,0x410(%rcx,%rax,1)
    4ee7:	vmovups %xmm8,0x400(%rcx,%rax,1)
    4ef0:	vextractf64x4 $0x1,%zmm8,0x420(%rcx,%rax,1)
    4ef9:	vextractf32x4 $0x1,%zmm7,0x510(%rcx,%rax,1)
    4f02:	vmovups %xmm7,0x500(%rcx,%rax,1)
    4f0b:	vextractf64x4 $0x1,%zmm7,0x520(%rcx,%rax,1)
    4f14:	vextractf32x4 $0x1,%zmm6,0x610(%rcx,%rax,1)
    4f1d:	vmovups %xmm6,0x600(%rcx,%rax,1)
    4f26:	vextractf64x4 $0x1,%zmm6,0x620(%rcx,%rax,1)
    4f2f:	vextractf32x4 $0x1,%zmm5,0x710(%rcx,%rax,1)
    4f38:	vmovups %xmm5,0x700(%rcx,%rax,1)
    4f41:	vextractf64x4 $0x1,%zmm5,0x720(%rcx,%rax,1)
    4f4a:	lea    0x8(%rdi),%rax
    4f4e:	add    $0x140,%rdx
    4f55:	cmp    $0x18,%rdi
    4f59:	mov    %rax,%rdi
    4f5c:	jb     4df0 <sweep_task14+0x470>
    4f62:	lea    0x10(%rsi),%rax
    4f66:	cmp    $0x30,%rsi
    4f6a:	mov    %rax,%rsi
    4f6d:	jb     4a00 <sweep_task14+0x80>
    4f73:	lea    -0x8(%rbp),%rsp
    4f77:	pop    %rbx
    4f78:	pop    %rbp
    4f79:	vzeroupper
    4f7c:	ret
    4f7d:	nopl   (%rax)

0000000000004f80 <sweep_task15>:
    4f80:	push   %rbp
    4f81:	mov    %rsp,%rbp
    4f84:	push   %r15
    4f86:	push   %r14
    4f88:	push   %r13
    4f8a:	push   %r12
    4f8c:	push   %rbx
    4f8d:	and    $0xfffffffffffffff0,%rsp
    4f91:	sub    $0x100,%rsp
    4f98:	mov    0x28(%rbp),%r10d
    4f9c:	mov    0x10(%rbp),%r11
    4fa0:	mov    0x20(%rbp),%rax
    4fa4:	imul   $0x6ad40,%rax,%rbx
    4fab:	lea    (%rsi,%rbx,1),%r14
    4faf:	add    $0x6a000,%r14
    4fb6:	lea    (%rcx,%rbx,1),%r15
    4fba:	add    $0x6a000,%r15
    4fc1:	add    %rbx,%r8
    4fc4:	add    $0x6a000,%r8
    4fcb:	imul   $0x380,%rax,%r12
    4fd2:	add    0x18(%rbp),%r12
    4fd6:	imul   $0x11fc80,%rax,%rsi
    4fdd:	shl    $0x6,%rax
    4fe1:	vmovss (%r9,%rax,1),%xmm0
    4fe7:	vaddss %xmm0,%xmm0,%xmm0
    4feb:	lea    (%rdi,%rsi,1),%rcx
    4fef:	add    $0x22880,%rcx
    4ff6:	mov    %rcx,0x90(%rsp)
    4ffe:	lea    0x6a000(%rdx,%rbx,1),%rcx
    5006:	mov    %rcx,0xa0(%rsp)
    500e:	vbroadcastss %xmm0,%zmm24
    5014:	vbroadcastss (%r11,%rax,1),%zmm25
    501b:	vbroadcastss 0x4(%r11,%rax,1),%zmm26
    5023:	vbroadcastss (%r12,%r10,4),%zmm27
    502a:	vbroadcastss 0x8(%r11,%rax,1),%zmm28
    5032:	lea    (%rdi,%rsi,1),%r12
    5036:	add    $0x22884,%r12
    503d:	lea    (%rdi,%rsi,1),%rax
    5041:	add    $0x24db8,%rax
    5047:	mov    %rax,0xc8(%rsp)
    504f:	xor    %edx,%edx
    5051:	mov    $0x40,%ecx
    5056:	vmovdqa64 0x3420(%rip),%zmm30        # 8480 <_pocl_kernel_sweep_workgroup_fast+0xcc0>
    5060:	vpbroadcastq 0x303e(%rip),%zmm29        # 80a8 <_pocl_kernel_sweep_workgroup_fast+0x8e8>
    506a:	vpbroadcastq 0x303c(%rip),%zmm7        # 80b0 <_pocl_kernel_sweep_workgroup_fast+0x8f0>
    5074:	mov    %r8,0xa8(%rsp)
    507c:	mov    %r8,0x88(%rsp)
    5084:	mov    %r15,0xb0(%rsp)
    508c:	mov    %r15,0x80(%rsp)
    5094:	mov    %r14,0xb8(%rsp)
    509c:	mov    %r14,0x78(%rsp)
    50a1:	xor    %esi,%esi
    50a3:	jmp    50ff <sweep_task15+0x17f>
    50a5:	data16 cs nopw 0x0(%rax,%rax,1)
    50b0:	mov    0x98(%rsp),%rsi
    50b8:	lea    0x8(%rsi),%rax
    50bc:	mov    0xd0(%rsp),%rdx
    50c4:	inc    %edx
    50c6:	mov    0x74(%rsp),%ecx
    50ca:	add    $0xfffffff8,%ecx
    50cd:	add    $0x20,%r12
    50d1:	addq   $0x140,0x78(%rsp)
    50da:	addq   $0x140,0x80(%rsp)
    50e6:	addq   $0x140,0x88(%rsp)
    50f2:	cmp    $0x38,%rsi
    50f6:	mov    %rax,%rsi
    50f9:	jae    5ab6 <sweep_task15+0xb36>
    50ff:	cmp    $0x8,%ecx
    5102:	mov    $0x8,%eax
    5107:	mov    %ecx,0x74(%rsp)
    510b:	cmovb  %ecx,%eax
    510e:	mov    %eax,%ecx
    5110:	and    $0x3,%ecx
    5113:	add    %rcx,%rcx
    5116:	neg    %rcx
    5119:	mov    %rcx,0xf0(%rsp)
    5121:	lea    (%rax,%rax,1),%rcx
    5125:	lea    (%rcx,%rcx,4),%rcx
    5129:	mov    %rcx,0x50(%rsp)
    512e:	lea    (%rax,%rax,4),%r13d
    5132:	add    %eax,%eax
    5134:	lea    (%rax,%rax,4),%ecx
    5137:	cmp    $0x11,%ecx
    513a:	mov    $0x10,%eax
    513f:	cmovb  %eax,%ecx
    5142:	dec    %rcx
    5145:	shr    $0x4,%rcx
    5149:	mov    %rcx,0xe8(%rsp)
    5151:	mov    %rdx,0xd0(%rsp)
    5159:	lea    0x0(,%rdx,8),%eax
    5160:	mov    $0x40,%ecx
    5165:	sub    %eax,%ecx
    5167:	cmp    $0x8,%ecx
    516a:	mov    $0x8,%eax
    516f:	cmovae %eax,%ecx
    5172:	add    %ecx,%ecx
    5174:	lea    (%rcx,%rcx,4),%r8d
    5178:	mov    $0x40,%r9d
    517e:	sub    %esi,%r9d
    5181:	cmp    $0x8,%r9d
    5185:	cmovae %eax,%r9d
    5189:	mov    0x90(%rsp),%rax
    5191:	mov    %rsi,0x98(%rsp)
    5199:	lea    (%rax,%rsi,4),%rcx
    519d:	lea    -0x1(%r9),%r11d
    51a1:	cmp    $0x2,%r11d
    51a5:	mov    $0x2,%edi
    51aa:	cmovb  %r11d,%edi
    51ae:	mov    $0x3,%edx
    51b3:	cmovbe %r11d,%edx
    51b7:	cmp    $0x4,%r11d
    51bb:	mov    $0x4,%r15d
    51c1:	cmovb  %r11d,%r15d
    51c5:	mov    $0x5,%r14d
    51cb:	cmovbe %r11d,%r14d
    51cf:	cmp    $0x6,%r11d
    51d3:	mov    $0x6,%r10d
    51d9:	cmovb  %r11d,%r10d
    51dd:	vxorps %xmm8,%xmm8,%xmm8
    51e2:	vxorps %xmm12,%xmm12,%xmm12
    51e7:	vxorps %xmm9,%xmm9,%xmm9
    51ec:	vxorps %xmm14,%xmm14,%xmm14
    51f1:	vxorps %xmm11,%xmm11,%xmm11
    51f6:	vxorps %xmm13,%xmm13,%xmm13
    51fb:	vxorps %xmm15,%xmm15,%xmm15
    5200:	vxorps %xmm16,%xmm16,%xmm16
    5206:	mov    0xc8(%rsp),%rsi
    520e:	xor    %eax,%eax
    5210:	vmovups -0x38(%rsi),%zmm0
    521a:	vfmadd231ps -0x4(%r12,%rax,4){1to16},%zmm0,%zmm16
    5222:	vfmadd231ps (%r12,%rax,4){1to16},%zmm0,%zmm15
    5229:	mov    %rax,%rbx
    522c:	or     %rdi,%rbx
    522f:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm13
    5236:	mov    %rax,%rbx
    5239:	or     %rdx,%rbx
    523c:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm11
    5243:	mov    %rax,%rbx
    5246:	or     %r15,%rbx
    5249:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm14
    5250:	mov    %rax,%rbx
    5253:	or     %r14,%rbx
    5256:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm9
    525d:	mov    %rax,%rbx
    5260:	or     %r10,%rbx
    5263:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm12
    526a:	mov    %rax,%rbx
    526d:	or     %r11,%rbx
    5270:	vfmadd231ps (%rcx,%rbx,4){1to16},%zmm0,%zmm8
    5277:	add    $0x40,%rax
    527b:	add    $0x28,%rsi
    527f:	cmp    $0x7c0,%rax
    5285:	jne    5210 <sweep_task15+0x290>
    5287:	xor    %esi,%esi
    5289:	vmovdqa64 %zmm30,%zmm0
    528f:	mov    0x90(%rsp),%rax
    5297:	nopw   0x0(%rax,%rax,1)
    52a0:	vpcmpltuq %zmm29,%zmm0,%k1
    52a7:	vmovups 0x29d8(%rax,%rsi,4),%ymm1{%k1}{z}
    52b2:	vmovups %ymm1,(%rsp,%rsi,4)
    52b7:	add    $0x8,%rsi
    52bb:	vpaddq %zmm7,%zmm0,%zmm0
    52c1:	cmp    $0x10,%rsi
    52c5:	jne    52a0 <sweep_task15+0x320>
    52c7:	vmovups (%rsp),%zmm10
    52ce:	vfmadd231ps 0x1f00(%rcx){1to16},%zmm10,%zmm16
    52d8:	vmovss 0x1f04(%rcx),%xmm19
    52e2:	shl    $0x2,%rdi
    52e6:	or     $0x1f00,%rdi
    52ed:	vmovss (%rcx,%rdi,1),%xmm21
    52f4:	shl    $0x2,%rdx
    52f8:	or     $0x1f00,%rdx
    52ff:	vmovss (%rcx,%rdx,1),%xmm17
    5306:	shl    $0x2,%r15
    530a:	or     $0x1f00,%r15
    5311:	vmovss (%rcx,%r15,1),%xmm22
    5318:	shl    $0x2,%r14
    531c:	or     $0x1f00,%r14
    5323:	vmovss (%rcx,%r14,1),%xmm20
    532a:	shl    $0x2,%r10
    532e:	or     $0x1f00,%r10
    5335:	vmovss (%rcx,%r10,1),%xmm23
    533c:	shl    $0x2,%r11
    5340:	or     $0x1f00,%r11
    5347:	vmovss (%rcx,%r11,1),%xmm18
    534e:	vextractf32x4 $0x1,%ymm16,%xmm0
    5355:	vinsertf32x4 $0x1,%xmm0,%ymm16,%ymm0
    535c:	vmovups %ymm0,(%rsp)
    5361:	vextractf64x4 $0x1,%zmm16,0x20(%rsp)
    536a:	mov    0xa0(%rsp),%rdx
    5372:	vmovups %ymm0,(%rdx)
    5376:	xor    %eax,%eax
    5378:	nopl   0x0(%rax,%rax,1)
    5380:	vmovss 0x20(%rsp,%rax,4),%xmm0
    5386:	vmovss %xmm0,0x20(%rdx,%rax,4)
    538c:	inc    %rax
    538f:	cmp    $0x2,%rax
    5393:	jne    5380 <sweep_task15+0x400>
    5395:	vbroadcastss %xmm19,%zmm0
    539b:	vbroadcastss %xmm21,%zmm21
    53a1:	vbroadcastss %xmm22,%zmm19
    53a7:	vbroadcastss %xmm23,%zmm16
    53ad:	vfmadd213ps %zmm15,%zmm10,%zmm0
    53b3:	vextractf128 $0x1,%ymm0,%xmm1
    53b9:	vinsertf128 $0x1,%xmm1,%ymm0,%ymm1
    53bf:	vmovups %ymm1,(%rsp)
    53c4:	vfmadd213ps %zmm14,%zmm10,%zmm19
    53ca:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    53d3:	vmovups %ymm1,0x28(%rdx)
    53d8:	xor    %eax,%eax
    53da:	mov    0x50(%rsp),%r11
    53df:	mov    %r13,%r10
    53e2:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    53f0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    53f6:	vmovss %xmm0,0x48(%rdx,%rax,4)
    53fc:	inc    %rax
    53ff:	cmp    $0x2,%rax
    5403:	jne    53f0 <sweep_task15+0x470>
    5405:	mov    %r8d,%eax
    5408:	mov    %rax,0xe0(%rsp)
    5410:	vbroadcastss %xmm20,%zmm14
    5416:	vfmadd213ps %zmm13,%zmm10,%zmm21
    541c:	vextractf32x4 $0x1,%ymm21,%xmm0
    5423:	vinsertf32x4 $0x1,%xmm0,%ymm21,%ymm0
    542a:	vmovups %ymm0,(%rsp)
    542f:	vfmadd213ps %zmm12,%zmm10,%zmm16
    5435:	vextractf64x4 $0x1,%zmm21,0x20(%rsp)
    543e:	vmovups %ymm0,0x50(%rdx)
    5443:	xor    %eax,%eax
    5445:	data16 cs nopw 0x0(%rax,%rax,1)
    5450:	vmovss 0x20(%rsp,%rax,4),%xmm0
    5456:	vmovss %xmm0,0x70(%rdx,%rax,4)
    545c:	inc    %rax
    545f:	cmp    $0x2,%rax
    5463:	jne    5450 <sweep_task15+0x4d0>
    5465:	vbroadcastss %xmm17,%zmm0
    546b:	vfmadd213ps %zmm11,%zmm10,%zmm0
    5471:	vextractf128 $0x1,%ymm0,%xmm1
    5477:	vinsertf128 $0x1,%xmm1,%ymm0,%ymm1
    547d:	vmovups %ymm1,(%rsp)
    5482:	vbroadcastss %xmm18,%zmm11
    5488:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    5491:	vmovups %ymm1,0x78(%rdx)
    5496:	xor    %eax,%eax
    5498:	nopl   0x0(%rax,%rax,1)
    54a0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    54a6:	vmovss %xmm0,0x98(%rdx,%rax,4)
    54af:	inc    %rax
    54b2:	cmp    $0x2,%rax
    54b6:	jne    54a0 <sweep_task15+0x520>
    54b8:	vextractf32x4 $0x1,%ymm19,%xmm0
    54bf:	vinsertf32x4 $0x1,%xmm0,%ymm19,%ymm0
    54c6:	vmovups %ymm0,(%rsp)
    54cb:	vextractf64x4 $0x1,%zmm19,0x20(%rsp)
    54d4:	vmovups %ymm0,0xa0(%rdx)
    54dc:	xor    %eax,%eax
    54de:	xchg   %ax,%ax
    54e0:	vmovss 0x20(%rsp,%rax,4),%xmm0
    54e6:	vmovss %xmm0,0xc0(%rdx,%rax,4)
    54ef:	inc    %rax
    54f2:	cmp    $0x2,%rax
    54f6:	jne    54e0 <sweep_task15+0x560>
    54f8:	vfmadd213ps %zmm9,%zmm10,%zmm14
    54fe:	vextractf128 $0x1,%ymm14,%xmm0
    5504:	vinsertf128 $0x1,%xmm0,%ymm14,%ymm0
    550a:	vmovups %ymm0,(%rsp)
    550f:	vextractf64x4 $0x1,%zmm14,0x20(%rsp)
    5518:	vmovups %ymm0,0xc8(%rdx)
    5520:	xor    %eax,%eax
    5522:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    5530:	vmovss 0x20(%rsp,%rax,4),%xmm0
    5536:	vmovss %xmm0,0xe8(%rdx,%rax,4)
    553f:	inc    %rax
    5542:	cmp    $0x2,%rax
    5546:	jne    5530 <sweep_task15+0x5b0>
    5548:	vextractf32x4 $0x1,%ymm16,%xmm0
    554f:	vinsertf32x4 $0x1,%xmm0,%ymm16,%ymm0
    5556:	vmovups %ymm0,(%rsp)
    555b:	vextractf64x4 $0x1,%zmm16,0x20(%rsp)
    5564:	vmovups %ymm0,0xf0(%rdx)
    556c:	xor    %eax,%eax
    556e:	xchg   %ax,%ax
    5570:	vmovss 0x20(%rsp,%rax,4),%xmm0
    5576:	vmovss %xmm0,0x110(%rdx,%rax,4)
    557f:	inc    %rax
    5582:	cmp    $0x2,%rax
    5586:	jne    5570 <sweep_task15+0x5f0>
    5588:	vfmadd213ps %zmm8,%zmm11,%zmm10
    558e:	vextractf128 $0x1,%ymm10,%xmm0
    5594:	vinsertf128 $0x1,%xmm0,%ymm10,%ymm0
    559a:	vmovups %ymm0,(%rsp)
    559f:	vextractf64x4 $0x1,%zmm10,0x20(%rsp)
    55a8:	vmovups %ymm0,0x118(%rdx)
    55b0:	xor    %eax,%eax
    55b2:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    55c0:	vmovd  0x20(%rsp,%rax,4),%xmm0
    55c6:	vmovd  %xmm0,0x138(%rdx,%rax,4)
    55cf:	inc    %rax
    55d2:	cmp    $0x2,%rax
    55d6:	jne    55c0 <sweep_task15+0x640>
    55d8:	add    %r9d,%r9d
    55db:	lea    (%r9,%r9,4),%r13d
    55df:	mov    0x98(%rsp),%rax
    55e7:	add    %rax,%rax
    55ea:	lea    (%rax,%rax,4),%rax
    55ee:	mov    %rax,0xd8(%rsp)
    55f6:	mov    0x88(%rsp),%rbx
    55fe:	mov    0x80(%rsp),%r8
    5606:	mov    0x78(%rsp),%r9
    560b:	xor    %ecx,%ecx
    560d:	xor    %r14d,%r14d
    5610:	mov    %r12,0x58(%rsp)
    5615:	mov    %r13,0x48(%rsp)
    561a:	jmp    5686 <sweep_task15+0x706>
    561c:	nopl   0x0(%rax)
    5620:	mov    0xb8(%rsp),%rax
    5628:	vextractf32x4 $0x1,%zmm0,0x10(%rax,%r15,4)
    5631:	vmovups %xmm0,(%rax,%r15,4)
    5637:	vextractf64x4 $0x1,%zmm0,0x20(%rax,%r15,4)
    5640:	mov    0x50(%rsp),%r11
    5645:	mov    0xc0(%rsp),%r10
    564d:	mov    0x68(%rsp),%rcx
    5652:	add    $0x10,%r14
    5656:	lea    0x1(%rcx),%rax
    565a:	add    $0x40,%rdx
    565e:	add    $0x40,%r9
    5662:	add    $0x40,%r8
    5666:	add    $0x40,%rbx
    566a:	add    $0x7ffffff8,%r10d
    5671:	add    $0xfffffffffffffff0,%r11
    5675:	cmp    0xe8(%rsp),%rcx
    567d:	mov    %rax,%rcx
    5680:	je     50b0 <sweep_task15+0x130>
    5686:	mov    %rcx,%rdi
    5689:	mov    $0xfffffff0,%eax
    568e:	imul   %rax,%rdi
    5692:	mov    %r13,%rsi
    5695:	sub    %r14,%rsi
    5698:	mov    %rcx,0x68(%rsp)
    569d:	jne    5700 <sweep_task15+0x780>
    569f:	mov    %esi,%eax
    56a1:	and    $0xfffffffe,%eax
    56a4:	vpbroadcastq %rax,%zmm0
    56aa:	xor    %ecx,%ecx
    56ac:	vmovdqa64 %zmm30,%zmm1
    56b2:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    56c0:	vpcmpltuq %zmm0,%zmm1,%k1
    56c7:	vmovups (%rdx,%rcx,4),%ymm2{%k1}{z}
    56ce:	vmovups %ymm2,(%rsp,%rcx,4)
    56d3:	add    $0x8,%rcx
    56d7:	vpaddq %zmm7,%zmm1,%zmm1
    56dd:	cmp    $0x10,%rcx
    56e1:	jne    56c0 <sweep_task15+0x740>
    56e3:	vmovups (%rsp),%zmm8
    56ea:	mov    0x48(%rsp),%r13
    56ef:	jmp    570f <sweep_task15+0x78f>
    56f1:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    5700:	mov    0xa0(%rsp),%rax
    5708:	vmovups (%rax,%r14,4),%zmm8
    570f:	add    0xe0(%rsp),%rdi
    5717:	mov    0xd8(%rsp),%rax
    571f:	lea    (%r14,%rax,1),%r15
    5723:	cmp    %r13,%r14
    5726:	jne    5780 <sweep_task15+0x800>
    5728:	mov    %esi,%eax
    572a:	and    $0xfffffffe,%eax
    572d:	vpbroadcastq %rax,%zmm0
    5733:	xor    %ecx,%ecx
    5735:	vmovdqa64 %zmm30,%zmm1
    573b:	nopl   0x0(%rax,%rax,1)
    5740:	vpcmpltuq %zmm0,%zmm1,%k1
    5747:	vmovups (%r9,%rcx,4),%ymm2{%k1}{z}
    574e:	vmovups %ymm2,(%rsp,%rcx,4)
    5753:	add    $0x8,%rcx
    5757:	vpaddq %zmm7,%zmm1,%zmm1
    575d:	cmp    $0x10,%rcx
    5761:	jne    5740 <sweep_task15+0x7c0>
    5763:	vmovups (%rsp),%zmm9
    576a:	mov    0x48(%rsp),%r13
    576f:	jmp    578f <sweep_task15+0x80f>
    5771:	data16 data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    5780:	mov    0xb8(%rsp),%rax
    5788:	vmovups (%rax,%r15,4),%zmm9
    578f:	mov    %r11,0x50(%rsp)
    5794:	and    $0xfffffffe,%r11d
    5798:	mov    %r10,0xc0(%rsp)
    57a0:	mov    %r10d,%r12d
    57a3:	and    $0x7fffffff,%r12d
    57aa:	mov    %rdi,0x60(%rsp)
    57af:	mov    %rdi,%r10
    57b2:	and    $0xfffffffe,%r10d
    57b6:	cmp    %r13,%r14
    57b9:	jne    5880 <sweep_task15+0x900>
    57bf:	and    $0xfffffffe,%esi
    57c2:	vpbroadcastq %rsi,%zmm10
    57c8:	xor    %ecx,%ecx
    57ca:	vmovdqa64 %zmm30,%zmm0
    57d0:	vpcmpltuq %zmm10,%zmm0,%k1
    57d7:	vmovups (%r8,%rcx,4),%ymm1{%k1}{z}
    57de:	vmovups %ymm1,(%rsp,%rcx,4)
    57e3:	add    $0x8,%rcx
    57e7:	vpaddq %zmm7,%zmm0,%zmm0
    57ed:	cmp    $0x10,%rcx
    57f1:	jne    57d0 <sweep_task15+0x850>
    57f3:	vmovsd (%rsp),%xmm0
    57f8:	vmovsd 0x8(%rsp),%xmm1
    57fe:	vmovsd 0x10(%rsp),%xmm3
    5804:	vmovsd 0x18(%rsp),%xmm4
    580a:	vmovsd 0x20(%rsp),%xmm6
    5810:	vmovsd 0x28(%rsp),%xmm5
    5816:	vmovaps 0x30(%rsp),%xmm2
    581c:	xor    %ecx,%ecx
    581e:	vmovdqa64 %zmm30,%zmm11
    5824:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    5830:	vpcmpltuq %zmm10,%zmm11,%k1
    5837:	vmovups (%rbx,%rcx,4),%ymm12{%k1}{z}
    583e:	vmovups %ymm12,(%rsp,%rcx,4)
    5843:	add    $0x8,%rcx
    5847:	vpaddq %zmm7,%zmm11,%zmm11
    584d:	cmp    $0x10,%rcx
    5851:	jne    5830 <sweep_task15+0x8b0>
    5853:	vmovlhps %xmm4,%xmm3,%xmm3
    5857:	vmovlhps %xmm5,%xmm6,%xmm4
    585b:	vmovlhps %xmm1,%xmm0,%xmm0
    585f:	vinsertf128 $0x1,%xmm3,%ymm0,%ymm0
    5865:	vinsertf128 $0x1,%xmm2,%ymm4,%ymm1
    586b:	vinsertf64x4 $0x1,%ymm1,%zmm0,%zmm1
    5872:	vmovups (%rsp),%zmm0
    5879:	mov    0x48(%rsp),%r13
    587e:	jmp    589e <sweep_task15+0x91e>
    5880:	mov    0xb0(%rsp),%rax
    5888:	vmovups (%rax,%r15,4),%zmm1
    588f:	mov    0xa8(%rsp),%rax
    5897:	vmovups (%rax,%r15,4),%zmm0
    589e:	mov    0xf0(%rsp),%rax
    58a6:	lea    (%rax,%r12,2),%rsi
    58aa:	vfmadd231ps %zmm9,%zmm24,%zmm8
    58b0:	vsubps %zmm1,%zmm8,%zmm10
    58b6:	vfmadd213ps %zmm1,%zmm25,%zmm10
    58bc:	vfmsub213ps %zmm0,%zmm8,%zmm8
    58c2:	vfmadd213ps %zmm0,%zmm26,%zmm8
    58c8:	cmp    %r13,%r14
    58cb:	jne    5900 <sweep_task15+0x980>
    58cd:	vextractf32x4 $0x1,%zmm10,0x10(%rsp)
    58d6:	vmovaps %xmm10,(%rsp)
    58db:	vextractf64x4 $0x1,%zmm10,0x20(%rsp)
    58e4:	cmp    $0x8,%r10d
    58e8:	jae    5950 <sweep_task15+0x9d0>
    58ea:	xor    %edi,%edi
    58ec:	mov    0x58(%rsp),%r12
    58f1:	jmp    5990 <sweep_task15+0xa10>
    58f6:	cs nopw 0x0(%rax,%rax,1)
    5900:	mov    0xb0(%rsp),%rax
    5908:	vextractf32x4 $0x1,%zmm10,0x10(%rax,%r15,4)
    5911:	vmovups %xmm10,(%rax,%r15,4)
    5917:	vextractf64x4 $0x1,%zmm10,0x20(%rax,%r15,4)
    5920:	mov    0xa8(%rsp),%rax
    5928:	vmovups %xmm8,(%rax,%r15,4)
    592e:	vextractf32x4 $0x1,%zmm8,0x10(%rax,%r15,4)
    5937:	vextractf64x4 $0x1,%zmm8,0x20(%rax,%r15,4)
    5940:	mov    0x58(%rsp),%r12
    5945:	jmp    5a12 <sweep_task15+0xa92>
    594a:	nopw   0x0(%rax,%rax,1)
    5950:	mov    0x60(%rsp),%rcx
    5955:	and    $0x6,%ecx
    5958:	mov    %r10,%rdi
    595b:	sub    %rcx,%rdi
    595e:	xor    %eax,%eax
    5960:	vmovups (%rsp,%rax,4),%ymm0
    5965:	vmovups %ymm0,(%r8,%rax,4)
    596b:	add    $0x8,%rax
    596f:	cmp    %rax,%rsi
    5972:	jne    5960 <sweep_task15+0x9e0>
    5974:	test   %rcx,%rcx
    5977:	mov    0x58(%rsp),%r12
    597c:	mov    0x48(%rsp),%r13
    5981:	je     59a3 <sweep_task15+0xa23>
    5983:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    5990:	vmovss (%rsp,%rdi,4),%xmm0
    5995:	vmovss %xmm0,(%r8,%rdi,4)
    599b:	inc    %rdi
    599e:	cmp    %rdi,%r11
    59a1:	jne    5990 <sweep_task15+0xa10>
    59a3:	vextractf32x4 $0x1,%zmm8,0x10(%rsp)
    59ac:	vmovaps %xmm8,(%rsp)
    59b1:	vextractf64x4 $0x1,%zmm8,0x20(%rsp)
    59ba:	cmp    $0x8,%r10d
    59be:	jae    59d0 <sweep_task15+0xa50>
    59c0:	xor    %edi,%edi
    59c2:	jmp    5a00 <sweep_task15+0xa80>
    59c4:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    59d0:	mov    0x60(%rsp),%rcx
    59d5:	and    $0x6,%ecx
    59d8:	mov    %r10,%rdi
    59db:	sub    %rcx,%rdi
    59de:	xor    %eax,%eax
    59e0:	vmovups (%rsp,%rax,4),%ymm0
    59e5:	vmovups %ymm0,(%rbx,%rax,4)
    59ea:	add    $0x8,%rax
    59ee:	cmp    %rax,%rsi
    59f1:	jne    59e0 <sweep_task15+0xa60>
    59f3:	test   %rcx,%rcx
    59f6:	mov    0x48(%rsp),%r13
    59fb:	je     5a12 <sweep_task15+0xa92>
    59fd:	nopl   (%rax)
    5a00:	vmovss (%rsp,%rdi,4),%xmm0
    5a05:	vmovss %xmm0,(%rbx,%rdi,4)
    5a0a:	inc    %rdi
    5a0d:	cmp    %rdi,%r11
    5a10:	jne    5a00 <sweep_task15+0xa80>
    5a12:	vmulps %zmm10,%zmm27,%zmm0
    5a18:	vsqrtps %zmm8,%zmm1
    5a1e:	vaddps %zmm1,%zmm28,%zmm1
    5a24:	vdivps %zmm1,%zmm0,%zmm0
    5a2a:	vsubps %zmm0,%zmm9,%zmm0
    5a30:	cmp    %r13,%r14
    5a33:	jne    5620 <sweep_task15+0x6a0>
    5a39:	vextractf32x4 $0x1,%zmm0,0x10(%rsp)
    5a42:	vmovaps %xmm0,(%rsp)
    5a47:	vextractf64x4 $0x1,%zmm0,0x20(%rsp)
    5a50:	cmp    $0x8,%r10d
    5a54:	jae    5a60 <sweep_task15+0xae0>
    5a56:	xor    %r10d,%r10d
    5a59:	mov    0x68(%rsp),%rcx
    5a5e:	jmp    5a90 <sweep_task15+0xb10>
    5a60:	mov    0x60(%rsp),%rax
    5a65:	and    $0x6,%eax
    5a68:	mov    %rax,%rcx
    5a6b:	sub    %rax,%r10
    5a6e:	xor    %eax,%eax
    5a70:	vmovups (%rsp,%rax,4),%ymm0
    5a75:	vmovups %ymm0,(%r9,%rax,4)
    5a7b:	add    $0x8,%rax
    5a7f:	cmp    %rax,%rsi
    5a82:	jne    5a70 <sweep_task15+0xaf0>
    5a84:	test   %rcx,%rcx
    5a87:	mov    0x68(%rsp),%rcx
    5a8c:	je     5aa4 <sweep_task15+0xb24>
    5a8e:	xchg   %ax,%ax
    5a90:	vmovss (%rsp,%r10,4),%xmm0
    5a96:	vmovss %xmm0,(%r9,%r10,4)
    5a9c:	inc    %r10
    5a9f:	cmp    %r10,%r11
    5aa2:	jne    5a90 <sweep_task15+0xb10>
    5aa4:	mov    0x50(%rsp),%r11
    5aa9:	mov    0xc0(%rsp),%r10
    5ab1:	jmp    5652 <sweep_task15+0x6d2>
    5ab6:	lea    -0x28(%rbp),%rsp
    5aba:	pop    %rbx
    5abb:	pop    %r12
    5abd:	pop    %r13
    5abf:	pop    %r14
    5ac1:	pop    %r15
    5ac3:	pop    %rbp
    5ac4:	vzeroupper
    5ac7:	ret
    5ac8:	nopl   0x0(%rax,%rax,1)

0000000000005ad0 <sweep_task16>:
    5ad0:	push   %rbp
    5ad1:	mov    %rsp,%rbp
    5ad4:	and    $0xfffffffffffffff0,%rsp
    5ad8:	sub    $0x10,%rsp
    5adc:	mov    %r8d,%r9d
    5adf:	imul   $0x11fc80,%rcx,%rax
    5ae6:	add    %rax,%rdi
    5ae9:	add    $0x25380,%rdi
    5af0:	shl    $0x6,%rcx
    5af4:	add    %rcx,%rdx
    5af7:	add    %rsi,%rcx
    5afa:	movl   $0x800,(%rsp)
    5b01:	mov    %rdi,%rsi
    5b04:	mov    $0x10003,%r8d
    5b0a:	call   2790 <core_dropout>
    5b0f:	mov    %rbp,%rsp
    5b12:	pop    %rbp
    5b13:	ret
    5b14:	data16 data16 cs nopw 0x0(%rax,%rax,1)

0000000000005b20 <sweep_task17>:
    5b20:	push   %rbp
    5b21:	mov    %rsp,%rbp
    5b24:	and    $0xfffffffffffffff0,%rsp
    5b28:	imul   $0x11fc80,%rsi,%rcx
    5b2f:	lea    (%rdi,%rcx,1),%rax
    5b33:	add    $0x25380,%rax
    5b39:	lea    0x20880(%rdi,%rcx,1),%rdx
    5b41:	mov    %rax,%rdi
    5b44:	mov    $0x40,%esi
    5b49:	mov    $0x40,%ecx
    5b4e:	mov    $0x40,%r8d
    5b54:	call   4410 <core_activation_gradient>
    5b59:	mov    %rbp,%rsp
    5b5c:	pop    %rbp
    5b5d:	ret
    5b5e:	xchg   %ax,%ax

0000000000005b60 <sweep_task18>:
    5b60:	push   %rbp
    5b61:	mov    %rsp,%rbp
    5b64:	and    $0xfffffffffffffff8,%rsp
    5b68:	imul   $0x6ad40,%rdx,%rax
    5b6f:	add    %rsi,%rax
    5b72:	add    $0x6ac00,%rax
    5b78:	imul   $0x11fc80,%rdx,%rcx
    5b7f:	add    %rdi,%rcx
    5b82:	add    $0x253b8,%rcx
    5b89:	xor    %edx,%edx
    5b8b:	nopl   0x0(%rax,%rax,1)
    5b90:	vxorps %xmm0,%xmm0,%xmm0
    5b94:	xor    %esi,%esi
    5b96:	cs nopw 0x0(%rax,%rax,1)
    5ba0:	vaddps -0x38(%rcx,%rsi,1),%zmm0,%zmm0
    5bab:	add    $0x100,%rsi
    5bb2:	cmp    $0x2000,%rsi
    5bb9:	jne    5ba0 <sweep_task18+0x40>
    5bbb:	vextractf32x4 $0x1,%zmm0,0x10(%rax,%rdx,4)
    5bc4:	vmovups %xmm0,(%rax,%rdx,4)
    5bc9:	vextractf64x4 $0x1,%zmm0,0x20(%rax,%rdx,4)
    5bd2:	lea    0x10(%rdx),%rsi
    5bd6:	add    $0x40,%rcx
    5bda:	cmp    $0x30,%rdx
    5bde:	mov    %rsi,%rdx
    5be1:	jb     5b90 <sweep_task18+0x30>
    5be3:	mov    %rbp,%rsp
    5be6:	pop    %rbp
    5be7:	vzeroupper
    5bea:	ret
    5beb:	nopl   0x0(%rax,%rax,1)

0000000000005bf0 <sweep_task19>:
    5bf0:	push   %rbp
    5bf1:	mov    %rsp,%rbp
    5bf4:	push   %r14
    5bf6:	push   %rbx
    5bf7:	and    $0xffffffffffffffc0,%rsp
    5bfb:	sub    $0x2080,%rsp
    5c02:	imul   $0x6ad40,%rdx,%rax
    5c09:	lea    (%rsi,%rax,1),%r10
    5c0d:	add    $0x62000,%r10
    5c14:	imul   $0x11fc80,%rdx,%rax
    5c1b:	lea    (%rdi,%rax,1),%r8
    5c1f:	add    $0x27380,%r8
    5c26:	lea    (%rdi,%rax,1),%r9
    5c2a:	add    $0x25a80,%r9
    5c31:	xor    %esi,%esi
    5c33:	mov    $0x7f,%r11d
    5c39:	vmovaps 0x287d(%rip),%zmm0        # 84c0 <_pocl_kernel_sweep_workgroup_fast+0xd00>
    5c43:	vmovaps 0x28b3(%rip),%zmm1        # 8500 <_pocl_kernel_sweep_workgroup_fast+0xd40>
    5c4d:	nopl   (%rax)
    5c50:	mov    %r10,%r14
    5c53:	xor    %edx,%edx
    5c55:	jmp    5fbc <sweep_task19+0x3cc>
    5c5a:	nopw   0x0(%rax,%rax,1)
    5c60:	mov    %rdx,%rcx
    5c63:	shl    $0x6,%rcx
    5c67:	vmovaps 0x240(%rsp,%rcx,1),%zmm5
    5c6f:	vmovaps 0x40(%rsp,%rcx,1),%zmm2
    5c77:	vmovaps 0x80(%rsp,%rcx,1),%zmm3
    5c7f:	vmovaps 0xc0(%rsp,%rcx,1),%zmm9
    5c87:	vmovaps 0x100(%rsp,%rcx,1),%zmm6
    5c8f:	vmovaps %zmm2,%zmm4
    5c95:	vpermt2ps %zmm5,%zmm0,%zmm4
    5c9b:	vpermt2ps %zmm5,%zmm1,%zmm2
    5ca1:	vmovaps 0x280(%rsp,%rcx,1),%zmm7
    5ca9:	vmovaps %zmm3,%zmm5
    5caf:	vpermt2ps %zmm7,%zmm0,%zmm5
    5cb5:	vmovaps 0x2c0(%rsp,%rcx,1),%zmm8
    5cbd:	vpermt2ps %zmm7,%zmm1,%zmm3
    5cc3:	vmovaps %zmm9,%zmm12
    5cc9:	vpermt2ps %zmm8,%zmm0,%zmm12
    5ccf:	vpermt2ps %zmm8,%zmm1,%zmm9
    5cd5:	vmovaps 0x300(%rsp,%rcx,1),%zmm7
    5cdd:	vmovaps %zmm6,%zmm10
    5ce3:	vpermt2ps %zmm7,%zmm0,%zmm10
    5ce9:	vpermt2ps %zmm7,%zmm1,%zmm6
    5cef:	vmovaps 0x140(%rsp,%rcx,1),%zmm11
    5cf7:	vmovaps 0x340(%rsp,%rcx,1),%zmm7
    5cff:	vmovaps %zmm11,%zmm13
    5d05:	vpermt2ps %zmm7,%zmm0,%zmm13
    5d0b:	vpermt2ps %zmm7,%zmm1,%zmm11
    5d11:	vmovaps 0x180(%rsp,%rcx,1),%zmm14
    5d19:	vmovaps 0x380(%rsp,%rcx,1),%zmm7
    5d21:	vmovaps %zmm14,%zmm15
    5d27:	vpermt2ps %zmm7,%zmm0,%zmm15
    5d2d:	vpermt2ps %zmm7,%zmm1,%zmm14
    5d33:	vmovaps 0x1c0(%rsp,%rcx,1),%zmm16
    5d3b:	vmovaps 0x3c0(%rsp,%rcx,1),%zmm7
    5d43:	vmovaps %zmm16,%zmm17
    5d49:	vpermt2ps %zmm7,%zmm0,%zmm17
    5d4f:	vpermt2ps %zmm7,%zmm1,%zmm16
    5d55:	vmovaps 0x200(%rsp,%rcx,1),%zmm18
    5d5d:	vmovaps 0x400(%rsp,%rcx,1),%zmm7
    5d65:	vmovaps %zmm18,%zmm19
    5d6b:	vpermt2ps %zmm7,%zmm0,%zmm19
    5d71:	vpermt2ps %zmm7,%zmm1,%zmm18
    5d77:	vmovaps %zmm4,%zmm8
    5d7d:	vpermt2ps %zmm13,%zmm0,%zmm8
    5d83:	vpermt2ps %zmm13,%zmm1,%zmm4
    5d89:	vmovaps %zmm2,%zmm7
    5d8f:	vpermt2ps %zmm11,%zmm0,%zmm7
    5d95:	vpermt2ps %zmm11,%zmm1,%zmm2
    5d9b:	vmovaps %zmm5,%zmm20
    5da1:	vpermt2ps %zmm15,%zmm0,%zmm20
    5da7:	vpermt2ps %zmm15,%zmm1,%zmm5
    5dad:	vmovaps %zmm3,%zmm11
    5db3:	vpermt2ps %zmm14,%zmm0,%zmm11
    5db9:	vpermt2ps %zmm14,%zmm1,%zmm3
    5dbf:	vmovaps %zmm12,%zmm14
    5dc5:	vpermt2ps %zmm17,%zmm0,%zmm14
    5dcb:	vpermt2ps %zmm17,%zmm1,%zmm12
    5dd1:	vmovaps %zmm9,%zmm15
    5dd7:	vpermt2ps %zmm16,%zmm0,%zmm15
    5ddd:	vpermt2ps %zmm16,%zmm1,%zmm9
    5de3:	vmovaps %zmm10,%zmm16
    5de9:	vpermt2ps %zmm19,%zmm0,%zmm16
    5def:	vpermt2ps %zmm19,%zmm1,%zmm10
    5df5:	vmovaps %zmm6,%zmm17
    5dfb:	vpermt2ps %zmm18,%zmm0,%zmm17
    5e01:	vpermt2ps %zmm18,%zmm1,%zmm6
    5e07:	vmovaps %zmm8,%zmm13
    5e0d:	vpermt2ps %zmm14,%zmm0,%zmm13
    5e13:	vpermt2ps %zmm14,%zmm1,%zmm8
    5e19:	vmovaps %zmm4,%zmm14
    5e1f:	vpermt2ps %zmm12,%zmm0,%zmm14
    5e25:	vpermt2ps %zmm12,%zmm1,%zmm4
    5e2b:	vmovaps %zmm7,%zmm12
    5e31:	vpermt2ps %zmm15,%zmm0,%zmm12
    5e37:	vpermt2ps %zmm15,%zmm1,%zmm7
    5e3d:	vmovaps %zmm2,%zmm15
    5e43:	vpermt2ps %zmm9,%zmm0,%zmm15
    5e49:	vpermt2ps %zmm9,%zmm1,%zmm2
    5e4f:	vmovaps %zmm20,%zmm9
    5e55:	vpermt2ps %zmm16,%zmm0,%zmm9
    5e5b:	vpermt2ps %zmm16,%zmm1,%zmm20
    5e61:	vmovaps %zmm5,%zmm16
    5e67:	vpermt2ps %zmm10,%zmm0,%zmm16
    5e6d:	vpermt2ps %zmm10,%zmm1,%zmm5
    5e73:	vmovaps %zmm11,%zmm10
    5e79:	vpermt2ps %zmm17,%zmm0,%zmm10
    5e7f:	vpermt2ps %zmm17,%zmm1,%zmm11
    5e85:	vmovaps %zmm3,%zmm17
    5e8b:	vpermt2ps %zmm6,%zmm0,%zmm17
    5e91:	vpermt2ps %zmm6,%zmm1,%zmm3
    5e97:	vmovaps %zmm13,%zmm6
    5e9d:	vpermt2ps %zmm9,%zmm0,%zmm6
    5ea3:	vpermt2ps %zmm9,%zmm1,%zmm13
    5ea9:	vmovaps %zmm8,%zmm9
    5eaf:	vpermt2ps %zmm20,%zmm0,%zmm9
    5eb5:	vpermt2ps %zmm20,%zmm1,%zmm8
    5ebb:	vmovaps %zmm14,%zmm18
    5ec1:	vpermt2ps %zmm16,%zmm0,%zmm18
    5ec7:	vpermt2ps %zmm16,%zmm1,%zmm14
    5ecd:	vmovaps %zmm4,%zmm16
    5ed3:	vpermt2ps %zmm5,%zmm0,%zmm16
    5ed9:	vpermt2ps %zmm5,%zmm1,%zmm4
    5edf:	vmovaps %zmm12,%zmm5
    5ee5:	vpermt2ps %zmm10,%zmm0,%zmm5
    5eeb:	vpermt2ps %zmm10,%zmm1,%zmm12
    5ef1:	vmovaps %zmm7,%zmm10
    5ef7:	vpermt2ps %zmm11,%zmm0,%zmm10
    5efd:	vpermt2ps %zmm11,%zmm1,%zmm7
    5f03:	vmovaps %zmm15,%zmm11
    5f09:	vpermt2ps %zmm17,%zmm0,%zmm11
    5f0f:	vpermt2ps %zmm17,%zmm1,%zmm15
    5f15:	vmovaps %zmm2,%zmm17
    5f1b:	vpermt2ps %zmm3,%zmm0,%zmm17
    5f21:	vmovaps %zmm6,0x40(%rsp,%rcx,1)
    5f29:	vmovaps %zmm13,0x80(%rsp,%rcx,1)
    5f31:	vmovaps %zmm9,0xc0(%rsp,%rcx,1)
    5f39:	vmovaps %zmm8,0x100(%rsp,%rcx,1)
    5f41:	vmovaps %zmm18,0x140(%rsp,%rcx,1)
    5f49:	vmovaps %zmm14,0x180(%rsp,%rcx,1)
    5f51:	vmovaps %zmm16,0x1c0(%rsp,%rcx,1)
    5f59:	vmovaps %zmm4,0x200(%rsp,%rcx,1)
    5f61:	vmovaps %zmm5,0x240(%rsp,%rcx,1)
    5f69:	vmovaps %zmm12,0x280(%rsp,%rcx,1)
    5f71:	vmovaps %zmm10,0x2c0(%rsp,%rcx,1)
    5f79:	vmovaps %zmm7,0x300(%rsp,%rcx,1)
    5f81:	vmovaps %zmm11,0x340(%rsp,%rcx,1)
    5f89:	vmovaps %zmm15,0x380(%rsp,%rcx,1)
    5f91:	vmovaps %zmm17,0x3c0(%rsp,%rcx,1)
    5f99:	vpermt2ps %zmm3,%zmm1,%zmm2
    5f9f:	vmovaps %zmm2,0x400(%rsp,%rcx,1)
    5fa7:	lea    0x10(%rdx),%rax
    5fab:	add    $0x40,%r14
    5faf:	cmp    $0x30,%rdx
    5fb3:	mov    %rax,%rdx
    5fb6:	jae    6050 <sweep_task19+0x460>
    5fbc:	mov    %esi,%ecx
    5fbe:	xor    %edi,%edi
    5fc0:	jmp    5ff6 <sweep_task19+0x406>
    5fc2:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    5fd0:	vmovups (%r10,%rax,4),%zmm2
    5fd7:	lea    (%rdi,%rdx,1),%rax
    5fdb:	shl    $0x6,%rax
    5fdf:	vmovaps %zmm2,0x40(%rsp,%rax,1)
    5fe7:	inc    %rdi
    5fea:	inc    %ecx
    5fec:	cmp    $0x10,%rdi
    5ff0:	je     5c60 <sweep_task19+0x70>
    5ff6:	cmp    $0x7f,%ecx
    5ff9:	mov    $0x7f,%ebx
    5ffe:	cmovb  %ecx,%ebx
    6001:	lea    (%rdi,%rsi,1),%eax
    6004:	cmp    $0x7f,%eax
    6007:	cmovae %r11d,%eax
    600b:	shl    $0x6,%eax
    600e:	add    %rdx,%rax
    6011:	cmp    $0x1ff0,%rax
    6017:	jbe    5fd0 <sweep_task19+0x3e0>
    6019:	shl    $0x8,%rbx
    601d:	add    %r14,%rbx
    6020:	xor    %eax,%eax
    6022:	data16 data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    6030:	vmovups (%rbx,%rax,4),%ymm2
    6035:	vmovups %ymm2,(%rsp,%rax,4)
    603a:	add    $0x8,%rax
    603e:	cmp    $0x10,%rax
    6042:	jne    6030 <sweep_task19+0x440>
    6044:	vmovups (%rsp),%zmm2
    604b:	jmp    5fd7 <sweep_task19+0x3e7>
    604d:	nopl   (%rax)
    6050:	lea    (%r8,%rsi,4),%rax
    6054:	mov    %r9,%rcx
    6057:	xor    %edx,%edx
    6059:	nopl   0x0(%rax)
    6060:	vxorps %xmm2,%xmm2,%xmm2
    6064:	xor    %edi,%edi
    6066:	mov    %rcx,%rbx
    6069:	vxorps %xmm3,%xmm3,%xmm3
    606d:	vxorps %xmm4,%xmm4,%xmm4
    6071:	vxorps %xmm5,%xmm5,%xmm5
    6075:	vxorps %xmm6,%xmm6,%xmm6
    6079:	vxorps %xmm7,%xmm7,%xmm7
    607d:	vxorps %xmm8,%xmm8,%xmm8
    6082:	vxorps %xmm9,%xmm9,%xmm9
    6087:	nopw   0x0(%rax,%rax,1)
    6090:	vmovaps 0x40(%rsp,%rdi,4),%zmm10
    6098:	vfmadd231ps -0x700(%rbx){1to16},%zmm10,%zmm9
    60a2:	vfmadd231ps -0x600(%rbx){1to16},%zmm10,%zmm8
    60ac:	vfmadd231ps -0x500(%rbx){1to16},%zmm10,%zmm7
    60b6:	vfmadd231ps -0x400(%rbx){1to16},%zmm10,%zmm6
    60c0:	vfmadd231ps -0x300(%rbx){1to16},%zmm10,%zmm5
    60ca:	vfmadd231ps -0x200(%rbx){1to16},%zmm10,%zmm4
    60d1:	vfmadd231ps -0x100(%rbx){1to16},%zmm10,%zmm3
    60d8:	vfmadd231ps (%rbx){1to16},%zmm10,%zmm2
    60de:	add    $0x4,%rbx
    60e2:	add    $0x10,%rdi
    60e6:	cmp    $0x400,%rdi
    60ed:	jne    6090 <sweep_task19+0x4a0>
    60ef:	mov    %rdx,%rdi
    60f2:	shl    $0x9,%rdi
    60f6:	vextractf32x4 $0x1,%zmm9,0x10(%rax,%rdi,1)
    60ff:	vmovups %xmm9,(%rax,%rdi,1)
    6104:	vextractf64x4 $0x1,%zmm9,0x20(%rax,%rdi,1)
    610d:	vextractf32x4 $0x1,%zmm8,0x210(%rax,%rdi,1)
    6116:	vmovups %xmm8,0x200(%rax,%rdi,1)
    611f:	vextractf64x4 $0x1,%zmm8,0x220(%rax,%rdi,1)
    6128:	vextractf32x4 $0x1,%zmm7,0x410(%rax,%rdi,1)
    6131:	vmovups %xmm7,0x400(%rax,%rdi,1)
    613a:	vextractf64x4 $0x1,%zmm7,0x420(%rax,%rdi,1)
    6143:	vextractf32x4 $0x1,%zmm6,0x610(%rax,%rdi,1)
    614c:	vmovups %xmm6,0x600(%rax,%rdi,1)
    6155:	vextractf64x4 $0x1,%zmm6,0x620(%rax,%rdi,1)
    615e:	vextractf32x4 $0x1,%zmm5,0x810(%rax,%rdi,1)
    616a:	vmovups %xmm5,0x800(%rax,%rdi,1)
    6173:	vextractf64x4 $0x1,%zmm5,0x820(%rax,%rdi,1)
    617c:	vextractf32x4 $0x1,%zmm4,0xa10(%rax,%rdi,1)
    6188:	vmovups %xmm4,0xa00(%rax,%rdi,1)
    6191:	vextractf64x4 $0x1,%zmm4,0xa20(%rax,%rdi,1)
    619a:	vextractf32x4 $0x1,%zmm3,0xc10(%rax,%rdi,1)
    61a6:	vmovups %xmm3,0xc00(%rax,%rdi,1)
    61af:	vextractf64x4 $0x1,%zmm3,0xc20(%rax,%rdi,1)
    61b8:	vextractf32x4 $0x1,%zmm2,0xe10(%rax,%rdi,1)
    61c4:	vmovups %xmm2,0xe00(%rax,%rdi,1)
    61cd:	vextractf64x4 $0x1,%zmm2,0xe20(%rax,%rdi,1)
    61d6:	lea    0x8(%rdx),%rdi
    61da:	add    $0x800,%rcx
    61e1:	cmp    $0x18,%rdx
    61e5:	mov    %rdi,%rdx
    61e8:	jb     6060 <sweep_task19+0x470>
    61ee:	lea    0x10(%rsi),%rax
    61f2:	cmp    $0x70,%rsi
    61f6:	mov    %rax,%rsi
    61f9:	jb     5c50 <sweep_task19+0x60>
    61ff:	lea    -0x10(%rbp),%rsp
    6203:	pop    %rbx
    6204:	pop    %r14
    6206:	pop    %rbp
    6207:	vzeroupper
    620a:	ret
    620b:	nopl   0x0(%rax,%rax,1)

0000000000006210 <sweep_task20>:
    6210:	push   %rbp
    6211:	mov    %rsp,%rbp
    6214:	push   %r15
    6216:	push   %r14
    6218:	push   %r13
    621a:	push   %r12
    621c:	push   %rbx
    621d:	and    $0xfffffffffffffff0,%rsp
    6221:	sub    $0xe0,%rsp
    6228:	mov    0x28(%rbp),%r10d
    622c:	mov    0x10(%rbp),%r11
    6230:	mov    0x20(%rbp),%rax
    6234:	imul   $0x6ad40,%rax,%rbx
    623b:	lea    (%rsi,%rbx,1),%r14
    623f:	add    $0x62000,%r14
    6246:	lea    (%rcx,%rbx,1),%r15
    624a:	add    $0x62000,%r15
    6251:	lea    (%r8,%rbx,1),%r12
    6255:	add    $0x62000,%r12
    625c:	imul   $0x380,%rax,%r8
    6263:	add    0x18(%rbp),%r8
    6267:	imul   $0x11fc80,%rax,%rsi
    626e:	shl    $0x6,%rax
    6272:	vmovss (%r9,%rax,1),%xmm0
    6278:	vaddss %xmm0,%xmm0,%xmm0
    627c:	lea    (%rdi,%rsi,1),%rcx
    6280:	add    $0x1c880,%rcx
    6287:	mov    %rcx,0x10(%rsp)
    628c:	lea    0x62000(%rdx,%rbx,1),%rdx
    6294:	vbroadcastss %xmm0,%zmm25
    629a:	vbroadcastss (%r11,%rax,1),%zmm26
    62a1:	vbroadcastss 0x4(%r11,%rax,1),%zmm27
    62a9:	vbroadcastss (%r8,%r10,4),%zmm3
    62b0:	vbroadcastss 0x8(%r11,%rax,1),%zmm4
    62b8:	lea    0x1c884(%rdi,%rsi,1),%rax
    62c0:	lea    (%rdi,%rsi,1),%rcx
    62c4:	add    $0x253f8,%rcx
    62cb:	mov    %rcx,0x8(%rsp)
    62d0:	mov    $0x2001,%r10d
    62d6:	xor    %ecx,%ecx
    62d8:	xor    %r11d,%r11d
    62db:	mov    %r14,0x28(%rsp)
    62e0:	mov    %r15,0x20(%rsp)
    62e5:	mov    %r12,0x18(%rsp)
    62ea:	jmp    6311 <sweep_task20+0x101>
    62ec:	nopl   0x0(%rax)
    62f0:	add    $0x8,%r11
    62f4:	mov    0x40(%rsp),%rcx
    62f9:	inc    %rcx
    62fc:	add    $0x20,%rax
    6300:	add    $0xfffffffffffffe00,%r10
    6307:	cmp    $0x10,%rcx
    630b:	je     685a <sweep_task20+0x64a>
    6311:	mov    %rcx,0x40(%rsp)
    6316:	mov    %r10,0x48(%rsp)
    631b:	mov    $0x80,%esi
    6320:	sub    %r11d,%esi
    6323:	cmp    $0x8,%esi
    6326:	mov    $0x8,%ecx
    632b:	cmovae %ecx,%esi
    632e:	mov    0x10(%rsp),%rcx
    6333:	mov    %r11,0x38(%rsp)
    6338:	lea    (%rcx,%r11,4),%rbx
    633c:	mov    %rsi,0x30(%rsp)
    6341:	lea    -0x1(%rsi),%edi
    6344:	cmp    $0x2,%edi
    6347:	mov    $0x2,%r14d
    634d:	mov    $0x3,%r8d
    6353:	cmovbe %edi,%r8d
    6357:	cmovb  %edi,%r14d
    635b:	cmp    $0x4,%edi
    635e:	mov    $0x4,%r9d
    6364:	mov    $0x5,%r11d
    636a:	cmovbe %edi,%r11d
    636e:	cmovb  %edi,%r9d
    6372:	cmp    $0x6,%edi
    6375:	mov    $0x6,%r15d
    637b:	cmovb  %edi,%r15d
    637f:	mov    $0x20,%r12d
    6385:	mov    0x8(%rsp),%r13
    638a:	xor    %r10d,%r10d
    638d:	nopl   (%rax)
    6390:	vxorps %xmm5,%xmm5,%xmm5
    6394:	xor    %esi,%esi
    6396:	vxorps %xmm6,%xmm6,%xmm6
    639a:	vxorps %xmm7,%xmm7,%xmm7
    639e:	vxorps %xmm8,%xmm8,%xmm8
    63a3:	vxorps %xmm9,%xmm9,%xmm9
    63a8:	vxorps %xmm10,%xmm10,%xmm10
    63ad:	vxorps %xmm11,%xmm11,%xmm11
    63b2:	vxorps %xmm12,%xmm12,%xmm12
    63b7:	vxorps %xmm13,%xmm13,%xmm13
    63bc:	vxorps %xmm14,%xmm14,%xmm14
    63c1:	vxorps %xmm15,%xmm15,%xmm15
    63c6:	vxorps %xmm16,%xmm16,%xmm16
    63cc:	vxorps %xmm17,%xmm17,%xmm17
    63d2:	vxorps %xmm18,%xmm18,%xmm18
    63d8:	vxorps %xmm19,%xmm19,%xmm19
    63de:	vxorps %xmm20,%xmm20,%xmm20
    63e4:	data16 data16 cs nopw 0x0(%rax,%rax,1)
    63f0:	vmovups -0x78(%r13,%rsi,2),%zmm21
    63fb:	vmovups -0x38(%r13,%rsi,2),%zmm22
    6406:	vbroadcastss -0x4(%rax,%rsi,4),%zmm23
    640e:	vfmadd231ps %zmm21,%zmm23,%zmm20
    6414:	vfmadd231ps %zmm23,%zmm22,%zmm19
    641a:	vbroadcastss (%rax,%rsi,4),%zmm23
    6421:	vfmadd231ps %zmm21,%zmm23,%zmm18
    6427:	mov    %rsi,%rcx
    642a:	or     %r14,%rcx
    642d:	vbroadcastss (%rbx,%rcx,4),%zmm24
    6434:	vfmadd231ps %zmm23,%zmm22,%zmm17
    643a:	vfmadd231ps %zmm21,%zmm24,%zmm16
    6440:	vfmadd231ps %zmm24,%zmm22,%zmm15
    6446:	mov    %rsi,%rcx
    6449:	or     %r8,%rcx
    644c:	vbroadcastss (%rbx,%rcx,4),%zmm23
    6453:	vfmadd231ps %zmm21,%zmm23,%zmm14
    6459:	vfmadd231ps %zmm23,%zmm22,%zmm13
    645f:	mov    %rsi,%rcx
    6462:	or     %r9,%rcx
    6465:	vbroadcastss (%rbx,%rcx,4),%zmm23
    646c:	vfmadd231ps %zmm21,%zmm23,%zmm12
    6472:	vfmadd231ps %zmm23,%zmm22,%zmm11
    6478:	mov    %rsi,%rcx
    647b:	or     %r11,%rcx
    647e:	vbroadcastss (%rbx,%rcx,4),%zmm23
    6485:	vfmadd231ps %zmm21,%zmm23,%zmm10
    648b:	vfmadd231ps %zmm23,%zmm22,%zmm9
    6491:	mov    %rsi,%rcx
    6494:	or     %r15,%rcx
    6497:	vbroadcastss (%rbx,%rcx,4),%zmm23
    649e:	vfmadd231ps %zmm21,%zmm23,%zmm8
    64a4:	vfmadd231ps %zmm23,%zmm22,%zmm7
    64aa:	mov    %rsi,%rcx
    64ad:	or     %rdi,%rcx
    64b0:	vbroadcastss (%rbx,%rcx,4),%zmm23
    64b7:	vfmadd231ps %zmm21,%zmm23,%zmm6
    64bd:	vfmadd231ps %zmm22,%zmm23,%zmm5
    64c3:	sub    $0xffffffffffffff80,%rsi
    64c7:	cmp    $0x1000,%rsi
    64ce:	jne    63f0 <sweep_task20+0x1e0>
    64d4:	vextractf32x4 $0x1,%zmm20,0x10(%rdx,%r10,4)
    64dd:	vmovups %xmm20,(%rdx,%r10,4)
    64e4:	vextractf64x4 $0x1,%zmm20,0x20(%rdx,%r10,4)
    64ed:	vextractf32x4 $0x1,%zmm19,0x50(%rdx,%r10,4)
    64f6:	vmovups %xmm19,0x40(%rdx,%r10,4)
    64fe:	vextractf64x4 $0x1,%zmm19,0x60(%rdx,%r10,4)
    6507:	vextractf32x4 $0x1,%zmm18,0x110(%rdx,%r10,4)
    6510:	vmovups %xmm18,0x100(%rdx,%r10,4)
    6518:	vextractf64x4 $0x1,%zmm18,0x120(%rdx,%r10,4)
    6521:	vextractf32x4 $0x1,%zmm17,0x150(%rdx,%r10,4)
    652a:	vmovups %xmm17,0x140(%rdx,%r10,4)
    6532:	vextractf64x4 $0x1,%zmm17,0x160(%rdx,%r10,4)
    653b:	vextractf32x4 $0x1,%zmm16,0x210(%rdx,%r10,4)
    6544:	vmovups %xmm16,0x200(%rdx,%r10,4)
    654c:	vextractf64x4 $0x1,%zmm16,0x220(%rdx,%r10,4)
    6555:	vextractf32x4 $0x1,%zmm15,0x250(%rdx,%r10,4)
    655e:	vmovups %xmm15,0x240(%rdx,%r10,4)
    6568:	vextractf64x4 $0x1,%zmm15,0x260(%rdx,%r10,4)
    6571:	vextractf32x4 $0x1,%zmm14,0x310(%rdx,%r10,4)
    657a:	vmovups %xmm14,0x300(%rdx,%r10,4)
    6584:	vextractf64x4 $0x1,%zmm14,0x320(%rdx,%r10,4)
    658d:	vextractf32x4 $0x1,%zmm13,0x350(%rdx,%r10,4)
    6596:	vmovups %xmm13,0x340(%rdx,%r10,4)
    65a0:	vextractf64x4 $0x1,%zmm13,0x360(%rdx,%r10,4)
    65a9:	vextractf32x4 $0x1,%zmm12,0x410(%rdx,%r10,4)
    65b2:	vmovups %xmm12,0x400(%rdx,%r10,4)
    65bc:	vextractf64x4 $0x1,%zmm12,0x420(%rdx,%r10,4)
    65c5:	vextractf32x4 $0x1,%zmm11,0x450(%rdx,%r10,4)
    65ce:	vmovups %xmm11,0x440(%rdx,%r10,4)
    65d8:	vextractf64x4 $0x1,%zmm11,0x460(%rdx,%r10,4)
    65e1:	vextractf32x4 $0x1,%zmm10,0x510(%rdx,%r10,4)
    65ea:	vmovups %xmm10,0x500(%rdx,%r10,4)
    65f4:	vextractf64x4 $0x1,%zmm10,0x520(%rdx,%r10,4)
    65fd:	vextractf32x4 $0x1,%zmm9,0x550(%rdx,%r10,4)
    6606:	vmovups %xmm9,0x540(%rdx,%r10,4)
    6610:	vextractf64x4 $0x1,%zmm9,0x560(%rdx,%r10,4)
    6619:	vextractf32x4 $0x1,%zmm8,0x610(%rdx,%r10,4)
    6622:	vmovups %xmm8,0x600(%rdx,%r10,4)
    662c:	vextractf64x4 $0x1,%zmm8,0x620(%rdx,%r10,4)
    6635:	vextractf32x4 $0x1,%zmm7,0x650(%rdx,%r10,4)
    663e:	vmovups %xmm7,0x640(%rdx,%r10,4)
    6648:	vextractf64x4 $0x1,%zmm7,0x660(%rdx,%r10,4)
    6651:	vextractf32x4 $0x1,%zmm6,0x710(%rdx,%r10,4)
    665a:	vmovups %xmm6,0x700(%rdx,%r10,4)
    6664:	vextractf64x4 $0x1,%zmm6,0x720(%rdx,%r10,4)
    666d:	vextractf32x4 $0x1,%zmm5,0x750(%rdx,%r10,4)
    6676:	vmovups %xmm5,0x740(%rdx,%r10,4)
    6680:	vextractf64x4 $0x1,%zmm5,0x760(%rdx,%r10,4)
    6689:	add    $0x20,%r10
    668d:	lea    0x20(%r12),%rcx
    6692:	sub    $0xffffffffffffff80,%r13
    6696:	cmp    $0x21,%r12
    669a:	mov    %rcx,%r12
    669d:	jb     6390 <sweep_task20+0x180>
    66a3:	mov    0x30(%rsp),%r13
    66a8:	shl    $0x6,%r13d
    66ac:	mov    0x38(%rsp),%r11
    66b1:	mov    %r11d,%r8d
    66b4:	shl    $0x6,%r8d
    66b8:	mov    0x48(%rsp),%r10
    66bd:	mov    %r10,%r9
    66c0:	xor    %ebx,%ebx
    66c2:	mov    0x28(%rsp),%r14
    66c7:	mov    0x20(%rsp),%r15
    66cc:	mov    0x18(%rsp),%r12
    66d1:	jmp    6790 <sweep_task20+0x580>
    66d6:	cs nopw 0x0(%rax,%rax,1)
    66e0:	vmovaps %zmm7,%zmm6
    66e6:	vmovups (%r15,%rcx,4),%zmm0
    66ed:	vmovups (%r12,%rcx,4),%zmm1
    66f4:	vsubps %zmm0,%zmm6,%zmm2
    66fa:	vfmadd213ps %zmm0,%zmm26,%zmm2
    6700:	vfmsub213ps %zmm1,%zmm6,%zmm6
    6706:	vmovups %xmm2,(%r15,%rcx,4)
    670c:	vfmadd213ps %zmm1,%zmm27,%zmm6
    6712:	vextractf32x4 $0x1,%zmm2,0x10(%r15,%rcx,4)
    671b:	vextractf64x4 $0x1,%zmm2,%ymm0
    6722:	vmovups %xmm0,0x20(%r15,%rcx,4)
    6729:	vextractf128 $0x1,%ymm0,0x30(%r15,%rcx,4)
    6731:	vextractf32x4 $0x1,%zmm6,0x10(%r12,%rcx,4)
    673a:	vmovups %xmm6,(%r12,%rcx,4)
    6740:	vextractf64x4 $0x1,%zmm6,0x20(%r12,%rcx,4)
    6749:	vsqrtps %zmm6,%zmm0
    674f:	vaddps %zmm0,%zmm4,%zmm0
    6755:	vmulps %zmm2,%zmm3,%zmm1
    675b:	vdivps %zmm0,%zmm1,%zmm0
    6761:	vsubps %zmm0,%zmm5,%zmm0
    6767:	vextractf32x4 $0x1,%zmm0,0x10(%r14,%rcx,4)
    6770:	vmovups %xmm0,(%r14,%rcx,4)
    6776:	vextractf64x4 $0x1,%zmm0,0x20(%r14,%rcx,4)
    677f:	add    $0x10,%rbx
    6783:	add    $0xfffffffffffffff0,%r9
    6787:	cmp    %r13,%rbx
    678a:	jae    62f0 <sweep_task20+0xe0>
    6790:	vmovups (%rdx,%rbx,4),%zmm6
    6797:	lea    (%r8,%rbx,1),%ecx
    679b:	vmovups (%r14,%rcx,4),%zmm5
    67a2:	vmovaps %zmm5,%zmm7
    67a8:	vfmadd213ps %zmm6,%zmm25,%zmm7
    67ae:	lea    (%r8,%rbx,1),%esi
    67b2:	add    $0xffffe00f,%esi
    67b8:	cmp    $0xffffdffe,%esi
    67be:	ja     66e0 <sweep_task20+0x4d0>
    67c4:	cmp    $0x1fff,%ecx
    67ca:	ja     66e6 <sweep_task20+0x4d6>
    67d0:	vmovups (%rdx,%rbx,4),%xmm6
    67d5:	vmovups 0x10(%rdx,%rbx,4),%xmm0
    67db:	vmovups 0x20(%rdx,%rbx,4),%xmm1
    67e1:	vmovups 0x30(%rdx,%rbx,4),%xmm2
    67e7:	vextractf32x4 $0x1,%zmm7,0xa0(%rsp)
    67f0:	vmovaps %xmm7,0x90(%rsp)
    67f9:	vextractf64x4 $0x1,%zmm7,0xb0(%rsp)
    6805:	vmovaps %xmm6,0x50(%rsp)
    680b:	vmovaps %xmm0,0x60(%rsp)
    6811:	vmovaps %xmm1,0x70(%rsp)
    6817:	vmovaps %xmm2,0x80(%rsp)
    6820:	mov    %r9,%rdi
    6823:	mov    %r9,%rsi
    6826:	cs nopw 0x0(%rax,%rax,1)
    6830:	vmovss 0x4c(%rsp,%rdi,4),%xmm0
    6836:	vmovss %xmm0,0x8c(%rsp,%rdi,4)
    683f:	inc    %rsi
    6842:	cmp    $0x10,%edi
    6845:	mov    %rsi,%rdi
    6848:	jne    6830 <sweep_task20+0x620>
    684a:	vmovups 0x90(%rsp),%zmm6
    6855:	jmp    66e6 <sweep_task20+0x4d6>
    685a:	lea    -0x28(%rbp),%rsp
    685e:	pop    %rbx
    685f:	pop    %r12
    6861:	pop    %r13
    6863:	pop    %r14
    6865:	pop    %r15
    6867:	pop    %rbp
    6868:	vzeroupper
    686b:	ret
    686c:	nopl   0x0(%rax)

0000000000006870 <sweep_task21>:
    6870:	push   %rbp
    6871:	mov    %rsp,%rbp
    6874:	and    $0xfffffffffffffff0,%rsp
    6878:	sub    $0x10,%rsp
    687c:	mov    %r8d,%r9d
    687f:	imul   $0x11fc80,%rcx,%rax
    6886:	add    %rax,%rdi
    6889:	add    $0x27380,%rdi
    6890:	shl    $0x6,%rcx
    6894:	add    %rcx,%rdx
    6897:	add    %rsi,%rcx
    689a:	movl   $0x1000,(%rsp)
    68a1:	mov    %rdi,%rsi
    68a4:	mov    $0x10001,%r8d
    68aa:	call   2790 <core_dropout>
    68af:	mov    %rbp,%rsp
    68b2:	pop    %rbp
    68b3:	ret
    68b4:	data16 data16 cs nopw 0x0(%rax,%rax,1)

00000000000068c0 <sweep_task22>:
    68c0:	push   %rbp
    68c1:	mov    %rsp,%rbp
    68c4:	and    $0xfffffffffffffff0,%rsp
    68c8:	imul   $0x11fc80,%rsi,%rcx
    68cf:	lea    (%rdi,%rcx,1),%rax
    68d3:	add    $0x27380,%rax
    68d9:	lea    0x18880(%rdi,%rcx,1),%rdx
    68e1:	mov    %rax,%rdi
    68e4:	mov    $0x80,%esi
    68e9:	mov    $0x80,%ecx
    68ee:	mov    $0x80,%r8d
    68f4:	call   4410 <core_activation_gradient>
    68f9:	mov    %rbp,%rsp
    68fc:	pop    %rbp
    68fd:	ret
    68fe:	xchg   %ax,%ax

0000000000006900 <sweep_task23>:
    6900:	push   %rbp
    6901:	mov    %rsp,%rbp
    6904:	and    $0xfffffffffffffff8,%rsp
    6908:	imul   $0x6ad40,%rdx,%rax
    690f:	add    %rsi,%rax
    6912:	add    $0x6aa00,%rax
    6918:	imul   $0x11fc80,%rdx,%rcx
    691f:	add    %rdi,%rcx
    6922:	add    $0x273b8,%rcx
    6929:	xor    %edx,%edx
    692b:	nopl   0x0(%rax,%rax,1)
    6930:	vxorps %xmm0,%xmm0,%xmm0
    6934:	xor    %esi,%esi
    6936:	cs nopw 0x0(%rax,%rax,1)
    6940:	vaddps -0x38(%rcx,%rsi,1),%zmm0,%zmm0
    694b:	add    $0x200,%rsi
    6952:	cmp    $0x4000,%rsi
    6959:	jne    6940 <sweep_task23+0x40>
    695b:	vextractf32x4 $0x1,%zmm0,0x10(%rax,%rdx,4)
    6964:	vmovups %xmm0,(%rax,%rdx,4)
    6969:	vextractf64x4 $0x1,%zmm0,0x20(%rax,%rdx,4)
    6972:	lea    0x10(%rdx),%rsi
    6976:	add    $0x40,%rcx
    697a:	cmp    $0x70,%rdx
    697e:	mov    %rsi,%rdx
    6981:	jb     6930 <sweep_task23+0x30>
    6983:	mov    %rbp,%rsp
    6986:	pop    %rbp
    6987:	vzeroupper
    698a:	ret
    698b:	nopl   0x0(%rax,%rax,1)

0000000000006990 <sweep_task24>:
    6990:	push   %rbp
    6991:	mov    %rsp,%rbp
    6994:	push   %r15
    6996:	push   %r14
    6998:	push   %r13
    699a:	push   %r12
    699c:	push   %rbx
    699d:	and    $0xfffffffffffffff0,%rsp
    69a1:	sub    $0xe0,%rsp
    69a8:	mov    0x28(%rbp),%r11d
    69ac:	mov    0x10(%rbp),%r10
    69b0:	mov    0x20(%rbp),%rax
    69b4:	imul   $0x6ad40,%rax,%r12
    69bb:	add    %r12,%rsi
    69be:	add    %r12,%rcx
    69c1:	add    %r12,%r8
    69c4:	imul   $0x380,%rax,%r15
    69cb:	add    0x18(%rbp),%r15
    69cf:	imul   $0x11fc80,%rax,%r14
    69d6:	shl    $0x6,%rax
    69da:	vmovss (%r9,%rax,1),%xmm0
    69e0:	vaddss %xmm0,%xmm0,%xmm0
    69e4:	lea    (%rdi,%r14,1),%rbx
    69e8:	mov    %rbx,0x8(%rsp)
    69ed:	add    %r12,%rdx
    69f0:	vbroadcastss %xmm0,%zmm25
    69f6:	vbroadcastss (%r10,%rax,1),%zmm26
    69fd:	vbroadcastss 0x4(%r10,%rax,1),%zmm27
    6a05:	vbroadcastss (%r15,%r11,4),%zmm3
    6a0c:	vbroadcastss 0x8(%r10,%rax,1),%zmm4
    6a14:	lea    0x4(%rdi,%r14,1),%rax
    6a19:	add    %r14,%rdi
    6a1c:	add    $0x273f8,%rdi
    6a23:	mov    %rdi,(%rsp)
    6a27:	mov    $0x18801,%r15d
    6a2d:	xor    %edi,%edi
    6a2f:	xor    %r12d,%r12d
    6a32:	mov    %r8,0x20(%rsp)
    6a37:	mov    %rcx,0x18(%rsp)
    6a3c:	mov    %rsi,0x10(%rsp)
    6a41:	jmp    6a71 <sweep_task24+0xe1>
    6a43:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)
    6a50:	add    $0x8,%r12
    6a54:	mov    0x38(%rsp),%rdi
    6a59:	inc    %rdi
    6a5c:	add    $0x20,%rax
    6a60:	add    $0xfffffffffffffc00,%r15
    6a67:	cmp    $0x62,%rdi
    6a6b:	je     6fda <sweep_task24+0x64a>
    6a71:	mov    %rdi,0x38(%rsp)
    6a76:	mov    %r15,0x40(%rsp)
    6a7b:	mov    $0x310,%esi
    6a80:	sub    %r12d,%esi
    6a83:	cmp    $0x8,%esi
    6a86:	mov    $0x8,%ecx
    6a8b:	cmovae %ecx,%esi
    6a8e:	mov    0x8(%rsp),%rcx
    6a93:	mov    %r12,0x30(%rsp)
    6a98:	lea    (%rcx,%r12,4),%rbx
    6a9c:	mov    %rsi,0x28(%rsp)
    6aa1:	lea    -0x1(%rsi),%edi
    6aa4:	cmp    $0x2,%edi
    6aa7:	mov    $0x2,%r14d
    6aad:	mov    $0x3,%r9d
    6ab3:	cmovbe %edi,%r9d
    6ab7:	cmovb  %edi,%r14d
    6abb:	cmp    $0x4,%edi
    6abe:	mov    $0x4,%r10d
    6ac4:	mov    $0x5,%r11d
    6aca:	cmovbe %edi,%r11d
    6ace:	cmovb  %edi,%r10d
    6ad2:	cmp    $0x6,%edi
    6ad5:	mov    $0x6,%r15d
    6adb:	cmovb  %edi,%r15d
    6adf:	mov    $0x20,%ecx
    6ae4:	mov    (%rsp),%r8
    6ae8:	xor    %r12d,%r12d
    6aeb:	nopl   0x0(%rax,%rax,1)
    6af0:	mov    %rcx,0x48(%rsp)
    6af5:	vxorps %xmm5,%xmm5,%xmm5
    6af9:	mov    %r8,%r13
    6afc:	xor    %ecx,%ecx
    6afe:	vxorps %xmm6,%xmm6,%xmm6
    6b02:	vxorps %xmm7,%xmm7,%xmm7
    6b06:	vxorps %xmm8,%xmm8,%xmm8
    6b0b:	vxorps %xmm9,%xmm9,%xmm9
    6b10:	vxorps %xmm10,%xmm10,%xmm10
    6b15:	vxorps %xmm11,%xmm11,%xmm11
    6b1a:	vxorps %xmm12,%xmm12,%xmm12
    6b1f:	vxorps %xmm13,%xmm13,%xmm13
    6b24:	vxorps %xmm14,%xmm14,%xmm14
    6b29:	vxorps %xmm15,%xmm15,%xmm15
    6b2e:	vxorps %xmm16,%xmm16,%xmm16
    6b34:	vxorps %xmm17,%xmm17,%xmm17
    6b3a:	vxorps %xmm18,%xmm18,%xmm18
    6b40:	vxorps %xmm19,%xmm19,%xmm19
    6b46:	vxorps %xmm20,%xmm20,%xmm20
    6b4c:	nopl   0x0(%rax)
    6b50:	vmovups -0x78(%r13),%zmm21
    6b5a:	vmovups -0x38(%r13),%zmm22
    6b64:	vbroadcastss -0x4(%rax,%rcx,4),%zmm23
    6b6c:	vfmadd231ps %zmm21,%zmm23,%zmm20
    6b72:	vbroadcastss (%rax,%rcx,4),%zmm24
    6b79:	vfmadd231ps %zmm23,%zmm22,%zmm19
    6b7f:	vfmadd231ps %zmm21,%zmm24,%zmm18
    6b85:	vfmadd231ps %zmm24,%zmm22,%zmm17
    6b8b:	mov    %rcx,%rsi
    6b8e:	or     %r14,%rsi
    6b91:	vbroadcastss (%rbx,%rsi,4),%zmm23
    6b98:	vfmadd231ps %zmm21,%zmm23,%zmm16
    6b9e:	vfmadd231ps %zmm23,%zmm22,%zmm15
    6ba4:	mov    %rcx,%rsi
    6ba7:	or     %r9,%rsi
    6baa:	vbroadcastss (%rbx,%rsi,4),%zmm23
    6bb1:	vfmadd231ps %zmm21,%zmm23,%zmm14
    6bb7:	vfmadd231ps %zmm23,%zmm22,%zmm13
    6bbd:	mov    %rcx,%rsi
    6bc0:	or     %r10,%rsi
    6bc3:	vbroadcastss (%rbx,%rsi,4),%zmm23
    6bca:	vfmadd231ps %zmm21,%zmm23,%zmm12
    6bd0:	vfmadd231ps %zmm23,%zmm22,%zmm11
    6bd6:	mov    %rcx,%rsi
    6bd9:	or     %r11,%rsi
    6bdc:	vbroadcastss (%rbx,%rsi,4),%zmm23
    6be3:	vfmadd231ps %zmm21,%zmm23,%zmm10
    6be9:	vfmadd231ps %zmm23,%zmm22,%zmm9
    6bef:	mov    %rcx,%rsi
    6bf2:	or     %r15,%rsi
    6bf5:	vbroadcastss (%rbx,%rsi,4),%zmm23
    6bfc:	vfmadd231ps %zmm21,%zmm23,%zmm8
    6c02:	mov    %rcx,%rsi
    6c05:	or     %rdi,%rsi
    6c08:	vbroadcastss (%rbx,%rsi,4),%zmm24
    6c0f:	vfmadd231ps %zmm23,%zmm22,%zmm7
    6c15:	vfmadd231ps %zmm21,%zmm24,%zmm6
    6c1b:	vfmadd231ps %zmm22,%zmm24,%zmm5
    6c21:	add    $0x310,%rcx
    6c28:	add    $0x200,%r13
    6c2f:	cmp    $0x6200,%rcx
    6c36:	jne    6b50 <sweep_task24+0x1c0>
    6c3c:	vextractf32x4 $0x1,%zmm20,0x10(%rdx,%r12,4)
    6c45:	vmovups %xmm20,(%rdx,%r12,4)
    6c4c:	vextractf64x4 $0x1,%zmm20,0x20(%rdx,%r12,4)
    6c55:	vextractf32x4 $0x1,%zmm19,0x50(%rdx,%r12,4)
    6c5e:	vmovups %xmm19,0x40(%rdx,%r12,4)
    6c66:	vextractf64x4 $0x1,%zmm19,0x60(%rdx,%r12,4)
    6c6f:	vextractf32x4 $0x1,%zmm18,0x210(%rdx,%r12,4)
    6c78:	vmovups %xmm18,0x200(%rdx,%r12,4)
    6c80:	vextractf64x4 $0x1,%zmm18,0x220(%rdx,%r12,4)
    6c89:	vextractf32x4 $0x1,%zmm17,0x250(%rdx,%r12,4)
    6c92:	vmovups %xmm17,0x240(%rdx,%r12,4)
    6c9a:	vextractf64x4 $0x1,%zmm17,0x260(%rdx,%r12,4)
    6ca3:	vextractf32x4 $0x1,%zmm16,0x410(%rdx,%r12,4)
    6cac:	vmovups %xmm16,0x400(%rdx,%r12,4)
    6cb4:	vextractf64x4 $0x1,%zmm16,0x420(%rdx,%r12,4)
    6cbd:	vextractf32x4 $0x1,%zmm15,0x450(%rdx,%r12,4)
    6cc6:	vmovups %xmm15,0x440(%rdx,%r12,4)
    6cd0:	vextractf64x4 $0x1,%zmm15,0x460(%rdx,%r12,4)
    6cd9:	vextractf32x4 $0x1,%zmm14,0x610(%rdx,%r12,4)
    6ce2:	vmovups %xmm14,0x600(%rdx,%r12,4)
    6cec:	vextractf64x4 $0x1,%zmm14,0x620(%rdx,%r12,4)
    6cf5:	vextractf32x4 $0x1,%zmm13,0x650(%rdx,%r12,4)
    6cfe:	vmovups %xmm13,0x640(%rdx,%r12,4)
    6d08:	vextractf64x4 $0x1,%zmm13,0x660(%rdx,%r12,4)
    6d11:	vextractf32x4 $0x1,%zmm12,0x810(%rdx,%r12,4)
    6d1d:	vmovups %xmm12,0x800(%rdx,%r12,4)
    6d27:	vextractf64x4 $0x1,%zmm12,0x820(%rdx,%r12,4)
    6d30:	vextractf32x4 $0x1,%zmm11,0x850(%rdx,%r12,4)
    6d3c:	vmovups %xmm11,0x840(%rdx,%r12,4)
    6d46:	vextractf64x4 $0x1,%zmm11,0x860(%rdx,%r12,4)
    6d4f:	vextractf32x4 $0x1,%zmm10,0xa10(%rdx,%r12,4)
    6d5b:	vmovups %xmm10,0xa00(%rdx,%r12,4)
    6d65:	vextractf64x4 $0x1,%zmm10,0xa20(%rdx,%r12,4)
    6d6e:	vextractf32x4 $0x1,%zmm9,0xa50(%rdx,%r12,4)
    6d7a:	vmovups %xmm9,0xa40(%rdx,%r12,4)
    6d84:	vextractf64x4 $0x1,%zmm9,0xa60(%rdx,%r12,4)
    6d8d:	vextractf32x4 $0x1,%zmm8,0xc10(%rdx,%r12,4)
    6d99:	vmovups %xmm8,0xc00(%rdx,%r12,4)
    6da3:	vextractf64x4 $0x1,%zmm8,0xc20(%rdx,%r12,4)
    6dac:	vextractf32x4 $0x1,%zmm7,0xc50(%rdx,%r12,4)
    6db8:	vmovups %xmm7,0xc40(%rdx,%r12,4)
    6dc2:	vextractf64x4 $0x1,%zmm7,0xc60(%rdx,%r12,4)
    6dcb:	vextractf32x4 $0x1,%zmm6,0xe10(%rdx,%r12,4)
    6dd7:	vmovups %xmm6,0xe00(%rdx,%r12,4)
    6de1:	vextractf64x4 $0x1,%zmm6,0xe20(%rdx,%r12,4)
    6dea:	vextractf32x4 $0x1,%zmm5,0xe50(%rdx,%r12,4)
    6df6:	vmovups %xmm5,0xe40(%rdx,%r12,4)
    6e00:	vextractf64x4 $0x1,%zmm5,0xe60(%rdx,%r12,4)
    6e09:	add    $0x20,%r12
    6e0d:	mov    0x48(%rsp),%rsi
    6e12:	lea    0x20(%rsi),%rcx
    6e16:	sub    $0xffffffffffffff80,%r8
    6e1a:	cmp    $0x61,%rsi
    6e1e:	jb     6af0 <sweep_task24+0x160>
    6e24:	mov    0x28(%rsp),%r13
    6e29:	shl    $0x7,%r13d
    6e2d:	mov    0x30(%rsp),%r12
    6e32:	mov    %r12d,%r10d
    6e35:	shl    $0x7,%r10d
    6e39:	mov    0x40(%rsp),%r15
    6e3e:	mov    %r15,%r9
    6e41:	xor    %r11d,%r11d
    6e44:	mov    0x20(%rsp),%r8
    6e49:	mov    0x18(%rsp),%rcx
    6e4e:	mov    0x10(%rsp),%rsi
    6e53:	jmp    6f10 <sweep_task24+0x580>
    6e58:	nopl   0x0(%rax,%rax,1)
    6e60:	vmovaps %zmm7,%zmm6
    6e66:	vmovups (%rcx,%r14,4),%zmm0
    6e6d:	vmovups (%r8,%r14,4),%zmm1
    6e74:	vsubps %zmm0,%zmm6,%zmm2
    6e7a:	vfmadd213ps %zmm0,%zmm26,%zmm2
    6e80:	vfmsub213ps %zmm1,%zmm6,%zmm6
    6e86:	vmovups %xmm2,(%rcx,%r14,4)
    6e8c:	vfmadd213ps %zmm1,%zmm27,%zmm6
    6e92:	vextractf32x4 $0x1,%zmm2,0x10(%rcx,%r14,4)
    6e9b:	vextractf64x4 $0x1,%zmm2,%ymm0
    6ea2:	vmovups %xmm0,0x20(%rcx,%r14,4)
    6ea9:	vextractf128 $0x1,%ymm0,0x30(%rcx,%r14,4)
    6eb1:	vextractf32x4 $0x1,%zmm6,0x10(%r8,%r14,4)
    6eba:	vmovups %xmm6,(%r8,%r14,4)
    6ec0:	vextractf64x4 $0x1,%zmm6,0x20(%r8,%r14,4)
    6ec9:	vsqrtps %zmm6,%zmm0
    6ecf:	vaddps %zmm0,%zmm4,%zmm0
    6ed5:	vmulps %zmm2,%zmm3,%zmm1
    6edb:	vdivps %zmm0,%zmm1,%zmm0
    6ee1:	vsubps %zmm0,%zmm5,%zmm0
    6ee7:	vextractf32x4 $0x1,%zmm0,0x10(%rsi,%r14,4)
    6ef0:	vmovups %xmm0,(%rsi,%r14,4)
    6ef6:	vextractf64x4 $0x1,%zmm0,0x20(%rsi,%r14,4)
    6eff:	add    $0x10,%r11
    6f03:	add    $0xfffffffffffffff0,%r9
    6f07:	cmp    %r13,%r11
    6f0a:	jae    6a50 <sweep_task24+0xc0>
    6f10:	vmovups (%rdx,%r11,4),%zmm6
    6f17:	lea    (%r10,%r11,1),%r14d
    6f1b:	vmovups (%rsi,%r14,4),%zmm5
    6f22:	vmovaps %zmm5,%zmm7
    6f28:	vfmadd213ps %zmm6,%zmm25,%zmm7
    6f2e:	lea    (%r10,%r11,1),%edi
    6f32:	add    $0xfffe780f,%edi
    6f38:	cmp    $0xfffe77fe,%edi
    6f3e:	ja     6e60 <sweep_task24+0x4d0>
    6f44:	cmp    $0x187ff,%r14d
    6f4b:	ja     6e66 <sweep_task24+0x4d6>
    6f51:	vmovups (%rdx,%r11,4),%xmm6
    6f57:	vmovups 0x10(%rdx,%r11,4),%xmm0
    6f5e:	vmovups 0x20(%rdx,%r11,4),%xmm1
    6f65:	vmovups 0x30(%rdx,%r11,4),%xmm2
    6f6c:	vextractf32x4 $0x1,%zmm7,0xa0(%rsp)
    6f75:	vmovaps %xmm7,0x90(%rsp)
    6f7e:	vextractf64x4 $0x1,%zmm7,0xb0(%rsp)
    6f8a:	vmovaps %xmm6,0x50(%rsp)
    6f90:	vmovaps %xmm0,0x60(%rsp)
    6f96:	vmovaps %xmm1,0x70(%rsp)
    6f9c:	vmovaps %xmm2,0x80(%rsp)
    6fa5:	mov    %r9,%rbx
    6fa8:	mov    %r9,%rdi
    6fab:	nopl   0x0(%rax,%rax,1)
    6fb0:	vmovss 0x4c(%rsp,%rbx,4),%xmm0
    6fb6:	vmovss %xmm0,0x8c(%rsp,%rbx,4)
    6fbf:	inc    %rdi
    6fc2:	cmp    $0x10,%ebx
    6fc5:	mov    %rdi,%rbx
    6fc8:	jne    6fb0 <sweep_task24+0x620>
    6fca:	vmovups 0x90(%rsp),%zmm6
    6fd5:	jmp    6e66 <sweep_task24+0x4d6>
    6fda:	lea    -0x28(%rbp),%rsp
    6fde:	pop    %rbx
    6fdf:	pop    %r12
    6fe1:	pop    %r13
    6fe3:	pop    %r14
    6fe5:	pop    %r15
    6fe7:	pop    %rbp
    6fe8:	vzeroupper
    6feb:	ret
    6fec:	nopl   0x0(%rax)

0000000000006ff0 <sweep_task25>:
    6ff0:	push   %rbp
    6ff1:	mov    %rsp,%rbp
    6ff4:	and    $0xfffffffffffffff0,%rsp
    6ff8:	sub    $0x70,%rsp
    6ffc:	mov    0x20(%rbp),%r10d
    7000:	mov    0x18(%rbp),%rax
    7004:	movb   $0x1,0x38(%rsp)
    7009:	imul   $0x6ad40,%rax,%r11
    7010:	add    %r11,%rdi
    7013:	add    $0x6aa00,%rdi
    701a:	mov    %rdi,0x40(%rsp)
    701f:	lea    0x6aa00(%rdx,%r11,1),%rdx
    7027:	mov    %rdx,0x48(%rsp)
    702c:	add    %r11,%rcx
    702f:	add    $0x6aa00,%rcx
    7036:	mov    %rcx,0x50(%rsp)
    703b:	imul   $0x380,%rax,%rcx
    7042:	add    0x10(%rbp),%rcx
    7046:	vmovss (%rcx,%r10,4),%xmm0
    704c:	vmovss %xmm0,0x58(%rsp)
    7052:	shl    $0x6,%rax
    7056:	vmovss (%r8,%rax,1),%xmm0
    705c:	vaddss %xmm0,%xmm0,%xmm0
    7060:	vmovss %xmm0,0x5c(%rsp)
    7066:	movl   $0x0,0x60(%rsp)
    706e:	vmovsd (%r9,%rax,1),%xmm0
    7074:	vmovsd %xmm0,0x64(%rsp)
    707a:	vmovss 0x8(%r9,%rax,1),%xmm0
    7081:	vmovss %xmm0,0x6c(%rsp)
    7087:	lea    0x6aa00(%rsi,%r11,1),%rdi
    708f:	vmovups 0x38(%rsp),%ymm0
    7095:	vmovups 0x50(%rsp),%ymm1
    709b:	vmovups %ymm1,0x18(%rsp)
    70a1:	vmovups %ymm0,(%rsp)
    70a6:	vzeroupper
    70a9:	call   1830 <core_update>
    70ae:	mov    %rbp,%rsp
    70b1:	pop    %rbp
    70b2:	ret
    70b3:	data16 data16 data16 cs nopw 0x0(%rax,%rax,1)

00000000000070c0 <_pocl_kernel_sweep>:
    70c0:	push   %rbp
    70c1:	mov    %rsp,%rbp
    70c4:	push   %r15
    70c6:	push   %r14
    70c8:	push   %r13
    70ca:	push   %r12
    70cc:	push   %rbx
    70cd:	and    $0xfffffffffffffff0,%rsp
    70d1:	sub    $0x50,%rsp
    70d5:	mov    %r9,0x28(%rsp)
    70da:	mov    %r8,0x10(%rsp)
    70df:	mov    %rcx,0x38(%rsp)
    70e4:	mov    %rsi,0x40(%rsp)
    70e9:	mov    0x80(%rbp),%eax
    70ef:	test   %eax,%eax
    70f1:	je     73b5 <_pocl_kernel_sweep+0x2f5>
    70f7:	cmpq   $0x0,0x90(%rbp)
    70ff:	je     73b5 <_pocl_kernel_sweep+0x2f5>
    7105:	mov    %rdx,%r14
    7108:	mov    %rdi,%r13
    710b:	mov    0x78(%rbp),%ebx
    710e:	mov    0x70(%rbp),%ecx
    7111:	mov    %rcx,0x20(%rsp)
    7116:	mov    0x68(%rbp),%r15d
    711a:	mov    %rdx,(%rsp)
    711e:	xchg   %ax,%ax
    7120:	mov    %r15d,0xc(%rsp)
    7125:	mov    %rbx,0x30(%rsp)
    712a:	mov    %eax,0x1c(%rsp)
    712e:	sub    $0x8,%rsp
    7132:	mov    %r13,%rdi
    7135:	mov    0x18(%rbp),%rsi
    7139:	mov    0x40(%rbp),%rdx
    713d:	mov    0x50(%rbp),%rcx
    7141:	mov    0x58(%rbp),%r8
    7145:	mov    0x98(%rbp),%r12
    714c:	mov    %r12,%r9
    714f:	push   %rbx
    7150:	call   2210 <sweep_task0>
    7155:	add    $0x10,%rsp
    7159:	mov    %r13,%rdi
    715c:	mov    0x18(%rbp),%rsi
    7160:	mov    0x48(%rbp),%rdx
    7164:	mov    0x58(%rbp),%rcx
    7168:	mov    %r12,%rbx
    716b:	mov    %r12,%r8
    716e:	mov    0x30(%rsp),%r9
    7173:	call   22e0 <sweep_task1>
    7178:	mov    %r13,%rdi
    717b:	mov    %r14,%rsi
    717e:	mov    %r12,%rdx
    7181:	call   23b0 <sweep_task2>
    7186:	mov    %r13,%rdi
    7189:	mov    %r14,%rsi
    718c:	mov    %r12,%rdx
    718f:	call   2740 <sweep_task3>
    7194:	mov    %r13,%rdi
    7197:	mov    0x10(%rbp),%rsi
    719b:	mov    0x20(%rbp),%r12
    719f:	mov    %r12,%rdx
    71a2:	mov    %rbx,%rcx
    71a5:	mov    %r15d,%r8d
    71a8:	call   3a10 <sweep_task4>
    71ad:	mov    %r13,%rdi
    71b0:	mov    %r14,%rsi
    71b3:	mov    %rbx,%rdx
    71b6:	call   3a70 <sweep_task5>
    71bb:	mov    %r13,%rdi
    71be:	mov    %r14,%rsi
    71c1:	mov    %rbx,%rdx
    71c4:	call   3e00 <sweep_task6>
    71c9:	mov    %r13,%rdi
    71cc:	mov    0x10(%rbp),%rsi
    71d0:	mov    %r12,%rdx
    71d3:	mov    %rbx,%rcx
    71d6:	mov    %r15d,%r8d
    71d9:	call   3e50 <sweep_task7>
    71de:	mov    %r13,%rdi
    71e1:	mov    %r14,%rsi
    71e4:	mov    %rbx,%rdx
    71e7:	call   3eb0 <sweep_task8>
    71ec:	mov    %r13,%rdi
    71ef:	mov    %r14,%rsi
    71f2:	mov    %rbx,%rdx
    71f5:	call   43c0 <sweep_task9>
    71fa:	mov    %r13,%rdi
    71fd:	mov    0x40(%rsp),%r15
    7202:	mov    %r15,%rsi
    7205:	mov    %rbx,%rdx
    7208:	call   4690 <sweep_task10>
    720d:	mov    %r15,%rdi
    7210:	mov    0x60(%rbp),%r14
    7214:	mov    %r14,%rsi
    7217:	mov    %rbx,%rdx
    721a:	call   46e0 <sweep_task11>
    721f:	mov    (%rsp),%rdi
    7223:	mov    0x28(%rbp),%r15
    7227:	mov    %r15,%rsi
    722a:	mov    %r14,%rdx
    722d:	mov    %rbx,%rcx
    7230:	mov    %rbx,%r14
    7233:	call   4870 <sweep_task12>
    7238:	mov    %r13,%rdi
    723b:	mov    0x38(%rsp),%rbx
    7240:	mov    %rbx,%rsi
    7243:	mov    %r14,%rdx
    7246:	call   48a0 <sweep_task13>
    724b:	mov    %r13,%rdi
    724e:	mov    (%rsp),%rsi
    7252:	mov    %r14,%rdx
    7255:	call   4980 <sweep_task14>
    725a:	mov    %r13,%rdi
    725d:	mov    (%rsp),%rsi
    7261:	mov    %rbx,%rdx
    7264:	mov    0x10(%rsp),%rcx
    7269:	mov    0x28(%rsp),%r8
    726e:	mov    %r15,%r9
    7271:	mov    %r15,%r12
    7274:	mov    0x20(%rsp),%r15
    7279:	push   %r15
    727b:	push   %r14
    727d:	mov    0x38(%rbp),%rax
    7281:	push   %rax
    7282:	mov    0x30(%rbp),%rax
    7286:	push   %rax
    7287:	call   4f80 <sweep_task15>
    728c:	add    $0x20,%rsp
    7290:	mov    %r13,%rdi
    7293:	mov    0x10(%rbp),%rsi
    7297:	mov    0x20(%rbp),%rdx
    729b:	mov    %r14,%rcx
    729e:	mov    0xc(%rsp),%r8d
    72a3:	call   5ad0 <sweep_task16>
    72a8:	mov    %r13,%rdi
    72ab:	mov    %r14,%rsi
    72ae:	call   5b20 <sweep_task17>
    72b3:	mov    %r13,%rdi
    72b6:	mov    %rbx,%rsi
    72b9:	mov    %r14,%rdx
    72bc:	call   5b60 <sweep_task18>
    72c1:	mov    %r13,%rdi
    72c4:	mov    (%rsp),%rsi
    72c8:	mov    %r14,%rdx
    72cb:	call   5bf0 <sweep_task19>
    72d0:	mov    %r13,%rdi
    72d3:	mov    (%rsp),%rsi
    72d7:	mov    %rbx,%rdx
    72da:	mov    0x10(%rsp),%rcx
    72df:	mov    0x28(%rsp),%r14
    72e4:	mov    %r14,%r8
    72e7:	mov    %r12,%r9
    72ea:	push   %r15
    72ec:	mov    0x98(%rbp),%r12
    72f3:	push   %r12
    72f5:	mov    0x38(%rbp),%rax
    72f9:	push   %rax
    72fa:	push   0x30(%rbp)
    72fd:	call   6210 <sweep_task20>
    7302:	add    $0x20,%rsp
    7306:	mov    %r13,%rdi
    7309:	mov    0x10(%rbp),%rsi
    730d:	mov    0x20(%rbp),%rdx
    7311:	mov    %r12,%rcx
    7314:	mov    0xc(%rsp),%r8d
    7319:	call   6870 <sweep_task21>
    731e:	mov    %r13,%rdi
    7321:	mov    %r12,%rsi
    7324:	call   68c0 <sweep_task22>
    7329:	mov    %r13,%rdi
    732c:	mov    %rbx,%rsi
    732f:	mov    %r12,%rdx
    7332:	call   6900 <sweep_task23>
    7337:	mov    %r13,%rdi
    733a:	mov    (%rsp),%rsi
    733e:	mov    %rbx,%rdx
    7341:	mov    0x10(%rsp),%rcx
    7346:	mov    %r14,%r8
    7349:	mov    0x28(%rbp),%r9
    734d:	push   %r15
    734f:	push   %r12
    7351:	mov    0x38(%rbp),%rax
    7355:	push   %rax
    7356:	mov    0x30(%rbp),%rax
    735a:	push   %rax
    735b:	call   6990 <sweep_task24>
    7360:	add    $0x18,%rsp
    7364:	mov    0x8(%rsp),%rdi
    7369:	mov    %rbx,%rsi
    736c:	mov    0x18(%rsp),%rdx
    7371:	mov    %r14,%rcx
    7374:	mov    0x8(%rsp),%r14
    7379:	mov    0x28(%rbp),%r8
    737d:	mov    0x30(%rbp),%r9
    7381:	push   %r15
    7383:	push   %r12
    7385:	push   0x38(%rbp)
    7388:	call   6ff0 <sweep_task25>
    738d:	mov    0x50(%rsp),%rbx
    7392:	mov    0x3c(%rsp),%eax
    7396:	add    $0x20,%rsp
    739a:	add    $0x20,%ebx
    739d:	inc    %r15d
    73a0:	mov    %r15,0x20(%rsp)
    73a5:	mov    0xc(%rsp),%r15d
    73aa:	inc    %r15d
    73ad:	dec    %eax
    73af:	jne    7120 <_pocl_kernel_sweep+0x60>
    73b5:	lea    -0x28(%rbp),%rsp
    73b9:	pop    %rbx
    73ba:	pop    %r12
    73bc:	pop    %r13
    73be:	pop    %r14
    73c0:	pop    %r15
    73c2:	pop    %rbp
    73c3:	ret
    73c4:	data16 data16 cs nopw 0x0(%rax,%rax,1)

00000000000073d0 <_pocl_kernel_sweep_workgroup>:
    73d0:	push   %rbp
    73d1:	push   %r15
    73d3:	push   %r14
    73d5:	push   %r13
    73d7:	push   %r12
    73d9:	push   %rbx
    73da:	sub    $0xa8,%rsp
    73e1:	test   %rdx,%rdx
    73e4:	je     77aa <_pocl_kernel_sweep_workgroup+0x3da>
    73ea:	mov    0xa0(%rdi),%rax
    73f1:	mov    (%rax),%edx
    73f3:	test   %edx,%edx
    73f5:	je     77aa <_pocl_kernel_sweep_workgroup+0x3da>
    73fb:	mov    %rcx,%rbx
    73fe:	mov    (%rdi),%rax
    7401:	mov    0x8(%rdi),%rcx
    7405:	mov    (%rax),%r14
    7408:	mov    (%rcx),%rax
    740b:	mov    %rax,0xa0(%rsp)
    7413:	mov    0x10(%rdi),%rax
    7417:	mov    (%rax),%rax
    741a:	mov    %rax,0x68(%rsp)
    741f:	mov    0x18(%rdi),%rax
    7423:	mov    (%rax),%rax
    7426:	mov    %rax,0x58(%rsp)
    742b:	mov    0x20(%rdi),%rax
    742f:	mov    (%rax),%rax
    7432:	mov    %rax,0x48(%rsp)
    7437:	mov    0x28(%rdi),%rax
    743b:	mov    (%rax),%rax
    743e:	mov    %rax,0x40(%rsp)
    7443:	mov    0x30(%rdi),%rax
    7447:	mov    (%rax),%rax
    744a:	mov    %rax,0x38(%rsp)
    744f:	mov    0x38(%rdi),%rax
    7453:	mov    (%rax),%rax
    7456:	mov    %rax,0x98(%rsp)
    745e:	mov    0x40(%rdi),%rax
    7462:	mov    (%rax),%rax
    7465:	mov    %rax,0x30(%rsp)
    746a:	mov    0x48(%rdi),%rax
    746e:	mov    (%rax),%rax
    7471:	mov    %rax,0x28(%rsp)
    7476:	mov    0x50(%rdi),%rax
    747a:	mov    (%rax),%rax
    747d:	mov    %rax,0x20(%rsp)
    7482:	mov    0x58(%rdi),%rax
    7486:	mov    (%rax),%rax
    7489:	mov    %rax,0x18(%rsp)
    748e:	mov    0x60(%rdi),%rax
    7492:	mov    (%rax),%rax
    7495:	mov    %rax,0x90(%rsp)
    749d:	mov    0x68(%rdi),%rax
    74a1:	mov    (%rax),%rax
    74a4:	mov    %rax,0x88(%rsp)
    74ac:	mov    0x70(%rdi),%rax
    74b0:	mov    (%rax),%rax
    74b3:	mov    %rax,0x80(%rsp)
    74bb:	mov    0x78(%rdi),%rax
    74bf:	mov    (%rax),%rax
    74c2:	mov    %rax,0x78(%rsp)
    74c7:	mov    0x80(%rdi),%rax
    74ce:	mov    (%rax),%rax
    74d1:	mov    %rax,0x70(%rsp)
    74d6:	mov    0x88(%rdi),%rax
    74dd:	mov    (%rax),%r13d
    74e0:	mov    0x90(%rdi),%rax
    74e7:	mov    (%rax),%eax
    74e9:	mov    %rax,0x10(%rsp)
    74ee:	mov    0x98(%rdi),%rax
    74f5:	mov    (%rax),%eax
    74f7:	mov    0x68(%rsp),%r12
    74fc:	nopl   0x0(%rax)
    7500:	mov    %rax,0x60(%rsp)
    7505:	mov    %r13d,0xc(%rsp)
    750a:	mov    %edx,0x54(%rsp)
    750e:	sub    $0x8,%rsp
    7512:	mov    %r14,%rdi
    7515:	mov    0xa0(%rsp),%r15
    751d:	mov    %r15,%rsi
    7520:	mov    0x98(%rsp),%rdx
    7528:	mov    0x88(%rsp),%rcx
    7530:	mov    0x80(%rsp),%rbp
    7538:	mov    %rbp,%r8
    753b:	mov    %rbx,%r9
    753e:	push   %rax
    753f:	call   2210 <sweep_task0>
    7544:	add    $0x10,%rsp
    7548:	mov    %r14,%rdi
    754b:	mov    %r15,%rsi
    754e:	mov    0x88(%rsp),%rdx
    7556:	mov    %rbp,%rcx
    7559:	mov    %rbx,%r8
    755c:	mov    0x60(%rsp),%r9
    7561:	call   22e0 <sweep_task1>
    7566:	mov    %r14,%rdi
    7569:	mov    %r12,%rsi
    756c:	mov    %rbx,%rdx
    756f:	call   23b0 <sweep_task2>
    7574:	mov    %r14,%rdi
    7577:	mov    %r12,%rsi
    757a:	mov    %rbx,%rdx
    757d:	call   2740 <sweep_task3>
    7582:	mov    %r14,%rdi
    7585:	mov    0x38(%rsp),%r15
    758a:	mov    %r15,%rsi
    758d:	mov    0x30(%rsp),%rbp
    7592:	mov    %rbp,%rdx
    7595:	mov    %rbx,%rcx
    7598:	mov    %r13d,%r8d
    759b:	call   3a10 <sweep_task4>
    75a0:	mov    %r14,%rdi
    75a3:	mov    %r12,%rsi
    75a6:	mov    %rbx,%rdx
    75a9:	call   3a70 <sweep_task5>
    75ae:	mov    %r14,%rdi
    75b1:	mov    %r12,%rsi
    75b4:	mov    %rbx,%rdx
    75b7:	call   3e00 <sweep_task6>
    75bc:	mov    %r14,%rdi
    75bf:	mov    %r15,%rsi
    75c2:	mov    %rbp,%rdx
    75c5:	mov    %rbx,%rcx
    75c8:	mov    %r13d,%r8d
    75cb:	call   3e50 <sweep_task7>
    75d0:	mov    %r14,%rdi
    75d3:	mov    %r12,%rsi
    75d6:	mov    %rbx,%rdx
    75d9:	call   3eb0 <sweep_task8>
    75de:	mov    %r14,%rdi
    75e1:	mov    %r12,%rsi
    75e4:	mov    %rbx,%rdx
    75e7:	call   43c0 <sweep_task9>
    75ec:	mov    %r14,%rdi
    75ef:	mov    0xa0(%rsp),%rbp
    75f7:	mov    %rbp,%rsi
    75fa:	mov    %rbx,%rdx
    75fd:	call   4690 <sweep_task10>
    7602:	mov    %rbp,%rdi
    7605:	mov    0x70(%rsp),%rbp
    760a:	mov    %rbp,%rsi
    760d:	mov    %rbx,%rdx
    7610:	call   46e0 <sweep_task11>
    7615:	mov    %r12,%rdi
    7618:	mov    0x28(%rsp),%r15
    761d:	mov    %r15,%rsi
    7620:	mov    %rbp,%rdx
    7623:	mov    %rbx,%rcx
    7626:	call   4870 <sweep_task12>
    762b:	mov    %r14,%rdi
    762e:	mov    0x58(%rsp),%rbp
    7633:	mov    %rbp,%rsi
    7636:	mov    %rbx,%rdx
    7639:	call   48a0 <sweep_task13>
    763e:	mov    %r14,%rdi
    7641:	mov    %r12,%rsi
    7644:	mov    %rbx,%rdx
    7647:	call   4980 <sweep_task14>
    764c:	mov    %r14,%rdi
    764f:	mov    %r12,%rsi
    7652:	mov    %rbp,%rdx
    7655:	mov    0x48(%rsp),%rcx
    765a:	mov    0x40(%rsp),%r8
    765f:	mov    %r15,%r9
    7662:	mov    0x10(%rsp),%r13
    7667:	push   %r13
    7669:	mov    %r13,0x18(%rsp)
    766e:	push   %rbx
    766f:	push   0x28(%rsp)
    7673:	push   0x38(%rsp)
    7677:	call   4f80 <sweep_task15>
    767c:	add    $0x20,%rsp
    7680:	mov    %r14,%rdi
    7683:	mov    0x38(%rsp),%rsi
    7688:	mov    0x30(%rsp),%rdx
    768d:	mov    %rbx,%rcx
    7690:	mov    0xc(%rsp),%r8d
    7695:	call   5ad0 <sweep_task16>
    769a:	mov    %r14,%rdi
    769d:	mov    %rbx,%rsi
    76a0:	call   5b20 <sweep_task17>
    76a5:	mov    %r14,%rdi
    76a8:	mov    %rbp,%rsi
    76ab:	mov    %rbx,%rdx
    76ae:	call   5b60 <sweep_task18>
    76b3:	mov    %r14,%rdi
    76b6:	mov    %r12,%rsi
    76b9:	mov    %rbx,%rdx
    76bc:	call   5bf0 <sweep_task19>
    76c1:	mov    %r14,%rdi
    76c4:	mov    %r12,%rsi
    76c7:	mov    %rbp,%rdx
    76ca:	mov    0x48(%rsp),%rcx
    76cf:	mov    0x40(%rsp),%r15
    76d4:	mov    %r15,%r8
    76d7:	mov    0x28(%rsp),%r9
    76dc:	push   %r13
    76de:	push   %rbx
    76df:	push   0x28(%rsp)
    76e3:	push   0x38(%rsp)
    76e7:	call   6210 <sweep_task20>
    76ec:	add    $0x20,%rsp
    76f0:	mov    %r14,%rdi
    76f3:	mov    0x38(%rsp),%rsi
    76f8:	mov    0x30(%rsp),%rdx
    76fd:	mov    %rbx,%rcx
    7700:	mov    0xc(%rsp),%r8d
    7705:	call   6870 <sweep_task21>
    770a:	mov    %r14,%rdi
    770d:	mov    %rbx,%rsi
    7710:	call   68c0 <sweep_task22>
    7715:	mov    %r14,%rdi
    7718:	mov    %rbp,%rsi
    771b:	mov    %rbx,%rdx
    771e:	call   6900 <sweep_task23>
    7723:	mov    %r14,%rdi
    7726:	mov    %r12,%rsi
    7729:	mov    %rbp,%rdx
    772c:	mov    0x48(%rsp),%r13
    7731:	mov    %r13,%rcx
    7734:	mov    %r15,%r8
    7737:	mov    0x28(%rsp),%r15
    773c:	mov    %r15,%r9
    773f:	push   0x10(%rsp)
    7743:	push   %rbx
    7744:	push   0x28(%rsp)
    7748:	mov    0x38(%rsp),%rbp
    774d:	push   %rbp
    774e:	call   6990 <sweep_task24>
    7753:	add    $0x18,%rsp
    7757:	mov    %r12,%rdi
    775a:	mov    0x60(%rsp),%rsi
    775f:	mov    %r13,%rdx
    7762:	mov    0x48(%rsp),%rcx
    7767:	mov    %r15,%r8
    776a:	mov    %rbp,%r9
    776d:	mov    0x14(%rsp),%r13d
    7772:	mov    0x18(%rsp),%rbp
    7777:	push   %rbp
    7778:	push   %rbx
    7779:	push   0x30(%rsp)
    777d:	call   6ff0 <sweep_task25>
    7782:	mov    0x80(%rsp),%rax
    778a:	mov    0x74(%rsp),%edx
    778e:	add    $0x20,%rsp
    7792:	add    $0x20,%eax
    7795:	mov    %rbp,%rcx
    7798:	inc    %ecx
    779a:	mov    %rcx,0x10(%rsp)
    779f:	inc    %r13d
    77a2:	dec    %edx
    77a4:	jne    7500 <_pocl_kernel_sweep_workgroup+0x130>
    77aa:	add    $0xa8,%rsp
    77b1:	pop    %rbx
    77b2:	pop    %r12
    77b4:	pop    %r13
    77b6:	pop    %r14
    77b8:	pop    %r15
    77ba:	pop    %rbp
    77bb:	ret
    77bc:	nopl   0x0(%rax)

00000000000077c0 <_pocl_kernel_sweep_workgroup_fast>:
    77c0:	push   %rbp
    77c1:	push   %r15
    77c3:	push   %r14
    77c5:	push   %r13
    77c7:	push   %r12
    77c9:	push   %rbx
    77ca:	sub    $0xa8,%rsp
    77d1:	test   %rdx,%rdx
    77d4:	je     7b55 <_pocl_kernel_sweep_workgroup_fast+0x395>
    77da:	mov    %rcx,%rbx
    77dd:	mov    0xa0(%rdi),%rax
    77e4:	mov    (%rax),%ecx
    77e6:	test   %ecx,%ecx
    77e8:	je     7b55 <_pocl_kernel_sweep_workgroup_fast+0x395>
    77ee:	mov    (%rdi),%r14
    77f1:	mov    0x8(%rdi),%rax
    77f5:	mov    %rax,0xa0(%rsp)
    77fd:	mov    0x10(%rdi),%rax
    7801:	mov    %rax,0x70(%rsp)
    7806:	mov    0x18(%rdi),%rax
    780a:	mov    %rax,0x58(%rsp)
    780f:	mov    0x20(%rdi),%rax
    7813:	mov    %rax,0x48(%rsp)
    7818:	mov    0x28(%rdi),%rax
    781c:	mov    %rax,0x40(%rsp)
    7821:	mov    0x30(%rdi),%rax
    7825:	mov    %rax,0x38(%rsp)
    782a:	mov    0x38(%rdi),%rax
    782e:	mov    %rax,0x98(%rsp)
    7836:	mov    0x40(%rdi),%rax
    783a:	mov    %rax,0x30(%rsp)
    783f:	mov    0x48(%rdi),%rax
    7843:	mov    %rax,0x28(%rsp)
    7848:	mov    0x50(%rdi),%rax
    784c:	mov    %rax,0x20(%rsp)
    7851:	mov    0x58(%rdi),%rax
    7855:	mov    %rax,0x18(%rsp)
    785a:	mov    0x88(%rdi),%rax
    7861:	mov    (%rax),%r13d
    7864:	mov    0x90(%rdi),%rax
    786b:	mov    (%rax),%ebp
    786d:	mov    0x60(%rdi),%rax
    7871:	mov    %rax,0x90(%rsp)
    7879:	mov    0x68(%rdi),%rax
    787d:	mov    %rax,0x88(%rsp)
    7885:	mov    0x70(%rdi),%rax
    7889:	mov    %rax,0x80(%rsp)
    7891:	mov    0x78(%rdi),%rax
    7895:	mov    %rax,0x78(%rsp)
    789a:	mov    0x80(%rdi),%rax
    78a1:	mov    %rax,0x68(%rsp)
    78a6:	mov    0x98(%rdi),%rax
    78ad:	mov    (%rax),%eax
    78af:	nop
    78b0:	mov    %rbp,0x10(%rsp)
    78b5:	mov    %rax,0x60(%rsp)
    78ba:	mov    %r13d,0xc(%rsp)
    78bf:	mov    %ecx,0x54(%rsp)
    78c3:	sub    $0x8,%rsp
    78c7:	mov    %r14,%rdi
    78ca:	mov    0xa0(%rsp),%r15
    78d2:	mov    %r15,%rsi
    78d5:	mov    0x98(%rsp),%rdx
    78dd:	mov    0x88(%rsp),%rcx
    78e5:	mov    0x80(%rsp),%r12
    78ed:	mov    %r12,%r8
    78f0:	mov    %rbx,%r9
    78f3:	push   %rax
    78f4:	call   2210 <sweep_task0>
    78f9:	add    $0x10,%rsp
    78fd:	mov    %r14,%rdi
    7900:	mov    %r15,%rsi
    7903:	mov    0x88(%rsp),%rdx
    790b:	mov    %r12,%rcx
    790e:	mov    %rbx,%r8
    7911:	mov    0x60(%rsp),%r9
    7916:	call   22e0 <sweep_task1>
    791b:	mov    %r14,%rdi
    791e:	mov    0x70(%rsp),%r12
    7923:	mov    %r12,%rsi
    7926:	mov    %rbx,%rdx
    7929:	call   23b0 <sweep_task2>
    792e:	mov    %r14,%rdi
    7931:	mov    %r12,%rsi
    7934:	mov    %rbx,%rdx
    7937:	call   2740 <sweep_task3>
    793c:	mov    %r14,%rdi
    793f:	mov    0x38(%rsp),%r15
    7944:	mov    %r15,%rsi
    7947:	mov    0x30(%rsp),%rbp
    794c:	mov    %rbp,%rdx
    794f:	mov    %rbx,%rcx
    7952:	mov    %r13d,%r8d
    7955:	call   3a10 <sweep_task4>
    795a:	mov    %r14,%rdi
    795d:	mov    %r12,%rsi
    7960:	mov    %rbx,%rdx
    7963:	call   3a70 <sweep_task5>
    7968:	mov    %r14,%rdi
    796b:	mov    %r12,%rsi
    796e:	mov    %rbx,%rdx
    7971:	call   3e00 <sweep_task6>
    7976:	mov    %r14,%rdi
    7979:	mov    %r15,%rsi
    797c:	mov    %rbp,%rdx
    797f:	mov    %rbx,%rcx
    7982:	mov    %r13d,%r8d
    7985:	call   3e50 <sweep_task7>
    798a:	mov    %r14,%rdi
    798d:	mov    %r12,%rsi
    7990:	mov    %rbx,%rdx
    7993:	call   3eb0 <sweep_task8>
    7998:	mov    %r14,%rdi
    799b:	mov    %r12,%rsi
    799e:	mov    %rbx,%rdx
    79a1:	call   43c0 <sweep_task9>
    79a6:	mov    %r14,%rdi
    79a9:	mov    0xa0(%rsp),%rbp
    79b1:	mov    %rbp,%rsi
    79b4:	mov    %rbx,%rdx
    79b7:	call   4690 <sweep_task10>
    79bc:	mov    %rbp,%rdi
    79bf:	mov    0x68(%rsp),%rbp
    79c4:	mov    %rbp,%rsi
    79c7:	mov    %rbx,%rdx
    79ca:	call   46e0 <sweep_task11>
    79cf:	mov    %r12,%rdi
    79d2:	mov    0x28(%rsp),%r15
    79d7:	mov    %r15,%rsi
    79da:	mov    %rbp,%rdx
    79dd:	mov    %rbx,%rcx
    79e0:	call   4870 <sweep_task12>
    79e5:	mov    %r14,%rdi
    79e8:	mov    0x58(%rsp),%r13
    79ed:	mov    %r13,%rsi
    79f0:	mov    %rbx,%rdx
    79f3:	call   48a0 <sweep_task13>
    79f8:	mov    %r14,%rdi
    79fb:	mov    %r12,%rsi
    79fe:	mov    %rbx,%rdx
    7a01:	call   4980 <sweep_task14>
    7a06:	mov    %r14,%rdi
    7a09:	mov    %r12,%rsi
    7a0c:	mov    %r13,%rdx
    7a0f:	mov    0x48(%rsp),%rcx
    7a14:	mov    0x40(%rsp),%r8
    7a19:	mov    %r15,%r9
    7a1c:	push   0x10(%rsp)
    7a20:	push   %rbx
    7a21:	push   0x28(%rsp)
    7a25:	push   0x38(%rsp)
    7a29:	call   4f80 <sweep_task15>
    7a2e:	add    $0x20,%rsp
    7a32:	mov    %r14,%rdi
    7a35:	mov    0x38(%rsp),%rsi
    7a3a:	mov    0x30(%rsp),%rdx
    7a3f:	mov    %rbx,%rcx
    7a42:	mov    0xc(%rsp),%r8d
    7a47:	call   5ad0 <sweep_task16>
    7a4c:	mov    %r14,%rdi
    7a4f:	mov    %rbx,%rsi
    7a52:	call   5b20 <sweep_task17>
    7a57:	mov    %r14,%rdi
    7a5a:	mov    %r13,%rsi
    7a5d:	mov    %rbx,%rdx
    7a60:	call   5b60 <sweep_task18>
    7a65:	mov    %r14,%rdi
    7a68:	mov    %r12,%rsi
    7a6b:	mov    %rbx,%rdx
    7a6e:	call   5bf0 <sweep_task19>
    7a73:	mov    %r14,%rdi
    7a76:	mov    %r12,%rsi
    7a79:	mov    %r13,%rdx
    7a7c:	mov    0x48(%rsp),%r15
    7a81:	mov    %r15,%rcx
    7a84:	mov    0x40(%rsp),%r8
    7a89:	mov    0x28(%rsp),%r9
    7a8e:	push   0x10(%rsp)
    7a92:	push   %rbx
    7a93:	mov    0x28(%rsp),%rbp
    7a98:	push   %rbp
    7a99:	push   0x38(%rsp)
    7a9d:	call   6210 <sweep_task20>
    7aa2:	add    $0x20,%rsp
    7aa6:	mov    %r14,%rdi
    7aa9:	mov    0x38(%rsp),%rsi
    7aae:	mov    0x30(%rsp),%rdx
    7ab3:	mov    %rbx,%rcx
    7ab6:	mov    0xc(%rsp),%r8d
    7abb:	call   6870 <sweep_task21>
    7ac0:	mov    %r14,%rdi
    7ac3:	mov    %rbx,%rsi
    7ac6:	call   68c0 <sweep_task22>
    7acb:	mov    %r14,%rdi
    7ace:	mov    %r13,%rsi
    7ad1:	mov    %rbx,%rdx
    7ad4:	call   6900 <sweep_task23>
    7ad9:	mov    %r14,%rdi
    7adc:	mov    %r12,%rsi
    7adf:	mov    %r13,%rdx
    7ae2:	mov    %r15,%rcx
    7ae5:	mov    0x40(%rsp),%r13
    7aea:	mov    %r13,%r8
    7aed:	mov    0x28(%rsp),%r15
    7af2:	mov    %r15,%r9
    7af5:	push   0x10(%rsp)
    7af9:	push   %rbx
    7afa:	push   %rbp
    7afb:	mov    0x38(%rsp),%rbp
    7b00:	push   %rbp
    7b01:	call   6990 <sweep_task24>
    7b06:	add    $0x18,%rsp
    7b0a:	mov    %r12,%rdi
    7b0d:	mov    0x60(%rsp),%rsi
    7b12:	mov    0x50(%rsp),%rdx
    7b17:	mov    %r13,%rcx
    7b1a:	mov    %r15,%r8
    7b1d:	mov    0x14(%rsp),%r13d
    7b22:	mov    %rbp,%r9
    7b25:	mov    0x18(%rsp),%rbp
    7b2a:	push   %rbp
    7b2b:	push   %rbx
    7b2c:	push   0x30(%rsp)
    7b30:	call   6ff0 <sweep_task25>
    7b35:	mov    0x80(%rsp),%rax
    7b3d:	mov    0x74(%rsp),%ecx
    7b41:	add    $0x20,%rsp
    7b45:	add    $0x20,%eax
    7b48:	inc    %ebp
    7b4a:	inc    %r13d
    7b4d:	dec    %ecx
    7b4f:	jne    78b0 <_pocl_kernel_sweep_workgroup_fast+0xf0>
    7b55:	add    $0xa8,%rsp
    7b5c:	pop    %rbx
    7b5d:	pop    %r12
    7b5f:	pop    %r13
    7b61:	pop    %r14
    7b63:	pop    %r15
    7b65:	pop    %rbp
    7b66:	ret
