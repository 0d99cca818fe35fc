package handgrad.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code with what it prints. What a line's value prints stands after it as a comment, or
 * in comment lines below it:
 *
 * <pre>{@code
 * int x = 2 + 3;
 * x * x            // 25
 * List.of(x, x)
 * // [5, 5]
 * }</pre>
 *
 * @param place the file and the line of its first line
 * @param imports the lines to be evaluated first, beside those of every notebook
 */
record Example(String place, List<String> imports, List<Snippet> snippets) {
  /** Code, and the comment lines after it; none where nothing is promised. */
  record Snippet(String code, List<String> printed) {}

  private static final Pattern JAVADOC = Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("<pre>(\\{@code)?\\R?(.*?)(\\}\\s*)?</pre>", Pattern.DOTALL);
  private static final Pattern FENCE =
      Pattern.compile("^```java\\R(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^public (?:final |sealed )*(?:class|record|interface|enum) (\\w+)");
  private static final Pattern NESTED = Pattern.compile("(?m)^  public (?:record|enum) ");
  private static final Pattern COMMENT =
      Pattern.compile("((?:[^\"/]|\"(?:[^\"\\\\]|\\\\.)*\"|/(?!/))*)//\\s?(.*)");

  /** The blocks in a source file's Javadoc. */
  static List<Example> ofSource(String file, String source) {
    Matcher home = PACKAGE.matcher(source);
    Matcher type = TYPE.matcher(source);
    List<String> imports = new ArrayList<>();
    if (home.find() && type.find()) {
      String name = home.group(1) + "." + type.group(1);
      imports.add("import " + name + ";");
      if (NESTED.matcher(source).find()) {
        imports.add("import " + name + ".*;");
      }
    }
    List<Example> examples = new ArrayList<>();
    Matcher javadoc = JAVADOC.matcher(source);
    while (javadoc.find()) {
      Matcher block = BLOCK.matcher(javadoc.group());
      while (block.find()) {
        int line = lines(source, javadoc.start() + block.start()) + 1;
        if (block.group(1) == null) {
          throw new AssertionError(
              file + ":" + line + ": an example stands in <pre>{@code … }</pre>");
        }
        String code = block.group(2).replaceAll("(?m)^\\s*\\*( |$)", "");
        examples.add(of(file + ":" + line, imports, code));
      }
    }
    return examples;
  }

  /** The blocks of a Markdown file that are fenced as {@code java}. */
  static List<Example> ofMarkdown(String file, String text) {
    List<Example> examples = new ArrayList<>();
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      examples.add(of(file + ":" + (lines(text, fence.start()) + 1), List.of(), fence.group(1)));
    }
    return examples;
  }

  private static int lines(String text, int end) {
    return (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
  }

  static Example of(String place, List<String> imports, String text) {
    List<Snippet> snippets = new ArrayList<>();
    StringBuilder code = new StringBuilder();
    List<String> printed = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher comment = COMMENT.matcher(line);
      boolean commented = comment.matches();
      String source = commented ? comment.group(1) : line;
      if (!source.isBlank()) {
        if (!printed.isEmpty() || code.toString().strip().endsWith(";")) {
          add(snippets, code, printed);
        }
        code.append(source).append('\n');
      }
      if (commented) {
        printed.add(comment.group(2).stripTrailing());
      }
    }
    add(snippets, code, printed);
    return new Example(place, List.copyOf(imports), List.copyOf(snippets));
  }

  private static void add(List<Snippet> snippets, StringBuilder code, List<String> printed) {
    if (!code.toString().isBlank()) {
      snippets.add(new Snippet(code.toString().strip(), List.copyOf(printed)));
    }
    code.setLength(0);
    printed.clear();
  }
}
