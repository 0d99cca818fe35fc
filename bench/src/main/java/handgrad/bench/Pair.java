package handgrad.bench;

import java.util.function.DoubleSupplier;

/**
 * Two pieces of work that do the same.
 *
 * @param ours the library's
 * @param baseline what it is held against, null where another program is
 * @param against the baseline's name in the table
 */
record Pair(DoubleSupplier ours, DoubleSupplier baseline, String against) {}
