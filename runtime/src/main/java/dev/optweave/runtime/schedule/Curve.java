package dev.optweave.runtime.schedule;

/** The way from one value to another. */
public enum Curve {
    /** A straight line. */
    LINEAR,
    /** Half a period of a cosine: flat at both ends, steepest in the middle. */
    COSINE
}
