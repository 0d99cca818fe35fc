package handgrad.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a quantity looks, the same in every chart; what colour says, marker and dash say too, for
 * paper without colour. The colours keep apart for colour-blind eyes.
 */
public enum Look {
  /** Forward differences. */
  FORWARD("#c8500a", SeriesMarkers.TRIANGLE_UP, 1.6f),
  /** Central differences, and any quantity that stands alone. */
  CENTRAL("#0b62a4", SeriesMarkers.CIRCLE, 1.6f),
  /** Truncation error, as theory has it. */
  TRUNCATION("#555555", SeriesMarkers.NONE, 1.1f, 7, 4),
  /** Rounding error, as theory has it. */
  ROUNDING("#555555", SeriesMarkers.NONE, 1.1f, 1.5f, 3),
  /** Points without a line. */
  POINTS("#0b62a4", SeriesMarkers.CIRCLE, 0),
  /** Points that are refused. */
  REFUSED("#b00020", SeriesMarkers.DIAMOND, 0),
  /** A line to compare with: where two things would be equal. */
  REFERENCE("#555555", SeriesMarkers.NONE, 1.1f, 7, 4),
  /** A function of one number. */
  FUNCTION("#0b62a4", SeriesMarkers.NONE, 1.8f),
  /** Its derivative. */
  DERIVATIVE("#c8500a", SeriesMarkers.NONE, 1.8f, 6, 3),
  /** A line of equal value. */
  LEVEL("#777777", SeriesMarkers.NONE, 1),
  /** A path of descent. */
  PATH("#c8500a", SeriesMarkers.CIRCLE, 1.6f),
  /** Where a descent begins. */
  START("#111111", SeriesMarkers.DIAMOND, 0),
  /** The line between two regions. */
  BOUNDARY("#111111", SeriesMarkers.NONE, 1.6f),
  /** Observations labelled 0. */
  CLASS_0("#0b62a4", SeriesMarkers.CIRCLE, 0),
  /** Observations labelled 1. */
  CLASS_1("#c8500a", SeriesMarkers.TRIANGLE_UP, 0),
  /** Groups of observations with as many of either label. */
  TIE("#555555", SeriesMarkers.CROSS, 0),
  /** Smooth curves told apart by number alone. */
  SMOOTH_1("#0b62a4", SeriesMarkers.NONE, 1.8f),
  SMOOTH_2("#c8500a", SeriesMarkers.NONE, 1.8f, 6, 3),
  SMOOTH_3("#1b7f4d", SeriesMarkers.NONE, 1.8f, 1.5f, 3),
  SMOOTH_4("#8a3a8f", SeriesMarkers.NONE, 1.8f, 9, 3, 2, 3),
  /** Curves told apart by number alone, in this order. */
  CURVE_1("#0b62a4", SeriesMarkers.CIRCLE, 1.5f),
  CURVE_2("#c8500a", SeriesMarkers.TRIANGLE_UP, 1.5f, 6, 3),
  CURVE_3("#1b7f4d", SeriesMarkers.SQUARE, 1.5f, 1.5f, 3),
  CURVE_4("#8a3a8f", SeriesMarkers.DIAMOND, 1.5f, 9, 3, 2, 3),
  CURVE_5("#8a6d00", SeriesMarkers.TRIANGLE_DOWN, 1.5f),
  CURVE_6("#333333", SeriesMarkers.CROSS, 1.5f, 6, 3),
  CURVE_7("#4a7fb5", SeriesMarkers.PLUS, 1.5f, 1.5f, 3),
  CURVE_8("#b5476c", SeriesMarkers.RECTANGLE, 1.5f, 9, 3, 2, 3),
  CURVE_9("#0b62a4", SeriesMarkers.DIAMOND, 1.5f, 1.5f, 3),
  CURVE_10("#c8500a", SeriesMarkers.SQUARE, 1.5f),
  CURVE_11("#1b7f4d", SeriesMarkers.TRIANGLE_DOWN, 1.5f, 6, 3),
  CURVE_12("#8a3a8f", SeriesMarkers.PLUS, 1.5f),
  CURVE_13("#8a6d00", SeriesMarkers.CIRCLE, 1.5f, 9, 3, 2, 3),
  CURVE_14("#333333", SeriesMarkers.TRIANGLE_UP, 1.5f, 1.5f, 3),
  CURVE_15("#4a7fb5", SeriesMarkers.RECTANGLE, 1.5f),
  CURVE_16("#b5476c", SeriesMarkers.CROSS, 1.5f);

  private final Color color;
  private final Marker marker;
  private final float width;
  private final float[] dash;

  Look(String color, Marker marker, float width, float... dash) {
    this.color = Color.decode(color);
    this.marker = marker;
    this.width = width;
    this.dash = dash;
  }

  /** The look of the curve of a number, counted from 0; after the sixteenth they begin anew. */
  public static Look curve(int number) {
    return valueOf("CURVE_" + (number % 16 + 1));
  }

  /** The look of a curve without markers, counted from 0; after the fourth they begin anew. */
  public static Look smooth(int number) {
    return valueOf("SMOOTH_" + (number % 4 + 1));
  }

  Color color() {
    return color;
  }

  Marker marker() {
    return marker;
  }

  boolean hasLine() {
    return width > 0;
  }

  BasicStroke stroke() {
    float[] dashes = dash.length == 0 ? null : dash;
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
