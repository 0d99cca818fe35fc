package handgrad.net;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** Central differences of a net's loss, with one Richardson step. */
final class Differences {
  private static final double STEP = 1e-3;

  private Differences() {}

  static DMatrixRMaj gradient(Net net, String name, DMatrixRMaj x, DMatrixRMaj y) {
    DMatrixRMaj at = Pass.parameters(net).get(name);
    DMatrixRMaj g = new DMatrixRMaj(at.numRows, at.numCols);
    for (int i = 0; i < g.getNumElements(); i++) {
      double coarse = central(net, name, i, 2 * STEP, x, y);
      double fine = central(net, name, i, STEP, x, y);
      g.data[i] = fine + (fine - coarse) / 3;
    }
    return g;
  }

  private static double central(
      Net net, String name, int entry, double h, DMatrixRMaj x, DMatrixRMaj y) {
    double up = with(net, name, entry, h).loss(x, y);
    double down = with(net, name, entry, -h).loss(x, y);
    return (up - down) / (2 * h);
  }

  private static Net with(Net net, String name, int entry, double change) {
    List<Layer> layers = new ArrayList<>();
    int number = 0;
    for (Layer layer : net.layers()) {
      if (layer instanceof Linear linear) {
        DMatrixRMaj w = linear.w();
        DMatrixRMaj b = linear.b();
        if (net.letters().weights().get(number).equals(name)) {
          w.data[entry] += change;
        } else if (net.letters().biases().get(number).equals(name)) {
          b.data[entry] += change;
        }
        layers.add(new Linear(w, b));
        number++;
      } else {
        layers.add(layer);
      }
    }
    return new Net(layers, net.loss(), net.weights());
  }
}
