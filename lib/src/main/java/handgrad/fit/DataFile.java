package handgrad.fit;

import handgrad.words.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** A table of data from a file of comma-separated values with a line of names at its top. */
public final class DataFile {
  private DataFile() {}

  /**
   * Reads a file; every cell stays as it is typed until a column is taken as numbers.
   *
   * @throws InputException if there is no such file, or if it is no table
   */
  public static Table read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("fit.no-file", file);
    }
    String text;
    try {
      text = Files.readString(file).replace("\uFEFF", "");
    } catch (IOException e) {
      throw new InputException("fit.unreadable", file, "UTF-8");
    }
    requireEvenRows(file, text);
    return Table.read()
        .usingOptions(
            CsvReadOptions.builderFromString(text)
                .columnTypes(name -> ColumnType.STRING)
                .missingValueIndicator("", "NA", "NaN"));
  }

  // A row of another length would be filled up or cut in silence.
  private static void requireEvenRows(Path file, String text) {
    int columns = -1;
    int row = 0;
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      int cells = cells(line);
      if (columns < 0) {
        columns = cells;
      } else if (cells != columns) {
        throw new InputException("fit.ragged", file, row, cells, columns);
      }
      row++;
    }
    if (row < 2) {
      throw new InputException("fit.empty-file", file);
    }
  }

  private static int cells(String line) {
    int cells = 1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      cells += line.charAt(i) == ',' && !quoted ? 1 : 0;
    }
    return cells;
  }
}
