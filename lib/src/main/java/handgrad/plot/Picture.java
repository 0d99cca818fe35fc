package handgrad.plot;

/** Something drawn: an SVG for the eye and a few lines of text for where there is none. */
public interface Picture {

  /** The picture's kind, the class of the SVG's root: {@code handgrad-graph}, for example. */
  String kind();

  /** The title, in the markup of {@link Label}; it is also the SVG's {@code <title>}. */
  String title();

  /** A complete SVG document, the same bytes on every machine. */
  String svg();

  /** The picture's main facts as plain text. */
  @Override
  String toString();
}
