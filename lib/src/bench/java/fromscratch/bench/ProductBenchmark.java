package fromscratch.bench;

import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import fromscratch.linalg.Zeros;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** One matrix product: by the library, and by three loops as one would write them first. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ProductBenchmark {
    /** AB, AtB (AᵀB) or ABt (ABᵀ), then rows × inner × columns of the product; {@code bench.py} names those to measure. */
    @Param("AB 64x784x128")
    public String shape;

    private String kind;
    private int rows;
    private int inner;
    private int cols;
    private Matrix a;
    private Matrix b;
    private Matrix c;

    /** Makes A and B in the form in which they are stored: for AᵀB and ABᵀ one of them is transposed. */
    @Setup
    public void fill() {
        String[] words = shape.split("[ x]");
        kind = words[0];
        rows = Integer.parseInt(words[1]);
        inner = Integer.parseInt(words[2]);
        cols = Integer.parseInt(words[3]);
        Rng rng = new Rng(1);
        a = kind.equals("AtB") ? Matrix.uniform(inner, rows, -1, 1, rng) : Matrix.uniform(rows, inner, -1, 1, rng);
        b = kind.equals("ABt") ? Matrix.uniform(cols, inner, -1, 1, rng) : Matrix.uniform(inner, cols, -1, 1, rng);
        c = Matrix.zeros(rows, cols);
    }

    @Benchmark
    public Matrix library() {
        return switch (kind) {
            case "AB" -> c.setProduct(a, b);
            case "AtB" -> c.setTransposedProduct(a, b, Zeros.MULTIPLY);
            case "ABt" -> c.setProductTransposed(a, b);
            default -> throw new IllegalArgumentException("shape: expected AB, AtB or ABt, found " + kind);
        };
    }

    @Benchmark
    public Matrix naive() {
        int aRow = kind.equals("AtB") ? 1 : inner;
        int aCol = kind.equals("AtB") ? rows : 1;
        int bRow = kind.equals("ABt") ? 1 : cols;
        int bCol = kind.equals("ABt") ? inner : 1;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                float sum = 0;
                for (int p = 0; p < inner; p++) {
                    sum += a.data()[i * aRow + p * aCol] * b.data()[p * bRow + j * bCol];
                }
                c.data()[i * cols + j] = sum;
            }
        }
        return c;
    }
}
