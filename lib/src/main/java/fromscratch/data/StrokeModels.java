package fromscratch.data;

import fromscratch.linalg.Rng;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ways in which people write each digit, as the path of the pen: control points that a smooth curve runs through.
 *
 * <p>Read {@code "3: 30,0 30,100 / 10,98 50,98"} as: three times as common as a way marked 1; the pen goes from
 * (30, 0) down to (30, 100), is lifted, and goes from (10, 98) to (50, 98). A digit is 100 units high, x runs
 * to the right and y down. A point written twice is a corner.
 */
final class StrokeModels {
    private static final String[][] WAYS = {
        { // 0
            "3: 44,0 14,14 4,50 16,90 42,100 70,84 80,46 66,10 40,1",          // round
            "1: 34,0 14,16 6,56 22,98 42,84 48,40 32,0",                       // slim
            "4: 66,4 34,10 4,54 10,92 38,98 70,66 82,24 64,3 46,6",            // leaning
            "2: 34,14 48,8 38,0 14,16 4,60 26,99 60,88 78,46 62,8 36,6",       // ends in a hook at the top
            "1: 22,6 6,50 22,94 54,92 74,50 56,2",                             // open at the top
        },
        { // 1
            "6: 36,0 30,50 24,100",                                            // a bar
            "3: 46,0 30,50 14,100",                                            // a leaning bar
            "2: 34,0 34,35 30,65 22,100",                                      // a bent bar
            "1: 14,20 32,0 32,0 32,50 32,100",                                 // with a flag
            "1: 12,20 32,0 32,0 32,50 32,97 / 4,97 60,97",                     // with a flag and a foot
        },
        { // 2
            "2: 6,22 20,5 40,0 58,12 58,34 46,58 24,80 4,96 4,96 34,95 68,94", // a flat base
            "3: 8,20 24,3 44,1 58,16 57,40 44,68 24,90 8,94 4,80 18,68 38,76 54,90 72,94", // a loop at the bottom
            "3: 14,16 32,2 52,6 58,28 52,54 34,80 12,94 0,84 10,66 30,66 52,80 86,88", // a loop and a long tail
            "2: 6,25 16,6 38,0 57,14 56,40 36,72 8,94 8,94 22,86 40,90 56,96 76,88", // a wavy base
            "1: 4,8 30,2 60,8 60,8 34,50 4,95 4,95 34,93 70,95",               // like a Z
            "1: 8,22 26,2 50,8 58,34 46,72 20,98 2,84 16,64 38,74 60,98",      // tail down
        },
        { // 3
            "3: 6,14 24,0 48,5 56,20 46,38 26,46 26,46 50,50 66,68 56,92 30,100 4,90", // round, with a corner
            "2: 6,12 28,0 52,10 50,32 30,46 52,54 64,74 50,95 22,100 2,88",    // round, one sweep
            "2: 6,5 30,4 58,2 58,2 28,40 28,40 54,46 66,66 54,92 26,100 4,92", // a flat top
            "2: 8,10 30,0 52,10 48,32 30,48 20,46 28,42 52,52 64,74 46,96 18,99 4,88", // a loop in the middle
        },
        { // 4
            "3: 14,4 9,30 6,56 6,56 30,57 64,53 / 60,0 54,50 48,100",          // open
            "3: 12,2 8,34 18,52 38,53 62,44 / 66,0 59,50 52,100",              // open and round
            "2: 46,0 24,34 4,66 4,66 36,67 64,64 / 48,2 47,50 46,100",         // closed
            "2: 28,2 14,28 4,56 4,56 30,56 62,52 / 66,4 52,50 38,100",         // open and leaning
            "2: 18,10 10,36 2,62 2,62 36,60 80,53 / 62,2 52,50 42,98",         // a long bar
            "2: 10,10 12,36 26,46 46,36 58,6 58,6 52,50 46,100",               // like a y, in one go
        },
        { // 5
            "4: 16,4 10,46 10,46 36,44 58,58 58,80 38,97 4,92 / 16,4 36,4 64,2", // the hat last
            "2: 64,3 42,5 20,5 20,5 12,48 12,48 40,48 58,64 52,86 28,99 4,90", // in one go
            "3: 28,10 16,50 16,50 40,52 54,66 46,88 24,98 2,92 / 28,10 50,8 84,2", // leaning, a long hat
            "2: 62,4 34,3 16,18 26,40 50,58 52,80 30,98 6,92",                 // like an S
        },
        { // 6
            "3: 46,0 24,18 8,46 4,76 18,98 42,98 58,82 52,68 36,66 20,84",     // bent
            "2: 42,0 24,28 8,58 4,84 20,98 44,94 56,80 48,66 30,70 18,84",     // a straight back
            "2: 22,0 10,30 4,64 12,94 36,98 56,82 48,64 28,64 12,80",          // an upright back
            "3: 34,0 14,30 2,66 12,94 44,98 70,82 64,64 44,66 28,82 26,94",    // a broad loop
        },
        { // 7
            "4: 0,10 30,6 60,4 60,4 52,45 38,100",                             // plain
            "2: 0,10 30,6 60,4 60,4 50,45 36,100 / 18,52 36,50 68,46",         // with a bar
            "2: 2,26 5,7 5,7 34,5 60,4 60,4 48,48 36,100",                     // with a serif
            "2: -2,18 14,6 42,4 60,12 54,36 44,64 36,100",                     // curved
            "2: -2,32 16,18 40,8 60,2 60,2 46,42 22,100",                      // a rising hat
            "1: 2,34 6,8 6,8 34,6 58,12 58,50 54,100",                         // an upright leg
        },
        { // 8
            "3: 62,12 36,0 12,14 20,38 44,56 56,76 34,99 12,84 22,62 46,42 62,26 58,8", // one S, closed
            "3: 64,12 42,0 20,12 22,34 40,54 48,80 30,99 14,86 22,64 44,46 60,26 66,4", // an S, ends in the air
            "2: 42,2 22,8 20,26 32,46 42,72 34,97 20,97 16,78 28,54 44,34 52,12 38,0", // slim
            "1: 78,10 48,4 20,12 24,32 46,50 54,76 36,98 16,88 24,64 46,46 58,26 44,8", // an S that starts far right
            "2: 36,0 14,16 20,40 38,45 56,24 36,0 / 36,45 14,68 22,98 44,97 56,70 36,45", // two circles
        },
        { // 9
            "3: 52,16 32,3 8,22 14,46 38,42 54,16 54,16 55,54 54,100",         // a straight leg
            "1: 52,14 32,2 10,16 6,38 20,50 42,40 54,14 54,14 54,60 42,94 22,99 8,92", // a curved leg
            "3: 54,18 34,2 8,24 12,46 40,40 55,14 52,50 40,100",               // a leaning leg
            "2: 58,8 30,10 8,34 18,48 44,38 60,8 60,8 53,48 36,100",           // a pointed loop
            "2: 62,6 36,6 14,26 20,46 44,40 59,24 59,24 53,62 44,100",         // a loop left open
        },
    };

    private static final List<List<Way>> BY_DIGIT = Arrays.stream(WAYS)
        .map(ways -> Arrays.stream(ways).map(StrokeModels::parse).toList()).toList();

    /** One way of writing a digit; each stroke is x₀, y₀, x₁, y₁, … */
    private record Way(int share, double[][] strokes) {
    }

    private StrokeModels() {
    }

    /** The strokes of one way to write {@code digit}, picked as often as its share says. A copy, free to be bent. */
    static List<double[]> pick(int digit, Rng rng) {
        List<Way> ways = BY_DIGIT.get(digit);
        int ticket = rng.nextInt(ways.stream().mapToInt(Way::share).sum());
        int chosen = 0;
        while (ticket >= ways.get(chosen).share()) {
            ticket -= ways.get(chosen++).share();
        }
        List<double[]> copy = new ArrayList<>();
        for (double[] stroke : ways.get(chosen).strokes()) {
            copy.add(stroke.clone());
        }
        return copy;
    }

    private static Way parse(String text) {
        String[] shareAndStrokes = text.split(":");
        double[][] strokes = Arrays.stream(shareAndStrokes[1].split("/"))
            .map(stroke -> Arrays.stream(stroke.strip().split("[, ]+")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
        return new Way(Integer.parseInt(shareAndStrokes[0]), strokes);
    }
}
