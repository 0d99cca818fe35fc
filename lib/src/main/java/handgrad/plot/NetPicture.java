package handgrad.plot;

import handgrad.net.Net;
import handgrad.words.InputException;
import handgrad.words.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ejml.data.DMatrixRMaj;

/**
 * The drawing of a net: neurons in layers from left to right, the activation in each, a name on
 * every weight, a dashed constant 1 below a layer that feeds biases.
 *
 * <p>With numbers a neuron is a box: the white cell of a quantity is its value, the grey one the
 * loss's gradient by it; the same stands on the weights.
 *
 * <pre>{@code
 * Linear layer = new Linear(new DMatrixRMaj(new double[][] {{1}, {-2}}));
 * Net net = Net.of(Loss.SQUARED_SUM, layer, Activation.SIGMOID);
 * NetPicture.of(net, Language.EN).toString()
 *     // Neural net
 *     //   x_1
 *     //   x_2
 *     //   σ: ŷ
 *     //     x_1 → w^1_1
 *     //     x_2 → w^1_2
 * }</pre>
 *
 * @param title the title in the markup of {@link Label}; an empty one is not drawn, and the words'
 *     {@code net} names the picture
 * @param layers the inputs first, the outputs last; a layer's constant 1 after its neurons
 * @param weights each from a node of one layer to a neuron of the next
 */
public record NetPicture(String title, List<List<Neuron>> layers, List<Weight> weights, Words words)
    implements Picture {

  /** What a node is to the net. */
  public enum Role {
    /** An input of the observation. */
    INPUT,
    /** The constant 1 that feeds biases. */
    ONE,
    /** A neuron that others follow. */
    HIDDEN,
    /** A neuron of the last layer. */
    OUTPUT
  }

  /** A named quantity; value and gradient are null where they are not shown. */
  public record Entry(String name, String value, String gradient) {}

  /**
   * One node.
   *
   * @param id the name weights use
   * @param inside what stands in the node: the activation, or nothing
   * @param entries its quantities, the output last; one at least
   */
  public record Neuron(String id, Role role, String inside, List<Entry> entries) {
    /** Keeps the entries unchangeable. */
    public Neuron {
      entries = List.copyOf(entries);
      if (entries.isEmpty()) {
        throw new IllegalArgumentException("neuron \"" + id + "\" has no entry: name its output");
      }
    }

    /** The constant 1. */
    public static Neuron one(String id) {
      return new Neuron(id, Role.ONE, "", List.of(new Entry("1", null, null)));
    }

    /** The quantity that goes on to the next layer. */
    Entry output() {
      return entries.get(entries.size() - 1);
    }
  }

  /** A weight or bias on its edge. */
  public record Weight(String from, String to, Entry entry) {}

  /** The words of the picture in one language. */
  public record Words(String net, String value, String gradient) {
    /** The words in a language. */
    public static Words in(Language language) {
      UnaryOperator<String> word = key -> handgrad.words.Words.in(language).text("plot." + key);
      return new Words(
          word.apply("net.net"), word.apply("graph.value"), word.apply("graph.gradient"));
    }
  }

  /**
   * Checks that weights join neighbouring layers.
   *
   * @throws IllegalArgumentException if a layer is empty, two nodes share an id, or a weight does
   *     not lead from one layer to the next
   */
  public NetPicture {
    layers = layers.stream().map(List::copyOf).toList();
    weights = List.copyOf(weights);
    Map<String, Integer> at = new HashMap<>();
    for (int l = 0; l < layers.size(); l++) {
      if (layers.get(l).isEmpty()) {
        throw new IllegalArgumentException(
            "layer " + (l + 1) + " of the drawing is empty: give it a neuron");
      }
      for (Neuron neuron : layers.get(l)) {
        if (at.put(neuron.id(), l) != null) {
          throw new IllegalArgumentException(
              "two neurons have the id \"" + neuron.id() + "\": give each its own");
        }
      }
    }
    if (layers.size() < 2) {
      throw new IllegalArgumentException("a net of one layer: give inputs and outputs");
    }
    for (Weight weight : weights) {
      Integer from = at.get(weight.from());
      Integer to = at.get(weight.to());
      if (from == null || to == null || to != from + 1) {
        throw new IllegalArgumentException(
            String.format(
                "the weight from \"%s\" to \"%s\" does not join a layer to the next: layers are %s",
                weight.from(), weight.to(), names(layers)));
      }
    }
  }

  private static String names(List<List<Neuron>> layers) {
    return layers.stream()
        .map(l -> l.stream().map(Neuron::id).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("; "));
  }

  /** The drawing of a net without numbers. */
  public static NetPicture of(Net net, Language language) {
    return new NetNeurons(net, "", null).picture(Words.in(language));
  }

  /** The same with a letter, such as f, for every activation. */
  public static NetPicture of(Net net, String letter, Language language) {
    return new NetNeurons(net, letter, null).picture(Words.in(language));
  }

  /**
   * The drawing with every value and gradient of one observation.
   *
   * @param x one row
   * @param y one row
   * @throws IllegalArgumentException if x is not one row
   * @throws InputException as {@link Net#pass}
   */
  public static NetPicture of(Net net, DMatrixRMaj x, DMatrixRMaj y, Language language) {
    if (x.numRows != 1) {
      throw new IllegalArgumentException(
          String.format("X is %d×%d: the drawing shows one row at a time", x.numRows, x.numCols));
    }
    return new NetNeurons(net, "", net.pass(x, y)).picture(Words.in(language));
  }

  /** The same drawing under a title. */
  public NetPicture withTitle(String title) {
    return new NetPicture(title, layers, weights, words);
  }

  @Override
  public String kind() {
    return "handgrad-net";
  }

  /** What the picture is called: its title, or what its words say. */
  String name() {
    return title.isEmpty() ? words.net() : Label.of(title).text();
  }

  @Override
  public String svg() {
    return new NetDrawing(this).svg();
  }

  /** One line a node with its quantities, and under it a line a weight that leads to it. */
  @Override
  public String toString() {
    Map<String, String> outputs = new HashMap<>();
    StringBuilder text = new StringBuilder(name());
    for (List<Neuron> layer : layers) {
      for (Neuron neuron : layer) {
        outputs.put(neuron.id(), Label.of(neuron.output().name()).text());
        String inside = Label.of(neuron.inside()).text();
        List<String> entries = new ArrayList<>();
        neuron.entries().forEach(e -> entries.add(say(e)));
        text.append("\n  ").append(inside.isEmpty() ? "" : inside + ": ");
        text.append(String.join("; ", entries));
        for (Weight weight : weights) {
          if (weight.to().equals(neuron.id())) {
            text.append("\n    ").append(outputs.get(weight.from())).append(" → ");
            text.append(say(weight.entry()));
          }
        }
      }
    }
    return text.toString();
  }

  private String say(Entry entry) {
    String value = entry.value() == null ? "" : " = " + Label.of(entry.value()).text();
    String gradient =
        entry.gradient() == null
            ? ""
            : ", " + words.gradient() + " " + Label.of(entry.gradient()).text();
    return Label.of(entry.name()).text() + value + gradient;
  }
}
