package handgrad.net;

import handgrad.words.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/**
 * One pass forward and backward. An accumulated gradient has the shape of the quantity it belongs
 * to.
 */
public final class Pass {
  private final Net net;
  private final DMatrixRMaj x;
  private final DMatrixRMaj y;
  private final double loss;
  private final List<DMatrixRMaj> outputs;
  private final List<DMatrixRMaj> byOutput;
  private final DMatrixRMaj byX;
  private final List<DMatrixRMaj> byW = new ArrayList<>();
  private final List<DMatrixRMaj> byB = new ArrayList<>();

  private Pass(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    this.net = net;
    this.x = x.copy();
    this.y = y.copy();
    outputs = net.forward(x);
    DMatrixRMaj last = outputs.get(outputs.size() - 1);
    loss = net.loss().value(last, y);
    List<DMatrixRMaj> accumulated = new ArrayList<>();
    DMatrixRMaj g = net.loss().gradient(last, y);
    for (int i = net.layers().size() - 1; i >= 0; i--) {
      Layer layer = net.layers().get(i);
      DMatrixRMaj in = i == 0 ? x : outputs.get(i - 1);
      accumulated.add(g);
      byW.add(layer instanceof Linear linear ? linear.backwardW(in, g) : null);
      byB.add(layer instanceof Linear linear && linear.hasBias() ? linear.backwardB(g) : null);
      g = layer.backward(in, g);
    }
    Collections.reverse(accumulated);
    Collections.reverse(byW);
    Collections.reverse(byB);
    byOutput = accumulated;
    byX = g;
  }

  static Pass of(Net net, DMatrixRMaj x, DMatrixRMaj y) {
    return new Pass(net, x, y);
  }

  public Net net() {
    return net;
  }

  public double loss() {
    return loss;
  }

  /**
   * A quantity by its letter: {@code X}, {@code y}, {@code H1}, {@code yhat}, a weight or bias.
   *
   * @throws InputException if the net has no such quantity
   */
  public DMatrixRMaj value(String letter) {
    return find(values(), letter);
  }

  /**
   * The loss's gradient by a quantity, in that quantity's shape.
   *
   * @throws InputException if the net has no such quantity
   */
  public DMatrixRMaj gradient(String letter) {
    return find(gradients(), letter);
  }

  private static DMatrixRMaj find(Map<String, DMatrixRMaj> all, String letter) {
    DMatrixRMaj found = all.get(letter);
    if (found == null) {
      throw new InputException("net.letter", letter, String.join(", ", all.keySet()));
    }
    return found;
  }

  /** All quantities: data, parameters, outputs. */
  public Map<String, DMatrixRMaj> values() {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>();
    all.put("X", x);
    all.put("y", y);
    all.putAll(parameters(net));
    for (int i = 0; i < outputs.size(); i++) {
      all.put(net.letters().outputs().get(i), outputs.get(i));
    }
    return all;
  }

  /** The gradients by the outputs, the input and the parameters. */
  public Map<String, DMatrixRMaj> gradients() {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>();
    all.put("X", byX);
    for (int i = 0; i < outputs.size(); i++) {
      all.put(net.letters().outputs().get(i), byOutput.get(i));
    }
    all.putAll(byParameter());
    return all;
  }

  /** The gradients by the parameters, in the order of the layers, biases after weights. */
  public Map<String, DMatrixRMaj> byParameter() {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>();
    int number = 0;
    for (int i = 0; i < byW.size(); i++) {
      if (byW.get(i) != null) {
        all.put(net.letters().weights().get(number), byW.get(i));
        if (byB.get(i) != null) {
          all.put(net.letters().biases().get(number), byB.get(i));
        }
        number++;
      }
    }
    return all;
  }

  /** A net's weights and biases by name. */
  static Map<String, DMatrixRMaj> parameters(Net net) {
    Map<String, DMatrixRMaj> all = new LinkedHashMap<>();
    Letters letters = net.letters();
    List<Linear> linear = net.linear();
    for (int l = 0; l < linear.size(); l++) {
      all.put(letters.weights().get(l), linear.get(l).w());
      if (linear.get(l).hasBias()) {
        all.put(letters.biases().get(l), linear.get(l).b());
      }
    }
    return all;
  }

  /** The output of a layer, counted from 0. */
  public DMatrixRMaj output(int layer) {
    return outputs.get(layer);
  }

  /** The input of a layer, counted from 0. */
  public DMatrixRMaj input(int layer) {
    return layer == 0 ? x : outputs.get(layer - 1);
  }

  /** The accumulated gradient that enters a layer on the way back, counted from 0. */
  public DMatrixRMaj accumulated(int layer) {
    return byOutput.get(layer);
  }

  DMatrixRMaj byW(int layer) {
    return byW.get(layer);
  }

  DMatrixRMaj byB(int layer) {
    return byB.get(layer);
  }
}
