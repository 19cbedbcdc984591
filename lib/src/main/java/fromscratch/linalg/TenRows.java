package fromscratch.linalg;

import jdk.incubator.vector.FloatVector;

/**
 * A tile of ten rows and two vectors: 20 accumulators, for processors with 32 vector registers. Each vector of B is
 * loaded once for ten multiply-adds, so that memory keeps up with two multiply-adds a cycle, even where a load spans
 * two cache lines.
 */
final class TenRows extends Tile {
    @Override
    void rows() {
        float[] a = this.a;
        int aAt = this.aAt;
        int[] list = this.list;
        int listAt = this.listAt;
        float[] b = this.b;
        int bAt = this.bAt;
        int bStep = this.bStep;
        float[] z = this.start;
        int zAt = startAt;
        int zStep = startStep;
        FloatVector c0 = FloatVector.fromArray(LANES, z, zAt);
        FloatVector d0 = FloatVector.fromArray(LANES, z, zAt + V);
        FloatVector c1 = FloatVector.fromArray(LANES, z, zAt + zStep);
        FloatVector d1 = FloatVector.fromArray(LANES, z, zAt + zStep + V);
        FloatVector c2 = FloatVector.fromArray(LANES, z, zAt + 2 * zStep);
        FloatVector d2 = FloatVector.fromArray(LANES, z, zAt + 2 * zStep + V);
        FloatVector c3 = FloatVector.fromArray(LANES, z, zAt + 3 * zStep);
        FloatVector d3 = FloatVector.fromArray(LANES, z, zAt + 3 * zStep + V);
        FloatVector c4 = FloatVector.fromArray(LANES, z, zAt + 4 * zStep);
        FloatVector d4 = FloatVector.fromArray(LANES, z, zAt + 4 * zStep + V);
        FloatVector c5 = FloatVector.fromArray(LANES, z, zAt + 5 * zStep);
        FloatVector d5 = FloatVector.fromArray(LANES, z, zAt + 5 * zStep + V);
        FloatVector c6 = FloatVector.fromArray(LANES, z, zAt + 6 * zStep);
        FloatVector d6 = FloatVector.fromArray(LANES, z, zAt + 6 * zStep + V);
        FloatVector c7 = FloatVector.fromArray(LANES, z, zAt + 7 * zStep);
        FloatVector d7 = FloatVector.fromArray(LANES, z, zAt + 7 * zStep + V);
        FloatVector c8 = FloatVector.fromArray(LANES, z, zAt + 8 * zStep);
        FloatVector d8 = FloatVector.fromArray(LANES, z, zAt + 8 * zStep + V);
        FloatVector c9 = FloatVector.fromArray(LANES, z, zAt + 9 * zStep);
        FloatVector d9 = FloatVector.fromArray(LANES, z, zAt + 9 * zStep + V);
        for (int p = 0, count = this.count; p < count; p++) {
            int k = list[listAt + p];
            int ai = aAt + k;
            int bi = bAt + k * bStep;
            FloatVector left = FloatVector.fromArray(LANES, b, bi);
            FloatVector right = FloatVector.fromArray(LANES, b, bi + V);
            FloatVector a0 = FloatVector.broadcast(LANES, a[ai]);
            c0 = a0.fma(left, c0);
            d0 = a0.fma(right, d0);
            FloatVector a1 = FloatVector.broadcast(LANES, a[ai + PANEL]);
            c1 = a1.fma(left, c1);
            d1 = a1.fma(right, d1);
            FloatVector a2 = FloatVector.broadcast(LANES, a[ai + 2 * PANEL]);
            c2 = a2.fma(left, c2);
            d2 = a2.fma(right, d2);
            FloatVector a3 = FloatVector.broadcast(LANES, a[ai + 3 * PANEL]);
            c3 = a3.fma(left, c3);
            d3 = a3.fma(right, d3);
            FloatVector a4 = FloatVector.broadcast(LANES, a[ai + 4 * PANEL]);
            c4 = a4.fma(left, c4);
            d4 = a4.fma(right, d4);
            FloatVector a5 = FloatVector.broadcast(LANES, a[ai + 5 * PANEL]);
            c5 = a5.fma(left, c5);
            d5 = a5.fma(right, d5);
            FloatVector a6 = FloatVector.broadcast(LANES, a[ai + 6 * PANEL]);
            c6 = a6.fma(left, c6);
            d6 = a6.fma(right, d6);
            FloatVector a7 = FloatVector.broadcast(LANES, a[ai + 7 * PANEL]);
            c7 = a7.fma(left, c7);
            d7 = a7.fma(right, d7);
            FloatVector a8 = FloatVector.broadcast(LANES, a[ai + 8 * PANEL]);
            c8 = a8.fma(left, c8);
            d8 = a8.fma(right, d8);
            FloatVector a9 = FloatVector.broadcast(LANES, a[ai + 9 * PANEL]);
            c9 = a9.fma(left, c9);
            d9 = a9.fma(right, d9);
        }
        float[] c = this.c;
        int cAt = this.cAt;
        int cStep = this.cStep;
        float[] e = this.end;
        int eAt = endAt;
        int eStep = endStep;
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector factor = FloatVector.broadcast(LANES, this.factor);
        c0.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt)).intoArray(c, cAt);
        d0.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + V)).intoArray(c, cAt + V);
        c1.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + eStep)).intoArray(c, cAt + cStep);
        d1.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + eStep + V)).intoArray(c, cAt + cStep + V);
        c2.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 2 * eStep)).intoArray(c, cAt + 2 * cStep);
        d2.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 2 * eStep + V)).intoArray(c, cAt + 2 * cStep + V);
        c3.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 3 * eStep)).intoArray(c, cAt + 3 * cStep);
        d3.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 3 * eStep + V)).intoArray(c, cAt + 3 * cStep + V);
        c4.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 4 * eStep)).intoArray(c, cAt + 4 * cStep);
        d4.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 4 * eStep + V)).intoArray(c, cAt + 4 * cStep + V);
        c5.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 5 * eStep)).intoArray(c, cAt + 5 * cStep);
        d5.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 5 * eStep + V)).intoArray(c, cAt + 5 * cStep + V);
        c6.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 6 * eStep)).intoArray(c, cAt + 6 * cStep);
        d6.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 6 * eStep + V)).intoArray(c, cAt + 6 * cStep + V);
        c7.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 7 * eStep)).intoArray(c, cAt + 7 * cStep);
        d7.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 7 * eStep + V)).intoArray(c, cAt + 7 * cStep + V);
        c8.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 8 * eStep)).intoArray(c, cAt + 8 * cStep);
        d8.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 8 * eStep + V)).intoArray(c, cAt + 8 * cStep + V);
        c9.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 9 * eStep)).intoArray(c, cAt + 9 * cStep);
        d9.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 9 * eStep + V)).intoArray(c, cAt + 9 * cStep + V);
    }

    @Override
    void columns() {
        float[] a = this.a;
        int aAt = this.aAt;
        int aStep = this.aStep;
        int[] list = this.list;
        int listAt = this.listAt;
        float[] b = this.b;
        int bAt = this.bAt;
        int bStep = this.bStep;
        float[] z = this.start;
        int zAt = startAt;
        int zStep = startStep;
        FloatVector c0 = FloatVector.fromArray(LANES, z, zAt);
        FloatVector d0 = FloatVector.fromArray(LANES, z, zAt + V);
        FloatVector c1 = FloatVector.fromArray(LANES, z, zAt + zStep);
        FloatVector d1 = FloatVector.fromArray(LANES, z, zAt + zStep + V);
        FloatVector c2 = FloatVector.fromArray(LANES, z, zAt + 2 * zStep);
        FloatVector d2 = FloatVector.fromArray(LANES, z, zAt + 2 * zStep + V);
        FloatVector c3 = FloatVector.fromArray(LANES, z, zAt + 3 * zStep);
        FloatVector d3 = FloatVector.fromArray(LANES, z, zAt + 3 * zStep + V);
        FloatVector c4 = FloatVector.fromArray(LANES, z, zAt + 4 * zStep);
        FloatVector d4 = FloatVector.fromArray(LANES, z, zAt + 4 * zStep + V);
        FloatVector c5 = FloatVector.fromArray(LANES, z, zAt + 5 * zStep);
        FloatVector d5 = FloatVector.fromArray(LANES, z, zAt + 5 * zStep + V);
        FloatVector c6 = FloatVector.fromArray(LANES, z, zAt + 6 * zStep);
        FloatVector d6 = FloatVector.fromArray(LANES, z, zAt + 6 * zStep + V);
        FloatVector c7 = FloatVector.fromArray(LANES, z, zAt + 7 * zStep);
        FloatVector d7 = FloatVector.fromArray(LANES, z, zAt + 7 * zStep + V);
        FloatVector c8 = FloatVector.fromArray(LANES, z, zAt + 8 * zStep);
        FloatVector d8 = FloatVector.fromArray(LANES, z, zAt + 8 * zStep + V);
        FloatVector c9 = FloatVector.fromArray(LANES, z, zAt + 9 * zStep);
        FloatVector d9 = FloatVector.fromArray(LANES, z, zAt + 9 * zStep + V);
        for (int p = 0, count = this.count; p < count; p++) {
            int k = list[listAt + p];
            int ai = aAt + k * aStep;
            int bi = bAt + k * bStep;
            FloatVector left = FloatVector.fromArray(LANES, b, bi);
            FloatVector right = FloatVector.fromArray(LANES, b, bi + V);
            FloatVector a0 = FloatVector.broadcast(LANES, a[ai]);
            c0 = a0.fma(left, c0);
            d0 = a0.fma(right, d0);
            FloatVector a1 = FloatVector.broadcast(LANES, a[ai + 1]);
            c1 = a1.fma(left, c1);
            d1 = a1.fma(right, d1);
            FloatVector a2 = FloatVector.broadcast(LANES, a[ai + 2]);
            c2 = a2.fma(left, c2);
            d2 = a2.fma(right, d2);
            FloatVector a3 = FloatVector.broadcast(LANES, a[ai + 3]);
            c3 = a3.fma(left, c3);
            d3 = a3.fma(right, d3);
            FloatVector a4 = FloatVector.broadcast(LANES, a[ai + 4]);
            c4 = a4.fma(left, c4);
            d4 = a4.fma(right, d4);
            FloatVector a5 = FloatVector.broadcast(LANES, a[ai + 5]);
            c5 = a5.fma(left, c5);
            d5 = a5.fma(right, d5);
            FloatVector a6 = FloatVector.broadcast(LANES, a[ai + 6]);
            c6 = a6.fma(left, c6);
            d6 = a6.fma(right, d6);
            FloatVector a7 = FloatVector.broadcast(LANES, a[ai + 7]);
            c7 = a7.fma(left, c7);
            d7 = a7.fma(right, d7);
            FloatVector a8 = FloatVector.broadcast(LANES, a[ai + 8]);
            c8 = a8.fma(left, c8);
            d8 = a8.fma(right, d8);
            FloatVector a9 = FloatVector.broadcast(LANES, a[ai + 9]);
            c9 = a9.fma(left, c9);
            d9 = a9.fma(right, d9);
        }
        float[] c = this.c;
        int cAt = this.cAt;
        int cStep = this.cStep;
        float[] e = this.end;
        int eAt = endAt;
        int eStep = endStep;
        FloatVector zero = FloatVector.zero(LANES);
        FloatVector factor = FloatVector.broadcast(LANES, this.factor);
        c0.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt)).intoArray(c, cAt);
        d0.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + V)).intoArray(c, cAt + V);
        c1.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + eStep)).intoArray(c, cAt + cStep);
        d1.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + eStep + V)).intoArray(c, cAt + cStep + V);
        c2.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 2 * eStep)).intoArray(c, cAt + 2 * cStep);
        d2.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 2 * eStep + V)).intoArray(c, cAt + 2 * cStep + V);
        c3.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 3 * eStep)).intoArray(c, cAt + 3 * cStep);
        d3.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 3 * eStep + V)).intoArray(c, cAt + 3 * cStep + V);
        c4.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 4 * eStep)).intoArray(c, cAt + 4 * cStep);
        d4.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 4 * eStep + V)).intoArray(c, cAt + 4 * cStep + V);
        c5.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 5 * eStep)).intoArray(c, cAt + 5 * cStep);
        d5.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 5 * eStep + V)).intoArray(c, cAt + 5 * cStep + V);
        c6.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 6 * eStep)).intoArray(c, cAt + 6 * cStep);
        d6.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 6 * eStep + V)).intoArray(c, cAt + 6 * cStep + V);
        c7.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 7 * eStep)).intoArray(c, cAt + 7 * cStep);
        d7.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 7 * eStep + V)).intoArray(c, cAt + 7 * cStep + V);
        c8.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 8 * eStep)).intoArray(c, cAt + 8 * cStep);
        d8.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 8 * eStep + V)).intoArray(c, cAt + 8 * cStep + V);
        c9.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 9 * eStep)).intoArray(c, cAt + 9 * cStep);
        d9.add(zero).fma(factor, FloatVector.fromArray(LANES, e, eAt + 9 * eStep + V)).intoArray(c, cAt + 9 * cStep + V);
    }
}
