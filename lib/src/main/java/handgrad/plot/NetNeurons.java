package handgrad.plot;

import handgrad.net.Activation;
import handgrad.net.Layer;
import handgrad.net.Letters;
import handgrad.net.Linear;
import handgrad.net.Net;
import handgrad.net.Pass;
import handgrad.plot.NetPicture.Entry;
import handgrad.plot.NetPicture.Neuron;
import handgrad.plot.NetPicture.Role;
import handgrad.plot.NetPicture.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;

/** A net's layers as neurons and weights, named as on paper: w^l_ij goes from i to j. */
final class NetNeurons {

  private static final int MOST_GRADIENTS = 3;

  private final Net net;
  private final Letters letters;
  private final String letter;
  private final Pass pass;
  private final List<List<Neuron>> columns = new ArrayList<>();
  private final List<Weight> weights = new ArrayList<>();

  /** A pass, or null for a drawing without numbers; an empty letter for the activations' own. */
  NetNeurons(Net net, String letter, Pass pass) {
    this.net = net;
    this.letter = letter;
    this.pass = pass;
    letters = net.letters();
  }

  NetPicture picture(NetPicture.Words words) {
    List<Draft> column = new ArrayList<>();
    for (int i = 0; i < net.inputs(); i++) {
      Draft input = new Draft();
      String name = net.inputs() == 1 ? "$x$" : "$x_{" + (i + 1) + "}$";
      DMatrixRMaj x = pass == null ? null : pass.input(0);
      input.entries.add(new Entry(name, number(x, i), null));
      column.add(input);
    }
    int number = 0;
    for (int i = 0; i < net.layers().size(); i++) {
      Layer layer = net.layers().get(i);
      if (layer instanceof Linear linear) {
        if (linear.hasBias()) {
          column.add(null);
        }
        finish(column, number == 0 ? Role.INPUT : Role.HIDDEN);
        column = new ArrayList<>();
        for (int j = 0; j < linear.outputs(); j++) {
          Draft neuron = new Draft();
          neuron.inside = "∑";
          column.add(neuron);
        }
        weights(linear, number);
        number++;
      } else {
        String inside = inside((Activation) layer);
        column.forEach(d -> d.inside = d.activated ? d.inside + ", " + inside : inside);
        column.forEach(d -> d.activated = true);
      }
      for (int j = 0; j < column.size(); j++) {
        if (pass == null) {
          // without numbers a neuron has the name of its output only
          column.get(j).entries.clear();
        }
        column.get(j).entries.add(entry(i, j, column.size()));
      }
    }
    finish(column, Role.OUTPUT);
    return new NetPicture("", columns, weights, words);
  }

  private static final class Draft {
    private String inside = "";
    private boolean activated;
    private final List<Entry> entries = new ArrayList<>();
  }

  private void finish(List<Draft> column, Role role) {
    List<Neuron> neurons = new ArrayList<>();
    for (int j = 0; j < column.size(); j++) {
      Draft draft = column.get(j);
      String id = id(columns.size(), j);
      neurons.add(
          draft == null ? Neuron.one(id) : new Neuron(id, role, draft.inside, draft.entries));
    }
    columns.add(neurons);
  }

  private static String id(int column, int row) {
    return column + "." + row;
  }

  private String inside(Activation activation) {
    if (!letter.isEmpty()) {
      return "$" + letter + "$";
    }
    return switch (activation) {
      case IDENTITY -> "∑";
      case RELU -> "ReLU";
      case SIGMOID -> "$\\sigma$";
      case TANH -> "tanh";
    };
  }

  private Entry entry(int layer, int j, int width) {
    String name = letters.outputs().get(layer);
    String shown = width == 1 ? Naming.declared(name) : indexed(name, "" + (j + 1));
    return new Entry(
        "$" + shown + "$",
        pass == null ? null : number(pass.output(layer), j),
        pass == null ? null : number(pass.accumulated(layer), j));
  }

  /** {@code W1} and 12 as w^1_12, {@code yhat} and 2 as ŷ_2. */
  private static String indexed(String name, String index) {
    String head = name.replaceFirst("[\\d_].*$", "");
    String rest = name.substring(head.length()).replace("_", "");
    String letters = head.length() == 1 ? head.toLowerCase(Locale.ROOT) : Naming.declared(head);
    return letters + (rest.isEmpty() ? "" : "^{" + rest + "}") + "_{" + index + "}";
  }

  /** {@code w1_2}, the weight of the second neuron of a chain, as w^1_2. */
  private static String chained(String name) {
    int at = name.indexOf('_');
    return indexed(name.substring(0, at), name.substring(at + 1));
  }

  private void weights(Linear linear, int number) {
    int column = columns.size();
    String name = letters.weights().get(number);
    boolean pair = linear.inputs() > 9 || linear.outputs() > 9;
    // more would not leave room for the names
    boolean few = Math.max(linear.inputs(), linear.outputs()) <= MOST_GRADIENTS;
    DMatrixRMaj byW = pass == null || !few ? null : pass.gradient(name);
    DMatrixRMaj w = pass == null ? null : linear.w();
    for (int i = 0; i < linear.inputs(); i++) {
      for (int j = 0; j < linear.outputs(); j++) {
        int k = i * linear.outputs() + j;
        String index = (i + 1) + (linear.outputs() == 1 ? "" : (pair ? "," : "") + (j + 1));
        String shown = name.contains("_") ? chained(name) : indexed(name, index);
        Entry entry = new Entry("$" + shown + "$", number(w, k), number(byW, k));
        weights.add(new Weight(id(column - 1, i), id(column, j), entry));
      }
    }
    if (linear.hasBias()) {
      String bias = letters.biases().get(number);
      DMatrixRMaj byB = pass == null || !few ? null : pass.gradient(bias);
      DMatrixRMaj b = pass == null ? null : linear.b();
      for (int j = 0; j < linear.outputs(); j++) {
        boolean single = linear.outputs() == 1;
        String one = bias.contains("_") ? chained(bias) : Naming.declared(bias);
        String shown = single ? one : indexed(bias, "" + (j + 1));
        Entry entry = new Entry("$" + shown + "$", number(b, j), number(byB, j));
        weights.add(new Weight(id(column - 1, linear.inputs()), id(column, j), entry));
      }
    }
  }

  private static String number(DMatrixRMaj matrix, int i) {
    return matrix == null ? null : Figures.number(matrix.data[i]);
  }
}
