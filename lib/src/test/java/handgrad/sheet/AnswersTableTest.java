package handgrad.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handgrad.check.Judgement;
import handgrad.check.Judgement.Verdict;
import handgrad.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers to every item of tasks 1 to 5, typed and judged; none is taken from the slips' table. */
class AnswersTableTest {
  private record Row(String id, boolean right, String slip, String answer) {
    boolean wrong() {
      return !right;
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream stream = AnswersTableTest.class.getResourceAsStream("answers.tsv")) {
      List<Row> rows = new ArrayList<>();
      for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] cells = line.split("\t", -1);
        if (!line.startsWith("#") && !cells[0].equals("id")) {
          rows.add(new Row(cells[0], cells[1].equals("right"), cells[2], cells[3]));
        }
      }
      return rows;
    }
  }

  private static List<String> ids() {
    return Sheet.sheet().items().stream()
        .map(Item::id)
        .filter(id -> id.matches("[1-5]\\..*"))
        .toList();
  }

  private static Judgement judge(Row row) {
    return ItemCheck.judge(Sheet.sheet().item(row.id()).orElseThrow(), row.answer());
  }

  @Test
  void everyItemHasThreeWrongAnswersAndTwoRightForms() throws IOException {
    Map<String, Integer> right = new LinkedHashMap<>();
    Map<String, Integer> wrong = new LinkedHashMap<>();
    for (Row row : rows()) {
      (row.right() ? right : wrong).merge(row.id(), 1, Integer::sum);
    }
    for (String id : ids()) {
      assertTrue(right.getOrDefault(id, 0) >= 2, id + " has fewer than two right forms");
      assertTrue(wrong.getOrDefault(id, 0) >= 3, id + " has fewer than three wrong answers");
    }
    assertEquals(ids().size(), right.size());
  }

  private static final Set<String> CODES =
      Set.of(
          ("sign factor transposed untransposed symmetry term inner outer inverse-transpose order"
                  + " identity scale elementwise variable cofactor assumption shape activation"
                  + " layer incoming other")
              .split(" "));

  @Test
  void tablesCallEverySlipByOneOfTheirWords() {
    for (Item item : Sheet.sheet().items()) {
      for (Item.Known known : item.slips()) {
        String code = new Judgement.Slip(known.kind(), Message.of("place.sign")).code();
        assertTrue(CODES.contains(code), item.id() + ": " + known.kind() + " is called " + code);
      }
    }
    assertEquals("order", new Judgement.Slip("places", Message.of("place.sign")).code());
    assertEquals("variable", new Judgement.Slip("by-weights", Message.of("place.sign")).code());
    assertEquals("other", new Judgement.Slip("uphill", Message.of("place.sign")).code());
  }

  @Test
  void everyRightFormIsAccepted() throws IOException {
    List<String> refused = new ArrayList<>();
    for (Row row : rows()) {
      if (row.right() && judge(row).verdict() != Verdict.RIGHT) {
        refused.add(row + " " + judge(row));
      }
    }
    assertEquals(List.of(), refused);
  }

  @Test
  void everyWrongAnswerIsRefusedNineInTenWithTheirSlip() throws IOException {
    List<String> accepted = new ArrayList<>();
    List<String> unnamed = new ArrayList<>();
    int wrong = 0;
    for (Row row : rows()) {
      if (row.wrong()) {
        wrong++;
        Judgement judgement = judge(row);
        List<String> kinds = judgement.slips().stream().map(Judgement.Slip::kind).toList();
        if (judgement.verdict() != Verdict.WRONG && judgement.verdict() != Verdict.SHAPE) {
          accepted.add(row + " " + judgement.verdict());
        } else if (!kinds.contains(row.slip())) {
          unnamed.add(row + " " + judgement.verdict() + " " + kinds);
        }
      }
    }
    System.out.println(
        wrong + " wrong answers, " + unnamed.size() + " without their slip: " + unnamed);
    assertEquals(List.of(), accepted);
    assertTrue(wrong >= 200 && unnamed.size() * 10 <= wrong, unnamed.toString());
  }
}
