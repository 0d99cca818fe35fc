package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.List;

/** A kernel on the real base of IJava that keeps what it is asked to display. */
public final class JavaKernel extends BaseKernel {
  private final Magics magics = new Magics();
  private final List<DisplayData> displayed = new ArrayList<>();

  public Magics getMagics() {
    return magics;
  }

  public List<DisplayData> displayed() {
    return displayed;
  }

  @Override
  public void display(DisplayData data) {
    displayed.add(data);
  }

  @Override
  public DisplayData eval(String code) {
    return null;
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").build();
  }
}
