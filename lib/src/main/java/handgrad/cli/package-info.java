/**
 * The command line: {@code derive}, {@code check}, {@code steps}, for one formula or for a
 * teacher's table of answers; {@code fit} for a file of data; {@code key}, {@code variants} and
 * {@code quiz} for a teacher; {@code prose} for the guards of the notebooks. {@link
 * handgrad.cli.Main} is the jar's main class.
 */
package handgrad.cli;
