/**
 * The notebook: what a cell can say ({@link handgrad.notebook.Course}, {@link
 * handgrad.notebook.Nets}, {@link handgrad.notebook.Fits}, {@link handgrad.notebook.Estimates}),
 * how each type shows ({@link handgrad.notebook.Views}) and the kernel it runs in ({@link
 * handgrad.notebook.Kernel}). The only room that knows Jupyter.
 */
package handgrad.notebook;
