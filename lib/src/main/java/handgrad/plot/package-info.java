/**
 * Pictures as small SVG: charts drawn by XChart, and the computation graph laid out by ELK.
 *
 * <p>Every text is drawn from outlines that the library carries, so a picture has the same bytes on
 * every machine, with any fonts or none, and the same look in a browser and on paper. The outlines
 * come from STIX Two Text, the operators it lacks from STIX (both SIL Open Font License 1.1, {@code
 * OFL.txt} beside them).
 *
 * <p>Reading order: {@link handgrad.plot.Picture}, {@link handgrad.plot.Label}, {@link
 * handgrad.plot.Chart} with {@link handgrad.plot.ErrorStep}, {@link handgrad.plot.ClaimedNumeric}
 * and {@link handgrad.plot.ErrorMap}, then {@link handgrad.plot.GraphPicture} with {@link
 * handgrad.plot.ComputationGraph}, and {@link handgrad.plot.NetPicture} with {@link
 * handgrad.plot.NetCharts}; {@link handgrad.plot.FitCharts}, {@link handgrad.plot.EstimateCharts}
 * and {@link handgrad.plot.MatrixMaps} draw data.
 */
package handgrad.plot;
