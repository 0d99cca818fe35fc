package handgrad.net;

import java.util.ArrayList;
import java.util.List;

/**
 * The letters of a net's quantities, as the sheet has them.
 *
 * <p>H is a linear layer's output, O an activation's, small letters where a layer has one neuron;
 * they are numbered where there is more than one of them. The last output is yhat, or the score s
 * where the loss takes the sigmoid itself. In a chain of single neurons with biases the parameters
 * are w1_l and w0_l.
 *
 * @param outputs one a layer
 * @param weights one a linear layer
 * @param biases one a linear layer, whether it has a bias or not
 */
public record Letters(List<String> outputs, List<String> weights, List<String> biases) {
  /** Keeps the lists unchangeable. */
  public Letters {
    outputs = List.copyOf(outputs);
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
  }

  static Letters of(List<Layer> layers, Loss loss, List<String> names) {
    int linear = (int) layers.stream().filter(l -> l instanceof Linear).count();
    boolean chain = names.isEmpty() && layers.stream().allMatch(Letters::isSingleNeuron);
    boolean oneHidden = linear == 2 && layers.get(layers.size() - 1) instanceof Linear;
    List<String> outputs = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    List<String> biases = new ArrayList<>();
    int width = 0;
    int number = 0;
    int activations = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      width = layer.outputs(width);
      String letter;
      if (layer instanceof Linear) {
        number++;
        activations = 0;
        letter = "H";
        String name = names.isEmpty() ? "W" + number : names.get(number - 1);
        String index = name.replaceFirst("^\\D*", "");
        weights.add(chain ? "w1_" + number : name);
        biases.add(chain ? "w0_" + number : "b" + (index.isEmpty() ? number : index));
      } else {
        activations++;
        letter = "O";
      }
      String index = oneHidden ? "" : "" + number;
      String again = activations > 1 ? "_" + activations : "";
      String hidden = (width == 1 ? letter.toLowerCase(java.util.Locale.ROOT) : letter) + index;
      outputs.add(i < layers.size() - 1 ? hidden + again : loss.takesScores() ? "s" : "yhat");
    }
    return new Letters(outputs, weights, biases);
  }

  private static boolean isSingleNeuron(Layer layer) {
    return !(layer instanceof Linear linear)
        || linear.inputs() == 1 && linear.outputs() == 1 && linear.hasBias();
  }
}
