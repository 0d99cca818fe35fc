package io.github.spencerpark.ijava;

/** Stands in for IJava's own class of this name, which is on no registry: it holds the kernel. */
public final class IJava {
  private static JavaKernel kernel;

  private IJava() {}

  public static JavaKernel getKernelInstance() {
    return kernel;
  }

  public static void setKernelInstance(JavaKernel running) {
    kernel = running;
  }
}
