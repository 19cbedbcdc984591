package fromscratch.linalg;

import jdk.incubator.vector.FloatVector;

/**
 * A tile of five rows and two vectors: 10 accumulators, for processors with 16 vector registers, where more would have to
 * wait in memory.
 */
final class FiveRows extends Tile {
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
    }
}
