package io.multiproc.bench;

import com.google.gson.annotations.SerializedName;

/** Which of two values is the better one. */
enum Better {
    @SerializedName("lower")
    LOWER("≤"),
    @SerializedName("higher")
    HIGHER("≥");

    private final String sign;

    Better(String sign) {
        this.sign = sign;
    }

    /** How a value relates to a goal that it meets. */
    String sign() {
        return sign;
    }

    boolean meets(double value, double goal) {
        return this == LOWER ? value <= goal : value >= goal;
    }
}
