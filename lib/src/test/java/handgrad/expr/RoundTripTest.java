package handgrad.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final int EXPRESSIONS = 10_000;
  private static final int FEW = 40;

  @Test
  void aFewReadBack() {
    plainReadsBack(FEW);
    latexReadsBack(FEW);
  }

  @Test
  @Tag("many")
  void thePlainNotationReadsBack() {
    plainReadsBack(EXPRESSIONS);
  }

  @Test
  @Tag("many")
  void latexReadsBack() {
    latexReadsBack(EXPRESSIONS);
  }

  private static void plainReadsBack(int expressions) {
    RandomExprs random = new RandomExprs(1);
    for (int i = 0; i < expressions; i++) {
      Expr expr = random.next(1 + i % 5);
      String text = Ascii.print(expr);
      assertEquals(expr, Formula.parse(text, RandomExprs.NAMES), text);
    }
  }

  private static void latexReadsBack(int expressions) {
    RandomExprs random = new RandomExprs(2);
    for (int i = 0; i < expressions; i++) {
      Expr expr = random.next(1 + i % 5);
      String text = Latex.print(expr);
      assertEquals(expr, Formula.parse(text, RandomExprs.NAMES), text);
    }
  }

  @Test
  @Tag("many")
  void everyKindIsAmongThem() {
    Set<Class<?>> kinds = new HashSet<>();
    RandomExprs random = new RandomExprs(1);
    for (int i = 0; i < EXPRESSIONS; i++) {
      collect(random.next(1 + i % 5), kinds);
    }
    Set<String> missing = new TreeSet<>();
    collectKinds(Expr.class, missing);
    kinds.forEach(kind -> missing.remove(kind.getSimpleName()));
    assertEquals(Set.of(), missing);
  }

  private static void collect(Expr expr, Set<Class<?>> kinds) {
    kinds.add(expr.getClass());
    expr.operands().forEach(operand -> collect(operand, kinds));
  }

  private static void collectKinds(Class<?> type, Set<String> names) {
    if (!type.isSealed()) {
      names.add(type.getSimpleName());
      return;
    }
    for (Class<?> kind : type.getPermittedSubclasses()) {
      collectKinds(kind, names);
    }
  }
}
