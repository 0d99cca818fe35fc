package handgrad.cli;

import handgrad.words.Language;
import handgrad.words.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A teacher's table: tab-separated, a header first, columns in any order, no quoting. */
final class Table {
  private final List<String> header;
  private final List<String> required;
  private final List<Row> rows = new ArrayList<>();
  private final Language language;

  /** One row; its cells by the names of the header. */
  final class Row {
    private final String[] cells;

    Row(String[] cells) {
      this.cells = cells;
    }

    /** The cell, without blanks around it; empty where the row has none. */
    String get(String column) {
      int at = header.indexOf(column);
      return at < 0 || at >= cells.length ? "" : cells[at].strip();
    }

    String id() {
      return flat(get("id"));
    }

    /**
     * @throws Unusable if the row is too short or lacks what every row needs
     */
    void require() {
      for (String column : required) {
        if (header.indexOf(column) >= cells.length) {
          throw new Unusable(text("row-short", cells.length, header.size()));
        }
      }
      List<String> mayBeEmpty = List.of("id", "shapes");
      require(required.stream().filter(column -> !mayBeEmpty.contains(column)).toList());
    }

    /**
     * @throws Unusable if one of these cells is empty
     */
    void require(List<String> columns) {
      for (String column : columns) {
        if (get(column).isEmpty()) {
          throw new Unusable(text("cell-empty", column));
        }
      }
    }

    Question question() {
      String assumed = get("assumptions");
      return new Question(
          get("f"),
          get("variable"),
          get("shapes"),
          assumed.isEmpty() ? List.of() : List.of(assumed.split(";")));
    }
  }

  private Table(List<String> header, List<String> required, Language language) {
    this.header = header;
    this.required = required;
    this.language = language;
  }

  /**
   * Reads a table.
   *
   * @throws Unusable if the file is missing, empty, no text, or its header lacks a column
   */
  static Table read(Path file, List<String> required, Language language) {
    List<String> lines = lines(file, language);
    if (lines.isEmpty()) {
      throw new Unusable(Message.of("cli.table-empty", file).in(language));
    }
    List<String> header = new ArrayList<>();
    for (String cell : lines.get(0).split("\t", -1)) {
      header.add(cell.strip());
    }
    for (String column : required) {
      if (!header.contains(column)) {
        throw new Unusable(
            Message.of("cli.table-header", file, column, String.join(", ", required)).in(language));
      }
    }
    Table table = new Table(header, required, language);
    for (String line : lines.subList(1, lines.size())) {
      table.rows.add(table.new Row(line.split("\t", -1)));
    }
    return table;
  }

  /** Whether the header has a column. */
  static boolean has(Path file, String column, Language language) {
    List<String> lines = lines(file, language);
    return !lines.isEmpty()
        && java.util.Arrays.stream(lines.get(0).split("\t", -1))
            .anyMatch(cell -> cell.strip().equals(column));
  }

  private static List<String> lines(Path file, Language language) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Unusable(Message.of("cli.table-missing", file).in(language));
    } catch (IOException e) {
      throw new Unusable(Message.of("cli.table-unread", file).in(language));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Unusable(Message.of("cli.table-binary", file).in(language));
    }
    if (text.indexOf('\0') >= 0) {
      throw new Unusable(Message.of("cli.table-binary", file).in(language));
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String> lines = new ArrayList<>();
    for (String line : body.split("\r\n|\n|\r")) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  List<Row> rows() {
    return rows;
  }

  private String text(String key, Object... arguments) {
    return Message.of("cli." + key, arguments).in(language);
  }

  /** A text as one cell: without tabs and line ends. */
  static String flat(String text) {
    return text.replaceAll("\\s*\\R\\s*", " / ").replace('\t', ' ');
  }
}
