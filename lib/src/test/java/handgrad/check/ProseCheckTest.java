package handgrad.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import handgrad.check.ProseCheck.Subject;
import handgrad.check.ProseCheck.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProseCheckTest {
  private static final String GRAPH = "a = x^2; b = x*y; c = x + y; d = c^2";

  private static ProseCheck of(String f, String by, String shapes) {
    return ProseCheck.of(f, by, shapes);
  }

  private static ProseCheck of(
      String f, String name, String by, String shapes, String where, String at) {
    return ProseCheck.of(new Subject(f, name, by, shapes, List.of(), where, at, "", ""));
  }

  private static String said(ProseCheck check, String chain) {
    ProseCheck.Finding finding = check.judge(chain);
    return (finding.verdict() + " " + finding.slip() + " " + finding.reason()).strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "a'*x # x # a:n,1;x:n,1 # df = d(a^{\\top}x) = a^{\\top}dx",
        "a'*x # x # a:n,1;x:n,1 # \\nabla f = a",
        "x'*A*x # x # A:n,n;x:n,1 # df = dx^{\\top}Ax + x^{\\top}A\\,dx = x^{\\top}(A^{\\top} + A)\\,dx",
        "x'*A*x # x # A:n,n;x:n,1 # d^2f = 2\\,dx^{\\top}A\\,dx",
        "x'*A*x # x # A:n,n;x:n,1 # \\nabla^2 f = A + A^{\\top}",
        "x'*A*x # x # A:n,n;x:n,1 # \\frac{\\partial^2 f}{\\partial x^2} = A + A^{\\top}",
        "x*x'*x # x # x:n,1 # J = x^{\\top}x\\, I + 2xx^{\\top}",
        "x*x'*x # x # x:n,1 # df = J\\,dx",
        "inv(X) # X # X:n,n # dX\\,X^{-1} + X\\,d(X^{-1}) = 0",
        "inv(X) # X # X:n,n # J = -(X^{-\\top}\\otimes X^{-1})",
        "det(X) # X # X:n,n # \\nabla\\det X = \\mathrm{cof}\\,X",
        "det(X) # X # X:n,n # d\\ln\\det X = \\mathrm{tr}(X^{-1}dX)",
        "ln(x) # x # x;t # d\\ln t = dt/t",
        "x*exp(-x) # x # x # (x e^{-x})' = 1\\cdot e^{-x} + x\\cdot(-e^{-x}) = (1 - x)e^{-x}",
        "x^3 # x # x # \\frac{d}{dx} x^3 = 3x^2",
        "x^3 # x # x # \\frac{d f}{d x} = 3x^2",
        "x*y^2 # x,y # x;y # df = y^2\\,dx + 2xy\\,dy",
        "x*y^2 # x # x;y # \\partial f/\\partial y = 2xy",
        "x*y^2 # x # x;y # \\nabla_y f = 2xy",
      })
  void aRightChainPasses(String f, String by, String shapes, String chain) {
    assertEquals("RIGHT", said(of(f, by, shapes), chain));
  }

  @Test
  void namesDefinedOnTheWayAreVariablesOfWhatUsesThem() {
    ProseCheck check = of("a + b + d", "f", "x", "x;y", GRAPH, "");
    assertEquals("RIGHT", said(check, "\\dfrac{\\partial d}{\\partial c} = 2c"));
    assertEquals("RIGHT", said(check, "\\frac{\\partial f}{\\partial a} = 1"));
    assertEquals("RIGHT", said(check, "\\frac{\\partial f}{\\partial c} = 2c"));
    assertEquals(
        "RIGHT",
        said(
            check,
            "\\frac{\\partial f}{\\partial x} = \\frac{\\partial f}{\\partial a}"
                + "\\frac{\\partial a}{\\partial x} + \\frac{\\partial f}{\\partial b}"
                + "\\frac{\\partial b}{\\partial x} + \\frac{\\partial f}{\\partial d}"
                + "\\frac{\\partial d}{\\partial c}\\frac{\\partial c}{\\partial x} = 4x + 3y"));
  }

  @Test
  void aZeroIsReadAtTheOptimum() {
    String q = "(y - X*w)'*(y - X*w)";
    String shapes = "y:n,1;X:n,k;w:k,1";
    ProseCheck check = of(q, "Q", "w", shapes, "", "inv(X'*X)*X'*y");
    assertEquals("RIGHT", said(check, "\\nabla Q = 2X^{\\top}(Xw - y)"));
    assertEquals("RIGHT", said(check, "\\nabla Q = 0"));
    ProseCheck other = of(q, "Q", "w", shapes, "", "inv(X'*X)*X'*y*2");
    assertEquals(Verdict.WRONG, other.judge("\\nabla Q = 0").verdict());
    ProseCheck none = of(q, "Q", "w", shapes, "", "");
    assertEquals(Verdict.WRONG, none.judge("\\nabla Q = 0").verdict());
  }

  @Test
  void aMistakeIsRefusedWithItsSlipAndItsPlace() {
    assertEquals(
        "WRONG sign d(X^{-1}) = X^{-1}\\,dX\\,X^{-1}: -0.522028 and 0.522028 at one point",
        said(of("inv(X)", "X", "X:n,n"), "d(X^{-1}) = X^{-1}\\,dX\\,X^{-1}"));
    assertEquals("symmetry", of("x'*A*x", "x", "A:n,n;x:n,1").judge("\\nabla f = 2Ax").slip());
    assertEquals(
        "WRONG  df = x^{\\top}: the left side is 1×1, the right one 1×3",
        said(of("a'*x", "x", "a:n,1;x:n,1"), "df = x^{\\top} = a^{\\top}dx"));
  }

  @Test
  void everyFactorPutIntoARightSideIsNoticed() {
    ProseCheck check = of("tr(A*X'*X)", "X", "A:n,n;X:m,n");
    List<String> sides =
        List.of(
            "df",
            "\\mathrm{tr}(A\\,dX^{\\top}X) + \\mathrm{tr}(AX^{\\top}dX)",
            "\\mathrm{tr}(A^{\\top}X^{\\top}dX) + \\mathrm{tr}(AX^{\\top}dX)",
            "\\mathrm{tr}\\bigl((A^{\\top} + A)X^{\\top}dX\\bigr)");
    assertEquals("RIGHT", said(check, String.join(" = ", sides)));
    for (int i = 1; i < sides.size(); i++) {
      List<String> spoilt = new ArrayList<>(sides);
      spoilt.set(i, "3 (" + sides.get(i) + ")");
      assertEquals(Verdict.WRONG, check.judge(String.join(" = ", spoilt)).verdict());
    }
  }

  @Test
  void whatCannotBeReadIsSaid() {
    ProseCheck check = of("a'*x", "x", "a:n,1;x:n,1");
    assertEquals("UNREAD  there is no =", said(check, "\\nabla f"));
    assertEquals(
        "UNREAD  b is unknown; did you mean a? Declared are a: n×1, x: n×1, f: 1×1, dx: n×1\n"
            + "b\n^",
        said(check, "\\nabla f = b"));
  }

  private static ProseCheck net(String numbers) {
    return ProseCheck.of(
        new Subject(
            "sum((y - yhat).^2)",
            "L",
            "W2",
            "X:2,2;W2:2,2;W1:2,1;y:2,1;f:function",
            List.of(),
            "f = relu; H = X*W2; O = f(H); yhat = O*W1",
            "",
            numbers,
            "G = O; D = H"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\frac{\\partial L}{\\partial \\hat y} = 2(\\hat y - y)",
        "\\frac{\\partial L}{\\partial W_1} = O^{\\top}\\,\\frac{\\partial L}{\\partial\\hat y}",
        "\\partial L/\\partial O = 2(\\hat y - y)W_1^{\\top}",
        "G = 2(\\hat y - y)W_1^{\\top}",
        "D = G\\odot f'(H) = G\\odot\\mathrm{ReLU}'(H)",
        "dL = \\mathrm{tr}\\bigl(2(\\hat y - y)^{\\top}O\\,dW_1\\bigr)",
        "dL = 2(\\hat y - y)^{\\top}\\,dO\\,W_1 = \\mathrm{tr}(D^{\\top}dH) = \\mathrm{tr}(D^{\\top}X\\,dW_2)",
      })
  void aNetHasNamesForItsGradientsAndAFunctionForItsLetter(String chain) {
    assertEquals("RIGHT", said(net(""), chain));
    assertEquals("WRONG", said(net(""), chain + " + 1").replaceFirst(" .*", ""));
  }

  @Test
  void numbersAreInsertedForWhatHoldsOnlyThere() {
    String numbers = "X = [1 2; -1 0]; W2 = [1 -1; 0.5 0]; W1 = [0.5; 1]; y = [0; 1]";
    String chain = "D = G\\odot f'(H) = \\begin{pmatrix} 1 & 0 \\\\ 0 & 0 \\end{pmatrix}";
    assertEquals("WRONG", said(net(""), chain).substring(0, 5));
    assertEquals("RIGHT", said(net(numbers), chain));
    assertEquals("WRONG", said(net(numbers), chain.replace("1 &", "3 &")).substring(0, 5));
    assertEquals("WRONG", said(net(numbers), chain.replace("= G", "= 3G")).substring(0, 5));
  }

  @Test
  void zerosAtTheNumbersHideNoDifference() {
    ProseCheck check =
        ProseCheck.of(new Subject("w*x^2", "f", "x", "x;w", List.of(), "", "", "w = 0", ""));
    assertEquals("RIGHT", said(check, "\\frac{df}{dx} = 2wx = 0"));
    assertEquals("WRONG", said(check, "\\frac{df}{dx} = 6wx = 0").substring(0, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "\\sigma'(1) \\approx 0.196612 # RIGHT",
        "\\sigma'(1) = \\frac{e}{(1+e)^2} \\approx 0.1966 # RIGHT",
        "\\sigma'(1) \\approx 0.196613 # WRONG",
        "\\sigma'(1) \\approx 0.19660 # WRONG",
        "\\sigma'(1) \\approx 3 (0.196612) # WRONG",
        "\\sigma'(1) \\approx \\tfrac15 # UNREAD",
        "\\sigma'(t) = \\sigma(t)(1-\\sigma(t)) \\le 0.25 # RIGHT",
        "\\sigma'(t) = \\sigma(t)(1-\\sigma(t)) > 0 # RIGHT",
        "\\sigma'(t) = \\sigma(t)(1-\\sigma(t)) < 0 # WRONG",
        "\\sigma'(t) = \\sigma(t)(1-\\sigma(t)) \\ne \\sigma(t) # RIGHT",
        "\\sigma'(t) = \\sigma(t)(1-\\sigma(t)) \\ne \\sigma(t) - \\sigma(t)^2 # WRONG",
        "\\sigma'(t) = \\sigma(t)(2-\\sigma(t)) \\ge 0 # WRONG",
      })
  void otherRelationsAreJudgedToo(String chain, Verdict verdict) {
    assertEquals(verdict, of("sigmoid(t)", "t", "t").judge(chain).verdict(), chain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "\\nabla^2 f = 2X^{\\top}X \\succeq 0 # RIGHT",
        "\\nabla^2 f = 2X^{\\top}X \\succeq 3X^{\\top}X # WRONG",
        "\\nabla^2 f = 2X^{\\top}X \\succ 0 # RIGHT",
        "d^2f = 2\\,dw^{\\top}X^{\\top}X\\,dw \\ge 0 # RIGHT",
        "d^2f = 2\\,dw^{\\top}X^{\\top}X\\,dw \\le 0 # WRONG",
      })
  void definiteMatricesHaveTheirEigenvaluesLookedAt(String chain, Verdict verdict) {
    ProseCheck check =
        ProseCheck.of(
            new Subject(
                "(y - X*w)'*(y - X*w)", "f", "w", "y:5,1;X:5,2;w:2,1", List.of(), "", "", "", ""));
    assertEquals(verdict, check.judge(chain).verdict(), chain);
  }

  @Test
  void signsInBracketsDoNotCount() {
    Chain chain = Chain.of("df = \\sum_{i=1}^n a_i \\approx f(x=1)\\geq\\left(a\\right)");
    assertEquals(List.of("df", "\\sum_{i=1}^n a_i", "f(x=1)", "\\left(a\\right)"), chain.sides());
    assertEquals(
        List.of(Chain.Relation.EQUAL, Chain.Relation.ROUNDED, Chain.Relation.AT_LEAST),
        chain.relations());
    assertEquals("f(x=1) ≥ \\left(a\\right)", chain.link(3));
  }
}
