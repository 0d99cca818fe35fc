package handgrad.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.ejml.simple.SimpleMatrix;

/** Collects the figures of a task: by hand beside the other three ways. */
final class Figures {
  private static final Way[] OTHERS = {Way.TAPE, Way.DERIVATION, Way.DIFFERENCES};

  private final List<Figure> all = new ArrayList<>();

  List<Figure> all() {
    return all;
  }

  /** A derivative. */
  void derivative(String id, SimpleMatrix byHand, Asked asked) {
    reached(id, byHand, asked::by);
  }

  /** A second derivative. */
  void hessian(String id, SimpleMatrix byHand, Asked asked) {
    reached(id, byHand, asked::hessian);
  }

  /** What each way makes of its own derivatives. */
  void reached(String id, SimpleMatrix byHand, Function<Way, SimpleMatrix> others) {
    Figure figure = new Figure(id);
    figure.reached().put(Way.HAND, entries(byHand));
    for (Way way : OTHERS) {
      figure.reached().put(way, entries(others.apply(way)));
    }
    all.add(figure);
  }

  /** A value: by hand and by the formula; nothing is differentiated in it. */
  void value(String id, SimpleMatrix byHand, SimpleMatrix byFormula) {
    Figure figure = new Figure(id);
    figure.reached().put(Way.HAND, entries(byHand));
    figure.reached().put(Way.TAPE, entries(byFormula));
    String reason = "the item asks for a value, there is nothing to differentiate";
    figure.reasons().put(Way.DERIVATION, reason);
    figure.reasons().put(Way.DIFFERENCES, reason);
    all.add(figure);
  }

  void value(String id, double byHand, double byFormula) {
    value(id, number(byHand), number(byFormula));
  }

  void derivative(String id, double byHand, Asked asked) {
    derivative(id, number(byHand), asked);
  }

  static SimpleMatrix number(double value) {
    return matrix(new double[][] {{value}});
  }

  static SimpleMatrix matrix(double[][] rows) {
    return new SimpleMatrix(rows);
  }

  static SimpleMatrix column(double... entries) {
    return new SimpleMatrix(entries.length, 1, true, entries);
  }

  static SimpleMatrix row(double... entries) {
    return new SimpleMatrix(1, entries.length, true, entries);
  }

  static SimpleMatrix random(int rows, int columns, long seed) {
    Random random = new Random(1_000_003 * seed);
    SimpleMatrix x = new SimpleMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        x.set(i, j, random.nextGaussian());
      }
    }
    return x;
  }

  /** The column of the columns. */
  static SimpleMatrix vec(SimpleMatrix x) {
    SimpleMatrix v = new SimpleMatrix(x.getNumRows() * x.getNumCols(), 1);
    for (int i = 0; i < v.getNumRows(); i++) {
      v.set(i, 0, x.get(i % x.getNumRows(), i / x.getNumRows()));
    }
    return v;
  }

  private static double[] entries(SimpleMatrix x) {
    double[] entries = new double[x.getNumElements()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = x.get(i);
    }
    return entries;
  }
}
