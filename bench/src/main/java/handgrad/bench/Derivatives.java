package handgrad.bench;

import handgrad.derive.Derivation;
import handgrad.expr.Ascii;
import handgrad.expr.Declarations;
import handgrad.expr.Formula;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The fifteen derivatives of tasks 6 and 7, by their numbers, and tr(AX⁻¹). */
final class Derivatives {
  private record Item(String f, String by, String shapes) {
    Derivation derivation() {
      Declarations names = Declarations.parse(shapes);
      return Derivation.of(Formula.parse(f, names), names.variable(by));
    }
  }

  private static final Map<String, Item> ITEMS = new LinkedHashMap<>();

  static {
    List<Item> fifteen =
        List.of(
            new Item("a'*x", "x", "a:n,1;x:n,1"),
            new Item("x'*A*x", "x", "A:n,n;x:n,1"),
            new Item("ln(x'*A*x)", "x", "A:n,n;x:n,1"),
            new Item("a'*X*A*X*a", "X", "a:n,1;A:n,n;X:n,n"),
            new Item("x*x'*x", "x", "x:n,1"),
            new Item("inv(X)", "X", "X:n,n"),
            new Item("det(X)", "X", "X:n,n"),
            new Item("tr(A*X*B)", "X", "A:p,m;B:n,p;X:m,n"),
            new Item("tr(A*X'*X)", "X", "A:n,n;X:m,n"),
            new Item("ln det(X)", "X", "X:n,n"),
            new Item("ln det(A*inv(X)*B)", "X", "A:n,n;B:n,n;X:n,n"),
            new Item("tr(A*X'*X*B*inv(X)')", "X", "A:n,n;B:n,n;X:n,n"),
            new Item("ln det(X'*A*X)", "X", "A:m,m;X:m,n"),
            new Item("x'*A*b", "x", "x:n,1;A:n,n;b:n,1"),
            new Item("x'*A*b", "A", "x:n,1;A:n,n;b:n,1"));
    for (int i = 0; i < fifteen.size(); i++) {
      ITEMS.put(Integer.toString(i + 1), fifteen.get(i));
    }
    ITEMS.put("inverse", new Item("tr(A*inv(X))", "X", "A:n,n;X:n,n"));
  }

  // The answers given to each, G the right one.
  private static final List<String> FORMS =
      List.of("G", "-(-G)", "G/2 + G/2", "G''", "-G", "2*G", "G/2", "G'", "G - 1", "3*G'");

  private Derivatives() {}

  /** Reads one formula and derives it with its verified steps. */
  static DoubleSupplier work(String name) {
    Item item = ITEMS.get(name);
    return () -> item.derivation().steps().size();
  }

  /** A table of 150 answers, right and wrong, ten for each of the fifteen. */
  static List<String> answers() {
    List<String> lines = new ArrayList<>(List.of("id\tf\tvariable\tshapes\tanswer"));
    for (int i = 1; i <= 15; i++) {
      Item item = ITEMS.get(Integer.toString(i));
      String right = Ascii.print(item.derivation().result());
      for (int k = 0; k < FORMS.size(); k++) {
        String answer = FORMS.get(k).replace("G", "(" + right + ")");
        lines.add(String.join("\t", i + "." + k, item.f(), item.by(), item.shapes(), answer));
      }
    }
    return lines;
  }
}
