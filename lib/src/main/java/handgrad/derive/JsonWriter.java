package handgrad.derive;

/** Writes JSON; members and values follow one another as they are added. */
public final class JsonWriter {
  private final StringBuilder text = new StringBuilder();
  private boolean first = true;

  public JsonWriter open(char bracket) {
    separate();
    text.append(bracket);
    first = true;
    return this;
  }

  public JsonWriter close(char bracket) {
    text.append(bracket);
    first = false;
    return this;
  }

  public JsonWriter name(String name) {
    separate();
    quote(name);
    text.append(':');
    first = true;
    return this;
  }

  public JsonWriter value(String value) {
    separate();
    quote(value);
    return this;
  }

  public JsonWriter value(int value) {
    separate();
    text.append(value);
    return this;
  }

  public JsonWriter member(String name, String value) {
    return name(name).value(value);
  }

  private void separate() {
    if (!first) {
      text.append(',');
    }
    first = false;
  }

  private void quote(String value) {
    text.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
