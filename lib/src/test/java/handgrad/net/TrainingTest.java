package handgrad.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
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
    training.step(x, y, 0.01);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] batches = new long[21];
    for (int batch = 0; batch < batches.length; batch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 20; i++) {
        training.step(x, y, 0.01);
      }
      batches[batch] = threads.getCurrentThreadAllocatedBytes() - before;
    }
    // The virtual machine allocates where it loads or compiles; what a step needs comes each time.
    Arrays.sort(batches);
    assertEquals(0, batches[batches.length / 2], "bytes of twenty steps");
    assertEquals(421, training.steps());
  }
}
