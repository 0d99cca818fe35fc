/**
 * What the library costs against the same written by hand: {@link handgrad.bench.Main} prints the
 * table, {@link handgrad.bench.Row} says what stands against what.
 */
package handgrad.bench;
