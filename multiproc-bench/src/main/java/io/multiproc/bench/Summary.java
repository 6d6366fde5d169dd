package io.multiproc.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The samples of one side, summed up in six significant digits. */
record Summary(double median, double min, double max, int runs) {

    private static final MathContext DIGITS = new MathContext(6);

    /**
     * Sums up samples.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Summary of(List<Double> samples) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no samples to sum up");
        }
        double[] sorted =
                samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int last = sorted.length - 1;
        double median = (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
        return new Summary(round(median), round(sorted[0]), round(sorted[last]), sorted.length);
    }

    static double round(double value) {
        return new BigDecimal(value, DIGITS).doubleValue();
    }
}
