package handgrad.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void stepsAfterTheFirstAllocateNothing() {
    Random random = new Random(1);
    DMatrixRMaj x = new DMatrixRMaj(100, 50);
    DMatrixRMaj y = new DMatrixRMaj(100, 1);
    for (int i = 0; i < x.getNumElements(); i++) {
      x.data[i] = random.nextGaussian();
    }
    Net net = Net.random(1, Loss.SIGMOID_LOG_MEAN, Activation.TANH, true, 50, 50, 50, 1);
    Training training = Training.of(net);
    // the first steps also load and compile code
    for (int i = 0; i < 200; i++) {
      training.step(x, y, 0.01);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The virtual machine itself allocates now and then (it compiles anew); a step never does.
    for (int batch = 0; batch < 5; batch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long idle = threads.getCurrentThreadAllocatedBytes() - before;
      before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 50; i++) {
        training.step(x, y, 0.01);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before - idle);
    }
    assertEquals(0, least, "bytes of fifty steps");
    assertEquals(450, training.steps());
  }
}
