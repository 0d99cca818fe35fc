package handgrad.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The running Java kernel, JJava or IJava: its renderers and its magics.
 *
 * <p>Both have the same API under other package names and neither is a dependency, so everything
 * goes by reflection; the kernels' own function types are implemented by proxies.
 */
public final class Kernel {
  private static final List<Family> FAMILIES =
      List.of(
          new Family(
              "org.dflib.jjava.jupyter.kernel.BaseKernel",
              "notebookKernel",
              "getMagicsRegistry",
              "org.dflib.jjava.jupyter.kernel.display.RenderFunction",
              "org.dflib.jjava.jupyter.kernel.magic.LineMagic",
              "org.dflib.jjava.jupyter.kernel.magic.CellMagic"),
          new Family(
              "io.github.spencerpark.ijava.IJava",
              "getKernelInstance",
              "getMagics",
              "io.github.spencerpark.jupyter.kernel.display.RenderFunction",
              "io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction",
              "io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction"));

  private final Object kernel;
  private final Family family;

  /** The names that differ between the two kernels. */
  private record Family(
      String type,
      String instance,
      String magics,
      String renderFunction,
      String lineMagic,
      String cellMagic) {}

  private Kernel(Object kernel, Family family) {
    this.kernel = kernel;
    this.family = family;
  }

  /**
   * The kernel this code runs in.
   *
   * @throws IllegalStateException if it runs in neither
   */
  public static Kernel running() {
    for (Family family : FAMILIES) {
      try {
        Object kernel = Class.forName(family.type).getMethod(family.instance).invoke(null);
        if (kernel != null) {
          return new Kernel(kernel, family);
        }
      } catch (ReflectiveOperationException e) {
        continue; // not this one
      }
    }
    throw new IllegalStateException(
        "no Java kernel is running: open a notebook in JupyterLab with the kernel JJava or IJava");
  }

  /** The kernel's name: {@code JJava} or {@code IJava}. */
  public String name() {
    return family.type.contains("jjava") ? "JJava" : "IJava";
  }

  /**
   * Shows every value of a type by its views, MIME type to text.
   *
   * @param mimeTypes the MIME types that {@code views} gives, {@code text/plain} aside
   */
  public <T> void show(
      Class<T> type, List<String> mimeTypes, Function<T, Map<String, String>> views) {
    Object renderer = call(kernel, "getRenderer");
    Object registration = call(renderer, "createRegistration", Class.class, type);
    call(
        registration,
        "preferring",
        String[].class,
        java.util.stream.Stream.concat(mimeTypes.stream(), java.util.stream.Stream.of("text/plain"))
            .toArray(String[]::new));
    Object render =
        proxy(
            family.renderFunction,
            arguments -> {
              Object container = call(arguments[1], "getOutputContainer");
              views
                  .apply(type.cast(arguments[0]))
                  .forEach((mime, text) -> put(container, mime, text));
              return null;
            });
    call(registration, "register", type(family.renderFunction), render);
  }

  /** Makes {@code %name arguments} show what the function gives; null shows nothing. */
  public void lineMagic(String name, Function<List<String>, Object> magic) {
    Object proxy =
        proxy(
            family.lineMagic,
            arguments -> {
              display(magic.apply(strings(arguments[arguments.length - 1])));
              return null;
            });
    call(magics(), "registerLineMagic", String.class, name, type(family.lineMagic), proxy);
  }

  /** Makes {@code %%name arguments} over a text show what the function gives for that text. */
  public void cellMagic(String name, BiFunction<List<String>, String, Object> magic) {
    Object proxy =
        proxy(
            family.cellMagic,
            arguments -> {
              int last = arguments.length - 1;
              display(magic.apply(strings(arguments[last - 1]), (String) arguments[last]));
              return null;
            });
    call(magics(), "registerCellMagic", String.class, name, type(family.cellMagic), proxy);
  }

  /** Shows a value now. IJava drops what a magic returns, so a magic shows its result itself. */
  public void display(Object value) {
    if (value == null) {
      return;
    }
    Object data = call(call(kernel, "getRenderer"), "render", Object.class, value);
    call(kernel, "display", data.getClass(), data);
  }

  private Object magics() {
    return call(kernel, family.magics);
  }

  private static void put(Object container, String mime, String text) {
    call(container, "putData", String.class, mime, Object.class, text);
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  // ---- reflection

  private interface Body {
    Object apply(Object[] arguments);
  }

  private Class<?> type(String name) {
    try {
      return Class.forName(name, true, kernel.getClass().getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name() + " has no " + name + ": take JJava 1.0a8", e);
    }
  }

  private Object proxy(String interfaceName, Body body) {
    Class<?> type = type(interfaceName);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals")
                ? self == arguments[0]
                : method.getName().equals("hashCode") ? type.hashCode() : type.getSimpleName();
          }
          return body.apply(arguments);
        });
  }

  // Parameter types and arguments in turn.
  private static Object call(Object target, String name, Object... typesAndArguments) {
    Class<?>[] types = new Class<?>[typesAndArguments.length / 2];
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = (Class<?>) typesAndArguments[2 * i];
      arguments[i] = typesAndArguments[2 * i + 1];
    }
    try {
      Method method = target.getClass().getMethod(name, types);
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the kernel has no method " + name + ": take JJava 1.0a8", e);
    }
  }
}
