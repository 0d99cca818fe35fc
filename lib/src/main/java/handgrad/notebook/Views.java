package handgrad.notebook;

import handgrad.check.GradientCheck;
import handgrad.expr.Ascii;
import handgrad.expr.Expr;
import handgrad.expr.Latex;
import handgrad.plot.Picture;
import handgrad.plot.XChartPicture;
import handgrad.words.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * How each type shows as a cell's last line: MIME types and texts, the same in both kernels.
 *
 * <p>Maths and tables are Markdown, pictures SVG; a readable {@code text/plain} stands beside each.
 */
public final class Views {
  static final String PLAIN = "text/plain";
  static final String MARKDOWN = "text/markdown";
  static final String SVG = "image/svg+xml";

  private Views() {}

  /** Tells a kernel how to show every type of the course. */
  public static void register(Kernel kernel, Language language) {
    List<String> markdown = List.of(MARKDOWN);
    kernel.show(Expr.class, markdown, Views::of);
    kernel.show(Table.class, markdown, Views::of);
    kernel.show(DMatrixRMaj.class, markdown, Views::of);
    kernel.show(SimpleMatrix.class, markdown, x -> of(x.getDDRM()));
    kernel.show(GradientCheck.class, markdown, check -> of(check, language));
    kernel.show(
        ItemGradients.class,
        markdown,
        item -> views(item.plain(language), MARKDOWN, item.markdown(language)));
    kernel.show(Reply.class, markdown, Views::of);
    kernel.show(Picture.class, List.of(SVG), Views::of);
    kernel.show(Chart.class, List.of(SVG), chart -> of(XChartPicture.of(chart)));
  }

  static Map<String, String> of(Expr expr) {
    return views(Ascii.print(expr), MARKDOWN, "$$" + Latex.print(expr) + "$$");
  }

  static Map<String, String> of(Table table) {
    return views(Markdown.plain(table), MARKDOWN, Markdown.table(table));
  }

  /** The entries as a table, and under it the verdict. */
  static Map<String, String> of(GradientCheck check, Language language) {
    Table table = check.table(language);
    String verdict = check.verdict().message().in(language);
    return views(
        Markdown.plain(table) + "\n" + verdict,
        MARKDOWN,
        Markdown.table(table) + "\n\n" + Markdown.escape(verdict));
  }

  static Map<String, String> of(DMatrixRMaj matrix) {
    return views(Markdown.plain(matrix), MARKDOWN, "$$" + Markdown.matrix(matrix) + "$$");
  }

  static Map<String, String> of(Reply reply) {
    return views(reply.plain(), MARKDOWN, reply.markdown());
  }

  static Map<String, String> of(Picture picture) {
    return views(picture.toString(), SVG, picture.svg());
  }

  private static Map<String, String> views(String plain, String type, String text) {
    Map<String, String> views = new LinkedHashMap<>();
    views.put(PLAIN, plain);
    views.put(type, text);
    return views;
  }
}
