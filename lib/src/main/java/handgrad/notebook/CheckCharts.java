package handgrad.notebook;

import handgrad.check.Entry;
import handgrad.check.GradientCheck;
import handgrad.check.Outcome;
import handgrad.check.StepErrors;
import handgrad.plot.Chart;
import handgrad.plot.ClaimedNumeric;
import handgrad.plot.ErrorMap;
import handgrad.plot.ErrorStep;
import handgrad.plot.ErrorStep.Curve;
import handgrad.plot.ErrorStep.Scheme;
import handgrad.words.Language;
import handgrad.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The numbers of a check made ready for the charts, with the words of one language. */
final class CheckCharts {
  private final Language language;

  CheckCharts(Language language) {
    this.language = language;
  }

  /** A pair of curves for each variable of each check. */
  Chart errorStep(GradientCheck... checks) {
    List<Curve> curves = new ArrayList<>();
    for (GradientCheck check : checks) {
      boolean named = checks.length > 1 || check.variables().size() > 1;
      for (String variable : check.variables()) {
        StepErrors errors = check.stepErrors(variable);
        String suffix = named ? ", $" + variable + "$" : "";
        curves.add(curve(errors, Scheme.FORWARD, suffix));
        curves.add(curve(errors, Scheme.CENTRAL, suffix));
      }
    }
    return ErrorStep.chart(ErrorStep.Words.in(language), curves);
  }

  private Curve curve(StepErrors errors, Scheme scheme, String suffix) {
    boolean forward = scheme == Scheme.FORWARD;
    String key = forward ? "plot.error-step.forward" : "plot.error-step.central";
    return new Curve(
        Words.in(language).text(key) + suffix,
        scheme,
        errors.steps(),
        forward ? errors.forward() : errors.central(),
        forward ? errors.forwardTruncation() : errors.centralTruncation(),
        forward ? errors.forwardRounding() : errors.centralRounding());
  }

  Chart claimedNumeric(GradientCheck check) {
    List<ClaimedNumeric.Entry> entries =
        check.entries().stream()
            .map(
                e ->
                    new ClaimedNumeric.Entry(
                        "$" + e.name() + "$",
                        e.claimed(),
                        e.numeric().value(),
                        e.outcome() == Outcome.REFUSED))
            .toList();
    return ClaimedNumeric.chart(ClaimedNumeric.Words.in(language), entries);
  }

  ErrorMap errorMap(GradientCheck check, String variable) {
    DMatrixRMaj errors = check.relativeErrors(variable);
    boolean[][] refused = new boolean[errors.numRows][errors.numCols];
    for (Entry entry : check.refused()) {
      if (entry.variable().equals(variable)) {
        refused[entry.row()][entry.column()] = true;
      }
    }
    List<List<Double>> rows = new ArrayList<>();
    List<List<Boolean>> marks = new ArrayList<>();
    for (int i = 0; i < errors.numRows; i++) {
      List<Double> row = new ArrayList<>();
      List<Boolean> mark = new ArrayList<>();
      for (int j = 0; j < errors.numCols; j++) {
        row.add(errors.get(i, j));
        mark.add(refused[i][j]);
      }
      rows.add(row);
      marks.add(mark);
    }
    return ErrorMap.of(ErrorMap.Words.in(language), "$" + variable + "$", rows, marks);
  }
}
